"""Members who leave and come back: their questions stay."""

from __future__ import annotations

from cogs.core.services import Services
from cogs.qa.names import MIRROR
from storage import question_people


async def note_left(services: Services, guild_id: int, member_id: int) -> None:
    """A member left the server: her open questions' cards say so."""
    async with services.database.transaction() as connection:
        changed = await question_people.note_left(connection, guild_id, member_id, services.clock())
    if changed:
        services.schedule.reconcile(MIRROR)


async def note_back(services: Services, guild_id: int, member_id: int) -> None:
    """A member who had left is back."""
    async with services.database.transaction() as connection:
        changed = await question_people.note_back(connection, guild_id, member_id)
    if changed:
        services.schedule.reconcile(MIRROR)
