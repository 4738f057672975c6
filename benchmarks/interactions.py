"""Cost of answers beside other bots': `python -m benchmarks interactions [--rounds N] [--json]`.

In every round bots take turns as processes of their own against the sandbox: bare discord.py bots,
Nexus, and a floor bot that plays what Nexus does: the same statements in one hop to the database's
thread, the same embeds and as many requests (`floor_bot.py`). What it plays was recorded of Nexus
before the first round, with the questions that are asked and the state of the database. Processor
time is the bot's alone; all else shares the machine with the sandbox.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import shutil
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import Any

from benchmarks.figures import table
from benchmarks.floor_bot import CALLBACK, MESSAGE, Script, save
from benchmarks.load import Measured, Operation, measure, until_quiet
from benchmarks.processes import BotProcess, started
from benchmarks.scenes import Asked, ask_questions, search_words
from sandbox.client import Sandbox

MEMBERS = 16
QUESTIONS = 64
BARE = ("constant", "select", "insert")
NEXUS, FLOOR = "nexus", "floor"
SEARCH, SHOW, LIST, HELP = "search", "question_show", "question_list", "help"
ACCEPT, TALK = "accept", "thread_message"
BESIDE = {SEARCH: "select", SHOW: FLOOR, LIST: FLOOR, HELP: FLOOR, ACCEPT: FLOOR, TALK: FLOOR}
"""The bot beside which each of Nexus's operations is set."""
AIMS = {SEARCH: 2.6, SHOW: 1.25, LIST: 1.25, HELP: 1.25, ACCEPT: 1.5, f"{ACCEPT}_in_all": 2.0}
AIM_GROWTH_MIB = 12
BEYOND = 1.25
"""Share by which a ratio may exceed the highest stored one."""
LEGEND = """CPU ms: the bot's processor time per answer until the last answer was seen;
in all: until everything had followed (cards edited, thanks said)."""
WARM_UP = 50
RECORDING_SECONDS = 0.1
MEBIBYTE = 1 << 20

Round = dict[tuple[str, str], Measured]
"""Figures of a round, by bot and operation."""


@dataclass(slots=True)
class Results:
    """Everything measured so far, of all bots."""

    rounds: list[Round] = field(default_factory=list)
    ready: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    resident: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    growth: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Town:
    """A server with questions, the database that Nexus had of it, and what was recorded."""

    sandbox: Sandbox
    asked: list[Asked]
    database: Path
    script: Path


def main(arguments: list[str]) -> int:
    """Measure and print; 1 only where `--against` finds a ratio that has grown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks interactions")
    parser.add_argument("--rounds", type=int, default=3, help="how often all bots take turns (3)")
    parser.add_argument("--answers", type=int, default=640, help="per bot, kind and round (640)")
    parser.add_argument(
        "--growth", type=int, default=10_000, help="after which memory is read again (10000)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--against", type=Path, help="compare with ratios stored in this file")
    options = parser.parse_args(arguments)
    results = asyncio.run(_all(options.rounds, options.answers, options.growth))
    found = summary(results)
    print(json.dumps(found) if options.json else _text(found))
    if options.against is None:
        return 0
    worse = grown(found, json.loads(options.against.read_text("utf-8")))
    print("\n".join(worse) or "No ratio has grown.")
    return 1 if worse else 0


def summary(results: Results) -> dict[str, Any]:  # Any: JSON
    """Medians of all rounds, how they compare, and the spread of the comparisons."""
    bots = {
        name: {
            "rss_mib": round(median(results.resident[name]), 1),
            "ready_s": round(median(seconds), 2),
        }
        for name, seconds in results.ready.items()
    }
    operations: dict[str, dict[str, float]] = {}
    for bot, what in results.rounds[0]:
        measured = [each[bot, what] for each in results.rounds]
        operations[f"{bot}:{what}"] = {
            "cpu_ms": round(median(each.cpu_ms for each in measured), 3),
            "in_all_ms": round(median(each.cpu_ms_in_all for each in measured), 3),
            "requests": round(median(each.requests / each.answers for each in measured), 2),
            "p99_ms": round(median(each.milliseconds(0.99) for each in measured), 1),
        }
    ratios = _ratios(results.rounds)
    return {
        "rounds": len(results.rounds),
        "bots": bots,
        "operations": operations,
        "growth_mib": [round(each, 1) for each in results.growth],
        "ratios": {name: round(median(each), 2) for name, each in ratios.items()},
        "spread": {name: [round(min(r), 2), round(max(r), 2)] for name, r in ratios.items()},
    }


def _ratios(rounds: Sequence[Round]) -> dict[str, list[float]]:
    """Compare Nexus's processor time with the other bot's in each round."""
    ratios: dict[str, list[float]] = defaultdict(list)
    for measured in rounds:
        for what, bot in BESIDE.items():
            own = measured[NEXUS, what]
            other = measured[bot, what if bot == FLOOR else bot]
            if what != TALK:  # nobody is answered
                ratios[what].append(own.cpu_ms / other.cpu_ms)
            if what in (ACCEPT, TALK):
                ratios[f"{what}_in_all"].append(own.cpu_ms_in_all / other.cpu_ms_in_all)
    return ratios


def grown(found: Mapping[str, Any], stored: Mapping[str, Any]) -> list[str]:  # Any: JSON
    """Name the ratios that exceed the highest of the stored spread by more than a quarter."""
    return [
        f"{name}: {ratio} is more than {BEYOND} times the stored {stored['spread'][name][1]}"
        for name, ratio in found["ratios"].items()
        if name in stored["spread"] and ratio > BEYOND * stored["spread"][name][1]
    ]


async def _all(rounds: int, answers: int, growth: int) -> Results:
    results = Results()
    async with _place() as (sandbox, folder):
        town = await _record(sandbox, folder)
        for number in range(rounds):
            results.rounds.append({})
            for kind in BARE:
                await _bare(results, kind, answers)
            last = growth if number == rounds - 1 else 0
            await _nexus(results, town, folder, answers, last)
            await _floor(results, town, folder, answers)
    return results


async def _record(sandbox: Sandbox, folder: Path) -> Town:
    """Let members ask, and record what Nexus does for each operation."""
    log, made = folder / "statements.jsonl", folder / "recorded.db"
    town = Town(sandbox, [], folder / "town.db", folder / "script.json")
    scripts: dict[str, Script] = {}
    recording = ["benchmarks.floor_bot", "record", str(log)]
    async with _running(Results(), "", sandbox, recording, "help", _environment(made)):
        town.asked.extend(await ask_questions(sandbox, QUESTIONS))
        for each in town.asked:
            await each.choose()
        operations = _operations(town)
        for what in (SHOW, LIST, HELP, TALK):
            for _ in range(2):  # the second time caches are filled
                operation = operations[what]()
                script = await _recorded(sandbox, log, operation)
            name = MESSAGE if what == TALK else what.replace("_", " ")
            scripts[name] = script
        for each in town.asked:
            show = partial(each.asker.slash, "question show", question=str(each.id))
            scripts[f"question show {each.id}"] = await _recorded(sandbox, log, show)
        with (
            closing(sqlite3.connect(made)) as source,
            closing(sqlite3.connect(town.database)) as to,
        ):
            source.backup(to)
        for each in town.asked:
            select = each.controls[0]["components"][0]["custom_id"]
            name = f"{select} {each.answers[0].id}"
            scripts[name] = await _recorded(sandbox, log, each.accept())
    save(town.script, scripts)
    return town


async def _recorded(sandbox: Sandbox, log: Path, operation: Operation) -> Script:
    """Do something once, alone, and make a script of what Nexus did."""
    await until_quiet(sandbox, RECORDING_SECONDS)
    before, at = sandbox.request_count, await asyncio.to_thread(log.stat)
    done: Any = await operation()  # Any: what the operation returns
    answered = time.time()
    await until_quiet(sandbox, RECORDING_SECONDS)
    count = sandbox.request_count - before
    exchanges = list(sandbox.requests)[-count:] if count else []
    with log.open(encoding="utf-8") as lines:
        lines.seek(at.st_size)
        statements = [json.loads(line) for line in lines]
    interaction = getattr(done, "interaction", None) or done
    callbacks = [each for each in exchanges if each.path.startswith(CALLBACK)]
    return Script(
        [each for each in statements if each[0] <= answered or not callbacks],
        callbacks[0].body if callbacks else None,
        [each for each in statements if each[0] > answered and callbacks],
        [[e.method, e.path, e.body] for e in exchanges if not e.path.startswith(CALLBACK)],
        [str(interaction.id), str(getattr(interaction, "token", ""))],
    )


def _operations(town: Town) -> dict[str, Callable[[], Operation]]:
    """Make what members do, by name; each call makes the next one."""
    questions, words = cycle(town.asked), cycle(search_words(town.asked))

    def show() -> Operation:
        question = next(questions)
        return partial(question.asker.slash, "question show", question=str(question.id))

    def talk() -> Operation:
        question = next(questions)
        return partial(question.asker.send, "Is it the same for you?", channel=question.thread)

    ada = town.sandbox.member("ada")
    return {
        SEARCH: lambda: partial(next(questions).asker.slash, "search", query=next(words)),
        SHOW: show,
        LIST: lambda: partial(ada.slash, "question list"),
        HELP: lambda: partial(ada.slash, "help"),
        TALK: talk,
    }


async def _bare(results: Results, kind: str, answers: int) -> None:
    async with _place() as (sandbox, folder):
        arguments = ["benchmarks.bare_bot", kind, str(folder / "notes.db")]
        member = sandbox.member("ada")
        async with _running(results, kind, sandbox, arguments, "bare", {}) as bot:
            operations = {kind: lambda: partial(member.slash, "bare")}
            await _measure(results, kind, sandbox, bot, operations, answers)


async def _nexus(results: Results, town: Town, folder: Path, answers: int, growth: int) -> None:
    database = folder / "nexus.db"
    _copy(town.database, database)
    operations = _operations(town)
    sandbox = town.sandbox
    run = ["bot", "run"]
    async with _running(results, NEXUS, sandbox, run, "help", _environment(database)) as bot:
        await _measure(results, NEXUS, sandbox, bot, operations, answers)
        await _accept(results, NEXUS, town, bot)
        if growth:
            mixed = cycle((operations[SEARCH], operations[SHOW], operations[LIST]))
            before = bot.resident_bytes()
            await measure(sandbox, bot, (next(mixed)() for _ in range(growth)), MEMBERS)
            results.growth.append((bot.resident_bytes() - before) / MEBIBYTE)


async def _floor(results: Results, town: Town, folder: Path, answers: int) -> None:
    database = folder / "floor.db"
    _copy(town.database, database)
    operations = _operations(town)
    del operations[SEARCH]
    arguments = ["benchmarks.floor_bot", "replay", str(town.script)]
    environment = _environment(database)
    async with _running(results, FLOOR, town.sandbox, arguments, "help", environment) as bot:
        await _measure(results, FLOOR, town.sandbox, bot, operations, answers)
        await _accept(results, FLOOR, town, bot)


def _copy(database: Path, to: Path) -> None:
    for left in to.parent.glob(f"{to.name}*"):
        left.unlink()
    shutil.copy(database, to)


def _environment(database: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{database}",
        "NEXUS_RATE_COMMANDS": "1000000",
        "NEXUS_RATE_POSTS": "1000000",
        "NEXUS_LOG_LEVEL": "WARNING",
    }


@asynccontextmanager
async def _place() -> AsyncIterator[tuple[Sandbox, Path]]:
    """Open a fresh sandbox that lets bots hurry, and a folder for their files."""
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
    """Run a bot as a process of its own, timed from its start to its first answer."""
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
        results.resident[name].append(bot.resident_bytes() / MEBIBYTE)
    await sandbox.until(lambda: not sandbox.gateway.sessions.connected(), 30)


async def _measure(
    results: Results,
    bot_name: str,
    sandbox: Sandbox,
    bot: BotProcess,
    operations: Mapping[str, Callable[[], Operation]],
    answers: int,
) -> None:
    for what, operation in operations.items():
        await measure(sandbox, bot, [operation() for _ in range(WARM_UP)], 1)
        done = await measure(sandbox, bot, [operation() for _ in range(answers)], MEMBERS)
        results.rounds[-1][bot_name, what] = done


async def _accept(results: Results, bot_name: str, town: Town, bot: BotProcess) -> None:
    """Let every asker accept an answer; the choice was opened before the clock runs."""
    operations = [each.accept() for each in town.asked]
    done = await measure(town.sandbox, bot, operations, MEMBERS)
    results.rounds[-1][bot_name, ACCEPT] = done


def _text(found: Mapping[str, Any]) -> str:  # Any: JSON
    operations = [
        (name, *(f"{each[key]:.2f}" for key in ("cpu_ms", "in_all_ms", "requests", "p99_ms")))
        for name, each in found["operations"].items()
    ]
    ratios = [
        (
            name,
            f"{ratio:.2f}",
            " to ".join(map(str, found["spread"][name])),
            str(AIMS.get(name, "")),
        )
        for name, ratio in found["ratios"].items()
    ]
    bots = [
        (name, f"{b['ready_s']:.2f}", f"{b['rss_mib']:.1f}") for name, b in found["bots"].items()
    ]
    growth = ", ".join(map(str, found["growth_mib"])) or "not measured"
    return "\n\n".join(
        (
            table(("bot:operation", "CPU ms", "in all", "requests", "p99 ms"), operations),
            LEGEND,
            table(("ratio", "median", "rounds", "aim"), ratios),
            table(("until the first answer", "seconds", "MiB"), bots),
            f"Memory grew by {growth} MiB (aim: {AIM_GROWTH_MIB}).",
        )
    )
