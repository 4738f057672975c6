"""Counts of members' texts that a server's rules refused, by day and kind; no text is kept."""

from __future__ import annotations

from datetime import datetime

from domain.text_rules import Caught
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import Row, to_stamp

KEPT_DAYS = 30
DAY_SECONDS = 86_400

_queries = load_queries("refused_texts")


async def count_refused(connection: Connection, guild_id: int, kind: Caught, now: datetime) -> None:
    """Count one refusal; counts of more than 30 days ago go (`storage/retention.py`)."""
    today = to_stamp(now) // DAY_SECONDS
    await _queries.count_one(connection, guild_id=guild_id, day=today, kind=kind.value)


async def sum_refused(connection: Connection, guild_id: int, now: datetime) -> dict[Caught, int]:
    """Add up the refusals of the last 30 days, by kind."""
    since = to_stamp(now) // DAY_SECONDS - KEPT_DAYS
    rows: list[Row] = await _queries.sum_since(
        connection, guild_id=guild_id, day=since, most=len(Caught)
    )
    return {Caught(kind): times for kind, times in rows}


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's counts."""
    await _queries.erase_guild(connection, guild_id=guild_id)
