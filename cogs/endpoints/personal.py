"""What endpoint requests hold on a person."""

from __future__ import annotations

from datetime import datetime

from cogs.core.services import PersonalData
from domain.channels import Sight
from storage import endpoint_history, endpoint_requests, endpoint_shapes
from storage.connection import Connection


async def _export(
    connection: Connection, guild_id: int, member_id: int, sight: Sight
) -> list[dict[str, object]]:
    requests = await endpoint_requests.export_member(connection, guild_id, member_id)
    shapes = await endpoint_shapes.export_member(connection, guild_id, member_id)
    return (
        requests
        + shapes
        + await endpoint_history.export_member(connection, guild_id, member_id, sight)
    )


async def _erase(connection: Connection, guild_id: int, member_id: int, _: datetime) -> int:
    """What was agreed stays for the other side, without her name."""
    erased = await endpoint_requests.erase_member(connection, guild_id, member_id)
    erased += await endpoint_shapes.erase_member(connection, guild_id, member_id)
    return erased + await endpoint_history.erase_member(connection, guild_id, member_id)


PERSONAL = PersonalData("endpoints", _export, _erase, endpoint_requests.erase_guild)
