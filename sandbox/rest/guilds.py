"""Guilds, members, roles, scheduled events and the audit log."""

from __future__ import annotations

from typing import Any

from sandbox.rest.channels import require_in_guild
from sandbox.rest.routing import Answer, Call, Routes
from sandbox.wire import serialise
from sandbox.wire.errors import ApiError
from sandbox.wire.schema import (
    Check,
    array,
    bits,
    boolean,
    check,
    choice,
    integer,
    nullable,
    obj,
    snowflake,
    string,
    timestamp,
)
from sandbox.world.models import Guild, Json, Member, Role, ScheduledEvent
from sandbox.world.people import create_role, leave_guild, member_changed, role_changed
from sandbox.world.permissions import Permission
from sandbox.world.world import Event

routes = Routes()
GUILD = "/guilds/{guild_id}"
MEMBER = GUILD + "/members/{user_id}"
EVENTS = GUILD + "/scheduled-events"
EVENT = EVENTS + "/{event_id}"


def _guild(call: Call) -> Guild:
    guild = call.world.guilds.get(call.id("guild_id"))
    if guild is None:
        raise ApiError(10004)
    if call.bot_id not in guild.members:
        raise ApiError(50001)
    return guild


@routes.on(f"GET {GUILD}")
async def fetch(call: Call) -> Answer:
    guild = _guild(call)
    body = serialise.guild(guild)
    if call.query.get("with_counts") in ("1", "true", "True"):
        body["approximate_member_count"] = len(guild.members)
        body["approximate_presence_count"] = len(guild.members)
    return 200, body


@routes.on("GET /users/@me/guilds")
async def own_guilds(call: Call) -> Answer:
    mine = [g for g in call.world.guilds.values() if call.bot_id in g.members]
    return 200, [
        {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": guild.owner_id == call.bot_id,
            "permissions": str(guild.roles[guild.id].permissions),
            "features": [],
        }
        for guild in mine
    ]


@routes.on("DELETE /users/@me/guilds/{guild_id}")
async def leave(call: Call) -> Answer:
    guild = _guild(call)
    leave_guild(call.world, guild, call.bot_id)
    call.world.emit(Event("GUILD_DELETE", {"id": str(guild.id)}, application_id=call.app.id))
    return 204, None


# Members


@routes.on(f"GET {GUILD}/members")
async def members(call: Call) -> Answer:
    guild = _guild(call)
    if not call.app.has_members:
        raise ApiError(50001)
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 1))
    ids = sorted(i for i in guild.members if i > after)[:limit]
    return 200, [serialise.member(guild.members[i]) for i in ids]


@routes.on(f"GET {GUILD}/members/search")
async def search_members(call: Call) -> Answer:
    wanted = call.query.get("query", "").casefold()
    found = [
        m
        for m in _guild(call).members.values()
        if m.user.username.startswith(wanted) or (m.nick or "").casefold().startswith(wanted)
    ]
    return 200, [serialise.member(m) for m in found[: int(call.query.get("limit", 1))]]


@routes.on(f"GET {MEMBER}")
async def member(call: Call) -> Answer:
    return 200, serialise.member(_member(call))


def _member(call: Call) -> Member:
    found = _guild(call).members.get(call.id("user_id"))
    if found is None:
        raise ApiError(10007 if call.id("user_id") in call.world.users else 10013)
    return found


@routes.on(f"PATCH {MEMBER}")
async def change_member(call: Call) -> Answer:
    guild, found = _guild(call), _member(call)
    fields: dict[str, Check] = {
        "nick": nullable(string(32)),
        "roles": nullable(array(snowflake)),
        "communication_disabled_until": nullable(timestamp),
    }
    data = check(fields, call.body.json)
    if "nick" in data:
        require_in_guild(call, guild.id, Permission.MANAGE_NICKNAMES)
        found.nick = data["nick"]
    if data.get("roles") is not None:
        require_in_guild(call, guild.id, Permission.MANAGE_ROLES)
        if set(data["roles"]) - guild.roles.keys():
            raise ApiError(10011)
        found.role_ids = data["roles"]
    if "communication_disabled_until" in data:
        require_in_guild(call, guild.id, Permission.MODERATE_MEMBERS)
        found.timed_out_until = data["communication_disabled_until"]
    call.world.audit(guild.id, call.bot_id, 24, found.user.id, call.reason)
    member_changed(call.world, guild, found)
    return 200, serialise.member(found)


@routes.on(f"DELETE {MEMBER}")
async def kick(call: Call) -> Answer:
    guild, found = _guild(call), _member(call)
    require_in_guild(call, guild.id, Permission.KICK_MEMBERS)
    call.world.audit(guild.id, call.bot_id, 20, found.user.id, call.reason)
    leave_guild(call.world, guild, found.user.id)
    return 204, None


def _give(call: Call, *, give: bool) -> Answer:
    guild, found, role_id = _guild(call), _member(call), call.id("role_id")
    require_in_guild(call, guild.id, Permission.MANAGE_ROLES)
    if role_id not in guild.roles:
        raise ApiError(10011)
    if give and role_id not in found.role_ids:
        found.role_ids.append(role_id)
    elif not give and role_id in found.role_ids:
        found.role_ids.remove(role_id)
    call.world.audit(guild.id, call.bot_id, 25, found.user.id, call.reason)
    member_changed(call.world, guild, found)
    return 204, None


@routes.on(f"PUT {MEMBER}/roles/{{role_id}}")
async def give_role(call: Call) -> Answer:
    return _give(call, give=True)


@routes.on(f"DELETE {MEMBER}/roles/{{role_id}}")
async def take_role(call: Call) -> Answer:
    return _give(call, give=False)


# Roles

_ROLE: dict[str, Check] = {
    "name": nullable(string(100)),
    "permissions": nullable(bits),
    "color": nullable(integer(0, 0xFFFFFF)),
    "colors": nullable(
        obj(
            {
                "primary_color": nullable(integer(0, 0xFFFFFF)),
                "secondary_color": nullable(integer(0, 0xFFFFFF)),
                "tertiary_color": nullable(integer(0, 0xFFFFFF)),
            }
        )
    ),
    "hoist": nullable(boolean),
    "mentionable": nullable(boolean),
}


@routes.on(f"GET {GUILD}/roles")
async def roles(call: Call) -> Answer:
    return 200, [serialise.role(r) for r in _guild(call).roles.values()]


@routes.on(f"GET {GUILD}/roles/member-counts")
async def role_counts(call: Call) -> Answer:
    guild = _guild(call)
    held = [role_id for m in guild.members.values() for role_id in m.role_ids]
    return 200, {str(r): held.count(r) for r in guild.roles if r != guild.id}


@routes.on(f"POST {GUILD}/roles")
async def new_role(call: Call) -> Answer:
    guild = _guild(call)
    require_in_guild(call, guild.id, Permission.MANAGE_ROLES)
    data = check(_ROLE, call.body.json)
    role = create_role(call.world, guild, data.get("name") or "new role")
    _set_role(role, data)
    call.world.audit(guild.id, call.bot_id, 30, role.id, call.reason)
    return 200, serialise.role(role)


@routes.on(f"PATCH {GUILD}/roles/{{role_id}}")
async def change_role(call: Call) -> Answer:
    guild = _guild(call)
    require_in_guild(call, guild.id, Permission.MANAGE_ROLES)
    role = guild.roles.get(call.id("role_id"))
    if role is None:
        raise ApiError(10011)
    _set_role(role, check(_ROLE, call.body.json))
    role_changed(call.world, guild, role)
    call.world.audit(guild.id, call.bot_id, 31, role.id, call.reason)
    return 200, serialise.role(role)


def _set_role(role: Role, data: Json) -> None:
    for name in ("name", "permissions", "color", "hoist", "mentionable"):
        if data.get(name) is not None:
            setattr(role, name, data[name])


# Scheduled events

_EVENT: dict[str, Check] = {
    "name": string(100, 1),
    "description": nullable(string(1000)),
    "channel_id": nullable(snowflake),
    "entity_type": choice(1, 2, 3),
    "entity_metadata": nullable(obj({"location": string(100, 1)})),
    "privacy_level": choice(2),
    "scheduled_start_time": timestamp,
    "scheduled_end_time": nullable(timestamp),
    "status": choice(1, 2, 3, 4),
    "image": nullable(string()),
}
_NEXT_STATUS = {1: {1, 2, 4}, 2: {2, 3}, 3: {3}, 4: {4}}
EXTERNAL = 3


@routes.on(f"GET {EVENTS}")
async def events(call: Call) -> Answer:
    guild = _guild(call)
    count = call.query.get("with_user_count") in ("1", "true", "True")
    shown = guild.events.values()
    return 200, [serialise.scheduled_event(call.world, e, count=count) for e in shown]


@routes.on(f"POST {EVENTS}")
async def new_event(call: Call) -> Answer:
    guild = _guild(call)
    require_in_guild(call, guild.id, Permission.CREATE_EVENTS)
    required = ("name", "privacy_level", "scheduled_start_time", "entity_type")
    data = check(_EVENT, call.body.json, *required)
    if sum(e.fields["status"] in (1, 2) for e in guild.events.values()) >= 100:  # noqa: PLR2004 - Discord's limit
        raise ApiError(30038)
    fields = _event_fields(data) | {"status": 1}
    event = ScheduledEvent(call.world.ids.next(), guild.id, call.bot_id, fields)
    guild.events[event.id] = event
    call.world.audit(guild.id, call.bot_id, 100, event.id, call.reason)
    return 200, _tell(call, "GUILD_SCHEDULED_EVENT_CREATE", event)


def _event_fields(data: Json) -> Json:
    if data.get("entity_type") == EXTERNAL and not (
        data.get("entity_metadata") and data.get("scheduled_end_time")
    ):
        check({"entity_metadata": obj({}), "scheduled_end_time": timestamp}, {}, "entity_metadata")
    blank: dict[str, Any] = {
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
    return blank | _plain(data)


def _plain(data: Json) -> Json:
    plain = dict(data)
    for name in ("scheduled_start_time", "scheduled_end_time"):
        if plain.get(name) is not None:
            plain[name] = serialise.iso(plain[name])
    if plain.get("channel_id") is not None:
        plain["channel_id"] = str(plain["channel_id"])
    return plain


def _event(call: Call) -> ScheduledEvent:
    event = _guild(call).events.get(call.id("event_id"))
    if event is None:
        raise ApiError(10070)
    return event


def _tell(call: Call, name: str, event: ScheduledEvent) -> Json:
    shown = serialise.scheduled_event(call.world, event)
    call.world.emit(Event(name, shown, event.guild_id))
    return shown


@routes.on(f"GET {EVENT}")
async def event(call: Call) -> Answer:
    return 200, serialise.scheduled_event(call.world, _event(call), count=True)


@routes.on(f"PATCH {EVENT}")
async def change_event(call: Call) -> Answer:
    found = _event(call)
    require_in_guild(call, found.guild_id, Permission.MANAGE_EVENTS)
    data = check(_EVENT, call.body.json)
    if data.get("status", 1) not in _NEXT_STATUS[found.fields["status"]] and "status" in data:
        raise ApiError(180002)
    found.fields |= _plain(data)
    call.world.audit(found.guild_id, call.bot_id, 101, found.id, call.reason)
    return 200, _tell(call, "GUILD_SCHEDULED_EVENT_UPDATE", found)


@routes.on(f"DELETE {EVENT}")
async def delete_event(call: Call) -> Answer:
    found = _event(call)
    require_in_guild(call, found.guild_id, Permission.MANAGE_EVENTS)
    del call.world.guilds[found.guild_id].events[found.id]
    call.world.audit(found.guild_id, call.bot_id, 102, found.id, call.reason)
    _tell(call, "GUILD_SCHEDULED_EVENT_DELETE", found)
    return 204, None


@routes.on(f"GET {EVENT}/users")
async def event_users(call: Call) -> Answer:
    found = _event(call)
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 100))
    ids = sorted(i for i in found.user_ids if i > after)[:limit]
    return 200, [
        {
            "guild_scheduled_event_id": str(found.id),
            "user_id": str(i),
            "user": serialise.user(call.world.users[i]),
        }
        for i in ids
    ]


@routes.on(f"GET {GUILD}/audit-logs")
async def audit_log(call: Call) -> Answer:
    guild = _guild(call)
    require_in_guild(call, guild.id, Permission.VIEW_AUDIT_LOG)
    entries = [
        {
            "id": str(entry.id),
            "user_id": str(entry.user_id),
            "target_id": None if entry.target_id is None else str(entry.target_id),
            "action_type": entry.action,
            **({"reason": entry.reason} if entry.reason else {}),
        }
        for entry in reversed(guild.audit_log)
    ]
    empty: dict[str, list[Json]] = {
        name: []
        for name in (
            "users", "integrations", "webhooks", "guild_scheduled_events", "threads",
            "application_commands", "auto_moderation_rules",
        )
    }  # fmt: skip
    return 200, {"audit_log_entries": entries[: int(call.query.get("limit", 50))], **empty}
