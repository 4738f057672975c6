"""Consumers of APIs: who uses which operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cogs.apis.actions.lookups import get_api
from cogs.apis.actions.operations import get_key
from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from domain.apis import CARD, Api
from domain.errors import UserError
from domain.operation_words import FAR, nearness
from storage import api_consumers, apis, contract_operations
from storage.api_consumers import MOST_CONSUMED, WHOLE, Consumption
from storage.connection import Connection

PAGE = 10
MOST_SEARCHED = 2_000
CUT = 60
"""A longer key may have been cut to fit a choice."""


@dataclass(frozen=True, slots=True)
class Declared:
    """Declarations, made or taken back."""

    api: Api
    operation: str
    """The key of the operation; "" is the whole API."""
    is_new: bool


@dataclass(frozen=True, slots=True)
class Consumed:
    """A page of what a member builds on."""

    entries: Sequence[Consumption]
    page: int
    has_more: bool
    gone: frozenset[Consumption] = frozenset()
    """Of operations that their contracts have no longer."""


async def declare(unit: Unit, actor: Actor, meant: str, operation: str | None) -> Declared:
    """Declare use of an operation, or of the whole API; twice is once."""
    await admit(unit, actor)
    api = await get_api(unit.connection, actor, meant)
    key = WHOLE if operation is None else await get_key(unit.connection, actor, api, operation)
    count = await api_consumers.count_of_member(unit.connection, api.id, actor.member_id)
    if count >= MOST_CONSUMED and key != WHOLE:
        raise UserError("apis-consumes-too-much", most=MOST_CONSUMED)
    is_new = await api_consumers.declare(unit.connection, api.id, actor.member_id, key, unit.now)
    if is_new:
        await apis.touch(unit.connection, api.id, unit.now)
    unit.show(CARD, api.id)
    return Declared(api, key, is_new)


async def drop(unit: Unit, actor: Actor, meant: str | None, operation: str | None) -> Declared:
    """Take the use of an operation back, or of everything of that API.

    What was declared can be taken back though the contract no longer has it; without an API
    it is looked for in all that the actor declared.
    """
    await admit(unit, actor)
    api = None if meant is None else await get_api(unit.connection, actor, meant)
    own = await _declared(unit.connection, actor, operation, api)
    if api is None:
        if own is None:
            raise UserError("apis-not-consumed-anywhere", meant=operation or "")
        api = await get_api(unit.connection, actor, str(own.api_id))
    key = operation if own is None else own.operation
    if operation is not None and own is None:
        key = await get_key(unit.connection, actor, api, operation)
    count = await api_consumers.drop(unit.connection, api.id, actor.member_id, key)
    if not count:
        raise UserError("apis-not-consumed", name=api.text.name)
    await apis.touch(unit.connection, api.id, unit.now)
    unit.show(CARD, api.id)
    return Declared(api, key or WHOLE, is_new=False)


async def list_consumed(unit: Unit, actor: Actor, page: int = 0) -> Consumed:
    """List a page of what the actor builds on."""
    found = await api_consumers.list_of_member(
        unit.connection,
        actor.guild_id,
        actor.member_id,
        actor.sight,
        limit=PAGE + 1,
        skip=max(0, page) * PAGE,
    )
    shown = found[:PAGE]
    gone = [each for each in shown if not await _is_there(unit.connection, actor, each)]
    return Consumed(shown, page, len(found) > PAGE, frozenset(gone))


async def _is_there(connection: Connection, actor: Actor, used: Consumption) -> bool:
    if used.operation == WHOLE:
        return True
    key = await contract_operations.find_match(
        connection, actor.guild_id, used.api_id, used.operation
    )
    return key is not None


async def suggest_consumed(
    unit: Unit, actor: Actor, typed: str, api: str | None
) -> list[Consumption]:
    """Suggest the operations that the actor declared and that hold what was typed so far."""
    wanted = typed.casefold()
    try:
        of = None if not api else (await get_api(unit.connection, actor, api)).id
    except UserError:
        return []
    every = await api_consumers.list_of_member(
        unit.connection, actor.guild_id, actor.member_id, actor.sight, limit=MOST_SEARCHED
    )
    return [
        each
        for each in every
        if each.operation and of in {None, each.api_id} and wanted in each.operation.casefold()
    ]


async def _declared(
    connection: Connection, actor: Actor, operation: str | None, api: Api | None
) -> Consumption | None:
    """Return what the actor declared under that key, or a choice cut to its beginning."""
    if operation is None:
        return None
    every = await api_consumers.list_of_member(
        connection, actor.guild_id, actor.member_id, actor.sight, limit=MOST_SEARCHED
    )
    own = [each for each in every if each.operation and (api is None or each.api_id == api.id)]
    ranked = [(nearness(operation, each.operation, ""), each) for each in own]
    exact = [each for rank, each in sorted(ranked, key=lambda one: one[0]) if rank < FAR]
    cut = [each for each in own if each.operation.startswith(operation) and len(operation) > CUT]
    return next(iter((*exact, *cut)), None)
