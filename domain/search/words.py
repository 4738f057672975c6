"""Terms of a text, for the index and for searches, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from domain.characters import decompose
from domain.search.stems import stem

MOST_LETTERS = 40
"""Longer words are cut: they are hashes and links, found by their beginning."""

STOP_WORDS = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "for", "from"),
        *("has", "have", "how", "i", "if", "in", "is", "it", "just", "me", "my", "not", "of"),
        *("on", "or", "should", "so", "that", "the", "there", "they", "this", "to", "was", "we"),
        *("what", "when", "which", "will", "with", "would", "you", "your"),
    )
)
"""Words that say nothing alone: they count only in titles, and where nothing else is asked."""

_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"
"""Letters and digits, with the accents that may follow them as characters of their own."""
_WORD = re.compile(rf"{_LETTERS}(?:_+{_LETTERS})*")
_FOLDED = re.compile(r"[^\x00-\x7f]")
"""Letters that folding takes away or changes: words with them are looked at whole."""
_LETTERS_A_HIT = 8
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_KEPT_WORDS = 16_384
_BETWEEN = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}


class _Terms(dict[str, tuple[str, ...]]):
    """The terms of words that were met of late, in two generations.

    When the young one is full, it takes the place of the old one; what is met again moves over.
    Finding a word costs one look-up in a dictionary, because scoring looks up thousands of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._old: dict[str, tuple[str, ...]] = {}

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _KEPT_WORDS:
            self._old = dict(self)
            self.clear()
        kept = self._old.get(word)
        self[word] = terms = _terms_of_word(word.strip("_")) if kept is None else kept
        return terms


_terms = _Terms()


def terms_of(text: str) -> list[str]:
    """Return every term of a text, in order, an identifier followed by its parts."""
    # In ASCII words are found without a pattern, several times as fast.
    words = text.translate(_BETWEEN).split() if text.isascii() else _WORD.findall(text)
    return [term for word in words for term in _terms[word]]


def whole_terms(text: str) -> list[str]:
    """Return the different terms that somebody asks for: of `py311` the whole, not every `py`."""
    words = _WORD.findall(text)
    asked = (_terms[word][:1] if _is_identifier(word) else _terms[word] for word in words)
    return list(dict.fromkeys(term for terms in asked for term in terms))


def codes_of(text: str) -> frozenset[str]:
    """Return the terms of words that only code writes so: `IntegrityError`, `select_related`."""
    words = [word for word in _WORD.findall(text) if len(_terms[word]) > 1]
    return frozenset(_terms[word][0] for word in words)


def _is_identifier(word: str) -> bool:
    return any(map(str.isdigit, word)) and any(map(str.isalpha, word))


def query_terms(text: str, *, most: int) -> list[str]:
    """Return the terms that a query asks for; stop words only where nothing else is."""
    terms = whole_terms(text)
    return ([term for term in terms if term not in STOP_WORDS] or terms)[:most]


def joined_terms(text: str, *, most: int) -> list[str]:
    """Join two neighbouring words as code writes them: `operational error`."""
    words = _WORD.findall(text)[: most + 1]
    return [_term((first + second).replace("_", "")) for first, second in pairwise(words)]


def split_unfinished(text: str) -> tuple[str, str]:
    """Split what is typed already from the word that is being typed, folded; "" after a space."""
    words = list(_WORD.finditer(text))
    if not words or words[-1].end() < len(text):
        return text, ""
    last = words[-1]
    return text[: last.start()], fold(last.group()).replace("_", "")[:MOST_LETTERS]


def fold(word: str) -> str:
    """Return a word without case and accents."""
    if word.isascii():
        return word.lower()
    decomposed = decompose(word.casefold())
    return "".join(letter for letter in decomposed if letter.isalnum() or letter == "_")


def find_terms(text: str, terms: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Find where words that stand for one of `terms` start and end in a text, and for which."""
    for word in _candidates(text, terms):
        for term in _terms[word.group()]:
            if term in terms:
                yield word.start(), word.end(), term
                break


def _candidates(text: str, terms: Collection[str]) -> Iterator[re.Match[str]]:
    """Find the words that may stand for one of `terms`, and few others: most words have none."""
    hits = _hits(text, terms)
    if hits is None:
        yield from _WORD.finditer(text)
        return
    start = end = 0
    for at in hits:
        if at >= end:
            start, end = _around(text, at, end)
            yield from _WORD.finditer(text, start, end)


def _hits(text: str, terms: Collection[str]) -> list[int] | None:
    """Find where terms stand in a text, in order; None where looking at each word costs less."""
    lowered = text.lower()
    if len(lowered) != len(text):  # some letters are two in lower case: places would be others
        return None
    hits = [] if text.isascii() else [letter.start() for letter in _FOLDED.finditer(text)]
    # A word begins with its stem, but for the last letter of `query` and `queries`.
    stems = [term[:-1] if len(term) > 1 and term[-1] == "y" else term for term in terms]
    for beginning in ("_", *stems):
        at = lowered.find(beginning) if beginning else -1
        while at >= 0:
            hits.append(at)
            if len(hits) * _LETTERS_A_HIT > len(text):
                return None
            at = lowered.find(beginning, at + len(beginning))
    return sorted(hits)


def _around(text: str, at: int, least: int) -> tuple[int, int]:
    """Find the start (not before `least`) and the end of what stands between blanks at a place."""
    end = text.find(" ", at)
    return max(text.rfind(" ", least, at) + 1, least), len(text) if end < 0 else end


def _terms_of_word(word: str) -> tuple[str, ...]:
    whole = _term(word.replace("_", ""))
    if word.isdigit() or (word.islower() and word.isalpha()):
        return (whole,) if whole else ()
    parts = [part for piece in word.split("_") for part in _parts(piece)]
    found = dict.fromkeys([whole, *map(_term, parts)] if len(parts) > 1 else [whole])
    return tuple(term for term in found if term)


def _parts(piece: str) -> list[str]:
    """Return the parts of one piece of an identifier: `HTTPError404` is http, error and 404."""
    if piece.isupper() or not piece.isascii():
        return [piece]
    return _PART.findall(piece) or [piece]


def _term(word: str) -> str:
    return stem(fold(word)[:MOST_LETTERS])
