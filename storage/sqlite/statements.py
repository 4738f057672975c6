"""Statements on one SQLite connection, as the `Connection` protocol has them."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from storage.engine import NO_PARAMETERS, Connection, Parameters
from storage.errors import BusyError, ConstraintError, DatabaseError
from storage.stamps import Row

if TYPE_CHECKING:
    import aiosqlite

P = ParamSpec("P")
T = TypeVar("T")

BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
PRIMARY_CODES = 0xFF
"""Extended codes of SQLite carry their primary one in the lowest byte."""


class _Fetching:
    """What follows from `fetch_all`."""

    async def fetch_all(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
        raise NotImplementedError

    async def fetch_one(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Row | None:
        rows = await self.fetch_all(sql, parameters)
        return rows[0] if rows else None

    async def fetch_value(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Any:
        rows = await self.fetch_all(sql, parameters)
        return rows[0][0] if rows else None

    async def insert(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> int:
        id_: int = await self.fetch_value(sql, parameters)
        return id_


class SqliteConnection(_Fetching):
    """A connection for the length of one `async with` block; one thread hop a statement."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._ended = False
        self.used = False

    def end(self) -> None:
        """Refuse further statements: the block that this connection was for is over."""
        self._ended = True

    async def fetch_all(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
        rows: list[Row] = await self._run(self._connection.execute_fetchall, sql, parameters)
        return rows

    async def execute(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> int:
        # The cursor has run to its end; closing it would cost a second hop.
        cursor: aiosqlite.Cursor = await self._run(self._connection.execute, sql, parameters)
        return max(cursor.rowcount, 0)

    async def execute_many(self, sql: str, parameters: Sequence[Parameters]) -> int:
        cursor: aiosqlite.Cursor = await self._run(self._connection.executemany, sql, parameters)
        return max(cursor.rowcount, 0)

    async def together(
        self,
        work: Callable[Concatenate[Connection, P], Coroutine[Any, Any, T]],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T:
        context = copy_context()  # log lines written meanwhile carry the same reference

        def perform() -> T:
            direct = DirectConnection(self._connection._conn)  # noqa: SLF001 - see below
            return context.run(_drive, work(direct, *arguments, **options))

        # The driver has no public way to run a function in its connection's thread.
        done: T = await self._run(self._connection._execute, perform)  # noqa: SLF001 - see above
        return done

    # The driver's types know no mappings as parameters, which it takes all the same.
    async def _run(self, method: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        if self._ended:
            raise DatabaseError("A connection was used after the block that it was opened for.")
        self.used = True
        with plain_errors():
            return await method(*arguments)


class DirectConnection(_Fetching):
    """The same in the driver's own thread: each statement has run when its method returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def fetch_all(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
        with plain_errors():
            return self._connection.execute(sql, parameters).fetchall()

    async def execute(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> int:
        with plain_errors():
            return max(self._connection.execute(sql, parameters).rowcount, 0)

    async def execute_many(self, sql: str, parameters: Sequence[Parameters]) -> int:
        with plain_errors():
            return max(self._connection.executemany(sql, parameters).rowcount, 0)

    async def together(
        self,
        work: Callable[Concatenate[Connection, P], Coroutine[Any, Any, T]],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T:
        return await work(self, *arguments, **options)


def _drive(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never has to wait to its end."""
    try:
        work.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    work.close()
    raise DatabaseError("Work on the database waited for something other than the database.")


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn SQLite's errors into the engine's, so that no caller needs to know the engine."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise ConstraintError(str(error)) from error
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODES in BUSY:
            fault = "Another program keeps the database locked: end it, or let it finish."
            raise BusyError(fault) from error
        raise DatabaseError(f"The database failed: {error}.") from error
