"""Times in people's words, in English and French; what could mean two things is refused.

Nothing is guessed: a text is read phrase by phrase, and one of which anything is left over has not
been understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from domain.errors import UserError
from domain.times.dates import Day, take_date, take_distance
from domain.times.hours import take_time
from domain.times.phrases import Phrases, number_of
from domain.times.recurrence import LAST_YEAR, Schedule, check_rule, next_moment, with_end
from domain.times.repeats import Repeat, take_repeat
from domain.times.vocabulary import CODES, UNITS
from domain.times.wall import to_utc, to_wall
from domain.zones import find_place

MAX_TEXT = 200
"""In characters."""
MOST_ZONE_WORDS = 3
_STAMP = re.compile(r"\s*<t:(\d{1,11})(?::[tTdDfFsSR])?>\s*")
_ISO_TIME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[tT](\d{1,2}:\d{2})(?::00)?")
_SAME_DAY = (
    (r"tonight|this evening|ce soir", "today evening"),
    (r"this morning|ce matin", "today morning"),
    (r"this afternoon|cet apres[- ]midi", "today afternoon"),
)
_LASTING = r"(?:for|pendant) (?P<n>{N}) (?P<unit>days?|jours?|weeks?|semaines?|months?|mois)"
_UNTIL = r"(?:until|till|jusqu'au|jusqu'a) "
_FROM = r"(?:starting(?: on| from)?|from|a partir du) "
_FROM_NEAR = r"(?:starting(?: on| from)?|a partir de|a partir du) "  # "from Monday to Friday"
_CALENDAR_DAY = (
    r"(?:the |le )?(?P<day>(?:{DAY} )?(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?"
    r"|\d{1,2}(?:st|nd|rd|th|er)?(?: of| de)? {MONTH}\.?(?: \d{4})?"
    r"|{MONTH}\.? \d{1,2}(?:st|nd|rd|th)?(?: \d{4})?))"
)
_NEAR_DAY = r"(?P<day>today|tomorrow|aujourd'hui|demain|{DAY})"
_END_OF_DAY = time(23, 59)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _End:
    """End of a repetition: a day, a number of times, or a number of units of time."""

    until: str | None = None
    count: int | None = None
    lasts: tuple[str, int] | None = None


def parse_when(text: str, now: datetime, zone: str, *, may_repeat: bool) -> Schedule:
    """Parse what a text says about when, read in an IANA zone.

    Discord's `<t:...>` is understood, too.

    `UserError` with what was understood, where it is past, could mean two things, lacks the time
    of day, or is not understood; and for repetition, unless it `may_repeat`.
    """
    if len(text) > MAX_TEXT:
        raise UserError("shared-when-long", most=MAX_TEXT)
    stamp = _STAMP.fullmatch(text)
    if stamp is not None:
        return _exactly(_from_stamp(int(stamp[1])), now, zone)
    phrases = Phrases(_ISO_TIME.sub(r"\1 \2", text))
    if not phrases.words:
        raise UserError("shared-when-empty")
    for pattern, words in _SAME_DAY:
        phrases.reword(pattern, words)
    try:
        return _read(phrases, now, zone, may_repeat=may_repeat)
    except _NoTimeError:
        raise UserError("shared-when-no-time", text=" ".join(text.split())) from None


def _read(phrases: Phrases, now: datetime, zone: str, *, may_repeat: bool) -> Schedule:
    named = _take_zone(phrases)
    end, beginning = _take_end(phrases), _take_beginning(phrases)
    zone = named or _take_zone(phrases) or zone
    today = to_wall(now, zone).date()
    first = None if beginning is None else take_date(Phrases(beginning), today)
    bounded = end is not None or first is not None
    unit, number = take_distance(phrases) or ("", 0)
    if unit in ("seconds", "minutes", "hours"):
        _refuse_rest(phrases)
        _refuse_bounds(bounded=bounded)
        return _exactly(now + timedelta(**{unit: number}), now, zone)
    repeat = take_repeat(phrases)
    day = take_date(phrases, today)
    if unit:
        _refuse_two(first or day)
        day = Day(today + timedelta(**{unit: number}))
    at = take_time(phrases)
    _refuse_rest(phrases)
    if at is None:
        raise _NoTimeError
    if repeat is None:
        _refuse_bounds(bounded=bounded)
        return _once(_start(day or Day(today), at, now, zone), now)
    if not may_repeat:
        raise UserError("shared-when-no-repeat")
    schedule = _repeated(repeat, _beginning(repeat, first, day), _Clock(at, zone, now, today))
    return schedule if end is None else _ended(schedule, end, today)


class _NoTimeError(Exception):
    """Everything was understood, but no time of day was in it."""


@dataclass(frozen=True, slots=True)
class _Clock:
    """The time of day that a repetition keeps, and the moment from which on it does."""

    time: time
    zone: str
    now: datetime
    today: date


def _beginning(repeat: Repeat, first: Day | None, day: Day | None) -> Day | None:
    """Return the day from which on something repeats; it has to be said that it is that."""
    if first is not None or repeat.days or repeat.frequency == "DAILY":
        _refuse_two(day)
        return first
    return day


def _refuse_two(day: Day | None) -> None:
    """Refuse a day beside what says the day already."""
    if day is not None:
        raise UserError("shared-when-two-days", day=day.date.isoformat())


def _refuse_bounds(*, bounded: bool) -> None:
    if bounded:
        raise UserError("shared-when-end-alone")


def _start(day: Day, at: time, now: datetime, zone: str) -> Schedule:
    start = Schedule(datetime.combine(day.date, at), zone)
    if day.rolls and start.at <= now:
        return replace(start, start=start.start + timedelta(days=7))
    return start


def _refuse_rest(phrases: Phrases) -> None:
    if phrases.left:
        raise UserError("shared-when-unreadable", part=phrases.left)


def _from_stamp(stamp: int) -> datetime:
    try:
        return datetime.fromtimestamp(stamp, UTC)
    except (OverflowError, ValueError, OSError):
        raise UserError("shared-when-far", year=LAST_YEAR) from None


def _exactly(at: datetime, now: datetime, zone: str) -> Schedule:
    """Return a moment, to the minute that has begun by then: told in UTC where a time comes twice.

    It is rounded up, so that what lies ahead by seconds is not cut down to what is past.
    """
    if at <= now:
        raise UserError("shared-when-past", understood=f"<t:{int(at.timestamp())}:F>")
    whole = at.replace(second=0, microsecond=0)
    at = whole if whole == at else whole + _MINUTE
    if to_utc(to_wall(at, zone), zone) != at:
        zone = "UTC"
    return _once(Schedule(to_wall(at, zone), zone), now)


def _once(schedule: Schedule, now: datetime) -> Schedule:
    if schedule.start.year > LAST_YEAR:
        raise UserError("shared-when-far", year=LAST_YEAR)
    if schedule.at <= now:
        raise UserError("shared-when-past", understood=f"<t:{int(schedule.at.timestamp())}:F>")
    return schedule


def _on_the_day(repeat: Repeat, day: Day | None) -> Repeat:
    """Return the repetition on the day of the date that was named beside it."""
    if day is None:
        raise UserError("shared-when-no-day")
    if repeat.frequency == "WEEKLY":
        return replace(repeat, days=f"BYDAY={CODES[day.date.weekday()]}")
    if repeat.frequency == "MONTHLY":
        return replace(repeat, days=f"BYMONTHDAY={day.date.day}")
    return replace(repeat, days=f"BYMONTH={day.date.month};BYMONTHDAY={day.date.day}")


def _repeated(repeat: Repeat, day: Day | None, clock: _Clock) -> Schedule:
    """Return the repetition from its first date on, from which every second week is counted."""
    if not repeat.days and repeat.frequency != "DAILY":
        repeat = _on_the_day(repeat, day)
    start = _start(day or Day(clock.today), clock.time, clock.now, clock.zone)
    each = replace(start, rule=check_rule(replace(repeat, interval=1).rule))
    first = next_moment(each, clock.now)
    if first is None:
        raise UserError("shared-when-never")
    return Schedule(first.wall, clock.zone, check_rule(repeat.rule))


def _ended(schedule: Schedule, end: _End, today: date) -> Schedule:
    if end.count is not None:
        return with_end(schedule, count=end.count)
    named = None if end.until is None else take_date(Phrases(end.until), today)
    last = _last_day(schedule.start.date(), *(end.lasts or ("days", 1)))
    until = datetime.combine(last if named is None else named.date, _END_OF_DAY)
    if until < schedule.start:
        raise UserError("shared-when-end-before", first=f"<t:{int(schedule.at.timestamp())}:F>")
    return with_end(schedule, until=until)


def _last_day(first: date, unit: str, number: int) -> date:
    """Return the last of so many days, weeks or months from `first` on."""
    span = {
        "days": relativedelta(days=number),
        "weeks": relativedelta(weeks=number),
        "months": relativedelta(months=number),
    }[unit]
    return first + span - timedelta(days=1)


def _take_end(phrases: Phrases) -> _End | None:
    found = phrases.take(r"(?P<n>{N}) (?:times|fois)")
    if found is not None:
        return _End(count=number_of(found["n"]))
    found = phrases.take(_LASTING)
    if found is not None:
        return _End(lasts=(UNITS[found["unit"]], number_of(found["n"])))
    found = phrases.take(_UNTIL + _CALENDAR_DAY) or phrases.take(_UNTIL + _NEAR_DAY)
    return None if found is None else _End(until=found["day"])


def _take_beginning(phrases: Phrases) -> str | None:
    """Return the day behind a word such as "starting", as it was written."""
    found = phrases.take(_FROM + _CALENDAR_DAY) or phrases.take(_FROM_NEAR + _NEAR_DAY)
    return None if found is None else found["day"]


def _take_zone(phrases: Phrases) -> str | None:
    """Return the zone that a text ends in, or None."""
    for count in range(MOST_ZONE_WORDS, 0, -1):
        words = phrases.words
        name = " ".join(words[-count:])
        if len(words) > count and any(c.isalpha() for c in name) and (zone := find_place(name)):
            phrases.drop_last(count + (words[-count - 1] in ("in", "a")))
            return zone
    return None
