"""Buttons and menus below entries, and their history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import discord

from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.text import Catalogue
from cogs.faq.actions.entries import restore
from cogs.faq.actions.lookups import (
    Compared,
    EntryView,
    History,
    Listing,
    Miss,
    compare,
    find_change,
    list_entries,
    list_history,
    list_topics,
    look_at,
    show_entry,
    vote,
)
from cogs.faq.actions.queue import get_unanswered
from cogs.faq.render.entry import (
    compared_embed,
    entry_embed,
    entry_pages,
    history_embed,
    list_embed,
    render_nearest,
)
from cogs.faq.views.editor import saved_content
from cogs.faq.views.suggest import open_suggest_form, suggest_button
from cogs.ui.client import ASK_OFFER, Interaction, Registry
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, DynamicSelect, page_buttons, view_of
from cogs.ui.parts import Page
from cogs.ui.reply import replace, reply
from domain.faq.entries import EntryState, EntryText
from domain.ids import parse_id
from domain.topics import find_topic, topic_key

FIRST = 1


class HistoryPageButton(DynamicButton, name="faq:history"):
    """Leads to another page of an entry's revisions."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, entry_id: int, page: Page
    ) -> None:
        history = await interaction.client.services.read(list_history, actor, entry_id, page)
        await replace(interaction, history_content(history, actor.text))


class RevisionSelect(DynamicSelect, name="faq:revision"):
    """Shows what one change did."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, entry_id: int, *, chosen: int
    ) -> None:
        compared = await _compare(interaction, actor, entry_id, chosen)
        await reply(interaction, compared_content(compared, actor.text))


class CompareButton(DynamicButton, name="faq:compare"):
    """Shows the change before or after."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, entry_id: int, number: int
    ) -> None:
        compared = await _compare(interaction, actor, entry_id, number)
        await replace(interaction, compared_content(compared, actor.text))


class RestoreButton(DynamicButton, name="faq:restore"):
    """Brings back what an entry was after a change."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, entry_id: int, number: int
    ) -> None:
        entry = await interaction.client.services.write(restore, actor, entry_id, number)
        await replace(interaction, await saved_content(interaction, actor, entry))


async def _compare(interaction: Interaction, actor: Actor, entry_id: int, number: int) -> Compared:
    change = await interaction.client.services.read(find_change, actor, entry_id, number)
    return await compare(*change)


def history_content(history: History, text: Catalogue) -> Content:
    """Return a page of revisions, with a menu to look at one."""
    entry = history.entry
    options = [
        discord.SelectOption(
            label=f"#{revision.number} {text(f'faq-change-{revision.change.value}')}"[:100],
            value=str(revision.number),
        )
        for revision in history.revisions
    ]
    items: list[discord.ui.Item[Any]] = []  # Any: items of every kind
    if options:
        placeholder = text("faq-revision-open")
        items.append(RevisionSelect(entry.id, options=options, placeholder=placeholder))
    items += page_buttons(
        HistoryPageButton, entry.id, page=history.page, has_more=history.has_more, text=text
    )
    return Content(embeds=(history_embed(history, text),), view=view_of(*items))


def compared_content(compared: Compared, text: Catalogue) -> Content:
    """Return what one change did, with the way to its neighbours and back to what it left."""
    entry_id, number = compared.entry.id, compared.revision.number
    embed, files = compared_embed(compared, text)
    buttons: list[DynamicButton] = []
    if number > FIRST:
        label = f"◀ {text('shared-page-previous')}"
        buttons.append(CompareButton(entry_id, number - 1, label=label))
    if compared.has_newer:
        label = f"{text('shared-page-next')} ▶"
        buttons.append(CompareButton(entry_id, number + 1, label=label))
        label = text("faq-button-restore", number=str(number))
        style = discord.ButtonStyle.primary
        buttons.append(RestoreButton(entry_id, number, label=label, style=style))
    view = view_of(*buttons) if buttons else None
    return Content(embeds=(embed,), view=view, files=files)


Item = discord.ui.Item[Any]  # Any: items of every kind
MAX_LABEL = 100
UP, DOWN = "up", "down"
ANY = "any"
"""Stands for "about whatever topic" in a button's id."""


class VoteButton(DynamicButton, name="faq:vote"):
    """Says whether an entry was helpful; its parts are the entry and which it is."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, entry_id: int, which: Literal["up", "down"]
    ) -> None:
        services, is_helpful = interaction.client.services, which == UP
        view, changed = await services.write(vote, actor, entry_id, is_helpful=is_helpful)
        await _show_counts(interaction, actor, view)
        words = actor.text(_thanks(is_helpful=is_helpful, changed=changed))
        items: list[DynamicButton] = []
        if not is_helpful:
            items.append(suggest_button(actor.text))
        await reply(interaction, Content(words, view=view_of(*items) if items else None))


class EntryPageButton(DynamicButton, name="faq:page"):
    """Leads to another page of an entry; in public it is shown to who pressed it alone."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, entry_id: int, page: Page
    ) -> None:
        view = await interaction.client.services.read(look_at, actor, entry_id)
        content = entry_content(view, actor.text, page)
        await (replace if is_private(interaction) else reply)(interaction, content)


class OpenSelect(DynamicSelect, name="faq:open"):
    """Shows one of the entries that were found."""

    async def pressed(self, interaction: Interaction, actor: Actor, *, chosen: int) -> None:
        await show_privately(interaction, actor, chosen)


class ListPageButton(DynamicButton, name="faq:list"):
    """Leads to another page of the list: its state, its topic, and the page."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, state: EntryState, key: str, page: Page
    ) -> None:
        services = interaction.client.services
        topic = None
        if key != ANY:
            topic = find_topic(await services.read(list_topics, actor), key)
        listing = await services.read(list_entries, actor, state=state, topic=topic, page=page)
        await replace(interaction, list_content(listing, actor.text))


class AnswerSearchButton(DynamicButton, name="faq:fill-gap"):
    """Suggests an entry for what was looked for in vain."""

    async def pressed(self, interaction: Interaction, actor: Actor, search_id: int) -> None:
        search = await interaction.client.services.read(get_unanswered, actor, search_id)
        await open_suggest_form(interaction, actor, EntryText(label(search.words, MAX_LABEL), ""))


async def show_privately(interaction: Interaction, actor: Actor, source_id: int) -> None:
    """Answer with an entry that only the member sees."""
    view = await interaction.client.services.write(show_entry, actor, source_id)
    await reply(interaction, entry_content(view, actor.text))


def entry_content(view: EntryView, text: Catalogue, page: int = 0) -> Content:
    """Return a page of an entry, with its votes and the way to the other pages."""
    embed, files = entry_embed(view, text, page)
    return Content(embeds=(embed,), view=_buttons(view, text, page), files=files)


def miss_content(miss: Miss, actor: Actor, registry: Registry) -> Content:
    """Say that nothing was found, with what is near and other ways to an answer."""
    text = actor.text
    items: list[Item] = []
    if miss.nearest:
        items.append(open_select(text, [(e.id, e.text.title) for e in miss.nearest]))
    if miss.search_id is not None:
        items.append(registry.offers[ASK_OFFER](text, miss.search_id))
        items.append(AnswerSearchButton(miss.search_id, label=text("faq-button-suggest")))
    words = render_nearest(miss.nearest, miss.words, text)
    return Content(words, view=view_of(*items) if items else None)


def open_select(text: Catalogue, entries: Sequence[tuple[int, str]]) -> OpenSelect:
    """Open a menu of entries, each given by its number and title."""
    options = [
        discord.SelectOption(label=label(title, MAX_LABEL), value=str(entry_id), emoji="📘")
        for entry_id, title in entries
    ]
    return OpenSelect(options=options, placeholder=text("faq-open"))


def list_content(listing: Listing, text: Catalogue) -> Content:
    """List a page of the list, with a menu to read one and the way to the other pages."""
    key = ANY if listing.topic is None else topic_key(listing.topic)
    items: list[Item] = []
    if listing.entries:
        items.append(open_select(text, [(e.id, e.text.title) for e in listing.entries]))
    items += page_buttons(
        ListPageButton,
        listing.state.value,
        key,
        page=listing.page,
        has_more=listing.has_more,
        text=text,
    )
    return Content(embeds=(list_embed(listing, text),), view=view_of(*items) if items else None)


def is_private(interaction: Interaction) -> bool:
    """Tell whether the message whose button was pressed is one that only its reader sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral


async def _show_counts(interaction: Interaction, actor: Actor, view: EntryView) -> None:
    """Bring the buttons below the entry up to date, on the page that is shown."""
    message = interaction.message
    if message is None:
        return
    text = actor.text if is_private(interaction) else actor.public_text
    await interaction.response.edit_message(view=_buttons(view, text, _page_shown(message)))


def _page_shown(message: discord.Message) -> int:
    """Tell which page of an entry a message shows, by the buttons to the others."""
    for row in message.components:
        for item in getattr(row, "children", ()):
            prefix, _, page = (getattr(item, "custom_id", "") or "").rpartition(":")
            if prefix.startswith("nexus:faq:page:"):
                is_back = (getattr(item, "label", "") or "").startswith("◀")
                return max(0, (parse_id(page) or 0) + (1 if is_back else -1))
    return 0


def _buttons(view: EntryView, text: Catalogue, page: int) -> discord.ui.View:
    entry, usage, pages = view.entry, view.usage, len(entry_pages(view.entry))
    items: list[DynamicButton] = page_buttons(
        EntryPageButton, entry.id, page=page, has_more=page + 1 < pages, text=text
    )
    if entry.is_published:
        up, down = str(usage.helpful), str(usage.unhelpful)
        items.append(VoteButton(entry.id, UP, label=text("faq-helpful", count=up), emoji="👍"))
        items.append(
            VoteButton(entry.id, DOWN, label=text("faq-unhelpful", count=down), emoji="👎")
        )
    return view_of(*items)


def _thanks(*, is_helpful: bool, changed: bool) -> str:
    if not changed:
        return "faq-voted-already"
    return "faq-voted-helpful" if is_helpful else "faq-voted-unhelpful"
