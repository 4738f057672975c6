"""Roles: a bot changes those below its own, and hands out only what it may itself."""

from __future__ import annotations

from sandbox.rest.routes import Answer, Call, Routes
from sandbox.rest.shared import GUILD, require_above, require_in_guild
from sandbox.wire import serialise
from sandbox.wire.schema import (
    Check,
    array,
    bits,
    boolean,
    check,
    integer,
    nullable,
    obj,
    snowflake,
    string,
)
from sandbox.world.errors import ApiError
from sandbox.world.models import Guild, Json, Role
from sandbox.world.people import create_role, delete_role, role_changed
from sandbox.world.permissions import Permission, guild_permissions

routes = Routes()
ROLES = GUILD + "/roles"
ROLE = ROLES + "/{role_id}"
CREATED, CHANGED, DELETED = 30, 31, 32
MOST_ROLES = 250
_COLOR = nullable(integer(0, 0xFFFFFF))
_ROLE: dict[str, Check] = {
    "name": nullable(string(100)),
    "permissions": nullable(bits),
    "color": _COLOR,
    "colors": nullable(
        obj({"primary_color": _COLOR, "secondary_color": _COLOR, "tertiary_color": _COLOR})
    ),
    "hoist": nullable(boolean),
    "mentionable": nullable(boolean),
}


@routes.on(f"GET {ROLES}")
async def roles(call: Call) -> Answer:
    return 200, [serialise.role(role) for role in require_in_guild(call, 0).roles.values()]


@routes.on(f"GET {ROLES}/member-counts")
async def counts(call: Call) -> Answer:
    guild = require_in_guild(call, 0)
    held = [role_id for member in guild.members.values() for role_id in member.role_ids]
    return 200, {
        str(role_id): held.count(role_id) for role_id in guild.roles if role_id != guild.id
    }


def _role(call: Call, guild: Guild) -> Role:
    role = guild.roles.get(call.id("role_id"))
    if role is None:
        raise ApiError(10011)
    return role


@routes.on(f"GET {ROLE}")
async def fetch(call: Call) -> Answer:
    return 200, serialise.role(_role(call, require_in_guild(call, 0)))


@routes.on(f"POST {ROLES}")
async def create(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.MANAGE_ROLES)
    data = check(_ROLE, call.body.json)
    if len(guild.roles) >= MOST_ROLES:
        raise ApiError(30005)
    _check_handed(call, guild, data.get("permissions") or 0)
    role = create_role(call.world, guild, data.get("name") or "new role", position=1)
    _set(role, {"permissions": guild.roles[guild.id].permissions} | data)
    role_changed(call.world, guild, role)
    call.world.audit(guild.id, call.bot_id, CREATED, role.id, call.reason)
    return 200, serialise.role(role)


def _check_handed(call: Call, guild: Guild, permissions: int) -> None:
    """Refuse permissions that the bot does not hold itself."""
    if permissions & ~guild_permissions(guild, guild.members[call.bot_id]):
        raise ApiError(50013)


def _set(role: Role, data: Json) -> None:
    for name in ("name", "permissions", "color", "hoist", "mentionable"):
        if data.get(name) is not None:
            setattr(role, name, data[name])
    primary = (data.get("colors") or {}).get("primary_color")
    role.color = role.color if primary is None else primary


@routes.on(f"PATCH {ROLES}")
async def move(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.MANAGE_ROLES)
    moved = array(obj({"id": snowflake, "position": nullable(integer(0))}, "id"))
    wanted = check({"roles": moved}, {"roles": call.body.json})["roles"]
    for data in wanted:
        if data["id"] not in guild.roles:
            raise ApiError(10011)
        require_above(call, guild, max(guild.roles[data["id"]].position, data.get("position") or 0))
    for data in wanted:
        role = guild.roles[data["id"]]
        role.position = role.position if data.get("position") is None else data["position"]
        role_changed(call.world, guild, role)
    return 200, [serialise.role(role) for role in guild.roles.values()]


@routes.on(f"PATCH {ROLE}")
async def change(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.MANAGE_ROLES)
    role = _role(call, guild)
    data = check(_ROLE, call.body.json)
    require_above(call, guild, role.position)
    _check_handed(call, guild, (data.get("permissions") or 0) & ~role.permissions)
    _set(role, data)
    role_changed(call.world, guild, role)
    call.world.audit(guild.id, call.bot_id, CHANGED, role.id, call.reason)
    return 200, serialise.role(role)


@routes.on(f"DELETE {ROLE}")
async def delete(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.MANAGE_ROLES)
    role = _role(call, guild)
    if role.id == guild.id or role.bot_id is not None:
        raise ApiError(50028)
    require_above(call, guild, role.position)
    delete_role(call.world, guild, role)
    call.world.audit(guild.id, call.bot_id, DELETED, role.id, call.reason)
    return 204, None
