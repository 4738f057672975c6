"""Cards: messages that show a row and are kept equal to it, whatever happens to them in Discord."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 12
"""Attempts in a row that Discord may fail, over about seven hours, until a card is given up."""
REPLACED_ONCE_IN = timedelta(days=1)
"""A message that is deleted again within this is meant to be gone."""


class CardFault(StrEnum):
    """Reasons why a card is left alone; people read `shared-delivery-<value>`."""

    NO_CHANNEL = "no-channel"
    NO_ACCESS = "no-access"
    FORBIDDEN = "forbidden"
    REFUSED = "refused"
    GAVE_UP = "gave-up"
    CARD_DELETED = "card-deleted"
    """Its message was deleted twice within a day."""
    REMOVED = "removed"
    """Its thread or forum post was deleted, which is done on purpose."""
    NO_EVENTS = "no-events"
    """Its event cannot be made without permissions that a server may do without."""
    EVENT_FORBIDDEN = "event-forbidden"
    """Its event's voice channel is closed to the bot."""
    EVENT_REFUSED = "event-refused"
    EVENTS_FULL = "events-full"
    """The server holds as many events as Discord allows."""


LASTING = frozenset({CardFault.CARD_DELETED, CardFault.REMOVED})
"""Faults that only somebody who wants the card again ends."""
OF_EVENTS = frozenset(
    {
        CardFault.NO_EVENTS,
        CardFault.EVENT_FORBIDDEN,
        CardFault.EVENT_REFUSED,
        CardFault.EVENTS_FULL,
    }
)
"""Faults of Discord's scheduled events."""
QUIET = frozenset({CardFault.NO_EVENTS})
"""Faults that nobody is written to about: `/doctor` and the `show` command name them."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as the database keeps it."""

    id: int
    guild_id: int
    kind: str
    subject_id: int
    place_id: int | None
    """Channel or forum of the message; None before it is posted."""
    message_id: int | None
    wanted: int
    """Revision of the subject that is to be shown."""
    shown: int
    """Revision that is shown; -1 where it has to be shown anew."""
    fault: CardFault | None
    attempts: int
    replaced_at: datetime | None

    @property
    def is_removed(self) -> bool:
        """Tell cards that come back only when somebody wants them again."""
        return self.fault in LASTING

    def may_be_replaced(self, now: datetime) -> bool:
        """Tell whether a message that was deleted is posted again."""
        return self.replaced_at is None or now >= self.replaced_at + REPLACED_ONCE_IN


@dataclass(frozen=True, slots=True)
class Posted:
    """Place of a new card; in a forum, the post is its channel, its message and its thread."""

    place_id: int
    channel_id: int
    message_id: int
    thread_id: int | None


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts; None where no more are made."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)
