"""Pinned messages, at the addresses of today and at the older ones."""

from __future__ import annotations

from datetime import datetime

from sandbox.rest.messages import MESSAGES, place, shown
from sandbox.rest.routes import Answer, Call, Routes
from sandbox.wire.schema import check, timestamp
from sandbox.world.clock import iso
from sandbox.world.errors import ApiError
from sandbox.world.messages import channel_messages, pin_message
from sandbox.world.models import ChannelKind, Message
from sandbox.world.permissions import Permission

routes = Routes()
PINS = MESSAGES + "/pins"
OLD_PINS = "/channels/{channel_id}/pins"
MOST_LISTED = 50


def _pinned(call: Call) -> list[tuple[datetime, Message]]:
    """Return the channel's pins, the latest first."""
    channel = call.world.get_channel(call.id("channel_id"))
    call.world.require(call.bot_id, channel, 0)
    if not call.world.permissions_in(call.bot_id, channel) & Permission.READ_MESSAGE_HISTORY:
        return []
    every = channel_messages(call.world, channel.id)
    found = [(m.pinned_at, m) for m in every if m.pinned_at is not None]
    return sorted(found, key=lambda pin: (pin[0], pin[1].id), reverse=True)


@routes.on(f"GET {PINS}")
async def pins(call: Call) -> Answer:
    limit = call.number("limit", MOST_LISTED, 1, MOST_LISTED)
    found = _pinned(call)
    if "before" in call.query:
        wanted = {"before": call.query["before"].replace(" ", "+")}
        before = check({"before": timestamp}, wanted)["before"]
        found = [pin for pin in found if pin[0] < before]
    items = [
        {"pinned_at": iso(at), "message": shown(call, message)} for at, message in found[:limit]
    ]
    return 200, {"items": items, "has_more": len(found) > limit}


@routes.on(f"GET {OLD_PINS}")
async def old_pins(call: Call) -> Answer:
    return 200, [shown(call, message) for _, message in _pinned(call)[:MOST_LISTED]]


def _set(call: Call, *, pinned: bool) -> Answer:
    channel, message = place(call)
    if channel.kind is not ChannelKind.DM:
        permissions = call.world.permissions_in(call.bot_id, channel)
        if not permissions & (Permission.PIN_MESSAGES | Permission.MANAGE_MESSAGES):
            raise ApiError(50013)
    pin_message(call.world, message, call.bot_id, pinned=pinned)
    action = 74 if pinned else 75
    call.world.audit(channel.guild_id, call.bot_id, action, message.author_id, call.reason)
    return 204, None


@routes.on(f"PUT {PINS}/{{message_id}}")
async def pin(call: Call) -> Answer:
    return _set(call, pinned=True)


@routes.on(f"DELETE {PINS}/{{message_id}}")
async def unpin(call: Call) -> Answer:
    return _set(call, pinned=False)


@routes.on(f"PUT {OLD_PINS}/{{message_id}}")
async def old_pin(call: Call) -> Answer:
    return _set(call, pinned=True)


@routes.on(f"DELETE {OLD_PINS}/{{message_id}}")
async def old_unpin(call: Call) -> Answer:
    return _set(call, pinned=False)
