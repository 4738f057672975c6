"""Guilds themselves, and their audit log."""

from __future__ import annotations

from sandbox.rest.routes import Answer, Call, Routes
from sandbox.rest.shared import GUILD, require_in_guild
from sandbox.wire import serialise
from sandbox.world.errors import ApiError
from sandbox.world.models import AuditEntry, Guild, Json
from sandbox.world.people import leave_guild
from sandbox.world.permissions import Permission, guild_permissions
from sandbox.world.world import Event

routes = Routes()
_NOT_KEPT = (
    "integrations",
    "webhooks",
    "guild_scheduled_events",
    "threads",
    "application_commands",
    "auto_moderation_rules",
)


@routes.on(f"GET {GUILD}")
async def fetch(call: Call) -> Answer:
    guild = require_in_guild(call, 0)
    body = serialise.guild(guild)
    if call.flag("with_counts"):
        body["approximate_member_count"] = len(guild.members)
        body["approximate_presence_count"] = len(guild.members)
    return 200, body


@routes.on("GET /users/@me/guilds")
async def own_guilds(call: Call) -> Answer:
    before, after = call.optional_id("before"), call.optional_id("after") or 0
    limit = call.number("limit", 200, 1, 200)
    mine = sorted(
        (g for g in call.world.guilds.values() if call.bot_id in g.members), key=lambda g: g.id
    )
    found = [g for g in mine if g.id > after and (before is None or g.id < before)]
    return 200, [_own_guild(call, guild) for guild in found[:limit]]


def _own_guild(call: Call, guild: Guild) -> Json:
    shown: Json = {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "banner": None,
        "owner": guild.owner_id == call.bot_id,
        "permissions": str(int(guild_permissions(guild, guild.members[call.bot_id]))),
        "features": [],
    }
    if call.flag("with_counts"):
        shown["approximate_member_count"] = len(guild.members)
        shown["approximate_presence_count"] = len(guild.members)
    return shown


@routes.on("DELETE /users/@me/guilds/{guild_id}")
async def leave(call: Call) -> Answer:
    guild = call.world.get_guild(call.id("guild_id"))
    if call.bot_id not in guild.members:
        raise ApiError(10004)
    leave_guild(call.world, guild, call.bot_id)
    call.world.emit(
        Event("GUILD_DELETE", None, application_id=call.app.id, data={"id": str(guild.id)})
    )
    return 204, None


@routes.on(f"GET {GUILD}/audit-logs")
async def audit_log(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.VIEW_AUDIT_LOG)
    limit = call.number("limit", 50, 1, 100)
    found = [entry for entry in guild.audit_log if _is_wanted(call, entry)]
    # The newest first, unless the page is to begin after an entry.
    newest_first = "after" not in call.query
    found = sorted(found, key=lambda entry: entry.id, reverse=newest_first)[:limit]
    people = {i for e in found for i in (e.user_id, e.target_id) if i in call.world.users}
    body: Json = {name: [] for name in _NOT_KEPT}
    body["audit_log_entries"] = [serialise.audit_entry(entry) for entry in found]
    body["users"] = [serialise.user(call.world.users[i or 0]) for i in sorted(people, key=str)]
    return 200, body


def _is_wanted(call: Call, entry: AuditEntry) -> bool:
    before, after = call.optional_id("before"), call.optional_id("after")
    user_id, action = call.optional_id("user_id"), call.optional_id("action_type")
    return (
        (before is None or entry.id < before)
        and (after is None or entry.id > after)
        and user_id in (None, entry.user_id)
        and action in (None, entry.action)
    )
