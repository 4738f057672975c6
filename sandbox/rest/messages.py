"""Messages, their reactions and pins."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from sandbox.rest.routing import Answer, Call, Routes
from sandbox.wire import serialise
from sandbox.wire.bodies import (
    EDIT_FIELDS,
    check_components,
    check_embeds,
    kept_files,
    read_message,
    refuse_mixture,
)
from sandbox.wire.errors import ApiError, invalid_form
from sandbox.wire.schema import array, check, snowflake
from sandbox.world.messages import (
    COMPONENTS_V2,
    SUPPRESS_EMBEDS,
    Draft,
    add_reaction,
    channel_messages,
    create_message,
    crosspost_message,
    delete_message,
    delete_messages,
    edit_message,
    find_by_nonce,
    pin_message,
    remove_reaction,
)
from sandbox.world.models import Channel, ChannelKind, Json, Message
from sandbox.world.permissions import Permission
from sandbox.world.snowflakes import created_at

routes = Routes()
MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = MESSAGES + "/{message_id}"
REACTION = MESSAGE + "/reactions/{emoji}"


def _place(call: Call) -> tuple[Channel, Message]:
    channel = call.world.get_channel(call.id("channel_id"))
    call.world.require(call.bot_id, channel, 0)
    return channel, call.world.get_message(channel.id, call.id("message_id"))


def _shown(call: Call, message: Message) -> Json:
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
    if data.get("enforce_nonce") and draft.nonce is not None:
        earlier = find_by_nonce(call.world, call.bot_id, channel.id, draft.nonce)
        if earlier is not None:
            return 200, _shown(call, earlier)
    _refer(call, channel, draft, data.get("message_reference"))
    return 200, _shown(call, create_message(call.world, call.bot_id, channel, draft))


def _refer(call: Call, channel: Channel, draft: Draft, reference: Json | None) -> None:
    if reference is None:
        return
    if reference.get("type", 0) != 0:
        raise ApiError(0, "The sandbox cannot forward messages", status=501)
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
    limit = int(call.query.get("limit", 50))
    if not 1 <= limit <= 100:  # noqa: PLR2004 - Discord's bounds
        fault = ("NUMBER_TYPE_MAX", "int value should be less than or equal to 100.")
        raise invalid_form({("limit",): fault})
    found = _window(channel_messages(call.world, channel.id), call.query, limit)
    return 200, [_shown(call, message) for message in reversed(found)]


def _window(every: list[Message], query: dict[str, str], limit: int) -> list[Message]:
    if "after" in query:
        return [m for m in every if m.id > int(query["after"])][:limit]
    if "before" in query:
        return [m for m in every if m.id < int(query["before"])][-limit:]
    if "around" in query:
        middle = int(query["around"])
        nearest = sorted(every, key=lambda m: abs(m.id - middle))[:limit]
        return sorted(nearest, key=lambda m: m.id)
    return every[-limit:]


@routes.on(f"GET {MESSAGE}")
async def fetch(call: Call) -> Answer:
    channel, message = _place(call)
    call.world.require(call.bot_id, channel, Permission.READ_MESSAGE_HISTORY)
    return 200, _shown(call, message)


@routes.on(f"PATCH {MESSAGE}")
async def edit(call: Call) -> Answer:
    channel, message = _place(call)
    data = check(EDIT_FIELDS, call.body.json)
    if message.author_id != call.bot_id:
        only_flags = set(data) <= {"flags"}
        if not only_flags:
            raise ApiError(50005)
        call.world.require(call.bot_id, channel, Permission.MANAGE_MESSAGES)
    _refuse_archived(channel)
    changes = edited(call, message, data)
    return 200, _shown(call, edit_message(call.world, message, **changes))


def _refuse_archived(channel: Channel) -> None:
    if channel.thread is not None and channel.thread.archived:
        raise ApiError(50083)


def edited(call: Call, message: Message, data: Json) -> dict[str, Any]:
    """What an edit's JSON changes in a message."""
    flags = message.flags
    if data.get("flags") is not None:
        settable = SUPPRESS_EMBEDS | COMPONENTS_V2
        flags = flags & ~SUPPRESS_EMBEDS | data["flags"] & settable
    changes: dict[str, Any] = {"flags": flags}
    if "content" in data:
        changes["content"] = data["content"] or ""
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
    channel, message = _place(call)
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
    found = [call.world.messages[i] for i in ids if i in call.world.messages]
    delete_messages(call.world, channel, found)
    return 204, None


@routes.on(f"POST {MESSAGE}/crosspost")
async def crosspost(call: Call) -> Answer:
    channel, message = _place(call)
    own = message.author_id == call.bot_id
    needed = Permission.SEND_MESSAGES if own else Permission.MANAGE_MESSAGES
    call.world.require(call.bot_id, channel, needed)
    return 200, _shown(call, crosspost_message(call.world, message))


@routes.on(f"PUT {REACTION}/@me")
async def react(call: Call) -> Answer:
    channel, message = _place(call)
    emoji = _emoji(call)
    if emoji not in message.reactions:
        call.world.require(call.bot_id, channel, Permission.ADD_REACTIONS)
    add_reaction(call.world, message, call.bot_id, emoji)
    return 204, None


def _emoji(call: Call) -> str:
    emoji = unquote(call.names["emoji"])
    if emoji.isascii():
        raise ApiError(10014)
    return emoji


@routes.on(f"DELETE {REACTION}/@me")
async def unreact(call: Call) -> Answer:
    _, message = _place(call)
    remove_reaction(call.world, message, call.bot_id, _emoji(call))
    return 204, None


@routes.on(f"DELETE {REACTION}/{{user_id}}")
async def unreact_other(call: Call) -> Answer:
    channel, message = _place(call)
    call.world.require(call.bot_id, channel, Permission.MANAGE_MESSAGES)
    remove_reaction(call.world, message, call.id("user_id"), _emoji(call))
    return 204, None


@routes.on(f"GET {REACTION}")
async def reacted(call: Call) -> Answer:
    _, message = _place(call)
    after = int(call.query.get("after", 0))
    limit = int(call.query.get("limit", 25))
    ids = sorted(i for i in message.reactions.get(_emoji(call), ()) if i > after)
    return 200, [serialise.user(call.world.users[i]) for i in ids[:limit]]


@routes.on("GET /channels/{channel_id}/pins")
async def old_pins(call: Call) -> Answer:
    return 200, [_shown(call, message) for message in _pinned(call)]


@routes.on(f"GET {MESSAGES}/pins")
async def pins(call: Call) -> Answer:
    items = [
        {"pinned_at": serialise.iso(message.pinned_at), "message": _shown(call, message)}
        for message in _pinned(call)
    ]
    return 200, {"items": items, "has_more": False}


def _pinned(call: Call) -> list[Message]:
    channel = call.world.get_channel(call.id("channel_id"))
    call.world.require(call.bot_id, channel, 0)
    found = [m for m in channel_messages(call.world, channel.id) if m.pinned_at is not None]
    return sorted(found, key=lambda m: str(m.pinned_at), reverse=True)


def _set_pin(call: Call, *, pinned: bool) -> Answer:
    channel, message = _place(call)
    if channel.kind is not ChannelKind.DM:
        permissions = call.world.permissions_in(call.bot_id, channel)
        if not permissions & (Permission.PIN_MESSAGES | Permission.MANAGE_MESSAGES):
            raise ApiError(50013)
    pin_message(call.world, message, pinned=pinned)
    return 204, None


@routes.on("PUT /channels/{channel_id}/messages/pins/{message_id}")
async def pin(call: Call) -> Answer:
    return _set_pin(call, pinned=True)


@routes.on("DELETE /channels/{channel_id}/messages/pins/{message_id}")
async def unpin(call: Call) -> Answer:
    return _set_pin(call, pinned=False)


@routes.on("PUT /channels/{channel_id}/pins/{message_id}")
async def old_pin(call: Call) -> Answer:
    return _set_pin(call, pinned=True)


@routes.on("DELETE /channels/{channel_id}/pins/{message_id}")
async def old_unpin(call: Call) -> Answer:
    return _set_pin(call, pinned=False)


@routes.on("POST /channels/{channel_id}/typing")
async def typing(call: Call) -> Answer:
    channel = call.world.get_channel(call.id("channel_id"))
    may_send(call, channel)
    return 204, None
