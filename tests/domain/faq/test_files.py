"""Any entry survives being written to a file and read again."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings, strategies as st

from domain.characters import clean
from domain.errors import UserError
from domain.faq.archives import Archive, pack_json, pack_markdown, unpack
from domain.faq.entries import Entry, EntryState, EntryText, FileRef
from domain.faq.files import EntryFile, EntryFileError, file_of, from_markdown, to_markdown
from domain.faq.plans import Effect, Fault, Known, plan
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
    """A text as it is stored: cleaned where it enters, then checked."""
    cleaned = replace(text, title=clean(text.title), answer=clean(text.answer))
    cleaned = replace(cleaned, aliases=tuple(filter(None, map(clean, text.aliases))))
    try:
        return check_text(cleaned, DEFAULT_TOPICS)
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
        ("---\n- a\n---\n", "faq-file-bad-yaml", 2),
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


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("review_by: 2026-99-99", "faq-file-bad-date"),
        ("review_by: 0000-01-01", "faq-file-bad-date"),
        ("review_by: 0001-01-01", "faq-file-bad-date"),
        ("review_by: 9999-12-31", "faq-file-bad-date"),
        ("review_by: 2026-01-01T00:00:00+99:99", "faq-file-bad-date"),
        ("review_by: 2026-01-01 00:00:00", "faq-file-bad-date"),
        ("review_by: yes", "faq-file-bad-date"),
        ("review_by: 20260101", "faq-file-bad-date"),
        ("position: " + "9" * 5_000, "faq-file-no-number"),
        ("position: -1", "faq-file-no-number"),
        ("position: 1_0", "faq-file-no-number"),
        ("position: 0x10", "faq-file-no-number"),
        ("position: 190:20:30", "faq-file-no-number"),
        ("position: .inf", "faq-file-no-number"),
        ('position: !!int "x"', "faq-file-bad-yaml"),
        ('state: !!bool "x"', "faq-file-bad-yaml"),
        ('review_by: !!timestamp "x"', "faq-file-bad-yaml"),
        ("topics: !!set {a}", "faq-file-bad-yaml"),
        ("topics: !!python/object:os.system x", "faq-file-bad-yaml"),
        ("topics: &a [*a]", "faq-file-bad-yaml"),
        ("topics: " + "[" * 50_000, "faq-file-bad-yaml"),
        ("topics: {a: b}", "faq-file-bad-yaml"),
        ("topics: [1]", "faq-file-no-list"),
        ("state: [a]", "faq-file-bad-state"),
        ("? [a]", "faq-file-bad-yaml"),
        ("<<: *x", "faq-file-bad-yaml"),
        ('aliases: ["\\ud800"]', "faq-file-bad-yaml"),
        ("title: a: b", "faq-file-bad-yaml"),
        ("%YAML 9", "faq-file-bad-yaml"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(line: str, problem: str) -> None:
    with pytest.raises(EntryFileError) as raised:
        from_markdown(f"---\nid: a\ntitle: How do I?\n{line}\n---\nSo.\n")
    assert raised.value.problem == problem
    assert raised.value.line in {4, 5}, "where it stands, or where it was noticed"


VALID = (
    b'---\nid: a\ntitle: How do I?\ntopics: [Django]\naliases:\n- "how"\nstate: draft\n'
    b"position: 3\nreview_by: 2026-03-31\nrevision: 2\nfiles: [a.png]\n---\nSo.\n"
)
SPLICES = (
    *(b"!!timestamp x", b"!!int x", b"&a", b"*a", b"99999999999999999999", b"2026-99-99", b"\xff"),
    *(
        b": ",
        b"[",
        b"{",
        b"- ",
        b"\\ud800",
        b"\0",
        b"'",
        b'"',
        b"\n",
        b"---\n",
        b"\xe2\x80\xa8",
        b"~",
    ),
)


def _zips() -> list[bytes]:
    """A zip of every way to pack, and one in which files are encrypted by their flags."""
    packed = [pack_markdown([from_markdown(VALID.decode())], {"a": [("a.png", b"pixels")]})]
    packed.append(pack_json([from_markdown(VALID.decode())], {}))
    for kind in (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        with zipfile.ZipFile(made := io.BytesIO(), "w", kind) as archive:
            archive.writestr("entries/a.md", VALID)
            archive.writestr("faq.json", json.dumps({"version": 1, "entries": [{"id": "b"}]}))
        packed.append(made.getvalue())
    locked = bytearray(packed[2])
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + at] |= 1
    return [*packed, bytes(locked)]


SOUND = (
    VALID,
    *_zips(),
    json.dumps({"version": 1, "entries": [{"id": "a", "title": "b"}]}).encode(),
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sound file with bytes changed, cut out, doubled or put in."""
    data = bytearray(draw(st.sampled_from(SOUND)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, max(0, len(data) - 1)))
        end = start + draw(st.integers(0, 12))
        piece = draw(st.sampled_from(SPLICES) | st.binary(max_size=8) | st.just(bytes(data[:end])))
        data[start:end] = piece
    return bytes(data[: draw(st.just(len(data)) | st.integers(0, len(data)))])


@settings(max_examples=1_500)
@given(data=damaged())
def test_a_damaged_file_is_read_or_what_is_wrong_is_said(data: bytes) -> None:
    """Nothing but `UserError` comes of it, and every fault has a file and a line."""
    archive, problem = opened("faq.zip", data)
    assert problem is None or problem.problem.startswith("faq-archive-")
    for each in archive.read:
        assert each.path
        if isinstance(each.content, Fault):
            assert each.content.line >= 1
            assert each.content.problem.startswith("faq-file-")


@pytest.mark.parametrize(
    "data",
    [
        *(b"PK", b"PK\x05\x06" + bytes(18), b"PK\x03\x04", b"PK\x05\x06" + b"\xff" * 18),
        _zips()[0][:-30],
        _zips()[0].replace(b"PK\x05\x06", b"PK\x05\x06", 1)[:-6] + b"\xff" * 6,
        _zips()[0][200:],
    ],
)
def test_a_broken_zip_is_called_so_by_its_name(data: bytes) -> None:
    archive, problem = opened("mine.zip", data)
    assert problem is None or problem.values == {"name": "mine.zip"}
    assert all(isinstance(each.content, Fault) for each in archive.read)


def opened(name: str, data: bytes) -> tuple[Archive, UserError | None]:
    """What was read, or what is wrong with all of it."""
    try:
        return unpack(name, data), None
    except UserError as error:
        return Archive(), error


def test_half_a_character_in_json_is_refused() -> None:
    document = '{"version": 1, "entries": [{"id": "a", "title": "\\ud800", "answer": "b"}]}'
    (read,) = unpack("faq.json", document.encode()).read
    assert isinstance(read.content, Fault)
    assert read.content.problem == "faq-file-not-utf8"
