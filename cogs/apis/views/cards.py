"""The buttons of cards, lists and notices."""

from __future__ import annotations

import asyncio

import discord

from cogs.apis.actions.changes import Changes, mark_seen, show_changes
from cogs.apis.actions.consumers import Consumed, declare, list_consumed
from cogs.apis.actions.lookups import Detail, Listing, Query, Which, list_page, show_api
from cogs.apis.render.cards import (
    render_card,
    render_consumed,
    render_declared,
    render_detail,
    render_listing,
)
from cogs.apis.render.changes import render_changes
from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, page_buttons, view_of
from cogs.ui.parts import Page
from cogs.ui.reply import replace, reply
from cogs.ui.retries import post_again_button
from domain.apis import CARD, Style


class UseButton(DynamicButton, name="apis:use"):
    """Declares that the presser builds on the whole API."""

    async def pressed(self, interaction: Interaction, actor: Actor, api_id: int) -> None:
        declared = await interaction.client.services.write(declare, actor, str(api_id), None)
        words = render_declared(declared, actor.text, dropped=False)
        await reply(interaction, Content(words))


class ChangesButton(DynamicButton, name="apis:changes"):
    """Shows what the last upload changed."""

    async def pressed(self, interaction: Interaction, actor: Actor, api_id: int) -> None:
        services = interaction.client.services
        await interaction.response.defer(ephemeral=True, thinking=True)
        shown = await show_changes(services, actor, str(api_id), None, None)
        await reply(interaction, await changes_content(shown, actor.text))


class ApisPage(DynamicButton, name="apis:page"):
    """Another page of the list; the parts are which APIs, their style (or nothing), the page."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, which: Which, style: Style | None, page: Page
    ) -> None:
        query = Query(which, style, page)
        listing = await interaction.client.services.read(list_page, actor, query)
        await replace(interaction, listing_content(listing, actor.text))


class UploadsPage(DynamicButton, name="apis:uploads"):
    """Another page of an API's uploads; the parts are its number and the page."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, api_id: int, page: Page
    ) -> None:
        detail = await interaction.client.services.read(show_api, actor, str(api_id), page)
        await replace(interaction, detail_content(detail, actor.text))


class ConsumedPage(DynamicButton, name="apis:consumed"):
    """Another page of what one has declared."""

    async def pressed(self, interaction: Interaction, actor: Actor, page: Page) -> None:
        consumed = await interaction.client.services.read(list_consumed, actor, page)
        await replace(interaction, consumed_content(consumed, actor.text))


class GotItButton(DynamicButton, name="apis:seen"):
    """A consumer has read what changed; it stands in direct messages, too, outside any server."""

    async def pressed_anywhere(self, interaction: Interaction, notice_id: int) -> None:
        services = interaction.client.services
        member_id = interaction.user.id
        seen = await services.write(mark_seen, member_id, notice_id)
        own = None if seen is None else await services.guilds.member(seen.guild_id, member_id)
        text = services.text.of((own and own.language) or str(interaction.locale))
        key = "apis-seen" if seen is not None and seen.is_new else "apis-seen-already"
        await reply(interaction, Content(text(key)))


async def changes_content(shown: Changes, text: Catalogue) -> Content:
    """Return what changed, written in another thread: there may be hundreds."""
    return await asyncio.to_thread(render_changes, shown, text)


def card_content(detail: Detail, text: Catalogue) -> Content:
    """Return the card of an API with its buttons."""
    buttons: list[DynamicButton] = []
    if not detail.api.is_retired:
        use = text("apis-button-use")
        buttons.append(UseButton(detail.api.id, label=use, style=discord.ButtonStyle.primary))
    buttons.append(
        ChangesButton(
            detail.api.id,
            label=text("apis-button-changes"),
            disabled=detail.api.contract_number is None,
        )
    )
    return Content(embeds=(render_card(detail, text),), view=view_of(*buttons))


def detail_content(detail: Detail, text: Catalogue) -> Content:
    """Return an API with a page of its uploads and the ways to the others."""
    buttons: list[DynamicButton] = page_buttons(
        UploadsPage, detail.api.id, page=detail.page, has_more=detail.has_more, text=text
    )
    if detail.may_post_again:
        buttons.append(post_again_button(CARD, detail.api.id, text))
    view = view_of(*buttons) if buttons else None
    return Content(embeds=(render_detail(detail, text),), view=view)


def consumed_content(consumed: Consumed, text: Catalogue) -> Content:
    """Return a page of what a member declared with the ways to the others."""
    buttons = page_buttons(ConsumedPage, page=consumed.page, has_more=consumed.has_more, text=text)
    return Content(render_consumed(consumed, text), view=view_of(*buttons) if buttons else None)


def listing_content(listing: Listing, text: Catalogue) -> Content:
    """Return a page of APIs with the ways to the others."""
    query = listing.query
    buttons = page_buttons(
        ApisPage,
        query.which.value,
        query.style.value if query.style else "",
        page=query.page,
        has_more=listing.has_more,
        text=text,
    )
    return Content(render_listing(listing, text), view=view_of(*buttons) if buttons else None)
