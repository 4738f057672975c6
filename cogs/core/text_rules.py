"""Rules of a server for the texts of members that Nexus posts: asked wherever one is posted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cogs.core.actor import Actor
from cogs.core.markup import inline_code
from domain.errors import UserError
from domain.text_rules import MAX_SHOWN, Caught, TextRules, find_refused
from storage import drafts
from storage.engine import Connection

REFUSED_KEYS = {
    Caught.LINK: "shared-refused-link",
    Caught.INVITATION: "shared-refused-invitation",
    Caught.WORD: "shared-refused-word",
}
CODE_KEYS = frozenset({"code", "request", "response", "operation"})
"""Keys of drafts whose texts are code, which may hold links."""
CHOSEN_KEYS = frozenset({"kind", "method", "rule", "start", "zone", "topics"})
"""Keys of drafts whose texts were chosen or worked out, and not typed."""


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


async def use_draft(connection: Connection, actor: Actor, draft_id: int, now: datetime) -> None:
    """Forget a draft whose texts are posted now; `RefusedTextError` where they may not be.

    The rules may have changed since it was kept, or it was made of a message that nobody checked.
    """
    draft = await drafts.find_draft(connection, draft_id, now)
    for key, text in _texts_in(draft.body if draft else {}):
        check_text(actor.rules, text, is_code=key in CODE_KEYS, is_name=key == "title")
    await drafts.delete_draft(connection, draft_id)


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
