"""Statements on one SQLite connection, as the `Connection` protocol has them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Coroutine, Sequence
from contextvars import Context
from typing import Any, ParamSpec, TypeVar

from storage.connection import NO_PARAMETERS, Connection, Parameters
from storage.errors import BusyError, ConstraintError, DatabaseError
from storage.stamps import Row

P = ParamSpec("P")
T = TypeVar("T")

BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
PRIMARY_CODES = 0xFF
"""Extended codes of SQLite carry their primary one in the lowest byte."""


class SqliteConnection:
    """A connection in the driver's own thread: a statement has run when its method returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ended = False

    def end(self) -> None:
        """Refuse further statements: the work that this connection was for is over."""
        self._ended = True

    async def fetch_all(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
        self._check()
        with plain_errors():
            return self._connection.execute(sql, parameters).fetchall()

    async def fetch_one(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Row | None:
        rows = await self.fetch_all(sql, parameters)
        return rows[0] if rows else None

    async def fetch_value(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Any:
        rows = await self.fetch_all(sql, parameters)
        return next(iter(rows[0])) if rows else None

    async def execute(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> int:
        self._check()
        with plain_errors():
            return max(self._connection.execute(sql, parameters).rowcount, 0)

    async def execute_many(self, sql: str, parameters: Sequence[Parameters]) -> int:
        self._check()
        with plain_errors():
            return max(self._connection.executemany(sql, parameters).rowcount, 0)

    async def insert(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> int:
        id_: int = await self.fetch_value(sql, parameters)
        return id_

    def _check(self) -> None:
        if self._ended:
            raise DatabaseError("A connection was used after the work that it was opened for.")


def drive(
    connection: sqlite3.Connection,
    context: Context,
    work: Callable[[Connection], Coroutine[Any, Any, T]],
) -> T:
    """Run a coroutine on a connection to its end, in the connection's thread.

    Raises `DatabaseError` where it waits for anything but the connection.
    """
    direct = SqliteConnection(connection)
    running = work(direct)
    try:
        context.run(running.send, None)
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        direct.end()
        running.close()
    raise DatabaseError("Work on the database waited for something other than the database.")


class plain_errors:  # noqa: N801 - a context manager that reads as a function
    """Turns SQLite's errors into the engine's, so that no caller needs to know the engine.

    A class, because each statement enters one: a generator's would cost four times as much.
    """

    def __enter__(self) -> None:
        """Do nothing."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        if isinstance(error, sqlite3.IntegrityError):
            raise ConstraintError(str(error)) from error
        if isinstance(error, sqlite3.Error):
            if getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODES in BUSY:
                fault = "Another program keeps the database locked: end it, or let it finish."
                raise BusyError(fault) from error
            raise DatabaseError(f"The database failed: {error}.") from error
