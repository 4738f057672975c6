"""Discord's rate limits: per route and major parameter, and fifty requests a second in all."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from time import monotonic

GLOBAL_LIMIT, GLOBAL_PERIOD = 50, 1.0
SPECIAL = {"POST /channels/{channel_id}/messages": (5, 5.0)}
DEFAULT = (50, 1.0)
MAJOR = ("channel_id", "guild_id", "webhook_id", "interaction_token")
UNLIMITED = ("/interactions/", "/webhooks/")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may pass, and what the headers say."""

    limit: int
    remaining: int
    reset_after: float
    bucket: str
    is_refused: bool = False
    is_global: bool = False

    def headers(self, now: float) -> dict[str, str]:
        """The X-RateLimit headers of the answer."""
        headers = {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": f"{now + self.reset_after:.3f}",
            "X-RateLimit-Reset-After": f"{self.reset_after:.3f}",
            "X-RateLimit-Bucket": self.bucket,
        }
        if self.is_refused:
            headers["Retry-After"] = f"{max(1, round(self.reset_after))}"
            headers["X-RateLimit-Scope"] = "global" if self.is_global else "user"
        if self.is_global:
            headers["X-RateLimit-Global"] = "true"
        return headers


class Limits:
    """Counts requests by bucket."""

    def __init__(self, *, enforced: bool) -> None:
        self._enforced = enforced
        self._used: dict[str, deque[float]] = {}

    def count(self, route: str, names: dict[str, str]) -> Verdict:
        """Count one request; a refused one is not counted."""
        limit, period = SPECIAL.get(route, DEFAULT)
        major = ":".join(names[name] for name in MAJOR if name in names)
        bucket = f"{abs(hash(route)):x}"[:16]
        if not self._enforced:
            return Verdict(limit, limit - 1, period, bucket)
        now = monotonic()
        everything = self._window("*", GLOBAL_PERIOD, now)
        if len(everything) >= GLOBAL_LIMIT and not any(part in route for part in UNLIMITED):
            wait = everything[0] + GLOBAL_PERIOD - now
            return Verdict(GLOBAL_LIMIT, 0, wait, bucket, is_refused=True, is_global=True)
        used = self._window(f"{route} {major}", period, now)
        wait = (used[0] if used else now) + period - now
        if len(used) >= limit:
            return Verdict(limit, 0, wait, bucket, is_refused=True)
        used.append(now)
        everything.append(now)
        return Verdict(limit, limit - len(used), wait, bucket)

    def _window(self, key: str, period: float, now: float) -> deque[float]:
        used = self._used.setdefault(key, deque())
        while used and used[0] <= now - period:
            used.popleft()
        return used
