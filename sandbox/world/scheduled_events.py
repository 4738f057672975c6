"""Events of a guild's scheduled events, and who may cause them.

Rules and permissions are those of Discord's reference, "Guild Scheduled Event".
"""

from __future__ import annotations

from datetime import datetime

from sandbox.world.clock import iso
from sandbox.world.errors import ApiError, Faults, invalid_form
from sandbox.world.models import Channel, ChannelKind, Guild, Json, ScheduledEvent
from sandbox.world.permissions import Permission, guild_permissions
from sandbox.world.world import Event, World

STAGE, VOICE, EXTERNAL = 1, 2, 3
SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
AHEAD = frozenset({SCHEDULED, ACTIVE})
MOST_AHEAD = 100
_CREATED, _CHANGED, _DELETED = 100, 101, 102
_REQUIRED = ("BASE_TYPE_REQUIRED", "This field is required")
_NEXT_STATUS = {
    SCHEDULED: {SCHEDULED, ACTIVE, CANCELED},
    ACTIVE: {ACTIVE, COMPLETED},
    COMPLETED: {COMPLETED},
    CANCELED: {CANCELED},
}
_PLACES = {STAGE: ChannelKind.STAGE, VOICE: ChannelKind.VOICE}
_NEEDED = {
    STAGE: Permission.MANAGE_CHANNELS | Permission.MUTE_MEMBERS | Permission.MOVE_MEMBERS,
    VOICE: int(Permission.CONNECT),
    EXTERNAL: 0,
}
_TIMES = ("scheduled_start_time", "scheduled_end_time")
_BLANK: Json = {
    "description": None,
    "channel_id": None,
    "entity_metadata": None,
    "scheduled_end_time": None,
    "image": None,
    "entity_id": None,
    "recurrence_rule": None,
    "guild_scheduled_event_exceptions": [],
    "user_rsvp": None,
}


# Doing. The data has Discord's names, its times and ids are read already.


def create_event(
    world: World, guild: Guild, creator_id: int, data: Json, reason: str | None = None
) -> ScheduledEvent:
    """Schedule an event; raises `ApiError` for what Discord would refuse."""
    _check_place(world, guild, data)
    _require(world, guild, creator_id, data, int(Permission.CREATE_EVENTS))
    _check_times(world, data, data)
    if sum(event.status in AHEAD for event in guild.events.values()) >= MOST_AHEAD:
        raise ApiError(30038)
    fields = _BLANK | _plain(data) | {"status": SCHEDULED}
    event = ScheduledEvent(world.ids.next(), guild.id, creator_id, fields)
    guild.events[event.id] = event
    world.audit(guild.id, creator_id, _CREATED, event.id, reason)
    event_changed(world, event, "GUILD_SCHEDULED_EVENT_CREATE")
    return event


def change_event(
    world: World, event: ScheduledEvent, user_id: int, data: Json, reason: str | None = None
) -> None:
    """Change fields of an event, its status among them; raises `ApiError`."""
    guild = world.guilds[event.guild_id]
    require_rights(world, event, user_id)
    status = data.get("status", event.status)
    if status not in _NEXT_STATUS[event.status]:
        raise ApiError(180002)
    if event.status not in AHEAD:
        raise ApiError(180000)
    after = _read(event.fields) | data
    _check_times(world, data, after)
    _check_place(world, guild, after)
    _require(world, guild, user_id, after, _suffices(event, user_id))
    event.fields |= _plain(data | {"entity_type": after["entity_type"]})
    world.audit(guild.id, user_id, _CHANGED, event.id, reason)
    set_status(world, event, status)


def set_status(world: World, event: ScheduledEvent, status: int) -> None:
    """Let an event begin, end or be cancelled, and say so."""
    if status == ACTIVE and event.started_at is None:
        event.started_at = world.clock.now()
    event.fields["status"] = status
    event_changed(world, event)


def delete_event(
    world: World, event: ScheduledEvent, user_id: int, reason: str | None = None
) -> None:
    """Delete an event as somebody who may; raises `ApiError`."""
    require_rights(world, event, user_id)
    world.audit(event.guild_id, user_id, _DELETED, event.id, reason)
    remove_event(world, event)


def remove_event(world: World, event: ScheduledEvent) -> None:
    """Delete an event."""
    del world.guilds[event.guild_id].events[event.id]
    event_changed(world, event, "GUILD_SCHEDULED_EVENT_DELETE")


def cancel_events_in(world: World, guild: Guild, channel_id: int) -> None:
    """End what was to happen in a channel, or goes on there."""
    for event in guild.events.values():
        if event.channel_id == channel_id and event.status in AHEAD:
            set_status(world, event, CANCELED if event.status == SCHEDULED else COMPLETED)


def event_changed(
    world: World, event: ScheduledEvent, name: str = "GUILD_SCHEDULED_EVENT_UPDATE"
) -> None:
    """Say that an event appeared, changed or went."""
    world.emit(Event(name, event, event.guild_id, event.channel_id))


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
    world.emit(Event(name, None, event.guild_id, event.channel_id, data=data))


# Seeing and permitting


def may_see_event(world: World, event: ScheduledEvent, user_id: int) -> bool:
    """Tell whether a member sees an event: one in a channel takes seeing the channel."""
    channel = world.channels.get(event.channel_id or 0)
    return channel is None or world.may_see(user_id, channel)


def list_ahead(world: World, guild: Guild, user_id: int) -> list[ScheduledEvent]:
    """List the events ahead and under way that a member sees, oldest first."""
    every = guild.events.values()
    return [e for e in every if e.status in AHEAD and may_see_event(world, e, user_id)]


def require_rights(world: World, event: ScheduledEvent, user_id: int) -> None:
    """Refuse whoever may not change an event: 50001 or 50013."""
    guild = world.guilds[event.guild_id]
    _require(world, guild, user_id, _read(event.fields), _suffices(event, user_id))


def _suffices(event: ScheduledEvent, user_id: int) -> int:
    """Return the permissions of which one is enough to change an event."""
    own = event.creator_id == user_id
    return Permission.MANAGE_EVENTS | (Permission.CREATE_EVENTS if own else 0)


def _require(world: World, guild: Guild, user_id: int, data: Json, any_of: int) -> None:
    channel = world.channels.get(data.get("channel_id") or 0)
    if channel is None:
        held = guild_permissions(guild, guild.members[user_id])
    else:
        world.require(user_id, channel, _NEEDED[data["entity_type"]])
        held = world.permissions_in(user_id, channel)
    if not held & any_of:
        raise ApiError(50013)


# Checking


def _check_times(world: World, given: Json, data: Json) -> None:
    """`given` is what was asked for, `data` what the event is going to be."""
    faults: Faults = {}
    start, end = data["scheduled_start_time"], data.get("scheduled_end_time")
    if "scheduled_start_time" in given and start <= world.clock.now():
        fault = ("GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", "Cannot schedule event in the past.")
        faults["scheduled_start_time",] = fault
    if end is not None and end <= start:
        fault = ("GUILD_SCHEDULED_EVENT_END_BEFORE_START", "Cannot end event before it starts.")
        faults["scheduled_end_time",] = fault
    if faults:
        raise invalid_form(faults)


def _check_place(world: World, guild: Guild, data: Json) -> None:
    faults: Faults = {}
    if data["entity_type"] == EXTERNAL:
        if data.get("channel_id") is not None:
            faults["channel_id",] = ("BASE_TYPE_NULL", "Must be null for an external event.")
        if not (data.get("entity_metadata") or {}).get("location"):
            faults["entity_metadata",] = _REQUIRED
        if data.get("scheduled_end_time") is None:
            faults["scheduled_end_time",] = _REQUIRED
    else:
        channel = world.channels.get(data.get("channel_id") or 0)
        if channel is None:
            faults["channel_id",] = _REQUIRED
        elif not _is_place(channel, guild, data["entity_type"]):
            faults["channel_id",] = ("CHANNEL_TYPE_INVALID", "Invalid channel type")
    if faults:
        raise invalid_form(faults)


def _is_place(channel: Channel, guild: Guild, kind: int) -> bool:
    return channel.guild_id == guild.id and channel.kind is _PLACES[kind]


def _read(fields: Json) -> Json:
    """Read what an event holds, with times and ids as `_plain` was given them."""
    read = {name: value for name, value in fields.items() if name != "status"}
    for name in _TIMES:
        read[name] = None if read[name] is None else datetime.fromisoformat(read[name])
    read["channel_id"] = None if read["channel_id"] is None else int(read["channel_id"])
    return read


def _plain(data: Json) -> Json:
    """Return what an event keeps: as JSON. Only external events have a location."""
    plain = dict(data)
    for name in _TIMES:
        if plain.get(name) is not None:
            plain[name] = iso(plain[name])
    if plain.get("channel_id") is not None:
        plain["channel_id"] = str(plain["channel_id"])
    if plain["entity_type"] != EXTERNAL:
        plain["entity_metadata"] = None
    return plain
