"""What wakes the background."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.outbox.scheduler import JUMP, Scheduler
from sandbox.client import PATIENCE_SECONDS


class Work:
    """Counts its runs; each waits until it is let go."""

    def __init__(self) -> None:
        self.runs = 0
        self.again_at: datetime | None = None
        self.fault: Exception | None = None
        self.going_on = asyncio.Event()
        self.going_on.set()
        self.begun = asyncio.Event()

    async def __call__(self) -> datetime | None:
        self.runs += 1
        self.begun.set()
        await self.going_on.wait()
        if self.fault is not None:
            raise self.fault
        return self.again_at


def utc_now() -> datetime:
    return datetime.now(UTC)


async def test_everything_is_looked_at_once_at_the_start() -> None:
    scheduler, work, mirror = Scheduler(utc_now), Work(), Work()
    scheduler.add(Scheduler.DELIVERIES, work)
    scheduler.add("cards", mirror)
    async with scheduler.running():
        await scheduler.settle()
        assert (work.runs, mirror.runs) == (1, 1)
        scheduler.reconcile("cards")
        scheduler.reconcile("a mirror that nobody has")
        await scheduler.settle()
    assert (work.runs, mirror.runs) == (1, 2)


async def test_work_never_runs_twice_at_once_and_no_call_is_lost() -> None:
    scheduler, work = Scheduler(utc_now), Work()
    scheduler.add(Scheduler.DELIVERIES, work)
    work.going_on.clear()
    async with scheduler.running():
        await work.begun.wait()
        for _ in range(5):
            scheduler.wake()
        assert work.runs == 1
        work.going_on.set()
        await scheduler.settle()
    assert work.runs == 2


async def test_work_is_woken_when_it_asked_for_it() -> None:
    scheduler, work = Scheduler(utc_now), Work()
    scheduler.add(Scheduler.DELIVERIES, work)
    async with scheduler.running():
        await scheduler.settle()
        work.begun.clear()
        scheduler.wake(utc_now() + timedelta(milliseconds=20))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await work.begun.wait()
    assert work.runs == 2


async def test_a_failure_is_logged_and_does_not_end_the_background(
    caplog: pytest.LogCaptureFixture,
) -> None:
    scheduler, work = Scheduler(utc_now), Work()
    work.fault = ValueError("broken")
    scheduler.add("cards", work)
    async with scheduler.running():
        await scheduler.settle()
        assert "The background work 'cards' failed" in caplog.text
        work.fault = None
        scheduler.reconcile("cards")
        await scheduler.settle()
    assert work.runs == 2


async def test_what_was_due_while_nothing_ran_is_due_at_once() -> None:
    scheduler, work = Scheduler(utc_now), Work()
    scheduler.add(Scheduler.DELIVERIES, work)
    async with scheduler.running():
        await scheduler.settle()
        scheduler.wake(utc_now() - timedelta(days=1))
        await scheduler.settle()
    assert work.runs == 2


async def test_a_clock_that_was_set_makes_everything_be_looked_at() -> None:
    """Alarms that were set by the old time would ring wrongly, the sweep's own among them."""
    scheduler, work = Scheduler(utc_now), Work()
    scheduler.add(Scheduler.DELIVERIES, work)
    async with scheduler.running():
        await scheduler.settle()
        scheduler.note_jump(JUMP / 2)
        await scheduler.settle()
        assert work.runs == 1
        for jump in (timedelta(days=1), -timedelta(hours=1)):
            scheduler.note_jump(jump)
            await scheduler.settle()
    assert work.runs == 3


async def test_what_work_began_is_waited_for() -> None:
    scheduler, work, ended = Scheduler(utc_now), Work(), asyncio.Event()
    scheduler.add(Scheduler.DELIVERIES, work, ended.wait)  # type: ignore[arg-type]  # what it returns is not used
    async with scheduler.running():
        settling = asyncio.create_task(scheduler.settle())
        await work.begun.wait()
        assert not settling.done()
        ended.set()
        await settling
