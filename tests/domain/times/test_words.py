"""Times in words: what is understood, and what is refused because it could mean two things."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from domain.errors import UserError
from domain.times.recurrence import Schedule
from domain.times.words import MAX_TEXT, parse_when

ZONE = "Africa/Nairobi"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""A Monday, 15:00 in Nairobi."""

_WORDS = (
    *("every", "each", "other", "2", "3", "10", "31", "first", "last", "monday", "lundi", "friday"),
    *(
        "day",
        "weeks",
        "month",
        "mois",
        "of",
        "the",
        "on",
        "at",
        "9",
        "18:00",
        "6pm",
        "17h30",
        "noon",
    ),
    *("tomorrow", "demain", "until", "30", "november", "2026-12-20", "for", "times", "fois", "in"),
    *("hours", "jours", "tous", "les", "chaque", "sur", "deux", "un", "29", "february", "lagos"),
    *(
        "tonight",
        "evening",
        "soir",
        "mondays",
        "le",
        "demi-heure",
        "1h30",
        "day",
        "fifth",
        "auckland",
    ),
    *("03/04", "99:99", "year", "next", "starting", "utc", "0", "midnight", "weekdays"),
)


def parse(text: str, *, may_repeat: bool = True, now: datetime = NOW) -> Schedule:
    return parse_when(text, now, ZONE, may_repeat=may_repeat)


def refusal(text: str, *, may_repeat: bool = True) -> UserError:
    with pytest.raises(UserError) as raised:
        parse(text, may_repeat=may_repeat)
    return raised.value


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("tomorrow 18:00", "2026-11-24 18:00"),
        ("TODAY at 6PM", "2026-11-23 18:00"),
        ("tonight at 8", "2026-11-23 20:00"),
        ("16:30", "2026-11-23 16:30"),
        ("in 2 hours", "2026-11-23 17:00"),
        ("in an hour", "2026-11-23 16:00"),
        ("in 3 days at 9", "2026-11-26 09:00"),
        ("in two weeks at 9:15", "2026-12-07 09:15"),
        ("Monday 9:00", "2026-11-30 09:00"),
        ("Monday 18:00", "2026-11-23 18:00"),
        ("this Friday at 16:00", "2026-11-27 16:00"),
        ("next Monday 9am", "2026-11-30 09:00"),
        ("30 November 18:00", "2026-11-30 18:00"),
        ("Monday, 30 Nov 2026 at 6 pm", "2026-11-30 18:00"),
        ("Nov 30 18:00", "2026-11-30 18:00"),
        ("March 5th at 10", "2027-03-05 10:00"),
        ("29 February 9:00", "2028-02-29 09:00"),
        ("the 15th at 9", "2026-12-15 09:00"),
        ("25/12 18:00", "2026-12-25 18:00"),
        ("2026-11-30 18:00", "2026-11-30 18:00"),
        ("2026-11-30T18:00", "2026-11-30 18:00"),
        ("noon tomorrow", "2026-11-24 12:00"),
        ("tomorrow 12 am", "2026-11-24 00:00"),
        ("<t:1796000040>", "2026-11-30 03:54"),
        ("<t:1796000000:F>", "2026-11-30 03:54"),
        ("demain 18h", "2026-11-24 18:00"),
        ("après-demain à 9h30", "2026-11-25 09:30"),
        ("dans 2 heures", "2026-11-23 17:00"),
        ("lundi prochain à 9h", "2026-11-30 09:00"),
        ("le 30 novembre à 18h", "2026-11-30 18:00"),
        ("samedi 14h", "2026-11-28 14:00"),
        ("demain à midi", "2026-11-24 12:00"),
        ("ce soir 8h", "2026-11-23 20:00"),
        ("this evening 5:30", "2026-11-23 17:30"),
        ("tomorrow morning at 9", "2026-11-24 09:00"),
        ("tomorrow at 3 in the afternoon", "2026-11-24 15:00"),
        ("demain après-midi à 3h", "2026-11-24 15:00"),
        ("demain soir à 8h", "2026-11-24 20:00"),
        ("in 1h30", "2026-11-23 16:30"),
        ("in 2 hours 30 minutes", "2026-11-23 17:30"),
        ("dans une demi-heure", "2026-11-23 15:30"),
        ("in 2h", "2026-11-23 17:00"),
        ("Monday the 30th at 9", "2026-11-30 09:00"),
        ("le lundi 30 à 9h", "2026-11-30 09:00"),
        ("2026-11-30T18:00:00", "2026-11-30 18:00"),
    ],
)
def test_what_happens_once(text: str, wall: str) -> None:
    assert parse(text, may_repeat=False) == Schedule(datetime.fromisoformat(wall), ZONE)


@pytest.mark.parametrize(
    ("text", "wall", "rule"),
    [
        ("every day at 8", "2026-11-24 08:00", "FREQ=DAILY"),
        ("daily 18:00", "2026-11-23 18:00", "FREQ=DAILY"),
        ("every 3 days at 9:15", "2026-11-24 09:15", "FREQ=DAILY;INTERVAL=3"),
        ("every Monday at 9", "2026-11-30 09:00", "FREQ=WEEKLY;BYDAY=MO"),
        ("Mondays at 9am", "2026-11-30 09:00", "FREQ=WEEKLY;BYDAY=MO"),
        ("every Mon and Thu 18:00", "2026-11-23 18:00", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("weekly on Tuesday 9:30", "2026-11-24 09:30", "FREQ=WEEKLY;BYDAY=TU"),
        ("weekdays at 8:30", "2026-11-24 08:30", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        (
            "every 2 weeks on Tuesday at 18:00",
            "2026-11-24 18:00",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        ),
        ("every other Monday at 10", "2026-11-30 10:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("last Friday of the month at 17:00", "2026-11-27 17:00", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("every first Monday at 10", "2026-12-07 10:00", "FREQ=MONTHLY;BYDAY=1MO"),
        ("every month on the 15th at 9", "2026-12-15 09:00", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("the 15th of every month at 9", "2026-12-15 09:00", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("last day of the month 18:00", "2026-11-30 18:00", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        (
            "every year on 29 February at 9",
            "2028-02-29 09:00",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        ),
        (
            "every Monday at 9 until 20 December",
            "2026-11-30 09:00",
            "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261220T235900",
        ),
        ("every Monday at 9, 10 times", "2026-11-30 09:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=10"),
        (
            "every Monday at 9 for 6 weeks",
            "2026-11-30 09:00",
            "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270110T235900",
        ),
        ("every Monday at 9 starting 7 December", "2026-12-07 09:00", "FREQ=WEEKLY;BYDAY=MO"),
        ("tous les lundis à 9h", "2026-11-30 09:00", "FREQ=WEEKLY;BYDAY=MO"),
        ("un jeudi sur deux à 18h30", "2026-11-26 18:30", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
        ("le dernier vendredi du mois à 17h", "2026-11-27 17:00", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("le 15 de chaque mois à 9h", "2026-12-15 09:00", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("tous les jours à 8h", "2026-11-24 08:00", "FREQ=DAILY"),
        (
            "tous les mardis et jeudis à 18h jusqu'au 20 décembre",
            "2026-11-24 18:00",
            "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261220T235900",
        ),
        ("Mondays and Thursdays at 18:00", "2026-11-23 18:00", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("les lundis à 9h", "2026-11-30 09:00", "FREQ=WEEKLY;BYDAY=MO"),
        ("un jour sur deux à 9h", "2026-11-24 09:00", "FREQ=DAILY;INTERVAL=2"),
        ("second Tuesday of the month at 9", "2026-12-08 09:00", "FREQ=MONTHLY;BYDAY=2TU"),
        ("tous les deuxièmes mardis du mois à 9h", "2026-12-08 09:00", "FREQ=MONTHLY;BYDAY=2TU"),
        ("fifth Monday of the month at 9", "2026-11-30 09:00", "FREQ=MONTHLY;BYDAY=5MO"),
        ("le 15 du mois à 9h", "2026-12-15 09:00", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("every day at 8 ten times", "2026-11-24 08:00", "FREQ=DAILY;COUNT=10"),
        ("every Monday at 9 starting tomorrow", "2026-11-30 09:00", "FREQ=WEEKLY;BYDAY=MO"),
        ("every 2 days at 9 à partir de vendredi", "2026-11-27 09:00", "FREQ=DAILY;INTERVAL=2"),
        (
            "every day at 9 until Friday",
            "2026-11-24 09:00",
            "FREQ=DAILY;UNTIL=20261127T235900",
        ),
        (
            "every day at 9 for 3 months",
            "2026-11-24 09:00",
            "FREQ=DAILY;UNTIL=20270223T235900",
        ),
        ("chaque lundi à 9h, 10 fois", "2026-11-30 09:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=10"),
    ],
)
def test_what_happens_again_and_again(text: str, wall: str, rule: str) -> None:
    assert parse(text) == Schedule(datetime.fromisoformat(wall), ZONE, rule)
    assert refusal(text, may_repeat=False).problem == "shared-when-no-repeat"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("tomorrow 18:00 Africa/Lagos", "Africa/Lagos"),
        ("tomorrow 6pm London", "Europe/London"),
        ("every Monday at 9 new york", "America/New_York"),
        ("tomorrow 18:00 UTC", "UTC"),
        ("every day at 18:00 UTC, 5 times", "UTC"),
        ("tomorrow 18:00 in Lagos", "Africa/Lagos"),
        ("every Monday at 9 Lagos until 20 December", "Africa/Lagos"),
    ],
)
def test_another_zone_can_be_named_at_the_end(text: str, zone: str) -> None:
    assert parse(text).zone == zone


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("x" * (MAX_TEXT + 1), "long"),
        ("03/04 18:00", "ambiguous-date"),
        ("at 6", "ambiguous-hour"),
        ("every Monday at 5", "ambiguous-hour"),
        ("next Friday 18:00", "ambiguous-next"),
        ("vendredi prochain 18h", "ambiguous-next"),
        ("every second Tuesday at 9", "ambiguous-nth"),
        ("every 3rd Thursday at 18:00", "ambiguous-nth"),
        ("tous les deuxièmes mardis à 9h", "ambiguous-nth"),
        ("le lundi à 9h", "ambiguous-habit"),
        ("tomorrow midnight", "midnight"),
        ("tonight at 12", "midnight"),
        ("tonight at 2", "no-such-part"),
        ("tomorrow morning at 14:00", "no-such-part"),
        ("this morning at 12", "no-such-part"),
        ("tonight at 8 Friday", "unreadable"),
        ("every Monday at 9 Friday", "two-days"),
        ("every day tomorrow at 9", "two-days"),
        ("in 3 days Friday at 9", "two-days"),
        ("in 2 hours, 10 times", "end-alone"),
        ("every day at 9 until 20 December 2200", "far"),
        ("le lundi 24 à 9h", "wrong-day"),
        ("today 9:00", "past"),
        ("10:00", "past"),
        ("20 November 18:00", "past"),
        ("<t:1664158400:F>", "past"),
        ("<t:99999999999:F>", "far"),
        ("2200-01-01 9:00", "far"),
        ("tomorrow", "no-time"),
        ("last Friday of the month", "no-time"),
        ("every week at 9", "no-day"),
        ("31 November 9:00", "no-such-date"),
        ("2026-02-30 9:00", "no-such-date"),
        ("every month on the 32nd at 9", "no-such-date"),
        ("tomorrow 25:00", "no-such-time"),
        ("tomorrow 18 pm", "no-such-time"),
        ("Tuesday 30 November 18:00", "wrong-day"),
        ("tomorrow 18:00, 10 times", "end-alone"),
        ("every Monday at 9 until 24 November", "end-before"),
        ("every Monday at 9, 5000 times", "count"),
        ("every 0 days at 9", "unreadable"),
        ("yesterday 9:00", "unreadable"),
        ("fnord at 9", "unreadable"),
        ("every hour", "unreadable"),
        ("tomorrow 9:00 and 10:00", "unreadable"),
    ],
)
def test_what_is_refused_says_why(text: str, problem: str) -> None:
    assert refusal(text).problem == f"shared-when-{problem}"


def test_what_could_be_two_things_is_named() -> None:
    date = refusal("03/04 18:00").values
    assert (date["first"], date["second"]) == ("2027-04-03", "2027-03-04")
    day = refusal("next Friday 18:00").values
    assert (day["first"], day["second"]) == ("2026-11-27", "2026-12-04")
    assert refusal("fnord at 9").values == {"part": "fnord"}


def test_the_refusal_without_a_time_of_day_says_what_was_understood() -> None:
    assert refusal(" last  Friday of the month").values == {"text": "last Friday of the month"}


def test_a_moment_within_a_doubled_hour_stays_that_moment() -> None:
    """In London, 25 October 2026, 01:00 to 02:00 comes twice; the second one is 01:00 UTC on."""
    now, later = (datetime(2026, 10, 25, hour, 15, tzinfo=UTC) for hour in (0, 1))
    for text in ("in 1 hour", f"<t:{int(later.timestamp())}:F>"):
        assert parse_when(text, now, "Europe/London", may_repeat=False).at == later
    first = parse_when("2026-10-25 01:30", now, "Europe/London", may_repeat=False)
    assert first == Schedule(datetime(2026, 10, 25, 1, 30), "Europe/London")


def test_a_wall_time_that_is_skipped_is_taken_by_the_rule() -> None:
    skipped = parse_when("2027-03-28 01:30", NOW, "Europe/London", may_repeat=False)
    assert skipped.at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # 02:30 on the wall


def test_tomorrow_is_that_of_the_zone_that_is_named() -> None:
    late = datetime(2026, 11, 23, 20, tzinfo=UTC)  # the 24th in Auckland, the 23rd in Nairobi
    for text in (
        "tomorrow 18:00 Auckland",
        "every day at 18:00 Auckland starting tomorrow",
        "every day at 18:00 starting tomorrow Auckland",
    ):
        assert parse(text, now=late).start == datetime(2026, 11, 25, 18)


@given(st.text(max_size=60) | st.lists(st.sampled_from(_WORDS), max_size=8).map(" ".join))
@settings(max_examples=400)
def test_any_text_is_a_time_in_the_future_or_is_refused(text: str) -> None:
    try:
        schedule = parse(text)
    except UserError as error:
        problem, at = error.problem, None
    else:
        problem, at = "", schedule.at
    assert problem.startswith("shared-when-") if at is None else at > NOW


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        *[
            (text, 20)
            for text in ("in 20 seconds", "in 20s", "20 seconds", "dans 20 secondes", "20s")
        ],
        *[(text, 90) for text in ("in 90 sec", "in 90 seconds", "dans 90 secondes", "90 s")],
        *[(text, 1) for text in ("in a second", "in 1 second", "dans une seconde")],
        *[(text, 60) for text in ("in a minute", "in 1 min", "dans une minute", "in 1m", "1 min")],
        *[(text, 120) for text in ("in two minutes", "dans 2 mn", "2 minutes", "In 2 Minutes")],
        *[(text, 3_600) for text in ("in an hour", "in 1 hr", "in 60 minutes", "dans une heure")],
    ],
)
@pytest.mark.parametrize("second", [0, 1, 20, 59])
def test_what_is_ahead_by_seconds_is_the_minute_that_begins_next(
    text: str, ahead: int, second: int
) -> None:
    now = NOW.replace(second=second, microsecond=500)
    at = parse_when(text, now, ZONE, may_repeat=False).at
    assert at.second == at.microsecond == 0
    assert timedelta(0) < at - now
    assert timedelta(0) <= at - (now + timedelta(seconds=ahead)) < timedelta(minutes=1)


def test_a_timestamp_of_seconds_ahead_is_no_past() -> None:
    now = NOW.replace(second=10)
    stamp = int(now.timestamp()) + 40
    at = parse_when(f"<t:{stamp}:R>", now, ZONE, may_repeat=False).at
    assert at == NOW + timedelta(minutes=1)
    for gone in (int(now.timestamp()), int(now.timestamp()) - 5, 0):
        with pytest.raises(UserError) as raised:
            parse_when(f"<t:{gone}>", now, ZONE, may_repeat=False)
        assert raised.value.problem == "shared-when-past"
