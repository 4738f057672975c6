"""Work on the database that runs whole: `read(work, ...)` and `write(work, ...)`."""

from __future__ import annotations

import asyncio
import logging
import random
import sqlite3
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from contextvars import ContextVar
from importlib.metadata import version
from pathlib import Path

import aiosqlite
import pytest

from sandbox.client import PATIENCE_SECONDS
from storage.connection import Connection, Database, loop_only
from storage.engine import open_database
from storage.errors import ConstraintError, DatabaseError
from storage.sqlite.database import MOST_QUEUED
from tests.bot.process import environment
from tests.statements import writing

CREATE = "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT"
INSERT = "INSERT INTO notes (text) VALUES (:text) RETURNING id"
COUNT = "SELECT count(*) FROM notes"
PRIVATE_SINCE = "0.22.1"
"""The version of aiosqlite whose `Connection._execute(function, *arguments)` is relied on."""


async def create(connection: Connection) -> None:
    await connection.execute(CREATE)


async def add(connection: Connection, text: str) -> int:
    return await connection.insert(INSERT, {"text": text})


async def add_pair(connection: Connection, number: int) -> None:
    await add(connection, f"{number} left")
    await add(connection, f"{number} right")


async def count(connection: Connection) -> int:
    value: int = await connection.fetch_value(COUNT)
    return value


@pytest.fixture
async def notes(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite:///{tmp_path / 'notes.db'}", migrate=False) as database:
        await database.write(create)
        yield database


def test_the_driver_has_what_is_relied_on() -> None:
    assert version("aiosqlite") == PRIVATE_SINCE, (
        "another version of aiosqlite: see that `Connection._execute(function, *arguments)` still "
        "runs a function in the connection's thread (storage/sqlite/driver.py), then change this"
    )
    assert asyncio.iscoroutinefunction(aiosqlite.Connection._execute)


async def test_work_takes_effect_when_it_returns_and_not_when_it_raises(notes: Database) -> None:
    assert await notes.write(add, "first") == 1
    assert await notes.read(count) == 1

    async def fail(connection: Connection) -> None:
        await add(connection, "second")
        raise LookupError

    with pytest.raises(LookupError):
        await notes.write(fail)
    assert await notes.read(count) == 1
    with pytest.raises(ConstraintError, match=r"notes\.text"):
        await notes.write(add, "first")
    with pytest.raises(DatabaseError, match="readonly"):
        await notes.read(add, "sneaked in")
    assert await notes.write(add, "second") == 2


async def test_work_costs_one_hop(notes: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    hops = 0
    loop = asyncio.get_running_loop()
    call = loop.call_soon_threadsafe

    def counted(*arguments: object, **options: object) -> object:
        nonlocal hops
        hops += 1
        return call(*arguments, **options)  # type: ignore[arg-type] # passed on as they came

    monkeypatch.setattr(loop, "call_soon_threadsafe", counted)
    await notes.write(add_pair, 1)
    assert hops == 1
    assert await notes.read(count) == 2
    assert hops == 2


async def test_all_statements_of_a_reading_see_one_state(notes: Database, tmp_path: Path) -> None:
    path = str(tmp_path / "notes.db")

    async def count_twice(connection: Connection) -> tuple[int, int]:
        before = await count(connection)
        with closing(sqlite3.connect(path)) as other, other:  # another program
            other.execute("INSERT INTO notes (text) VALUES ('theirs')")
        return before, await count(connection)

    assert await notes.read(count_twice) == (0, 0)
    assert await notes.read(count) == 1


async def test_quick_readings_share_a_thread_and_pass_over_a_slow_one(
    notes: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()

    async def thread_of(connection: Connection) -> int:
        await count(connection)
        return threading.get_ident()

    async def hold(connection: Connection) -> int:
        ended.wait(PATIENCE_SECONDS)
        return await thread_of(connection)

    monkeypatch.setattr("storage.sqlite.database.LATE_SECONDS", 60.0)
    quick = await asyncio.gather(*(notes.read(thread_of) for _ in range(MOST_QUEUED)))
    assert len(set(quick)) == 1
    many = await asyncio.gather(*(notes.read(thread_of) for _ in range(3 * MOST_QUEUED)))
    assert len(set(many)) == 3

    monkeypatch.setattr("storage.sqlite.database.LATE_SECONDS", 0.0)
    slow = asyncio.create_task(notes.read(hold))
    await asyncio.sleep(0)
    other = await notes.read(thread_of)
    assert not slow.done()
    ended.set()
    assert other != await slow


async def test_work_that_waits_for_something_else_is_refused(notes: Database) -> None:
    async def wait(connection: Connection) -> None:
        await add(connection, "before")
        await asyncio.sleep(0)

    with pytest.raises(DatabaseError, match="something other than the database"):
        await notes.write(wait)
    assert await notes.read(count) == 0


async def test_a_connection_cannot_be_used_after_its_work(notes: Database) -> None:
    kept: list[Connection] = []

    async def keep(connection: Connection) -> None:
        kept.append(connection)

    await notes.write(keep)
    await notes.read(keep)
    for connection in kept:
        with pytest.raises(DatabaseError, match="after the work"):
            await count(connection)


async def test_work_inside_a_transaction_or_another_work_is_refused(notes: Database) -> None:
    async def nest(connection: Connection) -> None:
        await add(connection, "outer")
        await notes.write(add, "inner")

    with pytest.raises(DatabaseError, match="used the database itself"):
        await notes.write(nest)
    async with writing(notes) as connection:
        with pytest.raises(DatabaseError, match="pass its connection"):
            await notes.write(add, "inner")
        await add(connection, "outer")
    assert await notes.read(count) == 1


@loop_only
class Cache:
    """Something that belongs to the event loop."""

    def __call__(self) -> str:
        return "kept"

    def find(self) -> str:
        return "kept"

    async def fetch(self) -> str:
        return "kept"


async def test_what_belongs_to_the_loop_raises_in_the_database_s_thread(notes: Database) -> None:
    cache = Cache()

    async def use(_: Connection, method: str) -> None:
        found = getattr(cache, method)()
        if method == "fetch":
            await found

    for method in ("__call__", "find", "fetch"):
        for run in (notes.write, notes.read):
            with pytest.raises(
                DatabaseError, match=r"use used Cache\.\w+ in the database's thread"
            ):
                await run(use, method)
    assert (cache(), cache.find(), await cache.fetch()) == ("kept",) * 3


async def test_slow_work_is_logged_by_its_name(
    notes: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    carried: ContextVar[str] = ContextVar("carried")
    carried.set("reference")
    heard: list[str] = []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(f"{carried.get('-')} {record.getMessage()}")

    logger = logging.getLogger("storage.sqlite.database")
    monkeypatch.setattr("storage.sqlite.database.SLOW_SECONDS", float("inf"))
    caplog.set_level(logging.INFO, logger.name)
    listening = Listening()
    logger.addHandler(listening)
    try:
        await notes.write(add, "quick")
        assert heard == []
        monkeypatch.setattr("storage.sqlite.database.SLOW_SECONDS", -1.0)
        await notes.write(add, "slow")
    finally:
        logger.removeHandler(listening)
    (line,) = heard
    assert line.startswith(f"reference {add.__module__}.add kept its thread of the database for ")


async def test_cancelling_anywhere_neither_jams_the_writer_nor_halves_a_change(
    notes: Database,
) -> None:
    chance = random.Random(20)
    finished = 0

    async def run(number: int) -> None:
        nonlocal finished
        await notes.write(add_pair, number)
        finished += 1

    for number in range(300):
        task = asyncio.create_task(run(number))
        for _ in range(chance.randrange(12)):
            await asyncio.sleep(0 if chance.random() < 0.5 else chance.random() / 3_000)
        for _ in range(chance.randrange(1, 4)):
            task.cancel()
            await asyncio.sleep(0)
        await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await notes.write(add, "the writer goes on")
        kept = await notes.read(texts)
    kept.remove("the writer goes on")
    lefts = {text.split()[0] for text in kept if text.endswith("left")}
    rights = {text.split()[0] for text in kept if text.endswith("right")}
    assert lefts == rights
    assert finished <= len(lefts) < 300


async def texts(connection: Connection) -> list[str]:
    return [text for (text,) in await connection.fetch_all("SELECT text FROM notes ORDER BY id")]


async def test_work_that_was_cancelled_before_its_turn_is_not_run(notes: Database) -> None:
    async with writing(notes):
        waiting = asyncio.create_task(notes.write(add_pair, 1))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    assert await notes.read(count) == 0


async def test_work_that_was_cancelled_later_is_finished_first(notes: Database) -> None:
    loop = asyncio.get_running_loop()

    async def add_and_be_cancelled(connection: Connection) -> None:
        await add(connection, "kept")
        asyncio.run_coroutine_threadsafe(cancel(), loop).result()
        await add(connection, "and this")

    async def cancel() -> None:
        task.cancel()

    task = asyncio.create_task(notes.write(add_and_be_cancelled))
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await notes.read(texts) == ["kept", "and this"]


async def test_a_killed_process_leaves_whole_changes_and_all_that_it_acknowledged(
    notes: Database, tmp_path: Path
) -> None:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", WRITER, f"sqlite:///{tmp_path / 'notes.db'}"),
        env=environment({}),
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdout is not None
    acknowledged = 0
    async with asyncio.timeout(PATIENCE_SECONDS):
        while acknowledged < 60:
            acknowledged = int(await child.stdout.readline())
        child.kill()
        for line in (await child.stdout.read()).splitlines():
            acknowledged = int(line)
        await child.wait()
    kept = await notes.read(texts)
    assert kept == [f"{n} {side}" for n in range(len(kept) // 2) for side in ("left", "right")]
    assert len(kept) // 2 in (acknowledged + 1, acknowledged + 2)
    await notes.write(add, "the file is whole")


WRITER = """
import asyncio, sys
from storage.engine import open_database
from tests.storage.test_units import add_pair

async def main(url):
    async with open_database(url, migrate=False) as database:
        number = 0
        while True:
            await database.write(add_pair, number)
            print(number, flush=True)
            number += 1

asyncio.run(main(*sys.argv[1:]))
"""
