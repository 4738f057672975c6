"""Endpoint requests that are made, and their shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cogs.core.access import admit, refuse_more
from cogs.core.actor import Actor
from cogs.core.text_rules import use_draft
from cogs.core.unit import Unit
from cogs.endpoints.actions.lookups import MOST_SEARCHED, Mover, get_request
from cogs.endpoints.actions.moves import check_move, require_api, save, sides_in, state_after
from cogs.endpoints.actions.news import plan_reminders, tell
from cogs.endpoints.names import ASKED, DRAFTING
from domain.apis import OperationLine
from domain.endpoints.moves import Move
from domain.endpoints.records import CARD, MAX_WHY, Request, Shape, State
from domain.endpoints.shapes import JsonFault, check_json, check_request, without_secrets
from domain.endpoints.similarity import similar, words_of
from domain.errors import UserError
from storage import contract_operations, drafts, endpoint_history, endpoint_requests
from storage.connection import Connection
from storage.endpoint_requests import NewRequest, Wanted
from storage.holdings import Holding

KEPT = timedelta(days=1)
MOST_SIMILAR = 5
LASTING = tuple(s for s in State if s not in (State.DECLINED, State.DEPRECATED))


@dataclass(frozen=True, slots=True)
class Drafting:
    """A request that is being written; of `request_id`, another shape for it.

    `base_number` is the shape that the other one was made of.
    """

    shape: Shape
    why: str = ""
    api_id: int | None = None
    due_at: datetime | None = None
    request_id: int | None = None
    base_number: int = 0
    secrets: int = 0
    """Number of secrets taken out of what was typed."""

    def body(self) -> dict[str, object]:
        """Write itself as a draft's body."""
        due = None if self.due_at is None else self.due_at.timestamp()
        return asdict(self) | {"due_at": due}

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Drafting:  # Any: JSON
        """Read it from a draft's body."""
        due = body["due_at"]
        due_at = None if due is None else datetime.fromtimestamp(due, UTC)
        return cls(**dict(body) | {"shape": Shape(**body["shape"]), "due_at": due_at})

    def faults(self) -> dict[str, JsonFault]:
        """Return what is no JSON, by the field (`request` or `response`)."""
        found = {"request": check_request(self.shape), "response": check_json(self.shape.response)}
        return {name: fault for name, fault in found.items() if fault is not None}


@dataclass(frozen=True, slots=True)
class Similar:
    """Look-alikes: requests, and operations of contracts in force."""

    requests: Sequence[Request]
    operations: Sequence[OperationLine]

    def __bool__(self) -> bool:
        return bool(self.requests or self.operations)


async def find_similar(unit: Unit, actor: Actor, shape: Shape) -> Similar:
    """Find what the actor sees that asks for the same, or offers it already."""
    recent_ones = Wanted(states=LASTING, sight=actor.sight)
    exact = await endpoint_requests.list_matches(
        unit.connection, actor.guild_id, shape.key, actor.sight, limit=MOST_SIMILAR
    )
    recent = await endpoint_requests.list_requests(
        unit.connection, actor.guild_id, recent_ones, limit=MOST_SEARCHED
    )
    operations = await _find_operations(unit.connection, actor, shape)
    known = {each.id: each for each in [*exact, *recent] if each.state in LASTING}
    return Similar(similar(shape, known.values(), limit=MOST_SIMILAR), operations)


async def _find_operations(
    connection: Connection, actor: Actor, shape: Shape
) -> list[OperationLine]:
    """Operations that are the same, then those that hold all of its words."""
    same = await contract_operations.list_matches(
        connection, actor.guild_id, shape.key, actor.sight, limit=MOST_SIMILAR
    )
    near: list[OperationLine] = []
    if words := " ".join(sorted(words_of(shape))):
        near = await contract_operations.suggest_operations(
            connection, actor.guild_id, words, actor.sight, limit=MOST_SIMILAR
        )
    found = {(each.api_id, each.key): each for each in [*same, *near]}
    return list(found.values())[:MOST_SIMILAR]


async def begin_draft(unit: Unit, actor: Actor, drafting: Drafting) -> int:
    """Keep a request that is being written; returns the draft's id."""
    await admit(unit, actor)
    if drafting.api_id is not None:
        await require_api(unit.connection, actor, drafting.api_id)
    return await drafts.create_draft(
        unit.connection, actor.guild_id, actor.member_id, DRAFTING, drafting.body(), unit.now + KEPT
    )


async def begin_shape(unit: Unit, mover: Mover, request_id: int) -> tuple[int, Drafting]:
    """Begin to write another shape; `UserError` where it is not theirs to write."""
    request = await check_move(unit, mover, request_id, Move.SHAPE)
    drafting = Drafting(request.shape, request_id=request.id, base_number=request.shape_number)
    return await begin_draft(unit, mover.actor, drafting), drafting


async def get_draft(unit: Unit, actor: Actor, draft_id: int) -> Drafting:
    """Get a draft of the actor's; `UserError` where it was used, or has expired."""
    return await _find(unit, actor, draft_id)


async def write_draft(unit: Unit, actor: Actor, draft_id: int, shape: Shape, why: str) -> Drafting:
    """Keep what was typed into the form, whatever is wrong with it, but for secrets in it."""
    request, in_request = without_secrets(shape.request)
    response, in_response = without_secrets(shape.response)
    why, in_why = without_secrets(why.strip())
    shape = replace(shape, request=request, response=response)
    drafting = await _find(unit, actor, draft_id)
    secrets = drafting.secrets + in_request + in_response + in_why
    drafting = replace(drafting, shape=shape, why=why[:MAX_WHY], secrets=secrets)
    expires_at = unit.now + KEPT
    await drafts.change_draft(unit.connection, draft_id, drafting.body(), expires_at)
    return drafting


async def drop_draft(unit: Unit, actor: Actor, draft_id: int) -> None:
    """Forget a draft."""
    await _find(unit, actor, draft_id)
    await drafts.delete_draft(unit.connection, draft_id)


async def create_request(unit: Unit, actor: Actor, draft_id: int, channel_id: int) -> Request:
    """Turn a draft into a request."""
    await admit(unit, actor)
    drafting = await _find(unit, actor, draft_id)
    await refuse_more(unit.connection, actor, Holding.REQUEST)
    await use_draft(unit.connection, actor, draft_id, unit.now)
    new = NewRequest(
        actor.guild_id,
        drafting.api_id,
        drafting.shape,
        drafting.why,
        actor.member_id,
        drafting.due_at,
        channel_id,
    )
    request_id = await endpoint_requests.create_request(unit.connection, new, unit.now)
    request = await get_request(unit.connection, actor, request_id)
    await endpoint_history.add_event(  # told once there is a thread to tell it in
        unit.connection, request_id, ASKED, request.state, unit.now, member_id=actor.member_id
    )
    await plan_reminders(unit, request)
    unit.show(CARD, request.id)
    return request


async def change_shape(unit: Unit, mover: Mover, draft_id: int) -> Request:
    """Put another shape in place of a request's: both sides have to confirm it anew."""
    actor = mover.actor
    await admit(unit, actor)
    drafting = await _find(unit, actor, draft_id)
    request = await get_request(unit.connection, actor, drafting.request_id or 0)
    state = state_after(request, await sides_in(unit.connection, mover, request), Move.SHAPE)
    if drafting.base_number != request.shape_number:
        raise UserError("endpoints-other-shape")
    if drafting.shape == request.shape:
        raise UserError("endpoints-same-shape")
    await use_draft(unit.connection, actor, draft_id, unit.now)
    number = await endpoint_requests.change_shape(
        unit.connection, request, drafting.shape, actor.member_id, unit.now
    )
    after = replace(
        request, state=state, shape=drafting.shape, shape_number=number, confirmations={}
    )
    await save(unit.connection, after, unit.now)
    await tell(unit, after, Move.SHAPE.value, member_id=actor.member_id)
    if request.state is not State.REQUESTED:
        await plan_reminders(unit, after)
    unit.show(CARD, request.id)
    return after


async def _find(unit: Unit, actor: Actor, draft_id: int) -> Drafting:
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    if draft is None or (draft.kind, draft.guild_id) != (DRAFTING, actor.guild_id):
        raise UserError("endpoints-draft-gone")
    if draft.member_id != actor.member_id:
        raise UserError("endpoints-draft-not-yours")
    return Drafting.of(draft.body)
