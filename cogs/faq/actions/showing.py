"""Showing entries, and what members think of them."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import plain
from cogs.core.unit import Unit
from cogs.faq.actions.finding import MOST_NEAREST, find_meant, get_entry
from domain.errors import UserError
from domain.faq.entries import Entry, EntryState, Usage
from domain.search.words import terms_of
from domain.topics import find_topic
from storage import bars, faq_entries, faq_search, search_gaps, topics

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry with what is shown beside its text."""

    entry: Entry
    usage: Usage
    files: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Miss:
    """Nothing is called what was looked for; this is near."""

    words: str
    nearest: tuple[Entry, ...]
    gap_id: int | None


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
    ids = await faq_search.nearest(unit.connection, actor.guild_id, typed, limit=MOST_NEAREST)
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
    if await bars.find_bar(unit.connection, actor.guild_id, actor.member_id, unit.now) is not None:
        return None  # moderators read what was looked for
    return await search_gaps.note_miss(unit.connection, actor.guild_id, words, unit.now)


def may_read(actor: Actor, entry: Entry) -> bool:
    """Tell whether an entry is shown: published ones to all, the others to moderators."""
    return entry.is_published or actor.is_moderator


async def _view(unit: Unit, entry: Entry) -> EntryView:
    usage = await faq_entries.usage_of(unit.connection, [entry.id])
    files = await faq_entries.load_files(unit.connection, entry.guild_id, entry.text.files)
    return EntryView(entry, usage.get(entry.id, Usage()), tuple(files))
