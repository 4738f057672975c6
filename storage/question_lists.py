"""Lists of questions, a page at a time."""

from __future__ import annotations

from datetime import datetime

from domain.channels import Sight
from domain.questions import QuestionLine, Resolution, status_of
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.stamps import Row, from_stamp, from_stamp_or_none, to_stamp

_queries = load_queries("question_lists")


async def list_open(
    connection: Connection, guild_id: int, sight: Sight, *, limit: int, skip: int = 0
) -> list[QuestionLine]:
    """Open questions, the newest first."""
    rows = await _queries.list_open(
        connection, guild_id=guild_id, most=limit, skip=skip, **seen_by(sight)
    )
    return list(map(_line, rows))


async def list_unanswered(
    connection: Connection, guild_id: int, sight: Sight, *, limit: int, skip: int = 0
) -> list[QuestionLine]:
    """Open questions that nobody has answered, the oldest first."""
    rows = await _queries.list_unanswered(
        connection, guild_id=guild_id, most=limit, skip=skip, **seen_by(sight)
    )
    return list(map(_line, rows))


async def list_pinned(
    connection: Connection, guild_id: int, sight: Sight, *, limit: int, skip: int = 0
) -> list[QuestionLine]:
    """List what moderators pinned, the newest pin first."""
    rows = await _queries.list_pinned(
        connection, guild_id=guild_id, most=limit, skip=skip, **seen_by(sight)
    )
    return list(map(_line, rows))


async def list_of_asker(
    connection: Connection, guild_id: int, member_id: int, *, limit: int, skip: int = 0
) -> list[QuestionLine]:
    """List what a member asked, the newest first."""
    rows = await _queries.list_of_asker(
        connection, guild_id=guild_id, member_id=member_id, most=limit, skip=skip
    )
    return list(map(_line, rows))


async def list_of_topic(
    connection: Connection,
    guild_id: int,
    topic: str,
    sight: Sight,
    *,
    limit: int,
    skip: int = 0,
) -> list[QuestionLine]:
    """Questions about a topic, open or not, the newest first."""
    rows = await _queries.list_of_topic(
        connection, guild_id=guild_id, topic=topic, most=limit, skip=skip, **seen_by(sight)
    )
    return list(map(_line, rows))


async def list_of_helper(
    connection: Connection,
    guild_id: int,
    member_id: int,
    sight: Sight,
    *,
    limit: int,
    skip: int = 0,
) -> list[QuestionLine]:
    """Questions that a member's answers solved, the newest first."""
    rows = await _queries.list_of_helper(
        connection, guild_id=guild_id, member_id=member_id, most=limit, skip=skip, **seen_by(sight)
    )
    return list(map(_line, rows))


async def list_solved(
    connection: Connection, guild_id: int, since: datetime, sight: Sight, *, limit: int
) -> list[QuestionLine]:
    """Questions that were solved since then, the newest first."""
    rows = await _queries.list_solved(
        connection, guild_id=guild_id, since=to_stamp(since), most=limit, **seen_by(sight)
    )
    return list(map(_line, rows))


def _line(row: Row) -> QuestionLine:
    id_, guild_id, title, asker_id, asked_at, answered_at, resolution, *place = row
    return QuestionLine(
        id_,
        guild_id,
        title,
        asker_id,
        from_stamp(asked_at),
        status_of(from_stamp_or_none(answered_at), Resolution(resolution) if resolution else None),
        *place,
    )
