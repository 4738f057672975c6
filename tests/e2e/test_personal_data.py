"""Every column that holds an id is known, and a person's are given out and erased."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cogs.core.services import PersonalData
from domain.channels import UNLIMITED
from storage.engine import open_database
from storage.sqlite.database import SqliteDatabase
from tests.nexus import Nexus
from tests.statements import reading, writing

GUILD, PERSON = 1, 77
LATER = 4_000_000_000
"""Seconds since 1970: what has an end is still in force."""
PEOPLE = """
    accepter_id actor_id agreed_by asker_id author_id builder_id claimer_id closer_id decider_id
    editor_id host_id member_id moderator_id noted_by proposer_id reporter_id requester_id
    resolver_id scheduled_by suggester_id uploader_id
"""
"""Columns that hold a person's id."""
THINGS = """
    guild_id channel_id thread_id message_id after_id place_id shown_channel_id event_id
    question_channel_id endpoint_channel_id announcement_channel_id session_channel_id
    moderator_channel_id moderator_role_id backend_role_id frontend_role_id link_role_id
    source_channel_id source_message_id role_ids channel_ids hint_channel_ids
    announcement_id api_id contract_id delivery_id entry_id follows_id occurrence_id poll_id
    question_id request_id series_id subject_id source_id
    claimed_by first_id interaction_id
"""
"""Columns that hold something else's: of Discord's, of our own rows, of a process, of the index."""
KEPT = {"bars.member_id": "it holds until it ends, also for those who erased everything"}
"""People's ids that erasing leaves, and why."""
BY_THE_AUDIT_LOG = "the entry of the audit log is given out"
NOT_GIVEN_OUT = {
    "bars.moderator_id": BY_THE_AUDIT_LOG,
    "reports.author_id": "moderators alone read that somebody was reported",
    "reports.resolver_id": BY_THE_AUDIT_LOG,
}
"""Columns of a person whose rows don't show in what that person is given."""
ID = re.compile(r"\w+_(?:ids?|by)")
ONE_OF = r"\b{column} (?:TEXT|INTEGER)[^,]*CHECK \(\s*{column} IN \(\s*'?(\w+)"


def tables(
    connection: sqlite3.Connection,
) -> Iterator[tuple[str, str, list[tuple[str, str, bool]]]]:
    """List each table of the features with its SQL, and its columns: name, type, may be null.

    The search index and the list of migrations have rows of their own.
    """
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'search_postings%'"
        " AND name NOT IN ('schema_migrations', 'search_ranges')"
    ).fetchall()
    for name, sql in found:
        columns = connection.execute(
            'SELECT name, type, NOT ("notnull" OR pk) FROM pragma_table_info(?)', [name]
        )
        yield name, sql, columns.fetchall()


def columns_of_people(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return [
        (table, column)
        for table, _, columns in tables(connection)
        for column, *_ in columns
        if column in PEOPLE.split()
    ]


def value_of(sql: str, column: str, kind: str) -> Any:
    if column in PEOPLE.split():
        return PERSON
    if column == "ends_at":
        return LATER
    if one_of := re.search(ONE_OF.format(column=column), sql):
        return int(one_of[1]) if one_of[1].isdigit() else one_of[1]
    return {"INTEGER": 1, "TEXT": "[]", "BLOB": b"", "REAL": 1.0}[kind]


def fill(path: Path, *, sparsely: bool) -> None:
    """Put one row into each table, in which every person is the same; sparsely: with nulls."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for table, sql, columns in list(tables(connection)):
            if connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:  # noqa: S608 - a table's name
                continue  # a trigger has filled it
            row = {
                name: None
                if sparsely and optional and name not in PEOPLE.split()
                else value_of(sql, name, kind)
                for name, kind, optional in columns
            }
            places = ", ".join(f":{name}" for name in row)
            connection.execute(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})",  # noqa: S608 - names of the schema
                row,
            )


def test_every_id_is_classed(migrated_file: Path) -> None:
    with closing(sqlite3.connect(migrated_file)) as connection:
        found = {c: table for table, _, columns in tables(connection) for c, *_ in columns}
    known = [*PEOPLE.split(), *THINGS.split()]
    ids = {column: table for column, table in found.items() if ID.fullmatch(column)}
    new = {column: table for column, table in ids.items() if column not in known}
    assert not new, f"say in PEOPLE or THINGS of this test what these hold: {new}"
    assert sorted(ids) == sorted(known), "each once, and none that is gone"


@pytest.fixture
async def personal(nexus: Nexus) -> list[PersonalData]:
    """What the features declare, from a bot that has stopped: nobody else uses the file."""
    declared = nexus.services.features.personal
    await nexus.stop()
    return declared


@pytest.mark.parametrize("sparsely", [True, False])
async def test_nothing_of_a_person_is_left_after_erasing(
    personal: list[PersonalData], database_url: str, tmp_path: Path, *, sparsely: bool
) -> None:
    path = tmp_path / "nexus.db"
    fill(path, sparsely=sparsely)
    async with open_database(database_url) as database, writing(database) as connection:
        await connection.execute("PRAGMA ignore_check_constraints = ON")
        for feature in personal:
            await feature.erase(connection, GUILD, PERSON, datetime.now(UTC))
    with closing(sqlite3.connect(path)) as plain:
        left = [
            f"{table}.{column}"
            for table, column in columns_of_people(plain)
            if plain.execute(f"SELECT 1 FROM {table} WHERE {column} = {PERSON}").fetchone()  # noqa: S608 - names of the schema
        ]
    assert sorted(left) == sorted(KEPT), "erase these in the feature's personal data"


async def test_all_of_a_person_is_given_out(
    personal: list[PersonalData], database_url: str
) -> None:
    read: set[str] = set()

    def heard(action: int, table: str | None, column: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ:
            read.add(f"{table}.{column}")
        return sqlite3.SQLITE_OK

    async with open_database(database_url, readers=1) as database:
        assert isinstance(database, SqliteDatabase)
        (reader,) = database._readers
        await reader.run(lambda file: file.set_authorizer(heard))
        async with reading(database) as connection:
            for feature in personal:
                await feature.export(connection, GUILD, PERSON, UNLIMITED)
            await reader.run(lambda file: file.set_authorizer(None))
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as plain:
        people = {f"{table}.{column}" for table, column in columns_of_people(plain)}
    assert not people - read, "give these out in the feature's personal data"


async def test_each_row_of_a_person_shows_in_what_is_given_out(
    personal: list[PersonalData], database_url: str, tmp_path: Path
) -> None:
    """Reading a column, as a condition does, is not enough: the row has to make a difference."""
    path = tmp_path / "nexus.db"
    fill(path, sparsely=False)
    silent = []
    async with open_database(database_url, readers=1) as database:

        async def given_out() -> str:
            async with reading(database) as connection:
                rows = [await f.export(connection, GUILD, PERSON, UNLIMITED) for f in personal]
            return json.dumps(rows, default=str)

        with closing(sqlite3.connect(path, isolation_level=None)) as plain:
            plain.execute("PRAGMA ignore_check_constraints = ON")
            columns = columns_of_people(plain)
            for table, column in columns:
                plain.execute(f"UPDATE {table} SET {column} = {PERSON + 1}")  # noqa: S608 - names of the schema
            nothing = await given_out()
            for table, column in columns:
                plain.execute(f"UPDATE {table} SET {column} = {PERSON}")  # noqa: S608 - as above
                if await given_out() == nothing:
                    silent.append(f"{table}.{column}")
                plain.execute(f"UPDATE {table} SET {column} = {PERSON + 1}")  # noqa: S608 - as above
    assert len(columns) > 40
    assert set(silent) == NOT_GIVEN_OUT.keys(), "give them out in the feature's personal data"
