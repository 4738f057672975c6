from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from cogs.core.guilds import Servers
from cogs.core.services import Services
from cogs.server import departures
from domain.deliveries import Delivery, DeliveryState
from domain.shards import KEY_BITS, Shards
from storage import deliveries, guilds
from tests.statements import reading, writing

GUILD = 100


async def planned(services: Services, guild_id: int = GUILD) -> list[Delivery]:
    async with reading(services.database) as connection:
        return await deliveries.list_of_subject(connection, guild_id, guild_id, limit=10)


async def test_leaving_plans_the_erasure_once(services: Services, schedule: Any) -> None:
    await services.write(departures.note_present, GUILD)
    await services.write(departures.note_left, GUILD)
    await services.write(departures.note_left, GUILD)
    (delivery,) = await planned(services)
    assert delivery.kind == departures.DELIVERY
    assert delivery.due_at == services.clock() + timedelta(days=30)
    assert schedule.wakes == [delivery.due_at]


async def test_coming_back_calls_the_erasure_off_and_leaving_again_plans_another(
    services: Services, clock: Any
) -> None:
    await services.write(departures.note_left, GUILD)
    clock.advance(timedelta(days=3))
    await services.write(departures.note_present, GUILD)
    async with reading(services.database) as connection:
        assert await guilds.find_left_at(connection, GUILD) is None
    clock.advance(timedelta(days=1))
    await services.write(departures.note_left, GUILD)
    states = {d.due_at: d.state for d in await planned(services)}
    assert sorted(states.values()) == [DeliveryState.PENDING, DeliveryState.SKIPPED]
    assert states[max(states)] is DeliveryState.PENDING


async def test_what_happened_while_the_bot_was_away_is_caught_up_on(services: Services) -> None:
    for guild_id in (1, 2, 3):
        await services.write(departures.note_present, guild_id)
    await services.write(departures.note_left, 3)
    await departures.compare(services, {1, 3, 4})
    async with reading(services.database) as connection:
        assert await guilds.list_present(connection, after=0, limit=10) == [1, 3, 4]
        assert await guilds.find_left_at(connection, 2) == services.clock()


async def test_servers_of_other_processes_are_left_alone(services: Services) -> None:
    mine, theirs = 1 << KEY_BITS, 2 << KEY_BITS
    first = replace(services, servers=Servers(Shards((1,), 2)))
    for guild_id in (mine, theirs):
        await services.write(departures.note_present, guild_id)
    await departures.compare(first, set())
    async with reading(services.database) as connection:
        assert await guilds.list_present(connection, after=0, limit=10) == [theirs]


async def test_more_servers_than_one_query_returns_are_all_known(services: Services) -> None:
    async with writing(services.database) as connection:
        for guild_id in range(1, departures.BATCH + 20):
            await guilds.note_present(connection, guild_id)
    assert len(await services.read(departures._list_known)) == departures.BATCH + 19
