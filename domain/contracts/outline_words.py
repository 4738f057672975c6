"""A schema's word on a value, in the few words that a row has room for."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Final

from domain.contracts.model import SDL_ARGUMENTS, SDL_TYPE, Json, Schema

MOST_VALUE: Final = 40
"""Characters of a default or of one value of an enum."""
MOST_WORDS: Final = 120
"""Characters of what is said of a field."""
FEW_WORDS: Final = 15
"""A sentence so short says little: the next comes with it."""
LISTED: Final = re.compile(r"\s*[*+-]\s|\s*$")
SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s")
SIGNS: Final = {
    "minimum": "≥ {}",
    "exclusiveMinimum": "> {}",
    "maximum": "≤ {}",
    "exclusiveMaximum": "< {}",
    "minLength": "length ≥ {}",
    "maxLength": "length ≤ {}",
    "pattern": "/{}/",
    "minItems": "items ≥ {}",
    "maxItems": "items ≤ {}",
    "minProperties": "keys ≥ {}",
    "maxProperties": "keys ≤ {}",
}
"""Bounds in the few signs that every developer reads, the same in any language."""
RANGES: Final = frozenset({2**31 - 1, -(2**31), 2**63 - 1, -(2**63)})
"""Bounds that only say how many bits a number has."""


def first_sentence(text: Json) -> str:
    """Return the beginning of a description.

    Lists, which mostly repeat the values, are left out.
    """
    lines = str(text or "").strip().splitlines()
    words = " ".join(itertools.takewhile(lambda line: not LISTED.match(line), lines))
    first, *more = SENTENCE_END.split(words.strip(), maxsplit=2)
    sentence = f"{first} {more[0]}" if more and len(first) < FEW_WORDS else first
    return sentence if len(sentence) <= MOST_WORDS else sentence[: MOST_WORDS - 1] + "…"


def bounds_of(flat: Schema) -> Iterator[str]:
    """Return the bounds of a flat schema, in signs."""
    if SDL_TYPE in flat:  # the bounds of Int are known
        return
    for key, sign in SIGNS.items():
        value = _whole(flat.get(key))
        if isinstance(value, int | float | str) and value not in RANGES:
            yield sign.format(_cut(str(value)))


def step_of(flat: Schema) -> str:
    """Return what a number must be a multiple of; "" where it need not."""
    value = _whole(flat.get("multipleOf"))
    return _cut(str(value)) if isinstance(value, int | float) else ""


def _whole(value: Json) -> Json:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def arguments_of(schema: Schema) -> Iterator[str]:
    """Return the arguments of a GraphQL field, as GraphQL writes them; what must be given first."""
    listed = schema.get(SDL_ARGUMENTS)
    found = [
        (name, each)
        for name, each in (listed.items() if isinstance(listed, dict) else ())
        if isinstance(each, dict)
    ]
    for name, each in sorted(found, key=lambda one: one[1].get("required") is not True):
        yield _cut(f"{name}: {each.get(SDL_TYPE)}")


def as_json(value: Json) -> str:
    """Return a value as JSON, cut."""
    return _cut(json.dumps(value, ensure_ascii=False))


def as_graphql(value: Json) -> str:
    """Return a value of GraphQL's enums, or a list of them, as GraphQL writes it."""
    if isinstance(value, list):
        return _cut(f"[{', '.join(map(as_graphql, value))}]")
    return _cut(value) if isinstance(value, str) else as_json(value)


def _cut(text: str) -> str:
    return text if len(text) <= MOST_VALUE else text[: MOST_VALUE - 1] + "…"
