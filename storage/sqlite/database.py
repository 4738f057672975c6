"""An open SQLite database: one writer behind a lock, several readers, a thread for each."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite

from storage.errors import DatabaseError
from storage.migrate import apply_migrations
from storage.sqlite.address import parse_path
from storage.sqlite.statements import SqliteConnection, plain_errors

BUSY_MILLISECONDS = 5_000
"""How long a statement waits for another process's transaction."""
PAGE_CACHE_KIB = 8_192
"""Page cache of one connection: bounds the bot's memory however large the file grows."""

_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA cache_size = -{PAGE_CACHE_KIB}",
)


class _Reader(sqlite3.Connection):
    def prepare(self) -> None:
        for pragma in (*_PRAGMAS, "PRAGMA query_only = ON"):
            super().execute(pragma).close()


class _Writer(sqlite3.Connection):
    """Begins a transaction with its first statement, in the same thread hop."""

    _begun = False

    def prepare(self) -> None:
        for pragma in _PRAGMAS:
            super().execute(pragma).close()

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        self._begin()
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        self._begin()
        return super().executemany(sql, parameters)

    def commit(self) -> None:
        super().commit()
        self._begun = False

    def rollback(self) -> None:
        super().rollback()
        self._begun = False

    def _begin(self) -> None:
        if not self._begun:
            super().execute("BEGIN IMMEDIATE").close()
            self._begun = True
        elif not self.in_transaction:
            # Some errors (a full disk) end the transaction; what follows must not stand alone.
            raise sqlite3.OperationalError("the transaction was ended by an earlier error")


class SqliteDatabase:
    """The `Database` of one SQLite file."""

    def __init__(self, writer: aiosqlite.Connection, readers: list[aiosqlite.Connection]) -> None:
        self._writer = writer
        self._readers = readers
        self._reading = [0] * len(readers)
        self._lock = asyncio.Lock()
        self._owner: asyncio.Task[object] | None = None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqliteConnection]:
        """The least busy reader. Readers are shared: nobody waits for one, nested or not."""
        index = self._reading.index(min(self._reading))
        connection = SqliteConnection(self._readers[index])
        self._reading[index] += 1
        try:
            yield connection
        finally:
            self._reading[index] -= 1
            connection.end()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqliteConnection]:
        task = asyncio.current_task()
        if self._owner is not None and self._owner is task:
            raise DatabaseError("A transaction is open in this task already: pass its connection.")
        async with self._lock:
            self._owner = task
            connection = SqliteConnection(self._writer)
            try:
                yield connection
                connection.end()
                if connection.used:
                    with plain_errors():
                        await _finish(self._writer.commit())
            except BaseException:
                connection.end()
                # After a successful commit (cancelled meanwhile) this does nothing.
                await _finish(self._writer.rollback())
                raise
            finally:
                self._owner = None


async def _finish(work: Coroutine[Any, Any, None]) -> None:
    """Await `work` to its end, however often this task is cancelled; then be cancelled.

    The writer's lock must not be given away while a commit or rollback is still to come.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled from task.exception()
    task.result()


@asynccontextmanager
async def open_sqlite(url: str, *, readers: int, migrate: bool) -> AsyncIterator[SqliteDatabase]:
    """Open the file that `url` names, creating it where it does not exist yet."""
    path = parse_path(url)
    if migrate:
        await asyncio.to_thread(apply_migrations, url)
    async with AsyncExitStack() as stack:
        with plain_errors():
            writer = await stack.enter_async_context(_connect(path, _Writer))
            opened = [
                await stack.enter_async_context(_connect(path, _Reader)) for _ in range(readers)
            ]
        yield SqliteDatabase(writer, opened)


def _connect(path: Path, factory: type[_Reader | _Writer]) -> aiosqlite.Connection:
    def prepared(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = factory(*arguments, **options)
        try:
            connection.prepare()
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    return aiosqlite.connect(path, isolation_level=None, factory=prepared)
