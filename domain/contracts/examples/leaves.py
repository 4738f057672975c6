"""Texts, numbers and flags that a schema's keywords ask for, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final, TypeVar

from domain.contracts.examples.patterns import AHEAD, texts_matching
from domain.contracts.examples.shapes import common_multiple
from domain.contracts.model import SDL_TYPE, Json, Schema

MOST_CHARACTERS: Final = 5_000
"""A text that must be longer has no example."""
FORMATS: Final = {
    "date": "2026-01-{:02}",
    "date-time": "2026-01-{:02}T09:30:00Z",
    "time": "09:{:02}:00Z",
    "duration": "PT{}M",
    "email": "ada{}@example.com",
    "idn-email": "ada{}@example.com",
    "hostname": "host{}.example.com",
    "idn-hostname": "host{}.example.com",
    "ipv4": "192.0.2.{}",
    "ipv6": "2001:db8::{}",
    "ipvanyaddress": "192.0.2.{}",
    "uri": "https://example.com/{}",
    "url": "https://example.com/{}",
    "iri": "https://example.com/{}",
    "uri-reference": "/{}",
    "iri-reference": "/{}",
    "uri-template": "https://example.com/{}/{{id}}",
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66{:04}",
    "json-pointer": "/{}",
    "relative-json-pointer": "{}",
    "regex": "^a{}$",
    "byte": "dGV4dA==",
    "base64": "dGV4dA==",
    "binary": "file{}",
    "password": "<password>",
    "decimal": "{}.50",
    "phone": "+1555010{:04}",
    "color": "#3366{:02}",
    "slug": "example-{}",
    "snowflake": "1234567890123456{:02}",
    "int64": "{}",
}
"""Addresses are those kept for documentation (RFC 2606, RFC 5737, RFC 3849)."""
HINTS: Final = {
    "id": "{}",
    "email": "ada{}@example.com",
    "mail": "ada{}@example.com",
    "url": "https://example.com/{}",
    "uri": "https://example.com/{}",
    "link": "https://example.com/{}",
    "website": "https://example.com/{}",
    "image": "https://example.com/{}.png",
    "avatar": "https://example.com/{}.png",
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66{:04}",
    "email_address": "ada{}@example.com",
    "username": "ada{}",
    "user_name": "ada{}",
    "first_name": "Ada",
    "last_name": "Lovelace",
    "full_name": "Ada Lovelace",
    "password": "<password>",
    "token": "<token>",
    "access_token": "<token>",
    "refresh_token": "<token>",
    "phone": "+1555010{:04}",
    "phone_number": "+1555010{:04}",
    "price": "{}.50",
    "amount": "{}.50",
    "total": "{}.50",
    "cost": "{}.50",
    "currency": "EUR",
    "country": "FR",
    "city": "Paris",
    "address": "{} rue de Rivoli",
    "postal_code": "75001",
    "language": "en",
    "locale": "en",
    "timezone": "Europe/Paris",
    "time_zone": "Europe/Paris",
    "slug": "example-{}",
    "color": "#3366{:02}",
    "ip": "192.0.2.{}",
    "ip_address": "192.0.2.{}",
    "mac_address": "00:00:5e:00:53:{:02}",
    "at": "2026-01-{:02}T09:30:00Z",
    "timestamp": "2026-01-{:02}T09:30:00Z",
    "datetime": "2026-01-{:02}T09:30:00Z",
    "date": "2026-01-{:02}",
    "birthday": "2000-01-{:02}",
    "duration": "00:{:02}:00",
}
"""Values of properties without a format, by their name or its last words, such as
`at` of `createdAt`; secrets stay placeholders."""
NUMBER_HINTS: Final = {
    "price": Fraction(39, 2),
    "amount": Fraction(39, 2),
    "total": Fraction(39, 2),
    "cost": Fraction(39, 2),
    "age": Fraction(30),
    "year": Fraction(2026),
    "rating": Fraction(9, 2),
    "latitude": Fraction(977, 20),
    "lat": Fraction(977, 20),
    "longitude": Fraction(47, 20),
    "lng": Fraction(47, 20),
    "lon": Fraction(47, 20),
    "page_size": Fraction(10),
    "limit": Fraction(10),
    "first": Fraction(10),
    "percent": Fraction(50),
    "percentage": Fraction(50),
    "status_code": Fraction(200),
}
"""Values of numbers by name as above, where they fit."""
WHOLE_NAMES: Final = {"access": "<token>", "refresh": "<token>"}
"""Hints for names that mean something else behind other words."""
WORD_ENDS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")
Hint = TypeVar("Hint")


@dataclass(frozen=True, slots=True)
class Hints:
    """Likely values of texts and numbers, by name."""

    texts: dict[str, str]
    numbers: dict[str, Fraction]


USUAL: Final = Hints(HINTS, NUMBER_HINTS)


def hint_of(name: str, hints: Mapping[str, Hint]) -> Hint | None:
    """Return what hints say of a name: `billingEmail` and `billing-email` are about an `email`."""
    words = [word.lower() for word in WORD_ENDS.split(name) if word]
    tails = ("_".join(words[at:]) for at in range(len(words)))
    return next((hints[tail] for tail in tails if tail in hints), None)


def texts(schema: Schema, name: str, salt: int, hints: Hints = USUAL) -> Iterator[str]:
    """Texts for a schema; `name` is the property's, `salt` makes several ones differ."""
    least, most = _length(schema, "minLength", 0), _length(schema, "maxLength", MOST_CHARACTERS)
    if least > min(most, MOST_CHARACTERS):
        return
    number = salt + 1
    for found in (_format_of(schema), WHOLE_NAMES.get(name), hint_of(name, hints.texts)):
        if found:
            yield _fitted(found.format(number), least, most, salt)
    if isinstance(pattern := schema.get("pattern"), str):
        yield from (text for text in texts_matching(pattern, salt) if least <= len(text) <= most)
        yield from (
            _fitted(each, least, most, 0) for each in AHEAD[:1]
        )  # one that Python cannot read
    word = name or "text"
    for base in (word if not salt else f"{word} {number}", str(number), "a", "A", "1"):
        yield _fitted(base, least, most, salt)


def _format_of(schema: Schema) -> str | None:
    """Format what a text of the schema's format looks like.

    A media type without encoding is a file.
    """
    if str(schema.get(SDL_TYPE)).rstrip("!") == "ID":
        return HINTS["id"]
    found = FORMATS.get(str(schema.get("format")))
    if found is None and is_file(schema):
        return FORMATS["binary"]
    return found


def is_file(schema: Schema) -> bool:
    """Tell whether a flat schema is bytes: OpenAPI 3.0's `binary`, or a bare media type."""
    if schema.get("format") in {"binary", "file"}:
        return True
    return "contentMediaType" in schema and "contentEncoding" not in schema


def _fitted(text: str, least: int, most: int, salt: int) -> str:
    """Return the text, longer or shorter; what makes it differ is at the end that stays."""
    if len(text) > most:
        end = str(salt + 1) if salt else ""
        return (text[: max(0, most - len(end))] + end)[:most]
    return text + "a" * (least - len(text))


def _length(schema: Schema, key: str, usual: int) -> int:
    value = schema.get(key)
    return int(value) if isinstance(value, int | float) else usual


def numbers(
    schema: Schema, name: str, salt: int, hints: Hints = USUAL, *, whole: bool
) -> Iterator[Json]:
    """Numbers for a schema, whole ones where `whole`; `name` is the property's."""
    hint = hint_of(name, hints.numbers)
    if hint is not None:
        likely = hint + salt
        yield int(likely) if whole or likely.denominator == 1 else float(likely)
    step = _step(schema, whole=whole)
    low, high = _bound(schema, "minimum", max), _bound(schema, "maximum", min)
    unit = step or Fraction(1)
    wished = Fraction(1 + salt) if whole or step else Fraction(3, 2) + salt
    start = wished
    if low is not None and start < low:
        start = low + (salt * unit)
    if high is not None and start > high:
        start = high - (salt * unit)
    if step:
        up, down = ceil(start / step) * step, floor(start / step) * step
        tried = [up, down, up + step, down - step]
    else:
        tried = [start]
        if low is not None and high is not None:
            tried += [(low + high) / 2, (low * 2 + high) / 3]
        tried += [start + 1, start - 1, start + Fraction(1, 100), start - Fraction(1, 100)]
    for number in tried:
        yield int(number) if number.denominator == 1 else float(number)


def _step(schema: Schema, *, whole: bool) -> Fraction | None:
    given = schema.get("multipleOf")
    step = _fraction(given)
    if not step:
        return Fraction(1) if whole else None
    return common_multiple(step, Fraction(1)) if whole else step


def _bound(schema: Schema, end: str, tighter: object) -> Fraction | None:
    exclusive = "exclusiveM" + end.removeprefix("m")
    found = [each for key in (end, exclusive) if (each := _fraction(schema.get(key))) is not None]
    if not found:
        return None
    return max(found) if tighter is max else min(found)


def _fraction(value: Json) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return Fraction(str(value))
    except ValueError:  # infinity, or no number at all
        return None
