"""One process a shard: a second one waits, says so, and begins when the first has ended."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Mapping
from contextlib import AsyncExitStack, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.lock import shard_locks
from domain.deliveries import DeliveryKey, DeliveryState
from domain.shards import Shards
from sandbox.client import Sandbox
from storage import deliveries
from storage.engine import open_database
from tests.bot.posting import KIND
from tests.bot.process import started, started_module
from tests.statements import reading, writing

WAITING = "Another process runs these servers"


@pytest.fixture
def settings(sandbox: Sandbox) -> Mapping[str, str]:
    return {"DISCORD_TOKEN": sandbox.token, "DISCORD_API_BASE": sandbox.api_base}


async def test_a_second_process_waits_for_the_first_and_doubles_nothing(
    sandbox: Sandbox, settings: Mapping[str, str], tmp_path: Path
) -> None:
    async with started("run", folder=tmp_path, settings=settings) as first:
        await first.says("Ready as Nexus")
        assert (tmp_path / "data" / "shard-0.lock").exists()
        async with started("run", folder=tmp_path, settings=settings) as second:
            await second.says(WAITING)
            await sandbox.member("ada").slash("help")
            assert len(sandbox.gateway.sessions.connected()) == 1
            first.child.send_signal(signal.SIGTERM)
            await second.says("Ready as Nexus")
            assert await first.ended() == 0
            assert second.output.count(WAITING) == 1
            assert "Traceback" not in second.output
            await sandbox.member("ada").slash("help")
            async with started("run", folder=tmp_path, settings=settings) as third:
                await third.says(WAITING)
                third.child.send_signal(signal.SIGTERM)
                assert await third.ended() == 0
                assert "Traceback" not in third.output


async def test_what_a_killed_process_had_claimed_is_done_at_once_by_the_next(
    sandbox: Sandbox, settings: Mapping[str, str], tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'nexus.db'}"
    place, now = sandbox.channel("prodevprojectnexus"), datetime.now(UTC)
    async with open_database(url) as database, writing(database) as connection:
        for number in range(3):
            key = DeliveryKey(sandbox.guild.id, KIND, number, channel_id=place.id)
            await deliveries.schedule(connection, key, now, now)
    running = settings | {"DATABASE_URL": url}  # type: ignore[operator]  # a dict
    sandbox.faults.delay("POST /channels/{channel_id}/messages", 30, times=3)
    async with started_module("tests.bot.posting", folder=tmp_path, settings=running) as first:
        await sandbox.until(lambda: sandbox.messages(place))
        first.child.kill()
        await first.ended()
    sandbox.faults.clear()
    async with open_database(url) as database, reading(database) as connection:
        left = await deliveries.list_of_subject(connection, sandbox.guild.id, 0, limit=5)
    assert [each.state for each in left] == [DeliveryState.CLAIMED]
    async with started_module("tests.bot.posting", folder=tmp_path, settings=running):
        await sandbox.until(lambda: len(sandbox.messages(place)) == 3)
    assert sorted(m.content for m in sandbox.messages(place)) == ["Post 0", "Post 1", "Post 2"]
    assert datetime.now(UTC) - now < timedelta(minutes=2), "that was the lease's end, no release"


@pytest.mark.parametrize(
    ("first", "second", "is_apart"),
    [
        (Shards((0,), 2), Shards((1,), 2), True),
        (Shards((0, 1), 4), Shards((2, 3), 4), True),
        (Shards((1,), 2), Shards((0, 2), 4), True),
        (Shards((0,), 2), Shards((0,), 2), False),
        (Shards((0, 1), 4), Shards((1, 2), 4), False),
        (Shards(), Shards((1,), 2), False),
        (Shards((2,), 4), Shards((0,), 2), False),
    ],
)
async def test_who_shares_no_server_need_not_wait(
    tmp_path: Path, first: Shards, second: Shards, *, is_apart: bool
) -> None:
    for one, other in ((first, second), (second, first)):
        async with shard_locks(tmp_path, one), AsyncExitStack() as stack:
            with nullcontext() if is_apart else pytest.raises(TimeoutError):
                async with asyncio.timeout(0):  # ends whoever begins to wait
                    await stack.enter_async_context(shard_locks(tmp_path, other))
    async with shard_locks(tmp_path, second):
        pass
