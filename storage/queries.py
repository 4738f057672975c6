"""SQL kept in .sql files, called like functions: `await queries.find_question(connection, ...)`.

What a query returns follows from the mark behind its name in the file: `^` a row or None, `$` the
first column of the first row (`RETURNING id` too), `!` how many rows changed, `*!` the same for a
list of parameter sets, no mark all rows as a list.

What several queries of a file share, above all the columns of its table, stands once before them,
under `-- part: NAME`, and is taken in where a query says `{NAME}`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import aiosql

from domain.channels import Sight
from storage.connection import Connection, Parameters
from storage.stamps import Row

SQL_FOLDER = Path(__file__).with_name("sql")
PART = re.compile(r"^-- part: (\w+)\n((?:(?!-- part:).*\n)+)", re.MULTILINE)
PLACE = re.compile(r"\{(\w+)\}")


class ConnectionAdapter:
    """Lets aiosql run its queries on our `Connection`, each in one call.

    For aiosql this is a synchronous driver whose results happen to be awaitable: its asynchronous
    path turns every list into a generator.
    """

    is_aio_driver = False

    def process_sql(self, _name: str, _operation: object, sql: str) -> str:
        return sql

    async def select(
        self, connection: Connection, _name: str, sql: str, parameters: Parameters, _record: None
    ) -> list[Row]:
        return await connection.fetch_all(sql, parameters)

    async def select_one(
        self, connection: Connection, _name: str, sql: str, parameters: Parameters, _record: None
    ) -> Row | None:
        return await connection.fetch_one(sql, parameters)

    async def select_value(
        self, connection: Connection, _name: str, sql: str, parameters: Parameters
    ) -> Any:
        return await connection.fetch_value(sql, parameters)

    async def insert_update_delete(
        self, connection: Connection, _name: str, sql: str, parameters: Parameters
    ) -> int:
        return await connection.execute(sql, parameters)

    async def insert_update_delete_many(
        self, connection: Connection, _name: str, sql: str, parameters: Sequence[Parameters]
    ) -> int:
        return await connection.execute_many(sql, parameters)

    async def insert_returning(
        self, connection: Connection, _name: str, sql: str, parameters: Parameters
    ) -> Row | None:
        return await connection.fetch_one(sql, parameters)


class Queries:
    """Queries of one file, parsed when the first of them is used: all files take 90 ms."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, query: str) -> Any:  # Any: a method made at run time
        made = getattr(self.parsed, query)
        setattr(self, query, made)
        return made

    @cached_property
    def parsed(self) -> Any:  # Any: as above
        """All queries of the file, as aiosql makes them."""
        return aiosql.from_str(
            read_sql(self._name),
            ConnectionAdapter,  # type: ignore[arg-type] # awaitable results: see there
            mandatory_parameters=False,
        )


def read_sql(name: str) -> str:
    """Read `storage/sql/<name>.sql` with its parts filled in.

    Raises `KeyError` for a query that names a part which the file lacks.
    """
    head, first, queries = (SQL_FOLDER / f"{name}.sql").read_text("utf-8").partition("-- name:")
    parts = {part: text.strip() for part, text in PART.findall(head)}
    return first + PLACE.sub(lambda place: parts[place[1]], queries)


_loaded: dict[str, Queries] = {}


def load_queries(name: str) -> Any:
    """Load the queries of `storage/sql/<name>.sql`.

    Any, because they are methods made at run time.
    """
    return _loaded.setdefault(name, Queries(name))


def warm_up() -> None:
    """Parse the queries that modules loaded, so that nobody waits for it; meant for a thread."""
    for queries in list(_loaded.values()):
        queries.parsed  # noqa: B018 - parsed by being read


def seen_by(sight: Sight) -> dict[str, object]:
    """Return the parameters of the one condition that gates rows of channels in every query.

    It reads `coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))`, and,
    where a row is somebody's own, `OR member_id = :viewer_id`.
    """
    return {"hidden": json.dumps(sorted(sight.hidden)), "viewer_id": sight.member_id}
