"""Reactions to messages."""

from __future__ import annotations

from urllib.parse import unquote

from sandbox.rest.messages import MESSAGE, place
from sandbox.rest.routes import Answer, Call, Routes
from sandbox.wire import serialise
from sandbox.world.errors import ApiError
from sandbox.world.messages import add_reaction, clear_reactions, remove_reaction
from sandbox.world.models import Message
from sandbox.world.permissions import Permission

routes = Routes()
REACTIONS = MESSAGE + "/reactions"
REACTION = REACTIONS + "/{emoji}"


def _emoji(call: Call) -> str:
    """Return an emoji of Unicode's; the sandbox's guilds have none of their own."""
    emoji = unquote(call.names["emoji"])
    if emoji.isascii():
        raise ApiError(10014)
    return emoji


def _readable(call: Call) -> Message:
    channel, message = place(call)
    call.world.require(call.bot_id, channel, Permission.READ_MESSAGE_HISTORY)
    return message


def _moderated(call: Call) -> Message:
    channel, message = place(call)
    call.world.require(call.bot_id, channel, Permission.MANAGE_MESSAGES)
    return message


@routes.on(f"PUT {REACTION}/@me")
async def react(call: Call) -> Answer:
    message, emoji = _readable(call), _emoji(call)
    if emoji not in message.reactions:
        channel = call.world.channels[message.channel_id]
        call.world.require(call.bot_id, channel, Permission.ADD_REACTIONS)
    add_reaction(call.world, message, call.bot_id, emoji)
    return 204, None


@routes.on(f"DELETE {REACTION}/@me")
async def unreact(call: Call) -> Answer:
    remove_reaction(call.world, _readable(call), call.bot_id, _emoji(call))
    return 204, None


@routes.on(f"DELETE {REACTION}/{{user_id}}")
async def unreact_other(call: Call) -> Answer:
    remove_reaction(call.world, _moderated(call), call.id("user_id"), _emoji(call))
    return 204, None


@routes.on(f"DELETE {REACTION}")
async def clear_one(call: Call) -> Answer:
    clear_reactions(call.world, _moderated(call), _emoji(call))
    return 204, None


@routes.on(f"DELETE {REACTIONS}")
async def clear(call: Call) -> Answer:
    clear_reactions(call.world, _moderated(call))
    return 204, None


@routes.on(f"GET {REACTION}")
async def reacted(call: Call) -> Answer:
    message = _readable(call)
    after = call.optional_id("after") or 0
    limit = call.number("limit", 25, 1, 100)
    ids = sorted(i for i in message.reactions.get(_emoji(call), ()) if i > after)
    return 200, [serialise.user(call.world.users[i]) for i in ids[:limit]]
