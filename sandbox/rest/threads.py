"""Threads and forum posts: how they begin, change and end, and who follows them."""

from __future__ import annotations

from sandbox.rest.messages import may_send
from sandbox.rest.routes import Answer, Call, Routes
from sandbox.rest.shared import ARCHIVE_MINUTES, CHANNEL, SLOWMODE, channel_of
from sandbox.wire import serialise
from sandbox.wire.bodies import MESSAGE_FIELDS, read_message
from sandbox.wire.schema import (
    Body,
    Check,
    array,
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
    check_post_tags,
    note_rename,
    start_thread,
    start_thread_from,
    tell_of_thread,
)
from sandbox.world.errors import ApiError
from sandbox.world.messages import create_message, thread_event
from sandbox.world.models import Channel, ChannelKind, Json, ThreadState
from sandbox.world.permissions import Permission

routes = Routes()
CREATED, CHANGED, DELETED = 110, 111, 112
_SYSTEM_KINDS = frozenset({6, 7, 18, 21})
_KINDS_UNDER = {
    ChannelKind.TEXT: (ChannelKind.PUBLIC_THREAD, ChannelKind.PRIVATE_THREAD),
    ChannelKind.ANNOUNCEMENT: (ChannelKind.ANNOUNCEMENT_THREAD,),
}
THREAD_FIELDS: dict[str, Check] = {
    "name": string(100, 1),
    "archived": nullable(boolean),
    "locked": nullable(boolean),
    "invitable": nullable(boolean),
    "auto_archive_duration": nullable(ARCHIVE_MINUTES),
    "rate_limit_per_user": nullable(SLOWMODE),
    "applied_tags": nullable(array(snowflake)),
    "flags": nullable(integer(0)),
}
_COMMON: dict[str, Check] = {
    "name": string(100, 1),
    "type": nullable(choice(10, 11, 12)),
    "auto_archive_duration": nullable(ARCHIVE_MINUTES),
    "rate_limit_per_user": nullable(SLOWMODE),
}
_START = _COMMON | {"invitable": nullable(boolean)}
_POST = _COMMON | {"applied_tags": nullable(array(snowflake)), "message": obj(MESSAGE_FIELDS)}


def state_of(thread: Channel) -> ThreadState:
    """Return what only threads have, or the refusal of a channel that is none."""
    if thread.thread is None:
        raise ApiError(50024)
    return thread.thread


def _begin(
    call: Call,
    parent: Channel,
    data: Json,
    kind: ChannelKind,
    *,
    thread_id: int | None = None,
    tags: list[int] | None = None,
) -> Channel:
    thread = start_thread(
        call.world,
        parent,
        call.bot_id,
        data["name"],
        kind=kind,
        thread_id=thread_id,
        auto_archive_minutes=data.get("auto_archive_duration"),
        applied_tags=tags,
    )
    slowmode = data.get("rate_limit_per_user")
    thread.slowmode_seconds = (
        parent.default_thread_slowmode_seconds if slowmode is None else slowmode
    )
    call.world.audit(parent.guild_id, call.bot_id, CREATED, thread.id, call.reason)
    return thread


@routes.on(f"POST {CHANNEL}/messages/{{message_id}}/threads")
async def start_from_message(call: Call) -> Answer:
    channel = channel_of(call)
    if channel.kind not in _KINDS_UNDER:
        raise ApiError(50024)
    message = call.world.get_message(channel.id, call.id("message_id"))
    call.world.require(call.bot_id, channel, Permission.CREATE_PUBLIC_THREADS)
    data = check(_COMMON, call.body.json, "name")
    if message.id in call.world.channels:
        raise ApiError(160004)
    if message.kind in _SYSTEM_KINDS:
        raise ApiError(50021)
    thread = _begin(call, channel, data, _KINDS_UNDER[channel.kind][0], thread_id=message.id)
    start_thread_from(call.world, message, thread)
    return 201, serialise.channel(call.world, thread)


@routes.on(f"POST {CHANNEL}/threads")
async def start(call: Call) -> Answer:
    channel = channel_of(call)
    if channel.kind is ChannelKind.FORUM:
        return _start_post(call, channel)
    if channel.kind not in _KINDS_UNDER:
        raise ApiError(50024)
    data = check(_START, call.body.json, "name")
    kind = ChannelKind(data.get("type") or ChannelKind.PRIVATE_THREAD)
    if kind not in _KINDS_UNDER[channel.kind]:
        raise ApiError(50024)
    private = kind is ChannelKind.PRIVATE_THREAD
    needed = Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
    call.world.require(call.bot_id, channel, needed)
    thread = _begin(call, channel, data, kind)
    if data.get("invitable") is not None:
        state_of(thread).invitable = data["invitable"]
    tell_of_thread(call.world, channel, thread)
    return 201, serialise.channel(call.world, thread)


def _start_post(call: Call, forum: Channel) -> Answer:
    call.world.require(call.bot_id, forum, Permission.SEND_MESSAGES)
    data = check(_POST, call.body.json, "name", "message")
    tags = data.get("applied_tags") or []
    check_post_tags(forum, tags)
    _may_apply(call, forum, [], tags)
    _, draft = read_message(call.world, Body(call.body.json["message"], call.body.files))
    if draft.attachments:
        call.world.require(call.bot_id, forum, Permission.ATTACH_FILES)
    if draft.embeds:
        call.world.require(call.bot_id, forum, Permission.EMBED_LINKS)
    thread = _begin(call, forum, data, ChannelKind.PUBLIC_THREAD, tags=tags)
    # The first message of a post has the post's id.
    message = create_message(call.world, call.bot_id, thread, draft, message_id=thread.id)
    shown = serialise.message(call.world, message)
    return 201, serialise.channel(call.world, thread) | {"message": shown}


def _may_apply(call: Call, forum: Channel, before: list[int], after: list[int]) -> None:
    """Moderated tags are put on and taken off only by who manages threads."""
    moderated = {tag.id for tag in forum.tags if tag.moderated}
    if moderated & (set(before) ^ set(after)):
        call.world.require(call.bot_id, forum, Permission.MANAGE_THREADS)


def change(call: Call, thread: Channel) -> Answer:
    """Answer `PATCH /channels/{channel_id}` for a thread."""
    state = state_of(thread)
    data = check(THREAD_FIELDS, call.body.json)
    if not _may_change(call, thread, state, data):
        raise ApiError(50013)
    if state.archived and data.get("archived") is not False and set(data) - {"archived", "locked"}:
        raise ApiError(50083)
    if data.get("applied_tags") is not None:
        forum = call.world.get_channel(thread.parent_id or 0)
        check_post_tags(forum, data["applied_tags"])
        _may_apply(call, forum, state.applied_tags, data["applied_tags"])
    if data.get("name", thread.name) != thread.name:
        note_rename(call.world, thread)
        thread.name = data["name"]
    _set_state(call, thread, state, data)
    call.world.audit(thread.guild_id, call.bot_id, CHANGED, thread.id, call.reason)
    call.world.emit(thread_event("THREAD_UPDATE", thread))
    return 200, serialise.channel(call.world, thread)


def _may_change(call: Call, thread: Channel, state: ThreadState, data: Json) -> bool:
    permissions = call.world.permissions_in(call.bot_id, thread)
    if permissions & Permission.MANAGE_THREADS:
        return True
    if state.locked or "locked" in data:
        return False
    only_opens = set(data) == {"archived"} and data["archived"] is False
    may_write = bool(permissions & Permission.SEND_MESSAGES_IN_THREADS)
    return thread.owner_id == call.bot_id or (only_opens and may_write)


def _set_state(call: Call, thread: Channel, state: ThreadState, data: Json) -> None:
    given = {name: value for name, value in data.items() if value is not None}
    if given.get("archived", state.archived) != state.archived:
        state.archive_changed_at = call.world.clock.now()
    state.archived = given.get("archived", state.archived)
    state.locked = given.get("locked", state.locked)
    state.invitable = given.get("invitable", state.invitable)
    state.applied_tags = given.get("applied_tags", state.applied_tags)
    state.auto_archive_minutes = given.get("auto_archive_duration", state.auto_archive_minutes)
    thread.slowmode_seconds = given.get("rate_limit_per_user", thread.slowmode_seconds)
    thread.flags = given.get("flags", thread.flags)


# Who follows a thread


def _member(call: Call, thread: Channel, user_id: int) -> Json:
    shown = serialise.thread_member(thread, user_id)
    guild = call.world.get_guild(thread.guild_id or 0)
    if call.flag("with_member") and user_id in guild.members:
        shown["member"] = serialise.member(guild.members[user_id])
    return shown


@routes.on(f"GET {CHANNEL}/thread-members")
async def thread_members(call: Call) -> Answer:
    thread = channel_of(call)
    if not call.app.has_members:
        raise ApiError(50001)
    after, limit = call.optional_id("after") or 0, call.number("limit", 100, 1, 100)
    ids = sorted(i for i in state_of(thread).member_ids if i > after)
    return 200, [_member(call, thread, i) for i in ids[:limit]]


@routes.on(f"GET {CHANNEL}/thread-members/{{user_id}}")
async def thread_member(call: Call) -> Answer:
    thread = channel_of(call)
    if call.id("user_id") not in state_of(thread).member_ids:
        raise ApiError(10007)
    return 200, _member(call, thread, call.id("user_id"))


def _change_member(call: Call, user_id: int, *, joins: bool) -> Answer:
    thread = channel_of(call)
    if state_of(thread).archived:
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
