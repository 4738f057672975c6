"""Which requests ask for the same, or for nearly the same."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.contracts.uploads import match_key
from domain.endpoints.records import Request, Shape

ENOUGH = 0.5
"""The share of words in common from which on two requests are shown as similar."""
_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SAYING_NOTHING = frozenset({"api", "query", "mutation", "subscription", "v1", "v2", "v3"})


def words_of(shape: Shape) -> frozenset[str]:
    """Return what an operation is about: the words of its path or field, without parameters."""
    path = re.sub(r"\{[^{}]*\}", " ", shape.path)
    found = _WORD.findall(_HUMP.sub(" ", path).casefold())
    return frozenset(_singular(word) for word in found) - _SAYING_NOTHING


def similarity(one: Shape, other: Shape) -> float:
    """From 0, nothing in common, to 1: the same but for the names of parameters."""
    if match_key(one.key) == match_key(other.key):
        return 1.0
    mine, theirs = words_of(one), words_of(other)
    if not mine or not theirs:
        return 0.0
    shared = len(mine & theirs) / len(mine | theirs)
    return shared * (0.95 if one.method == other.method else 0.75)


def similar(shape: Shape, requests: Iterable[Request], *, limit: int) -> list[Request]:
    """Return the requests that may ask for the same, the nearest first."""
    scored = [(similarity(shape, each.shape), each) for each in requests]
    near = [(score, each) for score, each in scored if score >= ENOUGH]
    near.sort(key=lambda pair: (-pair[0], -pair[1].id))
    return [each for _, each in near[:limit]]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word  # noqa: PLR2004 - "bus"
