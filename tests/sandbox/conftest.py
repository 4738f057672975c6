"""A bare REST client for the tests of the wire."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from sandbox.client import Sandbox
from tests.sandbox.api import Api, asking


@pytest.fixture
async def api(sandbox: Sandbox) -> AsyncIterator[Api]:
    async with asking(sandbox) as api:
        yield api
