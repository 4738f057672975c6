from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from domain.search.stems import stem
from domain.search.words import _WORD, find_terms, query_terms, split_unfinished, terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("select_related", ["selectrelat", "select", "relat"]),
        ("selectRelated", ["selectrelat", "select", "relat"]),
        ("KeyError: 'id'", ["keyerror", "key", "error", "id"]),
        ("HTTPError404", ["httperror404", "http", "error", "404"]),
        ("django.db.utils", ["django", "db", "util"]),
        ("Où est l'ÉTÉ", ["ou", "est", "l", "ete"]),
        ("README", ["readm"]),
        ("__init__", ["init"]),
        ("3.11", ["3", "11"]),
        ("größe Straße", ["gross", "strass"]),
        ("пример", ["пример"]),
        ("x" * 100, ["x" * 40]),
        ("?! --", []),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert terms_of(text) == terms


@pytest.mark.parametrize(
    "forms",
    [
        ("cache", "caches", "cached", "caching"),
        ("migration", "migrations"),
        ("query", "queries"),
        ("run", "runs", "running"),
        ("call", "calls", "called", "calling"),
        ("class", "classes"),
        ("index", "indexes", "indexing"),
    ],
)
def test_forms_of_a_word_meet(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("word", ["class", "status", "redis", "this", "string", "need", "bus"])
def test_what_only_looks_like_an_ending_stays(word: str) -> None:
    assert stem(word) == word


def test_words_that_say_nothing_count_only_alone() -> None:
    assert query_terms("how to run the tests", most=9) == ["run", "test"]
    assert query_terms("what is this", most=9) == ["what", "is", "this"]
    assert query_terms("four five six", most=2) == ["four", "five"]


@pytest.mark.parametrize(
    ("text", "typed", "unfinished"),
    [
        ("", "", ""),
        ("django mig", "django ", "mig"),
        ("django ", "django ", ""),
        ("select_rel", "", "selectrel"),
        ("Ét", "", "et"),
        ("what?", "what?", ""),
    ],
)
def test_the_word_that_is_being_typed(text: str, typed: str, unfinished: str) -> None:
    assert split_unfinished(text) == (typed, unfinished)


@given(st.text(max_size=200))
def test_terms_are_letters_and_digits_only(text: str) -> None:
    for term in terms_of(text):
        assert term.isalnum()
        assert len(term) <= 40
        assert not any(letter.isascii() and not letter.isalnum() for letter in term)


@given(
    st.text("aAbeEisyY_ .-\u0301éİK1", max_size=120),
    st.lists(st.text("abeisy1", min_size=1, max_size=4), max_size=6),
)
def test_terms_are_found_as_if_each_word_were_looked_at(text: str, words: list[str]) -> None:
    terms = {term for word in words for term in terms_of(word)}
    looked_at = [
        word.span() for word in _WORD.finditer(text) if not terms.isdisjoint(terms_of(word[0]))
    ]
    assert [(start, end) for start, end, _ in find_terms(text, terms)] == looked_at
    spread = text + " zz" * 2_000  # few hits in a long text: they alone are looked at
    assert [(start, end) for start, end, _ in find_terms(spread, terms)] == looked_at


@given(st.text(max_size=200))
def test_every_word_of_a_text_is_found_in_it(text: str) -> None:
    terms = set(terms_of(text))
    found = [(start, end) for start, end, _ in find_terms(text, terms)]
    assert found == sorted(found)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert bool(terms) == bool(found)
