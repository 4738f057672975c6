"""Cards, buttons and lists of the review queue."""

from __future__ import annotations

import asyncio
from dataclasses import replace as changed
from typing import Any, Literal

import discord

from cogs.core.access import require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.text import Catalogue
from cogs.faq.actions.entries import Saving, begin_saving, confirm
from cogs.faq.actions.lookups import get_entry, look_at
from cogs.faq.actions.queue import (
    approve,
    decline,
    forget_unanswered,
    get_pending,
    get_suggestion,
    judge_all,
    list_queue,
    list_targets,
    list_unanswered,
    load_published,
)
from cogs.faq.render.entry import entry_embed, named
from cogs.faq.render.queue import (
    concerns_embed,
    queue_embed,
    suggestion_embed,
    unanswered_embed,
    whole_text,
)
from cogs.faq.views.editor import EditButton, RetireButton, begin_writing
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, DynamicSelect, page_buttons, view_of
from cogs.ui.parts import Page
from cogs.ui.reply import replace, reply
from domain.faq.entries import Entry, EntryText, Suggestion
from domain.faq.rules import MAX_ANSWER, MAX_REASON

QUEUE, ATTENTION, GAPS = "queue", "attention", "gaps"
MAX_LABEL = 100

Item = discord.ui.Item[Any]  # Any: items of every kind


class ApproveButton(DynamicButton, name="faq:approve"):
    """Publishes a suggestion as it is."""

    async def pressed(self, interaction: Interaction, actor: Actor, suggestion_id: int) -> None:
        services = interaction.client.services
        entry = await services.write(approve, actor, suggestion_id)
        await _show_decided(interaction, actor, suggestion_id)
        words = actor.text("faq-approved", title=named(entry), number=str(entry.id))
        await reply(interaction, Content(words))


class ApproveEditedButton(DynamicButton, name="faq:approve-edited"):
    """Opens a suggestion as a form; sending it publishes it."""

    async def pressed(self, interaction: Interaction, actor: Actor, suggestion_id: int) -> None:
        services = interaction.client.services
        suggestion = await services.read(get_pending, actor, suggestion_id)
        saving = Saving(0, 0, suggestion.text, suggestion_id=suggestion.id)
        draft_id = await services.write(begin_saving, actor, saving)
        await begin_writing(interaction, actor, draft_id, saving)


class MergeButton(DynamicButton, name="faq:merge"):
    """Offers the entries that a suggestion may become part of."""

    async def pressed(self, interaction: Interaction, actor: Actor, suggestion_id: int) -> None:
        targets = await interaction.client.services.read(list_targets, actor, suggestion_id)
        if not targets:
            await reply(interaction, Content(actor.text("faq-no-targets")))
            return
        options = [
            discord.SelectOption(label=label(entry.text.title, MAX_LABEL), value=str(entry.id))
            for entry in targets
        ]
        placeholder = actor.text("faq-merge-into")
        select = MergeSelect(suggestion_id, options=options, placeholder=placeholder)
        await reply(interaction, Content(actor.text("faq-merge-which"), view=view_of(select)))


class MergeSelect(DynamicSelect, name="faq:merge-into"):
    """Opens the chosen entry with the suggestion's answer below its own."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, suggestion_id: int, *, chosen: int
    ) -> None:
        services = interaction.client.services
        suggestion = await services.read(get_pending, actor, suggestion_id)
        entry = await services.read(get_entry, actor, chosen)
        saving = Saving(
            entry.id, entry.revision, _together(entry, suggestion), suggestion_id=suggestion.id
        )
        draft_id = await services.write(begin_saving, actor, saving)
        await begin_writing(interaction, actor, draft_id, saving)


class DeclineButton(DynamicButton, name="faq:decline"):
    """Asks for the reason."""

    async def pressed(self, interaction: Interaction, actor: Actor, suggestion_id: int) -> None:
        suggestion = await interaction.client.services.read(get_pending, actor, suggestion_id)
        field = discord.ui.Label[Any](
            text=actor.text("faq-field-why"),
            description=actor.text("faq-field-why-hint"),
            component=discord.ui.TextInput(
                custom_id="reason",
                style=discord.TextStyle.paragraph,
                max_length=MAX_REASON,
            ),
        )
        title = actor.text("faq-form-decline")
        await open_form(interaction, DeclineForm, suggestion.id, title=title, fields=[field])


class DeclineForm(Form, name="faq:declined"):
    """Form for the reason why a suggestion is turned down."""

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, suggestion_id: int) -> None:
        await interaction.client.services.read(get_pending, actor, suggestion_id)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, suggestion_id: int
    ) -> None:
        services = interaction.client.services
        await services.write(decline, actor, suggestion_id, values.written("reason"))
        await _show_decided(interaction, actor, suggestion_id)


class SuggestionSelect(DynamicSelect, name="faq:suggestion"):
    """Shows one suggestion of the queue."""

    async def pressed(self, interaction: Interaction, actor: Actor, *, chosen: int) -> None:
        services, suggestion_id = interaction.client.services, chosen
        suggestion = await services.read(get_suggestion, actor, suggestion_id)
        await reply(interaction, suggestion_content(suggestion, actor.text))


class ConcernSelect(DynamicSelect, name="faq:concern"):
    """Shows one entry that needs attention, with what can be done about it."""

    async def pressed(self, interaction: Interaction, actor: Actor, *, chosen: int) -> None:
        require_moderator(actor)
        view = await interaction.client.services.read(look_at, actor, chosen)
        embed, files = entry_embed(view, actor.text)
        buttons = concern_buttons(view.entry, actor.text)
        await reply(interaction, Content(embeds=(embed,), view=buttons, files=files))


class ConfirmButton(DynamicButton, name="faq:confirm"):
    """Somebody has looked: the entry is still right."""

    async def pressed(self, interaction: Interaction, actor: Actor, entry_id: int) -> None:
        entry = await interaction.client.services.write(confirm, actor, entry_id)
        at = 0 if entry.review_at is None else int(entry.review_at.timestamp())
        words = actor.text("faq-confirmed", title=named(entry), at=f"<t:{at}:d>")
        await replace(interaction, Content(words))


class UnansweredSelect(DynamicSelect, name="faq:gap"):
    """Takes a gap off the list."""

    async def pressed(self, interaction: Interaction, actor: Actor, *, chosen: int) -> None:
        await interaction.client.services.write(forget_unanswered, actor, chosen)
        await replace(interaction, await review_content(interaction, actor, GAPS, 0))


class ReviewPageButton(DynamicButton, name="faq:review"):
    """Leads to another page of `/faq review`: what is shown, and the page."""

    async def pressed(
        self,
        interaction: Interaction,
        actor: Actor,
        what: Literal["queue", "attention", "gaps"],
        page: Page,
    ) -> None:
        await replace(interaction, await review_content(interaction, actor, what, page))


async def review_content(interaction: Interaction, actor: Actor, what: str, page: int) -> Content:
    """Return a page of suggestions, of entries that need attention, or of gaps."""
    services, text = interaction.client.services, actor.text
    if what == ATTENTION:
        published = await services.read(load_published, actor)
        concerns = await asyncio.to_thread(judge_all, published, services.clock(), page)
        entries = {c.entry.id: c.entry.text.title for c in concerns.concerns}
        menu: Item | None = ConcernSelect(options=_options(entries), placeholder=text("faq-open"))
        return _page(
            concerns_embed(concerns, text),
            menu if entries else None,
            what,
            page,
            has_more=concerns.has_more,
            text=text,
        )
    if what == GAPS:
        unanswered = await services.read(list_unanswered, actor, page)
        words = {search.id: search.words for search in unanswered.unanswered}
        menu = UnansweredSelect(options=_options(words), placeholder=text("faq-gap-forget"))
        return _page(
            unanswered_embed(unanswered, text),
            menu if words else None,
            what,
            page,
            has_more=unanswered.has_more,
            text=text,
        )
    queue = await services.read(list_queue, actor, page)
    titles = {s.id: s.text.title for s in queue.suggestions}
    menu = SuggestionSelect(options=_options(titles), placeholder=text("faq-queue-open"))
    return _page(
        queue_embed(queue, text),
        menu if titles else None,
        what,
        page,
        has_more=queue.has_more,
        text=text,
    )


def suggestion_content(suggestion: Suggestion, text: Catalogue) -> Content:
    """Return a suggestion with what a moderator can do, as long as nobody has decided."""
    embed, files = suggestion_embed(suggestion, text), whole_text(suggestion)
    if not suggestion.is_pending:
        return Content(embeds=(embed,), view=view_of(), files=files)
    number = suggestion.id
    view = view_of(
        ApproveButton(number, label=text("faq-button-approve"), style=discord.ButtonStyle.success),
        ApproveEditedButton(number, label=text("faq-button-approve-edited")),
        MergeButton(number, label=text("faq-button-merge")),
        DeclineButton(number, label=text("faq-button-decline"), style=discord.ButtonStyle.danger),
    )
    return Content(embeds=(embed,), view=view, files=files)


def concern_buttons(entry: Entry, text: Catalogue) -> discord.ui.View:
    """Return what can be done about an entry that needs attention."""
    return view_of(
        ConfirmButton(
            entry.id, label=text("faq-button-confirm"), style=discord.ButtonStyle.success
        ),
        EditButton(entry.id, label=text("faq-button-edit")),
        RetireButton(entry.id, label=text("faq-button-retire"), style=discord.ButtonStyle.danger),
    )


def review_button(text: Catalogue) -> ReviewButton:
    """Leads from a message in the moderators' channel to the entries that need attention."""
    return ReviewButton(label=text("faq-button-review"))


class ReviewButton(DynamicButton, name="faq:attention"):
    """Shows the entries that need attention, to whoever pressed it."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        await reply(interaction, await review_content(interaction, actor, ATTENTION, 0))


def _together(entry: Entry, suggestion: Suggestion) -> EntryText:
    """Return both texts: the suggestion's title becomes an alias, its answer stands below."""
    mine, new = entry.text, suggestion.text
    answer = f"{mine.answer}\n\n{new.answer}"[:MAX_ANSWER]
    aliases = tuple(dict.fromkeys((*mine.aliases, new.title)))
    return changed(mine, answer=answer, aliases=aliases)


def _options(named: dict[int, str]) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=label(name, MAX_LABEL) or "-", value=str(id_))
        for id_, name in named.items()
    ]


def _page(
    embed: discord.Embed,
    menu: Item | None,
    what: str,
    page: int,
    *,
    has_more: bool,
    text: Catalogue,
) -> Content:
    items: list[Item] = [] if menu is None else [menu]
    items += page_buttons(ReviewPageButton, what, page=page, has_more=has_more, text=text)
    return Content(embeds=(embed,), view=view_of(*items) if items else None)


async def _show_decided(interaction: Interaction, actor: Actor, suggestion_id: int) -> None:
    """Turn the card that was pressed into what was decided."""
    services = interaction.client.services
    suggestion = await services.read(get_suggestion, actor, suggestion_id)
    message = interaction.message
    is_private = message is not None and message.flags.ephemeral
    text = actor.text if is_private else actor.public_text
    await replace(interaction, suggestion_content(suggestion, text))
