"""How actions have documents read and compared: off the event loop, within bounds."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from domain.contracts.uploads import Comparison, Upload


class Contracts(Protocol):
    """Reads and compares contracts where they can block nobody."""

    async def read(self, document: bytes, *, since: bytes | None, today: date) -> Upload:
        """Read a document, and compare it with the stored model `since`, if there is one.

        `RefusedError` for what cannot be read, or breaks a bound of memory, time or size.
        """

    async def compare(self, old: bytes, new: bytes, *, today: date) -> Comparison:
        """Compare two stored models."""
