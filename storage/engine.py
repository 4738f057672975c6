"""The database as the rest of the bot knows it: readers, one writer, and nothing of the engine.

Storage modules take a `Connection`; actions get one from `Database.read` or
`Database.transaction`. Which engine answers is decided by the address alone.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar

from storage.stamps import Row

DEFAULT_READERS = 3

P = ParamSpec("P")
T = TypeVar("T")

Parameters = Mapping[str, object]
"""Values for a statement's `:name` places; no sequence, which Python 3.14 refuses for names."""
NO_PARAMETERS: Final[Parameters] = {}


class Connection(Protocol):
    """Runs statements; inside `Database.transaction` they take effect together or not at all."""

    async def fetch_all(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
        """Every row of the result."""

    async def fetch_one(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Row | None:
        """The first row of the result, or None."""

    async def fetch_value(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Any:
        """The first column of the first row, or None; its type is known to the query only."""

    async def execute(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> int:
        """Change rows; returns how many."""

    async def execute_many(self, sql: str, parameters: Sequence[Parameters]) -> int:
        """Change rows once for each set of parameters; returns how many in all."""

    async def insert(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> int:
        """Add a row with a statement that ends in `RETURNING id`; returns the id."""

    async def together(
        self,
        work: Callable[Concatenate[Connection, P], Coroutine[Any, Any, T]],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T:
        """`await work(connection, ...)` where one thread hop may serve all of its statements.

        The work may run in another thread: it awaits statements of the connection that it is
        given and nothing else (`DatabaseError` otherwise), and touches nothing that the event
        loop may be changing.
        """


class Database(Protocol):
    """An open database: several readers and one writer."""

    def read(self) -> AbstractAsyncContextManager[Connection]:
        """A connection that only reads; each statement sees what was last committed."""

    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        """The writer: all statements of the block, and of nobody else, in one transaction.

        Commits when the block ends, rolls back when it raises. Blocks wait for each other; one
        inside another raises `DatabaseError`. A cancellation that comes during the commit is
        raised after it, so what was committed may have been cancelled: actions must be safe to
        repeat.
        """


@asynccontextmanager
async def open_database(
    url: str, *, readers: int = DEFAULT_READERS, migrate: bool = True
) -> AsyncIterator[Database]:
    """Open the database at `url`, brought up to date first unless `migrate` is False.

    `sqlite:///data/nexus.db` is relative to the working directory, `sqlite:////srv/nexus.db`
    absolute. Raises `DatabaseError` (`MigrationError` where the schema is at fault).
    """
    from storage.sqlite.database import open_sqlite  # noqa: PLC0415 - loads only the engine in use

    async with open_sqlite(url, readers=readers, migrate=migrate) as database:
        yield database
