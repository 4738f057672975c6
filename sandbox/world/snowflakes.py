"""Discord's ids: 42 bits of milliseconds since 2015, 22 bits that make them unique.

The layout is from Discord's reference, "Snowflakes".
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sandbox.world.clock import Clock

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


class Snowflakes:
    """Gives ids that only grow."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.last = 0

    def next(self) -> int:
        """Return a new id, larger than any before."""
        milliseconds = int((self._clock.now() - EPOCH).total_seconds() * 1000)
        self.last = max(self.last + 1, milliseconds << 22)
        return self.last

    def skip_to(self, used: int) -> None:
        """Never give an id up to `used` (kept from an earlier run)."""
        self.last = max(self.last, used)


def created_at(snowflake: int) -> datetime:
    """Tell when an id was given."""
    return EPOCH + timedelta(milliseconds=snowflake >> 22)
