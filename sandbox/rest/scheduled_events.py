"""A guild's scheduled events, and who is interested in them."""

from __future__ import annotations

from sandbox.rest.routing import Answer, Call, Routes
from sandbox.rest.shared import GUILD, require_in_guild
from sandbox.wire import serialise
from sandbox.wire.errors import ApiError, Faults, invalid_form
from sandbox.wire.schema import (
    REQUIRED,
    Check,
    check,
    choice,
    nullable,
    obj,
    snowflake,
    string,
    timestamp,
)
from sandbox.world.models import ChannelKind, Guild, Json, ScheduledEvent
from sandbox.world.permissions import Permission
from sandbox.world.scheduled_events import event_changed, remove_event

routes = Routes()
EVENTS = GUILD + "/scheduled-events"
EVENT = EVENTS + "/{event_id}"
CREATED, CHANGED, DELETED = 100, 101, 102
STAGE, VOICE, EXTERNAL = 1, 2, 3
SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
MOST_AHEAD = 100
_NEXT_STATUS = {
    SCHEDULED: {SCHEDULED, ACTIVE, CANCELED},
    ACTIVE: {ACTIVE, COMPLETED},
    COMPLETED: {COMPLETED},
    CANCELED: {CANCELED},
}
_PLACES = {STAGE: ChannelKind.STAGE, VOICE: ChannelKind.VOICE}
_EVENT: dict[str, Check] = {
    "name": string(100, 1),
    "description": nullable(string(1000)),
    "channel_id": nullable(snowflake),
    "entity_type": choice(STAGE, VOICE, EXTERNAL),
    "entity_metadata": nullable(obj({"location": string(100, 1)})),
    "privacy_level": choice(2),
    "scheduled_start_time": timestamp,
    "scheduled_end_time": nullable(timestamp),
    "status": choice(SCHEDULED, ACTIVE, COMPLETED, CANCELED),
}
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


@routes.on(f"GET {EVENTS}")
async def events(call: Call) -> Answer:
    guild, count = require_in_guild(call, 0), call.flag("with_user_count")
    shown = [e for e in guild.events.values() if e.fields["status"] in (SCHEDULED, ACTIVE)]
    return 200, [serialise.scheduled_event(call.world, e, count=count) for e in shown]


@routes.on(f"POST {EVENTS}")
async def create(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.CREATE_EVENTS)
    required = ("name", "privacy_level", "scheduled_start_time", "entity_type")
    data = check(_EVENT, call.body.json, *required)
    if "status" in data:
        raise ApiError(180002)
    _check_times(call, data, data)
    _check_place(call, guild, data)
    if sum(e.fields["status"] in (SCHEDULED, ACTIVE) for e in guild.events.values()) >= MOST_AHEAD:
        raise ApiError(30038)
    fields = _BLANK | _plain(data) | {"status": SCHEDULED}
    event = ScheduledEvent(call.world.ids.next(), guild.id, call.bot_id, fields)
    guild.events[event.id] = event
    call.world.audit(guild.id, call.bot_id, CREATED, event.id, call.reason)
    return 200, event_changed(call.world, event, "GUILD_SCHEDULED_EVENT_CREATE")


def _check_times(call: Call, given: Json, data: Json) -> None:
    """`given` is what the request says, `data` what the event is going to be."""
    faults: Faults = {}
    start, end = data["scheduled_start_time"], data.get("scheduled_end_time")
    if "scheduled_start_time" in given and start <= call.world.clock.now():
        fault = ("GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", "Cannot schedule event in the past.")
        faults["scheduled_start_time",] = fault
    if end is not None and end <= start:
        fault = ("GUILD_SCHEDULED_EVENT_END_BEFORE_START", "Cannot end event before it starts.")
        faults["scheduled_end_time",] = fault
    if faults:
        raise invalid_form(faults)


def _check_place(call: Call, guild: Guild, data: Json) -> None:
    faults: Faults = {}
    if data["entity_type"] == EXTERNAL:
        for name in ("entity_metadata", "scheduled_end_time"):
            if not data.get(name):
                faults[name,] = REQUIRED
    else:
        channel = call.world.channels.get(data.get("channel_id") or 0)
        if channel is None:
            faults["channel_id",] = REQUIRED
        elif channel.guild_id != guild.id or channel.kind is not _PLACES[data["entity_type"]]:
            faults["channel_id",] = ("CHANNEL_TYPE_INVALID", "Invalid channel type")
    if faults:
        raise invalid_form(faults)


def _plain(data: Json) -> Json:
    """What the event keeps: as JSON."""
    plain = dict(data)
    for name in ("scheduled_start_time", "scheduled_end_time"):
        if plain.get(name) is not None:
            plain[name] = serialise.iso(plain[name])
    if plain.get("channel_id") is not None:
        plain["channel_id"] = str(plain["channel_id"])
    return plain


def _event(call: Call, permission: int = 0) -> ScheduledEvent:
    event = require_in_guild(call, permission).events.get(call.id("event_id"))
    if event is None:
        raise ApiError(10070)
    return event


@routes.on(f"GET {EVENT}")
async def fetch(call: Call) -> Answer:
    count = call.flag("with_user_count")
    return 200, serialise.scheduled_event(call.world, _event(call), count=count)


@routes.on(f"PATCH {EVENT}")
async def change(call: Call) -> Answer:
    event = _event(call, Permission.MANAGE_EVENTS)
    data = check(_EVENT, call.body.json)
    if data.get("status", event.fields["status"]) not in _NEXT_STATUS[event.fields["status"]]:
        raise ApiError(180002)
    if event.fields["status"] in (COMPLETED, CANCELED):
        raise ApiError(180000)
    known = {n: event.fields[n] for n in _EVENT if n in event.fields and n != "status"}
    after = check(_EVENT, known) | data
    _check_times(call, data, after)
    _check_place(call, call.world.get_guild(event.guild_id), after)
    if after["entity_type"] == EXTERNAL:
        data["channel_id"] = None
    event.fields |= _plain(data)
    call.world.audit(event.guild_id, call.bot_id, CHANGED, event.id, call.reason)
    return 200, event_changed(call.world, event)


@routes.on(f"DELETE {EVENT}")
async def delete(call: Call) -> Answer:
    event = _event(call, Permission.MANAGE_EVENTS)
    call.world.audit(event.guild_id, call.bot_id, DELETED, event.id, call.reason)
    remove_event(call.world, event)
    return 204, None


@routes.on(f"GET {EVENT}/users")
async def users(call: Call) -> Answer:
    event = _event(call)
    before, after = call.optional_id("before"), call.optional_id("after") or 0
    limit = call.number("limit", 100, 1, 100)
    ids = sorted(i for i in event.user_ids if i > after and (before is None or i < before))
    return 200, [_interested(call, event, user_id) for user_id in ids[:limit]]


def _interested(call: Call, event: ScheduledEvent, user_id: int) -> Json:
    shown: Json = {
        "guild_scheduled_event_id": str(event.id),
        "user_id": str(user_id),
        "user": serialise.user(call.world.users[user_id]),
        "response": 1,
    }
    member = call.world.get_guild(event.guild_id).members.get(user_id)
    if member is not None and call.flag("with_member"):
        shown["member"] = serialise.member(member)
    return shown
