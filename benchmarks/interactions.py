"""How fast and at what cost the bot answers: `python -m benchmarks interactions [--rounds N]`.

Nexus and three bare discord.py bots run as processes of their own against the sandbox, one after
the other, in every round. The sandbox shares the machine with them, so that times and throughput
are its own as well as the bot's; processor time per answer is the bot's alone.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from types import MappingProxyType

from benchmarks.asking import Asked, ask_questions, prepare_choices, search_words
from benchmarks.figures import table
from benchmarks.load import Measured, Operation, measure, until_quiet
from benchmarks.processes import BotProcess, started
from sandbox.client import Sandbox

MEMBERS = (1, 16, 64)
BARE = ("constant", "select", "insert")
MATCHING = {"/search": "select", "/question show": "select", "accept click": "insert"}
"""The bare bot that does as little of the same as possible."""
AIMS = {"/search": 1.25, "/question show": 1.25, "accept click": 1.4}
AIM_P99 = 1.5
WARM_UP = 50
MEBIBYTE = 1 << 20

Key = tuple[str, int]
"""What was done, and by how many members at once."""


@dataclass(slots=True)
class Results:
    """Everything measured so far, of all bots."""

    measured: dict[Key, Measured] = field(default_factory=lambda: defaultdict(Measured))
    ready: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    resident: dict[str, int] = field(default_factory=dict)


def main(arguments: list[str]) -> int:
    """Measure and print; always 0, for a missed aim is a finding and no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks interactions")
    parser.add_argument("--rounds", type=int, default=3, help="how often all bots take turns (3)")
    parser.add_argument("--answers", type=int, default=640, help="per bot, kind and round (640)")
    options = parser.parse_args(arguments)
    results = asyncio.run(_all(options.rounds, options.answers))
    _print(results)
    return 0


async def _all(rounds: int, answers: int) -> Results:
    results = Results()
    for _ in range(rounds):
        for kind in BARE:
            await _bare(results, kind, answers)
        await _nexus(results, answers)
    return results


async def _bare(results: Results, kind: str, answers: int) -> None:
    async with _place() as (sandbox, folder):
        arguments = ["benchmarks.bare_bot", kind, str(folder / "notes.db")]
        member = sandbox.member("ada")

        def answer() -> Operation:
            return partial(member.slash, "bare")

        async with _running(results, kind, sandbox, arguments, "bare") as bot:
            await _levels(results, kind, sandbox, bot, answer, answers)
            results.resident[kind] = bot.resident_bytes()


async def _nexus(results: Results, answers: int) -> None:
    async with _place() as (sandbox, folder):
        environment = {
            "DATABASE_URL": f"sqlite:///{folder}/nexus.db",
            "NEXUS_RATE_COMMANDS": "1000000",
            "NEXUS_RATE_POSTS": "1000000",
            "NEXUS_LOG_LEVEL": "WARNING",
        }
        run = partial(_running, sandbox=sandbox, arguments=["bot", "run"], probe="help")
        async with run(results, "nexus", environment=environment) as bot:
            asked = await ask_questions(sandbox, max(MEMBERS))
            await _read(results, sandbox, bot, asked, answers)
            await _accept(results, sandbox, bot, asked, answers)
            results.resident["nexus"] = bot.resident_bytes()
        async with run(results, "nexus, again", environment=environment):
            pass


@asynccontextmanager
async def _place() -> AsyncIterator[tuple[Sandbox, Path]]:
    """A fresh sandbox that lets bots hurry, and a folder for their files."""
    gc.collect()
    with tempfile.TemporaryDirectory() as folder:
        async with Sandbox.start(rate_limits=False) as sandbox:
            yield sandbox, Path(folder)


@asynccontextmanager
async def _running(
    results: Results,
    name: str,
    sandbox: Sandbox,
    arguments: Sequence[str],
    probe: str,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[BotProcess]:
    """A bot as a process of its own, timed from its start to its first answer."""
    connection = {"DISCORD_TOKEN": sandbox.token, "DISCORD_API_BASE": sandbox.api_base}
    start = time.perf_counter()
    async with started(arguments, {**environment, **connection}) as bot:
        await sandbox.until(
            lambda: sandbox.has_command(probe) and sandbox.gateway.sessions.connected(), 30
        )
        await sandbox.member("ada").slash(probe)
        results.ready[name].append(time.perf_counter() - start)
        await until_quiet(sandbox)
        yield bot


async def _levels(
    results: Results,
    name: str,
    sandbox: Sandbox,
    bot: BotProcess,
    operation: Callable[[], Operation],
    answers: int,
) -> None:
    await measure(sandbox, bot, [operation() for _ in range(WARM_UP)], 1)
    for members in MEMBERS:
        operations = [operation() for _ in range(answers)]
        results.measured[name, members].add(await measure(sandbox, bot, operations, members))


async def _read(
    results: Results, sandbox: Sandbox, bot: BotProcess, asked: list[Asked], answers: int
) -> None:
    questions, words = cycle(asked), cycle(search_words(asked))

    def search() -> Operation:
        return partial(next(questions).asker.slash, "search", query=next(words))

    def show() -> Operation:
        question = next(questions)
        return partial(question.asker.slash, "question show", question=str(question.id))

    await _levels(results, "/search", sandbox, bot, search, answers)
    await _levels(results, "/question show", sandbox, bot, show, answers)


async def _accept(
    results: Results, sandbox: Sandbox, bot: BotProcess, asked: list[Asked], answers: int
) -> None:
    """Every asker has the choice open before the clock runs, and accepts another answer."""
    await measure(sandbox, bot, await prepare_choices(asked), 1)
    for members in MEMBERS:
        for _ in range(max(1, answers // len(asked))):
            operations = list(islice(await prepare_choices(asked), answers))
            measured = await measure(sandbox, bot, operations, members)
            results.measured["accept click", members].add(measured)


def _print(results: Results) -> None:
    header = ("", "members", "answers/s", "p50 ms", "p95 ms", "p99 ms", "CPU ms", "in all")
    rows = [_row(key, measured) for key, measured in results.measured.items()]
    print(table(header, rows))
    print("\nCPU ms: the bot's processor time per answer until the last answer was seen;")
    print("in all: until everything had followed (cards edited, thanks said).\n")
    headings = ("beside the matching bare bot", "members", "CPU", "in all", "p99", "aims")
    print(table(headings, [_ratios(results, what, n) for what in MATCHING for n in MEMBERS]))
    print("\nseconds from the start to the first answer, and memory held after all answers:")
    for name, seconds in results.ready.items():
        held = results.resident.get(name)
        memory = "" if held is None else f"  {held / MEBIBYTE:6.1f} MiB"
        print(f"  {name:14}{min(seconds):6.2f} to {max(seconds):.2f} s{memory}")


def _row(key: Key, measured: Measured) -> tuple[str, ...]:
    times = [f"{measured.milliseconds(share):.1f}" for share in (0.5, 0.95, 0.99)]
    cpu = (f"{measured.cpu_ms:.2f}", f"{measured.cpu_ms_in_all:.2f}")
    return (key[0], str(key[1]), f"{measured.per_second:.0f}", *times, *cpu)


def _ratios(results: Results, what: str, members: int) -> tuple[str, ...]:
    bare, own = results.measured[MATCHING[what], members], results.measured[what, members]
    return (
        f"{what} / {MATCHING[what]}",
        str(members),
        f"{own.cpu_ms / bare.cpu_ms:.2f}",
        f"{own.cpu_ms_in_all / bare.cpu_ms_in_all:.2f}",
        f"{own.milliseconds(0.99) / bare.milliseconds(0.99):.2f}",
        f"CPU {AIMS[what]}, p99 {AIM_P99}",
    )
