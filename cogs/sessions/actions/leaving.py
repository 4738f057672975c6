"""Members who leave: their seats become free."""

from __future__ import annotations

from cogs.core.services import Services
from storage import session_people


async def note_left(services: Services, guild_id: int, member_id: int) -> None:
    """A member left the server: she comes to nothing that is still ahead."""
    async with services.database.transaction() as connection:
        freed = await session_people.leave_server(connection, guild_id, member_id)
    if freed:
        services.schedule.show("session", 0)
