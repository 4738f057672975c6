"""Entries that may say the same, by the words of their titles and aliases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from domain.faq.entries import Entry
from domain.search.words import STOP_WORDS, terms_of

ALIKE = 0.6
"""The share of words that two names have in common (Jaccard's index)."""
MOST_SHARING = 50
"""A word of more names than these tells nothing."""


def find_duplicates(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of entries of which one may be too much: the later one, and the one before it."""
    names = [
        (entry, words)
        for entry in entries
        for name in (entry.text.title, *entry.text.aliases)
        if (words := frozenset(terms_of(name)) - STOP_WORDS)
    ]
    having: defaultdict[str, list[int]] = defaultdict(list)
    found: set[int] = set()
    for number, (entry, words) in enumerate(names):
        near = {n for word in words if len(having[word]) <= MOST_SHARING for n in having[word]}
        for word in words:
            having[word].append(number)
        for other, its_words in (names[n] for n in sorted(near)):
            is_alike = len(words & its_words) >= ALIKE * len(words | its_words)
            if is_alike and other.id != entry.id and entry.id not in found:
                found.add(entry.id)
                yield entry, other
