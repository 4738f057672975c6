"""How entries travel: Markdown with front matter, one file an entry, or one JSON document.

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
from domain.json_text import load_json

VERSION = 1
MOST_DEPTH = 30
"""Lists and mappings in each other that a document may have; what is exported has three."""
FENCE = "---\n"
KEYS = (
    *("id", "title", "topics", "aliases", "state", "position"),
    *("review_by", "revision", "files"),
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Several times as fast where PyYAML was built with libyaml."""
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
    """An entry as it is exported."""
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
    """The text of a Markdown file."""
    front = yaml.safe_dump(_mapping(file), sort_keys=False, allow_unicode=True, width=10_000)
    return f"{FENCE}{front}{FENCE}{file.answer}\n"


def from_markdown(content: str) -> EntryFile:
    """What a Markdown file says; raises `EntryFileError`."""
    content = content.removeprefix("\ufeff").replace("\r\n", "\n")
    if not content.startswith(FENCE):
        raise EntryFileError("faq-file-no-front", 1)
    front, found, answer = content[len(FENCE) :].partition(f"\n{FENCE}")
    if not found:
        raise EntryFileError("faq-file-open-front", 1)
    try:
        mapping = yaml.load(front, _LOADER)  # noqa: S506 - both loaders are safe ones
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise EntryFileError("faq-file-bad-yaml", 2 + (mark.line if mark else 0)) from error
    lines = front.split("\n")
    return _entry_of(mapping, answer.removesuffix("\n"), lambda key: _line_of(lines, key))


def to_json(files: list[EntryFile]) -> str:
    """All entries as one document."""
    entries = [_mapping(file) | {"answer": file.answer} for file in files]
    document = {"version": VERSION, "entries": entries}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def from_json(content: str) -> Iterator[EntryFile | EntryFileError]:
    """The entries of a document; raises `EntryFileError` where it is none at all."""
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
    if value is None or type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise EntryFileError("faq-file-bad-date", line_of("review_by")) from error


def _line_of(lines: list[str], key: str) -> int:
    """The line of a file in which a key of its front matter stands."""
    return next((n for n, line in enumerate(lines, 2) if line.startswith(f"{key}:")), 1)
