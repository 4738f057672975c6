from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from domain.cities import CITIES
from domain.errors import UserError
from domain.times.vocabulary import FILLERS, MONTHS, NUMBERS, ORDINALS, UNITS, WEEKDAYS
from domain.zones import (
    _BY_LOCALE,
    COMMON,
    Place,
    _plain,
    all_zones,
    find_place,
    find_zone,
    get_zone,
    guess_zone,
    match_places,
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
        ("le caire", "Africa/Cairo"),
        ("geneve", "Europe/Zurich"),
        ("WROCLAW", "Europe/Warsaw"),
        ("ndola", "Africa/Lusaka"),
        ("rio de", "America/Sao_Paulo"),
        ("saint petersb", "Europe/Moscow"),
        ("n\u2019dj", "Africa/Ndjamena"),
        ("africa/la", "Africa/Lagos"),
        ("utc", "UTC"),
        ("gmt", "UTC"),
    ],
)
def test_the_likeliest_zone_comes_first(typed: str, first: str) -> None:
    assert match_zones(typed, limit=25)[0] == first


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("mumb", "Mumbai \u2013 Asia/Kolkata (UTC+05:30)"),
        ("pekin", "Pékin \u2013 Asia/Shanghai (UTC+08:00)"),
        ("london", "Europe/London (UTC+00:00)"),
        ("lon", "Europe/London (UTC+00:00)"),
        ("kolkata", "Asia/Kolkata (UTC+05:30)"),
    ],
)
def test_a_city_is_shown_beside_its_zone(typed: str, label: str) -> None:
    labels = [p.label(datetime(2026, 1, 1, tzinfo=UTC)) for p in match_places(typed, limit=25)]
    assert label in labels
    assert len({place.zone for place in match_places(typed, limit=25)}) == len(labels)


def test_every_city_is_in_a_zone_and_stands_for_it_alone() -> None:
    plain = [_plain(city) for city, _ in CITIES]
    assert len(plain) > 300
    assert len(set(plain)) == len(plain)
    own = {_plain(zone).rpartition("/")[2]: zone for zone in all_zones()}
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for city, zone in CITIES:
        assert zone in all_zones(), city
        assert find_zone(city) == zone == find_place(city) == get_zone(city)
        assert _plain(city) not in own, f"{city} is the name of {own.get(_plain(city))}"
        assert match_places(city, limit=1) == [Place(zone, city)]
        assert len(Place(zone, city).label(now)) <= 100


def test_no_city_is_a_word_of_times() -> None:
    words = {*WEEKDAYS, *MONTHS, *ORDINALS, *NUMBERS, *UNITS, *FILLERS}
    assert not words & {_plain(city) for city, _ in CITIES}


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


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "america",
        "Mars/Phobos",
        "Mars",
        "marse",
        "San Jose",
        "hyderabad",
        "posix/UTC",
        "../etc/passwd",
    ],
)
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
