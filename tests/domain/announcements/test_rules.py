"""What an announcement must be, and which of its occurrences come next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.announcements.records import Wording, occurrence_of
from domain.announcements.rules import (
    MAX_BODY,
    MAX_NAME,
    MAX_TITLE,
    MOST_MISSED,
    check_name,
    check_wording,
    image_kind,
    look_ahead,
)
from domain.errors import UserError
from domain.times.recurrence import Schedule

START = datetime(2026, 11, 24, 9)
DAILY = Schedule(START, "UTC", "FREQ=DAILY")
ONCE = Schedule(START, "UTC")


def at(day: int, hour: int = 9) -> datetime:
    """A moment, `day` days after the first."""
    return START.replace(tzinfo=UTC, hour=hour) + timedelta(days=day)


def slots(*days: int) -> list[str]:
    return [f"{at(day):%Y%m%dT%H%M}" for day in days]


def test_a_wording_is_cleaned() -> None:
    checked = check_wording(Wording("  Exams \n begin ", "\r\nLine\u2028two\x00\n"))
    assert (checked.title, checked.body) == ("Exams begin", "Line\ntwo")


@pytest.mark.parametrize(
    ("title", "body", "problem"),
    [
        ("...", "Text", "announcements-title-empty"),
        ("x" * (MAX_TITLE + 1), "Text", "announcements-title-too-long"),
        ("Title", " \n ", "announcements-body-empty"),
        ("Title", "x" * (MAX_BODY + 1), "announcements-body-too-long"),
    ],
)
def test_a_wording_that_does_not_do(title: str, body: str, problem: str) -> None:
    with pytest.raises(UserError) as refused:
        check_wording(Wording(title, body))
    assert refused.value.problem == problem


def test_names_of_templates() -> None:
    assert check_name("  Weekly   notes ") == "Weekly notes"
    for bad in ("", "--", "x" * (MAX_NAME + 1)):
        with pytest.raises(UserError):
            check_name(bad)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n...", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"GIF89a", "gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"RIFF\x00\x00\x00\x00WAVE", None),
        (b"<svg", None),
        (b"", None),
    ],
)
def test_pictures_are_known_by_their_content(data: bytes, kind: str | None) -> None:
    assert image_kind(data) == kind


def test_the_plan_is_part_of_an_occurrence() -> None:
    assert occurrence_of("20261124T0900", 0) == "20261124T0900"
    assert occurrence_of("20261124T0900", 3) == "20261124T0900.3"


def test_before_its_time_there_is_only_what_comes() -> None:
    ahead = look_ahead(ONCE, None, at(-1))
    assert ahead.due is None
    assert ahead.upcoming is not None
    assert ahead.upcoming.at == at(0)


def test_once_its_time_has_come_nothing_comes_after_what_is_posted_once() -> None:
    ahead = look_ahead(ONCE, None, at(0))
    assert ahead.due is not None
    assert ahead.upcoming is None
    assert look_ahead(ONCE, at(0), at(1)).due is None


def test_of_what_was_missed_only_the_newest_is_due() -> None:
    ahead = look_ahead(DAILY, at(0), at(4, hour=10))
    assert [m.slot for m in ahead.missed] == slots(1, 2, 3)
    assert [ahead.due and ahead.due.slot] == slots(4)
    assert [ahead.upcoming and ahead.upcoming.slot] == slots(5)


def test_what_was_taken_out_is_neither_due_nor_next() -> None:
    ahead = look_ahead(DAILY, at(0), at(2, hour=10), set(slots(2, 3)))
    assert [ahead.due and ahead.due.slot] == slots(1)
    assert [m.slot for m in ahead.skipped] == slots(2, 3)
    assert [ahead.upcoming and ahead.upcoming.slot] == slots(4)


def test_a_long_outage_writes_a_bounded_number_of_rows() -> None:
    ahead = look_ahead(DAILY, at(0), at(400, hour=10))
    assert len(ahead.missed) == MOST_MISSED
    assert [ahead.missed[-1].slot, ahead.due and ahead.due.slot] == slots(399, 400)
