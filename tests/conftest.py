"""Fixtures for every test: the sandbox, which fails whoever sends it something invalid; the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import Secret, Settings
from sandbox.client import Sandbox
from tests.nexus import Nexus
from tests.sandbox import openapi


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A fresh sandbox; violations and disagreements with Discord's description are failures."""
    async with Sandbox.start() as running:
        yield running
        assert running.violations == []
        assert list(_disagreements(running)) == []


def _disagreements(sandbox: Sandbox) -> list[str]:
    description = openapi.published()
    if description is None:
        return []
    return [
        fault
        for exchange in sandbox.requests
        if exchange.status not in openapi.NOT_DISCORDS_OWN
        for fault in description.faults(
            openapi.Exchange(
                exchange.method, exchange.path, exchange.body, exchange.status, exchange.answer
            )
        )
    ]


@pytest.fixture
def settings(sandbox: Sandbox, tmp_path: Path) -> Settings:
    return replace(
        Settings(),
        token=Secret(sandbox.token),
        api_base=sandbox.api_base,
        database_url=f"sqlite:///{tmp_path / 'nexus.db'}",
        commands_per_minute=1_000,
        posts_per_ten_minutes=1_000,
    )


@pytest.fixture
async def nexus(settings: Settings, sandbox: Sandbox) -> AsyncIterator[Nexus]:
    running = Nexus(settings, sandbox)
    await running.start()
    yield running
    await running.stop()
