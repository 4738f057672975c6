"""What all tests of this folder need."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from bot.contract_worker import FRAMES


@pytest.fixture(scope="module", autouse=True)
def _frames() -> Iterator[None]:
    """Calls may nest as deep as in the reading process."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(FRAMES)
    yield
    sys.setrecursionlimit(before)
