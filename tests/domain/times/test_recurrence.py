"""Repetition in wall-clock time, against calendars computed day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from domain.errors import UserError
from domain.times.recurrence import (
    Schedule,
    begin_at,
    check_rule,
    count_moments,
    end_before,
    find_moment,
    is_endless,
    last_moment,
    list_moments,
    next_moment,
    with_end,
)
from domain.times.wall import exists, is_doubled, parse_slot, slot_of, to_utc, to_wall

ZONES = ("Africa/Lagos", "Africa/Cairo", "Africa/Casablanca", "Europe/London", "America/New_York")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)
ALL_DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

zones = st.sampled_from(ZONES)
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
dates = st.dates(FIRST, date(2029, 12, 31))


def instant(day: date, at: time, zone: str) -> datetime:
    """The rule for gaps and doubles, written anew: try what UTC moments a wall time may be."""
    wall = datetime.combine(day, at)
    middle = wall.replace(tzinfo=UTC)
    changes = [middle + timedelta(minutes=15 * n) for n in range(-64, 65)]
    same = [m for m in changes if m.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall]
    if same:
        return min(same)
    before = (middle - timedelta(days=1)).astimezone(ZoneInfo(zone)).utcoffset()
    assert before is not None
    return middle - before


def expected(is_on: Callable[[date], bool], start: datetime) -> list[date]:
    return [day for day in ALL_DAYS if day >= start.date() and is_on(day)]


def check(schedule: Schedule, days: list[date]) -> None:
    found = [m for m in list_moments(schedule, limit=5_000) if m.wall.date() <= LAST]
    assert [m.wall.date() for m in found] == days
    assert {m.wall.time() for m in found} <= {schedule.start.time()}
    ats = [m.at for m in found]
    assert ats == sorted(set(ats))


@pytest.mark.parametrize("zone", ZONES)
def test_every_day_of_seven_years_is_the_moment_that_its_clock_says(zone: str) -> None:
    for at in (time(0, 0), time(0, 30), time(1, 30), time(2, 30), time(12, 0), time(23, 30)):
        schedule = Schedule(datetime.combine(FIRST, at), zone, "FREQ=DAILY")
        moments = [m for m in list_moments(schedule, limit=3_000) if m.wall.date() <= LAST]
        assert [m.wall.date() for m in moments] == ALL_DAYS
        odd = [m for m in moments if to_wall(m.at, zone) != m.wall]
        assert all(not exists(m.wall, zone) for m in odd)
        changing = [m for m in moments if not exists(m.wall, zone) or is_doubled(m.wall, zone)]
        for moment in (*changing, *moments[::97]):
            assert moment.at == instant(moment.wall.date(), at, zone)


def test_the_zones_of_the_property_tests_do_set_their_clocks() -> None:
    def offsets(zone: str) -> int:
        noons = [datetime.combine(day, time(12), ZoneInfo(zone)) for day in ALL_DAYS]
        pairs = pairwise(noons)
        return sum(a.utcoffset() != b.utcoffset() for a, b in pairs)

    assert offsets("Africa/Lagos") == 0
    assert all(offsets(zone) >= 14 for zone in ZONES[1:])  # twice a year; Ramadan may fall thrice


@given(dates, times, zones, st.sets(st.sampled_from(range(7)), min_size=1))
@settings(max_examples=60)
def test_weekly_on_any_days(day: date, at: time, zone: str, on: set[int]) -> None:
    start = datetime.combine(day, at)
    rule = "FREQ=WEEKLY;BYDAY=" + ",".join(DAYS[n] for n in sorted(on))
    check(Schedule(start, zone, rule), expected(lambda d: d.weekday() in on, start))


@given(dates, times, zones, st.integers(1, 6))
@settings(max_examples=60)
def test_every_few_weeks(day: date, at: time, zone: str, interval: int) -> None:
    start = datetime.combine(day, at)
    rule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={DAYS[day.weekday()]}"
    check(
        Schedule(start, zone, rule), expected(lambda d: not (d - day).days % (7 * interval), start)
    )


@given(dates, times, zones, st.sampled_from((1, 2, 3, 4, -1)), st.integers(0, 6))
@settings(max_examples=60)
def test_monthly_by_weekday(day: date, at: time, zone: str, nth: int, weekday: int) -> None:
    start = datetime.combine(day, at)

    def is_on(other: date) -> bool:
        if other.weekday() != weekday:
            return False
        if nth == -1:
            return (other + timedelta(days=7)).month != other.month
        return (other.day - 1) // 7 == nth - 1

    rule = f"FREQ=MONTHLY;BYDAY={nth}{DAYS[weekday]}"
    check(Schedule(start, zone, rule), expected(is_on, start))


def test_leap_days_wait_for_leap_years_and_the_31st_for_long_months() -> None:
    leap = Schedule(datetime(2024, 2, 29, 9), "UTC", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
    years = [m.wall.year for m in list_moments(leap, limit=3)]
    assert years == [2024, 2028, 2032]
    long = Schedule(datetime(2026, 1, 31, 9), "UTC", "FREQ=MONTHLY;BYMONTHDAY=31")
    assert [m.wall.month for m in list_moments(long, limit=4)] == [1, 3, 5, 7]


@given(dates, times, zones, st.datetimes(datetime(2023, 1, 1), datetime(2030, 1, 1)))
@settings(max_examples=60)
def test_what_comes_after_a_moment_is_later_and_nothing_is_left_out(
    day: date, at: time, zone: str, after: datetime
) -> None:
    schedule = Schedule(datetime.combine(day, at), zone, "FREQ=DAILY;INTERVAL=3")
    moment = after.replace(tzinfo=UTC)
    every = list_moments(schedule, limit=1_000)
    assert list_moments(schedule, after=moment, limit=1) == [m for m in every if m.at > moment][:1]


@given(dates, times, zones, st.integers(1, 30), st.integers(0, 29))
@settings(max_examples=60)
def test_a_schedule_that_is_cut_in_two_is_the_same_in_all(
    day: date, at: time, zone: str, count: int, cut: int
) -> None:
    schedule = Schedule(datetime.combine(day, at), zone, f"FREQ=WEEKLY;COUNT={count}")
    every = list_moments(schedule, limit=100)
    assert len(every) == count
    slot = every[cut % count].slot
    head, tail = end_before(schedule, slot), begin_at(schedule, slot)
    assert (list_moments(head, limit=100) if head else []) + list_moments(tail, limit=100) == every
    assert last_moment(schedule) == every[-1] == last_moment(tail)


@given(
    dates,
    times,
    zones,
    st.sampled_from(
        (
            *("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH,SU", "FREQ=MONTHLY;BYMONTHDAY=31,-1"),
            *("FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=MONTHLY"),
            *("FREQ=YEARLY;BYMONTH=3,11;BYDAY=2MO", "FREQ=YEARLY;BYMONTHDAY=1", "FREQ=YEARLY"),
        )
    ),
    st.integers(1, 5),
    st.datetimes(datetime(2023, 1, 1), datetime(2031, 1, 1)),
)
@settings(max_examples=200)
def test_a_far_start_is_not_walked_from_but_gives_the_same_times(
    day: date, at: time, zone: str, rule: str, interval: int, after: datetime
) -> None:
    schedule = Schedule(datetime.combine(day, at), zone, f"{rule};INTERVAL={interval}")
    moment = after.replace(tzinfo=ZoneInfo(zone))
    every = list_moments(schedule, limit=3_000)
    assert list_moments(schedule, after=moment, limit=5) == [m for m in every if m.at > moment][:5]


@pytest.mark.parametrize(
    "rule", ["DAILY", "WEEKLY;BYDAY=MO", "MONTHLY;BYMONTHDAY=1", "YEARLY;BYMONTH=1;BYMONTHDAY=1"]
)
def test_a_start_of_two_thousand_years_ago_costs_little_more(rule: str) -> None:
    after = datetime(2026, 12, 1, tzinfo=UTC)

    def cost(year: int) -> float:
        schedule = Schedule(datetime(year, 1, 1, 9), "UTC", f"FREQ={rule}")
        began = process_time()
        for _ in range(20):
            next_moment(schedule, after)
        return process_time() - began

    cost(2025)
    assert min(cost(1) for _ in range(3)) < 6 * min(cost(2025) for _ in range(3))


def test_a_moment_may_be_told_in_any_zone() -> None:
    """`after` is 1 January, 08:00 UTC; read as a wall time, it is a day and two hours later."""
    schedule = Schedule(datetime(2025, 12, 1, 20), "Etc/GMT+12", "FREQ=DAILY")
    after = datetime(2026, 1, 1, 8, tzinfo=UTC) - timedelta(minutes=1)
    for zone in ("UTC", "Pacific/Kiritimati", "Etc/GMT+12"):
        told = after.astimezone(ZoneInfo(zone))
        assert next_moment(schedule, told) == next_moment(schedule, after)
        assert next_moment(schedule, told).at == datetime(2026, 1, 1, 8, tzinfo=UTC)  # type: ignore[union-attr]  # there is one


def test_where_a_zone_skips_a_day_its_time_does_not_come_twice() -> None:
    """Apia had no 30 December 2011: its 18:00 and that of the 31st would be one moment."""
    schedule = Schedule(datetime(2011, 12, 29, 18), "Pacific/Apia", "FREQ=DAILY;COUNT=4")
    moments = list_moments(schedule, limit=9)
    assert [m.slot[:8] for m in moments] == ["20111229", "20111230", "20120101"]
    assert list_moments(schedule, after=moments[0].at, limit=9) == moments[1:]
    assert list_moments(schedule, after=moments[1].at, limit=9) == moments[2:]
    assert find_moment(schedule, "20111230T1800") == moments[1]
    assert find_moment(schedule, "20111231T1800") is None


def test_times_are_counted_and_the_last_is_known() -> None:
    counted = Schedule(datetime(2026, 11, 23, 18), "Africa/Cairo", "FREQ=DAILY;COUNT=10")
    assert count_moments(counted) == 10
    assert count_moments(counted, datetime(2026, 11, 26, tzinfo=UTC)) == 7
    assert count_moments(Schedule(counted.start, "UTC", "FREQ=DAILY")) is None
    for rule, last in (
        ("FREQ=DAILY;UNTIL=21001231T235900", "21001231T1800"),
        ("FREQ=YEARLY;INTERVAL=4;UNTIL=20331130T235900", "20301123T1800"),
    ):
        found = last_moment(Schedule(counted.start, "UTC", rule))
        assert found is not None
        assert found.slot == last


def test_an_end_can_be_set_changed_and_taken_away() -> None:
    endless = Schedule(datetime(2026, 11, 23, 18), "Africa/Lagos", "FREQ=WEEKLY")
    assert is_endless(endless)
    assert last_moment(endless) is None
    until = with_end(endless, until=datetime(2026, 12, 7, 18))
    assert [m.slot for m in list_moments(until, limit=9)][-1] == "20261207T1800"
    counted = with_end(until, count=2)
    assert len(list_moments(counted, limit=9)) == 2
    assert with_end(counted) == endless


def test_once_is_once() -> None:
    once = Schedule(datetime(2026, 11, 30, 18), "Africa/Lagos")
    (moment,) = list_moments(once, limit=9)
    assert moment.at == datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert next_moment(once, moment.at) is None
    assert find_moment(once, moment.slot) == moment
    assert find_moment(once, "20261201T1800") is None
    assert end_before(once, moment.slot) is None


def test_a_time_of_a_series_is_found_by_its_slot() -> None:
    weekly = Schedule(datetime(2026, 11, 23, 18), "Europe/London", "FREQ=WEEKLY")
    found = find_moment(weekly, "20270405T1800")
    assert found is not None
    assert found.at == datetime(2027, 4, 5, 17, tzinfo=UTC)
    assert find_moment(weekly, "20270406T1800") is None


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("FREQ=HOURLY", "shared-when-rule"),
        ("FREQ=SECONDLY;COUNT=5", "shared-when-rule"),
        ("FREQ=DAILY;BYHOUR=1,2", "shared-when-rule"),
        ("FREQ=WEEKLY;BYDAY=XX", "shared-when-rule"),
        ("", "shared-when-rule"),
        ("FREQ=DAILY;INTERVAL=0", "shared-when-interval"),
        ("FREQ=DAILY;INTERVAL=9999", "shared-when-interval"),
        ("FREQ=DAILY;COUNT=100000", "shared-when-count"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "shared-when-never"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "shared-when-never"),
        ("FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=-31", "shared-when-never"),
        ("FREQ=DAILY;UNTIL=22000101T000000", "shared-when-far"),
        ("FREQ=MONTHLY;BYMONTHDAY=x", "shared-when-rule"),
        ("FREQ=MONTHLY;BYMONTH=13", "shared-when-rule"),
        ("FREQ=MONTHLY;BYDAY=6MO", "shared-when-rule"),
        ("FREQ=YEARLY;BYDAY=60MO", "shared-when-rule"),
        ("FREQ=WEEKLY;BYDAY=2MO", "shared-when-rule"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", "shared-when-rule"),
        ("FREQ=MONTHLY;BYSETPOS=40;BYDAY=MO", "shared-when-rule"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20270101T000000", "shared-when-rule"),
        ("FREQ=SECONDLY;FREQ=DAILY", "shared-when-rule"),
        ("FREQ=DAILY;UNTIL=20270101T000000Z", "shared-when-rule"),
        ("INTERVAL=2", "shared-when-rule"),
    ],
)
def test_rules_that_are_not_planned_by(rule: str, problem: str) -> None:
    with pytest.raises(UserError) as raised:
        check_rule(rule)
    assert raised.value.problem == problem


def test_slots_go_there_and_back() -> None:
    wall = datetime(2026, 11, 30, 18, 5)
    assert slot_of(wall) == "20261130T1805"
    assert parse_slot(slot_of(wall)) == wall
    with pytest.raises(ValueError, match="zone"):
        to_utc(wall.replace(tzinfo=UTC), "UTC")
