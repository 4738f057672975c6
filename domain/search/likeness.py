"""Likeness of a text to what somebody asks: how much of that it names, and whether by a rare word.

A score tells which of the documents fits best, and not whether any does: on a server with fifty
entries "hello" stands in one of them. So what counts here is the share of the asked words that a
document has, words that no document has included, and common words of the language by half.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from domain.search.ranking import Corpus, Spread, rarity
from domain.search.stems import stem
from domain.search.words import STOP_WORDS, codes_of, fold, whole_terms

LIKELY = 0.35
"""Share of the asked words, by what they say, from which a document is worth a look."""
BESIDE_BEST = 0.5
"""Share of the best likeness below which a document is left out beside it."""
COMMON_SHARE = 0.5
"""Share that a common word of the language counts."""
BODY_SHARE = 0.5
"""Share that a word counts which stands in the text alone, not in a title or an alias."""
NEARLY_ALL = 0.8
"""Share from which a document asks the same, however often that was asked."""
RARE = 1.0
"""Rarity from which a word tells documents apart (`ranking.rarity`)."""
FEWEST_DOCUMENTS = 50
"""Documents that a server is taken to have at least: among two of them no word would be rare."""
FEW_TELLING = 2
"""Known telling words from which a title says enough by itself."""
MOST_OF_BODY = 8
"""Words of the details that help out a title which says little."""


@cache
def common_words() -> frozenset[str]:
    """Read the common words of English and French, which tell no question from another."""
    text = files("domain.search").joinpath("common_words.txt").read_text("utf-8")
    return frozenset(
        stem(fold(word))
        for line in text.splitlines()
        if not line.startswith("#")
        for word in line.split()
    )


def is_telling(term: str) -> bool:
    """Tell whether a term says what a question is about, and not only that it asks."""
    return term not in STOP_WORDS and term not in common_words()


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that somebody asks with, and what each says: its weight."""

    weights: Mapping[str, float]
    rare: AbstractSet[str]
    codes: AbstractSet[str]
    """Names of code among the rare ones (`IntegrityError`): in a text they tell as much."""

    def likeness(self, named: Collection[str], said: Collection[str]) -> float:
        """Return the share of the words (0 to 1) that a document has in its title and text.

        0 where none of those that it shares is rare: in a title, or where that says nothing, in the
        text. A document with nearly all of the words needs no rare one, if any says something.
        """
        total = sum(self.weights.values())
        if not total:
            return 0.0
        has = sum(
            weight * (1.0 if term in named else BODY_SHARE if term in said else 0.0)
            for term, weight in self.weights.items()
        )
        telling = {*named} if any(map(is_telling, named)) else {*named, *said}
        is_about = self.rare & telling or self.codes & {*said}
        is_same = has / total >= NEARLY_ALL and any(map(is_telling, self.weights))
        return has / total if is_about or is_same else 0.0


def asked_terms(title: str, body: str = "") -> list[str]:
    """List the terms whose spread `weigh_asked` needs."""
    return list(dict.fromkeys((*_terms(title), *_terms(body))))


def weigh_asked(title: str, body: str, spreads: Mapping[str, Spread], corpus: Corpus) -> Asked:
    """Weigh the words of a title, and the rarest of its details where it says little."""
    terms = _terms(title)
    telling = [term for term in terms if is_telling(term) and term in spreads]
    if len(telling) < FEW_TELLING:
        known = [term for term in _terms(body) if is_telling(term) and term in spreads]
        known.sort(key=lambda term: spreads[term].documents)
        terms = list(dict.fromkeys((*terms, *known[:MOST_OF_BODY])))
    usual = Corpus(max(corpus.documents, FEWEST_DOCUMENTS), corpus.words)
    rarities = {term: rarity(spreads.get(term, Spread()).documents, usual) for term in terms}
    weights = {
        term: rare if is_telling(term) else rare * COMMON_SHARE for term, rare in rarities.items()
    }
    rare = frozenset(term for term in terms if is_telling(term) and rarities[term] >= RARE)
    return Asked(weights, rare, rare & codes_of(title))


def cut_unlike(likenesses: Iterable[float]) -> float:
    """Return the likeness from which documents are shown beside the best of them."""
    return max(LIKELY, BESIDE_BEST * max(likenesses, default=0.0))


def _terms(text: str) -> list[str]:
    return [term for term in whole_terms(text) if term not in STOP_WORDS]
