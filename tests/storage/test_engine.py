from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.client import PATIENCE_SECONDS
from storage.connection import Connection, Database
from storage.engine import open_database
from storage.errors import ConstraintError, DatabaseError
from tests.statements import writing

CREATE = "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT"
INSERT = "INSERT INTO notes (text) VALUES (:text) RETURNING id"
COUNT = "SELECT count(*) FROM notes"


@pytest.fixture
async def notes(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite:///{tmp_path / 'notes.db'}", migrate=False) as database:
        await database.write(create)
        yield database


async def create(connection: Connection) -> None:
    await connection.execute(CREATE)


async def count(database: Database) -> int:
    async def read(connection: Connection) -> int:
        value: int = await connection.fetch_value(COUNT)
        return value

    return await database.read(read)


async def add(connection: Connection, text: str) -> int:
    return await connection.insert(INSERT, {"text": text})


async def test_rows_come_as_lists_rows_and_values(notes: Database) -> None:
    async def write(connection: Connection) -> tuple[int, int]:
        written = await connection.execute_many(
            INSERT[: INSERT.index("RET")], [{"text": "a"}, {"text": "b"}]
        )
        return written, await connection.execute("UPDATE notes SET text = text || '!'")

    async def read(connection: Connection) -> None:
        texts = await connection.fetch_all("SELECT text FROM notes")
        assert [row["text"] for row in texts] == ["a!", "b!"]
        first = await connection.fetch_one("SELECT id, text FROM notes")
        assert first is not None
        assert {**first} == {"id": 1, "text": "a!"}
        nobody = "SELECT id FROM notes WHERE id = :id"
        assert await connection.fetch_one(nobody, {"id": 9}) is None
        assert await connection.fetch_value(nobody, {"id": 9}) is None

    assert await notes.write(write) == (2, 2)
    await notes.read(read)


async def test_works_of_many_tasks_never_interleave(notes: Database) -> None:
    async def add_pair(connection: Connection, number: int) -> None:
        before = await connection.fetch_value(COUNT)
        await add(connection, f"{number} left")
        await add(connection, f"{number} right")
        assert await connection.fetch_value(COUNT) == before + 2
        if number % 3 == 0:
            raise LookupError

    results = await asyncio.gather(
        *(notes.write(add_pair, number) for number in range(30)), return_exceptions=True
    )
    assert [type(result) for result in results if result is not None] == [LookupError] * 10
    assert await count(notes) == 40


async def test_readers_cannot_write(notes: Database) -> None:
    with pytest.raises(DatabaseError, match="readonly"):
        await notes.read(add, "sneaked in")


async def test_a_broken_rule_of_the_schema_is_told_apart(notes: Database) -> None:
    async def add_twice(connection: Connection) -> None:
        await add(connection, "same")
        await add(connection, "same")

    with pytest.raises(ConstraintError, match=r"notes\.text"):
        await notes.write(add_twice)
    assert await count(notes) == 0


async def test_nothing_runs_alone_after_an_error_has_ended_the_transaction(
    notes: Database,
) -> None:
    async def go_on(connection: Connection) -> None:
        await add(connection, "first")
        with pytest.raises(ConstraintError):
            await connection.execute(
                "INSERT OR ROLLBACK INTO notes (text) VALUES (:text)", {"text": "first"}
            )
        await add(connection, "must not stand alone")

    with pytest.raises(DatabaseError, match="ended by an earlier error"):
        await notes.write(go_on)
    assert await count(notes) == 0


async def test_work_waits_for_another_process(notes: Database, tmp_path: Path) -> None:
    async with (
        open_database(f"sqlite:///{tmp_path / 'notes.db'}", migrate=False) as other,
        asyncio.timeout(PATIENCE_SECONDS),
    ):
        async with writing(other) as connection:
            await add(connection, "theirs")
            waiting = asyncio.create_task(notes.write(add, "ours"))
            await asyncio.sleep(0.05)
            assert not waiting.done()
        await waiting
    assert await count(notes) == 2


async def test_settings_that_durability_rests_on(notes: Database) -> None:
    pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5_000}

    async def check(connection: Connection) -> None:
        for name, value in pragmas.items():
            assert await connection.fetch_value(f"PRAGMA {name}") == value

    await notes.write(check)
    await notes.read(check)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("postgresql://localhost/nexus", "PostgreSQL is not supported yet"),
        ("mysql://localhost/nexus", "has to start with sqlite:///"),
        ("sqlite://nexus.db", "has to start with sqlite:///"),
        ("sqlite:///", "has to name a file"),
        ("sqlite:///:memory:", "has to name a file"),
        ("nexus.db", "has to start with sqlite:///"),
    ],
)
async def test_an_address_that_cannot_be_used_is_refused_in_one_line(url: str, fault: str) -> None:
    with pytest.raises(DatabaseError, match=fault) as caught:
        async with open_database(url):
            pass
    assert "\n" not in str(caught.value)
