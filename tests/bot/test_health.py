"""What a supervisor asks: is it alive, is it ready, how is it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.health import serve_health
from tests.nexus import Nexus


@pytest.fixture
async def health(nexus: Nexus) -> AsyncIterator[aiohttp.ClientSession]:
    async with serve_health(nexus.app, ("127.0.0.1", 0)) as port:
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
    assert status == 200
    assert figures["nexus_ready"] == "1"
    assert figures["nexus_guilds"] == "1"
    assert float(figures["nexus_up_seconds"]) >= 0
    assert float(figures["nexus_gateway_latency_seconds"]) >= 0
    for name in figures:
        assert f"# TYPE {name} gauge" in text


async def test_a_bot_that_lost_discord_is_alive_but_not_ready(
    nexus: Nexus, health: aiohttp.ClientSession
) -> None:
    await nexus.app.client.close()
    assert (await get(health, "/healthz"))[0] == 200
    assert await get(health, "/readyz") == (503, "not connected to Discord\n")
    assert "nexus_ready 0" in (await get(health, "/metrics"))[1]
