"""Punctuality of timed posts: `python -m benchmarks deliveries [--rows N] [--pending N]`.

The bot runs as a process of its own against the sandbox, which enforces Discord's limits: 5
messages in 5 seconds in a channel, 50 requests a second in all. What is due at once in few channels
cannot be posted sooner than those allow: that least time is computed, and stands beside what was
measured.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.figures import percentile, table
from benchmarks.posting_bot import KIND
from benchmarks.processes import BotProcess, started
from domain.deliveries import DeliveryKey
from sandbox.client import Sandbox
from sandbox.world.channels import create_channel
from sandbox.world.models import ChannelKind
from storage import deliveries
from storage.connection import Connection
from storage.engine import open_database

A_CHANNEL, ITS_PERIOD = 5, 5.0
IN_ALL = 50
"""Discord's limits: messages in a channel within seconds, requests a second."""
LEAD = 8.0
"""Seconds between planning and the time when all is due, in which the bot starts."""
MEBIBYTE = 1 << 20
AIM_RATIO, AIM_P99, AIM_READY = 1.1, 1.0, 2.0


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Seconds after the due time, for each post."""

    late: Sequence[float]
    resident: int

    def at(self, share: float) -> float:
        """Return the lateness that this share of posts does not exceed."""
        return percentile(self.late, share)


def main(arguments: list[str]) -> int:
    """Measure and print; always 0, for a missed aim is a finding and no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks deliveries")
    parser.add_argument("--rows", type=int, default=1_000, help="due at once (1,000)")
    parser.add_argument("--channels", type=int, default=20, help="in so many channels (20)")
    parser.add_argument("--pending", type=int, default=100_000, help="rows at a start (100,000)")
    options = parser.parse_args(arguments)
    bound = asyncio.run(_measure(options.rows, options.channels))
    free = asyncio.run(_measure(options.channels, options.channels))
    empty = asyncio.run(_start(0))
    full = asyncio.run(_start(options.pending))
    _print(options.rows, options.channels, bound, free)
    print(
        f"\nready with no row {empty[0]:.2f} s, {empty[1] / MEBIBYTE:.1f} MiB; with "
        f"{options.pending} pending rows {full[0]:.2f} s (aim {AIM_READY}), "
        f"{full[1] / MEBIBYTE:.1f} MiB"
    )
    return 0


def least(rows: int, channels: int) -> float:
    """Seconds until the last of these posts can be made, by Discord's limits."""
    each = math.ceil(rows / channels)
    by_channel = (math.ceil(each / A_CHANNEL) - 1) * ITS_PERIOD
    return max(by_channel, (math.ceil(rows / IN_ALL) - 1) * 1.0)


@asynccontextmanager
async def _bot(sandbox: Sandbox, url: str) -> AsyncIterator[BotProcess]:
    environment = {
        "DISCORD_TOKEN": sandbox.token,
        "DISCORD_API_BASE": sandbox.api_base,
        "DATABASE_URL": url,
        "NEXUS_LOG_LEVEL": "ERROR",
    }
    async with started(["benchmarks.posting_bot"], environment) as bot:
        yield bot


async def _plan(url: str, places: list[int], count: int, due_at: datetime) -> None:
    async with open_database(url) as database:
        await database.write(_schedule, places, count, due_at)


async def _schedule(
    connection: Connection, places: list[int], count: int, due_at: datetime
) -> None:
    now = datetime.now(UTC)
    for number in range(count):
        key = DeliveryKey(1, KIND, number, channel_id=places[number % len(places)])
        await deliveries.schedule(connection, key, due_at, now)


async def _measure(rows: int, channels: int) -> Punctuality:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'nexus.db'}"
        async with Sandbox.start() as sandbox:
            places = _channels(sandbox, channels)
            due_at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=LEAD)
            await _plan(url, places, rows, due_at)
            async with _bot(sandbox, url) as bot:
                await sandbox.until(lambda: _made(sandbox) >= rows, 60 + 2 * least(rows, channels))
                resident = bot.resident_bytes()
            late = [(at - due_at).total_seconds() for at in _times(sandbox)]
    return Punctuality(late, resident)


def _channels(sandbox: Sandbox, count: int) -> list[int]:
    guild = sandbox.guild
    return [
        create_channel(sandbox.world, guild, ChannelKind.TEXT, f"place-{n}").id
        for n in range(count)
    ]


def _times(sandbox: Sandbox) -> list[datetime]:
    messages = sandbox.world.messages.values()
    return [m.created_at for m in messages if m.content.startswith("Post ")]


def _made(sandbox: Sandbox) -> int:
    return len(_times(sandbox))


async def _start(pending: int) -> tuple[float, int]:
    """Seconds from the start of the process to its first answer, and memory held then."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'nexus.db'}"
        async with Sandbox.start() as sandbox:
            later = datetime.now(UTC) + timedelta(days=30)
            await _plan(url, _channels(sandbox, 20), pending, later)
            async with _bot(sandbox, url):  # commands are registered once, whatever is pending
                await sandbox.until(lambda: sandbox.has_command("help"), 30)
                await sandbox.member("ada").slash("help")
            begun = time.perf_counter()
            async with _bot(sandbox, url) as bot:
                await sandbox.until(sandbox.gateway.sessions.connected, 30)
                await sandbox.member("ada").slash("help")
                return time.perf_counter() - begun, bot.resident_bytes()


def _print(rows: int, channels: int, bound: Punctuality, free: Punctuality) -> None:
    header = ("due at once", "p50 s", "p99 s", "last s", "least s", "ratio", "memory", "aim")
    floor = least(rows, channels)
    ratio = max(bound.late) / floor if floor else float("nan")
    print(
        table(
            header,
            [
                (
                    f"{rows} in {channels} channels",
                    *(f"{bound.at(share):.2f}" for share in (0.5, 0.99, 1)),
                    f"{floor:.0f}",
                    f"{ratio:.3f}",
                    f"{bound.resident / MEBIBYTE:.0f} MiB",
                    f"ratio {AIM_RATIO}",
                ),
                (
                    f"{channels} in {channels} channels",
                    *(f"{free.at(share):.2f}" for share in (0.5, 0.99, 1)),
                    "0",
                    "-",
                    f"{free.resident / MEBIBYTE:.0f} MiB",
                    f"p99 {AIM_P99} s",
                ),
            ],
        )
    )
