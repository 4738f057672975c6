"""Time zones as people name them: cities, countries' capitals, abbreviations of the IANA names."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from domain.errors import UserError

_SKIPPED = ("posix/", "right/", "Etc/", "SystemV/")
_ALIASES = {
    "accra": "Africa/Accra",
    "abuja": "Africa/Lagos",
    "addis ababa": "Africa/Addis_Ababa",
    "bangalore": "Asia/Kolkata",
    "beijing": "Asia/Shanghai",
    "cape town": "Africa/Johannesburg",
    "gmt": "UTC",
    "greenwich": "UTC",
    "kigali": "Africa/Kigali",
    "marrakesh": "Africa/Casablanca",
    "mumbai": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata",
    "pretoria": "Africa/Johannesburg",
    "san francisco": "America/Los_Angeles",
    "washington": "America/New_York",
    "z": "UTC",
}
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
"""What a select offers before anybody searched."""


@cache
def all_zones() -> tuple[str, ...]:
    """Every IANA name that stands for a place, and UTC."""
    names = (n for n in available_timezones() if not n.startswith(_SKIPPED))
    return tuple(sorted(n for n in names if "/" in n or n == "UTC"))


def guess_zone(locale: str) -> str:
    """The zone that most people of a Discord locale live in; UTC where a language says nothing."""
    return _BY_LOCALE.get(locale, "UTC")


def find_zone(text: str) -> str | None:
    """The zone that `text` names exactly (in any case, with spaces or underscores), or None."""
    wanted = _plain(text)
    if wanted in _ALIASES:
        return _ALIASES[wanted]
    return next((name for name, plain in _plain_zones() if plain == wanted), None)


def find_place(text: str) -> str | None:
    """The zone that `text` names, or the only one whose city has this name; None otherwise."""
    exact = find_zone(text)
    if exact is not None:
        return exact
    wanted = _plain(text)
    cities = [name for name, plain in _plain_zones() if plain.rpartition("/")[2] == wanted]
    return cities[0] if len(cities) == 1 else None


def get_zone(text: str) -> str:
    """The one zone that `text` names or can only mean; `UserError` otherwise."""
    exact = find_zone(text)
    if exact is not None:
        return exact
    likely = match_zones(text, limit=2)
    if len(likely) == 1:
        return likely[0]
    raise UserError("shared-unknown-zone", zone=text[:50])


def match_zones(text: str, *, limit: int) -> list[str]:
    """The zones that `text` may mean, the likeliest first; the common ones for an empty text."""
    wanted = _plain(text)
    if not wanted:
        return list(COMMON[:limit])
    alias = [zone for name, zone in _ALIASES.items() if name.startswith(wanted)]
    ranks = ((_rank(plain, wanted), name) for name, plain in _plain_zones())
    ranked = sorted(found for found in ranks if found[0] < _NO)
    return list(dict.fromkeys([*alias, *(name for _, name in ranked)]))[:limit]


def offset_of(zone: str, now: datetime) -> str:
    """How far `zone` is from UTC at `now`, e.g. `+03:00`."""
    written = now.astimezone(ZoneInfo(zone)).strftime("%z")
    return f"{written[:3]}:{written[3:5]}"


_NO = 9


@cache
def _plain_zones() -> tuple[tuple[str, str], ...]:
    return tuple((name, _plain(name)) for name in all_zones())


def _rank(plain: str, wanted: str) -> int:
    city = plain.rpartition("/")[2]
    if wanted in (plain, city):
        return 0
    if city.startswith(wanted):
        return 1
    if plain.startswith(wanted):
        return 2
    if all(_begins_a_word(word, plain) for word in wanted.split()):
        return 3
    return 4 if wanted in plain else _NO


def _begins_a_word(start: str, plain: str) -> bool:
    words: Collection[str] = plain.replace("/", " ").replace("-", " ").split()
    return any(word.startswith(start) for word in words)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("_", " ").casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
