"""What entries must be, when they need attention, which say the same, what a message asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from time import process_time

import pytest
from hypothesis import given, strategies as st

from domain.diffs import diff_lines
from domain.faq.duplicates import find_duplicates
from domain.faq.entries import Attention, Entry, EntryState, EntryText, Usage
from domain.faq.hints import is_clearly, is_question
from domain.faq.rules import MAX_NAME, UNUSED_AFTER, is_name, judge, name_for, title_key

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINES = [chr(0x4E00 + number) for number in range(150)]
"""Lines that come too seldom for difflib to pass them over."""


def entry(number: int, title: str, *aliases: str) -> Entry:
    return Entry(
        id=number,
        guild_id=7,
        name=f"e{number}",
        text=EntryText(title, "So.", aliases=aliases),
        state=EntryState.PUBLISHED,
        position=number,
        revision=1,
        created_at=NOON,
        changed_at=NOON,
        review_at=NOON + timedelta(days=180),
    )


@given(title=st.text(max_size=120), taken=st.sets(st.sampled_from(["entry", "entry-2", "a"])))
def test_every_title_gets_a_name_of_its_own(title: str, taken: set[str]) -> None:
    name = name_for(title, taken)
    assert is_name(name)
    assert name not in taken
    assert len(name) <= MAX_NAME


@pytest.mark.parametrize(
    ("one", "other"),
    [("N+1 queries", "n 1 QUERIES!"), ("Où est le café ?", "ou est le cafe"), ("a_b", "A b")],
)
def test_titles_that_differ_in_marks_alone_are_the_same(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("usage", "after", "reason"),
    [
        (Usage(), timedelta(days=1), None),
        (Usage(), timedelta(days=181), Attention.DUE),
        (Usage(5, NOON, helpful=2, unhelpful=3), timedelta(days=1), Attention.UNHELPFUL),
        (Usage(9, NOON, helpful=7, unhelpful=3), timedelta(days=1), None),
        (Usage(2, NOON, unhelpful=2), timedelta(days=1), None),
        (Usage(), UNUSED_AFTER, Attention.UNUSED),
        (Usage(1, NOON + timedelta(days=50)), UNUSED_AFTER, None),
    ],
)
def test_when_an_entry_needs_attention(
    usage: Usage, after: timedelta, reason: Attention | None
) -> None:
    assert judge(entry(1, "How?"), usage, NOON + after) is reason


def test_an_objection_comes_before_everything() -> None:
    objected = replace(entry(1, "How?"), objected_at=NOON)
    assert judge(objected, Usage(), NOON + timedelta(days=999)) is Attention.OBJECTED


def test_entries_that_say_the_same_are_found() -> None:
    entries = [
        entry(1, "Why does my list endpoint run hundreds of queries?"),
        entry(2, "How do I cache a view?"),
        entry(3, "Why does a list endpoint run hundreds of queries?"),
        entry(4, "How can pages be kept?", "cached view"),
    ]
    pairs = [(one.id, other.id) for one, other in find_duplicates(entries)]
    assert pairs == [(3, 1), (4, 2)]


@pytest.mark.parametrize(
    ("message", "asks"),
    [
        ("why does my list run hundreds of queries", True),
        ("my list runs hundreds of queries, any idea", True),
        ("it says KeyError in my serializer", True),
        ("pourquoi ma liste est-elle lente", True),
        ("I finished my list endpoint today", False),
        ("hey all, why do my lists run hundreds of queries", True),
        ("should I rebase or merge now", True),
        ("how to use redis for caching views", True),
        ("I just learned how to resolve a merge conflict, so happy", False),
        ("Who wants to join me to read a Python traceback tonight", False),
        ("Here is where I put SECRET_KEY and database passwords: a vault", False),
        ("I will help you with GraphQL vs REST slides tomorrow", False),
        ("PUT vs PATCH is what I will teach today", False),
        ("what a day, git rebase done", False),
        ("When I was young, the event loop is blocked all day", False),
        ("why?", False),
        ("why " * 200, False),
    ],
)
def test_what_is_a_question(message: str, *, asks: bool) -> None:
    assert is_question(message) is asks


def test_a_message_has_to_have_nearly_all_words_of_a_name() -> None:
    names = ["Why does my list endpoint run hundreds of queries?", "N+1 queries"]
    assert is_clearly("why do list endpoints run hundreds of query", names)
    assert is_clearly("what are N+1 queries?", names)
    assert not is_clearly("why does my endpoint fail?", names)
    assert not is_clearly("queries?", ["Queries"]), "one word is not enough"


@given(old=st.text(max_size=200), new=st.text(max_size=200))
def test_a_difference_tells_both_texts(old: str, new: str) -> None:
    lines = diff_lines(old, new)
    assert bool(lines) is (old.split("\n") != new.split("\n"))
    marked = [line for line in lines if line != "…"]
    assert all(line[:2] in ("+ ", "- ", "  ") for line in marked)
    added = [line[2:] for line in marked if line.startswith("+ ")]
    assert all(line in new.split("\n") for line in added)


def test_far_lines_are_left_out() -> None:
    old = "\n".join(map(str, range(50)))
    assert diff_lines(old, old.replace("25", "x")) == [
        *("…", "  23", "  24", "- 25", "+ x", "  26", "  27", "…"),
    ]


def test_a_difference_of_thousands_of_lines_costs_linear_time() -> None:
    def cost(count: int) -> float:
        chance = Random(1)
        old, new = ("\n".join(chance.choices(LINES, k=count)) for _ in range(2))
        began = process_time()
        lines = diff_lines(f"head\n{old}\ntail", f"head\n{new}\ntail")
        took = process_time() - began
        assert [line for line in lines if line.startswith("  ")][:1] == ["  head"]
        assert lines[-1] == "  tail"
        assert [line[2:] for line in lines if line[0] in "- "] == ["head", *old.split("\n"), "tail"]
        assert [line[2:] for line in lines if line[0] in "+ "] == ["head", *new.split("\n"), "tail"]
        return took

    cost(100)
    assert min(cost(20_000) for _ in range(3)) < 24 * min(cost(1_900) for _ in range(3))
