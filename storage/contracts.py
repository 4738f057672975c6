"""Contracts: each upload of an API's description, and what of it is in force."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from domain.apis import StoredContract
from domain.channels import Sight
from domain.contracts.changes import Grade
from domain.contracts.model import Kind
from domain.contracts.uploads import Fault, Upload
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.stamps import Row, from_stamp, to_stamp

MOST_EXPORTED = 10_000
MOST_FAULTS = 100
"""Number of warnings kept of a document; the reader lists no more."""

_queries = load_queries("contracts")


@dataclass(frozen=True, slots=True)
class NewContract:
    """Origin of a contract: its API and uploader."""

    guild_id: int
    api_id: int
    number: int
    uploader_id: int


async def create_contract(
    connection: Connection, new: NewContract, upload: Upload, now: datetime
) -> int:
    """Store an upload, put it in force, and return its id."""
    contract_id: int = await _queries.create_contract(
        connection,
        api_id=new.api_id,
        guild_id=new.guild_id,
        number=new.number,
        kind=upload.kind.value,
        title=upload.title,
        version=upload.version,
        checksum=upload.checksum,
        operations=len(upload.operations),
        warnings=json.dumps([asdict(fault) for fault in upload.faults[:MOST_FAULTS]]),
        schemes=json.dumps(
            {
                name: [each.type, each.detail, list(each.scopes)]
                for name, each in upload.schemes.items()
            }
        ),
        servers=json.dumps(list(upload.servers)),
        model=upload.model,
        uploader_id=new.uploader_id,
        now=to_stamp(now),
        **{grade.value: upload.comparison.counts.get(grade, 0) for grade in Grade},
    )
    await _put_in_force(connection, new, contract_id, upload)
    return contract_id


async def find_contract(connection: Connection, api_id: int, number: int) -> StoredContract | None:
    """Find an API's contract of that number."""
    row = await _queries.find_contract(connection, api_id=api_id, number=number)
    return None if row is None else _contract(row)


async def find_by_id(
    connection: Connection, guild_id: int, contract_id: int
) -> StoredContract | None:
    """Find a contract of a server."""
    row = await _queries.find_by_id(connection, guild_id=guild_id, contract_id=contract_id)
    return None if row is None else _contract(row)


async def list_contracts(
    connection: Connection, api_id: int, *, limit: int, skip: int = 0
) -> list[StoredContract]:
    """List an API's contracts, the newest first."""
    rows = await _queries.list_contracts(connection, api_id=api_id, most=limit, skip=skip)
    return [_contract(row) for row in rows]


async def list_since(
    connection: Connection,
    guild_id: int,
    since: datetime,
    until: datetime,
    sight: Sight,
    *,
    limit: int,
) -> list[StoredContract]:
    """List what was uploaded for APIs that are seen between two moments, the newest first."""
    rows = await _queries.list_since(
        connection,
        guild_id=guild_id,
        since=to_stamp(since),
        until=to_stamp(until),
        most=limit,
        **seen_by(sight),
    )
    return [_contract(row) for row in rows]


async def find_guild(connection: Connection, contract_id: int) -> int | None:
    """Find the server that a contract belongs to."""
    guild_id: int | None = await _queries.find_guild(connection, contract_id=contract_id)
    return guild_id


async def get_model(connection: Connection, contract_id: int) -> bytes:
    """Get the packed model of a contract; the reading process unpacks it."""
    model: bytes = await _queries.get_model(connection, contract_id=contract_id)
    return model


async def export_member(
    connection: Connection, guild_id: int, member_id: int, sight: Sight
) -> list[dict[str, object]]:
    """Export what a member has uploaded, JSON-able."""
    rows = await _queries.export_uploads(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED, **seen_by(sight)
    )
    return [
        {
            "contract_of": name,
            "number": number,
            "kind": kind,
            "checksum": checksum,
            "at": from_stamp(at).isoformat(),
        }
        for name, number, kind, checksum, at in rows
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Take a member's name off what they uploaded; returns how many contracts that were."""
    await _queries.touch_uploaded(connection, guild_id=guild_id, member_id=member_id)
    count: int = await _queries.forget_uploader(connection, guild_id=guild_id, member_id=member_id)
    return count


async def _put_in_force(
    connection: Connection, new: NewContract, contract_id: int, upload: Upload
) -> None:
    await _queries.clear_operations(connection, api_id=new.api_id)
    await _queries.clear_types(connection, api_id=new.api_id)
    await _queries.add_operations(
        connection,
        [
            {
                "api_id": new.api_id,
                "position": position,
                "contract_id": contract_id,
                "guild_id": new.guild_id,
                "key": each.key,
                "match_key": each.match_key,
                "summary": each.summary,
                "deprecated": int(each.deprecated),
                "words": each.words,
                "detail": each.detail,
            }
            for position, each in enumerate(upload.operations)
        ],
    )
    await _queries.add_types(
        connection,
        [
            {"api_id": new.api_id, "name": name, "definition": definition}
            for name, definition in upload.types
        ],
    )


def _contract(row: Row) -> StoredContract:
    return StoredContract(
        id=row["id"],
        api_id=row["api_id"],
        number=row["number"],
        kind=Kind(row["kind"]),
        title=row["title"],
        version=row["version"],
        checksum=row["checksum"],
        operations=row["operations"],
        uploader_id=row["uploader_id"],
        uploaded_at=from_stamp(row["uploaded_at"]),
        counts={grade: row[grade.value] for grade in Grade},
        faults=tuple(Fault(**fault) for fault in json.loads(row["warnings"])),
    )
