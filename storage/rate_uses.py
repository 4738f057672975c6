"""Uses that count against a rate, kept so that a restart hands nobody a new quota."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.shards import Reach
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import Row, from_stamp, to_stamp

MOST_EXPORTED = 100

_queries = load_queries("rate_uses")


@dataclass(frozen=True, slots=True)
class Uses:
    """Uses of late by a member that one rate counts; `until` is when the last counts no more.

    Times are kept to the second.
    """

    kind: str
    guild_id: int
    member_id: int
    at: Sequence[datetime]
    until: datetime


async def load_uses(
    connection: Connection, reach: Reach, now: datetime, *, limit: int
) -> list[Uses]:
    """List what still counts, the latest first."""
    rows: list[Row] = await _queries.load_uses(
        connection, **reach.as_parameters(), now=to_stamp(now), most=limit
    )
    return [
        Uses(kind, guild_id, member_id, [*map(from_stamp, json.loads(at))], from_stamp(until))
        for kind, guild_id, member_id, at, until in rows
    ]


async def save_uses(connection: Connection, changed: Collection[Uses]) -> None:
    """Keep these in place of what was kept of the same members and kinds."""
    rows = [
        {
            "kind": uses.kind,
            "guild_id": uses.guild_id,
            "member_id": uses.member_id,
            "used_at": json.dumps([*map(to_stamp, uses.at)]),
            "until": to_stamp(uses.until) + 1,
        }
        for uses in changed
    ]
    await _queries.save_uses(connection, rows)


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """List what still counts against a member's limits, JSON-able."""
    rows: list[Row] = await _queries.export_member(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED
    )
    return [
        {
            "kind": "uses that count against a limit",
            "limit": kind,
            "at": [from_stamp(stamp).isoformat() for stamp in json.loads(at)],
        }
        for kind, at in rows
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Forget a member's uses; returns how many records that were."""
    erased: int = await _queries.erase_member(connection, guild_id=guild_id, member_id=member_id)
    return erased


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's uses."""
    await _queries.erase_guild(connection, guild_id=guild_id)
