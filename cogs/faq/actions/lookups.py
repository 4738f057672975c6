"""Lookups of entries, and what was asked in vain."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import plain
from cogs.core.unit import Unit
from domain.diffs import diff_lines
from domain.errors import UserError
from domain.faq.entries import Entry, EntryState, EntryText, Revision, Usage
from domain.faq.rules import title_key
from domain.ids import parse_number
from domain.search.words import terms_of
from domain.topics import find_topic
from storage import bans, faq_entries, faq_search, topics, unanswered_searches

VALUE = "f:"
"""Stands before the number of an entry that was picked from a list."""
MOST_CHOICES = 25
MOST_NEAREST = 5
MAX_TYPED = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that autocomplete offers."""

    name: str
    value: str


async def get_entry(unit: Unit, actor: Actor, entry_id: int) -> Entry:
    """Find an entry; `UserError` where the server has none of that number."""
    entry = await faq_entries.find_entry(unit.connection, actor.guild_id, entry_id)
    if entry is None:
        raise UserError("faq-unknown")
    return entry


async def find_meant(unit: Unit, actor: Actor, typed: str) -> Entry | None:
    """Find the entry that was picked, or whose number, name, title or alias was typed exactly."""
    entry_id = parse_value(typed)
    if entry_id is not None:
        entry = await faq_entries.find_entry(unit.connection, actor.guild_id, entry_id)
    else:
        entry = await faq_entries.find_by_title(unit.connection, actor.guild_id, typed)
        entry = entry or await faq_entries.find_by_name(
            unit.connection, actor.guild_id, typed.strip()
        )
        entry = entry or await _find_by_alias(unit, actor, typed)
    if entry is not None and entry.merged_into is not None:
        entry = await faq_entries.find_entry(unit.connection, actor.guild_id, entry.merged_into)
    return entry


async def get_meant(unit: Unit, actor: Actor, typed: str) -> Entry:
    """Find the entry that a moderator means, in whatever state; `UserError` for none."""
    entry_id = parse_value(typed)
    if entry_id is not None:  # also one that was merged into another
        return await get_entry(unit, actor, entry_id)
    entry = await find_meant(unit, actor, typed)
    if entry is None:
        raise UserError("faq-not-found", words=plain(typed, 50))
    return entry


async def list_fitting(unit: Unit, actor: Actor, words: str, *, limit: int) -> list[Entry]:
    """List the published entries that fit some words best; without any, those that come first."""
    ids = await faq_search.alike(
        unit.connection, actor.guild_id, words[:MAX_TYPED], "", limit=limit
    )
    found = await faq_entries.list_by_ids(unit.connection, ids)
    return found or await faq_entries.list_entries(unit.connection, actor.guild_id, limit=limit)


async def suggest_entries(unit: Unit, actor: Actor, typed: str) -> list[Choice]:
    """Suggest published entries by title, alias and text; in their order while nothing is typed."""
    if not typed.strip():
        found = await faq_entries.list_entries(unit.connection, actor.guild_id, limit=MOST_CHOICES)
    else:
        ids = await faq_search.suggest(
            unit.connection, actor.guild_id, typed[:MAX_TYPED], limit=MOST_CHOICES
        )
        found = await faq_entries.list_by_ids(unit.connection, ids)
    return [Choice(entry.text.title, f"{VALUE}{entry.id}") for entry in found]


async def suggest_any(unit: Unit, actor: Actor, typed: str, *states: EntryState) -> list[Choice]:
    """Suggest entries of these states whose title contains what was typed, for moderators."""
    if not actor.is_moderator:
        return []
    if states == (EntryState.PUBLISHED,):
        return await suggest_entries(unit, actor, typed)
    sought = title_key(typed)
    found: list[Entry] = []
    for state in states:
        found += await _list_titled(unit, actor, state, sought)
    return [Choice(entry.text.title, f"{VALUE}{entry.id}") for entry in found[:MOST_CHOICES]]


async def list_topics(unit: Unit, actor: Actor) -> tuple[str, ...]:
    """List the server's topics to choose from."""
    return await topics.list_topics(unit.connection, actor.guild_id)


async def suggest_topics(unit: Unit, actor: Actor, typed: str) -> list[Choice]:
    """Suggest the server's topics that contain what was typed."""
    known = await list_topics(unit, actor)
    sought = typed.strip().casefold()
    return [Choice(topic, topic) for topic in known if sought in topic.casefold()][:MOST_CHOICES]


def parse_value(typed: str) -> int | None:
    """Read the number of an entry as it is picked (`f:12`) or typed (`12`, `#12`)."""
    return parse_number(typed.strip().removeprefix(VALUE))


async def _find_by_alias(unit: Unit, actor: Actor, typed: str) -> Entry | None:
    ids = await faq_search.nearest(
        unit.connection, actor.guild_id, typed[:MAX_TYPED], limit=MOST_NEAREST
    )
    wanted = title_key(typed)
    found: Sequence[Entry] = await faq_entries.list_by_ids(unit.connection, ids)
    named = (e for e in found if wanted in map(title_key, e.text.aliases))
    return next(named, None)


async def _list_titled(unit: Unit, actor: Actor, state: EntryState, sought: str) -> list[Entry]:
    """Look through entries that search does not know, page by page."""
    found: list[Entry] = []
    skip, step = 0, 500
    while len(found) < MOST_CHOICES:
        page = await faq_entries.list_entries(
            unit.connection, actor.guild_id, limit=step, skip=skip, state=state
        )
        found += [entry for entry in page if sought in title_key(entry.text.title)]
        if len(page) < step:
            break
        skip += step
    return found


PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry with what is shown beside its text."""

    entry: Entry
    usage: Usage
    files: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Miss:
    """A miss: nothing is called so; this is near."""

    words: str
    nearest: tuple[Entry, ...]
    search_id: int | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list of entries."""

    entries: tuple[Entry, ...]
    state: EntryState
    topic: str | None
    page: int
    has_more: bool


async def find_named(unit: Unit, actor: Actor, typed: str) -> Entry | tuple[Entry, ...]:
    """Find the entry that is meant; where there is none that the actor may read, what is near."""
    entry = await find_meant(unit, actor, typed)
    if entry is not None and may_read(actor, entry):
        return entry
    ids = await faq_search.alike(unit.connection, actor.guild_id, typed, "", limit=MOST_NEAREST)
    return tuple(await faq_entries.list_by_ids(unit.connection, ids))


async def show_entry(
    unit: Unit, actor: Actor, entry_id: int, *, is_post: bool = False
) -> EntryView:
    """Find an entry, and count that it was shown; `is_post` where everybody will see it."""
    entry = await get_entry(unit, actor, entry_id)
    if not may_read(actor, entry):
        raise UserError("faq-unknown")
    if is_post:
        await admit(unit, actor)
    await faq_entries.note_shown(unit.connection, entry.id, unit.now)
    return await _view(unit, entry)


async def look_at(unit: Unit, actor: Actor, entry_id: int) -> EntryView:
    """Find an entry as it is, without counting."""
    entry = await get_entry(unit, actor, entry_id)
    if not may_read(actor, entry):
        raise UserError("faq-unknown")
    return await _view(unit, entry)


async def vote(
    unit: Unit, actor: Actor, entry_id: int, *, is_helpful: bool
) -> tuple[EntryView, bool]:
    """Count a vote; False beside the entry where the member has voted the same before."""
    await admit(unit, actor)
    entry = await get_entry(unit, actor, entry_id)
    if not entry.is_published:
        raise UserError("faq-unknown")
    changed = await faq_entries.vote(
        unit.connection, entry.id, actor.member_id, unit.now, is_helpful=is_helpful
    )
    return await _view(unit, entry), changed


async def list_entries(
    unit: Unit, actor: Actor, *, state: EntryState, topic: str | None, page: int
) -> Listing:
    """List a page of the entries in their order; others than published ones for moderators."""
    if state is not EntryState.PUBLISHED:
        require_moderator(actor)
    if topic is not None:
        known = await topics.list_topics(unit.connection, actor.guild_id)
        found = find_topic(known, topic)
        if found is None:
            raise UserError("faq-unknown-topic", name=plain(topic, 50), topic=known[0])
        topic = found
    entries = await faq_entries.list_entries(
        unit.connection,
        actor.guild_id,
        limit=PAGE_SIZE + 1,
        skip=page * PAGE_SIZE,
        state=state,
        topic=topic,
    )
    shown = tuple(entries[:PAGE_SIZE])
    return Listing(shown, state, topic, page, len(entries) > PAGE_SIZE)


async def note_miss(unit: Unit, actor: Actor, words: str) -> int | None:
    """Count a search without result; returns the gap's number, None where it has no words."""
    if not terms_of(words):
        return None
    if await bans.find_ban(unit.connection, actor.guild_id, actor.member_id, unit.now) is not None:
        return None  # moderators read what was looked for
    return await unanswered_searches.note_miss(unit.connection, actor.guild_id, words, unit.now)


def may_read(actor: Actor, entry: Entry) -> bool:
    """Tell whether an entry is shown: published ones to all, the others to moderators."""
    return entry.is_published or actor.is_moderator


async def _view(unit: Unit, entry: Entry) -> EntryView:
    usage = await faq_entries.usage_of(unit.connection, [entry.id])
    files = await faq_entries.load_files(unit.connection, entry.guild_id, entry.text.files)
    return EntryView(entry, usage.get(entry.id, Usage()), tuple(files))


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
