"""Modules that a command imports, seen from outside: what it doesn't need costs each start."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

from bot.app import FEATURES
from bot.contract_frames import READ, Job, read_upload, write_job
from sandbox.client import Sandbox
from tests.bot.process import environment, run, started
from tests.meta.project import ROOT, named, sources
from tests.nexus import MovableClock

LISTED = "import time:"
"""Begins each line in which Python names a module that it has just imported."""
PROFILE = {"PYTHONPROFILEIMPORTTIME": "1"}
READERS = {
    "graphql",
    "openapi_spec_validator",
    "openapi_schema_validator",
    "pydantic",
    "jsonschema",
}
"""Libraries that read contracts."""
UNUSED = READERS | {"babel", "fluent", "icalendar", "hypothesis", "sandbox", "dotenv"}
"""What a bot that has just become ready didn't need yet."""

REST = {
    "openapi": "3.0.3",
    "info": {"title": "Shop", "version": "1"},
    "paths": {"/items": {"get": {"responses": {"200": {"description": "All items"}}}}},
}
SDL = "type Query { items: [String] }"

PACKAGES = tuple(each.removesuffix("feature") for each in FEATURES)


def imported(output: str) -> set[str]:
    """Modules that Python says it imported, without those that `python` itself needs."""
    lines = [line for line in output.splitlines() if line.startswith(LISTED)]
    names = {line.rpartition("|")[2].strip() for line in lines}
    assert "site" in names
    return names


def packages(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def features(names: set[str]) -> set[str]:
    return {name for name in names if name.startswith(PACKAGES)}


async def of_command(*arguments: str, folder: Path) -> set[str]:
    code, output = await run(*arguments, folder=folder, settings=PROFILE)
    assert code in (0, 1), output
    return imported(output)


async def test_the_version_and_the_help_need_the_command_line_alone(tmp_path: Path) -> None:
    for asked in ("--version", "--help"):
        names = await of_command(asked, folder=tmp_path)
        assert {name for name in names if name.startswith("bot")} == {"bot", "bot.cli"}
        assert packages(names).isdisjoint({"cogs", "domain", "storage", "discord", "asyncio"})


@pytest.mark.parametrize(
    ("old", "new", "needed"),
    [
        (json.dumps(REST), json.dumps(REST | {"paths": {}}), set()),
        (SDL, SDL.replace("items", "things"), {"graphql"}),
    ],
)
async def test_a_comparison_needs_no_bot(
    tmp_path: Path, old: str, new: str, needed: set[str]
) -> None:
    (tmp_path / "old").write_text(old, "utf-8")
    (tmp_path / "new").write_text(new, "utf-8")
    names = await of_command("contract", "diff", "old", "new", folder=tmp_path)
    assert features(names) == set()
    assert packages(names) & {"discord", "aiohttp", "storage", "fluent", *UNUSED} == needed


async def test_migrations_need_no_discord(tmp_path: Path) -> None:
    names = await of_command("migrate", "--apply", folder=tmp_path)
    assert features(names) == set()
    assert packages(names) & {"discord", "aiohttp", *UNUSED} == set()


async def test_a_bot_is_ready_without_what_few_members_ask_for(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    settings = {"DISCORD_TOKEN": sandbox.token, "DISCORD_API_BASE": sandbox.api_base, **PROFILE}
    async with started("run", folder=tmp_path, settings=settings) as process:
        await process.says("Ready as")
        names = imported(process.output.partition("Ready as")[0])
        await process.says("fluent.runtime")  # in a thread, before anybody asks
    assert len(features(names)) > len(FEATURES)
    assert packages(names) & UNUSED == set()


@pytest.mark.parametrize(("document", "unused"), [(json.dumps(REST), {"graphql"}), (SDL, READERS)])
async def test_the_process_that_reads_a_contract_needs_its_kind_alone(
    document: str, unused: set[str]
) -> None:
    job = Job(READ, MovableClock()().date(), document.encode())
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.contract_worker"),
        env=environment(PROFILE),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    answer, said = await process.communicate(write_job(job))
    assert read_upload(answer).faults is not None
    names = imported(said.decode())
    assert packages(names).isdisjoint({"discord", "aiohttp", "cogs", "storage"})
    assert packages(names) & unused == ({"graphql"} if document == SDL else set())


async def test_use_cases_load_no_discord() -> None:
    """In a fresh process, where no test has imported it before."""
    modules = [
        named(file).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for file in sources("cogs")
        if file.parts[-2] in {"core", "contracts", "actions"} or file.stem == "actions"
    ]
    assert len(modules) > len(FEATURES)
    script = f"import sys\nfor name in {modules}: __import__(name)\nprint('discord' in sys.modules)"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", script), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert said.decode().strip() == "False"
