"""What the FAQ holds on a person."""

from __future__ import annotations

from datetime import datetime

from cogs.core.services import PersonalData
from domain.channels import Sight
from storage import faq_entries, faq_suggestions, hint_rests, search_gaps
from storage.connection import Connection


async def _export(
    connection: Connection, guild_id: int, member_id: int, _: Sight
) -> list[dict[str, object]]:
    suggested = await faq_suggestions.export_member(connection, guild_id, member_id)
    return suggested + await faq_entries.export_member(connection, guild_id, member_id)


async def _erase(connection: Connection, guild_id: int, member_id: int, now: datetime) -> int:
    erased = await faq_suggestions.erase_member(connection, guild_id, member_id, now)
    return erased + await faq_entries.erase_member(connection, guild_id, member_id)


async def _erase_guild(connection: Connection, guild_id: int) -> None:
    for store in (faq_suggestions, faq_entries, search_gaps, hint_rests):
        await store.erase_guild(connection, guild_id)


PERSONAL = PersonalData("faq", _export, _erase, _erase_guild)
