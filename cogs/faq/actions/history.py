"""What entries have been, change by change."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from cogs.core.access import require_moderator
from cogs.core.actor import Actor
from cogs.core.services import Services
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


async def list_history(services: Services, actor: Actor, entry_id: int, page: int) -> History:
    """The revisions of an entry, for moderators."""
    require_moderator(actor)
    async with services.database.read() as connection:
        entry = await get_entry(connection, actor, entry_id)
        found = await faq_entries.list_revisions(
            connection, entry.id, limit=PAGE_SIZE + 1, skip=page * PAGE_SIZE
        )
    return History(entry, tuple(found[:PAGE_SIZE]), page, len(found) > PAGE_SIZE)


async def compare(services: Services, actor: Actor, entry_id: int, number: int) -> Compared:
    """What one change did, for moderators."""
    require_moderator(actor)
    async with services.database.read() as connection:
        entry = await get_entry(connection, actor, entry_id)
        revision = await faq_entries.find_revision(connection, entry.id, number)
        before = await faq_entries.find_revision(connection, entry.id, number - 1)
    if revision is None:
        raise UserError("faq-no-such-revision", number=str(number))
    old = "" if before is None else sheet_of(before.text)
    lines = await asyncio.to_thread(diff_lines, old, sheet_of(revision.text))
    return Compared(entry, revision, tuple(lines), number < entry.revision)


async def difference(theirs: EntryText, mine: EntryText) -> tuple[str, ...]:
    """How two texts of an entry differ, line by line."""
    return tuple(await asyncio.to_thread(diff_lines, sheet_of(theirs), sheet_of(mine)))


def sheet_of(text: EntryText) -> str:
    """All of an entry's text on one sheet, for comparing."""
    names = ", ".join(file.name for file in text.files)
    lines = [f"# {text.title}"]
    lines += [f"[{', '.join(text.topics)}]"] if text.topics else []
    lines += [f"= {alias}" for alias in text.aliases]
    lines += [f"📎 {names}"] if names else []
    return "\n".join([*lines, "", text.answer])
