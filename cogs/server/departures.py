"""Servers that the bot was removed from: their data is erased after a while."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import timedelta

from cogs.core.services import Services
from cogs.core.unit import Unit
from cogs.ui.client import DeliveryKind, NexusBot, Postpone, Skip
from domain.deliveries import Delivery, DeliveryKey
from storage import deliveries, guilds
from storage.connection import Connection

DELIVERY = "server-erase"
KEPT = timedelta(days=30)
BATCH = 500
BACK = Skip("the bot is back on the server")
EraseGuild = Callable[[Connection, int], Awaitable[None]]
"""Removes all that a feature holds for a server."""


async def note_present(unit: Unit, guild_id: int) -> None:
    """Erase nothing of a server: the bot is on it."""
    await guilds.note_present(unit.connection, guild_id)
    reason = "the bot is back on the server"
    await deliveries.cancel(unit.connection, guild_id, DELIVERY, guild_id, reason, unit.now)


async def note_left(unit: Unit, guild_id: int) -> None:
    """Erase a server's data after `KEPT`: the bot was removed from it."""
    if await guilds.note_left(unit.connection, guild_id, unit.now):
        key = DeliveryKey(guild_id, DELIVERY, guild_id, occurrence=unit.now.isoformat())
        await unit.plan_once(key, unit.now + KEPT)


async def compare(services: Services, present: Collection[int]) -> None:
    """Catch up on servers joined and left while the bot was away.

    `present` are those of this process's that it is on now, as READY names them.
    """
    known = await services.read(_list_known)
    for guild_id in set(present) - known:
        await services.write(note_present, guild_id)
    for guild_id in known - set(present):
        if services.servers.owns(guild_id):
            await services.write(note_left, guild_id)


async def erase_guild(bot: NexusBot, delivery: Delivery) -> Skip | Postpone:
    """Erase a server that was left long enough ago; there is nothing to post about it."""
    services, guild_id = bot.services, delivery.guild_id
    if bot.here(guild_id) is not None:
        return BACK
    erasures = tuple(feature.erase_guild for feature in services.features.personal)
    return await services.write(_erase, guild_id, erasures)


async def _erase(unit: Unit, guild_id: int, erasures: Sequence[EraseGuild]) -> Skip | Postpone:
    """Erase all that features hold for a server, in one transaction."""
    left_at = await guilds.find_left_at(unit.connection, guild_id)
    if left_at is None:
        return BACK
    if left_at + KEPT > unit.now:
        return Postpone(left_at + KEPT)
    for erase in erasures:
        await erase(unit.connection, guild_id)
    unit.reread_settings(guild_id)
    return Skip("the server's data was erased")


ERASE_DELIVERY = DeliveryKind(DELIVERY, erase_guild, asked_again=False)


async def _list_known(unit: Unit) -> set[int]:
    """List the servers that the bot was on when it last looked."""
    known: set[int] = set()
    after = 0
    while found := await guilds.list_present(unit.connection, after=after, limit=BATCH):
        known.update(found)
        after = found[-1]
    return known
