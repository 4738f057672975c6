"""Days as people name them: "tomorrow", "next Friday", "30 November", "2026-11-30"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import UserError
from domain.times.phrases import Phrases, number_of
from domain.times.vocabulary import MONTHS, UNITS, WEEKDAYS

DAYS_A_WEEK = 7
HALF_A_YEAR = timedelta(days=183)
_NEAR = (
    (r"(?:the )?day after tomorrow|apres[- ]demain", 2),
    (r"tomorrow|demain", 1),
    (r"today|aujourd'hui", 0),
)
_HALF_HOUR = r"(?:in half an hour|dans une demi[- ]heure)"
_HOURS_AND_MINUTES = (
    r"(?:in|dans) (?P<h>{N}) ?"
    r"(?:h ?(?P<m>\d{2})|(?:hours?|heures?|h)(?: and| et)? (?P<more>\d{1,2}) ?(?:minutes?|mins?))"
)
_DISTANCE = (
    r"(?:in|dans) (?P<n>{N}) ?"
    r"(?P<unit>seconds?|secondes?|secs?|s|minutes?|mins?|mn|m|hours?|heures?|hrs?|h|days?|jours?|d|j"
    r"|weeks?|semaines?)"
)
_SHORT = r"(?P<n>[0-9]{1,4}) ?(?P<unit>seconds?|secondes?|secs?|s|minutes?|mins?|mn|m)"
"""A distance without "in": no day and no time of day is written so."""
_ON_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er)?"
_ISO = r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
_WORDS = (
    rf"{_ON_DAY}(?: of| de)? (?P<month>{{MONTH}})\.?(?: (?P<y>\d{{4}}))?",
    rf"(?P<month>{{MONTH}})\.? {_ON_DAY}(?: (?P<y>\d{{4}}))?",
)
_DAY_OF_MONTH = (
    r"(?:the|le) (?:(?P<weekday>{DAY}) )?(?P<d>\d{1,2})(?:st|nd|rd|th|er)?(?! ?(?:h|heures?|:\d))"
)
_DIGITS = r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})(?:[/.](?P<y>\d{4}))?"


@dataclass(frozen=True, slots=True)
class Day:
    """A day; one that `rolls` is a week later where its time has passed already."""

    date: date
    rolls: bool = False


def take_date(phrases: Phrases, today: date) -> Day | None:
    """Return the day that a text names, taken out of it; None where it names none.

    A day without a year is the next one of its name, unless that is more than half a year ahead:
    then what lies less than half a year back is meant (and will be refused as past).
    """
    named = _take_calendar_date(phrases, today)
    if named is not None:
        _check_weekday(phrases, named)
        return Day(named)
    return _take_near_day(phrases, today)


def take_distance(phrases: Phrases) -> tuple[str, int] | None:
    """Tell how far ahead a text says it is: the unit ("seconds" to "weeks"), and how many of it."""
    if phrases.take(_HALF_HOUR):
        return "minutes", 30
    found = phrases.take(_HOURS_AND_MINUTES)
    if found is not None:
        return "minutes", 60 * number_of(found["h"]) + int(found["m"] or found["more"])
    found = phrases.take(_DISTANCE) or phrases.take(_SHORT)
    return None if found is None else (UNITS[found["unit"]], number_of(found["n"]))


def _take_calendar_date(phrases: Phrases, today: date) -> date | None:
    found = phrases.take(_ISO)
    if found is not None:
        return _date(found, int(found["y"]), int(found["m"]), int(found["d"]))
    for pattern in _WORDS:
        found = phrases.take(pattern)
        if found is not None:
            return _in_year(found, today, MONTHS[found["month"]], int(found["d"]))
    found = phrases.take(_DIGITS)
    return None if found is None else _from_digits(found, today)


def _from_digits(found: re.Match[str], today: date) -> date:
    """Day and month in digits, where only one order makes a date; else which is which is asked."""
    a, b = int(found["a"]), int(found["b"])
    most = 12
    if a <= most and b <= most and a != b:
        first, second = _in_year(found, today, b, a), _in_year(found, today, a, b)
        raise UserError(
            "shared-when-ambiguous-date",
            text=found[0],
            first=first.isoformat(),
            second=second.isoformat(),
            ahead=_ahead(max(first, second), today).isoformat(),
        )
    return _in_year(found, today, *((b, a) if b <= most else (a, b)))


def _ahead(named: date, today: date) -> date:
    """Return a day of this name that is still to come, for an example that works."""
    while named <= today:
        named = named.replace(year=named.year + 1)
    return named


def _in_year(found: re.Match[str], today: date, month: int, day: int) -> date:
    if found["y"] is not None:
        return _date(found, int(found["y"]), month, day)
    if (month, day) == (2, 29):  # the next one there is
        years = (y for y in range(today.year, today.year + 9) if _is_leap(y))
        return next(at for year in years if (at := date(year, 2, 29)) >= today)
    this_year = _date(found, today.year, month, day)
    if today - this_year > HALF_A_YEAR:
        return _date(found, today.year + 1, month, day)
    return this_year


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _date(found: re.Match[str], year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UserError("shared-when-no-such-date", date=found[0]) from None


def _check_weekday(phrases: Phrases, named: date) -> None:
    """Check that a weekday named beside a date is that date's."""
    found = phrases.take(r"(?P<weekday>{DAY})")
    if found is not None and WEEKDAYS[found["weekday"]] != named.weekday():
        raise UserError("shared-when-wrong-day", day=found[0], date=named.isoformat())


def _take_near_day(phrases: Phrases, today: date) -> Day | None:
    for pattern, days in _NEAR:
        if phrases.take(pattern):
            return Day(today + timedelta(days=days))
    found = phrases.take(r"(?:next (?P<weekday>{DAY}))|(?:(?P<jour>{DAY}) prochain)")
    if found is not None:
        return Day(_next_weekday(found, today))
    return _take_day_of_month(phrases, today) or _take_weekday(phrases, today)


def _take_day_of_month(phrases: Phrases, today: date) -> Day | None:
    found = phrases.take(_DAY_OF_MONTH) or phrases.take(r"(?P<d>\d{1,2})(?:st|nd|rd|th)")
    if found is None:
        return None
    named = _day_of_month(found, today)
    _check_weekday(Phrases(found.groupdict().get("weekday") or ""), named)
    _check_weekday(phrases, named)
    return Day(named)


def _take_weekday(phrases: Phrases, today: date) -> Day | None:
    found = phrases.take(r"(?P<habit>le )?(?:this |on |ce )?(?P<weekday>{DAY})")
    if found is None:
        return None
    if found["habit"]:  # "le lundi" may be the coming one, or every one
        raise UserError("shared-when-ambiguous-habit", text=found[0], day=found["weekday"])
    ahead = (WEEKDAYS[found["weekday"]] - today.weekday()) % DAYS_A_WEEK
    return Day(today + timedelta(days=ahead), rolls=True)


def _next_weekday(found: re.Match[str], today: date) -> date:
    """Return the coming one, if that is next week; if it is this week, which is meant is asked."""
    weekday = WEEKDAYS[found["weekday"] or found["jour"]]
    ahead = (weekday - today.weekday()) % DAYS_A_WEEK or DAYS_A_WEEK
    coming = today + timedelta(days=ahead)
    if today.weekday() + ahead >= DAYS_A_WEEK:
        return coming
    raise UserError(
        "shared-when-ambiguous-next",
        text=found[0],
        first=coming.isoformat(),
        second=(coming + timedelta(days=DAYS_A_WEEK)).isoformat(),
    )


def _day_of_month(found: re.Match[str], today: date) -> date:
    """Return the next day of this number."""
    day = int(found["d"])
    for ahead in range(63):
        candidate = today + timedelta(days=ahead)
        if candidate.day == day:
            return candidate
    raise UserError("shared-when-no-such-date", date=found[0])
