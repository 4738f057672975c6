"""SQLite connections in threads of their own, and functions that run whole in one of them."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

import aiosqlite

T = TypeVar("T")

BUSY_MILLISECONDS = 5_000
"""Time that a statement waits for another process's transaction."""
PAGE_CACHE_KIB = 8_192
"""Page cache of one connection: bounds the bot's memory however large the file grows."""

_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA cache_size = -{PAGE_CACHE_KIB}",
)


class Reader(sqlite3.Connection):
    """A connection that cannot write; outside of `begin`, each statement stands alone."""

    def prepare(self) -> None:
        """Name the columns of rows, and set what durability and bounds rest on."""
        self.row_factory = sqlite3.Row
        for pragma in (*_PRAGMAS, "PRAGMA query_only = ON"):
            super().execute(pragma).close()

    def begin(self) -> None:
        """Let all statements until the commit see one state of the database."""
        super().execute("BEGIN").close()


class Writer(sqlite3.Connection):
    """A connection that begins a transaction with its first statement, in the same thread hop."""

    _begun = False

    def prepare(self) -> None:
        """Name the columns of rows, and set what durability and bounds rest on."""
        self.row_factory = sqlite3.Row
        for pragma in _PRAGMAS:
            super().execute(pragma).close()

    def begin(self) -> None:
        """Leave it to the first statement: work without one costs no transaction."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # Any: sqlite3's own
        self._begin()
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:  # Any: see above
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


File = Reader | Writer


class Driver:
    """A connection of aiosqlite, and the only user of what that keeps private."""

    def __init__(self, connection: aiosqlite.Connection, file: File) -> None:
        self._connection = connection
        self._file = file
        self.moved_at = 0.0
        """Time at which work last ended here, or began to wait for an idle thread."""

    async def run(self, function: Callable[[File], T]) -> T:
        """Run a function in the connection's thread, in one hop; returns or raises as it does.

        A function that has begun goes on to its end, also when its caller is cancelled.
        """
        # aiosqlite has no public way; tests/storage/test_units.py names the version that has this.
        execute: Any = self._connection._execute  # noqa: SLF001 - see above; Any: it has no types
        done: T = await execute(self._call, function)
        return done

    def _call(self, function: Callable[[File], T]) -> T:
        try:
            return function(self._file)
        finally:
            self.moved_at = perf_counter()


@asynccontextmanager
async def open_driver(path: Path, factory: type[File]) -> AsyncIterator[Driver]:
    """Open a connection to the file, in a thread of its own; closed when the block ends."""
    opened: list[File] = []

    def prepared(*arguments: Any, **options: Any) -> sqlite3.Connection:  # Any: sqlite3's own
        connection = factory(*arguments, **options)
        try:
            connection.prepare()
        except sqlite3.Error:
            connection.close()
            raise
        opened.append(connection)
        return connection

    async with aiosqlite.connect(path, isolation_level=None, factory=prepared) as connection:
        yield Driver(connection, opened.pop())
