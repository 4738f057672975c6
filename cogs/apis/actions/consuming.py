"""Declaring that one builds on an API, or on single operations of it."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.apis.actions.finding import get_api, get_key
from cogs.apis.names import MIRROR
from cogs.shared.actor import Actor
from cogs.shared.services import Services
from domain.apis import Api
from domain.errors import UserError
from storage import api_consumers, apis
from storage.api_consumers import MOST_CONSUMED, WHOLE, Consumption

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Declared:
    """What was declared, or taken back."""

    api: Api
    operation: str
    """The key of the operation; "" is the whole API."""
    is_new: bool


async def declare(services: Services, actor: Actor, meant: str, operation: str | None) -> Declared:
    """Declare use of an operation, or of the whole API; twice is once."""
    now = services.clock()
    async with services.database.transaction() as connection:
        api = await get_api(connection, actor.guild_id, meant)
        key = WHOLE if operation is None else await get_key(connection, api, operation)
        count = await api_consumers.count_of_member(connection, api.id, actor.member_id)
        if count >= MOST_CONSUMED:
            raise UserError("apis-consumes-too-much", most=MOST_CONSUMED)
        is_new = await api_consumers.declare(connection, api.id, actor.member_id, key, now)
        await apis.touch(connection, api.id, now)
    services.schedule.reconcile(MIRROR)
    return Declared(api, key, is_new)


async def drop(services: Services, actor: Actor, meant: str, operation: str | None) -> Declared:
    """Take the use of an operation back, or of everything of that API.

    An operation that the contract no longer has can be taken back as it was declared.
    """
    now = services.clock()
    async with services.database.transaction() as connection:
        api = await get_api(connection, actor.guild_id, meant)
        key = operation
        if operation is not None:
            try:
                key = await get_key(connection, api, operation)
            except UserError:
                key = operation.strip()
        count = await api_consumers.drop(connection, api.id, actor.member_id, key)
        if not count:
            raise UserError("apis-not-consumed", name=api.text.name)
        await apis.touch(connection, api.id, now)
    services.schedule.reconcile(MIRROR)
    return Declared(api, key or WHOLE, is_new=False)


async def list_consumed(services: Services, actor: Actor) -> list[Consumption]:
    """What the actor builds on."""
    async with services.database.read() as connection:
        return await api_consumers.list_of_member(
            connection, actor.guild_id, actor.member_id, limit=MOST_LISTED
        )
