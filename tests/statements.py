"""Statements one by one, for tests that prepare or look at rows between other things.

The bot has `Database.read(work)` and `Database.write(work)` alone; a test often reads better
when its statements stand among its assertions, each in a hop of its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from storage.connection import NO_PARAMETERS, Connection, Database, Parameters
from storage.sqlite.database import SqliteDatabase
from storage.sqlite.driver import Driver, File
from storage.sqlite.statements import SqliteConnection, plain_errors
from storage.stamps import Row

Statement = Callable[[SqliteConnection], Coroutine[Any, Any, Any]]  # Any: what it returns


class _Statements:
    """A `Connection` for the length of a block, each statement run in the driver's thread."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    async def fetch_all(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
        rows: list[Row] = await self._run(lambda direct: direct.fetch_all(sql, parameters))
        return rows

    async def fetch_one(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Row | None:
        row: Row | None = await self._run(lambda direct: direct.fetch_one(sql, parameters))
        return row

    async def fetch_value(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Any:
        return await self._run(lambda direct: direct.fetch_value(sql, parameters))

    async def execute(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> int:
        count: int = await self._run(lambda direct: direct.execute(sql, parameters))
        return count

    async def execute_many(self, sql: str, parameters: Any) -> int:
        count: int = await self._run(lambda direct: direct.execute_many(sql, parameters))
        return count

    async def insert(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> int:
        id_: int = await self._run(lambda direct: direct.insert(sql, parameters))
        return id_

    async def _run(self, statement: Statement) -> Any:
        def run(file: File) -> Any:
            running = statement(SqliteConnection(file))
            try:
                running.send(None)
            except StopIteration as done:
                return done.value
            raise AssertionError("a statement waits for nothing")

        return await self._driver.run(run)


@asynccontextmanager
async def reading(database: Database) -> AsyncIterator[Connection]:
    """Give a connection that only reads."""
    assert isinstance(database, SqliteDatabase)
    with database._choose() as reader:
        yield _Statements(reader)


@asynccontextmanager
async def writing(database: Database) -> AsyncIterator[Connection]:
    """Give the writer, in one transaction: committed at the end, rolled back where it raises."""
    assert isinstance(database, SqliteDatabase)
    async with database._writing():
        try:
            yield _Statements(database._writer)
            with plain_errors():
                await database._writer.run(lambda file: file.commit())
        except BaseException:
            await database._writer.run(lambda file: file.rollback())
            raise
