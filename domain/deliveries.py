"""Timed posts: what is to be sent where and when, and what became of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import Field, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Self

LATE_AFTER = timedelta(minutes=2)
"""Lateness from which a post says that it is late."""
PLANNED_BACK = timedelta(days=170)
"""Times older than this are not planned: rows of what was posted then go 10 days later.

A planner that looks back over a missed time finds its rows, or is refused.
"""


class DeliveryState(StrEnum):
    """States of a delivery; the last four are its end."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"
    """Unknown: it may have been sent, and nobody can tell."""


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """Key of a delivery, the only one of its kind: scheduled once, however often asked.

    `occurrence` names one of a series; `channel_id` or `member_id` (never both) is the target,
    neither means that the place is decided when the post is due.
    """

    guild_id: int
    kind: str
    subject_id: int
    occurrence: str = ""
    channel_id: int | None = None
    member_id: int | None = None

    def key(self) -> DeliveryKey:
        """Return itself, as data of a kind whose key says all."""
        return self


class DeliveryData(ABC):
    """Data that a kind of post is made of: a frozen dataclass of numbers and texts.

    The ledger keeps it as JSON beside the key that it has. A kind whose key says all needs none.
    """

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @abstractmethod
    def key(self) -> DeliveryKey:
        """Name its row in the ledger; never changed, since rows are found by it."""

    @classmethod
    @abstractmethod
    def of_key(cls, key: DeliveryKey) -> Self:
        """Read it from the key of a row that was planned before the ledger kept data."""

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        """Read the data of a delivery of this kind."""
        return cls.of_key(delivery.key) if delivery.data is None else cls(**delivery.data)


Planned = DeliveryKey | DeliveryData
"""A post that can be planned: its data, or its key where that says all."""


@dataclass(frozen=True, slots=True)
class CardLost(DeliveryData):
    """News for the owner of a card that cannot be shown: why, once for each message of it."""

    kind: str
    guild_id: int
    subject_id: int
    fault: str
    message_id: int = 0
    member_id: int | None = None

    def key(self) -> DeliveryKey:
        occurrence = f"{self.fault}/{self.message_id}"
        return DeliveryKey(
            self.guild_id, self.kind, self.subject_id, occurrence, member_id=self.member_id
        )

    @classmethod
    def of_key(cls, key: DeliveryKey) -> Self:
        fault, _, message_id = key.occurrence.partition("/")
        return cls(
            key.kind, key.guild_id, key.subject_id, fault, int(message_id or 0), key.member_id
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the delivery ledger.

    `planned_at` is when it was to be posted; `due_at` is when it is tried (next), and `attempts`
    how many have failed; one that a crash cut off is none of them. `reason` is a key
    of the message catalogue where a person is to read it, else a sentence for the log.
    """

    id: int
    key: DeliveryKey
    due_at: datetime
    planned_at: datetime
    state: DeliveryState
    attempts: int = 0
    message_id: int | None = None
    reason: str | None = None
    begun_at: datetime | None = None
    """Time at which it was first handed to Discord: from then on it may have been sent."""
    fingerprint: str | None = None
    """Fingerprints of what was handed to Discord, to be recognised in a history."""
    after_id: int | None = None
    """The newest message of the channel at that time: what was sent stands below it."""
    place_id: int | None = None
    """The channel that its message stands in, once it was handed to Discord."""
    scheduled_by: int | None = None
    """The member to tell when it fails; None: nobody asked for it."""
    data: Mapping[str, Any] | None = None
    """Fields of its `DeliveryData`, which `of` reads; None where its key says all."""

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
    def lane(self) -> int:
        """Queue in which its post waits: its target, or its server while it has none."""
        return self.key.channel_id or self.key.member_id or -self.key.guild_id

    @property
    def is_open(self) -> bool:
        """True while it is still to be posted."""
        return self.state in (DeliveryState.PENDING, DeliveryState.CLAIMED)

    @property
    def may_have_been_sent(self) -> bool:
        """True once an attempt was begun: look for its message before sending again."""
        return self.begun_at is not None

    def is_late(self, now: datetime) -> bool:
        """Tell whether a post made `now` has to say that it is late."""
        return now - self.planned_at > LATE_AFTER
