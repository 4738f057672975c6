"""Cost of a start beside a bare bot: `python -m benchmarks start [--rounds N] [--json]`.

Every round starts each process once, one after the other, so that what else the machine does falls
on all alike; medians are compared. Processor time counts all threads and, for commands, ended
children. All bytecode is compiled by a first round that doesn't count.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from benchmarks.figures import table
from bot.contract_frames import READ, Job, write_job
from sandbox.client import Sandbox

BARE, NEXUS, DISCORD = "bare", "nexus", "import_discord"
READY = b"Ready as"
"""Words with which both bots say that they are ready."""
PATIENCE_SECONDS = 60
MEBIBYTE = 1 << 20
AIMS = {
    "ready_cpu": 3.0,
    "version_cpu": 0.4,
    "diff_cpu": 1.0,
    "diff_graphql_cpu": 1.0,
    "worker_cpu": 1.0,
}
"""Processor time at most, as a multiple of the bare bot's or of `import discord`."""
AIM_RSS_MIB = 95
REST = """{
  "openapi": "3.0.3",
  "info": {"title": "Shop", "version": "1"},
  "paths": {"/items": {"get": {"responses": {"200": {"description": "All items", "content": {
    "application/json": {"schema": {"type": "object", "properties": {"id": {"type": "integer"}}}}
  }}}}}}
}
"""
SDL = "type Query { item(id: ID): String }\n"
SAMPLES = {
    "old.json": REST,
    "new.json": REST.replace('"integer"', '"string"'),
    "old.graphql": SDL,
    "new.graphql": SDL.replace("id: ID", "id: ID!"),
}


@dataclass(slots=True)
class Figures:
    """Everything measured so far: seconds and bytes of each round."""

    bots: dict[str, list[tuple[float, float, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Processor seconds, resident MiB and seconds until ready, by bot."""
    commands: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Processor seconds, by command."""


def main(arguments: list[str]) -> int:
    """Measure and print; always 0, for a missed aim is a finding and no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks start")
    parser.add_argument("--rounds", type=int, default=5, help="how often all take turns (5)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args(arguments)
    found = summary(asyncio.run(_measure(options.rounds)), options.rounds)
    print(json.dumps(found) if options.json else _text(found))
    return 0


def summary(figures: Figures, rounds: int) -> dict[str, Any]:  # Any: JSON
    """Medians of all rounds, and how they compare."""
    bots = {}
    for name, measured in figures.bots.items():
        cpu, resident, ready = (round(median(each), 3) for each in zip(*measured, strict=True))
        bots[name] = {"cpu_s": cpu, "rss_mib": round(resident, 1), "ready_s": ready}
    commands = {name: round(median(each), 3) for name, each in figures.commands.items()}
    ratios = {"ready_cpu": round(bots[NEXUS]["cpu_s"] / bots[BARE]["cpu_s"], 2)}
    for name, seconds in commands.items():
        if name != DISCORD:
            ratios[f"{name}_cpu"] = round(seconds / commands[DISCORD], 2)
    return {"rounds": rounds, "bots": bots, "commands": commands, "ratios": ratios}


async def _measure(rounds: int) -> Figures:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, text in SAMPLES.items():
            (folder / name).write_text(text, "utf-8")
        environment = _environment(folder)
        await _round(Figures(), folder, environment)
        figures = Figures()
        for _ in range(rounds):
            await _round(figures, folder, environment)
    return figures


def _environment(folder: Path) -> dict[str, str]:
    """Return the machine's own, without settings of Nexus.

    Bytecode is kept, wherever the code lies.
    """
    ours = ("DISCORD_", "NEXUS_", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
    }


async def _round(figures: Figures, folder: Path, environment: Mapping[str, str]) -> None:
    """Start each bot once, on a fresh sandbox and database, then run each command once."""
    for name, module in ((BARE, ["benchmarks.ready_bot"]), (NEXUS, ["bot", "run"])):
        with tempfile.TemporaryDirectory(dir=folder) as data:
            async with Sandbox.start() as sandbox:
                connection = {
                    "DISCORD_TOKEN": sandbox.token,
                    "DISCORD_API_BASE": sandbox.api_base,
                    "DATABASE_URL": f"sqlite:///{data}/nexus.db",
                }
                figures.bots[name].append(await _ready(module, {**environment, **connection}))
    job = write_job(Job(READ, date(2026, 1, 1), REST.encode()))
    for name, arguments in _commands(folder).items():
        given = job if name == "worker" else b""
        seconds = await asyncio.to_thread(_cpu_seconds, arguments, given, environment)
        figures.commands[name].append(seconds)


def _commands(folder: Path) -> dict[str, list[str]]:
    diff = ["-m", "bot", "contract", "diff"]
    return {
        DISCORD: ["-c", "import discord"],
        "version": ["-m", "bot", "--version"],
        "diff": [*diff, str(folder / "old.json"), str(folder / "new.json")],
        "diff_graphql": [*diff, str(folder / "old.graphql"), str(folder / "new.graphql")],
        "worker": ["-m", "bot.contract_worker"],
    }


async def _ready(
    module: Sequence[str], environment: Mapping[str, str]
) -> tuple[float, float, float]:
    """Processor seconds, resident MiB and seconds when a bot says that it is ready."""
    begun = time.perf_counter()
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *module),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert child.stdout is not None  # noqa: S101 - asked for above
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while READY not in (line := await child.stdout.readline()):
                if not line:
                    raise RuntimeError(f"{' '.join(module)} ended before it was ready")
        process, seconds = psutil.Process(child.pid), time.perf_counter() - begun
        times = process.cpu_times()
        return times.user + times.system, process.memory_info().rss / MEBIBYTE, seconds
    finally:
        if child.returncode is None:
            child.terminate()
        await child.communicate()


def _cpu_seconds(arguments: Sequence[str], given: bytes, environment: Mapping[str, str]) -> float:
    """Processor seconds of a command and of its children, from the system's own account."""
    with subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as child:
        assert child.stdin is not None  # noqa: S101 - asked for above
        child.stdin.write(given)
        child.stdin.close()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):  # 1: what was compared breaks clients
        raise RuntimeError(f"{' '.join(arguments)} ended with {child.returncode}")
    return used.ru_utime + used.ru_stime


def _text(found: Mapping[str, Any]) -> str:  # Any: JSON
    bots = [
        (name, f"{each['cpu_s']:.2f}", f"{each['rss_mib']:.1f}", f"{each['ready_s']:.2f}")
        for name, each in found["bots"].items()
    ]
    commands = [(name, f"{seconds:.3f}") for name, seconds in found["commands"].items()]
    ratios = [(name, f"{each:.2f}", f"{AIMS[name]}") for name, each in found["ratios"].items()]
    return "\n\n".join(
        (
            table(("until ready", "CPU s", "MiB", "seconds"), bots),
            table(("command", "CPU s"), commands),
            table(("ratio", "", "aim"), ratios),
            f"Ready: beside the bare bot, at most {AIM_RSS_MIB} MiB; the rest: `import discord`.",
        )
    )
