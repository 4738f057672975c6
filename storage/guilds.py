"""Servers' settings, and what members chose for themselves in one server."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from domain.guilds import GuildSettings, MemberSettings
from domain.text_rules import LinkPolicy
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import Row, from_stamp_or_none, to_stamp

_queries = load_queries("guilds")

MOST_PLACES = 10_000


async def find_settings(connection: Connection, guild_id: int) -> GuildSettings | None:
    """Find a server's settings, or None where nobody has saved any."""
    row: Row | None = await _queries.find_settings(connection, guild_id=guild_id)
    if row is None:
        return None
    *settings, channels, link_policy, link_role_id, allows_invitations, words = row
    found = GuildSettings(*settings)
    return replace(
        found,
        digest_on=bool(found.digest_on),
        hint_channel_ids=tuple(map(int, channels.split())),
        link_policy=LinkPolicy(link_policy),
        link_role_id=link_role_id,
        allows_invitations=bool(allows_invitations),
        refused_words=tuple(words.splitlines()),
    )


async def save_settings(connection: Connection, settings: GuildSettings) -> None:
    """Store a server's settings in place of those it had."""
    channels = " ".join(map(str, settings.hint_channel_ids))
    words = "\n".join(settings.refused_words)
    columns = asdict(settings) | {"hint_channel_ids": channels, "refused_words": words}
    await _queries.save_settings(connection, **columns)


async def find_member_settings(
    connection: Connection, guild_id: int, member_id: int
) -> MemberSettings | None:
    """Find what a member chose, or None where they have chosen nothing."""
    row: Row | None = await _queries.find_member_settings(
        connection, guild_id=guild_id, member_id=member_id
    )
    return None if row is None else MemberSettings(*row)


async def save_member_settings(connection: Connection, settings: MemberSettings) -> None:
    """Store a member's choices in place of those they had."""
    await _queries.save_member_settings(connection, **asdict(settings))


async def list_places(connection: Connection, guild_id: int) -> set[int]:
    """Return every channel that rows of a server stand in, also those that are gone."""
    rows: list[Row] = await _queries.list_places(connection, guild_id=guild_id, most=MOST_PLACES)
    return {channel_id for (channel_id,) in rows}


async def note_present(connection: Connection, guild_id: int) -> None:
    """Record that the bot is on this server, perhaps again."""
    await _queries.note_present(connection, guild_id=guild_id)


async def note_left(connection: Connection, guild_id: int, at: datetime) -> bool:
    """Record that the bot has left this server; False where that was known."""
    changed: int = await _queries.note_left(connection, guild_id=guild_id, left_at=to_stamp(at))
    return changed > 0


async def find_left_at(connection: Connection, guild_id: int) -> datetime | None:
    """Since when the bot has not been on a server; None where it is there, or never was."""
    return from_stamp_or_none(await _queries.find_left_at(connection, guild_id=guild_id))


async def list_present(connection: Connection, *, after: int, limit: int) -> list[int]:
    """List the servers that the bot is on as far as the database knows, by id."""
    rows: list[Row] = await _queries.list_present(connection, after=after, most=limit)
    return [guild_id for (guild_id,) in rows]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Forget a member's choices; returns how many records that were."""
    erased: int = await _queries.erase_member_settings(
        connection, guild_id=guild_id, member_id=member_id
    )
    return erased


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server, its settings and its members' choices."""
    await _queries.erase_all_member_settings(connection, guild_id=guild_id)
    await _queries.erase_settings(connection, guild_id=guild_id)
    await _queries.forget_guild(connection, guild_id=guild_id)
