"""An open SQLite database: one writer behind a lock, several readers, a thread for each."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from contextvars import copy_context
from time import perf_counter
from typing import Any, Generic, ParamSpec, TypeVar

from storage.connection import Connection, Work, begin_work, name_of, refuse_in_work
from storage.errors import DatabaseError
from storage.sqlite.address import parse_path
from storage.sqlite.driver import Driver, File, Reader, Writer, open_driver
from storage.sqlite.statements import drive, plain_errors

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

SLOW_SECONDS = 0.05
"""Work that keeps its thread longer than this is named in the log: others waited for it."""
LATE_SECONDS = 0.02
"""Time after which further work passes over a reader that hasn't finished any."""
MOST_QUEUED = 16
"""Works of one reader, beyond which further work goes to the next one."""


class SqliteDatabase:
    """The `Database` of one SQLite file."""

    def __init__(self, writer: Driver, readers: list[Driver]) -> None:
        self._writer = writer
        self._readers = readers
        self._reading = [0] * len(readers)
        self._lock = asyncio.Lock()
        self._owner: asyncio.Task[object] | None = None

    async def read(self, work: Work[P, T], /, *arguments: P.args, **options: P.kwargs) -> T:
        refuse_in_work("the database itself")
        with self._choose() as reader, plain_errors():
            return await reader.run(_Hop(work, arguments, options))

    @contextmanager
    def _choose(self) -> Iterator[Driver]:
        """Choose a reader: the first that keeps up, else the least busy.

        Two threads with short statements hand the interpreter to and fro, for a third of an
        answer's processor time. Readers are shared: nobody waits for one, nested or not.
        """
        now, counts = perf_counter(), self._reading
        keeping_up = (index for index in range(len(counts)) if self._keeps_up(index, now))
        index = next(keeping_up, counts.index(min(counts)))
        reader = self._readers[index]
        if not counts[index]:
            reader.moved_at = now
        counts[index] += 1
        try:
            yield reader
        finally:
            counts[index] -= 1

    def _keeps_up(self, index: int, now: float) -> bool:
        count, moved_at = self._reading[index], self._readers[index].moved_at
        return not count or (count < MOST_QUEUED and now - moved_at < LATE_SECONDS)

    async def write(self, work: Work[P, T], /, *arguments: P.args, **options: P.kwargs) -> T:
        refuse_in_work("the database itself")
        hop = _Hop(work, arguments, options)
        async with self._writing():
            with plain_errors():
                return await _finish(self._writer.run(hop))

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[None]:
        """Wait for the writer; `DatabaseError` where this task has it already."""
        task = asyncio.current_task()
        if self._owner is not None and self._owner is task:
            raise DatabaseError("A transaction is open in this task already: pass its connection.")
        async with self._lock:
            self._owner = task
            try:
                yield
            finally:
                self._owner = None


class _Hop(Generic[T]):
    """Work with its arguments, run from BEGIN to COMMIT in the thread of a connection."""

    def __init__(
        self, work: Work[..., T], arguments: tuple[Any, ...], options: dict[str, Any]
    ) -> None:  # Any: the work's, which its callers check
        self._work = work
        self._arguments = arguments
        self._options = options
        self._context = copy_context()  # log lines written meanwhile carry the same reference
        self._context.run(begin_work, work)

    def __call__(self, file: File) -> T:
        began = perf_counter()
        try:
            file.begin()
            result = drive(file, self._context, self._start)
            file.commit()
        except BaseException:
            file.rollback()
            raise
        finally:
            self._report(perf_counter() - began)
        return result

    def _start(self, connection: Connection) -> Coroutine[Any, Any, T]:
        return self._work(connection, *self._arguments, **self._options)

    def _report(self, seconds: float) -> None:
        if seconds > SLOW_SECONDS:  # no warning: a busy machine is slow by itself
            words = "%s kept its thread of the database for %d ms"
            self._context.run(log.info, words, name_of(self._work), seconds * 1_000)


async def _finish(work: Coroutine[Any, Any, T]) -> T:
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
    return task.result()


@asynccontextmanager
async def open_sqlite(url: str, *, readers: int) -> AsyncIterator[SqliteDatabase]:
    """Open the file that `url` names, creating it where it does not exist yet."""
    path = parse_path(url)
    async with AsyncExitStack() as stack:
        with plain_errors():
            writer = await stack.enter_async_context(open_driver(path, Writer))
            opened = [
                await stack.enter_async_context(open_driver(path, Reader)) for _ in range(readers)
            ]
        yield SqliteDatabase(writer, opened)
