from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextvars import ContextVar
from pathlib import Path

import pytest

from sandbox.client import PATIENCE_SECONDS
from storage.connection import Connection, Database
from storage.engine import open_database
from storage.errors import ConstraintError, DatabaseError

CREATE = "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT"
INSERT = "INSERT INTO notes (text) VALUES (:text) RETURNING id"
COUNT = "SELECT count(*) FROM notes"


@pytest.fixture
async def notes(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite:///{tmp_path / 'notes.db'}", migrate=False) as database:
        async with database.transaction() as connection:
            await connection.execute(CREATE)
        yield database


async def count(database: Database) -> int:
    async with database.read() as connection:
        value: int = await connection.fetch_value(COUNT)
        return value


async def add(connection: Connection, text: str) -> int:
    return await connection.insert(INSERT, {"text": text})


async def test_a_transaction_takes_effect_when_its_block_ends(notes: Database) -> None:
    async with notes.transaction() as connection:
        assert await add(connection, "first") == 1
        assert await count(notes) == 0
    assert await count(notes) == 1


async def test_a_transaction_leaves_nothing_when_its_block_raises(notes: Database) -> None:
    with pytest.raises(LookupError):
        async with notes.transaction() as connection:
            await add(connection, "first")
            raise LookupError
    assert await count(notes) == 0


async def test_rows_come_as_lists_rows_and_values(notes: Database) -> None:
    async with notes.transaction() as connection:
        written = await connection.execute_many(
            INSERT[: INSERT.index("RET")], [{"text": "a"}, {"text": "b"}]
        )
        changed = await connection.execute("UPDATE notes SET text = text || '!'")
    async with notes.read() as connection:
        assert (written, changed) == (2, 2)
        texts = await connection.fetch_all("SELECT text FROM notes")
        assert [row["text"] for row in texts] == ["a!", "b!"]
        first = await connection.fetch_one("SELECT id, text FROM notes")
        assert first is not None
        assert {**first} == {"id": 1, "text": "a!"}
        assert await connection.fetch_one("SELECT id FROM notes WHERE id = :id", {"id": 9}) is None
        assert (
            await connection.fetch_value("SELECT id FROM notes WHERE id = :id", {"id": 9}) is None
        )


async def test_transactions_of_many_tasks_never_interleave(notes: Database) -> None:
    async def add_pair(number: int, *, fail: bool) -> None:
        async with notes.transaction() as connection:
            before = await connection.fetch_value(COUNT)
            await add(connection, f"{number} left")
            await asyncio.sleep(0)
            await add(connection, f"{number} right")
            assert await connection.fetch_value(COUNT) == before + 2
            if fail:
                raise LookupError

    results = await asyncio.gather(
        *(add_pair(number, fail=number % 3 == 0) for number in range(30)), return_exceptions=True
    )
    assert [type(result) for result in results if result is not None] == [LookupError] * 10
    assert await count(notes) == 40


async def test_cancelling_anywhere_neither_jams_the_writer_nor_loses_a_rollback(
    notes: Database,
) -> None:
    chance = random.Random(20)
    finished = 0

    async def add_pair(number: int) -> None:
        nonlocal finished
        async with notes.transaction() as connection:
            await add(connection, f"{number} left")
            await add(connection, f"{number} right")
        finished += 1

    for number in range(600):
        task = asyncio.create_task(add_pair(number))
        for _ in range(chance.randrange(12)):
            await asyncio.sleep(0 if chance.random() < 0.5 else chance.random() / 3_000)
        for _ in range(chance.randrange(1, 4)):
            task.cancel()
            await asyncio.sleep(0)
        await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(PATIENCE_SECONDS), notes.transaction() as connection:
        halves = await connection.fetch_all("SELECT text FROM notes")
    lefts = {text.split()[0] for (text,) in halves if text.endswith("left")}
    rights = {text.split()[0] for (text,) in halves if text.endswith("right")}
    assert lefts == rights
    assert finished <= len(lefts) < 600


async def test_a_cancelled_commit_is_finished_before_the_writer_goes_on(notes: Database) -> None:
    async def add_one() -> None:
        async with notes.transaction() as connection:
            await add(connection, "kept")
            asyncio.get_running_loop().call_soon(task.cancel)

    task = asyncio.create_task(add_one())
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await count(notes) == 1
    async with notes.transaction() as connection:
        await add(connection, "next")
    assert await count(notes) == 2


async def test_a_transaction_inside_another_is_refused_and_leaves_the_first_alone(
    notes: Database,
) -> None:
    async with notes.transaction() as connection:
        await add(connection, "outer")
        with pytest.raises(DatabaseError, match="pass its connection"):
            async with notes.transaction():
                pass
    assert await count(notes) == 1


async def test_a_connection_cannot_be_used_after_its_block(notes: Database) -> None:
    async with notes.transaction() as writer:
        pass
    async with notes.read() as reader:
        pass
    for connection in (writer, reader):
        with pytest.raises(DatabaseError, match="after the block"):
            await connection.fetch_all(COUNT)


async def test_readers_cannot_write(notes: Database) -> None:
    async with notes.read() as connection:
        with pytest.raises(DatabaseError, match="readonly"):
            await add(connection, "sneaked in")


async def test_more_reads_than_readers_do_not_wait_for_each_other(notes: Database) -> None:
    ready = asyncio.Barrier(10)

    async def read_nested() -> int:
        async with notes.read() as outer:
            await ready.wait()
            async with notes.read() as inner:
                value: int = await inner.fetch_value(COUNT) + await outer.fetch_value(COUNT)
                return value

    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await asyncio.gather(*(read_nested() for _ in range(10))) == [0] * 10


async def test_a_broken_rule_of_the_schema_is_told_apart(notes: Database) -> None:
    with pytest.raises(ConstraintError, match=r"notes\.text"):
        async with notes.transaction() as connection:
            await add(connection, "same")
            await add(connection, "same")
    assert await count(notes) == 0


async def test_nothing_runs_alone_after_an_error_has_ended_the_transaction(
    notes: Database,
) -> None:
    with pytest.raises(DatabaseError, match="ended by an earlier error"):
        async with notes.transaction() as connection:
            await add(connection, "first")
            with pytest.raises(ConstraintError):
                await connection.execute(
                    "INSERT OR ROLLBACK INTO notes (text) VALUES (:text)", {"text": "first"}
                )
            await add(connection, "must not stand alone")
    assert await count(notes) == 0


async def test_a_transaction_waits_for_another_process(notes: Database, tmp_path: Path) -> None:
    async with (
        open_database(f"sqlite:///{tmp_path / 'notes.db'}", migrate=False) as other,
        asyncio.timeout(PATIENCE_SECONDS),
    ):
        async with other.transaction() as connection:
            await add(connection, "theirs")
            waiting = asyncio.create_task(_add_one(notes, "ours"))
            await asyncio.sleep(0.05)
            assert not waiting.done()
        await waiting
    assert await count(notes) == 2


async def _add_one(database: Database, text: str) -> None:
    async with database.transaction() as connection:
        await add(connection, text)


async def test_settings_that_durability_rests_on(notes: Database) -> None:
    pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5_000}
    for block in (notes.transaction, notes.read):
        async with block() as connection:
            for name, value in pragmas.items():
                assert await connection.fetch_value(f"PRAGMA {name}") == value


async def test_a_statement_costs_one_hop_and_a_transaction_one_more(
    notes: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hops = 0
    loop = asyncio.get_running_loop()
    call = loop.call_soon_threadsafe

    def counted(*arguments: object, **options: object) -> object:
        nonlocal hops
        hops += 1
        return call(*arguments, **options)  # type: ignore[arg-type] # passed on as they came

    monkeypatch.setattr(loop, "call_soon_threadsafe", counted)
    async with notes.read() as connection:
        await connection.fetch_all("SELECT text FROM notes")
    assert hops == 1
    async with notes.transaction() as connection:
        await add(connection, "one")
        await connection.execute("UPDATE notes SET text = 'two'")
    assert hops == 1 + 3
    async with notes.transaction():
        pass
    assert hops == 1 + 3
    async with notes.transaction() as connection:
        assert await connection.together(add_both, "three", "four") == (2, 3)
    assert hops == 1 + 3 + 2
    assert await count(notes) == 3


async def add_both(connection: Connection, *texts: str) -> tuple[int, ...]:
    assert await connection.execute_many(
        "UPDATE notes SET text = text || :mark", [{"mark": "!"}]
    ) == await connection.fetch_value(COUNT)
    first = await add(connection, texts[0])
    return first, await connection.together(add, texts[1])


async def test_what_is_done_together_keeps_the_rules_of_a_transaction(notes: Database) -> None:
    carried: ContextVar[str] = ContextVar("carried")
    carried.set("reference")

    async def fail(connection: Connection) -> None:
        await add(connection, carried.get())
        assert await connection.fetch_value("SELECT text FROM notes") == "reference"
        raise LookupError

    with pytest.raises(LookupError):
        async with notes.transaction() as connection:
            await connection.together(fail)
    assert await count(notes) == 0
    with pytest.raises(ConstraintError):
        async with notes.transaction() as connection:
            await connection.together(add_both, "same", "same")
    assert await count(notes) == 0
    with pytest.raises(DatabaseError, match="was used after"):
        await connection.together(add, "late")


async def test_work_that_waits_for_something_else_is_refused(notes: Database) -> None:
    async def wait(connection: Connection) -> None:
        await add(connection, "before")
        await asyncio.sleep(0)

    with pytest.raises(DatabaseError, match="something other than the database"):
        async with notes.transaction() as connection:
            await connection.together(wait)
    assert await count(notes) == 0


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
