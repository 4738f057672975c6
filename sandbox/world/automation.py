"""Automation of scheduled events, as Discord does it when time passes.

After Discord's reference, "Guild Scheduled Event Status Update Automation". It speaks of "a few
hours" and "a few minutes"; the periods below are the sandbox's.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

from sandbox.world.models import ScheduledEvent
from sandbox.world.scheduled_events import (
    ACTIVE,
    CANCELED,
    COMPLETED,
    EXTERNAL,
    SCHEDULED,
    set_status,
)
from sandbox.world.voice import members_in
from sandbox.world.world import Event, World

CANCELLED_AFTER = timedelta(hours=3)
"""Time after its start an event that nobody started is cancelled."""
ENDED_AFTER = timedelta(minutes=5)
"""Time that the channel of an event that goes on may be empty before it ends."""
LOOKED_AFTER_SECONDS = 60.0
"""Pause between looks at the clock while something is due: it may be set meanwhile."""
_TOLD_OF = ("GUILD_SCHEDULED_EVENT_", "VOICE_STATE_", "CHANNEL_")


class Step(NamedTuple):
    """Step of an event by itself, and when."""

    at: datetime
    event: ScheduledEvent
    status: int


def catch_up(world: World) -> datetime | None:
    """Do all that is due, in the order in which it was; returns when the next thing will be."""
    while True:
        step = min(_steps(world), key=lambda step: step.at, default=None)
        if step is None or step.at > world.clock.now():
            return None if step is None else step.at
        set_status(world, step.event, step.status)


def _steps(world: World) -> Iterator[Step]:
    for guild in world.guilds.values():
        for event in guild.events.values():
            step = _step(world, event)
            if step is not None:
                yield step


def _step(world: World, event: ScheduledEvent) -> Step | None:
    start = datetime.fromisoformat(event.fields["scheduled_start_time"])
    if event.fields["entity_type"] == EXTERNAL:
        if event.status == SCHEDULED:
            return Step(start, event, ACTIVE)
        end = datetime.fromisoformat(event.fields["scheduled_end_time"])
        return Step(end, event, COMPLETED) if event.status == ACTIVE else None
    if event.status == SCHEDULED:
        return Step(start + CANCELLED_AFTER, event, CANCELED)
    empty_since = _empty_since(world, event, event.started_at or start)
    if event.status != ACTIVE or empty_since is None:
        return None
    return Step(empty_since + ENDED_AFTER, event, COMPLETED)


def _empty_since(world: World, event: ScheduledEvent, started_at: datetime) -> datetime | None:
    """Since when nobody has been at an event in a channel; None while somebody is."""
    channel_id = event.channel_id or 0
    if members_in(world.guilds[event.guild_id], channel_id):
        return None
    channel = world.channels.get(channel_id)
    emptied_at = None if channel is None else channel.emptied_at
    return max(started_at, emptied_at or started_at)


@asynccontextmanager
async def going_on(world: World) -> AsyncIterator[None]:
    """Do what is due when it is until the block ends: at once where the clock is advanced."""
    automation = _Automation(world)
    stop_hearing = world.subscribe(automation.hear)
    stop_looking = world.clock.subscribe(automation.look)
    automation.look()
    try:
        yield
    finally:
        stop_hearing()
        stop_looking()
        automation.close()


class _Automation:
    """Wakes up when something is due."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._waking: asyncio.TimerHandle | None = None

    def hear(self, event: Event) -> None:
        """Something happened that may bring something due; whoever else listens hears first."""
        if event.name.startswith(_TOLD_OF):
            self._wake_after(0.0)

    def look(self) -> None:
        """Do what is due, and wake up when the next thing is."""
        due = catch_up(self._world)
        self.close()
        if due is not None:
            seconds = (due - self._world.clock.now()).total_seconds()
            self._wake_after(min(max(seconds, 0.0), LOOKED_AFTER_SECONDS))

    def _wake_after(self, seconds: float) -> None:
        self.close()
        self._waking = asyncio.get_running_loop().call_later(seconds, self.look)

    def close(self) -> None:
        """Do nothing more."""
        if self._waking is not None:
            self._waking.cancel()
            self._waking = None
