"""The audit log: what moderators did."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from domain.audit import AuditEntry
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import Row, from_stamp, to_stamp

MOST_ACTIONS = 100

_queries = load_queries("audit")


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; None: any."""

    actor_id: int | None = None
    member_id: int | None = None
    """The member whom it was done to."""
    action: str | None = None


async def record(connection: Connection, entry: AuditEntry) -> None:
    """Add an entry, in the transaction that does what it tells of."""
    await _queries.record(
        connection,
        guild_id=entry.guild_id,
        actor_id=entry.actor_id,
        action=entry.action,
        subject=entry.subject,
        reason=entry.reason,
        details=json.dumps(dict(entry.details), ensure_ascii=False, sort_keys=True),
        acted_at=to_stamp(entry.at),
    )


async def list_entries(
    connection: Connection, guild_id: int, wanted: AuditFilter, *, limit: int, skip: int = 0
) -> list[AuditEntry]:
    """List a server's entries, the newest first."""
    subject = None if wanted.member_id is None else _subject(wanted.member_id)
    page: dict[str, Any] = {"guild_id": guild_id, "most": limit, "skip": skip}  # Any: parameters
    if wanted.actor_id is not None:
        rows = await _queries.list_of_actor(
            connection, actor_id=wanted.actor_id, action=wanted.action, subject=subject, **page
        )
    elif subject is not None:
        rows = await _queries.list_of_subject(
            connection, subject=subject, action=wanted.action, **page
        )
    elif wanted.action is not None:
        rows = await _queries.list_of_action(connection, action=wanted.action, **page)
    else:
        rows = await _queries.list_all(connection, **page)
    return [_entry(row) for row in rows]


async def list_actions(connection: Connection, guild_id: int) -> list[str]:
    """List the actions that a server's log has, by name."""
    rows = await _queries.list_actions(connection, guild_id=guild_id, most=MOST_ACTIONS)
    return [action for (action,) in rows]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Take a person's name out of the log; what was done, and when, stays."""
    acted: int = await _queries.erase_actor(connection, guild_id=guild_id, member_id=member_id)
    concerned: int = await _queries.erase_subject(
        connection, guild_id=guild_id, subject=_subject(member_id)
    )
    return acted + concerned


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's log."""
    await _queries.erase_guild(connection, guild_id=guild_id)


def _subject(member_id: int) -> str:
    return f"member:{member_id}"


def _entry(row: Row) -> AuditEntry:
    guild_id, actor_id, action, subject, acted_at, reason, details, entry_id = row
    return AuditEntry(
        guild_id,
        actor_id,
        action,
        subject,
        from_stamp(acted_at),
        reason,
        json.loads(details),
        entry_id,
    )
