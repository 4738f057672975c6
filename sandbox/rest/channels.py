"""Channels, their permission overwrites, and threads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox.rest.messages import may_send
from sandbox.rest.routing import Answer, Call, Routes
from sandbox.wire import serialise
from sandbox.wire.bodies import MESSAGE_FIELDS, read_message
from sandbox.wire.errors import ApiError
from sandbox.wire.schema import (
    Body,
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
    change_thread_member,
    channel_event,
    check_post_tags,
    create_channel,
    delete_channel,
    make_overwrites,
    make_tags,
    note_rename,
    start_thread,
    start_thread_from,
)
from sandbox.world.messages import Draft, channel_messages, create_message, thread_event
from sandbox.world.models import Channel, ChannelKind, Json
from sandbox.world.permissions import Permission, guild_permissions

routes = Routes()
CHANNEL = "/channels/{channel_id}"
ARCHIVE_MINUTES = choice(60, 1440, 4320, 10080)
KINDS = (0, 2, 4, 5, 13, 15)

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
_OVERWRITE = obj(
    {"id": snowflake, "type": choice(0, 1), "allow": nullable(bits), "deny": nullable(bits)},
    "id",
    "type",
)
CHANNEL_FIELDS: dict[str, Check] = {
    "name": string(100, 1),
    "type": choice(*KINDS),
    "topic": nullable(string(4096)),
    "position": nullable(integer(0)),
    "parent_id": nullable(snowflake),
    "nsfw": nullable(boolean),
    "rate_limit_per_user": nullable(integer(0, 21600)),
    "permission_overwrites": nullable(array(_OVERWRITE)),
    "available_tags": nullable(array(_TAG)),
    "default_auto_archive_duration": nullable(ARCHIVE_MINUTES),
    "bitrate": nullable(integer(8000)),
    "user_limit": nullable(integer(0, 99)),
    "flags": nullable(integer(0)),
    "reason": nullable(string()),
}
THREAD_FIELDS: dict[str, Check] = {
    "name": string(100, 1),
    "archived": nullable(boolean),
    "locked": nullable(boolean),
    "invitable": nullable(boolean),
    "auto_archive_duration": nullable(ARCHIVE_MINUTES),
    "rate_limit_per_user": nullable(integer(0, 21600)),
    "applied_tags": nullable(array(snowflake)),
    "flags": nullable(integer(0)),
}
_RENAMED = {
    "rate_limit_per_user": "slowmode_seconds",
    "default_auto_archive_duration": "default_auto_archive_minutes",
}


def _channel(call: Call) -> Channel:
    channel = call.world.get_channel(call.id("channel_id"))
    call.world.require(call.bot_id, channel, 0)
    return channel


@routes.on(f"GET {CHANNEL}")
async def fetch(call: Call) -> Answer:
    return 200, serialise.channel(call.world, _channel(call))


@routes.on("GET /guilds/{guild_id}/channels")
async def list_channels(call: Call) -> Answer:
    guild = call.world.get_guild(call.id("guild_id"))
    call.world.get_member(guild.id, call.bot_id)
    return 200, [serialise.channel(call.world, c) for c in call.world.guild_channels(guild.id)]


@routes.on("POST /guilds/{guild_id}/channels")
async def create(call: Call) -> Answer:
    guild = call.world.get_guild(call.id("guild_id"))
    require_in_guild(call, guild.id, Permission.MANAGE_CHANNELS)
    data = check(CHANNEL_FIELDS, call.body.json, "name")
    kind = ChannelKind(data.pop("type", 0))
    name = data.pop("name")
    if kind is not ChannelKind.VOICE:
        name = name.lower().replace(" ", "-")
    channel = create_channel(call.world, guild, kind, name, **_changes(call, None, data))
    call.world.audit(guild.id, call.bot_id, 10, channel.id, call.reason)
    return 201, serialise.channel(call.world, channel)


def require_in_guild(call: Call, guild_id: int, permission: int) -> None:
    """Refuse where the bot lacks a permission in the guild as a whole."""
    guild = call.world.get_guild(guild_id)
    member = guild.members.get(call.bot_id)
    if member is None:
        raise ApiError(50001)
    if permission & ~guild_permissions(guild, member):
        raise ApiError(50013)


def _changes(call: Call, channel: Channel | None, data: Json) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name, value in data.items():
        if name == "available_tags":
            changes["tags"] = make_tags(call.world, value or [])
        elif name == "permission_overwrites":
            changes["overwrites"] = make_overwrites(value or [])
        elif name == "name" and channel is not None and value != channel.name:
            note_rename(call.world, channel)
            changes["name"] = value
        elif name not in ("reason", "type", "name") and value is not None:
            changes[_RENAMED.get(name, name)] = value
    return changes


@routes.on(f"PATCH {CHANNEL}")
async def change(call: Call) -> Answer:
    channel = _channel(call)
    if channel.is_thread:
        return _change_thread(call, channel)
    call.world.require(call.bot_id, channel, Permission.MANAGE_CHANNELS)
    data = check(CHANNEL_FIELDS, call.body.json)
    if data.get("permission_overwrites") is not None:
        call.world.require(call.bot_id, channel, Permission.MANAGE_ROLES)
    for name, value in _changes(call, channel, data).items():
        setattr(channel, name, value)
    call.world.audit(channel.guild_id, call.bot_id, 11, channel.id, call.reason)
    call.world.emit(channel_event(call.world, "CHANNEL_UPDATE", channel))
    return 200, serialise.channel(call.world, channel)


def _change_thread(call: Call, thread: Channel) -> Answer:
    state = thread.thread
    if state is None:
        raise ApiError(50024)
    data = check(THREAD_FIELDS, call.body.json)
    manages = call.world.permissions_in(call.bot_id, thread) & Permission.MANAGE_THREADS
    own = thread.owner_id == call.bot_id
    if not manages and not (own and not state.locked and "locked" not in data):
        raise ApiError(50013)
    if state.archived and data.get("archived") is not False and set(data) - {"archived", "locked"}:
        raise ApiError(50083)
    if data.get("applied_tags") is not None:
        check_post_tags(call.world.get_channel(thread.parent_id or 0), data["applied_tags"])
        state.applied_tags = data["applied_tags"]
    if "name" in data and data["name"] != thread.name:
        note_rename(call.world, thread)
        thread.name = data["name"]
    _set_state(call, thread, data)
    call.world.audit(thread.guild_id, call.bot_id, 111, thread.id, call.reason)
    call.world.emit(thread_event(call.world, "THREAD_UPDATE", thread))
    return 200, serialise.channel(call.world, thread)


def _set_state(call: Call, thread: Channel, data: Json) -> None:
    state = thread.thread
    if state is None:
        raise ApiError(50024)
    for name in ("locked", "invitable"):
        if data.get(name) is not None:
            setattr(state, name, data[name])
    if data.get("archived") is not None and data["archived"] != state.archived:
        state.archived = data["archived"]
        state.archive_changed_at = call.world.clock.now()
    if data.get("auto_archive_duration") is not None:
        state.auto_archive_minutes = data["auto_archive_duration"]
    if data.get("rate_limit_per_user") is not None:
        thread.slowmode_seconds = data["rate_limit_per_user"]
    if data.get("flags") is not None:
        thread.flags = data["flags"]


@routes.on(f"DELETE {CHANNEL}")
async def delete(call: Call) -> Answer:
    channel = _channel(call)
    needed = Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS
    call.world.require(call.bot_id, channel, needed)
    shown = serialise.channel(call.world, channel)
    delete_channel(call.world, channel)
    action = 112 if channel.is_thread else 12
    call.world.audit(channel.guild_id, call.bot_id, action, channel.id, call.reason)
    return 200, shown


@routes.on(f"PUT {CHANNEL}/permissions/{{overwrite_id}}")
async def set_overwrite(call: Call) -> Answer:
    channel = _channel(call)
    call.world.require(call.bot_id, channel, Permission.MANAGE_ROLES)
    fields = {"type": choice(0, 1), "allow": nullable(bits), "deny": nullable(bits)}
    data = check(fields, call.body.json, "type")
    channel.overwrites |= make_overwrites([data | {"id": call.id("overwrite_id")}])
    call.world.emit(channel_event(call.world, "CHANNEL_UPDATE", channel))
    return 204, None


@routes.on(f"DELETE {CHANNEL}/permissions/{{overwrite_id}}")
async def remove_overwrite(call: Call) -> Answer:
    channel = _channel(call)
    call.world.require(call.bot_id, channel, Permission.MANAGE_ROLES)
    channel.overwrites.pop(call.id("overwrite_id"), None)
    call.world.emit(channel_event(call.world, "CHANNEL_UPDATE", channel))
    return 204, None


# Threads

_START: dict[str, Check] = {
    "name": string(100, 1),
    "auto_archive_duration": nullable(ARCHIVE_MINUTES),
    "rate_limit_per_user": nullable(integer(0, 21600)),
    "type": nullable(choice(10, 11, 12)),
    "invitable": nullable(boolean),
    "applied_tags": nullable(array(snowflake)),
    "message": obj(MESSAGE_FIELDS),
}


@routes.on(f"POST {CHANNEL}/messages/{{message_id}}/threads")
async def start_from_message(call: Call) -> Answer:
    channel = _channel(call)
    message = call.world.get_message(channel.id, call.id("message_id"))
    call.world.require(call.bot_id, channel, Permission.CREATE_PUBLIC_THREADS)
    data = check(_START, call.body.json, "name")
    if message.id in call.world.channels:
        raise ApiError(160004)
    is_news = channel.kind is ChannelKind.ANNOUNCEMENT
    thread = start_thread(
        call.world,
        channel,
        call.bot_id,
        data["name"],
        kind=ChannelKind.ANNOUNCEMENT_THREAD if is_news else ChannelKind.PUBLIC_THREAD,
        thread_id=message.id,
        auto_archive_minutes=data.get("auto_archive_duration"),
    )
    start_thread_from(call.world, message, thread)
    return 201, serialise.channel(call.world, thread)


@routes.on(f"POST {CHANNEL}/threads")
async def start(call: Call) -> Answer:
    channel = _channel(call)
    if channel.kind is ChannelKind.FORUM:
        return _start_post(call, channel)
    data = check(_START, call.body.json, "name")
    kind = ChannelKind(data.get("type") or ChannelKind.PRIVATE_THREAD)
    private = kind is ChannelKind.PRIVATE_THREAD
    call.world.require(
        call.bot_id,
        channel,
        Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS,
    )
    thread = start_thread(
        call.world,
        channel,
        call.bot_id,
        data["name"],
        kind=kind,
        auto_archive_minutes=data.get("auto_archive_duration"),
    )
    if thread.thread is not None and data.get("invitable") is not None:
        thread.thread.invitable = data["invitable"]
    return 201, serialise.channel(call.world, thread)


def _start_post(call: Call, forum: Channel) -> Answer:
    call.world.require(call.bot_id, forum, Permission.SEND_MESSAGES)
    data = check(_START, call.body.json, "name", "message")
    tags = data.get("applied_tags") or []
    check_post_tags(forum, tags)
    body = Body(call.body.json["message"], call.body.files)
    _, draft = read_message(call.world, body)
    thread = start_thread(
        call.world,
        forum,
        call.bot_id,
        data["name"],
        kind=ChannelKind.PUBLIC_THREAD,
        auto_archive_minutes=data.get("auto_archive_duration"),
        applied_tags=tags,
    )
    message = post_starter(call, thread, draft)
    return 201, serialise.channel(call.world, thread) | {"message": message}


def post_starter(call: Call, thread: Channel, draft: Draft) -> Json:
    """The first message of a forum post: it has the thread's id."""
    message = create_message(call.world, call.bot_id, thread, draft, message_id=thread.id)
    return serialise.message(call.world, message)


@routes.on(f"GET {CHANNEL}/thread-members")
async def thread_members(call: Call) -> Answer:
    thread = _channel(call)
    ids = thread.thread.member_ids if thread.thread else ()
    return 200, [serialise.thread_member(thread, i) for i in ids]


@routes.on(f"GET {CHANNEL}/thread-members/{{user_id}}")
async def thread_member(call: Call) -> Answer:
    thread = _channel(call)
    if thread.thread is None or call.id("user_id") not in thread.thread.member_ids:
        raise ApiError(10007)
    return 200, serialise.thread_member(thread, call.id("user_id"))


def _change_member(call: Call, user_id: int, *, joins: bool) -> Answer:
    thread = _channel(call)
    if thread.thread is None:
        raise ApiError(50024)
    if thread.thread.archived:
        raise ApiError(50083)
    if user_id != call.bot_id:
        if joins:
            may_send(call, thread)
        else:
            call.world.require(call.bot_id, thread, Permission.MANAGE_THREADS)
        call.world.get_member(thread.guild_id or 0, user_id)
    change_thread_member(call.world, thread, user_id, joins=joins)
    return 204, None


@routes.on(f"PUT {CHANNEL}/thread-members/@me")
async def join(call: Call) -> Answer:
    return _change_member(call, call.bot_id, joins=True)


@routes.on(f"DELETE {CHANNEL}/thread-members/@me")
async def leave(call: Call) -> Answer:
    return _change_member(call, call.bot_id, joins=False)


@routes.on(f"PUT {CHANNEL}/thread-members/{{user_id}}")
async def add_member(call: Call) -> Answer:
    return _change_member(call, call.id("user_id"), joins=True)


@routes.on(f"DELETE {CHANNEL}/thread-members/{{user_id}}")
async def remove_member(call: Call) -> Answer:
    return _change_member(call, call.id("user_id"), joins=False)


def _threads_answer(call: Call, threads: list[Channel], *, has_more: bool | None) -> Answer:
    body: Json = {
        "threads": [serialise.channel(call.world, t) for t in threads],
        "members": [
            serialise.thread_member(t, call.bot_id)
            for t in threads
            if t.thread is not None and call.bot_id in t.thread.member_ids
        ],
        "first_messages": [
            serialise.message(call.world, found[0])
            for t in threads
            if (found := channel_messages(call.world, t.id)) and found[0].id == t.id
        ],
    }
    body["has_more"] = bool(has_more)
    return 200, body


@routes.on("GET /guilds/{guild_id}/threads/active")
async def active_threads(call: Call) -> Answer:
    guild = call.world.get_guild(call.id("guild_id"))
    found = [
        t
        for t in call.world.threads_of(guild.id)
        if t.thread and not t.thread.archived and call.world.may_see(call.bot_id, t)
    ]
    return _threads_answer(call, sorted(found, key=lambda t: -t.id), has_more=False)


@routes.on(f"GET {CHANNEL}/threads/archived/public")
async def archived_threads(call: Call) -> Answer:
    return _archived(call, ChannelKind.PUBLIC_THREAD, ChannelKind.ANNOUNCEMENT_THREAD)


@routes.on(f"GET {CHANNEL}/threads/archived/private")
async def archived_private_threads(call: Call) -> Answer:
    call.world.require(call.bot_id, _channel(call), Permission.MANAGE_THREADS)
    return _archived(call, ChannelKind.PRIVATE_THREAD)


def _archived(call: Call, *kinds: ChannelKind) -> Answer:
    channel = _channel(call)
    limit = int(call.query.get("limit", 50))
    found = [
        t
        for t in call.world.channels.values()
        if t.parent_id == channel.id and t.kind in kinds and t.thread and t.thread.archived
    ]
    found.sort(key=lambda t: str(serialise.iso(t.thread.archive_changed_at if t.thread else None)))
    found.reverse()
    if "before" in call.query:
        before = datetime.fromisoformat(call.query["before"])
        found = [t for t in found if t.thread and t.thread.archive_changed_at < before]
    return _threads_answer(call, found[:limit], has_more=len(found) > limit)
