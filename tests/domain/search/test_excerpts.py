from __future__ import annotations

from time import process_time

from hypothesis import given, strategies as st

from domain.search.excerpts import cut_excerpt, mark_terms

TEXT = "First nothing at all. " * 20 + "Then a cache, cached by Redis.\nAnd so on. " + "End. " * 50


def test_the_part_with_the_most_different_words_is_shown() -> None:
    excerpt = cut_excerpt("Redis alone. " + TEXT, {"cach", "redi", "redis"}, length=120)
    assert [excerpt.text[a:b] for a, b in excerpt.matches] == ["cache", "cached", "Redis"]
    assert excerpt.text.startswith("…")
    assert excerpt.text.endswith("…")
    assert "\n" not in excerpt.text


def test_a_short_text_is_shown_whole() -> None:
    excerpt = cut_excerpt("Only this", {"only"}, length=120)
    assert (excerpt.text, excerpt.matches) == ("Only this", ((0, 4),))


def test_a_title_is_shown_whole() -> None:
    assert mark_terms("Cache the caches", {"cach"}).matches == ((0, 5), (10, 16))


@given(st.text(max_size=400), st.sets(st.sampled_from("abcde")), st.integers(60, 200))
def test_matches_lie_in_the_excerpt_and_do_not_overlap(
    text: str, terms: set[str], length: int
) -> None:
    excerpt = cut_excerpt(text, terms, length=length)
    assert len(excerpt.text) <= length + 2
    ends = [0, *(end for _, end in excerpt.matches)]
    for (start, end), last in zip(excerpt.matches, ends, strict=False):
        assert last <= start < end <= len(excerpt.text)


def test_an_excerpt_of_a_text_full_of_matches_costs_linear_time() -> None:
    def cost(length: int) -> float:
        began = process_time()
        cut_excerpt("a " * (length // 2), frozenset({"a"}), length=200)
        return process_time() - began

    # The quickest of several: a busy machine can only make one slower.
    assert min(cost(80_000) for _ in range(9)) < 12 * min(cost(10_000) for _ in range(9))
