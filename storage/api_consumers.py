"""Consumers of operations, what they were told, and who has seen it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.channels import Sight
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.stamps import Row, from_stamp, from_stamp_or_none, to_stamp

WHOLE = ""
"""Stands for all operations of an API."""
MOST_CONSUMED = 500
"""Number of operations one member may declare of one API."""
MOST_OPERATIONS = 20_000
BATCH = 2_000
MOST_EXPORTED = 10_000

_queries = load_queries("api_consumers")


@dataclass(frozen=True, slots=True)
class Consumption:
    """A use that a member declared; an empty `operation` is the API as a whole."""

    api_id: int
    api_name: str
    operation: str
    declared_at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """Notice of an upload to a consumer."""

    member_id: int
    operations: tuple[str, ...]
    """Operations that they had declared at that time, and that were touched."""
    seen_at: datetime | None


async def declare(
    connection: Connection, api_id: int, member_id: int, operation: str, now: datetime
) -> bool:
    """Declare use of an operation; False where that was so already."""
    added: int = await _queries.declare(
        connection, api_id=api_id, member_id=member_id, operation=operation, now=to_stamp(now)
    )
    return added > 0


async def drop(connection: Connection, api_id: int, member_id: int, operation: str | None) -> int:
    """Take back the use of an operation (None: of everything of that API); how many that were."""
    if operation is None:
        work = _queries.drop_api(connection, api_id=api_id, member_id=member_id)
    else:
        work = _queries.drop(connection, api_id=api_id, member_id=member_id, operation=operation)
    count: int = await work
    return count


async def list_of_member(
    connection: Connection,
    guild_id: int,
    member_id: int,
    sight: Sight,
    *,
    limit: int,
    skip: int = 0,
) -> list[Consumption]:
    """List what a member builds on, by API, as far as it is seen."""
    rows = await _queries.list_of_member(
        connection,
        guild_id=guild_id,
        member_id=member_id,
        most=limit,
        skip=skip,
        **seen_by(sight),
    )
    return [
        Consumption(api_id, api_name, operation, from_stamp(declared_at))
        for api_id, api_name, operation, declared_at in rows
    ]


async def list_concerned(
    connection: Connection, api_id: int, operations: Collection[str]
) -> Mapping[int, frozenset[str]]:
    """Everybody who declared one of these operations or the whole API, with what they declared."""
    found: dict[int, set[str]] = {}
    wanted, after = json.dumps(sorted(operations)), (0, WHOLE)
    while True:
        rows = await _queries.list_concerned(
            connection,
            api_id=api_id,
            operations=wanted,
            after_member=after[0],
            after_operation=after[1],
            most=BATCH,
        )
        for member_id, operation in rows:
            found.setdefault(member_id, set()).add(operation)
        if len(rows) < BATCH:
            return {member_id: frozenset(declared) for member_id, declared in found.items()}
        after = tuple(rows[-1])


async def list_operations(connection: Connection, api_id: int) -> frozenset[str]:
    """List which single operations of an API somebody declared."""
    rows = await _queries.list_operations(connection, api_id=api_id, most=MOST_OPERATIONS)
    return frozenset(operation for (operation,) in rows if operation != WHOLE)


async def rename_operation(connection: Connection, api_id: int, old: str, new: str) -> None:
    """Rename a declared operation for all who declared it under its old key."""
    await _queries.copy_declared(connection, api_id=api_id, operation=old, now_named=new)
    await _queries.drop_operation(connection, api_id=api_id, operation=old)


async def count_consumers(connection: Connection, api_id: int) -> int:
    """Tell how many members build on an API."""
    count: int = await _queries.count_members(connection, api_id=api_id)
    return count


async def count_of_member(connection: Connection, api_id: int, member_id: int) -> int:
    """Tell how many operations of an API a member has declared."""
    count: int = await _queries.count_of_member(connection, api_id=api_id, member_id=member_id)
    return count


async def add_notices(
    connection: Connection, contract_id: int, notices: Mapping[int, Sequence[str]]
) -> None:
    """Note who is to be told of an upload, and about which operations."""
    await _queries.add_notices(
        connection,
        [
            {
                "contract_id": contract_id,
                "member_id": member_id,
                "operations": json.dumps(list(operations)),
            }
            for member_id, operations in notices.items()
        ],
    )


async def find_notice(connection: Connection, contract_id: int, member_id: int) -> Notice | None:
    """Find what a member is or was told of an upload."""
    row = await _queries.find_notice(connection, contract_id=contract_id, member_id=member_id)
    return None if row is None else _notice(row)


async def forget_notice(connection: Connection, contract_id: int, member_id: int) -> None:
    """They were not told, and need not be any more."""
    await _queries.forget_notice(connection, contract_id=contract_id, member_id=member_id)


async def list_notices(connection: Connection, contract_id: int, *, limit: int) -> list[Notice]:
    """List who was told of an upload."""
    rows = await _queries.list_notices(connection, contract_id=contract_id, most=limit)
    return [_notice(row) for row in rows]


async def mark_seen(
    connection: Connection, contract_id: int, member_id: int, now: datetime
) -> bool:
    """Record that a consumer has seen their notice; False where that was known."""
    changed: int = await _queries.mark_seen(
        connection, contract_id=contract_id, member_id=member_id, now=to_stamp(now)
    )
    return changed > 0


async def export_member(
    connection: Connection, guild_id: int, member_id: int, sight: Sight
) -> list[dict[str, object]]:
    """Export what a member builds on, and what they were told of it, JSON-able."""
    who = {"guild_id": guild_id, "member_id": member_id, "most": MOST_EXPORTED, **seen_by(sight)}
    consumed = await _queries.export_declared(connection, **who)
    rows = await _queries.export_notices(connection, **who)
    declared: list[dict[str, object]] = [
        {
            "consumes": name,
            "operation": operation or None,
            "since": from_stamp(declared_at).isoformat(),
        }
        for name, operation, declared_at in consumed
    ]
    return declared + [
        {
            "told_of": name,
            "number": number,
            "operations": json.loads(operations),
            "seen_at": None if seen_at is None else from_stamp(seen_at).isoformat(),
        }
        for name, number, operations, seen_at in rows
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Forget what a member builds on, and what they were told."""
    await _queries.touch_consumed(connection, guild_id=guild_id, member_id=member_id)
    consumed: int = await _queries.erase_member(connection, guild_id=guild_id, member_id=member_id)
    told: int = await _queries.erase_notices(connection, guild_id=guild_id, member_id=member_id)
    return consumed + told


def _notice(row: Row) -> Notice:
    member_id, operations, seen_at = row
    return Notice(member_id, tuple(json.loads(operations)), from_stamp_or_none(seen_at))
