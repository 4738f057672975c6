"""Watchers, builders and due dates of endpoint requests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from cogs.core.access import admit, refuse_more
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.endpoints.actions.lookups import Mover, get_request
from cogs.endpoints.actions.moves import save, sides_in, state_after
from cogs.endpoints.actions.news import note_act, plan_reminders, tell
from domain.endpoints.moves import Move
from domain.endpoints.records import CARD, OPEN, Request, Side, State
from domain.errors import UserError
from domain.times.recurrence import next_moment
from domain.times.words import parse_when
from storage import apis, endpoint_history, endpoint_requests, endpoint_shapes
from storage.connection import Connection
from storage.holdings import Holding

END_OF_DAY = "23:59"


async def toggle_watch(unit: Unit, actor: Actor, request_id: int) -> bool:
    """Tell the actor of what happens from now on, or no more; True where they are told."""
    await admit(unit, actor)
    request = await get_request(unit.connection, actor, request_id)
    is_new = not await endpoint_history.unwatch(unit.connection, request.id, actor.member_id)
    if is_new:
        await refuse_more(unit.connection, actor, Holding.WATCHED)
        await endpoint_history.watch(unit.connection, actor.guild_id, request.id, actor.member_id)
    await endpoint_requests.touch(unit.connection, request.id)
    unit.show(CARD, request.id)
    return is_new


def parse_due(typed: str, now: datetime, zone: str) -> datetime:
    """Parse a due time in words; a day alone is its end. `UserError` for what is past."""
    try:
        schedule = parse_when(typed, now, zone, may_repeat=False)
    except UserError as error:
        if error.problem == "shared-when-unreadable":  # its examples show repetitions
            raise UserError("endpoints-due-unreadable", **error.values) from None
        if error.problem != "shared-when-no-time":
            raise
        schedule = parse_when(f"{typed} {END_OF_DAY}", now, zone, may_repeat=False)
    moment = next_moment(schedule, now)
    if moment is None:
        raise UserError("endpoints-due-past")
    return moment.at


async def change_due(unit: Unit, mover: Mover, request_id: int, due_at: datetime | None) -> Request:
    """Say by when it is needed; its sides, owners of the API and moderators may."""
    actor = mover.actor
    await admit(unit, actor)
    request = await get_request(unit.connection, actor, request_id)
    if request.state not in OPEN:
        raise UserError(f"endpoints-not-now-{request.state.value}")
    if not await sides_in(unit.connection, mover, request) - {Side.BACKEND}:
        raise UserError("endpoints-only-due")
    after = replace(request, due_at=due_at)
    await endpoint_requests.change_due(unit.connection, request_id, due_at, unit.now)
    await plan_reminders(unit, after)
    await tell(unit, after, "due", member_id=actor.member_id)
    await note_act(unit, actor, "endpoints.due", request)
    unit.show(CARD, request.id)
    return after


async def reassign(
    unit: Unit,
    mover: Mover,
    request_id: int,
    side: Side,
    member_id: int | None,
    *,
    is_backend: bool = True,
) -> Request:
    """Give a side to another member; a builder's to nobody, who may be anybody then.

    Builders pass on what they build; moderators give either side to somebody, also of what is
    live, which it stays. The new member has confirmed nothing. `is_backend` says whether they may
    build for others: a builder passes it on to nobody who could not accept it.
    """
    actor = mover.actor
    await admit(unit, actor)
    request = await get_request(unit.connection, actor, request_id)
    state_after(request, await sides_in(unit.connection, mover, request), Move.REASSIGN)
    if side is Side.REQUESTER and not actor.is_moderator:
        raise UserError("endpoints-only-reassign")
    if side is Side.BUILDER and not (is_backend or actor.is_moderator):
        await _require_owner(unit.connection, request, member_id)
    after = _with_side(request, side, member_id)
    await endpoint_shapes.drop_confirmation(unit.connection, request_id, side)
    await save(unit.connection, after, unit.now)
    former = request.requester_id if side is Side.REQUESTER else request.builder_id
    await tell(unit, after, Move.REASSIGN.value, member_id=actor.member_id, former_id=former)
    await note_act(unit, actor, "endpoints.reassign", request, side=side.value)
    unit.show(CARD, request.id)
    return after


async def _require_owner(connection: Connection, request: Request, member_id: int | None) -> None:
    """`UserError` unless the API that it is asked of is the member's, or nobody is named."""
    if member_id is None:
        return
    api_id = request.api_id
    api = None if api_id is None else await apis.find_api(connection, request.guild_id, api_id)
    if api is None or not api.is_owned_by(member_id):
        raise UserError("endpoints-no-backend", member=f"<@{member_id}>")


def _with_side(request: Request, side: Side, member_id: int | None) -> Request:
    """Return the request with another member on a side.

    `UserError` where both would be the same.
    """
    before = request.requester_id if side is Side.REQUESTER else request.builder_id
    if member_id is not None and member_id == before:
        raise UserError("endpoints-same-member", member=f"<@{member_id}>")
    if side is Side.REQUESTER:
        if member_id is None:
            raise UserError("endpoints-no-requester")
        after = replace(request, requester_id=member_id)
    else:
        after = replace(request, builder_id=member_id)
    if after.requester_id is not None and after.requester_id == after.builder_id:
        raise UserError("endpoints-both-sides")
    if request.state is State.LIVE:
        if after.builder_id is None:
            raise UserError("endpoints-no-builder")
        return after
    state = State.REQUESTED if after.builder_id is None else State.ACCEPTED
    return replace(after, state=state, resume_state=None, blocked_on=None, reason=None)
