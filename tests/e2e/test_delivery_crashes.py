"""Killed at random moments, with answers lost and servers failing: each post is made once."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.deliveries import DeliveryKey, DeliveryState
from domain.shards import KEY_BITS
from sandbox.client import PATIENCE_SECONDS, Sandbox
from sandbox.world.channels import create_channel
from sandbox.world.models import ChannelKind
from storage import deliveries
from storage.engine import open_database
from tests.bot.posting import KIND
from tests.bot.process import Process, started_module
from tests.statements import reading, writing

SENDING = "POST /channels/{channel_id}/messages"
PLACES = 10
FORGETS_AT_ONCE = timedelta()
REMEMBERS = timedelta(minutes=5)


async def plan(
    url: str, places: list[int], numbers: range, guild_ids: Sequence[int] = (1,)
) -> None:
    now = datetime.now(UTC)
    async with open_database(url) as database, writing(database) as connection:
        for number in numbers:
            guild_id = guild_ids[number % len(guild_ids)]
            key = DeliveryKey(guild_id, KIND, number, channel_id=places[number % len(places)])
            await deliveries.schedule(connection, key, now, now)


async def until_done(url: str, *, patience: float = PATIENCE_SECONDS) -> None:
    async with asyncio.timeout(patience):
        while await left(url):  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.2)


async def left(url: str) -> int:
    """How many are not sent yet."""
    async with open_database(url, migrate=False) as database, reading(database) as connection:
        rows: int = await connection.fetch_value(
            "SELECT count(*) FROM deliveries WHERE kind = :kind AND state <> :sent",
            {"kind": KIND, "sent": DeliveryState.SENT.value},
        )
    return rows


def make_places(running: Sandbox) -> list[int]:
    text = [
        channel.id
        for channel in running.world.channels.values()
        if channel.kind is ChannelKind.TEXT and channel.guild_id == running.guild.id
    ]
    return (text * PLACES)[:PLACES]


def posts(running: Sandbox) -> Counter[str]:
    """What the sandbox's own log of messages holds, and how often."""
    messages = running.world.messages.values()
    return Counter(m.content for m in messages if m.content.startswith("Post "))


def make_trouble(running: Sandbox, chance: random.Random) -> None:
    """Some of the next posts fail, and some are made though nobody hears of it."""
    running.faults.clear()
    for _ in range(chance.randrange(3)):
        running.faults.fail(SENDING, chance.choice((500, 502, 503)))
    for _ in range(chance.randrange(4)):
        running.faults.drop_after(SENDING)
    for _ in range(chance.randrange(4)):
        running.faults.delay(SENDING, chance.uniform(0.01, 0.2))


async def live(
    running: Sandbox, folder: Path, settings: dict[str, str], chance: random.Random
) -> None:
    """One life: until a random moment, counted from its start or from its first post."""
    make_trouble(running, chance)
    async with started_module("tests.bot.posting", folder=folder, settings=settings) as process:
        await process.says("Posting")
        await until_killed(process, chance)


async def until_killed(process: Process, chance: random.Random) -> None:
    await asyncio.sleep(chance.choice((chance.uniform(0, 0.05), chance.uniform(0, 0.4))))
    process.child.kill()
    await process.ended()


@pytest.mark.parametrize(
    ("memory", "kills", "count"),
    [
        (FORGETS_AT_ONCE, 10, 100),
        pytest.param(FORGETS_AT_ONCE, 200, 500, marks=pytest.mark.long),
        pytest.param(REMEMBERS, 200, 500, marks=pytest.mark.long),
    ],
)
async def test_nothing_is_lost_or_doubled(
    tmp_path: Path,
    database_url: str,
    memory: timedelta,
    kills: int,
    count: int,
) -> None:
    chance = random.Random(kills)
    async with Sandbox.start(rate_limits=False) as running:
        running.world.nonce_kept = memory
        settings, places = settings_for(running, database_url), make_places(running)
        interrupted = 0
        for life in range(kills):  # each has its share of what is due, and what others left
            share = range(life * count // kills, (life + 1) * count // kills)
            await plan(database_url, places, share)
            await live(running, tmp_path, settings, chance)
            interrupted += bool(await left(database_url))
        running.faults.clear()
        async with started_module(
            "tests.bot.posting", folder=tmp_path, settings=settings
        ) as process:
            await process.says("Posting")
            await until_done(database_url)
            process.child.terminate()
            await process.ended()
        made = posts(running)
    assert interrupted > kills / 4, "too few kills came while something was to be done"
    assert made == {f"Post {number}": 1 for number in range(count)}


def settings_for(running: Sandbox, url: str, name: str = "", shards: str = "") -> dict[str, str]:
    return {
        "NEXUS_SHARDS": shards,
        "DISCORD_TOKEN": running.token,
        "DISCORD_API_BASE": running.api_base,
        "DATABASE_URL": url,
        "POSTED_BY": name,
    }


async def test_two_processes_share_the_work_by_their_shards(
    tmp_path: Path, database_url: str
) -> None:
    async with Sandbox.start(rate_limits=False) as running:
        servers = [number << KEY_BITS for number in range(4)]
        await plan(database_url, make_places(running), range(120), servers)
        running.faults.delay(SENDING, 0.05, times=1_000)
        async with (
            started_module(
                "tests.bot.posting",
                folder=tmp_path,
                settings=settings_for(running, database_url, " by one", "0/2"),
            ),
            started_module(
                "tests.bot.posting",
                folder=tmp_path,
                settings=settings_for(running, database_url, " by two", "1/2"),
            ),
        ):
            await until_done(database_url)
        made = posts(running)
    assert set(made.values()) == {1}
    by = {int(words.split()[1]): words.rpartition(" by ")[2] for words in made}
    assert by == {number: ("one", "two")[number % 2] for number in range(120)}


@pytest.mark.long
async def test_ten_thousand_are_due_in_the_same_minute(tmp_path: Path, database_url: str) -> None:
    """Each is posted once, in the order of its channel, and nothing waits for a slow channel."""
    count = 10_000
    async with Sandbox.start(rate_limits=False) as running:
        places = [
            create_channel(running.world, running.guild, ChannelKind.TEXT, f"place-{n}").id
            for n in range(40)
        ]
        await plan(database_url, places, range(count))
        settings = settings_for(running, database_url) | {"POSTED_QUICKLY": "1"}
        async with started_module("tests.bot.posting", folder=tmp_path, settings=settings):
            await until_done(database_url, patience=400)
        made = posts(running)
        orders = [[m.content for m in running.messages(running.world.channels[p])] for p in places]
    assert len(made) == count
    assert set(made.values()) == {1}
    assert all(order == sorted(order, key=lambda w: int(w.split()[1])) for order in orders)
