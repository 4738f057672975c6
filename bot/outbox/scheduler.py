"""The scheduler: wakes the dispatcher and the mirrors when something is due, at a pace."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from cogs.core.trace import begin_trace
from storage.connection import loop_only

PER_SECOND = 44
AT_ONCE = 4
"""Together what may pass within one second: Discord allows 50 requests, of all kinds."""


class Pace:
    """Lets `rate` requests a second pass, `burst` of them at once, in order of arrival.

    Limits of single channels are not counted here: discord.py keeps those, channel by channel.
    """

    def __init__(self, rate: int = PER_SECOND, burst: int = AT_ONCE) -> None:
        self._interval = 1 / rate
        self._credit = burst / rate
        self._free_at = 0.0
        """On the loop's clock: when all that was let pass so far is paid for."""

    async def pass_one(self) -> None:
        """Wait until one more request may be made."""
        now = asyncio.get_running_loop().time()
        self._free_at = max(self._free_at, now - self._credit) + self._interval
        if self._free_at > now:
            await asyncio.sleep(self._free_at - now)


def pauses(first: float, most: float) -> Iterator[float]:
    """Yield the seconds before each new attempt: twice as many each time, up to `most`.

    Chance takes up to half of them, so that processes that failed together do not return together.
    """
    pause = first
    while True:
        yield pause * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
        pause = min(2 * pause, most)


log = logging.getLogger(__name__)

SWEEP = timedelta(seconds=30)
"""Period in which the background looks for work that nobody told it of."""

CLOCK_CHECK = timedelta(seconds=10)
JUMP = timedelta(seconds=5)
"""Time that the clock may gain or lose between two checks before it counts as set by somebody."""

Work = Callable[[], Awaitable[datetime | None]]
"""Does what there is to do, and says when to come again (None: only when told)."""
Idle = Callable[[], Awaitable[None]]
"""Waits until nothing that the work began is under way any more."""


class Worker:
    """Runs one piece of work, never twice at once; what comes meanwhile is one more run."""

    def __init__(
        self,
        name: str,
        work: Work,
        wake_at: Callable[[str, datetime], None],
        idle: Idle | None = None,
    ) -> None:
        self._name = name
        self._begun_idle = idle
        self._work = work
        self._wake_at = wake_at
        self._wanted = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self.runs = 0
        """Times that the work was begun."""

    def wake(self) -> None:
        """Run soon."""
        self._idle.clear()
        self._wanted.set()

    async def idle(self) -> None:
        """Wait until there is nothing left to do."""
        await self._idle.wait()
        if self._begun_idle is not None:
            await self._begun_idle()

    @property
    def is_idle(self) -> bool:
        """Tell whether nobody has woken it since it was last done."""
        return self._idle.is_set()

    async def run(self) -> None:
        """Work whenever woken, until cancelled. A failure is logged and the sweep tries again."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            self.runs += 1
            begin_trace()
            try:
                again_at = await self._work()
            except Exception:
                log.exception("The background work %r failed", self._name)
            else:
                if again_at is not None:
                    self._wake_at(self._name, again_at)
            if not self._wanted.is_set():
                self._idle.set()


@loop_only
class Scheduler:
    """The `Schedule` that actions talk to, on top of APScheduler's clock."""

    DELIVERIES = "deliveries"

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._workers: dict[str, Worker] = {}
        self._showing: dict[str, list[str]] = {}
        """Mirrors by the kinds of rows that they show."""
        self._alarms = AsyncIOScheduler(timezone=UTC, job_defaults={"misfire_grace_time": None})

    def add(
        self, name: str, work: Work, idle: Idle | None = None, shows: Iterable[str] = ()
    ) -> None:
        """Add a piece of background work; `deliveries` or a mirror with the kinds that it shows."""
        self._workers[name] = Worker(name, work, self._wake_at, idle)
        for kind in shows:
            self._showing.setdefault(kind, []).append(name)

    def wake(self, due_at: datetime | None = None) -> None:
        """Look at what is due at `due_at` (None: at once)."""
        if due_at is None:
            self._wake(self.DELIVERIES)
        else:
            self._wake_at(self.DELIVERIES, due_at)

    def reconcile(self, mirror: str) -> None:
        """State that a mirror shows has changed."""
        self._wake(mirror)

    def show(self, kind: str, subject_id: int) -> None:
        """State that a row which Discord shows has changed: its mirrors look at all that has."""
        for mirror in self._showing.get(kind, ()):
            self._wake(mirror)

    def reconcile_all(self) -> None:
        """State that any mirror may show has changed."""
        self.sweep()

    def sweep(self) -> None:
        """Look at everything, as is done from time to time."""
        for worker in self._workers.values():
            worker.wake()

    async def settle(self) -> None:
        """Wait until no work is under way."""
        workers = tuple(self._workers.values())
        while True:
            runs = [worker.runs for worker in workers]
            for worker in workers:
                await worker.idle()
            # One that ran meanwhile may have begun something that goes on, or woken another.
            if all(w.is_idle for w in workers) and runs == [w.runs for w in workers]:
                return

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Work while the block runs; everything is looked at once at the start."""
        tasks = [asyncio.create_task(w.run(), name=n) for n, w in self._workers.items()]
        tasks.append(asyncio.create_task(self._watch_clock(), name="clock"))
        self._alarms.start()
        self._begin_sweeping()
        self.sweep()
        try:
            yield
        finally:
            self._alarms.shutdown(wait=False)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _begin_sweeping(self) -> None:
        self._alarms.add_job(
            self.sweep,
            "interval",
            seconds=SWEEP.total_seconds(),
            id="sweep",
            coalesce=True,
            replace_existing=True,
        )

    async def _watch_clock(self) -> None:
        """Alarms are set by the clock on the wall: when somebody sets it, they ring wrongly."""
        loop = asyncio.get_running_loop()
        before, seen_at = self._clock(), loop.time()
        while True:
            await asyncio.sleep(CLOCK_CHECK.total_seconds())
            passed = timedelta(seconds=loop.time() - seen_at)
            self.note_jump(self._clock() - before - passed)
            before, seen_at = self._clock(), loop.time()

    def note_jump(self, jump: timedelta) -> None:
        """Look at everything anew: the clock has gained (or, negative, lost) this much."""
        if abs(jump) <= JUMP:
            return
        log.warning("The clock was set by %s; looking at everything that is due", jump)
        if self._alarms.running:
            self._begin_sweeping()
        self.sweep()

    def _wake(self, name: str) -> None:
        worker = self._workers.get(name)
        if worker is not None:
            worker.wake()

    def _wake_at(self, name: str, at: datetime) -> None:
        # APScheduler reads the real clock; ours may be another (in tests), so only the wait counts.
        wait = max(at - self._clock(), timedelta())
        if not wait or not self._alarms.running:
            self._wake(name)
        elif wait < SWEEP:
            self._alarms.add_job(
                self._wake,
                "date",
                run_date=datetime.now(UTC) + wait,
                args=[name],
                id=f"{name} {at.isoformat()}",
                replace_existing=True,
            )
