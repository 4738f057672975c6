"""Finding the entry that somebody means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cogs.core.actor import Actor
from cogs.core.markup import plain
from cogs.core.unit import Unit
from domain.errors import UserError
from domain.faq.entries import Entry, EntryState
from domain.faq.rules import title_key
from domain.ids import parse_number
from storage import faq_entries, faq_search, topics

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
    ids = await faq_search.nearest(unit.connection, actor.guild_id, words[:MAX_TYPED], limit=limit)
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
