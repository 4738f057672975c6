"""Searches that found nothing, for moderators who look what the FAQ lacks."""

from __future__ import annotations

from datetime import datetime

from domain.faq.entries import UnansweredSearch
from domain.search.words import query_terms
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import Row, from_stamp, to_stamp

MOST_PER_GUILD = 5_000
MAX_WORDS = 200
MOST_TERMS = 12

_queries = load_queries("unanswered_searches")


async def note_miss(connection: Connection, guild_id: int, words: str, now: datetime) -> int | None:
    """Count a search without result; returns the gap's id, None where no word was looked for."""
    key = " ".join(sorted(query_terms(words, most=MOST_TERMS)))
    if not key:
        return None
    search_id: int = await _queries.note_miss(
        connection,
        guild_id=guild_id,
        key=key,
        words=" ".join(words.split())[:MAX_WORDS],
        now=to_stamp(now),
    )
    over = await _queries.count_unanswered(connection, guild_id=guild_id, most=MOST_PER_GUILD + 1)
    if over > MOST_PER_GUILD:
        await _queries.delete_oldest(connection, guild_id=guild_id, most=1)
    return search_id


async def find_unanswered(
    connection: Connection, guild_id: int, search_id: int
) -> UnansweredSearch | None:
    """Find a gap of a server's, or None."""
    row = await _queries.find_unanswered(connection, id=search_id, guild_id=guild_id)
    return None if row is None else _unanswered(row)


async def list_unanswered(
    connection: Connection, guild_id: int, *, limit: int, skip: int = 0
) -> list[UnansweredSearch]:
    """List what was looked for in vain most often, first."""
    rows = await _queries.list_unanswered(connection, guild_id=guild_id, most=limit, skip=skip)
    return [_unanswered(row) for row in rows]


async def delete_unanswered(connection: Connection, guild_id: int, search_id: int) -> bool:
    """Forget a gap: it is filled, or none; False where there is none (any more)."""
    deleted: int = await _queries.delete_unanswered(connection, id=search_id, guild_id=guild_id)
    return deleted > 0


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's gaps."""
    await _queries.erase_guild(connection, guild_id=guild_id)


def _unanswered(row: Row) -> UnansweredSearch:
    id_, words, misses, last_at = row
    return UnansweredSearch(id_, words, misses, from_stamp(last_at))
