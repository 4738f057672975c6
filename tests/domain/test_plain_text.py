from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from domain.plain_text import unmarked


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Use `prefetch_related` **now**", "Use prefetch_related now"),
        ("Like so:\n```python\nx = 1\n```\nDone", "Like so: x = 1 Done"),
        ("```x = 1```", "x = 1"),
        ("2 * 3 and snake_case stay", "2 * 3 and snake_case stay"),
        ("```", ""),
    ],
)
def test_marks_are_left_out_and_words_stay(text: str, read: str) -> None:
    assert unmarked(text) == read


@given(st.text(st.sampled_from("ab`*\n "), max_size=60))
def test_letters_are_never_lost_outside_a_fence_and_lines_end(text: str) -> None:
    read = unmarked(text)
    assert "\n" not in read
    if "```" not in text:
        assert [c for c in read if c in "ab"] == [c for c in text if c in "ab"]
