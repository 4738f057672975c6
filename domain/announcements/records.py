"""Announcements, and what became of them in Discord."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.times.recurrence import Schedule


class State(StrEnum):
    """States of an announcement."""

    SCHEDULED = "scheduled"
    PAUSED = "paused"
    """Paused: what comes due meanwhile is skipped, and not made up for."""
    DONE = "done"
    """Done: no occurrence is still to come."""
    CANCELLED = "cancelled"


class Everyone(StrEnum):
    """Pings of a whole channel; the words are Discord's."""

    NOBODY = ""
    EVERYONE = "everyone"
    HERE = "here"


class Publishing(StrEnum):
    """Publication of a post to the channels that follow an announcement channel."""

    NO = "no"
    WANTED = "wanted"
    DONE = "done"
    FAILED = "failed"


class Fault(StrEnum):
    """Reasons why a post in Discord cannot be changed."""

    DELETED = "deleted"
    NO_CHANNEL = "no-channel"
    FORBIDDEN = "forbidden"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, by the digest of its bytes."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Wording:
    """Wording of an announcement; `body` is Markdown."""

    title: str
    body: str
    image: Image | None = None
    has_button: bool = True
    """True where members can press "Got it"."""


@dataclass(frozen=True, slots=True)
class Pings:
    """Roles that are notified."""

    role_ids: tuple[int, ...] = ()
    everyone: Everyone = Everyone.NOBODY

    def __bool__(self) -> bool:
        return bool(self.role_ids or self.everyone)


@dataclass(frozen=True, slots=True)
class Contents:
    """All that is shown of an announcement, and where; what a template keeps."""

    wording: Wording
    pings: Pings = field(default_factory=Pings)
    channel_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announcement. `author_id` and `editor_id` are None where that member's data was erased.

    `next_slot` is the occurrence that is planned next, `next_at` its time. `handled_at` is the time
    of the latest occurrence that was dealt with. `plan` counts the changes of time and channels:
    rows of the ledger carry it, so that a time that was given up can be chosen again.
    """

    id: int
    guild_id: int
    contents: Contents
    schedule: Schedule
    state: State
    revision: int
    plan: int
    next_slot: str | None
    next_at: datetime | None
    handled_at: datetime | None
    author_id: int | None
    editor_id: int | None
    created_at: datetime
    changed_at: datetime

    @property
    def wording(self) -> Wording:
        return self.contents.wording

    @property
    def is_open(self) -> bool:
        """True while something of it is still to come."""
        return self.state in (State.SCHEDULED, State.PAUSED)

    @property
    def repeats(self) -> bool:
        return self.schedule.rule is not None

    @property
    def next_occurrence(self) -> str | None:
        """Name of the occurrence that is planned next, as the ledger has it."""
        return None if self.next_slot is None else occurrence_of(self.next_slot, self.plan)


@dataclass(frozen=True, slots=True)
class Revision:
    """An announcement's wording as somebody left it."""

    number: int
    wording: Wording
    editor_id: int | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Post:
    """A message in Discord that shows an occurrence of an announcement.

    `wanted` counts what has changed, `shown` says up to which change Discord shows it. `message_id`
    is None until it was recorded as sent.
    """

    id: int
    guild_id: int
    announcement_id: int
    occurrence: str
    channel_id: int
    delivery_id: int
    message_id: int | None
    revision: int
    """The revision of the announcement that Discord shows."""
    is_late: bool
    pings: bool
    """True where it notified those whom it was to notify."""
    wanted: int
    shown: int
    shown_at: datetime | None
    fault: Fault | None
    publishing: Publishing
    is_withdrawn: bool = False
    """True once it is to be deleted in Discord."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template of announcements."""

    id: int
    guild_id: int
    name: str
    contents: Contents
    author_id: int | None


def occurrence_of(slot: str, plan: int) -> str:
    """Return what the ledger calls an occurrence: its slot, and under which plan it was planned."""
    return slot if plan == 0 else f"{slot}.{plan}"
