from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from domain.errors import UserError
from domain.zones import (
    _BY_LOCALE,
    COMMON,
    all_zones,
    find_zone,
    get_zone,
    guess_zone,
    match_zones,
    offset_of,
)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("nairobi", "Africa/Nairobi"),
        ("Nairobi", "Africa/Nairobi"),
        ("new yo", "America/New_York"),
        ("New_York", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("são p", "America/Sao_Paulo"),
        ("mumb", "Asia/Kolkata"),
        ("cape", "Africa/Johannesburg"),
        ("africa/la", "Africa/Lagos"),
        ("utc", "UTC"),
        ("gmt", "UTC"),
    ],
)
def test_the_likeliest_zone_comes_first(typed: str, first: str) -> None:
    assert match_zones(typed, limit=25)[0] == first


def test_nothing_typed_offers_the_common_zones() -> None:
    assert match_zones("  ", limit=25) == list(COMMON)


def test_what_means_nothing_matches_nothing() -> None:
    assert match_zones("qqqq", limit=25) == []


def test_matches_are_bounded_and_different() -> None:
    found = match_zones("a", limit=25)
    assert len(found) == len(set(found)) == 25


@given(st.text(max_size=40))
def test_any_text_can_be_matched(typed: str) -> None:
    assert set(match_zones(typed, limit=25)) <= set(all_zones())


@pytest.mark.parametrize("typed", ["Africa/Nairobi", "africa/nairobi", "nairob", "AFRICA/NAIROBI "])
def test_one_zone_is_taken(typed: str) -> None:
    assert get_zone(typed) == "Africa/Nairobi"


@pytest.mark.parametrize("typed", ["", "america", "Mars/Phobos", "posix/UTC", "../etc/passwd"])
def test_what_could_be_several_zones_or_none_is_refused(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        get_zone(typed)
    assert refused.value.problem == "shared-unknown-zone"


def test_only_names_are_found() -> None:
    assert find_zone("nairob") is None
    assert find_zone("gmt") == "UTC"


def test_every_zone_that_is_offered_exists() -> None:
    offered = {*COMMON, *_BY_LOCALE.values(), guess_zone("en-US")}
    assert offered <= set(all_zones())
    for zone in all_zones():
        ZoneInfo(zone)


def test_the_offset_follows_the_date() -> None:
    winter, summer = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    assert offset_of("Europe/Paris", winter) == "+01:00"
    assert offset_of("Europe/Paris", summer) == "+02:00"
    assert offset_of("America/New_York", winter) == "-05:00"
    assert offset_of("UTC", winter) == "+00:00"
