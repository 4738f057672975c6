"""Nexus as a process of its own, the way an operator runs it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox.client import PATIENCE_SECONDS

ROOT = Path(__file__).resolve().parents[2]
OURS = ("DISCORD_", "NEXUS_", "DATABASE_URL")

MOST_LINE = 1 << 20
"""Bytes: with everything logged, a line holds the descriptions of all commands."""


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The tests' own environment, with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {"PYTHONPATH": str(ROOT)} | dict(settings)


class Process:
    """A running `nexus`, and everything that it wrote so far."""

    def __init__(self, child: asyncio.subprocess.Process) -> None:
        self.child = child
        self.output = ""
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.child.stdout is not None
        while line := await self.child.stdout.readline():
            self.output += line.decode()
            self._news.set()
        self._news.set()

    async def says(self, words: str) -> None:
        """Wait until it has written these words."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while words not in self.output:
                assert not self._reading.done(), self.output
                await self._news.wait()
                self._news.clear()

    async def ended(self) -> int:
        """Wait for its end; returns the exit code."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._reading
            return await self.child.wait()


@asynccontextmanager
async def started(
    *arguments: str, folder: Path, settings: Mapping[str, str]
) -> AsyncIterator[Process]:
    """`python -m bot ARGUMENTS` in a folder of its own; killed if the block leaves it running."""
    async with started_module("bot", *arguments, folder=folder, settings=settings) as process:
        yield process


@asynccontextmanager
async def started_module(
    *arguments: str, folder: Path, settings: Mapping[str, str]
) -> AsyncIterator[Process]:
    """The same with any module: `python -m ARGUMENTS`."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *arguments),
        cwd=folder,
        env=environment(settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        limit=MOST_LINE,
    )
    process = Process(child)
    try:
        yield process
    finally:
        if child.returncode is None:
            child.kill()
        await process.ended()


async def run(*arguments: str, folder: Path, settings: Mapping[str, str]) -> tuple[int, str]:
    """Run it to its end; returns the exit code and all that it wrote."""
    async with started(*arguments, folder=folder, settings=settings) as process:
        return await process.ended(), process.output
