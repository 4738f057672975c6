"""Operations of contracts in force: found as somebody types, with the types that they reach."""

from __future__ import annotations

import json
import re

from domain.apis import OperationLine, StoredOperation
from domain.channels import Sight
from domain.contracts.codec import unpack_operation, unpack_schemes
from domain.contracts.model import Kind, Operation, Schema
from domain.contracts.uploads import match_key
from domain.operation_words import spellings
from storage.apis import like_pattern
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.stamps import Row

MOST_TYPES = 200
"""Number of types loaded with an operation; whoever shows it cuts far sooner."""
MOST_KEYS = 10_000
SEARCHED_WORDS = 3
REFERENCE = re.compile(r'"#/types/([A-Za-z0-9_.-]+)"')

_queries = load_queries("contract_operations")


async def find_operation(connection: Connection, api_id: int, key: str) -> StoredOperation | None:
    """Find an operation of the contract in force, with types it reaches, nearest first."""
    row = await _queries.find_operation(connection, api_id=api_id, key=key)
    if row is None:
        return None
    found_in, contract_id, number, detail, schemes, servers, kind = row
    operation, types = await _read(connection, api_id, detail)
    return StoredOperation(
        api_id=found_in,
        contract_id=contract_id,
        contract_number=number,
        operation=operation,
        types=types,
        schemes=unpack_schemes(json.loads(schemes)),
        servers=tuple(json.loads(servers)),
        kind=Kind(kind),
    )


async def find_match(connection: Connection, guild_id: int, api_id: int, key: str) -> str | None:
    """Find the key of an API's operation that is the same but for the names of path parameters."""
    row = await _queries.find_match(
        connection, guild_id=guild_id, api_id=api_id, match_key=match_key(key)
    )
    return None if row is None else str(row["key"])


async def list_matches(
    connection: Connection, guild_id: int, key: str, sight: Sight, *, limit: int
) -> list[OperationLine]:
    """List operations of APIs that are seen and the same but for the names of path parameters."""
    rows = await _queries.list_matches(
        connection, guild_id=guild_id, match_key=match_key(key), most=limit, **seen_by(sight)
    )
    return [_line(row) for row in rows]


async def list_operations(
    connection: Connection, api_id: int, *, limit: int, skip: int = 0
) -> list[OperationLine]:
    """List an API's operations, in the order of its contract."""
    rows = await _queries.list_of_api(connection, api_id=api_id, most=limit, skip=skip)
    return [_line(row) for row in rows]


async def list_keys(connection: Connection, api_id: int) -> frozenset[str]:
    """List the keys of all operations of an API's contract in force."""
    rows = await _queries.list_keys(connection, api_id=api_id, most=MOST_KEYS)
    return frozenset(key for (key,) in rows)


async def find_key_at(
    connection: Connection, api_id: int, contract_id: int, position: int
) -> str | None:
    """Find the key that stands there, or None where another contract is in force by now."""
    key: str | None = await _queries.find_key_at(
        connection, api_id=api_id, contract_id=contract_id, position=position
    )
    return key


async def suggest_operations(
    connection: Connection,
    guild_id: int,
    typed: str,
    sight: Sight,
    *,
    api_id: int | None = None,
    limit: int,
) -> list[OperationLine]:
    """Operations whose method, path, name, tags or summary hold each of the first words typed.

    Those that are exactly what was typed come first. What is not seen is left out; of the API that
    is asked for (`api_id`) its finder was asked before.
    """
    place = {"guild_id": guild_id, "most": limit, **seen_by(sight)}
    named = [match_key(each) for each in spellings(typed)] if typed.strip() else []
    exact = await _queries.list_named(
        connection, match_keys=json.dumps(named), api_id=api_id, **place
    )
    words = [
        like_pattern(word.rstrip("/") or word) for word in typed.casefold().split()[:SEARCHED_WORDS]
    ]
    first, second, third = (*words, "%", "%", "%")[:SEARCHED_WORDS]
    patterns = {"first": first, "second": second, "third": third}
    if api_id is None:
        rows = await _queries.suggest_in_guild(connection, **patterns, **place)
    else:
        rows = await _queries.suggest_in_api(connection, api_id=api_id, most=limit, **patterns)
    return list(dict.fromkeys(_line(row) for row in (*exact, *rows)))[:limit]


async def _read(
    connection: Connection, api_id: int, detail: str
) -> tuple[Operation, dict[str, Schema]]:
    """Read an operation, which may be as large as a document, with the types that it reaches."""
    return unpack_operation(json.loads(detail)), await _reached_types(connection, api_id, detail)


async def _reached_types(connection: Connection, api_id: int, detail: str) -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    waiting = list(dict.fromkeys(REFERENCE.findall(detail)))
    seen = set(waiting)
    for name in waiting:  # grows while it is walked: the nearest come first
        if len(found) == MOST_TYPES:
            break
        definition = await _queries.find_type(connection, api_id=api_id, name=name)
        if definition is None:
            continue
        found[name] = json.loads(definition)
        new = [each for each in REFERENCE.findall(definition) if each not in seen]
        waiting += dict.fromkeys(new)
        seen.update(new)
    return found


def _line(row: Row) -> OperationLine:
    api_id, api_name, key, summary, deprecated, words, contract_id, position = row
    return OperationLine(
        api_id, api_name, key, summary, bool(deprecated), words, contract_id, position
    )
