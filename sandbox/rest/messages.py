"""Messages, their reactions and pins."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

from sandbox.rest.routes import Answer, Call, Routes
from sandbox.wire import serialise
from sandbox.wire.bodies import (
    EDIT_FIELDS,
    check_components,
    check_embeds,
    kept_files,
    read_message,
    refuse_mixture,
)
from sandbox.wire.schema import array, check, snowflake
from sandbox.world.errors import ApiError, invalid_form
from sandbox.world.messages import (
    COMPONENTS_V2,
    SUPPRESS_EMBEDS,
    Draft,
    begin_typing,
    channel_messages,
    create_message,
    crosspost_message,
    delete_message,
    delete_messages,
    edit_message,
    find_by_nonce,
)
from sandbox.world.models import Channel, ChannelKind, Json, Message
from sandbox.world.permissions import Permission
from sandbox.world.snowflakes import created_at

routes = Routes()
MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = MESSAGES + "/{message_id}"


def place(call: Call) -> tuple[Channel, Message]:
    """Return the channel and message of the path, if the bot may see them."""
    channel = call.world.get_channel(call.id("channel_id"))
    call.world.require(call.bot_id, channel, 0)
    return channel, call.world.get_message(channel.id, call.id("message_id"))


def shown(call: Call, message: Message) -> Json:
    """Return a message as the bot sees it."""
    return serialise.message(call.world, message, viewer_id=call.bot_id)


def may_send(call: Call, channel: Channel) -> None:
    """Refuse what the bot may not post into."""
    world = call.world
    if channel.kind is ChannelKind.DM:
        if any(world.users[i].closed_dms for i in channel.recipient_ids if i != call.bot_id):
            raise ApiError(50007)
        guilds = world.guilds.values()
        other = next(i for i in channel.recipient_ids if i != call.bot_id)
        if not any(other in g.members and call.bot_id in g.members for g in guilds):
            raise ApiError(50007)
        return
    if channel.is_thread:
        world.require(call.bot_id, channel, Permission.SEND_MESSAGES_IN_THREADS)
        state = channel.thread
        locked = state is not None and state.locked
        if locked and not world.permissions_in(call.bot_id, channel) & Permission.MANAGE_THREADS:
            raise ApiError(160005)
    else:
        world.require(call.bot_id, channel, Permission.SEND_MESSAGES)


@routes.on(f"POST {MESSAGES}")
async def create(call: Call) -> Answer:
    channel = call.world.get_channel(call.id("channel_id"))
    may_send(call, channel)
    data, draft = read_message(call.world, call.body)
    if draft.attachments:
        call.world.require(call.bot_id, channel, Permission.ATTACH_FILES)
    if draft.embeds:
        call.world.require(call.bot_id, channel, Permission.EMBED_LINKS)
    if data.get("enforce_nonce") and draft.nonce is not None:
        earlier = find_by_nonce(call.world, call.bot_id, channel.id, draft.nonce)
        if earlier is not None:
            return 200, shown(call, earlier)
    _refer(call, channel, draft, data.get("message_reference"))
    return 200, shown(call, create_message(call.world, call.bot_id, channel, draft))


def _refer(call: Call, channel: Channel, draft: Draft, reference: Json | None) -> None:
    if reference is None:
        return
    if reference.get("type", 0) != 0:
        raise ApiError(0, "The sandbox cannot forward messages", status=501)
    if not call.world.permissions_in(call.bot_id, channel) & Permission.READ_MESSAGE_HISTORY:
        raise ApiError(160002)
    original = call.world.messages.get(reference["message_id"])
    if original is not None and original.channel_id == channel.id and original.visible_to is None:
        draft.reply_to = original.id
    elif reference.get("fail_if_not_exists", True):
        fault = ("MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
        raise invalid_form({("message_reference",): fault})


@routes.on(f"GET {MESSAGES}")
async def history(call: Call) -> Answer:
    channel = call.world.get_channel(call.id("channel_id"))
    call.world.require(call.bot_id, channel, 0)
    if not call.world.permissions_in(call.bot_id, channel) & Permission.READ_MESSAGE_HISTORY:
        return 200, []
    limit = call.number("limit", 50, 1, 100)
    every = channel_messages(call.world, channel.id)
    around, before, after = map(call.optional_id, ("around", "before", "after"))
    found = _window(every, limit, around=around, before=before, after=after)
    return 200, [shown(call, message) for message in reversed(found)]


def _window(
    every: list[Message], limit: int, *, around: int | None, before: int | None, after: int | None
) -> list[Message]:
    """Return the messages that are asked for, oldest first."""
    if around is not None:
        middle = bisect_left(every, around, key=lambda m: m.id)
        return every[max(middle - limit // 2, 0) : middle + (limit + 1) // 2]
    if before is not None:
        end = bisect_left(every, before, key=lambda m: m.id)
        return every[max(end - limit, 0) : end]
    if after is not None:
        start = bisect_right(every, after, key=lambda m: m.id)
        return every[start : start + limit]
    return every[-limit:]


@routes.on(f"GET {MESSAGE}")
async def fetch(call: Call) -> Answer:
    channel, message = place(call)
    call.world.require(call.bot_id, channel, Permission.READ_MESSAGE_HISTORY)
    return 200, shown(call, message)


@routes.on(f"PATCH {MESSAGE}")
async def edit(call: Call) -> Answer:
    channel, message = place(call)
    data = check(EDIT_FIELDS, call.body.json)
    if message.author_id != call.bot_id:
        only_flags = set(data) <= {"flags"}
        if not only_flags:
            raise ApiError(50005)
        call.world.require(call.bot_id, channel, Permission.MANAGE_MESSAGES)
    _refuse_archived(channel)
    changes = edited(call, message, data)
    if changes.get("embeds"):
        call.world.require(call.bot_id, channel, Permission.EMBED_LINKS)
    return 200, shown(call, edit_message(call.world, message, **changes))


def _refuse_archived(channel: Channel) -> None:
    if channel.thread is not None and channel.thread.archived:
        raise ApiError(50083)


def edited(call: Call, message: Message, data: Json) -> dict[str, Any]:
    """Return what an edit's JSON changes in a message."""
    flags = message.flags
    if data.get("flags") is not None:
        settable = SUPPRESS_EMBEDS | COMPONENTS_V2
        flags = flags & ~SUPPRESS_EMBEDS | data["flags"] & settable
    changes: dict[str, Any] = {"flags": flags}
    if "content" in data:
        changes["content"] = data["content"] or ""
    changes["allowed_mentions"] = data.get("allowed_mentions")
    if "embeds" in data:
        changes["embeds"] = check_embeds(data["embeds"] or [])
    if "components" in data:
        changes["components"] = check_components(data["components"], flags)
    changes["attachments"] = kept_files(call.world, call.body, data, message.attachments)
    fields = ("content", "embeds", "components", "attachments")
    after = Draft(**{name: changes.get(name, getattr(message, name)) for name in fields})
    refuse_mixture(flags, after)
    if after.is_empty:
        raise ApiError(50006)
    return changes


@routes.on(f"DELETE {MESSAGE}")
async def delete(call: Call) -> Answer:
    channel, message = place(call)
    if message.author_id != call.bot_id:
        call.world.require(call.bot_id, channel, Permission.MANAGE_MESSAGES)
        call.world.audit(channel.guild_id, call.bot_id, 72, message.author_id, call.reason)
    delete_message(call.world, message)
    return 204, None


@routes.on(f"POST {MESSAGES}/bulk-delete")
async def bulk_delete(call: Call) -> Answer:
    channel = call.world.get_channel(call.id("channel_id"))
    call.world.require(call.bot_id, channel, Permission.MANAGE_MESSAGES)
    ids = check({"messages": array(snowflake)}, call.body.json, "messages")["messages"]
    if not 2 <= len(ids) <= 100:  # noqa: PLR2004 - Discord's bounds
        raise ApiError(50016)
    now = call.world.clock.now()
    if any((now - created_at(i)).days >= 14 for i in ids):  # noqa: PLR2004 - Discord's bound
        raise ApiError(50034)
    found = [m for m in channel_messages(call.world, channel.id) if m.id in set(ids)]
    call.world.audit(channel.guild_id, call.bot_id, 73, channel.id, call.reason)
    delete_messages(call.world, channel, found)
    return 204, None


@routes.on(f"POST {MESSAGE}/crosspost")
async def crosspost(call: Call) -> Answer:
    channel, message = place(call)
    own = message.author_id == call.bot_id
    needed = Permission.SEND_MESSAGES if own else Permission.MANAGE_MESSAGES
    call.world.require(call.bot_id, channel, needed)
    return 200, shown(call, crosspost_message(call.world, message))


@routes.on("POST /channels/{channel_id}/typing")
async def typing(call: Call) -> Answer:
    channel = call.world.get_channel(call.id("channel_id"))
    may_send(call, channel)
    begin_typing(call.world, call.bot_id, channel)
    return 204, None
