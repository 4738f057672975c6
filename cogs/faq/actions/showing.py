"""Showing entries, and what members think of them."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.core.access import admit_post, changing, require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import plain
from cogs.core.services import Services
from cogs.faq.actions.finding import MOST_NEAREST, find_meant, get_entry
from domain.errors import UserError
from domain.faq.entries import Entry, EntryState, Usage
from domain.search.words import terms_of
from domain.topics import find_topic
from storage import bars, faq_entries, faq_search, search_gaps, topics
from storage.connection import Connection

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


async def show(services: Services, actor: Actor, typed: str) -> EntryView | Miss:
    """The entry that is meant, or what is near it; either is counted."""
    async with services.database.read() as connection:
        entry = await find_meant(connection, actor, typed)
        if entry is None or not may_read(actor, entry):
            ids = await connection.together(
                faq_search.nearest, actor.guild_id, typed, limit=MOST_NEAREST
            )
            nearest = await faq_entries.list_by_ids(connection, ids)
    if entry is not None and may_read(actor, entry):
        return await show_entry(services, actor, entry.id)
    gap_id = await note_miss(services, actor, typed)
    return Miss(typed, tuple(nearest), gap_id)


async def show_entry(
    services: Services, actor: Actor, entry_id: int, *, is_post: bool = False
) -> EntryView:
    """An entry, and that it was shown; `is_post` where everybody will see it."""
    async with services.database.transaction() as connection:
        entry = await get_entry(connection, actor, entry_id)
        if not may_read(actor, entry):
            raise UserError("faq-unknown")
        if is_post:
            await admit_post(services, connection, actor)
        await faq_entries.note_shown(connection, entry.id, services.clock())
        return await _view(connection, entry)


async def look_at(services: Services, actor: Actor, entry_id: int) -> EntryView:
    """An entry as it is, without counting."""
    async with services.database.read() as connection:
        entry = await get_entry(connection, actor, entry_id)
        if not may_read(actor, entry):
            raise UserError("faq-unknown")
        return await _view(connection, entry)


async def vote(
    services: Services, actor: Actor, entry_id: int, *, is_helpful: bool
) -> tuple[EntryView, bool]:
    """Count a vote; False beside the entry where the member has voted the same before."""
    async with changing(services, actor) as connection:
        entry = await get_entry(connection, actor, entry_id)
        if not entry.is_published:
            raise UserError("faq-unknown")
        changed = await faq_entries.vote(
            connection, entry.id, actor.member_id, services.clock(), is_helpful=is_helpful
        )
        return await _view(connection, entry), changed


async def list_entries(
    services: Services, actor: Actor, *, state: EntryState, topic: str | None, page: int
) -> Listing:
    """A page of the entries in their order; others than published ones for moderators."""
    if state is not EntryState.PUBLISHED:
        require_moderator(actor)
    async with services.database.read() as connection:
        if topic is not None:
            known = await topics.list_topics(connection, actor.guild_id)
            found = find_topic(known, topic)
            if found is None:
                raise UserError("faq-unknown-topic", name=plain(topic, 50), topic=known[0])
            topic = found
        entries = await faq_entries.list_entries(
            connection,
            actor.guild_id,
            limit=PAGE_SIZE + 1,
            skip=page * PAGE_SIZE,
            state=state,
            topic=topic,
        )
    shown = tuple(entries[:PAGE_SIZE])
    return Listing(shown, state, topic, page, len(entries) > PAGE_SIZE)


async def note_miss(services: Services, actor: Actor, words: str) -> int | None:
    """Count a search without result; returns the gap's number, None where it has no words."""
    if not terms_of(words):
        return None
    now = services.clock()
    async with services.database.transaction() as connection:
        if await bars.find_bar(connection, actor.guild_id, actor.member_id, now) is not None:
            return None  # moderators read what was looked for
        return await search_gaps.note_miss(connection, actor.guild_id, words, now)


def may_read(actor: Actor, entry: Entry) -> bool:
    """Published entries are for all, the others for moderators."""
    return entry.is_published or actor.is_moderator


async def _view(connection: Connection, entry: Entry) -> EntryView:
    usage = await faq_entries.usage_of(connection, [entry.id])
    files = await faq_entries.load_files(connection, entry.guild_id, entry.text.files)
    return EntryView(entry, usage.get(entry.id, Usage()), tuple(files))
