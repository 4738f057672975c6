"""The database as the rest of the bot knows it: readers, one writer, and nothing of the engine.

Storage modules take a `Connection`; work gets one from `Database.read(work, ...)` or
`Database.write(work, ...)`. Which engine answers is decided by the address alone.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextvars import ContextVar
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar

from storage.errors import DatabaseError
from storage.stamps import Row

P = ParamSpec("P")
T = TypeVar("T")
C = TypeVar("C", bound=type)

Parameters = Mapping[str, object]
"""Values for a statement's `:name` places; no sequence, which Python 3.14 refuses for names."""
NO_PARAMETERS: Final[Parameters] = {}


class Connection(Protocol):
    """Runs statements; those of one work take effect together or not at all."""

    async def fetch_all(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
        """Return every row of the result."""

    async def fetch_one(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Row | None:
        """Return the first row of the result, or None."""

    async def fetch_value(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> Any:
        """Return the first column of the first row, or None.

        Its type is known to the query only.
        """

    async def execute(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> int:
        """Change rows; returns how many."""

    async def execute_many(self, sql: str, parameters: Sequence[Parameters]) -> int:
        """Change rows once for each set of parameters; returns how many in all."""

    async def insert(self, sql: str, parameters: Parameters = NO_PARAMETERS) -> int:
        """Add a row with a statement that ends in `RETURNING id`; returns the id."""


Work = Callable[Concatenate[Connection, P], Coroutine[Any, Any, T]]
"""A coroutine function that is run whole, on a connection that it is given.

It may run in another thread, and, where the engine asks for it, again: it awaits statements of its
connection and nothing else (`DatabaseError` otherwise), and touches only its frozen arguments.
"""


class Database(Protocol):
    """An open database: several readers and one writer, which run work and nothing else."""

    async def read(self, work: Work[P, T], /, *arguments: P.args, **options: P.kwargs) -> T:
        """Run work that only reads; all its statements see one state of the database."""

    async def write(self, work: Work[P, T], /, *arguments: P.args, **options: P.kwargs) -> T:
        """Run work in one transaction: committed when it returns, rolled back when it raises.

        Works wait for each other; one that is asked for inside a transaction of the same task
        raises `DatabaseError`. Cancelled while it waits for its turn, it isn't run. Cancelled
        later, it is finished first, commit included, and then the cancellation is raised: what
        was committed may have been cancelled, so actions are safe to repeat.
        """


_running: ContextVar[Work[..., Any] | None] = ContextVar("running", default=None)
"""The work on the database that is running here."""


def name_of(work: Work[..., Any]) -> str:
    """Name work as logs and errors do: `cogs.qa.actions.answers.accept`."""
    named = getattr(work, "__wrapped__", work)
    return f"{named.__module__}.{getattr(named, '__qualname__', named)}"


def begin_work(work: Work[..., Any]) -> None:
    """Mark the current context as that of work on the database."""
    _running.set(work)


def refuse_in_work(what: str) -> None:
    """Raise `DatabaseError` inside of work on the database, which may not touch `what`.

    Work runs in another thread than the event loop, and may be run again: caches, rates, locks,
    catalogues and Discord's objects belong to the loop, and are asked before the work begins.
    """
    running = _running.get()
    if running is not None:
        raise DatabaseError(
            f"{name_of(running)} used {what} in the database's thread: do it before."
        )


def loop_only(kind: C) -> C:
    """Let the public methods of a class raise in units of work, which run in another thread."""
    for name, method in list(vars(kind).items()):
        is_public = not name.startswith("_") or name == "__call__"
        if is_public and callable(method) and not isinstance(method, type):
            setattr(kind, name, guarded(method, f"{kind.__name__}.{name}"))
    return kind


def guarded(method: Callable[..., Any], name: str) -> Callable[..., Any]:  # Any: any method
    """Let a method raise in units of work, as `loop_only` does with all of a class."""

    @wraps(method)
    def at_once(*arguments: Any, **options: Any) -> Any:  # Any: see above
        refuse_in_work(name)
        return method(*arguments, **options)

    @wraps(method)
    async def later(*arguments: Any, **options: Any) -> Any:  # Any: see above
        refuse_in_work(name)
        return await method(*arguments, **options)

    return later if iscoroutinefunction(method) else at_once
