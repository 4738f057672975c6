"""What can happen to a guild's scheduled events, whoever does it."""

from __future__ import annotations

from sandbox.wire import serialise
from sandbox.world.models import Json, ScheduledEvent
from sandbox.world.world import Event, World


def event_changed(
    world: World, event: ScheduledEvent, name: str = "GUILD_SCHEDULED_EVENT_UPDATE"
) -> Json:
    """Say that an event appeared, changed or went; returns it as it is shown."""
    shown = serialise.scheduled_event(world, event)
    world.emit(Event(name, shown, event.guild_id))
    return shown


def remove_event(world: World, event: ScheduledEvent) -> None:
    """Delete an event."""
    del world.guilds[event.guild_id].events[event.id]
    event_changed(world, event, "GUILD_SCHEDULED_EVENT_DELETE")


def set_interest(world: World, event: ScheduledEvent, user_id: int, *, interested: bool) -> None:
    """Mark a member as interested in an event, or not any more."""
    if interested == (user_id in event.user_ids):
        return
    if interested:
        event.user_ids.append(user_id)
    else:
        event.user_ids.remove(user_id)
    name = f"GUILD_SCHEDULED_EVENT_USER_{'ADD' if interested else 'REMOVE'}"
    data = {
        "guild_scheduled_event_id": str(event.id),
        "user_id": str(user_id),
        "guild_id": str(event.guild_id),
    }
    world.emit(Event(name, data, event.guild_id))
