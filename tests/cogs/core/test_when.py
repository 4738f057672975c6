"""Repetition and times as people read them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from cogs.core.text import Catalogues
from cogs.core.when import describe_rule, describe_schedule
from domain.errors import UserError
from domain.times.recurrence import Schedule, list_moments, next_moment
from domain.times.words import parse_when

TEXTS = Catalogues.load()
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ZONE = "Africa/Nairobi"


@pytest.mark.parametrize(
    ("typed", "english", "french"),
    [
        ("daily 18:00", "every day at 18:00", "chaque jour à 18:00"),
        ("every 3 days at 9:15", "every 3 days at 09:15", "tous les 3 jours à 09:15"),
        (
            "every Mon and Thu 18:00",
            "every Monday and Thursday at 18:00",
            "chaque lundi et jeudi à 18:00",
        ),
        (
            "every 2 weeks on Tuesday at 18:00, 10 times",
            "every 2 weeks on Tuesday at 18:00, 10 times",
            "toutes les 2 semaines le mardi à 18:00, 10 fois",
        ),
        (
            "last Friday of the month at 17:00",
            "on the last Friday of every month at 17:00",
            "le dernier vendredi de chaque mois à 17:00",
        ),
        (
            "monthly on the 15th at 9",
            "on day 15 of every month at 09:00",
            "le 15 de chaque mois à 09:00",
        ),
        (
            "last day of the month at 18:00",
            "on the last day of every month at 18:00",
            "le dernier jour de chaque mois à 18:00",
        ),
        (
            "every year on 30 November at 9",
            "every year on 30 November at 09:00",
            "chaque année le 30 novembre à 09:00",
        ),
        (
            "every Monday at 9 until 20 December",
            "every Monday at 09:00, until 20 December 2026",
            "chaque lundi à 09:00, jusqu'au 20 décembre 2026",
        ),
    ],
)
def test_what_repeats_is_said_in_words(typed: str, english: str, french: str) -> None:
    schedule = parse_when(typed, NOW, ZONE, may_repeat=True)
    assert describe_rule(TEXTS.of("en"), schedule) == english
    assert describe_rule(TEXTS.of("fr"), schedule) == french


SAYABLE = (
    *("FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;COUNT=7", "FREQ=WEEKLY;BYDAY=MO"),
    *("FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH,SA", "FREQ=WEEKLY"),
    *("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;INTERVAL=2;BYDAY=5SU"),
    *("FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", "FREQ=MONTHLY"),
    *("FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1"),
    *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270430T235900"),
)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("rule", SAYABLE)
def test_what_is_said_in_words_is_read_as_the_same_times(rule: str, language: str) -> None:
    today = datetime(2026, 11, 23, 18, 30)  # noqa: DTZ001 - a wall time
    each = re.sub(r";INTERVAL=\d+", "", rule)  # intervals are counted from the first of these
    start = next_moment(Schedule(today, ZONE, each), NOW)
    assert start is not None
    schedule = Schedule(start.wall, ZONE, rule)
    said = describe_rule(TEXTS.of(language), schedule)
    heard = parse_when(said, NOW, ZONE, may_repeat=True)
    assert list_moments(heard, limit=20) == list_moments(schedule, limit=20)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=1MO,3MO",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYDAY=-2FR",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYMONTHDAY=1",
    ],
)
def test_a_rule_without_words_is_shown_as_it_is(rule: str) -> None:
    schedule = Schedule(datetime(2026, 11, 23, 9), ZONE, rule)  # noqa: DTZ001 - a wall time
    assert describe_rule(TEXTS.of("en"), schedule) == f"at 09:00, by the rule `{rule}`"


def test_how_many_are_to_come_is_said_once_some_are_over() -> None:
    schedule = parse_when("every Monday at 9, 3 times", NOW, ZONE, may_repeat=True)
    for weeks, left in ((0, ""), (1, " (2 of them to come)"), (2, " (once more)")):
        said = describe_schedule(TEXTS.of("en"), schedule, NOW + timedelta(weeks=weeks))
        assert said.splitlines()[0] == f"🔁 every Monday at 09:00, 3 times{left} (Africa/Nairobi)"


REFUSED = (
    *("", "03/04 18:00", "10/11 18:00", "9/10/2020 18:00", "at 5", "next Friday 18:00", "fnord"),
    *("every second Tuesday at 9", "le lundi à 9h", "tomorrow midnight", "today 0:00", "tomorrow"),
    *("last Friday of the month", "chaque jour", "in 3 days", "every week at 9", "31/11 9:00"),
    *("tomorrow 25:00", "tonight at 2", "Tuesday 30 November 18:00", "every 999 days at 9"),
    *("tomorrow 18:00, 10 times", "every Monday at 9, 0 times", "every day tomorrow at 9"),
    *("2200-01-01 9:00", "every Monday at 9 until tomorrow", "every month on the 15th Lagos"),
)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("typed", REFUSED)
def test_the_example_of_a_refusal_works_at_any_time_of_the_year(typed: str, language: str) -> None:
    for days in range(0, 400, 13):
        now = NOW + timedelta(days=days, hours=days % 24)
        try:
            parse_when(typed, now, ZONE, may_repeat=True)
        except UserError as error:
            shown = TEXTS.of(language).attribute(error.problem, "example", **error.values)
            assert shown is not None
            for example in re.split(r" (?:or|ou|·) ", shown):
                if example != "@time":
                    assert parse_when(example, now, ZONE, may_repeat=True).at > now


def test_the_next_times_are_discords_own_timestamps() -> None:
    schedule = parse_when("every Monday at 9, 2 times", NOW, ZONE, may_repeat=True)
    assert describe_schedule(TEXTS.of("en"), schedule, NOW) == (
        "🔁 every Monday at 09:00, 2 times (Africa/Nairobi)\n"
        "Next: <t:1796018400:F> (<t:1796018400:R>)\n"
        "Then: <t:1796623200:f>"
    )


def test_once_is_one_timestamp_and_what_is_over_is_said_to_be() -> None:
    once = Schedule(datetime(2026, 11, 30, 9), ZONE)  # noqa: DTZ001 - a wall time
    assert describe_schedule(TEXTS.of("en"), once, NOW) == "<t:1796018400:F> (<t:1796018400:R>)"
    assert describe_schedule(TEXTS.of("en"), once, once.at) == "That is over."
