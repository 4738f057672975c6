"""Repetition in wall-clock time: 18:00 stays 18:00, whatever the clocks of a zone are set to.

The dates come from an RRULE (RFC 5545, section 3.3.10) applied to wall times; each is turned into a
moment by the rule of `domain.times.wall`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice, takewhile

from dateutil.rrule import rrule, rrulestr

from domain.errors import UserError
from domain.times.wall import parse_slot, slot_of, to_utc

LAST_YEAR = 2100
"""Nothing is planned beyond it."""
MOST_COUNT = 1_000
MOST_INTERVAL = 366
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_PARTS = {
    "FREQ",
    "INTERVAL",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYSETPOS",
    "COUNT",
    "UNTIL",
    "WKST",
}
_A_DAY = timedelta(days=1)
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of the months, in leap years."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When something happens: once, or again and again.

    `start` is a wall time in `zone` (an IANA name), to the minute. `rule` is an RRULE's value
    without its name; an UNTIL in it is a wall time, too. Without a rule it happens once, at
    `start`; with one, where its dates say, of which `start` need not be one.
    """

    start: datetime
    zone: str
    rule: str | None = None

    @property
    def at(self) -> datetime:
        """The moment of `start`."""
        return to_utc(self.start, self.zone)


@dataclass(frozen=True, slots=True)
class Moment:
    """One time of a schedule: as the wall clock shows it, and in UTC."""

    wall: datetime
    at: datetime

    @property
    def slot(self) -> str:
        """What it is known by."""
        return slot_of(self.wall)


def check_rule(rule: str) -> str:
    """The rule, if it is one that we plan by; `UserError` otherwise."""
    parts = parts_of(rule)
    if not parts.keys() <= _PARTS or parts.get("FREQ") not in _FREQUENCIES:
        raise UserError("shared-when-rule")
    interval, count = parts.get("INTERVAL", "1"), parts.get("COUNT", "1")
    if not interval.isdecimal() or not 1 <= int(interval) <= MOST_INTERVAL:
        raise UserError("shared-when-interval", most=MOST_INTERVAL)
    if not count.isdecimal() or not 1 <= int(count) <= MOST_COUNT:
        raise UserError("shared-when-count", most=MOST_COUNT)
    if not _has_a_date(parts):
        raise UserError("shared-when-never")
    try:
        rrulestr(rule, dtstart=datetime(2026, 1, 1))
    except ValueError:
        raise UserError("shared-when-rule") from None
    return rule


def parts_of(rule: str) -> dict[str, str]:
    """The parts of a rule by their names."""
    pairs = (part.partition("=") for part in rule.upper().split(";"))
    return {name: value for name, _, value in pairs}


def list_moments(schedule: Schedule, *, after: datetime | None = None, limit: int) -> list[Moment]:
    """The next times of a schedule, later than `after` (all there are, without it), in order."""
    return list(islice(_moments(schedule, after), limit))


def next_moment(schedule: Schedule, after: datetime | None = None) -> Moment | None:
    """The next time of a schedule; None where it is over."""
    return next(_moments(schedule, after), None)


def find_moment(schedule: Schedule, slot: str) -> Moment | None:
    """The time of a schedule that is known by `slot`, or None."""
    wall = parse_slot(slot)
    if schedule.rule is None:
        return _moment(schedule, wall) if wall == schedule.start else None
    found = _dates(schedule.rule, schedule.start).after(wall, inc=True)
    return _moment(schedule, wall) if found == wall else None


def is_endless(schedule: Schedule) -> bool:
    """Whether nothing says when it ends."""
    return schedule.rule is not None and not parts_of(schedule.rule).keys() & {"COUNT", "UNTIL"}


def last_moment(schedule: Schedule) -> Moment | None:
    """The last time of a schedule; None where it has no end (or no time at all)."""
    if is_endless(schedule):
        return None
    ends = deque(_moments(schedule, None), maxlen=1)
    return ends[0] if ends else None


def with_end(
    schedule: Schedule, *, until: datetime | None = None, count: int | None = None
) -> Schedule:
    """The schedule with another end: a wall time (inclusive), a number of times, or none."""
    if schedule.rule is None:
        return schedule
    parts = parts_of(schedule.rule)
    parts.pop("UNTIL", None)
    parts.pop("COUNT", None)
    if until is not None:
        parts["UNTIL"] = f"{slot_of(until)}00"
    elif count is not None:
        parts["COUNT"] = str(count)
    return replace(schedule, rule=check_rule(";".join(f"{n}={v}" for n, v in parts.items())))


def end_before(schedule: Schedule, slot: str) -> Schedule | None:
    """The part of a schedule before one of its times; None where nothing is left."""
    wall = parse_slot(slot)
    if schedule.rule is None:
        return schedule if schedule.start < wall else None
    last = _dates(schedule.rule, schedule.start).before(wall)
    return None if last is None else with_end(schedule, until=last)


def begin_at(schedule: Schedule, slot: str) -> Schedule:
    """The part of a schedule from one of its times on; it ends where the whole did."""
    wall = parse_slot(slot)
    if schedule.rule is None:
        return replace(schedule, start=wall)
    count = parts_of(schedule.rule).get("COUNT")
    if count is None:
        return replace(schedule, start=wall)
    past = sum(
        1 for _ in takewhile(lambda date: date < wall, _dates(schedule.rule, schedule.start))
    )
    return with_end(replace(schedule, start=wall), count=max(1, int(count) - past))


def _moments(schedule: Schedule, after: datetime | None) -> Iterator[Moment]:
    moments = (_moment(schedule, wall) for wall in _walls(schedule, after))
    return (moment for moment in moments if after is None or moment.at > after)


def _walls(schedule: Schedule, after: datetime | None) -> Iterator[datetime]:
    """The wall times from `after` on, and perhaps a few before it."""
    if schedule.rule is None:
        return iter((schedule.start,))
    dates = _dates(schedule.rule, schedule.start)
    if after is None:
        found: Iterator[datetime] = iter(dates)
    else:
        # No zone is further than a day from UTC, and none sets its clocks by more.
        found = dates.xafter(after.replace(tzinfo=None, microsecond=0) - _A_DAY)
    return takewhile(lambda wall: wall.year <= LAST_YEAR, found)


def _moment(schedule: Schedule, wall: datetime) -> Moment:
    return Moment(wall, to_utc(wall, schedule.zone))


@lru_cache(maxsize=256)
def _dates(rule: str, start: datetime) -> rrule:
    """The dates of a rule, kept as far as they have been asked for."""
    found = rrulestr(rule, dtstart=start, cache=True)
    if not isinstance(found, rrule):
        raise TypeError(f"{rule!r} is more than one rule")
    return found


def _has_a_date(parts: dict[str, str]) -> bool:
    """Whether any month of the rule has any day of the rule."""
    if "BYMONTHDAY" not in parts:
        return True
    days = [abs(int(day)) for day in parts["BYMONTHDAY"].split(",")]
    months = [int(month) for month in parts.get("BYMONTH", "1").split(",")]
    if not all(1 <= month <= len(_LONGEST) for month in months) or 0 in days:
        return False
    return any(day <= _LONGEST[month - 1] for day in days for month in months)
