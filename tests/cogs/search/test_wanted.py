from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from cogs.search.commands import SearchPageButton
from cogs.search.wanted import MAX_WORDS, Wanted, from_body, from_token, to_body, to_token
from cogs.ui.items import MAX_CUSTOM_ID

LINES = st.text(max_size=MAX_WORDS).map(lambda text: " ".join(text.split()))


@given(
    words=LINES,
    topic=st.sampled_from(["", "Django", "database design"]),
    kind=st.sampled_from(["", "question", "answer"]),
    is_solved=st.sampled_from([None, True, False]),
)
def test_a_search_travels_whole_or_not_at_all(
    words: str, topic: str, kind: str, *, is_solved: bool | None
) -> None:
    wanted = Wanted(words, topic, kind, is_solved)
    assert from_body(to_body(wanted)) == wanted
    token = to_token(wanted)
    if token is not None:
        assert from_token(token) == wanted
        assert len(SearchPageButton(token, 20, label="-").item.custom_id or "") <= MAX_CUSTOM_ID


@pytest.mark.parametrize("token", ["", "a", "_", "YQ", "YQoKCjk"])
def test_a_made_up_token_stands_for_nothing(token: str) -> None:
    assert from_token(token) is None


def test_many_words_do_not_fit() -> None:
    assert to_token(Wanted("word " * 20)) is None
    assert to_token(Wanted("why does my queryset run twice?")) is not None
