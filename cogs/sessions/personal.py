"""What study sessions hold on a person."""

from __future__ import annotations

from datetime import datetime

from cogs.core.services import PersonalData
from domain.channels import Sight
from storage import session_people, session_polls, sessions
from storage.connection import Connection


async def _export(
    connection: Connection, guild_id: int, member_id: int, sight: Sight
) -> list[dict[str, object]]:
    hosted = await sessions.export_member(connection, guild_id, member_id)
    people = await session_people.export_member(connection, guild_id, member_id, sight)
    return (
        hosted + people + await session_polls.export_member(connection, guild_id, member_id, sight)
    )


async def _erase(connection: Connection, guild_id: int, member_id: int, _: datetime) -> int:
    """Sessions that she hosts go on without her name."""
    erased = await sessions.erase_member(connection, guild_id, member_id)
    erased += await session_people.erase_member(connection, guild_id, member_id)
    return erased + await session_polls.erase_member(connection, guild_id, member_id)


async def _erase_guild(connection: Connection, guild_id: int) -> None:
    await session_polls.erase_guild(connection, guild_id)
    await session_people.erase_guild(connection, guild_id)
    await sessions.erase_guild(connection, guild_id)


PERSONAL = PersonalData("sessions", _export, _erase, _erase_guild)
