"""FAQ entries, their revisions, and what members suggest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EntryState(StrEnum):
    """States of an entry."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Change(StrEnum):
    """Changes that a revision made."""

    CREATE = "create"
    EDIT = "edit"
    PUBLISH = "publish"
    RETIRE = "retire"
    RESTORE = "restore"
    MERGE = "merge"
    ALIAS = "alias"
    ORDER = "order"
    CONFIRM = "confirm"
    """Somebody looked and found it still right."""
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that belongs to an entry; `digest` (SHA-256, hexadecimal) finds its bytes."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class EntryText:
    """Text of an entry. `aliases` are other words for its title, by which it is found."""

    title: str
    answer: str
    topics: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    files: tuple[FileRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Origin of an entry's words; ids are None where there is none, or it was erased."""

    suggester_id: int | None = None
    author_id: int | None = None
    """Author of the answer that it was made of."""
    question_id: int | None = None


UNKNOWN_ORIGIN = Origin()


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that is to be stored; without a name and a position it gets the next."""

    text: EntryText
    state: EntryState
    review_at: datetime | None
    origin: Origin = UNKNOWN_ORIGIN
    name: str | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the database holds it."""

    id: int
    guild_id: int
    name: str
    """Names the entry in files: lower-case letters, digits and hyphens, unique on its server."""
    text: EntryText
    state: EntryState
    position: int
    """Its place in the list, from 1."""
    revision: int
    created_at: datetime
    changed_at: datetime
    review_at: datetime | None = None
    """Time at which somebody should look whether it is still right."""
    editor_id: int | None = None
    origin: Origin = UNKNOWN_ORIGIN
    objected_at: datetime | None = None
    """Time at which the author of its published answer asked not to be in the FAQ."""
    merged_into: int | None = None

    @property
    def is_published(self) -> bool:
        return self.state is EntryState.PUBLISHED


@dataclass(frozen=True, slots=True)
class Usage:
    """Use of an entry: how often it was shown, and how many found it helpful or not."""

    shown: int = 0
    shown_at: datetime | None = None
    helpful: int = 0
    unhelpful: int = 0


@dataclass(frozen=True, slots=True)
class Revision:
    """An entry after one change."""

    entry_id: int
    number: int
    text: EntryText
    state: EntryState
    position: int
    change: Change
    author_id: int | None
    """None: erased, or the bot itself."""
    reason: str
    made_at: datetime


class SuggestionState(StrEnum):
    """Outcomes of a suggestion."""

    PENDING = "pending"
    APPROVED = "approved"
    MERGED = "merged"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """The author of the answer does not want it, or deleted it."""


@dataclass(frozen=True, slots=True)
class Source:
    """The message that a suggestion was made of."""

    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Decision:
    """Decision about a suggestion, by whom and when."""

    state: SuggestionState
    decider_id: int | None
    decided_at: datetime
    reason: str = ""
    entry_id: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that somebody would like to see; it waits until a moderator has decided."""

    id: int
    guild_id: int
    text: EntryText
    origin: Origin
    suggested_at: datetime
    source: Source | None = None
    decision: Decision | None = None

    @property
    def is_pending(self) -> bool:
        return self.decision is None


@dataclass(frozen=True, slots=True)
class UnansweredSearch:
    """Something that was looked for in vain, and how often."""

    id: int
    words: str
    misses: int
    last_at: datetime


class Attention(StrEnum):
    """Reasons why an entry needs a moderator's eyes."""

    DUE = "due"
    OBJECTED = "objected"
    UNHELPFUL = "unhelpful"
    DUPLICATE = "duplicate"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Concern:
    """An entry that needs attention, and why; `other` is what it duplicates."""

    entry: Entry
    usage: Usage
    reason: Attention
    other: Entry | None = None
