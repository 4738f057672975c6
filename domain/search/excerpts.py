"""Cutting the part out of a text that shows best why it was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from domain.markup import unmarked
from domain.search.documents import Excerpt, SearchHit
from domain.search.words import find_terms

ELLIPSIS = "…"
SNIPPET_LENGTH = 200
LEAD = 40
"""Number of characters shown before the first match, at most."""

Found = Sequence[tuple[int, int, str]]


def snippet_of(hit: SearchHit) -> Excerpt:
    """Return the part of a found text that shows best why it was found.

    Cut only for what is shown.
    """
    return cut_excerpt(hit.document.body, hit.terms, length=SNIPPET_LENGTH)


def mark_terms(text: str, terms: Collection[str]) -> Excerpt:
    """Return the whole text with its matches."""
    return Excerpt(text, tuple((start, end) for start, end, _ in find_terms(text, terms)))


def cut_excerpt(text: str, terms: Collection[str], *, length: int) -> Excerpt:
    """About `length` characters around the most different matches, on one line.

    Where something is left out, an ellipsis stands; marks of formatting are left out silently.
    """
    line = unmarked(text)
    found = list(find_terms(line, terms))
    start = _best_start(found, length)
    start = 0 if start <= LEAD else _after_space(line, start - LEAD, start)
    end = len(line) if start + length >= len(line) else _before_space(line, start, start + length)
    before = ELLIPSIS if start else ""
    after = ELLIPSIS if end < len(line) else ""
    shift = len(before) - start
    matches = tuple((a + shift, b + shift) for a, b, _ in found if start <= a and b <= end)
    return Excerpt(f"{before}{line[start:end]}{after}", matches)


def _best_start(found: Found, length: int) -> int:
    """Find the first match of the window with the most different terms, in one pass."""
    best = most = ahead = 0
    within: Counter[str] = Counter()
    for index, (start, _, term) in enumerate(found):
        while ahead < len(found) and found[ahead][1] <= start + length - LEAD:
            within[found[ahead][2]] += 1
            ahead += 1
        if len(within) > most:
            best, most = start, len(within)
        if ahead > index:
            within[term] -= 1
            if not within[term]:
                del within[term]
        else:  # a match longer than the window
            ahead = index + 1
    return best


def _after_space(line: str, start: int, stop: int) -> int:
    space = line.find(" ", start, stop)
    return start if space < 0 else space + 1


def _before_space(line: str, start: int, stop: int) -> int:
    space = line.rfind(" ", start + 1, stop + 1)
    return stop if space < 0 else space
