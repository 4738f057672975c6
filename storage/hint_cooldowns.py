"""Cooldowns of hints: channels in which none is given for a while."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import to_stamp

_queries = load_queries("hint_cooldowns")


async def is_cooling_down(
    connection: Connection, channel_id: int, abouts: Sequence[str], now: datetime
) -> bool:
    """Tell whether a channel rests from any of these."""
    found = await _queries.find_cooling_down(
        connection, channel_id=channel_id, abouts=json.dumps(list(abouts)), now=to_stamp(now)
    )
    return found is not None


async def rest(
    connection: Connection,
    guild_id: int,
    channel_id: int,
    until: Mapping[str, datetime],
) -> None:
    """Let a channel rest from each of these until its time."""
    rows = [
        {
            "channel_id": channel_id,
            "about": about,
            "guild_id": guild_id,
            "until": to_stamp(at),
        }
        for about, at in until.items()
    ]
    await _queries.rest(connection, rows)


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's rests."""
    await _queries.erase_guild(connection, guild_id=guild_id)
