"""Plans of importing files into a server's entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import UserError
from domain.faq.entries import Entry, EntryState, EntryText, FileRef
from domain.faq.files import EntryFile, EntryFileError
from domain.faq.rules import check_text, title_key


class Effect(StrEnum):
    """Effects that one file would have."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICTING = "conflicting"
    """The entry was changed on the server since the file was exported."""
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a file: a catalogue key with its values, and the line."""

    problem: str
    line: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read: where it was, and the entry in it or what is wrong with it."""

    path: str
    content: EntryFile | Fault


@dataclass(frozen=True, slots=True)
class Step:
    """Step of an import. `text` is what the entry will say."""

    path: str
    effect: Effect
    file: EntryFile | None = None
    text: EntryText | None = None
    entry: Entry | None = None
    """The entry as it is now, where there is one."""
    fault: Fault | None = None
    left_out: tuple[str, ...] = ()
    """Topics that the server does not have."""


@dataclass(frozen=True, slots=True)
class Known:
    """Entries that are on the server already."""

    by_name: Mapping[str, Entry]
    topics: Sequence[str]
    attached: Mapping[str, tuple[FileRef, ...]]
    """Files that came along, by the name of the entry."""


def fault_of(error: EntryFileError) -> Fault:
    """Return a file's error as the plan shows it."""
    return Fault(error.problem, error.line, error.values)


def plan(read: Sequence[Read], known: Known) -> list[Step]:
    """Return what each file would do, in their order."""
    coming = {one.content.name for one in read if isinstance(one.content, EntryFile)}
    paths: dict[str, str] = {}
    titles = {
        title_key(entry.text.title): name
        for name, entry in known.by_name.items()
        if entry.state is not EntryState.RETIRED and name not in coming
    }
    return [_step(one, known, paths, titles) for one in read]


def _step(one: Read, known: Known, paths: dict[str, str], titles: dict[str, str]) -> Step:
    if isinstance(one.content, Fault):
        return Step(one.path, Effect.INVALID, fault=one.content)
    file = one.content
    if paths.setdefault(file.name, one.path) != one.path:
        fault = Fault("faq-file-twice", 1, {"id": file.name, "path": paths[file.name]})
        return Step(one.path, Effect.INVALID, file, fault=fault)
    entry = known.by_name.get(file.name)
    files = _files_of(file, entry, known)
    if files is None:
        fault = Fault("faq-file-not-attached", 1, {"names": ", ".join(file.files)})
        return Step(one.path, Effect.INVALID, file, fault=fault)
    has = {topic.casefold() for topic in known.topics}
    left_out = tuple(topic for topic in file.topics if topic.casefold() not in has)
    raw = EntryText(file.title, file.answer, file.topics, file.aliases, files)
    try:
        text = check_text(raw, known.topics)
    except UserError as error:
        return Step(one.path, Effect.INVALID, file, fault=Fault(error.problem, 1, error.values))
    key = title_key(text.title)
    if file.state is not EntryState.RETIRED and titles.setdefault(key, file.name) != file.name:
        fault = Fault("faq-file-title-taken", 1, {"title": text.title, "id": titles[key]})
        return Step(one.path, Effect.INVALID, file, fault=fault)
    return Step(one.path, _effect(file, text, entry), file, text, entry, left_out=left_out)


def _files_of(file: EntryFile, entry: Entry | None, known: Known) -> tuple[FileRef, ...] | None:
    """Return the files that the entry will have.

    None where one is named that did not come along.
    """
    has = entry.text.files if entry is not None else ()
    if not file.files:
        return has
    attached = {ref.name: ref for ref in (*has, *known.attached.get(file.name, ()))}
    if not attached.keys() >= set(file.files):
        return None
    return tuple(attached[name] for name in file.files)


def _effect(file: EntryFile, text: EntryText, entry: Entry | None) -> Effect:
    if entry is None:
        return Effect.NEW
    review_on = None if entry.review_at is None else entry.review_at.date()
    is_same = (
        text == entry.text
        and file.state is entry.state
        and file.position in (None, entry.position)
        and file.review_by in (None, review_on)
    )
    if is_same:
        return Effect.SAME
    if file.revision is not None and file.revision < entry.revision:
        return Effect.CONFLICTING
    return Effect.CHANGED
