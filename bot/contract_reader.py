"""The reader of contracts: a process of its own, one at a time, which ends after a while."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from contextlib import suppress
from datetime import date

from bot.contract_frames import (
    COMPARE,
    READ,
    TOO_LONG,
    Job,
    read_comparison,
    read_upload,
    write_job,
)
from domain.contracts.reading.bounds import (
    MOST_BYTES,
    SECONDS,
    too_large,
    too_long,
    too_much_memory,
)
from domain.contracts.uploads import Comparison, Upload
from storage.connection import loop_only
from storage.contract_changes import MOST_CHANGES

log = logging.getLogger(__name__)

PATIENCE = 6
"""Factor of the bound that may pass on the clock: a busy machine gives its time late."""
OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0) or None
COMMAND = (sys.executable, "-m", "bot.contract_worker")
SETTINGS = {"PYTHONUTF8": "1", "PYDANTIC_DISABLE_PLUGINS": "1"}
"""Text is UTF-8; pydantic, which the validator brings, looks for no plugins in what's installed."""
ENVIRONMENT = None if sys.platform == "win32" else SETTINGS
"""Not ours: the token stays where it is. (Windows starts no process without its own.)"""


class ReaderError(RuntimeError):
    """The reading process failed, through a fault of ours; its last words are in the log."""


@loop_only
class ContractReader:
    """Reads and compares contracts; those that come at once wait for each other."""

    def __init__(self, most_changes: int = MOST_CHANGES) -> None:
        self._turn = asyncio.Semaphore(1)
        self._most_changes = most_changes

    async def read(self, document: bytes, *, since: bytes | None, today: date) -> Upload:
        """See `cogs.core.services.Contracts`."""
        if len(document) > MOST_BYTES:
            raise too_large(len(document))
        job = Job(READ, today, document, since or b"", self._most_changes)
        return await asyncio.to_thread(read_upload, await self._perform(job))

    async def compare(self, old: bytes, new: bytes, *, today: date) -> Comparison:
        """See `cogs.core.services.Contracts`."""
        job = Job(COMPARE, today, new, old, self._most_changes)
        return await asyncio.to_thread(read_comparison, await self._perform(job))

    async def _perform(self, job: Job) -> bytes:
        async with self._turn:
            process = await asyncio.create_subprocess_exec(
                *COMMAND,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=ENVIRONMENT,
            )
            try:
                async with asyncio.timeout(SECONDS * PATIENCE):
                    answer, words = await process.communicate(write_job(job))
            except TimeoutError:
                raise too_long() from None
            finally:
                if process.returncode is None:
                    with suppress(ProcessLookupError):
                        process.kill()
                    await process.wait()
        if process.returncode:
            return self._explain(process.returncode, words)
        return answer

    @staticmethod
    def _explain(code: int, words: bytes) -> bytes:
        """Return the frame that says why the system ended it: memory, or processor time."""
        last = words.decode(errors="replace").strip()[-500:]
        log.warning("The process that reads contracts ended with %s: %s", code, last)
        if code in (OUT_OF_TIME, TOO_LONG):
            raise too_long()
        if code < 0 or "MemoryError" in last or "memory allocation" in last:
            raise too_much_memory()
        raise ReaderError(f"the process that reads contracts ended with {code}")
