"""Repetition in wall-clock time: 18:00 stays 18:00, whatever the clocks of a zone are set to.

The dates come from an RRULE (RFC 5545, section 3.3.10) applied to wall times; each is turned into a
moment by the rule of `domain.times.wall`. Moments of one schedule always follow one another: where
a zone skips a whole day (Apia, 30 December 2011), two times would be one moment, and only the first
of them counts.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile

from dateutil.rrule import rrule, rrulestr

from domain.errors import UserError
from domain.times.wall import parse_slot, slot_of, to_utc

LAST_YEAR = 2100
"""Last year for which anything is planned."""
MOST_COUNT = 1_000
MOST_INTERVAL = 366
_A_DAY = timedelta(days=1)
_A_SECOND = timedelta(seconds=1)
_A_YEAR = timedelta(days=366)
_DAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_SHAPES = {
    "FREQ": "DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": ".*",
    "COUNT": ".*",
    "UNTIL": "[0-9]{8}(?:T[0-9]{6})?",
    "BYDAY": rf"(?:[+-]?[1-5])?{_DAY}(?:,(?:[+-]?[1-5])?{_DAY})*",
    "BYMONTHDAY": "-?[0-9]{1,2}(?:,-?[0-9]{1,2})*",
    "BYMONTH": "(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2]))*",
    "WKST": _DAY,
}
"""The parts that a rule may have, and what each may look like."""
_APART = {"DAILY": {"BYDAY", "BYMONTHDAY", "BYMONTH"}, "WEEKLY": {"BYMONTHDAY", "BYMONTH"}}
"""Parts that a frequency excludes: with an interval, they might never come together."""
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of the months, in leap years."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule: one time, or a repetition.

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
        """Wall-clock time by which it is known."""
        return slot_of(self.wall)


def check_rule(rule: str) -> str:
    """Return the rule, if it is one that we plan by; `UserError` otherwise."""
    parts = parts_of(rule)
    if not _is_well_formed(rule, parts):
        raise UserError("shared-when-rule")
    if not _is_within(parts.get("INTERVAL", "1"), MOST_INTERVAL):
        raise UserError("shared-when-interval", most=MOST_INTERVAL)
    if not _is_within(parts.get("COUNT", "1"), MOST_COUNT):
        raise UserError("shared-when-count", most=MOST_COUNT)
    if int(parts.get("UNTIL", "0")[:4]) > LAST_YEAR:
        raise UserError("shared-when-far", year=LAST_YEAR)
    if not _has_a_date(parts):
        raise UserError("shared-when-never")
    try:
        rrulestr(rule, dtstart=datetime(2026, 1, 1))
    except ValueError:
        raise UserError("shared-when-rule") from None
    return rule


def parts_of(rule: str) -> dict[str, str]:
    """Return the parts of a rule by their names."""
    pairs = (part.partition("=") for part in rule.upper().split(";"))
    return {name: value for name, _, value in pairs}


def list_moments(schedule: Schedule, *, after: datetime | None = None, limit: int) -> list[Moment]:
    """List the next times of a schedule, in order, later than `after` where given."""
    return list(islice(_moments(schedule, after), limit))


def next_moment(schedule: Schedule, after: datetime | None = None) -> Moment | None:
    """Return the next time of a schedule; None where it is over."""
    return next(_moments(schedule, after), None)


def find_moment(schedule: Schedule, slot: str) -> Moment | None:
    """Find the time of a schedule that is known by `slot`, or None."""
    wall = parse_slot(slot)
    found = next_moment(schedule, to_utc(wall, schedule.zone) - _A_SECOND)
    return found if found is not None and found.wall == wall else None


def is_endless(schedule: Schedule) -> bool:
    """Tell whether nothing says when it ends."""
    return schedule.rule is not None and not parts_of(schedule.rule).keys() & {"COUNT", "UNTIL"}


def last_moment(schedule: Schedule) -> Moment | None:
    """Return the last time of a schedule; None where it has no end (or no time at all)."""
    if is_endless(schedule):
        return None
    ends: deque[Moment] = deque(maxlen=1)
    until = parts_of(schedule.rule or "").get("UNTIL")
    if until is not None:  # most often, there is one within the last year
        near = datetime.strptime(until[:8], "%Y%m%d").replace(tzinfo=UTC) - _A_YEAR
        ends.extend(_moments(schedule, near))
    if not ends:
        ends.extend(_moments(schedule, None))
    return ends[0] if ends else None


def count_moments(schedule: Schedule, after: datetime | None = None) -> int | None:
    """Tell how many times there are (later than `after`, with it); None where it has no end."""
    return None if is_endless(schedule) else sum(1 for _ in _moments(schedule, after))


def with_end(
    schedule: Schedule, *, until: datetime | None = None, count: int | None = None
) -> Schedule:
    """Return the schedule with another end: a wall time (inclusive), a number of times, or none."""
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
    """Return the part of a schedule before one of its times; None where nothing is left."""
    wall = parse_slot(slot)
    if schedule.rule is None:
        return schedule if schedule.start < wall else None
    last = _dates(schedule.rule, schedule.start).before(wall)
    return None if last is None else with_end(schedule, until=last)


def begin_at(schedule: Schedule, slot: str) -> Schedule:
    """Return the part of a schedule from one of its times on; it ends where the whole did."""
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
    latest = after
    for wall in _walls(schedule, after):
        at = to_utc(wall, schedule.zone)
        if latest is None or at > latest:
            latest = at
            yield Moment(wall, at)


def _walls(schedule: Schedule, after: datetime | None) -> Iterator[datetime]:
    """Return the wall times from `after` on, and perhaps a few before it."""
    if schedule.rule is None:
        return iter((schedule.start,))
    if after is None:
        found: Iterator[datetime] = iter(_dates(schedule.rule, schedule.start))
    else:
        # No zone is further than a day from UTC, and none sets its clocks by more.
        since = after.astimezone(UTC).replace(tzinfo=None, microsecond=0) - _A_DAY
        start = _start_near(schedule.rule, schedule.start, since)
        found = _dates(schedule.rule, start).xafter(since)
    return takewhile(lambda wall: wall.year <= LAST_YEAR, found)


def _start_near(rule: str, start: datetime, since: datetime) -> datetime:
    """Return a start not later than `since` that gives the same dates from there on.

    So the days between need not be walked through, of which daily rules have thousands.
    """
    parts = parts_of(rule)
    if "COUNT" in parts or since <= start:
        return start
    interval = int(parts.get("INTERVAL", "1"))
    days = {"DAILY": 1, "WEEKLY": 7}.get(parts["FREQ"])
    if days is not None:
        period = timedelta(days=days * interval)
        return start + (since - start) // period * period
    if not parts.keys() & {"BYDAY", "BYMONTHDAY"}:
        return start  # its own day is the rule's
    is_yearly = parts["FREQ"] == "YEARLY"
    months = interval * (12 if is_yearly else 1)
    first = start.year * 12 + (0 if is_yearly else start.month - 1)
    periods = (since.year * 12 + since.month - 1 - first) // months
    if periods < 1:
        return start
    year, month = divmod(first + periods * months, 12)
    return start.replace(year=year, month=month + 1, day=1)


def _dates(rule: str, start: datetime) -> rrule:
    found = rrulestr(rule, dtstart=start)
    if not isinstance(found, rrule):
        raise TypeError(f"{rule!r} is more than one rule")
    return found


def _is_well_formed(rule: str, parts: dict[str, str]) -> bool:
    """Tell whether every part is known, there once, and goes with the others."""
    if len(parts) != len(rule.split(";")) or {"COUNT", "UNTIL"} <= parts.keys():
        return False
    if any(n not in _SHAPES or not re.fullmatch(_SHAPES[n], v) for n, v in parts.items()):
        return False
    frequency = parts.get("FREQ", "")
    nth = re.search("[0-9]", parts.get("BYDAY", ""))
    if nth and (frequency == "WEEKLY" or "BYMONTHDAY" in parts):
        return False
    return bool(frequency) and not _APART.get(frequency, set()) & parts.keys()


def _is_within(value: str, most: int) -> bool:
    return re.fullmatch("[0-9]{1,9}", value) is not None and 1 <= int(value) <= most


def _has_a_date(parts: dict[str, str]) -> bool:
    """Tell whether any month of the rule has any day of the rule.

    dateutil would look for it until the year 9999, which takes it half a second.
    """
    if "BYMONTHDAY" not in parts:
        return True
    days = [abs(int(day)) for day in parts["BYMONTHDAY"].split(",")]
    every_month = ",".join(str(n + 1) for n in range(len(_LONGEST)))
    months = [int(month) for month in parts.get("BYMONTH", every_month).split(",")]
    return any(1 <= day <= _LONGEST[month - 1] for day in days for month in months)
