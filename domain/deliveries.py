"""Timed posts: what is to be sent where and when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a delivery stands; the last four are its end."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"
    """It may have been sent, and nobody can tell."""


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """What makes a delivery the only one of its kind: it is scheduled once, however often asked.

    `occurrence` names one of a series; `channel_id` or `member_id` (never both) is the target,
    neither means that the place is decided when the post is due.
    """

    guild_id: int
    kind: str
    subject_id: int
    occurrence: str = ""
    channel_id: int | None = None
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the delivery ledger."""

    id: int
    key: DeliveryKey
    due_at: datetime
    state: DeliveryState
    attempts: int = 0
    message_id: int | None = None
    reason: str | None = None

    @property
    def kind(self) -> str:
        return self.key.kind

    @property
    def guild_id(self) -> int:
        return self.key.guild_id

    @property
    def subject_id(self) -> int:
        return self.key.subject_id

    @property
    def may_have_been_sent(self) -> bool:
        """True once an earlier attempt was begun: look for its message before sending again."""
        return self.attempts > 1
