"""Every query is served by an index and has an end, however large the tables have grown."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.queries import SQL_FOLDER, read_sql

NAMED = re.compile(r"^-- name: (\w+)([\^$!*<#]*)\n", re.MULTILINE)
COMMENT = re.compile(r"--.*$", re.MULTILINE)
PARAMETER = re.compile(r"(?<!:):([a-z_]+)")
SCAN = re.compile(r"SCAN (\w+)\b(?! VIRTUAL TABLE INDEX (?:\d+:.|1:))")
"""A step that reads all of something: FTS5 without a condition too, but not `json_each`."""

MAY_READ_EVERYTHING = {
    "deliveries.next_due_at": "reads the first row of two partial indexes",
    "search_vectors.want_all": "once, when the extra `semantic` is used for the first time",
    "search.forget_counts": "a row for each server, when the whole index is built anew",
}
"""Queries whose plan names a table or index as a whole, and why that is bounded all the same."""


@dataclass(frozen=True)
class Query:
    mark: str
    sql: str

    @property
    def lists(self) -> bool:
        return not self.mark and "RETURNING" not in self.sql


def queries() -> Iterator[tuple[str, Query]]:
    for file in sorted(SQL_FOLDER.glob("*.sql")):
        _, *parts = NAMED.split(read_sql(file.stem))
        for name, mark, sql in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            yield f"{file.stem}.{name}", Query(mark, COMMENT.sub("", sql).strip().rstrip(";"))


QUERIES = dict(queries())


def whole_reads(connection: sqlite3.Connection, sql: str) -> set[str]:
    """The tables and indexes that a query reads as a whole, by SQLite's own plan."""
    parameters = dict.fromkeys(PARAMETER.findall(sql), 1)
    plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
    steps = [str(row[-1]) for row in plan]
    # What a subquery has gathered is read whole: it is the subquery that has to be bounded.
    gathered = {
        step.split()[-1] for step in steps if step.startswith(("MATERIALIZE", "CO-ROUTINE"))
    }
    return {match[1] for step in steps if (match := SCAN.match(step))} - gathered


def test_no_query_reads_a_whole_table(migrated_file: Path) -> None:
    address = f"{migrated_file.as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        found = {name: whole_reads(connection, query.sql) for name, query in QUERIES.items()}
    faults = {name: whole for name, whole in found.items() if whole}
    assert len(found) > 500
    assert faults.keys() - MAY_READ_EVERYTHING.keys() == set(), faults


def test_every_list_has_a_limit() -> None:
    lists = {name: query.sql for name, query in QUERIES.items() if query.lists}
    endless = [name for name, sql in lists.items() if not re.search(r"\bLIMIT :\w+", sql)]
    assert len(lists) > 100
    assert not endless


def test_exceptions_are_for_queries_that_exist() -> None:
    assert MAY_READ_EVERYTHING.keys() <= QUERIES.keys()
