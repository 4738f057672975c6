"""Bots as processes of their own, watched from outside."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class BotProcess:
    """A running bot."""

    process: psutil.Process

    def cpu_seconds(self) -> float:
        """User and system time used so far by all of the process's threads."""
        times = self.process.cpu_times()
        return times.user + times.system

    def resident_bytes(self) -> int:
        """Memory held now."""
        return int(self.process.memory_info().rss)


@asynccontextmanager
async def started(
    arguments: Sequence[str], environment: dict[str, str]
) -> AsyncIterator[BotProcess]:
    """Run `python -m ARGUMENTS` with its output discarded; end it when the block ends."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *arguments,
        env=os.environ | environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield BotProcess(psutil.Process(child.pid))
    finally:
        child.terminate()
        await child.wait()
