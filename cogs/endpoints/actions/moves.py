"""Moves of endpoint requests from one state to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from cogs.core.access import admit, find_api
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.endpoints.actions.lookups import Mover, get_request
from cogs.endpoints.actions.news import note_act, tell
from cogs.endpoints.actions.uploads import found_in, offer_built
from domain.endpoints.moves import (
    NEEDS_REASON,
    ImpossibleMoveError,
    Move,
    may,
    next_state,
    sides_of,
)
from domain.endpoints.records import CARD, MAX_REASON, Request, Side, State
from domain.errors import UserError
from storage import apis, endpoint_requests, endpoint_shapes
from storage.connection import Connection

BOTH = (Side.REQUESTER, Side.BUILDER)

NOTED = {
    Move.DECLINE: "endpoints.decline",
    Move.BLOCK: "endpoints.block",
    Move.UNBLOCK: "endpoints.unblock",
    Move.DEPRECATE: "endpoints.deprecate",
}
"""Audit verbs of moves that moderators make for others; reassigning is noted by itself."""


@dataclass(frozen=True, slots=True)
class Details:
    """Details that some moves carry."""

    reason: str | None = None
    blocked_on: int | None = None
    api_id: int | None = None
    """Accepting: the API that it is going to be part of."""
    shape_number: int | None = None
    """Agreeing: the shape that was seen; None: the one as it is."""


PLAIN = Details()


async def make_move(
    unit: Unit, mover: Mover, request_id: int, move: Move, details: Details = PLAIN
) -> Request:
    """Make a move; `UserError` where it is not possible now, or not theirs. Returns the request."""
    actor = mover.actor
    details = replace(details, reason=check_reason(move, details.reason))
    await admit(unit, actor)
    request = await get_request(unit.connection, actor, request_id)
    sides = await sides_in(unit.connection, mover, request)
    state = state_after(request, sides, move)
    _refuse_other_shape(request, move, details)
    api_id = await _api_of(unit.connection, actor, request, move, details)
    if move is Move.AGREE:
        await _confirm(unit.connection, request, sides, actor, unit.now)
    after = _changed(request, move, state, actor, replace(details, api_id=api_id))
    await save(unit.connection, after, unit.now)
    await tell(unit, after, move.value, member_id=actor.member_id, note=details.reason)
    await offer_built(unit, after)
    if not may(request.state, sides - {Side.MODERATOR}, move):
        await note_act(unit, actor, NOTED[move], request, reason=details.reason)
    unit.show(CARD, request.id)
    return after


async def check_move(unit: Unit, mover: Mover, request_id: int, move: Move) -> Request:
    """Return the request of a move that asks for more first.

    `UserError` where it cannot be made.
    """
    request = await get_request(unit.connection, mover.actor, request_id)
    state_after(request, await sides_in(unit.connection, mover, request), move)
    return request


async def sides_in(connection: Connection, mover: Mover, request: Request) -> frozenset[Side]:
    """Return the parts in which the member acts."""
    api_id, actor = request.api_id, mover.actor
    api = None if api_id is None else await apis.find_api(connection, actor.guild_id, api_id)
    return sides_of(
        request,
        actor.member_id,
        is_backend=mover.is_backend,
        is_owner=api is not None and api.is_owned_by(actor.member_id),
        is_moderator=actor.is_moderator,
    )


def state_after(request: Request, sides: frozenset[Side], move: Move) -> State:
    """Return what a request becomes.

    `UserError`, with whose move it is, where it cannot be done.
    """
    try:
        return next_state(request, sides, move)
    except ImpossibleMoveError as error:
        if error.sides:
            raise UserError(f"endpoints-only-{move.value}") from None
        if move is Move.ACCEPT and request.builder_id is not None:
            raise UserError("endpoints-taken", member=f"<@{request.builder_id}>") from None
        raise UserError(f"endpoints-not-now-{request.state.value}") from None


async def save(connection: Connection, request: Request, now: datetime) -> None:
    """Keep a changed request; `UserError` where somebody changed it meanwhile."""
    if not await endpoint_requests.change_request(connection, request, now):
        raise UserError("endpoints-changed")


async def require_api(connection: Connection, actor: Actor, api_id: int) -> None:
    """Raise `UserError` unless the actor sees this API and it is not retired."""
    api = await find_api(connection, actor, str(api_id))
    if api is None or api.is_retired:
        raise UserError("endpoints-no-api")


def check_reason(move: Move, reason: str | None) -> str | None:
    """Return a reason on one line; `UserError` where the move needs one and there is none."""
    words = " ".join((reason or "").split())
    if not words and move in NEEDS_REASON:
        raise UserError("endpoints-reason", most=MAX_REASON)
    if len(words) > MAX_REASON:
        raise UserError("endpoints-reason", most=MAX_REASON)
    return words or None


def _refuse_other_shape(request: Request, move: Move, details: Details) -> None:
    """Refuse to confirm a shape that the member hasn't seen."""
    is_other = details.shape_number not in (None, request.shape_number)
    if move is Move.AGREE and is_other:
        raise UserError("endpoints-other-shape")


async def _api_of(
    connection: Connection, actor: Actor, request: Request, move: Move, details: Details
) -> int | None:
    if request.api_id is not None:
        if details.api_id not in (None, request.api_id):
            raise UserError("endpoints-other-api", api=request.api_name)
        return request.api_id
    if details.api_id is None:  # what is live is where its builder's contract had it
        return await found_in(connection, request) if move is Move.LIVE else None
    await require_api(connection, actor, details.api_id)
    return details.api_id


async def _confirm(
    connection: Connection,
    request: Request,
    sides: frozenset[Side],
    actor: Actor,
    now: datetime,
) -> None:
    own = [side for side in BOTH if side in sides]
    if all(request.is_confirmed_by(side) for side in own):
        raise UserError("endpoints-confirmed-already")
    for side in own:
        await endpoint_shapes.confirm(
            connection, request.id, side, request.shape_number, actor.member_id, now
        )


def _changed(request: Request, move: Move, state: State, actor: Actor, details: Details) -> Request:
    is_blocked = state is State.BLOCKED
    return replace(
        request,
        state=state,
        api_id=details.api_id,
        builder_id=actor.member_id if move is Move.ACCEPT else request.builder_id,
        resume_state=request.state if is_blocked else None,
        blocked_on=details.blocked_on if is_blocked else None,
        reason=details.reason if move in NEEDS_REASON else None,
    )
