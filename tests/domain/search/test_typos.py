from __future__ import annotations

import pytest

from domain.search.typos import words_one_typo_away


@pytest.mark.parametrize("typed", ["djagno", "jango", "djjango", "djangp", "django1", "djang"])
def test_one_letter_off_is_found(typed: str) -> None:
    assert "django" in words_one_typo_away(typed)


def test_two_letters_off_are_not() -> None:
    assert "django" not in words_one_typo_away("dajgon")


@pytest.mark.parametrize("word", ["", "a", "git"])
def test_short_words_are_taken_as_they_are(word: str) -> None:
    assert words_one_typo_away(word) == []


def test_the_number_of_variants_grows_with_the_word_only() -> None:
    variants = words_one_typo_away("serializer")
    assert len(variants) == len(set(variants)) < 60 * len("serializer")
    assert "serializer" not in variants
