"""A study session (a series), its occurrences, and who comes to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.times.recurrence import Schedule

MAX_TITLE = 100
MAX_DESCRIPTION = 2_000
MAX_NOTES = 4_000
MAX_URL = 300
MIN_MINUTES, MAX_MINUTES = 5, 24 * 60
MAX_CAPACITY = 1_000
MAX_LEAD = 14 * 24 * 60
MOST_LEADS = 5
DEFAULT_LEADS = (24 * 60, 15)
"""A day and a quarter of an hour before, in minutes."""


class PlaceKind(StrEnum):
    """Kinds of places that a session happens in."""

    NONE = "none"
    CHANNEL = "channel"
    """A voice channel, a text channel or a thread of the server."""
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Place:
    """Place of a session."""

    kind: PlaceKind = PlaceKind.NONE
    channel_id: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Plan of a session: its topic, length (in minutes), place and capacity."""

    title: str
    topic: str = ""
    description: str = ""
    minutes: int = 60
    place: Place = Place()
    capacity: int | None = None

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes)


class SeriesState(StrEnum):
    """States of a series."""

    ACTIVE = "active"
    CANCELLED = "cancelled"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Series:
    """A study session as it was planned: once, or again and again.

    `lead_minutes` is how long before people are reminded (None: the defaults); `uid` names it in
    calendars, for good; `follows_id` is the series that it was split off.
    """

    id: int
    guild_id: int
    host_id: int | None
    plan: Plan
    schedule: Schedule
    channel_id: int
    lead_minutes: tuple[int, ...] | None
    state: SeriesState
    uid: str
    revision: int
    follows_id: int | None = None

    @property
    def leads(self) -> tuple[int, ...]:
        """Minutes before the start at which people are reminded."""
        return DEFAULT_LEADS if self.lead_minutes is None else self.lead_minutes


class OccurrenceState(StrEnum):
    """States of an occurrence."""

    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Shown:
    """Places of an occurrence in Discord, and the revision of it that its event shows."""

    channel_id: int | None = None
    message_id: int | None = None
    thread_id: int | None = None
    event_id: int | None = None
    event_revision: int = 0


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a series, as it is now: `plan` is the series' with what was changed for this one.

    `slot` is where the series put it, in wall-clock time, wherever it was moved to.
    """

    id: int
    series_id: int
    guild_id: int
    host_id: int | None
    slot: str
    starts_at: datetime
    ends_at: datetime
    plan: Plan
    state: OccurrenceState
    revision: int
    sequence: int
    zone: str
    rule: str | None
    leads: tuple[int, ...]
    home_id: int
    """The channel that the series is announced in."""
    shown: Shown = Shown()
    reason: str | None = None
    notes: str | None = None

    @property
    def is_open(self) -> bool:
        """True while it is still to come, or goes on."""
        return self.state in (OccurrenceState.PLANNED, OccurrenceState.RUNNING)


class Answer(StrEnum):
    """Answers of members about an occurrence."""

    GOING = "going"
    MAYBE = "maybe"
    DECLINED = "declined"
    WAITLISTED = "waitlisted"


class AnswerSource(StrEnum):
    """Places in which members answered."""

    BUTTON = "button"
    EVENT = "event"
    """In Discord's own event, by being interested."""
    POLL = "poll"


@dataclass(frozen=True, slots=True)
class Rsvp:
    """A member's answer; `turn` orders answers, the earliest first."""

    member_id: int
    answer: Answer
    source: AnswerSource
    turn: int = 0


class Route(StrEnum):
    """Route of a member's reminders: one, so that nobody gets doubles."""

    THREAD = "thread"
    DM = "dm"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Reminders:
    """A member's wishes; `lead_minutes` None: as each series has it."""

    route: Route = Route.THREAD
    lead_minutes: tuple[int, ...] | None = None

    def leads_of(self, occurrence: Occurrence) -> tuple[int, ...]:
        """Tell how many minutes before this occurrence they are reminded."""
        return occurrence.leads if self.lead_minutes is None else self.lead_minutes
