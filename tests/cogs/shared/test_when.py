"""Repetition and times as people read them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cogs.shared.text import Catalogues
from cogs.shared.when import describe_rule, describe_schedule
from domain.times.recurrence import Schedule
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
