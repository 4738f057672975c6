"""The bot as a process: signals, crashes, and what it writes."""

from __future__ import annotations

import json
import signal
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import aiohttp
import pytest

from sandbox.client import PATIENCE_SECONDS, Sandbox
from sandbox.interactions.calls import Interaction
from tests.bot.process import Process, run, started

HOME = "prodevprojectnexus"
TITLE = "Why does my queryset run twice?"


@pytest.fixture
def settings(sandbox: Sandbox) -> dict[str, str]:
    """The settings as an operator writes them."""
    return {"DISCORD_TOKEN": sandbox.token, "DISCORD_API_BASE": sandbox.api_base}


def start(folder: Path, settings: dict[str, str]) -> AbstractAsyncContextManager[Process]:
    return started("run", folder=folder, settings=settings)


async def ask(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    form = await ada.slash("ask", title=TITLE, channel=HOME)
    await ada.fill(form, {"What happens?": "It is slow."})


async def begin_asking(sandbox: Sandbox) -> Interaction:
    """Ask; return when the question is committed and its card sent, but nothing answered yet.

    Discord's answer about the card is held back until `sandbox.faults.clear()`.
    """
    ada = sandbox.member("ada")
    form = await ada.slash("ask", title=TITLE, channel=HOME)
    sandbox.faults.delay("POST /channels/{channel_id}/messages", PATIENCE_SECONDS)
    asking = ada.begin_fill(form, {"What happens?": "It is slow."})
    await sandbox.until(lambda: sandbox.messages(HOME))
    return asking


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_it_cleanly_after_what_is_under_way(
    sandbox: Sandbox, settings: dict[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    async with start(tmp_path, settings) as process:
        await process.says("Ready as Nexus")
        asking = await begin_asking(sandbox)
        process.child.send_signal(number)
        await process.says("stopping")
        sandbox.faults.clear()
        assert await process.ended() == 0
    assert "is posted" in sandbox.member("ada").seen(asking).content
    assert "Traceback" not in process.output
    assert not (tmp_path / "data" / "nexus.db-wal").exists()


async def test_what_comes_while_it_stops_is_told_to_try_again(
    sandbox: Sandbox, settings: dict[str, str], tmp_path: Path
) -> None:
    async with start(tmp_path, settings) as process:
        await process.says("Ready as Nexus")
        await begin_asking(sandbox)
        process.child.send_signal(signal.SIGTERM)
        await process.says("stopping")
        seen = await sandbox.member("kofi").slash("help")
        assert "restarted" in seen.content
        sandbox.faults.clear()
        assert await process.ended() == 0


async def test_killed_between_commit_and_reply_nothing_is_lost_or_doubled(
    sandbox: Sandbox, settings: dict[str, str], tmp_path: Path
) -> None:
    ada = sandbox.member("ada")
    async with start(tmp_path, settings) as process:
        await process.says("Ready as Nexus")
        await begin_asking(sandbox)
        process.child.kill()
        assert await process.ended() == -signal.SIGKILL
    sandbox.faults.clear()
    async with start(tmp_path, settings) as process:
        await process.says("Ready as Nexus")
        await sandbox.until(lambda: sandbox.threads(HOME))
        listed = await ada.slash("question list")
        assert listed.text.count("queryset") == 1
        found = await ada.slash("search", query="queryset")
        assert "run twice" in found.text.replace("*", "")
        process.child.terminate()
        assert await process.ended() == 0
    assert len(sandbox.messages(HOME)) == 1
    assert len(sandbox.threads(HOME)) == 1


async def test_a_second_start_finds_everything_again(
    sandbox: Sandbox, settings: dict[str, str], tmp_path: Path
) -> None:
    for attempt in range(2):
        async with start(tmp_path, settings) as process:
            await process.says("Ready as Nexus")
            if attempt == 0:
                await ask(sandbox)
            else:
                seen = await sandbox.member("kofi").slash("search", query="querysets twice")
                assert TITLE in seen.text.replace("*", "")
            process.child.terminate()
            assert await process.ended() == 0


@pytest.mark.parametrize("style", ["text", "json"])
async def test_the_token_is_nowhere_in_what_it_writes(
    sandbox: Sandbox, settings: dict[str, str], tmp_path: Path, style: str
) -> None:
    settings |= {"NEXUS_LOG_LEVEL": "DEBUG", "NEXUS_LOG_FORMAT": style}
    async with start(tmp_path, settings) as process:
        await process.says("Ready as Nexus")
        await sandbox.member("ada").slash("help")
        process.child.terminate()
        await process.ended()
    assert "discord.http" in process.output
    assert sandbox.token not in process.output
    if style == "json":
        lines = [line for line in process.output.splitlines() if line.startswith("{")]
        assert all("message" in json.loads(line) for line in lines)


async def test_a_refused_token_is_one_line_and_not_repeated(
    sandbox: Sandbox, settings: dict[str, str], tmp_path: Path
) -> None:
    settings["DISCORD_TOKEN"] = "MTA.made-up.for-this-test"
    code, output = await run("run", folder=tmp_path, settings=settings)
    sandbox.forgive()
    assert code == 1
    assert output.startswith("nexus: Discord refuses the token")
    assert output.count("\n") == 1
    assert "MTA" not in output


async def test_health_is_served_where_the_setting_says(
    sandbox: Sandbox, settings: dict[str, str], tmp_path: Path, unused_tcp_port: int
) -> None:
    settings["NEXUS_HEALTH_ADDRESS"] = f"127.0.0.1:{unused_tcp_port}"
    async with start(tmp_path, settings) as process, aiohttp.ClientSession() as session:
        await process.says("Ready as Nexus")
        await sandbox.member("ada").slash("help")
        async with session.get(f"http://127.0.0.1:{unused_tcp_port}/readyz") as response:
            assert (response.status, await response.text()) == (200, "ready\n")
        process.child.terminate()
        assert await process.ended() == 0


async def test_without_a_token_it_runs_beside_a_sandbox(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    settings = {"NEXUS_SANDBOX_PORT": str(unused_tcp_port)}
    page = f"http://127.0.0.1:{unused_tcp_port}/"
    async with start(tmp_path, settings) as process, aiohttp.ClientSession() as session:
        await process.says("Ready as Nexus")
        assert f"Open {page} in a browser" in process.output
        assert "To connect to Discord instead, set DISCORD_TOKEN in .env" in process.output
        async with session.get(page) as response:
            assert "Nexus sandbox" in await response.text()
        again, said = await run("run", folder=tmp_path, settings=settings)
        assert (again, said.count("\n")) == (2, 1)
        assert f"NEXUS_SANDBOX_PORT names a port that is in use: {unused_tcp_port}" in said
        process.child.terminate()
        assert await process.ended() == 0
    assert (tmp_path / "data" / "sandbox.json").exists()
