"""An entry's revisions, one compared with the one before, and the way back."""

from __future__ import annotations

from typing import Any

import discord

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.faq.actions.curating import restore
from cogs.faq.actions.history import Compared, History, compare, find_change, list_history
from cogs.faq.render.history import compared_embed, history_embed
from cogs.faq.views.editing import saved_content
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, DynamicSelect, view_of
from cogs.ui.pager import page_buttons
from cogs.ui.parts import Page
from cogs.ui.reply import replace, reply

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
    """A page of revisions, with a menu to look at one."""
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
    """What one change did, with the way to its neighbours and back to what it left."""
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
