"""Places of secrets in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from domain.contracts.reading.secret_words import (
    NAMED_IN_PROSE,
    NAMED_QUOTED,
    REDACTED,
    SETS,
    STEMS,
    Look,
    has_digit,
    is_placeholder,
    is_sentence,
    kind_of_name,
    looks_random,
)

MOST_BEFORE = 60
"""Characters before a name in which `set(` may stand."""


class Found(NamedTuple):
    """A secret in a text."""

    start: int
    end: int
    kind: str


def find_look(text: str, look: Look) -> Iterator[Found]:
    """Find the secrets of a look, from left to right."""
    group = "secret" if look.pattern.groups else 0
    for match in look.pattern.finditer(text):
        if group and not _is_secret(match[group]):
            continue
        if not look.must_look_random or looks_random(match[group]):
            yield Found(*match.span(group), look.kind)


def find_named(text: str, *, is_prose: bool) -> list[Found]:
    """Values that stand behind a name such as `password`, from left to right.

    Their names are looked for as plain texts: a pattern of them all takes seconds on megabytes.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # some letters are two in lower case
        lowered = text
    found = []
    for stem in STEMS:
        at = lowered.find(stem)
        while at >= 0:
            one = _named(text, at, is_prose=is_prose)
            if one is not None:
                found.append(one)
            at = lowered.find(stem, at + len(stem))
    return sorted(found)


def _named(text: str, at: int, *, is_prose: bool) -> Found | None:
    match = NAMED_QUOTED.match(text, at)
    if match is not None:
        is_set = match["sign"] != "," or SETS.search(text[max(0, at - MOST_BEFORE) : at])
        return _found(match) if is_set and _is_secret(match["secret"]) else None
    if not is_prose:
        return None
    quoted, bare = NAMED_IN_PROSE
    match = quoted.match(text, at)
    if match is not None:
        return _found(match) if _is_secret(match["secret"]) else None
    match = bare.match(text, at)
    if match is not None and has_digit(match["secret"]) and _is_secret(match["secret"]):
        return _found(match)
    return None


def _found(match: re.Match[str]) -> Found:
    return Found(*match.span("secret"), kind_of_name(match["name"]) or "password")


def _is_secret(found: str) -> bool:
    """Tell whether it is more than a word that stands for a secret."""
    return REDACTED not in found and not is_placeholder(found) and not is_sentence(found)
