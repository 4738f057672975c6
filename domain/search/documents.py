"""Documents that can be found, and hits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

QUESTION, ANSWER, FAQ = "question", "answer", "faq"
"""Kinds of documents; later features add theirs."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """Something that can be found: `kind` and `source_id` name what it stands for.

    `channel_id` and `message_id` are where it can be read in Discord, None where it cannot.
    """

    guild_id: int
    kind: str
    source_id: int
    title: str
    body: str
    created_at: datetime
    topics: tuple[str, ...] = ()
    is_solved: bool = False
    channel_id: int | None = None
    message_id: int | None = None
    aliases: tuple[str, ...] = ()
    """Other words for the title, which are found like it."""


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Filter of a search besides its words; what is empty or None does not matter."""

    kinds: Sequence[str] = ()
    topic: str | None = None
    is_solved: bool | None = None


EVERYTHING = SearchFilter()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of plain text, and where in it the words stand that were looked for."""

    text: str
    matches: tuple[tuple[int, int], ...] = ()
    """Start and end of each, in order, not overlapping."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A document that was found; the higher the score, the better it fits."""

    document: SearchDocument
    score: float
    title: Excerpt
    terms: frozenset[str]
    """Terms of the search; `excerpts.snippet_of` shows where they stand in the text."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A document that a half-typed text may be after."""

    kind: str
    source_id: int
    title: str
    is_solved: bool
