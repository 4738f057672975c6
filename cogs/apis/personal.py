"""What the registry of APIs holds on a person."""

from __future__ import annotations

from datetime import datetime

from cogs.core.services import PersonalData
from domain.channels import Sight
from storage import api_consumers, apis, contract_changes, contracts
from storage.connection import Connection


async def _export(
    connection: Connection, guild_id: int, member_id: int, sight: Sight
) -> list[dict[str, object]]:
    owned = await apis.export_member(connection, guild_id, member_id)
    uploaded = await contracts.export_member(connection, guild_id, member_id, sight)
    agreed = await contract_changes.export_member(connection, guild_id, member_id)
    return (
        owned
        + uploaded
        + agreed
        + await api_consumers.export_member(connection, guild_id, member_id, sight)
    )


async def _erase(connection: Connection, guild_id: int, member_id: int, _: datetime) -> int:
    """APIs and contracts stay for those who build on them, without her name."""
    erased = await apis.erase_member(connection, guild_id, member_id)
    erased += await contracts.erase_member(connection, guild_id, member_id)
    erased += await contract_changes.erase_member(connection, guild_id, member_id)
    return erased + await api_consumers.erase_member(connection, guild_id, member_id)


async def _erase_guild(connection: Connection, guild_id: int) -> None:
    await apis.erase_guild(connection, guild_id)


PERSONAL = PersonalData("apis", _export, _erase, _erase_guild)
