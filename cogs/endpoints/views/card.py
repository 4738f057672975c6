"""Buttons on the card of an endpoint request, and its lists."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

import discord

from cogs.core.actor import Actor
from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.endpoints.actions.lookups import Detail, Listing, Query, Which, list_requests
from cogs.endpoints.actions.moves import Details, check_move, make_move
from cogs.endpoints.actions.watchers import toggle_watch
from cogs.endpoints.render import (
    render_card,
    render_detail,
    render_listing,
    whole_examples,
    whole_history,
)
from cogs.endpoints.views.forms import ShapeButton
from cogs.endpoints.views.people import ReassignButton, mover_of
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, page_buttons, view_of
from cogs.ui.parts import Page, read_value
from cogs.ui.reply import replace, reply
from cogs.ui.retries import post_again_button
from domain.endpoints.moves import NEEDS_REASON, Move, sides_for
from domain.endpoints.records import BUILT, CARD, MAX_REASON, Request, State

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
    """Return a page of requests with the ways to the others."""
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


BUTTONS = {
    State.REQUESTED: (Move.ACCEPT, Move.SHAPE, Move.DECLINE),
    State.ACCEPTED: (Move.AGREE, Move.SHAPE, Move.BLOCK, Move.DECLINE),
    State.AGREED: (Move.BUILD, Move.LIVE, Move.SHAPE, Move.BLOCK, Move.DECLINE),
    State.BUILDING: (Move.LIVE, Move.SHAPE, Move.BLOCK, Move.DECLINE),
    State.LIVE: (Move.VERIFY, Move.BUILD, Move.SHAPE, Move.DEPRECATE),
    State.VERIFIED: (Move.BUILD, Move.DEPRECATE),
    State.BLOCKED: (Move.UNBLOCK, Move.DECLINE),
}
"""Buttons of a card beside watching and reassigning: every move that can be made."""
AtOnce: TypeAlias = Literal[
    Move.ACCEPT, Move.AGREE, Move.BUILD, Move.LIVE, Move.VERIFY, Move.UNBLOCK
]
"""Moves that a press makes; another shape or member has to be chosen first."""
WithReason: TypeAlias = Literal[Move.DECLINE, Move.BLOCK, Move.DEPRECATE, Move.BUILD]
"""Moves that say why; building does where something live goes back."""
STYLES = {
    Move.ACCEPT: discord.ButtonStyle.success,
    Move.AGREE: discord.ButtonStyle.success,
    Move.BUILD: discord.ButtonStyle.primary,
    Move.LIVE: discord.ButtonStyle.success,
    Move.VERIFY: discord.ButtonStyle.success,
    Move.UNBLOCK: discord.ButtonStyle.primary,
    Move.DECLINE: discord.ButtonStyle.danger,
}


class MoveButton(DynamicButton, name="endpoints:move"):
    """Makes a move; the parts are the request, the move, and the shape that its presser sees."""

    async def pressed(
        self,
        interaction: Interaction,
        actor: Actor,
        request_id: int,
        move: AtOnce,
        shape_number: int,
    ) -> None:
        mover, details = mover_of(interaction, actor), Details(shape_number=shape_number)
        services = interaction.client.services
        request = await services.write(make_move, mover, request_id, move, details)
        await reply(interaction, moved_content(request, move, actor.text))


class ReasonButton(DynamicButton, name="endpoints:reason"):
    """Asks why, in a form whose submission makes the move."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, request_id: int, move: WithReason
    ) -> None:
        text = actor.text
        why = discord.ui.Label[discord.ui.View](
            text=text("endpoints-field-reason"),
            component=discord.ui.TextInput(custom_id="reason", max_length=MAX_REASON),
        )
        fields: list[discord.ui.Item[discord.ui.View]] = [why]
        if move is Move.BLOCK:
            fields.append(_blocked_on(text))
        title = text(f"endpoints-move-{move.value}")
        await open_form(interaction, ReasonForm, request_id, move, title=title, fields=fields)


class ReasonForm(Form, name="endpoints:why"):
    """Makes a move, with the reason that everybody reads."""

    @classmethod
    async def check(
        cls, interaction: Interaction, actor: Actor, request_id: int, move: WithReason
    ) -> None:
        mover = mover_of(interaction, actor)
        await interaction.client.services.read(check_move, mover, request_id, move)

    @classmethod
    async def submitted(
        cls,
        interaction: Interaction,
        actor: Actor,
        values: Values,
        request_id: int,
        move: WithReason,
    ) -> None:
        blocked_on = read_value(int | None, values.chosen("on") or "")
        details = Details(reason=values.written("reason"), blocked_on=blocked_on)
        services, mover = interaction.client.services, mover_of(interaction, actor)
        request = await services.write(make_move, mover, request_id, move, details)
        await reply(interaction, moved_content(request, move, actor.text))


class WatchButton(DynamicButton, name="endpoints:watch"):
    """Subscribes its presser to what happens, or unsubscribes them."""

    async def pressed(self, interaction: Interaction, actor: Actor, request_id: int) -> None:
        is_told = await interaction.client.services.write(toggle_watch, actor, request_id)
        key = "endpoints-watching" if is_told else "endpoints-unwatched"
        await reply(interaction, Content(actor.text(key)))


def card_content(detail: Detail, text: Catalogue) -> Content:
    """Return the card with the buttons of where it stands."""
    return Content(embeds=(render_card(detail, text),), view=_ways(detail.request, text))


def detail_content(
    detail: Detail, text: Catalogue, names: Mapping[int, str] = MappingProxyType({})
) -> Content:
    """Return a request as one member asks for it: examples and history whole, with buttons.

    `names` are those of the members in its history.
    """
    files = (*whole_examples(detail.request.shape), *whole_history(detail, text, names))
    view = _ways(detail.request, text)
    if detail.may_post_again:
        view.add_item(post_again_button(CARD, detail.request.id, text))
    return Content(embeds=(render_detail(detail, text),), files=files, view=view)


def _ways(request: Request, text: Catalogue) -> discord.ui.View:
    buttons = move_buttons(request, BUTTONS.get(request.state, ()), text)
    watch = WatchButton(request.id, label=text("endpoints-button-watch"), emoji="👁️", row=1)
    others: list[DynamicButton] = [watch]
    if sides_for(request.state, Move.REASSIGN):
        label = text("endpoints-move-reassign")
        others.append(ReassignButton(request.id, label=label, row=1))
    return view_of(*buttons, *others)


def move_buttons(request: Request, moves: tuple[Move, ...], text: Catalogue) -> list[DynamicButton]:
    """Buttons of the moves that anybody can make now."""
    return [_button(request, move, text) for move in moves if sides_for(request.state, move)]


def moved_content(request: Request, move: Move, text: Catalogue) -> Content:
    """Return what came of a move, for whoever made it."""
    if move is Move.AGREE and request.state is State.ACCEPTED:
        return Content(text("endpoints-agreed-first"))
    key, state = plain(request.shape.key, 200), text(f"endpoints-state-{request.state.value}")
    words = text("endpoints-moved", operation=key, state=state)
    return Content(f"{words}\n{text(f'endpoints-next-{request.state.value}')}")


def _button(request: Request, move: Move, text: Catalogue) -> DynamicButton:
    is_back = move is Move.BUILD and request.state in BUILT
    label = text("endpoints-move-not-yet" if is_back else f"endpoints-move-{move.value}")
    style = STYLES.get(move, discord.ButtonStyle.secondary)
    if move is Move.SHAPE:
        return ShapeButton(request.id, label=label)
    if move in NEEDS_REASON or is_back:
        return ReasonButton(request.id, move.value, label=label)
    return MoveButton(request.id, move.value, request.shape_number, label=label, style=style)


def _blocked_on(text: Catalogue) -> discord.ui.Label[discord.ui.View]:
    return discord.ui.Label[discord.ui.View](
        text=text("endpoints-field-blocked-on"),
        description=text("endpoints-field-blocked-on-hint"),
        component=discord.ui.UserSelect(custom_id="on", required=False, min_values=0),
    )


CARD_ITEMS = (MoveButton, ReasonButton, WatchButton)
CARD_FORMS = (ReasonForm,)
