"""Times in people's words, in English and French; what could mean two things is refused.

Nothing is guessed: a text is read phrase by phrase, and one of which anything is left over has not
been understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from domain.errors import UserError
from domain.times.dates import Day, take_date, take_distance
from domain.times.hours import take_time
from domain.times.phrases import Phrases, number_of
from domain.times.recurrence import LAST_YEAR, Schedule, check_rule, next_moment, with_end
from domain.times.repeats import Repeat, take_repeat
from domain.times.vocabulary import CODES, UNITS
from domain.times.wall import to_wall
from domain.zones import find_place

MAX_TEXT = 200
"""In characters."""
MOST_ZONE_WORDS = 3
_STAMP = re.compile(r"\s*<t:(\d{1,11})(?::[tTdDfFsSR])?>\s*")
_ISO_TIME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[tT](\d)")
_LASTING = r"(?:for|pendant) (?P<n>{N}) (?P<unit>days?|jours?|weeks?|semaines?|months?|mois)"
_END_OF_DAY = time(23, 59)


@dataclass(frozen=True, slots=True)
class _End:
    """When a repetition ends: after a day, a number of times, or a number of units of time."""

    until: date | None = None
    count: int | None = None
    lasts: tuple[str, int] | None = None


def parse_when(text: str, now: datetime, zone: str, *, may_repeat: bool) -> Schedule:
    """What a text says about when, read in an IANA zone; Discord's `<t:...>` is understood, too.

    `UserError` with what was understood, where it is past, could mean two things, lacks the time
    of day, or is not understood; and for repetition, unless it `may_repeat`.
    """
    if len(text) > MAX_TEXT:
        raise UserError("shared-when-long", most=MAX_TEXT)
    stamp = _STAMP.fullmatch(text)
    if stamp is not None:
        return _once(_from_stamp(int(stamp[1]), zone), now, zone)
    phrases = Phrases(_ISO_TIME.sub(r"\1 \2", text))
    if not phrases.words:
        raise UserError("shared-when-empty")
    return _read(phrases, now, zone, may_repeat=may_repeat)


def _read(phrases: Phrases, now: datetime, zone: str, *, may_repeat: bool) -> Schedule:
    other = _take_zone(phrases)
    today = to_wall(now, other or zone).date()
    end, first = _take_end(phrases, today), _take_first(phrases, today)
    zone = other or _take_zone(phrases) or zone
    unit, number = take_distance(phrases) or ("", 0)
    if unit in ("minutes", "hours"):
        _refuse_rest(phrases)
        ahead = now + timedelta(**{unit: number})
        return _once(to_wall(ahead, zone).replace(second=0, microsecond=0), now, zone)
    repeat = take_repeat(phrases)
    day = first or take_date(phrases, today)
    if unit:
        day = Day(today + timedelta(**{unit: number}))
    at = take_time(phrases)
    _refuse_rest(phrases)
    if at is None:
        raise UserError("shared-when-no-time")
    start = _start(day or Day(today), at, now, zone)
    if repeat is not None and may_repeat:
        schedule = _repeated(repeat, day, start, now)
        return schedule if end is None else _ended(schedule, end)
    if repeat is not None:
        raise UserError("shared-when-no-repeat")
    if end is not None or first is not None:
        raise UserError("shared-when-end-alone")
    return _once(start.start, now, zone)


def _start(day: Day, at: time, now: datetime, zone: str) -> Schedule:
    start = Schedule(datetime.combine(day.date, at), zone)
    if day.rolls and start.at <= now:
        return replace(start, start=start.start + timedelta(days=7))
    return start


def _refuse_rest(phrases: Phrases) -> None:
    if phrases.left:
        raise UserError("shared-when-unreadable", part=phrases.left)


def _from_stamp(stamp: int, zone: str) -> datetime:
    try:
        return to_wall(datetime.fromtimestamp(stamp, UTC), zone).replace(second=0)
    except (OverflowError, ValueError, OSError):
        raise UserError("shared-when-far", year=LAST_YEAR) from None


def _once(wall: datetime, now: datetime, zone: str) -> Schedule:
    if wall.year > LAST_YEAR:
        raise UserError("shared-when-far", year=LAST_YEAR)
    schedule = Schedule(wall, zone)
    if schedule.at <= now:
        raise UserError("shared-when-past", understood=f"<t:{int(schedule.at.timestamp())}:F>")
    return schedule


def _on_the_day(repeat: Repeat, day: Day | None) -> Repeat:
    """The repetition on the day of the date that was named beside it."""
    if day is None:
        raise UserError("shared-when-no-day")
    if repeat.frequency == "WEEKLY":
        return replace(repeat, days=f"BYDAY={CODES[day.date.weekday()]}")
    if repeat.frequency == "MONTHLY":
        return replace(repeat, days=f"BYMONTHDAY={day.date.day}")
    return replace(repeat, days=f"BYMONTH={day.date.month};BYMONTHDAY={day.date.day}")


def _repeated(repeat: Repeat, day: Day | None, start: Schedule, now: datetime) -> Schedule:
    """The repetition from its first date on, from which every second week is counted."""
    if not repeat.days and repeat.frequency != "DAILY":
        repeat = _on_the_day(repeat, day)
    each = replace(start, rule=check_rule(replace(repeat, interval=1).rule))
    first = next_moment(each, now)
    if first is None:
        raise UserError("shared-when-never")
    return Schedule(first.wall, start.zone, check_rule(repeat.rule))


def _ended(schedule: Schedule, end: _End) -> Schedule:
    if end.count is not None:
        return with_end(schedule, count=end.count)
    if end.until is not None:
        until = datetime.combine(end.until, _END_OF_DAY)
    else:
        unit, number = end.lasts or ("weeks", 1)
        days = {"days": 1, "weeks": 7, "months": 30.4375}[unit] * number
        until = schedule.start + timedelta(days=round(days), minutes=-1)
    if until < schedule.start:
        raise UserError("shared-when-end-before", first=f"<t:{int(schedule.at.timestamp())}:F>")
    return with_end(schedule, until=until)


def _take_end(phrases: Phrases, today: date) -> _End | None:
    found = phrases.take(r"(?P<n>{N}) (?:times|fois)")
    if found is not None:
        return _End(count=number_of(found["n"]))
    found = phrases.take(
        r"(?:for|pendant) (?P<n>{N}) (?P<unit>days?|jours?|weeks?|semaines?|months?|mois)"
    )
    if found is not None:
        return _End(lasts=(UNITS[found["unit"]], number_of(found["n"])))
    until = _take_day_after(phrases, r"(?:until|till|jusqu'au|jusqu'a)", today)
    return None if until is None else _End(until=until.date)


def _take_first(phrases: Phrases, today: date) -> Day | None:
    return _take_day_after(phrases, r"(?:starting(?: on| from)?|from|a partir du)", today)


_DAY_ENDS = (
    r" (?:the |le )?(?P<day>(?:{DAY} )?(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?"
    r"|\d{1,2}(?:st|nd|rd|th|er)?(?: of| de)? {MONTH}\.?(?: \d{4})?"
    r"|{MONTH}\.? \d{1,2}(?:st|nd|rd|th)?(?: \d{4})?))"
)


def _take_day_after(phrases: Phrases, opening: str, today: date) -> Day | None:
    """The calendar date behind a word such as "until"."""
    found = phrases.take(opening + _DAY_ENDS)
    return None if found is None else take_date(Phrases(found["day"]), today)


def _take_zone(phrases: Phrases) -> str | None:
    """The zone that a text ends in, or None."""
    for count in range(MOST_ZONE_WORDS, 0, -1):
        words = phrases.words
        name = " ".join(words[-count:])
        if len(words) > count and any(c.isalpha() for c in name) and (zone := find_place(name)):
            phrases.drop_last(count)
            return zone
    return None
