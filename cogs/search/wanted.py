"""A search, and how it travels in a button's custom id."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.search.documents import SearchFilter

MAX_TOKEN = 64
"""Characters that a custom id of 100 leaves beside the button's name and the page."""
MAX_WORDS = 200
SEPARATOR = "\n"
_SOLVED = {None: "", True: "1", False: "0"}
_IS_SOLVED = {written: is_solved for is_solved, written in _SOLVED.items()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words and filters of a search, and the page of what was found."""

    words: str
    topic: str = ""
    kind: str = ""
    is_solved: bool | None = None
    page: int = 0

    @property
    def only(self) -> SearchFilter:
        """The filters as the index knows them."""
        kinds = (self.kind,) if self.kind else ()
        return SearchFilter(kinds=kinds, topic=self.topic or None, is_solved=self.is_solved)

    def on_page(self, page: int) -> Wanted:
        return replace(self, page=page)


def to_token(wanted: Wanted) -> str | None:
    """Return the search, without its page, as a part of a custom id; None where it is too long."""
    parts = (wanted.words, wanted.topic, wanted.kind, _SOLVED[wanted.is_solved])
    written = SEPARATOR.join(parts).encode()
    token = base64.urlsafe_b64encode(written).decode().rstrip("=")
    return token if len(token) <= MAX_TOKEN else None


def from_token(token: str) -> Wanted | None:
    """Return the search that a token stands for; None where it is not one of ours."""
    try:
        written = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        words, topic, kind, solved = written.split(SEPARATOR)
        return Wanted(words, topic, kind, _IS_SOLVED[solved])
    except (binascii.Error, UnicodeDecodeError, ValueError, KeyError):
        return None


def to_body(wanted: Wanted) -> dict[str, object]:
    """Return the search as a draft holds it."""
    return {
        "words": wanted.words,
        "topic": wanted.topic,
        "kind": wanted.kind,
        "solved": wanted.is_solved,
    }


def from_body(body: Mapping[str, Any]) -> Wanted:  # Any: JSON
    """Return the search that a draft holds."""
    return Wanted(body["words"], body["topic"], body["kind"], body["solved"])
