"""Clients of the wire for its tests: a bare one of the REST API, and discord.py unmodified."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
from yarl import URL

from sandbox.client import PATIENCE_SECONDS, Sandbox
from tests.sandbox.api import Api, asking


@pytest.fixture
def limit_pace() -> float:
    """Discord's own: these tests look at the limits themselves."""
    return 1.0


@pytest.fixture
async def api(sandbox: Sandbox) -> AsyncIterator[Api]:
    async with asking(sandbox) as api:
        yield api


@pytest.fixture
def intents() -> discord.Intents:
    """What `client` asks to hear; a test may ask for less."""
    return discord.Intents.all()


@pytest.fixture
async def client(
    sandbox: Sandbox, intents: discord.Intents, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[discord.Client]:
    """discord.py, connected to the gateway."""
    monkeypatch.setattr(discord.http.Route, "BASE", sandbox.api_base)
    gateway = URL(sandbox.page_url.replace("http", "ws")) / "gateway"
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    async with discord.Client(intents=intents, guild_ready_timeout=0.05) as running:
        task = asyncio.create_task(running.start(sandbox.token))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await running.wait_until_ready()
        yield running
    await asyncio.gather(task, return_exceptions=True)
