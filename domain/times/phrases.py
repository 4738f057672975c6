"""The text of a time while it is being read: phrase after phrase is taken out of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from domain.characters import decompose
from domain.times.vocabulary import FILLERS, MONTHS, NUMBERS, ORDINALS, WEEKDAYS

_NAMED = {
    "DAY": WEEKDAYS,
    "MONTH": MONTHS,
    "DAYS": [name for name in WEEKDAYS if name.endswith(("days", "dis", "ches"))],
    "NTH": ORDINALS,
}


class Phrases:
    """Phrases left to be read, in lower case and without accents."""

    def __init__(self, text: str) -> None:
        letters = decompose(text.casefold())
        plain = "".join(c for c in letters if not unicodedata.combining(c))
        plain = plain.replace("\u2019", "'").replace(",", " ").replace(";", " ")
        self._left = " ".join(plain.split())

    def take(self, pattern: str) -> re.Match[str] | None:
        """Take out the first match of whole words; `{DAY}`, `{MONTH}`, `{NTH}`, `{N}` are words."""
        found = _compiled(pattern).search(self._left)
        if found is not None:
            self._left = f"{self._left[: found.start()]} {self._left[found.end() :]}"
            self._left = " ".join(self._left.split())
        return found

    def reword(self, pattern: str, words: str) -> None:
        """Say the first match of whole words in other words."""
        self._left = _compiled(pattern).sub(words, self._left, count=1)

    @property
    def left(self) -> str:
        """Words that nobody has understood."""
        return " ".join(word for word in self._left.split() if word not in FILLERS)

    @property
    def words(self) -> list[str]:
        return self._left.split()

    def drop_last(self, count: int) -> None:
        """Take out the last words."""
        self._left = " ".join(self._left.split()[:-count])


def number_of(word: str) -> int:
    """Return a number in digits or as a word."""
    return int(word) if word.isdecimal() else NUMBERS[word]


_KNOWN: dict[str, re.Pattern[str]] = {}


def _compiled(pattern: str) -> re.Pattern[str]:
    if pattern not in _KNOWN:
        whole = pattern.replace("{N}", rf"(?:\d{{1,4}}|{_any(NUMBERS)})")
        for name, words in _NAMED.items():
            whole = whole.replace(f"{{{name}}}", f"(?:{_any(words)})")
        _KNOWN[pattern] = re.compile(rf"(?<![\w/:])(?:{whole})(?![\w/:])")
    return _KNOWN[pattern]


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))
