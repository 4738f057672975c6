"""Rules for an entry's text, and for when an entry needs attention."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from domain.characters import decompose
from domain.errors import UserError
from domain.faq.entries import Attention, Entry, EntryText, Usage
from domain.topics import choose_topics

MAX_TITLE = 100
"""Characters that fit a choice of autocomplete."""
MAX_FIELD = 4_000
"""Discord's limit on one text field of a form; longer answers come as a file."""
MAX_ANSWER = 40_000
MOST_ALIASES = 20
MAX_ALIAS = 100
MOST_FILES = 4
MAX_FILE_BYTES = 1 << 20
MAX_NAME = 60
MAX_REASON = 300
FEWEST_LETTERS = 3

UNUSED_AFTER = timedelta(days=90)
FEWEST_UNHELPFUL = 3
UNHELPFUL_SHARE = 0.4
"""Share of unhelpful votes from which moderators hear of it."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_STORABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Clean text for storage: one kind of line ends, no control or half characters."""
    return _NOT_STORABLE.sub("", _LINE_ENDS.sub("\n", text))


def clean_line(text: str) -> str:
    """Return the same on one line."""
    return " ".join(clean(text).split())


def check_text(text: EntryText, known_topics: Sequence[str]) -> EntryText:
    """Return the text as it is stored.

    Raises `UserError` where something is missing or too long.
    """
    title = clean_line(text.title)
    if sum(map(str.isalnum, title)) < FEWEST_LETTERS:
        raise UserError("faq-title-empty")
    if len(title) > MAX_TITLE:
        raise UserError("faq-title-too-long", length=len(title), most=MAX_TITLE)
    answer = clean_answer(text.answer)
    if len(text.files) > MOST_FILES:
        raise UserError("faq-too-many-files", most=MOST_FILES)
    topics = choose_topics(known_topics, text.topics)
    return EntryText(title, answer, topics, check_aliases(text.aliases, title), text.files)


def clean_answer(raw: str) -> str:
    """Return an answer without blank lines around it.

    Raises `UserError` where it is empty or too long.
    """
    answer = clean(raw).strip("\n")
    if not answer.strip():
        raise UserError("faq-answer-empty")
    if len(answer) > MAX_ANSWER:
        raise UserError("faq-answer-too-long", length=len(answer), most=MAX_ANSWER)
    return answer


def check_aliases(raw: Iterable[str], title: str) -> tuple[str, ...]:
    """Aliases on one line each, without repetitions of each other or of the title."""
    kept: dict[str, str] = {}
    for alias in map(clean_line, raw):
        if len(alias) > MAX_ALIAS:
            raise UserError("faq-alias-too-long", alias=alias[:50], most=MAX_ALIAS)
        if alias and title_key(alias) != title_key(title):
            kept.setdefault(title_key(alias), alias)
    if len(kept) > MOST_ALIASES:
        raise UserError("faq-too-many-aliases", most=MOST_ALIASES)
    return tuple(kept.values())


def title_key(title: str) -> str:
    """Fold a title to compare it: without case, accents and what is between words."""
    folded = decompose(title.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in folded if _counts(c)).split())


def _counts(letter: str) -> bool:
    return not unicodedata.combining(letter)


def is_name(name: str) -> bool:
    """Tell whether this can name an entry in files."""
    return len(name) <= MAX_NAME and _NAME.fullmatch(name) is not None


def name_for(title: str, taken: Collection[str]) -> str:
    """Name a name made of a title's words that no other entry has."""
    ascii_words = decompose(title.casefold()).encode("ascii", "ignore").decode()
    name = _NOT_IN_NAMES.sub("-", ascii_words).strip("-")[: MAX_NAME - 6].strip("-") or "entry"
    if name not in taken:
        return name
    return next(made for n in range(2, len(taken) + 3) if (made := f"{name}-{n}") not in taken)


def judge(entry: Entry, usage: Usage, now: datetime) -> Attention | None:
    """Tell why a published entry needs attention, the most pressing reason first."""
    if entry.objected_at is not None:
        return Attention.OBJECTED
    if entry.review_at is not None and entry.review_at <= now:
        return Attention.DUE
    votes = usage.helpful + usage.unhelpful
    if usage.unhelpful >= FEWEST_UNHELPFUL and usage.unhelpful >= UNHELPFUL_SHARE * votes:
        return Attention.UNHELPFUL
    if max(entry.changed_at, usage.shown_at or entry.created_at) <= now - UNUSED_AFTER:
        return Attention.UNUSED
    return None
