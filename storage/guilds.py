"""Servers' settings, and what members chose for themselves in one server."""

from __future__ import annotations

from dataclasses import asdict

from domain.guilds import GuildSettings, MemberSettings
from storage.engine import Connection
from storage.queries import load_queries
from storage.stamps import Row, from_stamp_or_none, to_stamp

_queries = load_queries("guilds")


async def find_settings(connection: Connection, guild_id: int) -> GuildSettings | None:
    """A server's settings, or None where nobody has saved any."""
    row: Row | None = await _queries.find_settings(connection, guild_id=guild_id)
    if row is None:
        return None
    *choices, left_at = row
    return GuildSettings(*(*choices, from_stamp_or_none(left_at)))


async def save_settings(connection: Connection, settings: GuildSettings) -> None:
    """Store a server's settings in place of those it had."""
    values = asdict(settings)
    values["left_at"] = settings.left_at and to_stamp(settings.left_at)
    await _queries.save_settings(connection, **values)


async def find_member_settings(
    connection: Connection, guild_id: int, member_id: int
) -> MemberSettings | None:
    """What a member chose, or None where she has chosen nothing."""
    row: Row | None = await _queries.find_member_settings(
        connection, guild_id=guild_id, member_id=member_id
    )
    return None if row is None else MemberSettings(*row)


async def save_member_settings(connection: Connection, settings: MemberSettings) -> None:
    """Store a member's choices in place of those she had."""
    await _queries.save_member_settings(connection, **asdict(settings))


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Forget a member's choices; returns how many records that were."""
    erased: int = await _queries.erase_member_settings(
        connection, guild_id=guild_id, member_id=member_id
    )
    return erased


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's settings and its members' choices."""
    await _queries.erase_all_member_settings(connection, guild_id=guild_id)
    await _queries.erase_settings(connection, guild_id=guild_id)
