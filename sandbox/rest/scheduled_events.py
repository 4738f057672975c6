"""A guild's scheduled events, and who is interested in them."""

from __future__ import annotations

from sandbox.rest.routes import Answer, Call, Routes
from sandbox.rest.shared import GUILD, require_in_guild
from sandbox.wire import serialise
from sandbox.wire.schema import Check, check, choice, nullable, obj, snowflake, string, timestamp
from sandbox.world.errors import ApiError
from sandbox.world.models import Json, ScheduledEvent
from sandbox.world.scheduled_events import (
    ACTIVE,
    CANCELED,
    COMPLETED,
    EXTERNAL,
    SCHEDULED,
    STAGE,
    VOICE,
    change_event,
    create_event,
    delete_event,
    list_ahead,
    may_see_event,
)

routes = Routes()
EVENTS = GUILD + "/scheduled-events"
EVENT = EVENTS + "/{event_id}"
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


@routes.on(f"GET {EVENTS}")
async def events(call: Call) -> Answer:
    guild, count = require_in_guild(call, 0), call.flag("with_user_count")
    shown = list_ahead(call.world, guild, call.bot_id)
    return 200, [serialise.scheduled_event(call.world, e, count=count) for e in shown]


@routes.on(f"POST {EVENTS}")
async def create(call: Call) -> Answer:
    guild = require_in_guild(call, 0)
    required = ("name", "privacy_level", "scheduled_start_time", "entity_type")
    data = check(_EVENT, call.body.json, *required)
    if "status" in data:
        raise ApiError(180002)
    event = create_event(call.world, guild, call.bot_id, data, call.reason)
    return 200, serialise.scheduled_event(call.world, event)


def _event(call: Call) -> ScheduledEvent:
    event = require_in_guild(call, 0).events.get(call.id("event_id"))
    if event is None:
        raise ApiError(10070)
    if not may_see_event(call.world, event, call.bot_id):
        raise ApiError(50001)
    return event


@routes.on(f"GET {EVENT}")
async def fetch(call: Call) -> Answer:
    count = call.flag("with_user_count")
    return 200, serialise.scheduled_event(call.world, _event(call), count=count)


@routes.on(f"PATCH {EVENT}")
async def change(call: Call) -> Answer:
    event = _event(call)
    data = check(_EVENT, call.body.json)
    change_event(call.world, event, call.bot_id, data, call.reason)
    return 200, serialise.scheduled_event(call.world, event)


@routes.on(f"DELETE {EVENT}")
async def delete(call: Call) -> Answer:
    delete_event(call.world, _event(call), call.bot_id, call.reason)
    return 204, None


@routes.on(f"GET {EVENT}/users")
async def users(call: Call) -> Answer:
    event = _event(call)
    before, after = call.optional_id("before"), call.optional_id("after") or 0
    limit = call.number("limit", 100, 1, 100)
    # Ascending by id, whichever way one pages; of both bounds only `before` counts.
    if before is not None:
        ids = sorted(i for i in event.user_ids if i < before)[-limit:]
    else:
        ids = sorted(i for i in event.user_ids if i > after)[:limit]
    return 200, [_interested(call, event, user_id) for user_id in ids]


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
