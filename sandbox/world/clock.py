"""Time as the sandbox sees it: real, and movable forward for tests of deadlines."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def iso(at: datetime | None) -> str | None:
    """Write a time as Discord does: in UTC."""
    return None if at is None else at.astimezone(UTC).isoformat(timespec="microseconds")


class Clock:
    """The real time, plus what was added with `advance`."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Aware, in UTC."""
        return datetime.now(UTC) + self._ahead

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once, and what Discord does by itself meanwhile."""
        self._ahead += timedelta(seconds=seconds)
        for listener in tuple(self._listeners):
            listener()

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Hear when time was advanced; call what is returned to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
