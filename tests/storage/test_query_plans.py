"""Every query is served by an index: none reads a whole table, however large it has grown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import storage
from storage.engine import Database

SQL = Path(storage.__file__).with_name("sql")
NAMED = re.compile(r"^-- name: (\w+)", re.MULTILINE)
PARAMETER = re.compile(r"(?<!:):([a-z_]+)")


def queries() -> Iterator[tuple[str, str]]:
    for file in sorted(SQL.glob("*.sql")):
        _, *parts = NAMED.split(file.read_text("utf-8"))
        for name, sql in zip(parts[::2], parts[1::2], strict=True):
            body = sql.partition("\n")[2].strip()
            if re.match(r"(SELECT|WITH|UPDATE|DELETE)", body, re.IGNORECASE):
                yield f"{file.stem}.{name}", body.rstrip(";")


QUERIES = dict(queries())


@pytest.mark.parametrize("name", QUERIES)
async def test_no_query_reads_a_whole_table(database: Database, name: str) -> None:
    sql = QUERIES[name]
    parameters = dict.fromkeys(PARAMETER.findall(sql), 1)
    async with database.transaction() as connection:
        plan = await connection.fetch_all(f"EXPLAIN QUERY PLAN {sql}", parameters)
    steps = [str(row[-1]) for row in plan]
    limited = {step.split()[-1] for step in steps if step.startswith(("MATERIALIZE", "CO-ROUTINE"))}
    whole = {step.removeprefix("SCAN ") for step in steps if re.match(r"SCAN \w+$", step)}
    assert not whole - limited, steps
