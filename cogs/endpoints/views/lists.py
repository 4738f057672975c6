"""Turning the pages of requests."""

from __future__ import annotations

from typing import Literal

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.endpoints.actions.finding import Listing, Query, Which, list_requests
from cogs.endpoints.render.card import render_listing
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.pager import page_buttons
from cogs.ui.parts import Page
from cogs.ui.reply import replace
from domain.endpoints.records import State

ANY = "any"


class RequestsPage(DynamicButton, name="endpoints:page"):
    """Another page; the parts are which requests, their state, their API (0: any), and the page."""

    async def pressed(
        self,
        interaction: Interaction,
        actor: Actor,
        which: Which,
        state: State | Literal["any"],
        api_id: int | None,
        page: Page,
    ) -> None:
        query = Query(which, state if isinstance(state, State) else None, api_id, page)
        listing = await interaction.client.services.read(list_requests, actor, query)
        await replace(interaction, listing_content(listing, actor.text))


def listing_content(listing: Listing, text: Catalogue) -> Content:
    """A page of requests with the ways to the others."""
    query = listing.query
    buttons = page_buttons(
        RequestsPage,
        query.which.value,
        query.state.value if query.state else ANY,
        query.api_id or 0,
        page=query.page,
        has_more=listing.has_more,
        text=text,
    )
    shown = render_listing(listing, text)
    return Content(embeds=(shown,), view=view_of(*buttons) if buttons else None)


LIST_ITEMS = (RequestsPage,)
