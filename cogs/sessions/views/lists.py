"""Turning the pages of sessions to come."""

from __future__ import annotations

from typing import Literal

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.sessions.actions.finding import Listing, list_sessions
from cogs.sessions.render.card import render_listing
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.pager import page_buttons
from cogs.ui.parts import Page
from cogs.ui.reply import replace


class SessionsPage(DynamicButton, name="sessions:page"):
    """Another page; the parts are whose sessions (0 all, 1 mine), and the page."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, mine: Literal["0", "1"], page: Page
    ) -> None:
        services = interaction.client.services
        listing = await services.read(list_sessions, actor, page, is_mine=mine == "1")
        await replace(interaction, listing_content(listing, actor.text))


def listing_content(listing: Listing, text: Catalogue) -> Content:
    """A page of sessions with the ways to the others."""
    buttons = page_buttons(
        SessionsPage,
        "1" if listing.is_mine else "0",
        page=listing.page,
        has_more=listing.has_more,
        text=text,
    )
    words = render_listing(listing, text)
    return Content(words, view=view_of(*buttons) if buttons else None)


LIST_ITEMS = (SessionsPage,)
