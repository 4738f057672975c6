"""Members: finding, changing, timing out, kicking and banning them."""

from __future__ import annotations

from datetime import timedelta

from sandbox.rest.routes import Answer, Call, Routes
from sandbox.rest.shared import GUILD, require_above, require_in_guild
from sandbox.wire import serialise
from sandbox.wire.schema import Check, array, check, integer, nullable, snowflake, string, timestamp
from sandbox.world.errors import ApiError, invalid_form
from sandbox.world.models import Guild, Json, Member
from sandbox.world.people import ban, leave_guild, member_changed, unban
from sandbox.world.permissions import ALL, Permission, guild_permissions, top_position

routes = Routes()
MEMBERS = GUILD + "/members"
MEMBER = MEMBERS + "/{user_id}"
BANS = GUILD + "/bans"
KICKED, BANNED, UNBANNED, CHANGED, ROLES_CHANGED = 20, 22, 23, 24, 25
LONGEST_TIMEOUT = timedelta(days=28)
_NICK = nullable(string(32))


@routes.on(f"GET {MEMBERS}")
async def members(call: Call) -> Answer:
    guild = require_in_guild(call, 0)
    if not call.app.has_members:
        raise ApiError(50001)
    after, limit = call.optional_id("after") or 0, call.number("limit", 1, 1, 1000)
    ids = sorted(i for i in guild.members if i > after)[:limit]
    return 200, [serialise.member(guild.members[i]) for i in ids]


@routes.on(f"GET {MEMBERS}/search")
async def search(call: Call) -> Answer:
    guild = require_in_guild(call, 0)
    wanted, limit = call.query.get("query", "").casefold(), call.number("limit", 1, 1, 1000)
    found = [m for m in guild.members.values() if _is_called(m, wanted)]
    return 200, [serialise.member(m) for m in found[:limit]]


def _is_called(member: Member, start: str) -> bool:
    names = (member.user.username, member.user.global_name, member.nick)
    return any(name is not None and name.casefold().startswith(start) for name in names)


def _member(call: Call, guild: Guild) -> Member:
    found = guild.members.get(call.id("user_id"))
    if found is None:
        raise ApiError(10007 if call.id("user_id") in call.world.users else 10013)
    return found


@routes.on(f"GET {MEMBER}")
async def fetch(call: Call) -> Answer:
    return 200, serialise.member(_member(call, require_in_guild(call, 0)))


@routes.on(f"PATCH {MEMBERS}/@me")
async def change_self(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.CHANGE_NICKNAME)
    own = guild.members[call.bot_id]
    own.nick = check({"nick": _NICK}, call.body.json).get("nick", own.nick) or None
    member_changed(call.world, guild, own)
    return 200, serialise.member(own)


@routes.on(f"PATCH {MEMBER}")
async def change(call: Call) -> Answer:
    guild = require_in_guild(call, 0)
    found = _member(call, guild)
    fields: dict[str, Check] = {
        "nick": _NICK,
        "roles": nullable(array(snowflake)),
        "communication_disabled_until": nullable(timestamp),
    }
    data = check(fields, call.body.json)
    _check_change(call, guild, found, data)
    if "nick" in data:
        found.nick = data["nick"] or None
    if data.get("roles") is not None:
        found.role_ids = list(dict.fromkeys(data["roles"]))
        call.world.audit(guild.id, call.bot_id, ROLES_CHANGED, found.user.id, call.reason)
    if "communication_disabled_until" in data:
        found.timed_out_until = data["communication_disabled_until"]
    if data.keys() - {"roles"}:
        call.world.audit(guild.id, call.bot_id, CHANGED, found.user.id, call.reason)
    member_changed(call.world, guild, found)
    return 200, serialise.member(found)


def _check_change(call: Call, guild: Guild, found: Member, data: Json) -> None:
    """Refuse before anything changes: what lacks a permission, or reaches too high."""
    position = top_position(guild, found.user.id)
    if "nick" in data:
        require_in_guild(call, Permission.MANAGE_NICKNAMES)
        require_above(call, guild, position)
    if data.get("roles") is not None:
        require_in_guild(call, Permission.MANAGE_ROLES)
        for role_id in set(data["roles"]) ^ set(found.role_ids):
            _check_role(call, guild, role_id)
    if "communication_disabled_until" in data:
        require_in_guild(call, Permission.MODERATE_MEMBERS)
        require_above(call, guild, position)
        until = data["communication_disabled_until"]
        if guild_permissions(guild, found) == ALL:
            raise ApiError(50013)
        if until is not None and until > call.world.clock.now() + LONGEST_TIMEOUT:
            fault = ("INVALID_COMMUNICATION_DISABLED_TIMESTAMP", "Invalid timestamp.")
            raise invalid_form({("communication_disabled_until",): fault})


def _check_role(call: Call, guild: Guild, role_id: int) -> None:
    """Refuse a role that cannot be given or taken."""
    role = guild.roles.get(role_id)
    if role is None:
        raise ApiError(10011)
    if role.bot_id is not None or role.id == guild.id:
        raise ApiError(50028)
    require_above(call, guild, role.position)


@routes.on(f"DELETE {MEMBER}")
async def kick(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.KICK_MEMBERS)
    found = _member(call, guild)
    require_above(call, guild, top_position(guild, found.user.id))
    call.world.audit(guild.id, call.bot_id, KICKED, found.user.id, call.reason)
    leave_guild(call.world, guild, found.user.id)
    return 204, None


def _give(call: Call, *, give: bool) -> Answer:
    guild = require_in_guild(call, Permission.MANAGE_ROLES)
    found, role_id = _member(call, guild), call.id("role_id")
    _check_role(call, guild, role_id)
    if give == (role_id in found.role_ids):
        return 204, None
    if give:
        found.role_ids.append(role_id)
    else:
        found.role_ids.remove(role_id)
    call.world.audit(guild.id, call.bot_id, ROLES_CHANGED, found.user.id, call.reason)
    member_changed(call.world, guild, found)
    return 204, None


@routes.on(f"PUT {MEMBER}/roles/{{role_id}}")
async def give_role(call: Call) -> Answer:
    return _give(call, give=True)


@routes.on(f"DELETE {MEMBER}/roles/{{role_id}}")
async def take_role(call: Call) -> Answer:
    return _give(call, give=False)


# Bans


def _shown_ban(call: Call, guild: Guild, user_id: int) -> Json:
    user = serialise.user(call.world.users[user_id])
    return {"user": user, "reason": guild.bans[user_id]}


@routes.on(f"GET {BANS}")
async def bans(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.BAN_MEMBERS)
    before, after = call.optional_id("before"), call.optional_id("after") or 0
    limit = call.number("limit", 1000, 1, 1000)
    ids = sorted(i for i in guild.bans if i > after and (before is None or i < before))
    return 200, [_shown_ban(call, guild, i) for i in ids[:limit]]


@routes.on(f"GET {BANS}/{{user_id}}")
async def fetch_ban(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.BAN_MEMBERS)
    if call.id("user_id") not in guild.bans:
        raise ApiError(10026)
    return 200, _shown_ban(call, guild, call.id("user_id"))


@routes.on(f"PUT {BANS}/{{user_id}}")
async def put_ban(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.BAN_MEMBERS)
    user_id = call.id("user_id")
    fields = {
        "delete_message_days": nullable(integer(0, 7)),
        "delete_message_seconds": nullable(integer(0, 604_800)),
    }
    data = check(fields, call.body.json or {})
    if data.get("delete_message_days") or data.get("delete_message_seconds"):
        raise ApiError(0, "The sandbox cannot delete a banned member's messages", status=501)
    if user_id not in call.world.users:
        raise ApiError(10013)
    require_above(call, guild, top_position(guild, user_id))
    ban(call.world, guild, user_id, call.reason)
    call.world.audit(guild.id, call.bot_id, BANNED, user_id, call.reason)
    return 204, None


@routes.on(f"DELETE {BANS}/{{user_id}}")
async def remove_ban(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.BAN_MEMBERS)
    if call.id("user_id") not in guild.bans:
        raise ApiError(10026)
    unban(call.world, guild, call.id("user_id"))
    call.world.audit(guild.id, call.bot_id, UNBANNED, call.id("user_id"), call.reason)
    return 204, None
