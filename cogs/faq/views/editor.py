"""The editor of entries: its forms, and conflicts between two who edit."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import Any

import discord

from cogs.core.access import require_moderator
from cogs.core.actor import Actor
from cogs.faq.actions.entries import (
    Conflict,
    Saving,
    begin_edit,
    drop_saving,
    get_saving,
    keep_files,
    keep_saving,
    publish,
    retire,
)
from cogs.faq.actions.lookups import difference, list_topics, look_at
from cogs.faq.actions.queue import save
from cogs.faq.render.entry import difference_block, entry_embed, named
from cogs.faq.render.queue import sheet
from cogs.faq.views.forms import entry_fields, filled_in
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.errors import render_error
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import replace, reply
from domain.errors import UserError
from domain.faq.entries import Entry
from domain.faq.rules import MAX_FIELD, MAX_REASON, MOST_FILES

OVER = frozenset({"faq-draft-gone", "faq-decided-already", "faq-unknown", "shared-moderators-only"})
"""Faults that writing something else doesn't mend."""


class SaveForm(Form, name="faq:saved"):
    """An entry's text; its part is the draft of what it was made from."""

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        require_moderator(actor)
        await interaction.client.services.read(get_saving, actor, draft_id)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, draft_id: int
    ) -> None:
        services = interaction.client.services
        before = await services.read(get_saving, actor, draft_id)
        filled = await filled_in(interaction, actor, values, before.text)
        if filled.problem is not None:
            typed = changed(before, text=filled.text, reason=filled.reason)
            await _to_mend(interaction, actor, draft_id, typed, filled.problem)
            return
        new = await services.write(keep_files, actor, filled.files)
        kept = [file for file in before.text.files if file.name not in {f.name for f in new}]
        files = (*new, *kept)[:MOST_FILES]
        saving = changed(before, text=changed(filled.text, files=files), reason=filled.reason)
        await _save(interaction, actor, draft_id, saving)


class EditButton(DynamicButton, name="faq:edit"):
    """Opens an entry as a form."""

    async def pressed(self, interaction: Interaction, actor: Actor, entry_id: int) -> None:
        await show_edit(interaction, actor, entry_id)


class EditAgainButton(DynamicButton, name="faq:edit-again"):
    """Opens the form with what was typed."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        saving = await interaction.client.services.read(get_saving, actor, draft_id)
        await open_save_form(interaction, actor, draft_id, saving)


class OverwriteButton(DynamicButton, name="faq:overwrite"):
    """Saves a text over somebody else's, whose difference was shown."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        services = interaction.client.services
        saving = await services.read(get_saving, actor, draft_id)
        await interaction.response.defer()
        await _save(interaction, actor, draft_id, saving)


class DropButton(DynamicButton, name="faq:drop"):
    """Forgets a text that was not saved."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await interaction.client.services.write(drop_saving, actor, draft_id)
        await replace(interaction, Content(actor.text("faq-dropped")))


class PublishButton(DynamicButton, name="faq:publish"):
    """Publishes a draft."""

    async def pressed(self, interaction: Interaction, actor: Actor, entry_id: int) -> None:
        entry = await interaction.client.services.write(publish, actor, entry_id)
        await replace(interaction, await saved_content(interaction, actor, entry))


class RetireButton(DynamicButton, name="faq:retire"):
    """Asks why an entry is retired."""

    async def pressed(self, interaction: Interaction, actor: Actor, entry_id: int) -> None:
        field = discord.ui.Label[Any](
            text=actor.text("faq-field-reason"),
            description=actor.text("faq-field-reason-hint"),
            component=discord.ui.TextInput(
                custom_id="reason", max_length=MAX_REASON, required=False
            ),
        )
        title = actor.text("faq-form-retire")
        await open_form(interaction, RetireForm, entry_id, title=title, fields=[field])


class RetireForm(Form, name="faq:retired"):
    """Form for the reason why an entry is retired."""

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, entry_id: int) -> None:
        require_moderator(actor)
        await interaction.client.services.read(look_at, actor, entry_id)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, entry_id: int
    ) -> None:
        services, reason = interaction.client.services, values.written("reason")
        entry = await services.write(retire, actor, entry_id, reason)
        await replace(interaction, Content(actor.text("faq-retired", title=named(entry))))


async def open_save_form(
    interaction: Interaction, actor: Actor, draft_id: int, saving: Saving
) -> None:
    """Show the form in which an entry's text is written."""
    known = await interaction.client.services.read(list_topics, actor)
    await open_form(
        interaction,
        SaveForm,
        draft_id,
        title=actor.text("faq-form-edit" if saving.entry_id else "faq-form-new"),
        fields=[*entry_fields(saving.text, known, actor.text, with_reason=bool(saving.entry_id))],
    )


async def begin_writing(
    interaction: Interaction, actor: Actor, draft_id: int, saving: Saving
) -> None:
    """Open the form, or for a long answer first hand over the file that is to be edited."""
    if len(saving.text.answer) <= MAX_FIELD:
        await open_save_form(interaction, actor, draft_id, saving)
        return
    words = actor.text("faq-edit-long", most=MAX_FIELD)
    button = EditAgainButton(
        draft_id, label=actor.text("faq-button-edit"), style=discord.ButtonStyle.primary
    )
    name = f"faq-{saving.entry_id}.md" if saving.entry_id else "faq.md"
    files = ((name, sheet(saving.text).encode()),)
    await reply(interaction, Content(words, view=view_of(button), files=files))


async def show_edit(interaction: Interaction, actor: Actor, entry_id: int) -> None:
    """Let a moderator change an entry."""
    draft_id, saving = await interaction.client.services.write(begin_edit, actor, entry_id)
    await begin_writing(interaction, actor, draft_id, saving)


async def saved_content(interaction: Interaction, actor: Actor, entry: Entry) -> Content:
    """Return an entry as it is now, with what a moderator may want next."""
    view = await interaction.client.services.read(look_at, actor, entry.id)
    embed, files = entry_embed(view, actor.text)
    edit = EditButton(entry.id, label=actor.text("faq-button-edit"))
    if entry.is_published:
        words = actor.text("faq-saved", number=str(entry.id), revision=str(entry.revision))
        return Content(words, embeds=(embed,), view=view_of(edit), files=files)
    label = actor.text("faq-button-publish")
    button = PublishButton(entry.id, label=label, style=discord.ButtonStyle.success)
    words = actor.text("faq-saved-unpublished", number=str(entry.id))
    return Content(words, embeds=(embed,), view=view_of(button, edit), files=files)


async def _save(interaction: Interaction, actor: Actor, draft_id: int, saving: Saving) -> None:
    """Save, and say what came of it; the interaction is deferred."""
    services = interaction.client.services
    try:
        saved = await services.write(save, actor, draft_id, saving)
    except UserError as problem:
        if problem.problem in OVER:
            raise
        await _to_mend(interaction, actor, draft_id, saving, problem)
        return
    if isinstance(saved, Conflict):
        await replace(interaction, await _conflict_content(actor, saved))
    else:
        await replace(interaction, await saved_content(interaction, actor, saved))


async def _to_mend(
    interaction: Interaction, actor: Actor, draft_id: int, saving: Saving, problem: UserError
) -> None:
    """Say what is wrong, and keep what was typed."""
    await interaction.client.services.write(keep_saving, actor, draft_id, saving)
    again = EditAgainButton(draft_id, label=actor.text("faq-button-revise"))
    words = render_error(actor.text, problem)
    await replace(interaction, Content(words, view=view_of(again)))


async def _conflict_content(actor: Actor, conflict: Conflict) -> Content:
    text, number = actor.text, conflict.draft_id
    block, files = difference_block(await difference(conflict.entry.text, conflict.mine), text)
    by = conflict.entry.editor_id
    words = text("faq-conflict", member=text("faq-nobody") if by is None else f"<@{by}>")
    embed = discord.Embed(description=block, colour=discord.Colour.orange())
    view = view_of(
        OverwriteButton(
            number, label=text("faq-button-overwrite"), style=discord.ButtonStyle.danger
        ),
        EditAgainButton(number, label=text("faq-button-revise")),
        DropButton(number, label=text("faq-button-drop")),
    )
    return Content(words, embeds=(embed,), view=view, files=files)
