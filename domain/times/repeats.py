"""Repetitions as people say them, as the dates of an RRULE."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from domain.errors import UserError
from domain.times.phrases import Phrases, number_of
from domain.times.vocabulary import CODES, ORDINALS, WEEKDAYS

_EVERY = r"(?:every|each|chaque|tous les|toutes les)"
_OF_MONTH = r"(?:of |du |de |in )?(?:the |each |every |chaque )?(?:month|mois)"
_EACH = r"(?:every|each|chaque)"
_MONTHS = rf"{_EVERY} (?:(?P<n>{{N}}) )?(?:months?|mois)"
_DAYS = r"(?:(?:on |le |les )*(?P<days>{DAY}(?:(?: and| et|/| le| les|/)* ?{DAY})*))"
_NTH_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repetition and its days; `interval` counts days, weeks, months or years.

    `days` is the RRULE's part that says which days; where it is empty, the day of the first date is
    meant.
    """

    frequency: str
    interval: int = 1
    days: str = ""

    @property
    def rule(self) -> str:
        """As an RRULE without an end."""
        parts = [f"FREQ={self.frequency}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        return ";".join([*parts, self.days] if self.days else parts)


Found = re.Match[str]


def take_repeat(phrases: Phrases) -> Repeat | None:
    """Return the repetition that a text names, taken out of it; None where it names none."""
    for pattern, make in _PATTERNS:
        found = phrases.take(pattern)
        if found is not None:
            return make(found)
    return None


def _interval(found: Found) -> int:
    word = found.groupdict().get("n")
    interval = 1 if word is None else number_of(word)
    if interval < 1:
        raise UserError("shared-when-unreadable", part=found[0])
    return interval


def _days(found: Found) -> str:
    words = re.findall(r"[a-z]+", found["days"])
    numbers = sorted({WEEKDAYS[word] for word in words if word in WEEKDAYS})
    return "BYDAY=" + ",".join(CODES[number] for number in numbers)


def _nth_weekday(found: Found) -> Repeat:
    nth, weekday = ORDINALS[found["nth"]], WEEKDAYS[found["weekday"]]
    return Repeat("MONTHLY", _interval(found), f"BYDAY={nth}{CODES[weekday]}")


def _every_nth_weekday(found: Found) -> Repeat:
    """Read "every first" and "every last" of the month; others are unclear."""
    nth = ORDINALS[found["nth"]]
    if nth in (1, -1):
        return _nth_weekday(found)
    raise UserError(
        "shared-when-ambiguous-nth",
        text=found[0],
        weeks=nth,
        day=found["weekday"],
        nth=found["nth"],
    )


def _last_day(found: Found) -> Repeat:
    return Repeat("MONTHLY", _interval(found), "BYMONTHDAY=-1")


def _month_day(found: Found) -> Repeat:
    day = int(found["day"])
    if not 1 <= day <= 31:  # noqa: PLR2004 - the longest month
        raise UserError("shared-when-no-such-date", date=found["day"])
    return Repeat("MONTHLY", _interval(found), f"BYMONTHDAY={day}")


def _working_days(_: Found) -> Repeat:
    return Repeat("WEEKLY", 1, "BYDAY=MO,TU,WE,TH,FR")


def _on_weekdays(found: Found) -> Repeat:
    return Repeat("WEEKLY", _interval(found), _days(found))


def _every_other(found: Found) -> Repeat:
    return Repeat("WEEKLY", 2, _days(found))


def _plain(frequency: str) -> Callable[[Found], Repeat]:
    return lambda found: Repeat(frequency, _interval(found))


_PATTERNS: tuple[tuple[str, Callable[[Found], Repeat]], ...] = (
    (
        rf"(?:{_EVERY} |on )?(?:the |le )?(?P<nth>{{NTH}}) (?P<weekday>{{DAY}}) {_OF_MONTH}",
        _nth_weekday,
    ),
    (rf"(?:on )?(?:the |le )?(?P<nth>{{NTH}}) (?P<weekday>{{DAY}}) {_MONTHS}", _nth_weekday),
    (rf"{_EVERY} (?P<nth>{{NTH}}) (?P<weekday>{{DAY}})", _every_nth_weekday),
    (
        r"(?:monthly|mensuel|tous les mois)(?: on| le| the)* (?P<nth>{NTH}) (?P<weekday>{DAY})",
        _nth_weekday,
    ),
    (
        rf"(?:{_EVERY} )?(?:on )?(?:the |le )?(?:last day|dernier jour) {_OF_MONTH}(?: {_MONTHS})?",
        _last_day,
    ),
    (rf"(?:on )?(?:the |le |day )?{_NTH_DAY} (?:of|de) {_EACH} (?:month|mois)", _month_day),
    (rf"(?:on )?(?:the|le|day) {_NTH_DAY} {_MONTHS}", _month_day),
    (r"(?:the|le|day) (?P<day>\d{1,2})(?:st|nd|rd|th|er)? (?:of the month|du mois)", _month_day),
    (
        rf"(?:{_EVERY} (?:(?P<n>{{N}}) )?(?:months?|mois)|monthly)(?: on| le| the)* {_NTH_DAY}",
        _month_day,
    ),
    (
        r"(?:(?:every |each |on )?(?:weekdays?|working days?)|en semaine|les jours ouvrables)",
        _working_days,
    ),
    (
        r"(?:from |du )?(?:monday|mon|lundi)(?: to | au |-)(?:friday|fri|vendredi)",
        _working_days,
    ),
    (rf"{_EVERY} (?P<n>{{N}}) (?:weeks?|semaines?) {_DAYS}", _on_weekdays),
    (rf"une semaine sur deux {_DAYS}", _every_other),
    (r"un jour sur deux", lambda _: Repeat("DAILY", 2)),
    (rf"every other {_DAYS}", _every_other),
    (r"un (?P<days>{DAY}) sur deux", _every_other),
    (rf"(?:{_EVERY} (?:week |semaine )?|(?:weekly|hebdomadaire) ){_DAYS}", _on_weekdays),
    (r"(?:on |les )?(?P<days>{DAYS}(?:(?: and| et|/| les)* ?{DAYS})*)", _on_weekdays),
    (r"(?P<days>{DAY}(?:(?: and| et|/| le| les)+ ?{DAY})+)", _on_weekdays),
    (rf"(?:{_EVERY} (?:(?P<n>{{N}}) )?(?:days?|jours?)|daily|quotidien)", _plain("DAILY")),
    (
        rf"(?:{_EVERY} (?:(?P<n>{{N}}) )?(?:weeks?|semaines?)|weekly|hebdomadaire)",
        _plain("WEEKLY"),
    ),
    (rf"(?:{_EVERY} (?:years?|ans?|annees?)|yearly|annuel)", _plain("YEARLY")),
    (rf"(?:{_EVERY} (?:(?P<n>{{N}}) )?(?:months?|mois)|monthly|mensuel)", _plain("MONTHLY")),
)
