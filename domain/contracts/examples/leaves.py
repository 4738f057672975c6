"""Texts, numbers and flags that a schema's keywords ask for, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Final

from domain.contracts.examples.patterns import texts_matching
from domain.contracts.examples.shapes import common_multiple
from domain.contracts.model import Json, Schema

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
    "url": "https://example.com/{}",
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66{:04}",
    "username": "ada{}",
    "first_name": "Ada",
    "firstName": "Ada",
    "last_name": "Lovelace",
    "lastName": "Lovelace",
    "password": "<password>",
    "token": "<token>",
    "access": "<token>",
    "refresh": "<token>",
    "phone": "+1555010{:04}",
    "price": "{}.50",
    "currency": "EUR",
    "country": "FR",
    "city": "Paris",
    "language": "en",
    "slug": "example-{}",
    "created_at": "2026-01-{:02}T09:30:00Z",
    "updated_at": "2026-01-{:02}T09:30:00Z",
}
"""What a property without a format mostly holds, by its name; secrets stay placeholders."""


def texts(schema: Schema, name: str, salt: int) -> Iterator[str]:
    """Texts for a schema; `name` is the property's, `salt` makes several ones differ."""
    least, most = _length(schema, "minLength", 0), _length(schema, "maxLength", MOST_CHARACTERS)
    if least > min(most, MOST_CHARACTERS):
        return
    if isinstance(pattern := schema.get("pattern"), str):
        yield from (text for text in texts_matching(pattern, salt) if least <= len(text) <= most)
    found = FORMATS.get(str(schema.get("format"))) or HINTS.get(name)
    number = salt + 1
    bases = [found.format(number)] if found else []
    word = name or "text"
    bases += [word if not salt else f"{word} {number}", str(number), "a", "A", "1"]
    for base in bases:
        yield _fitted(base, least, most, salt)


def _fitted(text: str, least: int, most: int, salt: int) -> str:
    """The text, longer or shorter; what makes it differ is at the end that stays."""
    if len(text) > most:
        end = str(salt + 1) if salt else ""
        return (text[: max(0, most - len(end))] + end)[:most]
    return text + "a" * (least - len(text))


def _length(schema: Schema, key: str, usual: int) -> int:
    value = schema.get(key)
    return int(value) if isinstance(value, int | float) else usual


def numbers(schema: Schema, salt: int, *, whole: bool) -> Iterator[Json]:
    """Numbers for a schema, whole ones where `whole`."""
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
