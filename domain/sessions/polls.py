"""Finding a time together: offered slots, who can when, and which is best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_SLOTS = 10
FEWEST_SLOTS = 2


class PollState(StrEnum):
    """States of a poll."""

    OPEN = "open"
    CHOSEN = "chosen"
    """A session came of it."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class PollSlot:
    """A time that is offered, and whom it fits."""

    slot: str
    starts_at: datetime
    member_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Poll:
    """Slots that are offered for a session that does not exist yet."""

    id: int
    guild_id: int
    host_id: int | None
    title: str
    topic: str
    minutes: int
    zone: str
    channel_id: int
    message_id: int | None
    state: PollState
    series_id: int | None
    revision: int
    created_at: datetime
    slots: Sequence[PollSlot] = ()

    @property
    def voter_count(self) -> int:
        """Number of members who have marked anything."""
        return len({member for slot in self.slots for member in slot.member_ids})


def best_slot(slots: Sequence[PollSlot], now: datetime) -> PollSlot | None:
    """Return the slot that fits most members; of equals the earliest. None where all are past."""
    ahead = [slot for slot in slots if slot.starts_at > now]
    return min(ahead, key=lambda s: (-len(s.member_ids), s.starts_at), default=None)
