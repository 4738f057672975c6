"""Rules of a server for the texts of members that Nexus posts: asked wherever one is posted."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cogs.core.actor import Actor
from cogs.core.markup import inline_code
from domain.errors import UserError
from domain.text_rules import MAX_SHOWN, Caught, TextRules, find_refused
from storage import drafts
from storage.connection import Connection

REFUSED_KEYS = {
    Caught.LINK: "shared-refused-link",
    Caught.INVITATION: "shared-refused-invitation",
    Caught.WORD: "shared-refused-word",
}
CODE_KEYS = frozenset({"code", "request", "response", "operation"})
"""Keys of drafts whose texts are code, which may hold links."""
CHOSEN_KEYS = frozenset({"kind", "method", "rule", "start", "zone", "topics"})
"""Keys of drafts whose texts were chosen or worked out, and not typed."""

PIECE, OVERLAP = 50_000, 500
"""Characters of a file that are checked at once, and how far two pieces overlap."""
_WORD_START = re.compile(r"[\s\"']")


class RefusedTextError(UserError):
    """A text that is refused for what it holds; its author gets it back to mend it.

    `kind` is set where the server's rules refuse it: that is counted.
    """

    def __init__(self, problem: str, kind: Caught | None = None, /, **values: object) -> None:
        super().__init__(problem, **values)
        self.kind = kind


def check_text(
    rules: TextRules, text: str, *, is_code: bool = False, is_name: bool = False
) -> None:
    """Raise `RefusedTextError` where a server's rules refuse a text."""
    found = find_refused(text, rules, is_code=is_code, is_name=is_name)
    if found is not None:
        what = inline_code(found.what, MAX_SHOWN)
        raise RefusedTextError(REFUSED_KEYS[found.kind], found.kind, what=what)


async def check_file(rules: TextRules, text: str, *, is_code: bool = False) -> None:
    """Check a file's text as `check_text` does, away from the event loop.

    Code goes in pieces: one pattern over 8 MiB would hold the interpreter for half a second.
    """
    for piece in _pieces(text) if is_code else [text]:
        await asyncio.to_thread(check_text, rules, piece, is_code=is_code)


async def use_draft(connection: Connection, actor: Actor, draft_id: int, now: datetime) -> None:
    """Forget a draft whose texts are posted now; `RefusedTextError` where they may not be.

    The rules may have changed since it was kept, or it was made of a message that nobody checked.
    """
    draft = await drafts.find_draft(connection, draft_id, now)
    for key, text in _texts_in(draft.body if draft else {}):
        check_text(actor.rules, text, is_code=key in CODE_KEYS, is_name=key == "title")
    await drafts.delete_draft(connection, draft_id)


def _pieces(text: str) -> Iterator[str]:
    """Cut a text into pieces that overlap, where no word or link begins if one end is in reach."""
    for start in range(0, len(text), PIECE):
        yield text[_boundary(text, start - OVERLAP) : _boundary(text, start + PIECE)]


def _boundary(text: str, near: int) -> int:
    """Find the last beginning of a word at or before a place, or that place."""
    if not 0 < near < len(text):
        return min(max(near, 0), len(text))
    starts = list(_WORD_START.finditer(text, max(0, near - OVERLAP), near))
    return starts[-1].end() if starts else near


def _texts_in(value: Any, key: str = "") -> Iterator[tuple[str, str]]:  # Any: JSON
    """Yield the texts that were typed into a draft, each with its key."""
    if isinstance(value, str) and key not in CHOSEN_KEYS:
        yield key, value
    elif isinstance(value, list):
        for each in value:
            yield from _texts_in(each, key)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _texts_in(each, name)
