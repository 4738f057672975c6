"""Servers that the bot was removed from: their data is erased after a while."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from cogs.core.services import Services
from cogs.ui.client import DeliveryKind, NexusBot, Postpone, Skip
from domain.deliveries import Delivery, DeliveryKey
from storage import deliveries, guilds

DELIVERY = "server-erase"
KEPT = timedelta(days=30)
BATCH = 500


async def note_present(services: Services, guild_id: int) -> None:
    """The bot is on this server: nothing of it will be erased."""
    now = services.clock()
    async with services.database.transaction() as connection:
        await guilds.note_present(connection, guild_id)
        await deliveries.cancel(
            connection, guild_id, DELIVERY, guild_id, "the bot is back on the server", now
        )


async def note_left(services: Services, guild_id: int) -> None:
    """The bot was removed from this server: its data has `KEPT` left."""
    now = services.clock()
    async with services.database.transaction() as connection:
        if not await guilds.note_left(connection, guild_id, now):
            return
        key = DeliveryKey(guild_id, DELIVERY, guild_id, occurrence=now.isoformat())
        await deliveries.schedule(connection, key, now + KEPT, now)
    services.schedule.wake(now + KEPT)


async def compare(services: Services, present: Collection[int]) -> None:
    """Catch up on servers joined and left while the bot was away.

    `present` are those of this process's that it is on now, as READY names them.
    """
    known = await _known(services)
    for guild_id in set(present) - known:
        await note_present(services, guild_id)
    for guild_id in known - set(present):
        if services.servers.owns(guild_id):
            await note_left(services, guild_id)


async def erase_guild(bot: NexusBot, delivery: Delivery) -> Skip | Postpone:
    """Erase a server that was left long enough ago; there is nothing to post about it."""
    services, guild_id = bot.services, delivery.guild_id
    async with services.database.transaction() as connection:
        left_at = await guilds.find_left_at(connection, guild_id)
        if left_at is None or bot.here(guild_id) is not None:
            return Skip("the bot is back on the server")
        if left_at + KEPT > services.clock():
            return Postpone(left_at + KEPT)
        for feature in services.features.personal:
            await feature.erase_guild(connection, guild_id)
    services.guilds.forget(guild_id)
    return Skip("the server's data was erased")


ERASE_DELIVERY = DeliveryKind(DELIVERY, erase_guild, asked_again=False)


async def _known(services: Services) -> set[int]:
    """The servers that the bot was on when it last looked."""
    known: set[int] = set()
    after = 0
    async with services.database.read() as connection:
        while found := await guilds.list_present(connection, after=after, limit=BATCH):
            known.update(found)
            after = found[-1]
    return known
