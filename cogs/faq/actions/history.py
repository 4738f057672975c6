"""What entries have been, change by change."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from cogs.core.access import require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.faq.actions.finding import get_entry
from domain.diffs import diff_lines
from domain.errors import UserError
from domain.faq.entries import Entry, EntryText, Revision
from storage import faq_entries

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class History:
    """A page of an entry's revisions, the newest first."""

    entry: Entry
    revisions: tuple[Revision, ...]
    page: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """A revision, and how it differs from the one before, line by line."""

    entry: Entry
    revision: Revision
    lines: tuple[str, ...]
    has_newer: bool


async def list_history(unit: Unit, actor: Actor, entry_id: int, page: int) -> History:
    """List the revisions of an entry, for moderators."""
    require_moderator(actor)
    entry = await get_entry(unit, actor, entry_id)
    found = await faq_entries.list_revisions(
        unit.connection, entry.id, limit=PAGE_SIZE + 1, skip=page * PAGE_SIZE
    )
    return History(entry, tuple(found[:PAGE_SIZE]), page, len(found) > PAGE_SIZE)


async def find_change(
    unit: Unit, actor: Actor, entry_id: int, number: int
) -> tuple[Entry, Revision, Revision | None]:
    """Find an entry, one of its revisions and the one before, for moderators."""
    require_moderator(actor)
    entry = await get_entry(unit, actor, entry_id)
    revision = await faq_entries.find_revision(unit.connection, entry.id, number)
    before = await faq_entries.find_revision(unit.connection, entry.id, number - 1)
    if revision is None:
        raise UserError("faq-no-such-revision", number=str(number))
    return entry, revision, before


async def compare(entry: Entry, revision: Revision, before: Revision | None) -> Compared:
    """Compare a revision with the one before, line by line."""
    lines = await difference(None if before is None else before.text, revision.text)
    return Compared(entry, revision, lines, revision.number < entry.revision)


async def difference(old: EntryText | None, new: EntryText) -> tuple[str, ...]:
    """Compare two texts of an entry, line by line, away from the event loop."""
    before = "" if old is None else sheet_of(old)
    return tuple(await asyncio.to_thread(diff_lines, before, sheet_of(new)))


def sheet_of(text: EntryText) -> str:
    """Write all of an entry's text on one sheet, for comparing."""
    names = ", ".join(file.name for file in text.files)
    lines = [f"# {text.title}"]
    lines += [f"[{', '.join(text.topics)}]"] if text.topics else []
    lines += [f"= {alias}" for alias in text.aliases]
    lines += [f"📎 {names}"] if names else []
    return "\n".join([*lines, "", text.answer])
