"""Rates: how often one member may do what costs others something."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cachetools import LRUCache

from domain.errors import UserError
from storage.connection import loop_only
from storage.rate_uses import Uses

MOST_MEMBERS = 10_000
TYPING = "autocomplete"
"""Rate of requests for suggestions while a member types; beyond it there are none."""


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `times` uses within `period`; moderators may do twice that.

    `is_kept` uses outlive a restart: they are written in the background, soon after.
    """

    times: int
    period: timedelta
    is_kept: bool = False


TYPING_RATE = Rate(100, timedelta(seconds=30))
"""40 words a minute are 3.3 keys a second: who types on and on asks this often, if Discord asked
for each key, which it doesn't. Kept in memory alone: half a minute is over after a restart."""

_Key = tuple[str, int, int]


@loop_only
class Rates:
    """Sliding windows per member and kind (`command`, `post`, `upload`, `autocomplete`).

    They are counted in memory, without the database. `changed` is called when there is something
    for `take_changed` to keep.
    """

    def __init__(self, rates: dict[str, Rate], changed: Callable[[], None] = lambda: None) -> None:
        self._rates = rates
        self._uses: LRUCache[_Key, deque[datetime]] = LRUCache(MOST_MEMBERS)
        self._unkept: dict[_Key, deque[datetime]] = {}
        self._changed = changed

    def spend(
        self, kind: str, guild_id: int, member_id: int, now: datetime, *, is_moderator: bool
    ) -> None:
        """Count one use; raises `UserError` with the time of the next one when none is left."""
        self.check(kind, guild_id, member_id, now, is_moderator=is_moderator)
        self.count(kind, guild_id, member_id, now)

    def count(self, kind: str, guild_id: int, member_id: int, now: datetime) -> None:
        """Count one use that was checked before."""
        uses = self._recent(kind, guild_id, member_id, now)
        uses.append(now)
        if self._rates[kind].is_kept:
            self._unkept[kind, guild_id, member_id] = uses
            self._changed()

    def take_back(self, kind: str, guild_id: int, member_id: int, at: datetime) -> None:
        """Count one use no longer: what it was for came to nothing."""
        uses = self._recent(kind, guild_id, member_id, at)
        if at in uses:
            uses.remove(at)
        if self._rates[kind].is_kept:
            self._unkept[kind, guild_id, member_id] = uses
            self._changed()

    def check(
        self, kind: str, guild_id: int, member_id: int, now: datetime, *, is_moderator: bool
    ) -> None:
        """Raise `UserError` as `spend` would, and count nothing."""
        uses = self._recent(kind, guild_id, member_id, now)
        rate = self._rates[kind]
        allowed = rate.times * (2 if is_moderator else 1)
        if len(uses) >= allowed:
            free_at = uses[len(uses) - allowed] + rate.period
            raise UserError(
                f"shared-rate-{kind}",
                allowed=allowed,
                again=f"<t:{int(free_at.timestamp()) + 1}:R>",
            )

    def may_type(self, guild_id: int, member_id: int, now: datetime) -> bool:
        """Count one request for suggestions; False where a member has had too many of late."""
        uses = self._recent(TYPING, guild_id, member_id, now)
        may = len(uses) < self._rates[TYPING].times
        if may:
            uses.append(now)
        return may

    def _recent(self, kind: str, guild_id: int, member_id: int, now: datetime) -> deque[datetime]:
        """Find what still counts."""
        key = (kind, guild_id, member_id)
        uses = self._uses.get(key)
        if uses is None:
            uses = self._uses[key] = deque()
        while uses and uses[0] <= now - self._rates[kind].period:
            uses.popleft()
        return uses

    def restore(self, kept: Iterable[Uses]) -> None:
        """Count what was kept before a restart."""
        for uses in kept:
            if uses.kind in self._rates:
                self._uses[uses.kind, uses.guild_id, uses.member_id] = deque(uses.at)

    def take_changed(self) -> list[Uses]:
        """Give away what is to be kept, once."""
        taken, self._unkept = self._unkept, {}
        return [
            Uses(kind, guild_id, member_id, list(uses), uses[-1] + self._rates[kind].period)
            for (kind, guild_id, member_id), uses in taken.items()
            if uses
        ]
