"""Personal data outside the features: settings, drafts, bans, reports, the audit log."""

from __future__ import annotations

from datetime import UTC, datetime

from cogs.core.services import PersonalData
from domain.channels import Sight
from storage import (
    audit,
    bans,
    deliveries,
    drafts,
    guilds,
    rate_uses,
    refused_texts,
    reports,
    retention,
)
from storage.audit import AuditFilter
from storage.connection import Connection

MOST_EXPORTED = 1_000


async def _export(
    connection: Connection, guild_id: int, member_id: int, _: Sight
) -> list[dict[str, object]]:
    return [
        *await _settings(connection, guild_id, member_id),
        *await _reports(connection, guild_id, member_id),
        *await _ban(connection, guild_id, member_id),
        *await _audit(connection, guild_id, member_id),
        *await drafts.export_member(connection, guild_id, member_id),
        *await deliveries.export_member(connection, guild_id, member_id),
        *await rate_uses.export_member(connection, guild_id, member_id),
    ]


async def _erase(connection: Connection, guild_id: int, member_id: int, now: datetime) -> int:
    erased = await bans.erase_member(connection, guild_id, member_id, now)
    for store in (guilds, drafts, reports, audit, deliveries, rate_uses):
        erased += await store.erase_member(connection, guild_id, member_id)
    return erased


async def _erase_guild(connection: Connection, guild_id: int) -> None:
    for store in (guilds, drafts, bans, reports, audit, deliveries):
        await store.erase_guild(connection, guild_id)
    for counted in (rate_uses, refused_texts, retention):
        await counted.erase_guild(connection, guild_id)


PERSONAL = PersonalData("server", _export, _erase, _erase_guild)
"""Bans in force stay until they end."""


async def _settings(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    found = await guilds.find_member_settings(connection, guild_id, member_id)
    if found is None:
        return []
    return [{"kind": "settings", "language": found.language, "time_zone": found.time_zone}]


async def _reports(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    return [
        {
            "kind": "report",
            "message": report.jump_url,
            "reason": report.reason,
            "at": report.reported_at.isoformat(),
        }
        for report in await reports.list_of_reporter(connection, guild_id, member_id)
    ]


async def _ban(connection: Connection, guild_id: int, member_id: int) -> list[dict[str, object]]:
    """Give out what is stored, be it over or not."""
    ban = await bans.find_ban(connection, guild_id, member_id, datetime.fromtimestamp(0, UTC))
    if ban is None:
        return []
    return [{"kind": "bar", "reason": ban.reason, "until": ban.ends_at.isoformat()}]


async def _audit(connection: Connection, guild_id: int, member_id: int) -> list[dict[str, object]]:
    """Return what they did as a moderator, and what moderators did about them."""
    entries = [
        *await audit.list_entries(
            connection, guild_id, AuditFilter(actor_id=member_id), limit=MOST_EXPORTED
        ),
        *await audit.list_entries(
            connection, guild_id, AuditFilter(member_id=member_id), limit=MOST_EXPORTED
        ),
    ]
    return [
        {
            "kind": "audit entry",
            "action": entry.action,
            "subject": entry.subject,
            "reason": entry.reason,
            "by you": entry.actor_id == member_id,
            "at": entry.at.isoformat(),
        }
        for entry in entries
    ]
