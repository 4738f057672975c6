"""Changes of uploads, and which breaks somebody agreed to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.contracts.changes import Change, Grade
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import Row, from_stamp, from_stamp_or_none, to_stamp

MOST_CHANGES = 1_000
"""Number of changes kept of an upload, the gravest first; all are counted with the contract."""
MOST_EXPORTED = 10_000

_queries = load_queries("contract_changes")
_GRAVITY = {grade: position for position, grade in enumerate(Grade)}


@dataclass(frozen=True, slots=True)
class StoredChange:
    """A change, and the agreement to it."""

    change: Change
    agreed_at: datetime | None = None
    agreed_by: int | None = None
    """None where nobody agreed, or their name was erased."""
    reason: str = ""


async def add_changes(connection: Connection, contract_id: int, changes: Sequence[Change]) -> None:
    """Keep what an upload changed, the gravest first."""
    kept = sorted(changes, key=lambda change: _GRAVITY[change.grade])[:MOST_CHANGES]
    await _queries.add_changes(
        connection,
        [
            {
                "contract_id": contract_id,
                "position": position,
                "rule": change.rule,
                "grade": change.grade.value,
                "operation": change.operation,
                "place": change.place,
                "was": change.was,
                "is_now": change.is_,
                "details": json.dumps(dict(change.values)),
                "touches": json.dumps(list(change.touches)),
            }
            for position, change in enumerate(kept)
        ],
    )


async def list_changes(connection: Connection, contract_id: int) -> list[StoredChange]:
    """List what an upload changed, the gravest first."""
    rows = await _queries.list_changes(connection, contract_id=contract_id, most=MOST_CHANGES)
    return [_change(row) for row in rows]


async def agree(
    connection: Connection,
    contract_id: int,
    operation: str | None,
    reason: str,
    member_id: int,
    now: datetime,
) -> int:
    """Mark breaks that nobody agreed to as agreed, of one operation (None: all); how many."""
    common = {"member_id": member_id, "now": to_stamp(now), "reason": reason}
    if operation is None:
        work = _queries.agree_all(connection, contract_id=contract_id, **common)
    else:
        work = _queries.agree(connection, contract_id=contract_id, operation=operation, **common)
    count: int = await work
    return count


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """Export the breaks that a member agreed to, JSON-able."""
    rows = await _queries.export_agreed(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED
    )
    return [
        {
            "agreed_break_of": contract_id,
            "operation": operation,
            "reason": reason,
            "at": from_stamp(at).isoformat(),
        }
        for contract_id, operation, reason, at in rows
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Take a member's name off what they agreed to."""
    count: int = await _queries.forget_agreed(connection, guild_id=guild_id, member_id=member_id)
    return count


def _change(row: Row) -> StoredChange:
    change = Change(
        rule=row["rule"],
        grade=Grade(row["grade"]),
        operation=row["operation"],
        place=row["place"],
        was=row["was"],
        is_=row["is_now"],
        values=json.loads(row["details"]),
        touches=tuple(json.loads(row["touches"])),
    )
    agreed_at = from_stamp_or_none(row["agreed_at"])
    return StoredChange(change, agreed_at, row["agreed_by"], row["agreed_reason"] or "")
