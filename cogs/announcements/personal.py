"""What announcements hold on a person."""

from __future__ import annotations

from datetime import datetime

from cogs.core.services import PersonalData
from domain.channels import Sight
from storage import announcement_posts, announcement_templates, announcements
from storage.connection import Connection


async def _export(
    connection: Connection, guild_id: int, member_id: int, _: Sight
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for store in (announcements, announcement_templates, announcement_posts):
        rows += await store.export_member(connection, guild_id, member_id)
    return rows


async def _erase(connection: Connection, guild_id: int, member_id: int, _: datetime) -> int:
    erased = 0
    for store in (announcement_posts, announcements, announcement_templates):
        erased += await store.erase_member(connection, guild_id, member_id)
    return erased


async def _erase_guild(connection: Connection, guild_id: int) -> None:
    await announcements.erase_guild(connection, guild_id)
    await announcement_templates.erase_guild(connection, guild_id)


PERSONAL = PersonalData("announcements", _export, _erase, _erase_guild)
"""What was announced stays, without a name; who had seen it is forgotten."""
