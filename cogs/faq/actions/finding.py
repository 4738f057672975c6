"""Finding the entry that somebody means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cogs.core.actor import Actor
from cogs.core.markup import plain
from cogs.core.services import Services
from domain.errors import UserError
from domain.faq.entries import Entry, EntryState
from domain.faq.rules import title_key
from domain.ids import parse_number
from storage import faq_entries, faq_search, topics
from storage.connection import Connection

VALUE = "f:"
"""Stands before the number of an entry that was picked from a list."""
MOST_CHOICES = 25
MOST_NEAREST = 5
MAX_TYPED = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """What autocomplete offers."""

    name: str
    value: str


async def get_entry(connection: Connection, actor: Actor, entry_id: int) -> Entry:
    """An entry; `UserError` where the server has none of that number."""
    entry = await faq_entries.find_entry(connection, actor.guild_id, entry_id)
    if entry is None:
        raise UserError("faq-unknown")
    return entry


async def find_meant(connection: Connection, actor: Actor, typed: str) -> Entry | None:
    """The entry that was picked, or whose number, name, title or alias was typed exactly."""
    entry_id = parse_value(typed)
    if entry_id is not None:
        entry = await faq_entries.find_entry(connection, actor.guild_id, entry_id)
    else:
        entry = await faq_entries.find_by_title(connection, actor.guild_id, typed)
        entry = entry or await faq_entries.find_by_name(connection, actor.guild_id, typed.strip())
        entry = entry or await _find_by_alias(connection, actor, typed)
    if entry is not None and entry.merged_into is not None:
        entry = await faq_entries.find_entry(connection, actor.guild_id, entry.merged_into)
    return entry


async def get_meant(services: Services, actor: Actor, typed: str) -> Entry:
    """The same for moderators, in whatever state; `UserError` where nothing is called so."""
    async with services.database.read() as connection:
        entry_id = parse_value(typed)
        if entry_id is not None:  # also one that was merged into another
            return await get_entry(connection, actor, entry_id)
        entry = await find_meant(connection, actor, typed)
    if entry is None:
        raise UserError("faq-not-found", words=plain(typed, 50))
    return entry


async def list_nearest(
    services: Services, actor: Actor, words: str, *, limit: int = MOST_NEAREST
) -> list[Entry]:
    """The published entries that fit some words best."""
    async with services.database.read() as connection:
        ids = await connection.together(
            faq_search.nearest, actor.guild_id, words[:MAX_TYPED], limit=limit
        )
        return await faq_entries.list_by_ids(connection, ids)


async def suggest_entries(services: Services, actor: Actor, typed: str) -> list[Choice]:
    """Published entries by title, alias and text; in their order while nothing is typed."""
    async with services.database.read() as connection:
        if not typed.strip():
            found = await faq_entries.list_entries(connection, actor.guild_id, limit=MOST_CHOICES)
        else:
            ids = await connection.together(
                faq_search.suggest, actor.guild_id, typed[:MAX_TYPED], limit=MOST_CHOICES
            )
            found = await faq_entries.list_by_ids(connection, ids)
    return [Choice(entry.text.title, f"{VALUE}{entry.id}") for entry in found]


async def suggest_any(
    services: Services, actor: Actor, typed: str, *states: EntryState
) -> list[Choice]:
    """Entries of these states whose title contains what was typed, for moderators."""
    if not actor.is_moderator:
        return []
    if states == (EntryState.PUBLISHED,):
        return await suggest_entries(services, actor, typed)
    sought = title_key(typed)
    async with services.database.read() as connection:
        found: list[Entry] = []
        for state in states:
            found += await _list_titled(connection, actor, state, sought)
    return [Choice(entry.text.title, f"{VALUE}{entry.id}") for entry in found[:MOST_CHOICES]]


async def suggest_topics(services: Services, actor: Actor, typed: str) -> list[Choice]:
    """The server's topics that contain what was typed."""
    async with services.database.read() as connection:
        known = await topics.list_topics(connection, actor.guild_id)
    sought = typed.strip().casefold()
    return [Choice(topic, topic) for topic in known if sought in topic.casefold()][:MOST_CHOICES]


def parse_value(typed: str) -> int | None:
    """Read the number of an entry as it is picked (`f:12`) or typed (`12`, `#12`)."""
    return parse_number(typed.strip().removeprefix(VALUE))


async def _find_by_alias(connection: Connection, actor: Actor, typed: str) -> Entry | None:
    ids = await connection.together(
        faq_search.nearest, actor.guild_id, typed[:MAX_TYPED], limit=MOST_NEAREST
    )
    wanted = title_key(typed)
    found: Sequence[Entry] = await faq_entries.list_by_ids(connection, ids)
    named = (e for e in found if wanted in map(title_key, e.text.aliases))
    return next(named, None)


async def _list_titled(
    connection: Connection, actor: Actor, state: EntryState, sought: str
) -> list[Entry]:
    """Entries that search does not know are looked through, page by page."""
    found: list[Entry] = []
    skip, step = 0, 500
    while len(found) < MOST_CHOICES:
        page = await faq_entries.list_entries(
            connection, actor.guild_id, limit=step, skip=skip, state=state
        )
        found += [entry for entry in page if sought in title_key(entry.text.title)]
        if len(page) < step:
            break
        skip += step
    return found
