"""What a supervisor asks: is it alive, is it ready, how is it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.health import GRACE_SECONDS, Health, serve_health
from sandbox.client import Sandbox
from tests.nexus import Nexus


@pytest.fixture
async def health(nexus: Nexus) -> AsyncIterator[aiohttp.ClientSession]:
    async with serve_health(Health(nexus.app), ("127.0.0.1", 0)) as port:
        address = f"http://127.0.0.1:{port}"
        async with aiohttp.ClientSession(base_url=address) as session:
            yield session


async def get(health: aiohttp.ClientSession, path: str) -> tuple[int, str]:
    async with health.get(path) as response:
        return response.status, await response.text()


async def test_a_bot_that_runs_is_alive_and_ready(health: aiohttp.ClientSession) -> None:
    assert await get(health, "/healthz") == (200, "ok\n")
    assert await get(health, "/readyz") == (200, "ready\n")


async def test_metrics_are_in_the_format_of_prometheus(health: aiohttp.ClientSession) -> None:
    status, text = await get(health, "/metrics")
    figures = dict(line.split() for line in text.splitlines() if not line.startswith("#"))
    assert figures['nexus_shard_connected{shard="0"}'] == "1"
    assert float(figures['nexus_shard_last_event_seconds{shard="0"}']) >= 0
    assert status == 200
    assert figures["nexus_ready"] == "1"
    assert figures["nexus_guilds"] == "1"
    assert float(figures["nexus_up_seconds"]) >= 0
    assert float(figures["nexus_gateway_latency_seconds"]) >= 0
    for name in figures:
        assert f"# TYPE {name.partition('{')[0]} gauge" in text


async def test_a_bot_that_lost_discord_is_alive_but_not_ready(
    nexus: Nexus, health: aiohttp.ClientSession
) -> None:
    await nexus.app.client.close()
    assert (await get(health, "/healthz"))[0] == 200
    assert await get(health, "/readyz") == (503, "not connected to Discord\n")
    assert "nexus_ready 0" in (await get(health, "/metrics"))[1]


async def at_once(_shard_id: int, *, initial: bool) -> None:
    """Identify without the five seconds that discord.py leaves between two shards."""


async def test_readiness_follows_the_gateway_with_some_grace(
    sandbox: Sandbox,
    nexus: Nexus,
    health: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("discord.shard.ExponentialBackoff.delay", lambda _: 0.01)
    monkeypatch.setattr(nexus.app.client, "before_identify_hook", at_once)
    links, now = nexus.app.client.links, 1_000.0
    links.now = lambda: now
    sandbox.gateway.go_down()
    await sandbox.until(lambda: links.longest() is not None)
    assert await get(health, "/readyz") == (200, "ready\n")
    assert 'nexus_shard_connected{shard="0"} 0' in (await get(health, "/metrics"))[1]
    now += GRACE_SECONDS + 1
    words = f"shard 0 has been without Discord for {GRACE_SECONDS + 1:.0f} s\n"
    assert await get(health, "/readyz") == (503, words)
    assert "nexus_ready 0" in (await get(health, "/metrics"))[1]
    assert (await get(health, "/healthz"))[0] == 200
    sandbox.gateway.come_up()
    await sandbox.until(lambda: links.longest() is None)
    assert await get(health, "/readyz") == (200, "ready\n")
    assert (await sandbox.member("ada").slash("help")).text


async def test_a_bot_that_waits_for_discord_is_alive_but_not_ready() -> None:
    async with (
        serve_health(Health(), ("127.0.0.1", 0)) as port,
        aiohttp.ClientSession(base_url=f"http://127.0.0.1:{port}") as session,
    ):
        assert (await get(session, "/healthz"))[0] == 200
        assert await get(session, "/readyz") == (503, "starting\n")
        assert "nexus_ready 0" in (await get(session, "/metrics"))[1]
