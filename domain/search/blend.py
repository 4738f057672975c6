"""Blend of two orders of hits: by words, and by meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

MEANING_SHARE = 0.5
"""Share of likeness in meaning beside words: see docs/decisions/ on semantic search."""


def rescore(
    scored: Sequence[tuple[float, int]],
    similarities: Mapping[int, float],
    full_score: float,
    share: float = MEANING_SHARE,
) -> list[tuple[float, int]]:
    """Scores by words (with ids) and likenesses in meaning (-1 to 1) as one order, best first.

    `full_score` (over 0) is what the words of the text that is compared score themselves, so that
    the same text has 1 in both, whatever else was found. A document of unknown meaning is taken to
    be as like as the known ones are on average; where none is known, the scores stay as they are.
    """
    known = [similarities[id_] for _, id_ in scored if id_ in similarities]
    if not known:
        return sorted(scored, reverse=True)
    usual = fmean(known)
    blended = [
        ((1 - share) * score / full_score + share * similarities.get(id_, usual), id_)
        for score, id_ in scored
    ]
    return sorted(blended, reverse=True)
