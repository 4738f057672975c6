"""The process that reads one contract and ends: `python -m bot.contract_worker`.

What strangers upload is read here, where it can neither block the bot nor take its memory, with
no way to the network. The job comes in on the standard input, what it made goes out.
"""

from __future__ import annotations

import gc

if __name__ == "__main__":  # imports alone would have garbage looked for a hundred times
    gc.set_threshold(50_000)

import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from bot.contract_frames import (
    READ,
    TOO_LONG,
    Job,
    read_job,
    write_comparison,
    write_refusal,
    write_upload,
)
from domain.contracts.changes import Change, Grade
from domain.contracts.reading.bounds import (
    MEMORY_BYTES,
    SECONDS,
    VALIDATION_SECONDS,
    OutOfTimeError,
    RefusedError,
    too_deep,
    too_much_memory,
)
from domain.contracts.reading.documents import prepare_upload, read_document, thaw
from domain.contracts.uploads import Comparison

DATA_BYTES = MEMORY_BYTES * 4 // 5
"""Memory that it may allocate: the rest is for the programs' own pages."""
FRAMES = 10_000
"""Depth of calls: documents of the greatest depth need under 2,000, a thousand types that
refer to each other 4,000."""
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn")
WATCH_SECONDS = 0.1
GRAVITY = {grade: position for position, grade in enumerate(Grade)}


def main() -> int:
    """Do the job; what goes wrong in a document is part of the answer, not of the exit code."""
    confine()
    job = read_job(sys.stdin.buffer.read())
    sys.stdout.buffer.write(perform(job))
    sys.stdout.buffer.flush()
    gc.freeze()  # the process ends: looking through all it holds would be for nothing
    return 0


def confine() -> None:
    """Give up the network, other processes, and memory beyond the bound."""
    sys.setrecursionlimit(FRAMES)
    sys.addaudithook(_forbid)
    try:
        import resource  # noqa: PLC0415 - Windows has none: memory isn't bounded there
    except ImportError:
        threading.Thread(target=_watch, daemon=True).start()
        return
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_DATA, (DATA_BYTES, DATA_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _watch() -> None:
    """End the process once its processor time is used up, where the system has no bound for it."""
    while time.process_time() < SECONDS:
        time.sleep(WATCH_SECONDS)
    os._exit(TOO_LONG)


def _forbid(event: str, arguments: Sequence[object]) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"{event} is not for the process that reads contracts: {arguments}")


def perform(job: Job) -> bytes:
    """Return the answer to a job: what was read or compared, or why it is refused."""
    try:
        if job.work != READ:
            return write_comparison(_compare(job, job.document))
        reading = read_document(job.document, time_limit(VALIDATION_SECONDS))
        upload = prepare_upload(reading)
        return write_upload(replace(upload, comparison=_compare(job, upload.model)))
    except RefusedError as error:
        return write_refusal(error)
    except RecursionError:
        return write_refusal(too_deep())
    except MemoryError:
        return write_refusal(too_much_memory())


def _compare(job: Job, model: bytes) -> Comparison:
    if not job.old:
        return Comparison()
    from domain.contracts.comparison import compare_contracts  # noqa: PLC0415 - a first upload needs none

    changes = compare_contracts(thaw(job.old), thaw(model), today=job.today)
    counts = {grade: sum(each.grade is grade for each in changes) for grade in Grade}
    return Comparison(tuple(gravest(changes)[: job.most_changes]), counts)


def gravest(changes: Sequence[Change]) -> list[Change]:
    """Sort changes by their grade, the gravest first, else in their order."""
    return sorted(changes, key=lambda change: GRAVITY[change.grade])


def time_limit(seconds: float) -> Callable[[], None]:
    """Make a function that raises `OutOfTimeError` when it's called so long after its first call.

    Processor time of the thread counts: a busy machine cuts nothing short.
    """
    end: float | None = None

    def look() -> None:
        nonlocal end
        now = time.thread_time()
        if end is None:
            end = now + seconds
        elif now > end:
            raise OutOfTimeError

    return look


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        raise SystemExit(main())
