"""Channels that are not threads, and their permission overwrites."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

from sandbox.rest import threads
from sandbox.rest.routes import Answer, Call, Routes
from sandbox.rest.shared import ARCHIVE_MINUTES, CHANNEL, SLOWMODE, channel_of, require_in_guild
from sandbox.wire import serialise
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
)
from sandbox.world.channels import (
    channel_event,
    create_channel,
    delete_channel,
    make_overwrites,
    make_tags,
    note_rename,
    set_tags,
)
from sandbox.world.errors import ApiError, invalid_form
from sandbox.world.models import Channel, ChannelKind, Guild, Json, Overwrite
from sandbox.world.permissions import Permission

routes = Routes()
KINDS = (0, 2, 4, 5, 13, 15)
TEXT_KINDS = frozenset({ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT})
CREATED, CHANGED, DELETED = 10, 11, 12
OVERWRITE_CREATED, OVERWRITE_CHANGED, OVERWRITE_DELETED = 13, 14, 15

_TAG = obj(
    {
        "id": nullable(snowflake),
        "name": string(20, 1),
        "moderated": nullable(boolean),
        "emoji_id": nullable(snowflake),
        "emoji_name": nullable(string(100)),
    },
    "name",
)
_OVERWRITE_FIELDS: dict[str, Check] = {
    "id": snowflake,
    "type": choice(0, 1),
    "allow": nullable(bits),
    "deny": nullable(bits),
}
_OVERWRITE = obj(_OVERWRITE_FIELDS, "id", "type")
_EMOJI = obj({"emoji_id": nullable(snowflake), "emoji_name": nullable(string(100))})
CHANNEL_FIELDS: dict[str, Check] = {
    "name": string(100, 1),
    "type": choice(*KINDS),
    "topic": nullable(string(4096)),
    "position": nullable(integer(0)),
    "parent_id": nullable(snowflake),
    "nsfw": nullable(boolean),
    "rate_limit_per_user": nullable(SLOWMODE),
    "permission_overwrites": nullable(array(_OVERWRITE)),
    "available_tags": nullable(array(_TAG)),
    "default_auto_archive_duration": nullable(ARCHIVE_MINUTES),
    "default_thread_rate_limit_per_user": nullable(SLOWMODE),
    "default_reaction_emoji": nullable(_EMOJI),
    "default_sort_order": nullable(choice(0, 1)),
    "default_forum_layout": nullable(choice(0, 1, 2)),
    "bitrate": nullable(integer(8000, 384_000)),
    "user_limit": nullable(integer(0, 99)),
    "rtc_region": nullable(string()),
    "video_quality_mode": nullable(choice(1, 2)),
    "flags": nullable(integer(0)),
}
_ATTRIBUTES = {
    "rate_limit_per_user": "slowmode_seconds",
    "default_auto_archive_duration": "default_auto_archive_minutes",
    "default_thread_rate_limit_per_user": "default_thread_slowmode_seconds",
    "default_reaction_emoji": "default_reaction",
}
_BLANK = {field.name: field.default for field in fields(Channel) if field.default is not MISSING}


@routes.on(f"GET {CHANNEL}")
async def fetch(call: Call) -> Answer:
    return 200, serialise.channel(call.world, channel_of(call), viewer_id=call.bot_id)


@routes.on("GET /guilds/{guild_id}/channels")
async def list_channels(call: Call) -> Answer:
    guild = require_in_guild(call, 0)
    return 200, [serialise.channel(call.world, c) for c in call.world.guild_channels(guild.id)]


@routes.on("POST /guilds/{guild_id}/channels")
async def create(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.MANAGE_CHANNELS)
    data = check(CHANNEL_FIELDS, call.body.json, "name")
    _check_parent(call, guild, data.get("parent_id"))
    kind = ChannelKind(data.pop("type", 0))
    name = data.pop("name")
    if kind not in (ChannelKind.VOICE, ChannelKind.STAGE, ChannelKind.CATEGORY):
        name = name.lower().replace(" ", "-")
    channel = create_channel(call.world, guild, kind, name, **_plain_changes(data))
    if data.get("permission_overwrites"):
        channel.overwrites = make_overwrites(data["permission_overwrites"])
    if data.get("available_tags"):
        channel.tags = make_tags(call.world, data["available_tags"])
    call.world.audit(guild.id, call.bot_id, CREATED, channel.id, call.reason)
    return 201, serialise.channel(call.world, channel)


@routes.on("PATCH /guilds/{guild_id}/channels")
async def move(call: Call) -> Answer:
    guild = require_in_guild(call, Permission.MANAGE_CHANNELS)
    moved = {
        "id": snowflake,
        "position": nullable(integer(0)),
        "lock_permissions": nullable(boolean),
        "parent_id": nullable(snowflake),
    }
    body = check({"channels": array(obj(moved, "id"))}, {"channels": call.body.json})
    for data in body["channels"]:
        channel = call.world.get_channel(data["id"])
        _check_parent(call, guild, data.get("parent_id"))
        changes = {name: data[name] for name in ("position", "parent_id") if name in data}
        _apply(call, channel, _plain_changes(changes))
    return 204, None


def _check_parent(call: Call, guild: Guild, parent_id: int | None) -> None:
    if parent_id is None:
        return
    parent = call.world.channels.get(parent_id)
    if parent is None or parent.guild_id != guild.id or parent.kind is not ChannelKind.CATEGORY:
        fault = ("CHANNEL_PARENT_INVALID", "Category does not exist")
        raise invalid_form({("parent_id",): fault})


def _plain_changes(data: Json) -> dict[str, Any]:
    """Return the attributes that a body sets; null sets one back."""
    changes: dict[str, Any] = {}
    for name, value in data.items():
        attribute = _ATTRIBUTES.get(name, name)
        if attribute in _BLANK and name not in ("type", "name"):
            changes[attribute] = _BLANK[attribute] if value is None else value
    return changes


def _apply(call: Call, channel: Channel, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(channel, name, value)
    call.world.emit(channel_event("CHANNEL_UPDATE", channel))


@routes.on(f"PATCH {CHANNEL}")
async def change(call: Call) -> Answer:
    channel = channel_of(call)
    if channel.is_thread:
        return threads.change(call, channel)
    if channel.guild_id is None:
        raise ApiError(50024)
    call.world.require(call.bot_id, channel, Permission.MANAGE_CHANNELS)
    data = check(CHANNEL_FIELDS, call.body.json)
    _check_parent(call, call.world.get_guild(channel.guild_id), data.get("parent_id"))
    kind = _new_kind(channel, data)
    overwrites = _new_overwrites(call, channel, data)
    tags = make_tags(call.world, data.get("available_tags") or [])
    if data.get("name", channel.name) != channel.name:
        note_rename(call.world, channel)
        channel.name = data["name"]
    if "available_tags" in data:
        set_tags(call.world, channel, tags)
    channel.kind, channel.overwrites = kind, overwrites
    call.world.audit(channel.guild_id, call.bot_id, CHANGED, channel.id, call.reason)
    _apply(call, channel, _plain_changes(data))
    return 200, serialise.channel(call.world, channel)


def _new_kind(channel: Channel, data: Json) -> ChannelKind:
    """Check that only text and announcement channels turn into each other."""
    kind = ChannelKind(data.get("type", channel.kind))
    if kind is not channel.kind and not {kind, channel.kind} <= TEXT_KINDS:
        fault = ("BASE_TYPE_CHOICES", "Value must be one of (0, 5).")
        raise invalid_form({("type",): fault})
    return kind


def _new_overwrites(call: Call, channel: Channel, data: Json) -> dict[int, Overwrite]:
    if "permission_overwrites" not in data:
        return channel.overwrites
    call.world.require(call.bot_id, channel, Permission.MANAGE_ROLES)
    return make_overwrites(data["permission_overwrites"] or [])


@routes.on(f"DELETE {CHANNEL}")
async def delete(call: Call) -> Answer:
    channel = channel_of(call)
    if channel.guild_id is None:
        raise ApiError(50003)
    needed = Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS
    call.world.require(call.bot_id, channel, needed)
    shown = serialise.channel(call.world, channel)
    delete_channel(call.world, channel)
    action = threads.DELETED if channel.is_thread else DELETED
    call.world.audit(channel.guild_id, call.bot_id, action, channel.id, call.reason)
    return 200, shown


# Permission overwrites


def _overwritable(call: Call) -> Channel:
    channel = channel_of(call)
    if channel.is_thread or channel.guild_id is None:
        raise ApiError(50024)
    call.world.require(call.bot_id, channel, Permission.MANAGE_ROLES)
    return channel


@routes.on(f"PUT {CHANNEL}/permissions/{{overwrite_id}}")
async def set_overwrite(call: Call) -> Answer:
    channel = _overwritable(call)
    data = check(_OVERWRITE_FIELDS, call.body.json, "type")
    target = call.id("overwrite_id")
    guild = call.world.get_guild(channel.guild_id or 0)
    if target not in (guild.members if data["type"] else guild.roles):
        raise ApiError(10009)
    handed = (data.get("allow") or 0) | (data.get("deny") or 0)
    if handed & ~call.world.permissions_in(call.bot_id, channel):
        raise ApiError(50013)
    action = OVERWRITE_CHANGED if target in channel.overwrites else OVERWRITE_CREATED
    channel.overwrites |= make_overwrites([data | {"id": target}])
    call.world.audit(guild.id, call.bot_id, action, channel.id, call.reason)
    call.world.emit(channel_event("CHANNEL_UPDATE", channel))
    return 204, None


@routes.on(f"DELETE {CHANNEL}/permissions/{{overwrite_id}}")
async def remove_overwrite(call: Call) -> Answer:
    channel = _overwritable(call)
    if channel.overwrites.pop(call.id("overwrite_id"), None) is None:
        raise ApiError(10009)
    call.world.audit(channel.guild_id, call.bot_id, OVERWRITE_DELETED, channel.id, call.reason)
    call.world.emit(channel_event("CHANNEL_UPDATE", channel))
    return 204, None
