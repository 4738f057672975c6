"""Discord out of reach, or refusing: one line with the fix, a patient wait, and no traceback."""

from __future__ import annotations

import asyncio
import re
import signal
from collections import Counter
from pathlib import Path

import discord
import pytest

from bot.connection import CLOSED, explain
from bot.settings import Settings
from sandbox.client import PATIENCE_SECONDS, Sandbox
from tests.bot.process import Process, run, started
from tests.nexus import Nexus

LOGIN = "GET /users/@me"


@pytest.fixture
def environment(sandbox: Sandbox) -> dict[str, str]:
    return {"DISCORD_TOKEN": sandbox.token, "DISCORD_API_BASE": sandbox.api_base}


def warnings(process: Process) -> list[str]:
    """List the log's warnings and errors."""
    return [
        line for line in process.output.splitlines() if " WARNING " in line or " ERROR " in line
    ]


async def test_a_whole_life_leaves_nothing_to_look_at_in_the_log(
    sandbox: Sandbox, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.gateway.socket.HEARTBEAT_MILLISECONDS", 300)
    environment |= {"NEXUS_LOG_LEVEL": "DEBUG"}
    async with started("run", folder=tmp_path, settings=environment) as process:
        await process.says("Ready as Nexus")
        ada = sandbox.member("ada")
        form = await ada.slash("ask", title="Why does it run twice?")
        await ada.fill(form, {"What happens?": "It is slow."})
        await ada.slash("question list")
        await process.says("websocket alive with sequence")
        process.child.send_signal(signal.SIGTERM)
        assert await process.ended() == 0
    logged = [line for line in process.output.splitlines() if re.match(r"\d{4}-\d\d-\d\d ", line)]
    assert [line for line in logged if re.search(r" (WARNING|ERROR|CRITICAL) ", line)] == []
    assert "Traceback" not in process.output


async def test_one_login_serves_everything(sandbox: Sandbox, nexus: Nexus) -> None:
    assert nexus.app.client.is_ready()
    asked = Counter(request.route for request in sandbox.requests if request.method == "GET")
    once = (LOGIN, "GET /oauth2/applications/@me", "GET /gateway/bot")
    assert [asked[route] for route in once] == [1, 1, 1]


async def test_an_outage_at_the_start_is_waited_out(
    sandbox: Sandbox, environment: dict[str, str], tmp_path: Path
) -> None:
    sandbox.faults.fail(LOGIN, 503)
    async with started("run", folder=tmp_path, settings=environment) as process:
        await process.says("Ready as Nexus")
        process.child.terminate()
        assert await process.ended() == 0
    (line,) = warnings(process)
    assert f"Discord cannot be reached at {sandbox.api_base}: 503" in line
    assert "Trying again in" in line
    assert "Traceback" not in process.output


async def test_a_gateway_that_is_down_at_the_start_is_waited_out(
    sandbox: Sandbox, environment: dict[str, str], tmp_path: Path
) -> None:
    sandbox.gateway.go_down()
    async with started("run", folder=tmp_path, settings=environment) as process:
        await process.says("Discord cannot be reached at ws://127.0.0.1")
        sandbox.gateway.come_up()
        await process.says("Ready as Nexus")
        process.child.terminate()
        assert await process.ended() == 0
    assert len(warnings(process)) == 1
    assert "Traceback" not in process.output


@pytest.mark.parametrize("host", ["discord.invalid", "127.0.0.1:9"])
async def test_a_signal_ends_the_wait_for_discord_at_once(tmp_path: Path, host: str) -> None:
    """One name that no server knows, and one address where nobody listens."""
    settings = {"DISCORD_TOKEN": "MTA.made-up.x", "DISCORD_API_BASE": f"http://{host}/api/v10"}
    async with started("run", folder=tmp_path, settings=settings) as process:
        await process.says(f"Discord cannot be reached at http://{host}/api/v10")
        process.child.terminate()
        assert await process.ended() == 0
    assert len(warnings(process)) == 1
    assert "Traceback" not in process.output


async def test_a_signal_ends_the_wait_for_the_gateway_at_once(
    sandbox: Sandbox, environment: dict[str, str], tmp_path: Path
) -> None:
    sandbox.gateway.go_down()
    async with started("run", folder=tmp_path, settings=environment) as process:
        await process.says("Discord cannot be reached at ws://127.0.0.1")
        process.child.terminate()
        assert await process.ended() == 0
    assert "Traceback" not in process.output


async def test_a_bot_that_lost_the_gateway_stops_without_waiting_for_it(
    sandbox: Sandbox, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("discord.shard.ExponentialBackoff.delay", lambda _: 3_600)
    async with asyncio.timeout(PATIENCE_SECONDS), Nexus(settings, sandbox) as nexus:
        sandbox.gateway.go_down()
        await sandbox.until(lambda: nexus.app.client.links.longest() is not None)


async def test_a_refusal_at_the_start_is_one_line_with_the_fix(
    sandbox: Sandbox, environment: dict[str, str], tmp_path: Path
) -> None:
    sandbox.faults.fail(LOGIN, 403)
    code, said = await run("run", folder=tmp_path, settings=environment)
    assert code == 1
    assert said.startswith("nexus: Discord refuses this bot: 403 Forbidden")
    assert "https://discord.com/developers/applications" in said
    assert said.count("\n") == 1


async def test_a_token_revoked_while_it_runs_is_one_line_with_the_fix(
    sandbox: Sandbox, environment: dict[str, str], tmp_path: Path
) -> None:
    async with started("run", folder=tmp_path, settings=environment) as process:
        await process.says("Ready as Nexus")
        sandbox.gateway.close(4004)
        assert await process.ended() == 1
    assert process.output.splitlines()[-1] == f"nexus: {CLOSED[4004]}"
    assert "Traceback" not in process.output


async def test_every_close_for_good_is_explained(sandbox: Sandbox, settings: Settings) -> None:
    for code, words in CLOSED.items():
        async with Nexus(settings, sandbox) as nexus:
            sandbox.gateway.close(code)
            with pytest.raises(discord.DiscordException) as closed:
                await nexus.app.connection
        assert explain(closed.value, settings.api_base) == words, code
        assert "\n" not in words
