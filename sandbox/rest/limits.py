"""Discord's rate limits: per route and major parameter, and fifty requests a second in all."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from hashlib import sha256

from sandbox.world.clock import Clock

GLOBAL_LIMIT, GLOBAL_PERIOD = 50, 1.0
MESSAGE = "/channels/{channel_id}/messages"
SPECIAL = {
    f"POST {MESSAGE}": (5, 5.0),
    f"PATCH {MESSAGE}/{{message_id}}": (5, 5.0),
    f"DELETE {MESSAGE}/{{message_id}}": (5, 1.0),
    f"PUT {MESSAGE}/{{message_id}}/reactions/{{emoji}}/@me": (4, 1.0),
    f"DELETE {MESSAGE}/{{message_id}}/reactions/{{emoji}}/@me": (4, 1.0),
}
DEFAULT = (50, 1.0)
MAJOR = ("channel_id", "guild_id", "webhook_id", "interaction_token")
UNLIMITED = ("/interactions/", "/webhooks/")
MOST_WINDOWS = 4096


@dataclass(frozen=True, slots=True)
class Verdict:
    """Verdict on a request, and the headers that say it."""

    limit: int
    remaining: int
    reset_after: float
    bucket: str
    is_refused: bool = False
    is_global: bool = False

    def headers(self, now: float) -> dict[str, str]:
        """Return the X-RateLimit headers of the answer."""
        headers = {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": f"{now + self.reset_after:.3f}",
            "X-RateLimit-Reset-After": f"{self.reset_after:.3f}",
            "X-RateLimit-Bucket": self.bucket,
        }
        if self.is_refused:
            headers["Retry-After"] = f"{self.reset_after:.3f}"
            headers["X-RateLimit-Scope"] = "global" if self.is_global else "user"
        if self.is_global:
            headers["X-RateLimit-Global"] = "true"
        return headers


class Limits:
    """Counts requests by token, route and major parameter, on the sandbox's clock."""

    def __init__(self, clock: Clock, *, enforced: bool) -> None:
        self.enforced = enforced
        self.pace = 1.0
        """Factor by which the periods pass faster than at Discord."""
        self._clock = clock
        self._used: dict[tuple[str, ...], deque[float]] = {}
        self._buckets: dict[str, str] = {}

    def now(self) -> float:
        """Seconds since 1970 by the sandbox's clock."""
        return self._clock.now().timestamp()

    def count(self, token: str, route: str, names: dict[str, str]) -> Verdict:
        """Count one request; a refused one is not counted."""
        limit, period = SPECIAL.get(route, DEFAULT)
        period, everywhere = period / self.pace, GLOBAL_PERIOD / self.pace
        bucket = self._bucket(route)
        if not self.enforced:
            return Verdict(limit, limit - 1, period, bucket)
        now = self.now()
        everything = self._window((token,), everywhere, now)
        is_counted = not any(part in route for part in UNLIMITED)
        if is_counted and len(everything) >= GLOBAL_LIMIT:
            wait = everything[0] + everywhere - now
            return Verdict(GLOBAL_LIMIT, 0, wait, bucket, is_refused=True, is_global=True)
        major = tuple(names[name] for name in MAJOR if name in names)
        used = self._window((token, route, *major), period, now)
        wait = (used[0] if used else now) + period - now
        if len(used) >= limit:
            return Verdict(limit, 0, wait, bucket, is_refused=True)
        used.append(now)
        if is_counted:
            everything.append(now)
        return Verdict(limit, limit - len(used), wait, bucket)

    def _bucket(self, route: str) -> str:
        if route not in self._buckets:
            self._buckets[route] = sha256(route.encode()).hexdigest()[:16]
        return self._buckets[route]

    def _window(self, key: tuple[str, ...], period: float, now: float) -> deque[float]:
        if len(self._used) > MOST_WINDOWS:
            self._used = {k: times for k, times in self._used.items() if _is_fresh(times, now)}
        used = self._used.setdefault(key, deque())
        while used and used[0] <= now - period:
            used.popleft()
        return used


def _is_fresh(times: deque[float], now: float) -> bool:
    longest = max(period for _, period in SPECIAL.values())
    return bool(times) and times[-1] > now - longest
