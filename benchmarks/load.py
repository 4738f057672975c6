"""Members that do things at the same time, and what that took."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.figures import percentile
from benchmarks.processes import BotProcess
from sandbox.client import Sandbox

QUIET_SECONDS = 0.3
"""Without a request for this long, a bot has done all that its answers made it do."""

IDLE_SECONDS = 0.03
"""Processor time of a bot in `QUIET_SECONDS` that is only its heartbeats and sweeps."""
MOST_WAITS = 100

Operation = Callable[[], Awaitable[object]]
"""Something that one member does and waits for."""


@dataclass(slots=True)
class Measured:
    """Figures of a number of answers. Times are in seconds."""

    times: list[float] = field(default_factory=list)
    """From each member's click to the answer that the member sees."""
    elapsed: float = 0.0
    cpu: float = 0.0
    """Of the bot's process, until the last member had an answer."""
    cpu_in_all: float = 0.0
    """CPU time until everything had followed: cards edited, thanks said."""
    requests: int = 0

    @property
    def answers(self) -> int:
        return len(self.times)

    @property
    def per_second(self) -> float:
        return self.answers / self.elapsed

    @property
    def cpu_ms(self) -> float:
        return self.cpu / self.answers * 1000

    @property
    def cpu_ms_in_all(self) -> float:
        return self.cpu_in_all / self.answers * 1000

    def milliseconds(self, share: float) -> float:
        """Return a percentile of the times."""
        return percentile(self.times, share) * 1000

    def add(self, other: Measured) -> None:
        """Count another round of the same in."""
        self.times += other.times
        self.elapsed += other.elapsed
        self.cpu += other.cpu
        self.cpu_in_all += other.cpu_in_all
        self.requests += other.requests


async def measure(
    sandbox: Sandbox, bot: BotProcess, operations: Iterable[Operation], members: int
) -> Measured:
    """Let `members` work off the operations, each doing one at a time."""
    measured = Measured()
    await until_quiet(sandbox)
    left, requests = iter(operations), sandbox.request_count
    with _without_pauses():
        cpu, start = bot.cpu_seconds(), time.perf_counter()
        await asyncio.gather(*(_work(left, measured.times) for _ in range(members)))
        measured.elapsed = time.perf_counter() - start
        measured.cpu = bot.cpu_seconds() - cpu
    await until_quiet(sandbox)
    await until_idle(bot)
    measured.cpu_in_all = bot.cpu_seconds() - cpu
    measured.requests = sandbox.request_count - requests
    return measured


@contextmanager
def _without_pauses() -> Iterator[None]:
    """Keep this process, which remembers every request, from collecting garbage meanwhile."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def _work(operations: Iterator[Operation], times: list[float]) -> None:
    for operation in operations:
        start = time.perf_counter()
        await operation()
        times.append(time.perf_counter() - start)


async def until_idle(bot: BotProcess) -> None:
    """Wait until a bot has nothing to do: work that asks nothing of Discord isn't heard of."""
    before = -1.0
    for _ in range(MOST_WAITS):
        if bot.cpu_seconds() - before < IDLE_SECONDS:
            return
        before = bot.cpu_seconds()
        await asyncio.sleep(QUIET_SECONDS)


async def until_quiet(sandbox: Sandbox, seconds: float = QUIET_SECONDS) -> None:
    """Wait until the bot has asked nothing of Discord for so long."""
    seen = -1
    while seen != sandbox.request_count:
        seen = sandbox.request_count
        await asyncio.sleep(seconds)
