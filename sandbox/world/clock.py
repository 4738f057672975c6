"""Time as the sandbox sees it: real, and movable forward for tests of deadlines."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The real time, plus what was added with `advance`."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Aware, in UTC."""
        return datetime.now(UTC) + self._ahead

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self._ahead += timedelta(seconds=seconds)
