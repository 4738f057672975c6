"""Turning the pages of what was found."""

from __future__ import annotations

from typing import Any

import discord

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.search.actions import Results, find_again
from cogs.search.render import results_embed
from cogs.ui.client import ASK_OFFER, FAQ_OFFER, Interaction, Registry
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.pager import page_buttons
from cogs.ui.parts import Page
from cogs.ui.reply import replace
from domain.search.documents import FAQ


class SearchPageButton(DynamicButton, name="search:page"):
    """Leads to another page of a search: what stands for it, and the page."""

    async def pressed(self, interaction: Interaction, actor: Actor, token: str, page: Page) -> None:
        results = await find_again(interaction.client.services, actor, token, page)
        registry = interaction.client.registry
        await replace(interaction, results_content(results, actor.text, registry))


def results_content(results: Results, text: Catalogue, registry: Registry) -> Content:
    """One page of what was found, with the way to the others, and on where there is nothing."""
    items: list[discord.ui.Item[Any]] = []  # Any: items of every kind
    entries = [(f.place.number, f.place.title) for f in results.found if f.hit.document.kind == FAQ]
    if entries and FAQ_OFFER in registry.offers:
        items.append(registry.offers[FAQ_OFFER](text, list(dict.fromkeys(entries))))
    if results.gap_id is not None and ASK_OFFER in registry.offers:
        items.append(registry.offers[ASK_OFFER](text, results.gap_id))
    items += page_buttons(
        SearchPageButton,
        results.token,
        page=results.wanted.page,
        has_more=results.has_more,
        text=text,
    )
    view = view_of(*items) if items else None
    return Content(embeds=(results_embed(results, text),), view=view)
