from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.semantic.service import Semantics
from tests.storage.semantic.fake import HashEncoder


@pytest.fixture
def encoder() -> HashEncoder:
    return HashEncoder(same={"automobile": "car", "mend": "repair"})


@pytest.fixture
async def semantics(encoder: HashEncoder) -> AsyncIterator[Semantics]:
    running = Semantics(encoder)
    yield running
    await running.close()
