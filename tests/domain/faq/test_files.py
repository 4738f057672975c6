"""Any entry survives being written to a file and read again."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, strategies as st

from domain.errors import UserError
from domain.faq.archives import pack_json, pack_markdown, unpack
from domain.faq.entries import Entry, EntryState, EntryText, FileRef
from domain.faq.files import EntryFile, EntryFileError, file_of, from_markdown, to_markdown
from domain.faq.plans import Effect, Known, plan
from domain.faq.rules import check_text
from domain.topics import DEFAULT_TOPICS

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FRONT = "---\nid: a\ntitle: How do I?\n---\n"

texts = st.builds(
    EntryText,
    title=st.text(min_size=1, max_size=100),
    answer=st.text(min_size=1, max_size=500),
    topics=st.lists(st.sampled_from(DEFAULT_TOPICS), max_size=4, unique=True).map(tuple),
    aliases=st.lists(st.text(max_size=50), max_size=5).map(tuple),
)


def checked(text: EntryText) -> EntryText | None:
    try:
        return check_text(text, DEFAULT_TOPICS)
    except UserError:
        return None


def entry_of(text: EntryText, state: EntryState = EntryState.PUBLISHED) -> Entry:
    return Entry(1, 7, "an-entry", text, state, 3, 5, NOON, NOON, NOON)


@given(text=texts.map(checked).filter(bool), state=st.sampled_from(EntryState))
def test_a_round_trip_changes_nothing(text: EntryText, state: EntryState) -> None:
    entry = entry_of(text, state)
    file = file_of(entry)
    assert from_markdown(to_markdown(file)) == file
    for pack in (pack_markdown, pack_json):
        (read,) = unpack("faq.zip", pack([file], {})).read
        assert read.content == file
        known = Known({entry.name: entry}, DEFAULT_TOPICS, {})
        (step,) = plan([read], known)
        assert step.effect is Effect.SAME, step


@given(text=texts)
def test_checking_twice_is_checking_once(text: EntryText) -> None:
    once = checked(text)
    assert once is None or checked(once) == once


@given(content=st.text(max_size=200))
def test_no_text_breaks_the_reader(content: str) -> None:
    for whole in (content, FRONT + content, f"---\n{content}\n---\nx", f"{{{content}"):
        unpack("x.md", whole.encode("utf-8", "surrogatepass"))


@given(data=st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for whole in (data, b"PK\x03\x04" + data, b"PK\x05\x06" + data):
        with suppress(UserError):  # anything else would be a fault
            unpack("x", whole)


def test_what_a_person_writes_by_hand_is_read() -> None:
    front = ["id: caching", "title: 'Cache: how?'", "review_by: 2026-05-01"]
    content = "\r\n".join(["---", *front, "---", "So.", ""])
    assert from_markdown(f"\ufeff{content}") == EntryFile(
        "caching", "Cache: how?", "So.", review_by=date(2026, 5, 1)
    )


@pytest.mark.parametrize(
    ("content", "problem", "line"),
    [
        ("# Read me", "faq-file-no-front", 1),
        ("---\nid: a\n", "faq-file-open-front", 1),
        ("---\n- a\n---\n", "faq-file-no-front", 1),
        ("---\nid: a\ntitle: b: c\n---\n", "faq-file-bad-yaml", 3),
        ("---\nid: a\ntitle: !!python/object:os.system b\n---\n", "faq-file-bad-yaml", 3),
        ("---\nid: A b\ntitle: b\n---\n", "faq-file-bad-id", 2),
        ("---\ntitle: b\n---\n", "faq-file-bad-id", 1),
        ("---\nid: a\n---\n", "faq-file-no-title", 1),
        ("---\nid: a\ntitle: b\ntopics: x\n---\n", "faq-file-no-list", 4),
        ("---\nid: a\ntitle: b\ntopics:\n- 3\n---\n", "faq-file-no-list", 4),
        ("---\nid: a\ntitle: b\nposition: 0\n---\n", "faq-file-no-number", 4),
        ("---\nid: a\ntitle: b\nposition: true\n---\n", "faq-file-no-number", 4),
        ("---\nid: a\ntitle: b\nreview_by: soon\n---\n", "faq-file-bad-date", 4),
        ("---\nid: a\ntitle: b\nstate: open\n---\n", "faq-file-bad-state", 4),
        ("---\nid: a\ntitle: b\nstat: draft\n---\n", "faq-file-unknown-key", 4),
    ],
)
def test_a_fault_has_its_line(content: str, problem: str, line: int) -> None:
    with pytest.raises(EntryFileError) as caught:
        from_markdown(content)
    assert (caught.value.problem, caught.value.line) == (problem, line)


def test_a_title_moves_from_one_entry_to_another() -> None:
    first = entry_of(EntryText("How do I cache?", "So."))
    read = unpack(
        "x.json",
        b'{"entries": [{"id": "new", "title": "How do I cache?", "answer": "x"},'
        b'{"id": "an-entry", "title": "How do I test?", "answer": "y"}]}',
    ).read
    steps = plan(read, Known({first.name: first}, DEFAULT_TOPICS, {}))
    assert [step.effect for step in steps] == [Effect.NEW, Effect.CHANGED]


def test_files_that_are_named_have_to_come_along() -> None:
    markdown = "---\nid: a\ntitle: How do I?\nfiles:\n- a.png\n---\nSo.\n"
    read = unpack("a.md", markdown.encode()).read
    known = Known({}, DEFAULT_TOPICS, {})
    assert plan(read, known)[0].fault is not None
    known = Known({}, DEFAULT_TOPICS, {"a": (FileRef("a.png", "d"),)})
    (step,) = plan(read, known)
    assert step.text is not None
    assert step.text.files == (FileRef("a.png", "d"),)
