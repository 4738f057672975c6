"""The lists of a guild's active and a channel's archived threads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sandbox.rest.routes import Answer, Call, Routes
from sandbox.rest.shared import CHANNEL, GUILD, before_moment, channel_of, require_in_guild
from sandbox.rest.threads import state_of
from sandbox.wire import serialise
from sandbox.world.messages import channel_messages
from sandbox.world.models import Channel, ChannelKind, Json
from sandbox.world.permissions import Permission

routes = Routes()
_PUBLIC = frozenset({ChannelKind.PUBLIC_THREAD, ChannelKind.ANNOUNCEMENT_THREAD})
_PRIVATE = frozenset({ChannelKind.PRIVATE_THREAD})
MOST_LISTED = 100
_Key = TypeVar("_Key", int, datetime)


@routes.on(f"GET {GUILD}/threads/active")
async def active_threads(call: Call) -> Answer:
    guild = require_in_guild(call, 0)
    found = [
        thread
        for thread in call.world.threads_of(guild.id)
        if not state_of(thread).archived and call.world.may_see(call.bot_id, thread)
    ]
    return 200, _shown(call, sorted(found, key=lambda thread: -thread.id), has_more=False)


@routes.on(f"GET {CHANNEL}/threads/archived/public")
async def archived_public(call: Call) -> Answer:
    call.world.require(call.bot_id, channel_of(call), Permission.READ_MESSAGE_HISTORY)
    return _archived_by_time(call, _PUBLIC)


@routes.on(f"GET {CHANNEL}/threads/archived/private")
async def archived_private(call: Call) -> Answer:
    needed = Permission.READ_MESSAGE_HISTORY | Permission.MANAGE_THREADS
    call.world.require(call.bot_id, channel_of(call), needed)
    return _archived_by_time(call, _PRIVATE)


@routes.on(f"GET {CHANNEL}/users/@me/threads/archived/private")
async def archived_joined(call: Call) -> Answer:
    call.world.require(call.bot_id, channel_of(call), Permission.READ_MESSAGE_HISTORY)
    before = call.optional_id("before")
    found = [
        thread
        for thread in _archived(call, _PRIVATE, key=lambda thread: thread.id)
        if call.bot_id in state_of(thread).member_ids and (before is None or thread.id < before)
    ]
    return _page(call, found)


def _archived_by_time(call: Call, kinds: frozenset[ChannelKind]) -> Answer:
    def archived_at(thread: Channel) -> datetime:
        return state_of(thread).archive_changed_at

    before = before_moment(call)
    found = _archived(call, kinds, key=archived_at)
    return _page(call, [t for t in found if before is None or archived_at(t) < before])


def _archived(
    call: Call, kinds: frozenset[ChannelKind], key: Callable[[Channel], _Key]
) -> list[Channel]:
    parent = channel_of(call)
    found = [
        thread
        for thread in call.world.threads_of(parent.guild_id or 0)
        if thread.parent_id == parent.id and thread.kind in kinds and state_of(thread).archived
    ]
    return sorted(found, key=key, reverse=True)


def _page(call: Call, found: list[Channel]) -> Answer:
    limit = call.number("limit", MOST_LISTED, 2, MOST_LISTED)
    return 200, _shown(call, found[:limit], has_more=len(found) > limit)


def _shown(call: Call, threads: list[Channel], *, has_more: bool) -> Json:
    followed = [t for t in threads if call.bot_id in state_of(t).member_ids]
    starters = [m for t in threads for m in channel_messages(call.world, t.id)[:1] if m.id == t.id]
    return {
        "threads": [serialise.channel(call.world, thread) for thread in threads],
        "members": [serialise.thread_member(thread, call.bot_id) for thread in followed],
        "first_messages": [serialise.message(call.world, message) for message in starters],
        "has_more": has_more,
    }
