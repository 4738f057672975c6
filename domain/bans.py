"""Bans from posting through Nexus: how long, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MAX_REASON = 500

PERIODS = {
    "1h": timedelta(hours=1),
    "1d": timedelta(days=1),
    "3d": timedelta(days=3),
    "1w": timedelta(weeks=1),
    "4w": timedelta(weeks=4),
    "12w": timedelta(weeks=12),
}
"""Time that a ban can last: every ban ends by itself."""


@dataclass(frozen=True, slots=True)
class PostingBan:
    """A member's ban from posting: in force from `created_at` until `ends_at`, unless lifted.

    `moderator_id` is None where that moderator's data was erased.
    """

    guild_id: int
    member_id: int
    moderator_id: int | None
    reason: str
    created_at: datetime
    ends_at: datetime
