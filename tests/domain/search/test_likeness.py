"""Likeness of a document to what somebody asks."""

from __future__ import annotations

import pytest

from domain.search.likeness import LIKELY, common_words, cut_unlike, weigh_asked
from domain.search.ranking import Corpus, Spread
from domain.search.words import query_terms, terms_of

CORPUS = Corpus(200, 4_000)
SPREADS = {
    "quer": Spread(9, 4),
    "queryset": Spread(5, 2),
    "twic": Spread(3, 1),
    "work": Spread(80, 9),
    "django": Spread(60, 20),
    "integrityerror": Spread(2, 1),
}


def likeness(title: str, named: str, said: str = "", body: str = "") -> float:
    return weigh_asked(title, body, SPREADS, CORPUS).likeness(terms_of(named), terms_of(said))


@pytest.mark.parametrize(
    ("title", "named", "said"),
    [
        ("My microphone does not work", "Why does my checker not work?", ""),
        ("hello", "How do I start?", "Write hello into the file."),
        ("Which laptop should I buy?", "Which port does it use?", "On your laptop."),
        ("What is the difference?", "What is the difference between PUT and POST?", ""),
        ("py311 is slow", "Why is py so slow?", ""),
    ],
)
def test_what_shares_common_words_or_a_chance_word_is_not_alike(
    title: str, named: str, said: str
) -> None:
    assert likeness(title, named, said) < LIKELY


@pytest.mark.parametrize(
    ("title", "named", "said"),
    [
        ("My queryset runs twice", "Why does a queryset run twice?", ""),
        ("Queryset evaluated again", "When is a queryset evaluated?", "Each time you loop."),
        ("IntegrityError on save", "What do constraints protect?", "`IntegrityError` on save."),
    ],
)
def test_what_shares_a_rare_word_is_alike(title: str, named: str, said: str) -> None:
    assert likeness(title, named, said) >= LIKELY


def test_details_help_out_a_title_that_says_little() -> None:
    title, body = "It does not work", "The queryset runs twice in my view."
    assert likeness(title, "Why does a queryset run twice?", "") == 0.0
    assert likeness(title, "Why does a queryset run twice?", "", body) >= LIKELY


def test_the_same_text_is_alike_however_often_it_was_asked() -> None:
    assert likeness("Does it work with Django?", "Does it work with Django?") >= LIKELY


def test_what_is_far_behind_the_best_is_cut() -> None:
    assert cut_unlike([]) == LIKELY
    assert cut_unlike([0.4, 0.35]) == LIKELY
    assert cut_unlike([1.0, 0.4]) == 0.5


@pytest.mark.parametrize("word", ["E4021", "py311", "wb258a62"])
def test_identifiers_are_asked_for_as_a_whole(word: str) -> None:
    assert query_terms(f"why {word}", most=9) == ["why", word.lower()]


def test_common_words_are_of_both_languages() -> None:
    assert {"differenc", "work", "pourquoi"} <= common_words()
    assert common_words().isdisjoint({"queryset", "django", "docker"})
