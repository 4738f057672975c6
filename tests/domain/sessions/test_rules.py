"""What makes a plan acceptable, which times exist, and which slot of a poll is best."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import UserError
from domain.sessions.plans import FEWEST, MOST, match_slots, missing_moments, state_at
from domain.sessions.polls import PollSlot, best_slot
from domain.sessions.records import OccurrenceState, Plan, Series, SeriesState
from domain.sessions.rules import check_notes, check_plan, link_place, parse_leads, parse_minutes
from domain.times.recurrence import Schedule
from domain.times.wall import parse_slot

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def series(rule: str | None, start: datetime = datetime(2026, 11, 24, 18)) -> Series:
    schedule = Schedule(start, "UTC", rule)
    return Series(1, 1, 1, Plan("Django"), schedule, 1, None, SeriesState.ACTIVE, "u", 1)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("90", 90), ("45m", 45), ("45 min", 45), ("2h", 120), ("1h30", 90), ("1h 30 min", 90)],
)
def test_lengths_as_people_write_them(text: str, minutes: int) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "long", "1:30", "-5", "h", "2 days"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(UserError):
        parse_minutes(text)


@pytest.mark.parametrize(
    ("text", "leads"),
    [("24h, 15m", (1440, 15)), ("15 1d", (1440, 15)), ("0", (0,)), ("2h;2h", (120,)), ("1w", None)],
)
def test_times_before_the_start(text: str, leads: tuple[int, ...] | None) -> None:
    assert parse_leads(text) == (leads or (7 * 24 * 60,))


@pytest.mark.parametrize("text", ["", "soon", "5x", "40d", "1m 2m 3m 4m 5m 6m"])
def test_what_is_no_time_before_the_start(text: str) -> None:
    with pytest.raises(UserError):
        parse_leads(text)


@pytest.mark.parametrize("text", ["meet", "ftp://x.org/", "https://", "https://a b", "https://<x>"])
def test_what_is_no_link(text: str) -> None:
    with pytest.raises(UserError):
        link_place(text)


def test_plans_are_tidied_and_bounded() -> None:
    assert check_plan(Plan("  Django \n signals ")).title == "Django signals"
    for plan in (Plan(" "), Plan("x" * 101), Plan("x", minutes=4), Plan("x", capacity=0)):
        with pytest.raises(UserError):
            check_plan(plan)
    assert check_notes(" done ") == "done"
    with pytest.raises(UserError):
        check_notes(" ")


def test_times_exist_within_the_horizon_and_the_next_two_always() -> None:
    daily = missing_moments(series("FREQ=DAILY"), (), NOW)
    assert (len(daily), daily[0].slot) == (34, "20261124T1800")
    yearly = missing_moments(series("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24"), (), NOW)
    assert [moment.slot for moment in yearly] == ["20261124T1800", "20271124T1800"]
    assert len(yearly) == FEWEST
    assert len(missing_moments(series("FREQ=DAILY"), (), NOW)) <= MOST


def test_what_exists_is_not_made_again_and_what_is_over_is_not_made_up_for() -> None:
    weekly = series("FREQ=WEEKLY;BYDAY=TU")
    known = {moment.slot for moment in missing_moments(weekly, (), NOW)}
    assert missing_moments(weekly, known, NOW) == []
    later = NOW + timedelta(days=30)
    assert all(m.at > later - HOUR for m in missing_moments(weekly, (), later))
    going_on = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
    assert missing_moments(series(None), (), going_on)
    assert missing_moments(series(None), (), going_on + HOUR) == []


@pytest.mark.parametrize(
    ("start", "rule", "matched"),
    [
        ("20261124T1800", "FREQ=WEEKLY;BYDAY=TU,TH", ["24 18", "01 18", "08 18"]),
        ("20261124T1800", "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2", ["24 18", None, "08 18"]),
        ("20261124T0900", "FREQ=WEEKLY;BYDAY=TU", ["24 09", "01 09", "08 09"]),
        ("20261125T1800", "FREQ=WEEKLY;BYDAY=WE;COUNT=2", ["25 18", "02 18", None]),
        ("20261117T1900", "FREQ=WEEKLY;BYDAY=TU", ["24 19", "01 19", "08 19"]),
        ("20261201T1800", None, [None, "01 18", None]),
        ("20261224T1800", None, ["24 18", None, None]),
    ],
)
def test_times_that_stay_keep_their_answers_and_otherwise_all_move_in_order(
    start: str, rule: str | None, matched: list[str | None]
) -> None:
    slots = ["20261124T1800", "20261201T1800", "20261208T1800"]
    found = match_slots(slots, Schedule(parse_slot(start), "UTC", rule), NOW)
    times = [found[slot].wall if slot in found else None for slot in slots]
    assert [None if wall is None else f"{wall:%d %H}" for wall in times] == matched


def test_no_time_that_is_past_is_given_to_anything() -> None:
    late = datetime(2026, 11, 24, 19, tzinfo=UTC)
    slots = ["20261124T1800", "20261201T1800"]
    found = match_slots(slots, series("FREQ=WEEKLY;BYDAY=TU").schedule, late)
    assert [moment.slot for moment in found.values()] == slots[1:]


def test_the_clock_says_whether_it_goes_on() -> None:
    states = [state_at(NOW, NOW + HOUR, NOW + n * HOUR / 2) for n in (-1, 0, 1, 2)]
    planned, running, ended = (
        OccurrenceState.PLANNED,
        OccurrenceState.RUNNING,
        OccurrenceState.ENDED,
    )
    assert states == [planned, running, running, ended]


def test_the_best_slot_fits_most_and_of_equals_is_the_earliest() -> None:
    slots = [
        PollSlot("a", NOW - HOUR, (1, 2, 3)),
        PollSlot("c", NOW + 2 * HOUR, (1, 2)),
        PollSlot("b", NOW + HOUR, (1, 3)),
    ]
    best = best_slot(slots, NOW)
    assert best is not None
    assert best.slot == "b"
    assert best_slot(slots[:1], NOW) is None
