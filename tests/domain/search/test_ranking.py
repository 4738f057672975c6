from __future__ import annotations

from dataclasses import replace

import pytest

from domain.search.fingerprints import mark_of, pack, unpack
from domain.search.ranking import (
    FEW_TERMS,
    QUERY_SATURATION,
    Corpus,
    Probe,
    Scale,
    Spread,
    choose_probes,
    score_title,
    weigh_terms,
)

CORPUS = Corpus(documents=1_000, words=50_000)
SPREADS = {
    "rare": Spread(documents=5, titles=2),
    "usual": Spread(documents=100, titles=20),
    "common": Spread(documents=900, titles=300),
}
TERMS = weigh_terms(dict.fromkeys(["common", "rare", "unknown", "usual"], 1.0), SPREADS, CORPUS)


def test_the_rarest_terms_come_first_and_unknown_ones_not_at_all() -> None:
    assert [term.term for term in TERMS] == ["rare", "usual", "common"]
    assert TERMS[0].weight > TERMS[1].weight > TERMS[2].weight > 0


def test_repeating_a_word_weighs_more_but_not_without_end() -> None:
    weights = [
        weigh_terms({"rare": count}, SPREADS, CORPUS)[0].weight for count in (1.0, 2.0, 100.0)
    ]
    assert weights[0] < weights[1] < weights[2] < (QUERY_SATURATION + 1) * weights[0]


def test_only_as_many_postings_are_followed_as_the_budget_allows() -> None:
    probes = choose_probes(TERMS, 430)
    assert [(probe.term, probe.in_titles) for probe in probes] == [
        ("rare", True),
        ("rare", False),
        ("usual", True),
        ("usual", False),
        ("common", True),
    ]
    assert choose_probes(TERMS, 1) == []
    assert choose_probes(TERMS, 2) == [Probe("rare", TERMS[0].weight, in_titles=True)]


def score(scale: Scale, title: str, body: str) -> float:
    return scale.score(unpack(pack(title.split())), unpack(pack(body.split())))


def test_marks_are_stored_in_two_bytes_each_and_read_again() -> None:
    terms = [f"term{number}" for number in range(70_000)]
    stored = pack(terms)
    assert len(stored) == 2 * len(terms)
    assert unpack(stored) == "".join(map(mark_of, terms))


def test_many_terms_are_scored_as_few_are() -> None:
    others = [replace(TERMS[0], term=f"other{n}", weight=0.0) for n in range(FEW_TERMS)]
    few, many = Scale(TERMS, CORPUS), Scale([*TERMS, *others], CORPUS)
    text = ("rare usual", "common words of other texts, usual ones")
    assert score(many, *text) == pytest.approx(score(few, *text))


def test_a_title_outweighs_a_text_and_a_short_text_a_long_one() -> None:
    scale = Scale(TERMS, CORPUS)
    in_title = score(scale, "rare", "other words")
    in_short_text = score(scale, "other", "rare words")
    in_long_text = score(scale, "other", "rare words" + " more" * 200)
    assert in_title > in_short_text > in_long_text > score(scale, "other", "words") == 0


def test_having_every_word_counts_where_it_is_asked_for() -> None:
    usual, strict = Scale(TERMS, CORPUS), Scale(TERMS, CORPUS, coverage_share=0.5)
    every, some = ("rare", "usual common"), ("rare", "usual")
    assert score(strict, *every) == score(usual, *every)
    assert 0 < score(strict, *some) < score(usual, *some)


def test_a_title_is_judged_by_the_groups_that_it_meets() -> None:
    groups = [["rare"], ["usual", "common"]]
    best = score_title(["rare", "usual"], groups, TERMS)
    assert best > score_title(["rare", "common"], groups, TERMS)
    assert best > score_title(["rare", "usual", "and", "more"], groups, TERMS)
    assert score_title(["nothing"], groups, TERMS) == 0


def test_an_empty_server_has_a_usual_length_too() -> None:
    assert Corpus(0, 0).usual_length == 1.0
