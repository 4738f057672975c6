"""Bans from posting through Nexus, with the time at which each ends."""

from __future__ import annotations

from datetime import datetime

from domain.bans import PostingBan
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import Row, from_stamp, to_stamp

_queries = load_queries("bans")


async def find_ban(
    connection: Connection, guild_id: int, member_id: int, now: datetime
) -> PostingBan | None:
    """Find the ban that is in force on a member at `now`, or None."""
    row: Row | None = await _queries.find_ban(
        connection, guild_id=guild_id, member_id=member_id, now=to_stamp(now)
    )
    return None if row is None else _ban(row)


async def list_bans(
    connection: Connection, guild_id: int, now: datetime, *, limit: int, skip: int = 0
) -> list[PostingBan]:
    """List the bans in force at `now`, those that end first coming first."""
    rows: list[Row] = await _queries.list_bans(
        connection, guild_id=guild_id, now=to_stamp(now), most=limit, skip=skip
    )
    return [_ban(row) for row in rows]


async def save_ban(connection: Connection, ban: PostingBan) -> None:
    """Ban a member, in place of a ban that they may have."""
    await _queries.save_ban(
        connection,
        guild_id=ban.guild_id,
        member_id=ban.member_id,
        moderator_id=ban.moderator_id,
        reason=ban.reason,
        created_at=to_stamp(ban.created_at),
        ends_at=to_stamp(ban.ends_at),
    )


async def lift_ban(connection: Connection, guild_id: int, member_id: int, now: datetime) -> bool:
    """End a bar now; False where none was in force."""
    lifted: int = await _queries.lift_ban(
        connection, guild_id=guild_id, member_id=member_id, now=to_stamp(now)
    )
    return lifted > 0


async def erase_member(connection: Connection, guild_id: int, member_id: int, now: datetime) -> int:
    """Forget ended bars, and who set those that a leaving moderator set.

    A ban in force stays until it ends: erasing one's data is no way around it.
    """
    ended: int = await _queries.forget_ended(connection, guild_id=guild_id, now=to_stamp(now))
    named: int = await _queries.erase_moderator(connection, guild_id=guild_id, member_id=member_id)
    return ended + named


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's bars."""
    await _queries.erase_guild(connection, guild_id=guild_id)


def _ban(row: Row) -> PostingBan:
    guild_id, member_id, moderator_id, reason, created_at, ends_at = row
    return PostingBan(
        guild_id, member_id, moderator_id, reason, from_stamp(created_at), from_stamp(ends_at)
    )
