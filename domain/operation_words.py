"""Operations as people write them: what they may mean, and how near it comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.contracts.uploads import match_key

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")
ROOTS: Final = ("Query", "Mutation", "Subscription")
FAR: Final = 5
"""The nearness of what only holds the words somewhere."""


def spellings(typed: str) -> tuple[str, ...]:
    """List the keys that may be meant exactly, likeliest first: `/users` is a GET as well."""
    typed = " ".join(typed.split())
    method, _, path = typed.rpartition(" ")
    if method:
        return _paths(path, [method.upper()])
    root, _, field = typed.rpartition(".")
    fields = [f"{root.capitalize()}.{field}"] if root else [f"{each}.{typed}" for each in ROOTS]
    return (*fields, *_paths(typed, METHODS))


def nearness(meant: str, key: str, words: str) -> int:
    """Tell how near an operation comes to what was typed: 0 is its key, `FAR` some of its words.

    `words` are those by which it is found, as `words_of` has them: its key, its operationId, more.
    """
    if meant == key:
        return 0
    wanted, written = _plain(meant), _plain(key)
    others = words[len(key.casefold()) :].split()
    ways = (
        wanted == written,
        wanted in {written.rpartition(" ")[2], written.rpartition(".")[2]},
        wanted in others[:1],
        wanted in others,
    )
    return next((rank for rank, is_so in enumerate(ways, 1) if is_so), FAR)


def _paths(typed: str, methods: Sequence[str]) -> tuple[str, ...]:
    """List for each method the path as typed and in small letters, with and without end slash."""
    path = typed if typed.startswith("/") else f"/{typed}"
    paths = dict.fromkeys((path, path.lower()))
    slashed = [way for each in paths for way in (each, each.rstrip("/"), f"{each}/")]
    return tuple(f"{method} {each}" for method in methods for each in dict.fromkeys(slashed))


def _plain(key: str) -> str:
    """Return a key in lower case, without names of parameters and without a slash at its end."""
    return match_key(" ".join(key.casefold().split())).rstrip("/")
