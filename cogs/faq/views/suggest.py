"""Buttons and forms of suggestions."""

from __future__ import annotations

from dataclasses import replace as changed

import discord

from cogs.core.access import admit, posting
from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.faq.actions.lookups import list_topics
from cogs.faq.actions.suggestions import (
    Suggesting,
    begin_suggestion,
    get_suggesting,
    keep_suggesting,
    object_to,
    prefill,
    suggest,
)
from cogs.faq.views.forms import entry_fields, file_name, filled_in
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.errors import render_error
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import replace, reply
from cogs.ui.uploads import read_upload
from domain.errors import UserError
from domain.faq.entries import EntryText, Suggestion, SuggestionState
from domain.faq.rules import MAX_FILE_BYTES, MOST_FILES


class ObjectButton(DynamicButton, name="faq:object"):
    """Keeps an answer out of the FAQ; its parts are the server and the suggestion."""

    async def pressed_anywhere(
        self, interaction: Interaction, guild_id: int, suggestion_id: int
    ) -> None:
        """Without a server around: the custom id says which it is."""
        services = interaction.client.services
        state = await services.write(object_to, guild_id, interaction.user.id, suggestion_id)
        own = await services.guilds.member(guild_id, interaction.user.id)
        settings = await services.guilds.settings(guild_id)
        text = services.text.of(own.language or settings.language)
        key = "faq-objected" if state is SuggestionState.WITHDRAWN else "faq-objected-late"
        await replace(interaction, Content(text(key), view=view_of()))


def object_button(suggestion: Suggestion, text: Catalogue) -> ObjectButton:
    """Return the button that the author of an answer is given."""
    return ObjectButton(
        suggestion.guild_id,
        suggestion.id,
        label=text("faq-button-object"),
        style=discord.ButtonStyle.secondary,
    )


OVER = frozenset({"faq-draft-gone", "faq-suggested-already"})


class SuggestForm(Form, name="faq:suggested"):
    """A suggestion; its part is the draft of what was known of it."""

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        services = interaction.client.services
        await services.read(admit, actor)
        await services.read(get_suggesting, actor, draft_id)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, draft_id: int
    ) -> None:
        services = interaction.client.services
        before = await services.read(get_suggesting, actor, draft_id)
        filled = await filled_in(interaction, actor, values, before.text)
        suggesting = changed(before, text=filled.text)
        try:
            if filled.problem is not None:
                raise filled.problem
            files = [*filled.files, *await _fetch(interaction, suggesting)][:MOST_FILES]
            with posting(services, actor):
                made = await services.write(suggest, actor, draft_id, suggesting, files)
        except UserError as problem:
            if problem.problem in OVER:
                raise
            await services.write(keep_suggesting, actor, draft_id, suggesting)
            again = SuggestAgainButton(draft_id, label=actor.text("faq-button-revise"))
            words = render_error(actor.text, problem)
            await reply(interaction, Content(words, view=view_of(again)))
            return
        await reply(interaction, Content(actor.text("faq-suggested", number=str(made.id))))


class SuggestAgainButton(DynamicButton, name="faq:suggest-again"):
    """Opens the form again with what was typed."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        services = interaction.client.services
        suggesting = await services.read(get_suggesting, actor, draft_id)
        await _open(interaction, actor, draft_id, suggesting.text)


class SuggestButton(DynamicButton, name="faq:suggest"):
    """Opens an empty form."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        await open_suggest_form(interaction, actor, EntryText("", ""))


class SuggestQuestionButton(DynamicButton, name="faq:suggest-question"):
    """Opens the form with a solved question and its accepted answers."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        services = interaction.client.services
        suggesting = await services.read(prefill, actor, question_id)
        await open_prefilled(interaction, actor, suggesting)


async def open_suggest_form(interaction: Interaction, actor: Actor, text: EntryText) -> None:
    """Show the form in which an entry is suggested."""
    await open_prefilled(interaction, actor, Suggesting(text))


async def open_prefilled(interaction: Interaction, actor: Actor, suggesting: Suggesting) -> None:
    """Show the form filled in with what is known already."""
    draft_id = await interaction.client.services.write(begin_suggestion, actor, suggesting)
    await _open(interaction, actor, draft_id, suggesting.text)


def suggest_button(text: Catalogue) -> SuggestButton:
    """Suggest the button with which somebody suggests what the FAQ lacks."""
    return SuggestButton(label=text("faq-button-suggest"))


def suggest_question_button(text: Catalogue, question_id: int) -> SuggestQuestionButton:
    """Suggest the button with which a solved question is suggested."""
    return SuggestQuestionButton(question_id, label=text("faq-button-save"), emoji="📘")


async def _open(interaction: Interaction, actor: Actor, draft_id: int, text: EntryText) -> None:
    known = await interaction.client.services.read(list_topics, actor)
    await open_form(
        interaction,
        SuggestForm,
        draft_id,
        title=actor.text("faq-form-suggest"),
        fields=[*entry_fields(text, known, actor.text)],
    )


async def _fetch(interaction: Interaction, suggesting: Suggesting) -> list[tuple[str, bytes]]:
    """Return the files of the message that a suggestion is made of, as far as they fit."""
    files: list[tuple[str, bytes]] = []
    for upload in suggesting.uploads:
        if upload.size <= MAX_FILE_BYTES and len(files) < MOST_FILES:
            try:
                data = await read_upload(interaction.client, upload, MAX_FILE_BYTES)
            except UserError:  # deleted meanwhile: the words are worth having without
                continue
            files.append((file_name(upload.name), data))
    return files
