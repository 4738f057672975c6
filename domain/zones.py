"""Time zones as people name them: by their IANA names, or parts of these, or by large cities."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from domain.characters import decompose
from domain.cities import CITIES
from domain.errors import UserError

_SKIPPED = ("posix/", "right/", "Etc/", "SystemV/")
_ALIASES = {"gmt": "UTC", "greenwich": "UTC", "z": "UTC"}
_BY_LOCALE = {
    "bg": "Europe/Sofia",
    "cs": "Europe/Prague",
    "da": "Europe/Copenhagen",
    "de": "Europe/Berlin",
    "el": "Europe/Athens",
    "en-GB": "Europe/London",
    "fi": "Europe/Helsinki",
    "fr": "Europe/Paris",
    "hi": "Asia/Kolkata",
    "hr": "Europe/Zagreb",
    "hu": "Europe/Budapest",
    "id": "Asia/Jakarta",
    "it": "Europe/Rome",
    "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul",
    "lt": "Europe/Vilnius",
    "nl": "Europe/Amsterdam",
    "no": "Europe/Oslo",
    "pl": "Europe/Warsaw",
    "pt-BR": "America/Sao_Paulo",
    "ro": "Europe/Bucharest",
    "sv-SE": "Europe/Stockholm",
    "th": "Asia/Bangkok",
    "tr": "Europe/Istanbul",
    "uk": "Europe/Kyiv",
    "vi": "Asia/Ho_Chi_Minh",
    "zh-CN": "Asia/Shanghai",
    "zh-TW": "Asia/Taipei",
}

COMMON = (
    "UTC",
    "Africa/Accra",
    "Africa/Addis_Ababa",
    "Africa/Algiers",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Dakar",
    "Africa/Johannesburg",
    "Africa/Kampala",
    "Africa/Kigali",
    "Africa/Kinshasa",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Paris",
)
"""Zones that a select offers before anybody searched."""


@cache
def all_zones() -> tuple[str, ...]:
    """Return every IANA name that stands for a place, and UTC."""
    names = (n for n in available_timezones() if not n.startswith(_SKIPPED))
    return tuple(sorted(n for n in names if "/" in n or n == "UTC"))


def guess_zone(locale: str) -> str:
    """Guess the zone that most people of a Discord locale live in.

    UTC where a language says nothing.
    """
    return _BY_LOCALE.get(locale, "UTC")


@dataclass(frozen=True, slots=True)
class Place:
    """A zone, and the city that it was found by; None where that was the zone's own name."""

    zone: str
    city: str | None = None

    def label(self, now: datetime) -> str:
        """Label a zone as it is offered: city, zone, offset, "Asia/Kolkata (UTC+05:30)"."""
        named = self.zone if self.city is None else f"{self.city} \u2013 {self.zone}"
        return f"{named} (UTC{offset_of(self.zone, now)})"


def find_zone(text: str) -> str | None:
    """Find the zone that `text` names exactly, in any case and with spaces, or None."""
    wanted = _plain(text)
    if wanted in _ALIASES:
        return _ALIASES[wanted]
    named = next((name for name, plain in _plain_zones() if plain == wanted), None)
    return named or next((zone for city, zone, _ in _plain_cities() if city == wanted), None)


def find_place(text: str) -> str | None:
    """Find the zone that `text` names, or the only one whose city has this name; None otherwise."""
    exact = find_zone(text)
    if exact is not None:
        return exact
    wanted = _plain(text)
    cities = [name for name, plain in _plain_zones() if plain.rpartition("/")[2] == wanted]
    return cities[0] if len(cities) == 1 else None


def get_zone(text: str) -> str:
    """Get the one zone that `text` names or can only mean; `UserError` otherwise.

    The beginning of a zone's name is enough; of another city's it is not: Mars is not Marseille.
    """
    exact = find_zone(text)
    if exact is not None:
        return exact
    wanted = _plain(text)
    likely = [name for _, _, name in _ranked_zones(wanted)] if wanted else []
    if len(likely) == 1:
        return likely[0]
    raise UserError("shared-unknown-zone", zone=text[:50])


def match_zones(text: str, *, limit: int) -> list[str]:
    """Match the zones that `text` may mean, the likeliest first.

    The common ones for an empty text.
    """
    return [place.zone for place in match_places(text, limit=limit)]


def match_places(text: str, *, limit: int) -> list[Place]:
    """Match zones as `match_zones` does, with the cities by which they were found."""
    wanted = _plain(text)
    if not wanted:
        return [Place(zone) for zone in COMMON[:limit]]
    if wanted in _ALIASES:
        return [Place(_ALIASES[wanted])]
    starts = frozenset(wanted.split())
    by_name = [(rank, city, "", zone) for rank, city, zone in _ranked_zones(wanted)]
    by_city = [
        (rank, plain, city, zone)
        for plain, zone, city in _plain_cities()
        if (rank := _rank(plain, wanted, starts)) < _NO
    ]
    own = {zone: rank for rank, _, _, zone in by_name}
    found: dict[str, Place] = {}
    for rank, _, city, zone in sorted([*by_name, *by_city]):
        is_own = own.get(zone, _NO) <= rank
        found.setdefault(zone, Place(zone, None if is_own else city))
    return list(found.values())[:limit]


def offset_of(zone: str, now: datetime) -> str:
    """Tell how far `zone` is from UTC at `now`, e.g. `+03:00`."""
    written = now.astimezone(ZoneInfo(zone)).strftime("%z")
    return f"{written[:3]}:{written[3:5]}"


_NO = 9
LONGEST = 60
"""Characters of a text that may name a zone or a city; no name is as long."""
_STROKES = str.maketrans("łøđı", "lodi")
"""Letters whose strokes are no accents to Unicode."""


@cache
def _plain_zones() -> tuple[tuple[str, str], ...]:
    return tuple((name, _plain(name)) for name in all_zones())


@cache
def _plain_cities() -> tuple[tuple[str, str, str], ...]:
    return tuple((_plain(city), zone, city) for city, zone in CITIES)


def _ranked_zones(wanted: str) -> list[tuple[int, str, str]]:
    """Return the zones whose names may be meant: how likely, the name's last part, the name."""
    starts = frozenset(wanted.split())
    ranks = ((_rank(plain, wanted, starts), plain, name) for name, plain in _plain_zones())
    return sorted(
        (rank, plain.rpartition("/")[2], name) for rank, plain, name in ranks if rank < _NO
    )


def _rank(plain: str, wanted: str, starts: Collection[str]) -> int:
    city = plain.rpartition("/")[2]
    if wanted in (plain, city):
        return 0
    if city.startswith(wanted):
        return 1
    if plain.startswith(wanted):
        return 2
    if _begin_words(starts, plain):
        return 3
    return 4 if wanted in plain else _NO


def _begin_words(starts: Collection[str], plain: str) -> bool:
    """Tell whether each start begins one of a name's words."""
    words = plain.replace("/", " ").replace("-", " ").split()
    return all(any(word.startswith(start) for word in words) for start in starts)


def _plain(text: str) -> str:
    plain = (
        " ".join(text.split())[:LONGEST]
        .replace("_", " ")
        .replace("\u2019", "'")
        .casefold()
        .translate(_STROKES)
    )
    letters = decompose(plain)
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
