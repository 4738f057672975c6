"""Checks that several resources share."""

from __future__ import annotations

from datetime import datetime

from sandbox.rest.routes import Call
from sandbox.wire.schema import check, choice, integer, timestamp
from sandbox.world.errors import ApiError
from sandbox.world.models import Channel, Guild
from sandbox.world.permissions import guild_permissions, top_position

CHANNEL = "/channels/{channel_id}"
GUILD = "/guilds/{guild_id}"
ARCHIVE_MINUTES = choice(60, 1440, 4320, 10080)
SLOWMODE = integer(0, 21600)


def channel_of(call: Call) -> Channel:
    """Return the channel of the path, if the bot may see it."""
    channel = call.world.get_channel(call.id("channel_id"))
    call.world.require(call.bot_id, channel, 0)
    return channel


def require_in_guild(call: Call, permission: int) -> Guild:
    """Return the guild of the path, if the bot is in it and holds a permission in it as a whole."""
    guild = call.world.get_guild(call.id("guild_id"))
    member = guild.members.get(call.bot_id)
    if member is None:
        raise ApiError(50001)
    if permission & ~guild_permissions(guild, member):
        raise ApiError(50013)
    return guild


def require_above(call: Call, guild: Guild, position: int) -> None:
    """Refuse what is done to a role, or to a member with one, that is not below the bot's own."""
    if top_position(guild, call.bot_id) <= position:
        raise ApiError(50013)


def before_moment(call: Call) -> datetime | None:
    """Return the time that a list is to end before, if the query names one."""
    text = call.query.get("before")
    if text is None:
        return None
    # A plus that a client did not escape arrives as a blank.
    found: datetime = check({"before": timestamp}, {"before": text.replace(" ", "+")})["before"]
    return found
