"""Files of entries: Markdown with front matter, one an entry, or one JSON document.

A Markdown file begins with YAML between two lines `---` (`id`, `title` and what else there is),
then comes the answer. JSON is `{"version": 1, "entries": [...]}` with the same names and `answer`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from domain.characters import clean
from domain.faq.entries import Entry, EntryState
from domain.faq.rules import is_name
from domain.ids import parse_id
from domain.json_text import load_json

VERSION = 1
MOST_DEPTH = 30
"""Lists and mappings in each other that a document may have; what is exported has three."""
FENCE = "---\n"
KEYS = (
    *("id", "title", "topics", "aliases", "state", "position"),
    *("review_by", "revision", "files"),
)
FIRST_LINE = 2
"""Line at which front matter begins, behind its fence."""
YEARS = range(2000, 2200)
"""Years of review dates: what lies outside is a slip, and not every calendar has room for it."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Several times as fast where PyYAML was built with libyaml."""
_RESOLVER = yaml.resolver.Resolver()
_TAG = "tag:yaml.org,2002:"
_OTHER = object()
"""Stands for truth values, fractions and the like."""
_LISTS = ("topics", "aliases", "files")


@dataclass(frozen=True, slots=True)
class EntryFile:
    """An entry as a file has it; what is None is not said there."""

    name: str
    title: str
    answer: str
    topics: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    state: EntryState = EntryState.PUBLISHED
    position: int | None = None
    review_by: date | None = None
    revision: int | None = None
    """The revision that it was exported from: tells whether the entry was changed since."""
    files: tuple[str, ...] = ()


class EntryFileError(Exception):
    """A file that cannot be read as an entry: a catalogue key, its values and the line."""

    def __init__(self, problem: str, line: int, **values: object) -> None:
        super().__init__(f"{problem} in line {line}")
        self.problem = problem
        self.line = line
        self.values = values


def file_of(entry: Entry) -> EntryFile:
    """Return an entry as it is exported."""
    text = entry.text
    return EntryFile(
        entry.name,
        text.title,
        text.answer,
        text.topics,
        text.aliases,
        entry.state,
        entry.position,
        None if entry.review_at is None else entry.review_at.date(),
        entry.revision,
        tuple(file.name for file in text.files),
    )


def to_markdown(file: EntryFile) -> str:
    """Return the text of a Markdown file."""
    front = yaml.safe_dump(_mapping(file), sort_keys=False, allow_unicode=True, width=10_000)
    return f"{FENCE}{front}{FENCE}{file.answer}\n"


def from_markdown(content: str) -> EntryFile:
    """Return what a Markdown file says; raises `EntryFileError`."""
    content = content.removeprefix("\ufeff").replace("\r\n", "\n")
    if not content.startswith(FENCE):
        raise EntryFileError("faq-file-no-front", 1)
    front, found, answer = content[len(FENCE) :].partition(f"\n{FENCE}")
    if not found:
        raise EntryFileError("faq-file-open-front", 1)
    mapping = _front_matter(front)
    lines = front.split("\n")
    return _entry_of(mapping, answer.removesuffix("\n"), lambda key: _line_of(lines, key))


def to_json(files: list[EntryFile]) -> str:
    """Return all entries as one document."""
    entries = [_mapping(file) | {"answer": file.answer} for file in files]
    document = {"version": VERSION, "entries": entries}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def from_json(content: str) -> Iterator[EntryFile | EntryFileError]:
    """Return the entries of a document; raises `EntryFileError` where it is none at all."""
    try:
        document = load_json(content.removeprefix("\ufeff"), most_depth=MOST_DEPTH)
    except (ValueError, RecursionError) as error:
        raise EntryFileError("faq-file-bad-json", getattr(error, "lineno", 1)) from error
    entries = document.get("entries") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise EntryFileError("faq-file-no-entries", 1)
    for number, entry in enumerate(entries, 1):
        try:
            yield _json_entry(entry, number)
        except EntryFileError as fault:
            yield fault


def _front_matter(front: str) -> Mapping[str, object]:
    """Read names with a value or a list each, and no other YAML; raises `EntryFileError`.

    Events are read instead of values: PyYAML's constructors fail in many ways on what a tag, a date
    or a number may say, and aliases or deep nesting make much of little.
    """
    found: dict[str, object] = {}
    try:
        # Comes with its marks, and stops at the first line that is no YAML.
        events = _Events(yaml.parse(front, _LOADER))
        events.expect(yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.MappingStartEvent)
        while not isinstance(event := events.next(), yaml.MappingEndEvent):
            key = _scalar(event)
            found[key if isinstance(key, str) else str(key)] = _value(events)
        events.expect(yaml.DocumentEndEvent, yaml.StreamEndEvent)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = FIRST_LINE + (mark.line if mark else 0)
        raise EntryFileError("faq-file-bad-yaml", line) from error
    return found


class _Events:
    """Events of a document, one after another."""

    def __init__(self, events: Iterator[Any]) -> None:  # Any: PyYAML has no types
        self._events = events

    def next(self) -> Any:  # Any: an event
        return next(self._events)

    def expect(self, *kinds: type[Any]) -> None:  # Any: classes of events
        for kind in kinds:
            event = self.next()
            if not isinstance(event, kind) or getattr(event, "tag", None):
                raise _bad_yaml(event)


def _value(events: _Events) -> object:
    event = events.next()
    if not isinstance(event, yaml.SequenceStartEvent):
        return _scalar(event)
    if event.tag:
        raise _bad_yaml(event)
    items: list[object] = []
    while not isinstance(event := events.next(), yaml.SequenceEndEvent):
        items.append(_scalar(event))
    return items


def _scalar(event: Any) -> object:  # Any: an event
    """Return a text, a number, None, or _OTHER for what none of our names may be."""
    if not isinstance(event, yaml.ScalarEvent) or event.tag not in {None, "!", f"{_TAG}str"}:
        raise _bad_yaml(event)
    value: str = event.value
    tag = event.tag or _RESOLVER.resolve(yaml.ScalarNode, value, event.implicit)  # type: ignore[no-untyped-call]  # PyYAML has no types
    if tag == f"{_TAG}null":
        return None
    if tag == f"{_TAG}int":
        number = parse_id(value)
        return _OTHER if number is None else number
    return value if tag in {"!", f"{_TAG}str", f"{_TAG}timestamp"} else _OTHER


def _bad_yaml(event: Any) -> EntryFileError:  # Any: an event
    return EntryFileError("faq-file-bad-yaml", FIRST_LINE + event.start_mark.line)


def _json_entry(entry: Any, number: int) -> EntryFile:  # Any: JSON
    if not isinstance(entry, dict) or not isinstance(entry.get("answer"), str):
        raise EntryFileError("faq-file-no-answer", number)
    rest = {key: value for key, value in entry.items() if key != "answer"}
    return _entry_of(rest, entry["answer"], lambda _: number)


def _mapping(file: EntryFile) -> dict[str, object]:
    mapping: dict[str, object] = {
        "id": file.name,
        "title": file.title,
        "topics": list(file.topics),
        "aliases": list(file.aliases),
        "state": file.state.value,
        "position": file.position,
        "review_by": None if file.review_by is None else file.review_by.isoformat(),
        "revision": file.revision,
        "files": list(file.files),
    }
    optional = ("position", "review_by", "revision", "files")
    return {k: v for k, v in mapping.items() if k not in optional or v}


def _entry_of(mapping: Any, answer: str, line_of: Any) -> EntryFile:  # Any: YAML or JSON
    if not isinstance(mapping, Mapping):
        raise EntryFileError("faq-file-no-front", 1)
    for key in mapping:
        if key not in KEYS:
            raise EntryFileError("faq-file-unknown-key", line_of(str(key)), key=str(key)[:40])
    _refuse_half_characters(mapping, answer, line_of)
    name, title = mapping.get("id"), mapping.get("title")
    if not isinstance(name, str) or not is_name(name):
        raise EntryFileError("faq-file-bad-id", line_of("id"))
    if not isinstance(title, str) or not (title := clean(title, one_line=True)):
        raise EntryFileError("faq-file-no-title", line_of("title"))
    lists = {key: _texts(mapping, key, line_of) for key in _LISTS}
    return EntryFile(
        name,
        title,
        clean(answer),
        state=_state(mapping, line_of),
        position=_number(mapping, "position", line_of),
        review_by=_date(mapping, line_of),
        revision=_number(mapping, "revision", line_of),
        **lists,
    )


def _refuse_half_characters(
    mapping: Mapping[str, Any], answer: str, line_of: Any
) -> None:  # Any: YAML or JSON
    """Refuse half of a surrogate pair, as JSON may escape it: no database takes that."""
    for key, value in (*mapping.items(), ("answer", answer)):
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and any("\ud800" <= mark <= "\udfff" for mark in text):
                raise EntryFileError("faq-file-not-utf8", line_of(key))


def _texts(mapping: Mapping[str, Any], key: str, line_of: Any) -> tuple[str, ...]:  # Any: YAML
    value = mapping.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise EntryFileError("faq-file-no-list", line_of(key), key=key)
    return tuple(text for item in value if (text := clean(item, one_line=True)))


def _state(mapping: Mapping[str, Any], line_of: Any) -> EntryState:  # Any: YAML
    try:
        return EntryState(mapping.get("state", EntryState.PUBLISHED))
    except ValueError as error:
        raise EntryFileError("faq-file-bad-state", line_of("state")) from error


def _number(mapping: Mapping[str, Any], key: str, line_of: Any) -> int | None:  # Any: YAML
    value = mapping.get(key)
    if value is not None and (type(value) is not int or not 0 < value < 1 << 31):
        raise EntryFileError("faq-file-no-number", line_of(key), key=key)
    return value


def _date(mapping: Mapping[str, Any], line_of: Any) -> date | None:  # Any: YAML
    value = mapping.get("review_by")
    if value is None:
        return None
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise EntryFileError("faq-file-bad-date", line_of("review_by")) from error
    if day.year not in YEARS:
        raise EntryFileError("faq-file-bad-date", line_of("review_by"))
    return day


def _line_of(lines: list[str], key: str) -> int:
    """Return the line of a file in which a key of its front matter stands."""
    return next((n for n, line in enumerate(lines, 2) if line.startswith(f"{key}:")), 1)
