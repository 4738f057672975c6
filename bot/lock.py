"""Locks beside the database: a shard is run by one process at a time.

The operating system holds them (`flock`, on Windows a locked byte) and frees them with the process,
however that ends: nothing has to expire, and nothing is left to clean up after a crash.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path

from domain.shards import Shards

log = logging.getLogger(__name__)

LOOK_AGAIN_SECONDS = 0.25
"""Pause between two looks at a lock that another process holds."""


@asynccontextmanager
async def shard_locks(folder: Path, shards: Shards) -> AsyncIterator[None]:
    """Hold `folder/shard-N.lock` for each shard; waits for another process that runs one of them.

    Raises `OSError` where the folder can't be written to.
    """
    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103 - of a moment, and before anything else runs
    with ExitStack() as held:
        told = False
        while (taken := _take(held, folder, shards)) is not None:
            if not told:
                log.warning("Another process runs these servers (%s): waiting for its end", taken)
                told = True
            await asyncio.sleep(LOOK_AGAIN_SECONDS)  # the kernel tells nobody that it was freed
        if told:
            log.info("The other process has ended")
        yield


def _take(held: ExitStack, folder: Path, shards: Shards) -> Path | None:
    """Take all of the locks, or none; returns one that is in the way."""
    mine = {folder / f"shard-{number}.lock" for number in shards.ids}
    with ExitStack() as attempt:
        for path in sorted(mine):
            if not attempt.enter_context(_locked(path, shards)):
                return path
        for path in sorted(set(folder.glob("shard-*.lock")) - mine):
            if _may_collide(path, shards) and _is_held(path):
                return path  # another count of shards, so another number for the same servers
        held.push(attempt.pop_all())
    return None


@contextmanager
def _locked(path: Path, shards: Shards) -> Iterator[bool]:
    """Lock a file and note in it for whom; False where another process has it."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="ascii") as file:
        is_ours = _lock(file.fileno())
        if is_ours:
            number = int(path.stem.removeprefix("shard-"))
            file.truncate()
            file.write(f"{number}/{shards.count} {os.getpid()}\n")
            file.flush()
        yield is_ours


def _may_collide(path: Path, shards: Shards) -> bool:
    """Tell whether the lock's last holder could own a server of these shards, by its note."""
    try:
        number, _, count = path.read_text("ascii").split()[0].partition("/")
        other = Shards((int(number),), int(count))
    except (OSError, ValueError, IndexError):
        return False
    return other.count != shards.count and other.overlaps(shards)


def _is_held(path: Path) -> bool:
    with path.open("r+b") as file:
        return not _lock(file.fileno())


if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 20
    """Byte that stands for the file: far behind its text, which others must be able to read."""

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        """Take the lock of an open file until that is closed; False where another has it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
