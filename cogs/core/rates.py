"""How often one member may do what costs others something."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from cachetools import LRUCache

from domain.errors import UserError
from storage.engine import loop_only

MOST_MEMBERS = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `times` uses within `period`; moderators may do twice that."""

    times: int
    period: timedelta


@loop_only
class Rates:
    """Sliding windows per member and kind (`command`, `post`, `upload`), kept in memory only."""

    def __init__(self, rates: dict[str, Rate]) -> None:
        self._rates = rates
        self._uses: LRUCache[tuple[str, int, int], deque[datetime]] = LRUCache(MOST_MEMBERS)

    def spend(
        self, kind: str, guild_id: int, member_id: int, now: datetime, *, is_moderator: bool
    ) -> None:
        """Count one use; raises `UserError` with the time of the next one when none is left."""
        self.check(kind, guild_id, member_id, now, is_moderator=is_moderator).append(now)

    def check(
        self, kind: str, guild_id: int, member_id: int, now: datetime, *, is_moderator: bool
    ) -> deque[datetime]:
        """The uses of late; raises `UserError` as `spend` would, and counts none."""
        rate = self._rates[kind]
        key = (kind, guild_id, member_id)
        uses = self._uses.get(key)
        if uses is None:
            uses = self._uses[key] = deque()
        while uses and uses[0] <= now - rate.period:
            uses.popleft()
        allowed = rate.times * (2 if is_moderator else 1)
        if len(uses) >= allowed:
            free_at = uses[len(uses) - allowed] + rate.period
            raise UserError(
                f"shared-rate-{kind}",
                allowed=allowed,
                again=f"<t:{int(free_at.timestamp()) + 1}:R>",
            )
        return uses
