from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from domain.search.blend import MEANING_SHARE, rescore

SCORED = [(8.0, 1), (4.0, 2), (2.0, 3)]


def test_words_and_meaning_count_as_much_as_each_other() -> None:
    assert MEANING_SHARE == 0.5
    blended = rescore(SCORED, {1: 0.1, 2: 0.9, 3: 0.2}, 10.0)
    assert [id_ for _, id_ in blended] == [2, 1, 3]
    expected = [(0.4 + 0.9) / 2, (0.8 + 0.1) / 2, (0.2 + 0.2) / 2]
    assert [score for score, _ in blended] == pytest.approx(expected)


def test_what_says_and_means_the_same_has_one() -> None:
    assert rescore([(10.0, 1)], {1: 1.0}, 10.0) == [(1.0, 1)]


@pytest.mark.parametrize(("share", "order"), [(0.0, [1, 2, 3]), (1.0, [3, 2, 1])])
def test_either_can_decide_alone(share: float, order: list[int]) -> None:
    blended = rescore(SCORED, {1: 0.1, 2: 0.2, 3: 0.3}, 10.0, share)
    assert [id_ for _, id_ in blended] == order


def test_a_document_of_unknown_meaning_is_as_like_as_usual() -> None:
    blended = {id_: score for score, id_ in rescore(SCORED, {1: 0.2, 2: 0.6}, 10.0)}
    assert blended[3] == pytest.approx((0.2 + 0.4) / 2)


def test_where_no_meaning_is_known_words_decide() -> None:
    assert rescore(SCORED, {}, 10.0) == SCORED
    assert rescore(SCORED[::-1], {9: 1.0}, 10.0) == SCORED
    assert rescore([], {}, 10.0) == []


@given(
    scores=st.dictionaries(st.integers(), st.floats(0, 100), max_size=20),
    alike=st.dictionaries(st.integers(), st.floats(-1, 1), max_size=20),
    extra=st.floats(0, 100),
)
def test_another_candidate_changes_nothing_between_two_known_ones(
    scores: dict[int, float], alike: dict[int, float], extra: float
) -> None:
    known = [(score, id_) for id_, score in scores.items() if id_ in alike]
    more = [*known, (extra, max(scores, default=0) + 1)]
    assert [one for one in rescore(more, alike, 50.0) if one[1] in scores] == rescore(
        known, alike, 50.0
    )
