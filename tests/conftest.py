"""Fixtures for every test: the sandbox, which fails whoever sends it something invalid."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from sandbox.client import Sandbox
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
