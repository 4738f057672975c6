"""What the FAQ holds on a person."""

from __future__ import annotations

from cogs.shared.features import PersonalData
from cogs.shared.services import Clock
from domain.channels import Sight
from storage import faq_entries, faq_suggestions, hint_rests, search_gaps
from storage.engine import Connection


def personal_data(clock: Clock) -> PersonalData:
    """How it is given out and erased: published words stay, without a name."""

    async def export(
        connection: Connection, guild_id: int, member_id: int, _: Sight
    ) -> list[dict[str, object]]:
        suggested = await faq_suggestions.export_member(connection, guild_id, member_id)
        return suggested + await faq_entries.export_member(connection, guild_id, member_id)

    async def erase(connection: Connection, guild_id: int, member_id: int) -> int:
        erased = await faq_suggestions.erase_member(connection, guild_id, member_id, clock())
        return erased + await faq_entries.erase_member(connection, guild_id, member_id)

    async def erase_guild(connection: Connection, guild_id: int) -> None:
        for store in (faq_suggestions, faq_entries, search_gaps, hint_rests):
            await store.erase_guild(connection, guild_id)

    return PersonalData("faq", export, erase, erase_guild)
