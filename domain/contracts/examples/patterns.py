"""Texts that match a pattern, made by walking through it once."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from re import _constants as codes, _parser  # type: ignore[attr-defined] # the reader behind `re`
from typing import Any, Final

MOST_LENGTH: Final = 2_000
PREFERRED: Final = "a1A0-_ ." + "bcdefghijklmnopqrstuvwxyz23456789BCDEFGHIJKLMNOPQRSTUVWXYZ"
CATEGORIES: Final = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_NOT_WORD: "-",
    codes.CATEGORY_NOT_SPACE: "a",
}
SINGLE_TESTS: Final = {
    codes.CATEGORY_DIGIT: r"\d",
    codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_DIGIT: r"\D",
    codes.CATEGORY_NOT_WORD: r"\W",
    codes.CATEGORY_NOT_SPACE: r"\S",
}
REPEATS: Final = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
EXTRAS: Final = (1, 0, 2, 3, 5, 8, 16, 32, 64, 128, 256, 1024)
AHEAD: Final = ("Passw0rd!", "aA1!")
"""Texts that fit most patterns with look-ahead: some of each kind, as of a password."""
EXTRAS_AHEAD: Final = (1, 0, 9, 12, 16, 24, 32, 64)
MOST_AHEAD: Final = 60
"""Characters of what the conditions of a pattern want."""
LOOKS: Final = (codes.ASSERT, codes.ASSERT_NOT)


@lru_cache(maxsize=256)
def texts_matching(pattern: str, salt: int = 0) -> tuple[str, ...]:
    """Texts that probably match, short ones first; none for a pattern that Python cannot read.

    Another `salt` gives others where the pattern leaves a choice.

    A pattern that looks ahead is walked with characters that are likely to meet its conditions;
    whether they do is not followed: whoever takes a text checks it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = _parser.parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return ()
    return tuple(dict.fromkeys(_written(parsed, salt)))


def _written(parsed: Any, salt: int) -> Iterator[str]:  # Any: the parser's own lists
    conditions = list(_conditions(parsed))
    wanted = _wanted(conditions, salt)
    if not wanted:
        yield from _walked(parsed, salt, EXTRAS)
    for seed in (*AHEAD, wanted + AHEAD[0]) if conditions else ():
        yield from _walked(parsed, salt, EXTRAS_AHEAD, seed)
    if wanted:
        yield from _walked(parsed, salt, EXTRAS)


def _walked(parsed: Any, salt: int, extras: tuple[int, ...], seed: str = "") -> Iterator[str]:
    for extra in extras:
        for branch in (salt, salt + 1):
            try:
                yield _Writer(extra, branch, salt, seed).write(parsed)
            except (ValueError, RecursionError):
                continue


def _conditions(items: Any) -> Iterator[Any]:  # Any: the parser's own lists, nested
    """Return what a pattern looks ahead or behind for, or against."""
    for each in items if isinstance(items, list | tuple | _parser.SubPattern) else ():
        if isinstance(each, tuple) and each and (each[0] is LOOKS[0] or each[0] is LOOKS[1]):
            yield each
        else:
            yield from _conditions(each)


def _wanted(conditions: list[Any], salt: int) -> str:  # Any: see `_conditions`
    """Texts that meet the conditions one by one, short ones first, one behind the other."""
    texts: list[str] = []
    for code, (_, inner) in conditions:
        with suppress(ValueError, RecursionError):
            texts += [_Writer(0, salt, salt).write(inner)] if code is codes.ASSERT else []
    return "".join(sorted(texts, key=len))[:MOST_AHEAD]


class _Writer:
    """Writes one text: `extra` repetitions where as many as one likes are allowed.

    Where there is a choice, the characters of `seed` are taken one after the other.
    """

    def __init__(self, extra: int, branch: int, salt: int, seed: str = "") -> None:
        self._extra = extra
        self._seed = seed
        self._taken = 0
        self._salt = salt
        self._branch = branch
        self._groups: dict[int, str] = {}
        self._length = 0
        self._picked: dict[int, str] = {}

    def write(self, items: Any) -> str:  # Any: the parser's own lists of codes and arguments
        return "".join(self._item(code, argument) for code, argument in items)

    def _item(self, code: Any, argument: Any) -> str:
        if code in REPEATS:
            return self._repeated(*argument)
        if code is codes.BRANCH:
            branches = argument[1]
            return self.write(branches[self._branch % len(branches)])
        if code is codes.SUBPATTERN:
            text = self._groups[argument[0]] = self.write(argument[-1])
            return text
        if code is codes.ATOMIC_GROUP:
            return self.write(argument)
        if code is codes.GROUPREF:
            return self._groups.get(argument, "")
        return self._character(code, argument)  # "": anchors, and looking ahead or behind

    def _character(self, code: Any, argument: Any) -> str:
        self._length += 1
        if self._length > MOST_LENGTH:
            raise ValueError("too long")
        if code is codes.LITERAL:
            return chr(argument)
        if code is codes.NOT_LITERAL:
            return "a" if argument != ord("a") else "b"
        if self._seed and code in {codes.IN, codes.ANY}:
            allowed = self._allowed(argument)
            if allowed:
                self._taken += 1
                return allowed[(self._taken - 1) % len(allowed)]
        if code is codes.IN:
            if id(argument) not in self._picked:
                self._picked[id(argument)] = _one_of(argument, self._salt)
            return self._picked[id(argument)]
        return "a" if code is codes.ANY else ""

    def _allowed(self, members: Any) -> str:  # Any: None for any character, else as `_one_of`
        """Return the characters of the seed that may stand in a place."""
        key = -id(members)
        if key not in self._picked:
            self._picked[key] = "".join(each for each in self._seed if _is_member(each, members))
        return self._picked[key]

    def _repeated(self, least: int, most: Any, items: Any) -> str:  # Any: see `write`
        count = min(int(most), max(least, self._extra))
        if count > MOST_LENGTH:
            raise ValueError("too long")
        return "".join(self.write(items) for _ in range(count))


def _one_of(members: Any, salt: int) -> str:  # Any: the parser's own codes
    negated = bool(members) and members[0][0] is codes.NEGATE
    if negated:
        return next(
            (each for each in map(chr, range(33, 0x250)) if not _is_among(each, members[1:])), "a"
        )
    preferred = [each for each in PREFERRED if _is_among(each, members)]
    if preferred:
        return preferred[salt % len(preferred)]
    code, argument = members[0]
    if code is codes.LITERAL:
        return chr(argument)
    return chr(argument[0]) if code is codes.RANGE else CATEGORIES.get(argument, "a")


def _is_member(text: str, members: Any) -> bool:  # Any: see `_one_of`
    if not members:  # any character
        return True
    if members[0][0] is codes.NEGATE:
        return not _is_among(text, members[1:])
    return _is_among(text, members)


def _is_among(text: str, members: Any) -> bool:  # Any: see `_one_of`
    for code, argument in members:
        if code is codes.LITERAL and ord(text) == argument:
            return True
        if code is codes.RANGE and argument[0] <= ord(text) <= argument[1]:
            return True
        if code is codes.CATEGORY and re.match(SINGLE_TESTS.get(argument, r"(?!)"), text):
            return True
    return False
