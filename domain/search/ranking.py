"""Which words of a query are worth following, and how well a document fits."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.search.fingerprints import mark_of

TITLE_WEIGHT = 6.0
"""A word in the title counts as much as this many in the text."""
SATURATION = 3.0
"""Saturation of a repeated word (BM25's k1)."""
LENGTH_SHARE = 0.9
"""Share in which a long text is held against a document (BM25's b)."""
QUERY_SATURATION = 4.0
"""Saturation of a word that the query repeats (BM25's k3)."""
TITLE_LENGTH_SHARE = 0.5
USUAL_TITLE = 8.0
"""Words in a usual title."""
FEW_TERMS = 32
"""Terms that are looked for in a text one by one; more are compared with all that it has."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Searchable corpus: one server's documents and their words."""

    documents: int
    words: int

    @property
    def usual_length(self) -> float:
        return max(self.words / self.documents, 1.0) if self.documents else 1.0


@dataclass(frozen=True, slots=True)
class Spread:
    """In how many documents, and in how many titles, a term stands."""

    documents: int = 0
    titles: int = 0


@dataclass(frozen=True, slots=True)
class WeighedTerm:
    """A term of a query: how rare it is, and how often the query has it."""

    term: str
    weight: float
    spread: Spread


def weigh_terms(
    wanted: Mapping[str, float], spreads: Mapping[str, Spread], corpus: Corpus
) -> list[WeighedTerm]:
    """Return the terms that occur at all, the rarest first.

    `wanted` is how often the query has each.
    """
    weighed = [
        WeighedTerm(
            term,
            rarity(spreads[term].documents, corpus)
            * (count * (QUERY_SATURATION + 1) / (count + QUERY_SATURATION)),
            spreads[term],
        )
        for term, count in wanted.items()
        if term in spreads
    ]
    return sorted(weighed, key=lambda term: (term.spread.documents, term.term))


def rarity(documents: int, corpus: Corpus) -> float:
    """Return what a term that stands in so many documents says about one of them (BM25's idf)."""
    without = max(corpus.documents - documents, 0)
    return math.log(1 + (without + 0.5) / (documents + 0.5))


class Scale:
    """Scores texts: BM25, the title being part of the text that counts `TITLE_WEIGHT` times.

    `coverage_share` is how much it counts that a text has every word that was asked for.
    """

    def __init__(
        self, terms: Sequence[WeighedTerm], corpus: Corpus, coverage_share: float = 0.0
    ) -> None:
        # Of two terms with the same mark the weightier one counts.
        self._weights = {
            mark_of(term.term): term.weight for term in sorted(terms, key=lambda t: t.weight)
        }
        self._total = sum(self._weights.values()) or 1.0
        self._usual_length = corpus.usual_length
        self._coverage_share = coverage_share

    def score(self, title: str, body: str) -> float:
        """Tell how well a text fits, from the marks of its terms (see `fingerprints`)."""
        title_norm = 1 - TITLE_LENGTH_SHARE + TITLE_LENGTH_SHARE * len(title) / USUAL_TITLE
        body_norm = 1 - LENGTH_SHARE + LENGTH_SHARE * len(body) / self._usual_length
        score = covered = 0.0
        for mark in self._choose(title + body):
            weight = self._weights[mark]
            count = TITLE_WEIGHT * title.count(mark) / title_norm + body.count(mark) / body_norm
            score += weight * count * (SATURATION + 1) / (count + SATURATION)
            covered += weight
        return score * (1 - self._coverage_share * (1 - covered / self._total))

    def _choose(self, text: str) -> Iterable[str]:
        """Choose the terms that a text has."""
        if len(self._weights) <= FEW_TERMS:
            return [mark for mark in self._weights if mark in text]
        return self._weights.keys() & {*text}


@dataclass(frozen=True, slots=True)
class Probe:
    """A posting list to follow, and what standing in it is worth.

    `in_titles` is the list of the titles that have the term, otherwise that of the documents.
    """

    term: str
    weight: float
    in_titles: bool


def choose_probes(
    terms: Sequence[WeighedTerm], most_postings: int, passing: int | None = None
) -> list[Probe]:
    """Choose what to follow without reading more than `most_postings` postings.

    `terms` rarest first.

    Of each list no more is read than the documents that a filter lets through (`passing`).

    What is left out weighs in later, when the candidates are scored with every term.
    """
    probes: list[Probe] = []
    left = most_postings
    for term in terms:
        for in_titles, cost in ((True, term.spread.titles), (False, term.spread.documents)):
            read = cost if passing is None else min(cost, passing)
            if 0 < read <= left:
                probes.append(Probe(term.term, term.weight, in_titles))
                left -= read
    return probes


def score_title(
    title: Collection[str], groups: Sequence[Sequence[str]], terms: Sequence[WeighedTerm]
) -> float:
    """Tell how well a title fits, from its terms: what weighs each group that it has one of.

    A group holds the terms that one typed word may stand for. Of two titles that fit alike, the
    shorter comes first.
    """
    weights = {term.term: term.weight for term in terms}
    found = set(title)
    has = sum(max((weights[t] for t in group if t in found), default=0.0) for group in groups)
    return has / (1.0 + len(found) / (10 * USUAL_TITLE))
