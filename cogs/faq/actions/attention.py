"""What moderators should look at: entries with a problem, and what the FAQ has no answer to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from cogs.core.access import changing, require_moderator
from cogs.core.actor import Actor
from cogs.core.services import Services
from domain.errors import UserError
from domain.faq.duplicates import find_duplicates
from domain.faq.entries import Attention, Concern, Entry, Gap, Usage
from domain.faq.rules import judge
from domain.questions import Question
from storage import faq_entries, question_search, questions, search_gaps
from storage.connection import Connection

PAGE_SIZE = 10
MOST_ENTRIES = 10_000
MOST_CONCERNS = 200
MOST_GAPS = 200
RECENT_QUESTIONS = 60
"""How many of the latest questions are compared with each other."""
MOST_REPEATS = 20

ORDER = tuple(Attention)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A question that was asked several times and has no entry."""

    question: Question
    times: int


@dataclass(frozen=True, slots=True)
class Concerns:
    """A page of the entries that need attention, the most pressing first."""

    concerns: tuple[Concern, ...]
    page: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class Gaps:
    """A page of what was looked for in vain, and questions that come again and again."""

    gaps: tuple[Gap, ...]
    repeated: tuple[Repeated, ...]
    page: int
    has_more: bool


async def list_concerns(services: Services, actor: Actor, page: int) -> Concerns:
    """The published entries that somebody should look at, with the reason, for moderators."""
    require_moderator(actor)
    async with services.database.read() as connection:
        entries, usage = await connection.together(_load, actor.guild_id)
    concerns = await asyncio.to_thread(_judge_all, entries, usage, services.clock())
    shown = concerns[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    return Concerns(tuple(shown), page, len(concerns) > (page + 1) * PAGE_SIZE)


async def list_gaps(services: Services, actor: Actor, page: int) -> Gaps:
    """What the FAQ has no answer to, the most frequent first, for moderators."""
    require_moderator(actor)
    async with services.database.read() as connection:
        gaps = await search_gaps.list_gaps(
            connection, actor.guild_id, limit=PAGE_SIZE + 1, skip=page * PAGE_SIZE
        )
        repeated: list[Repeated] = []
        if page == 0:
            repeated = await connection.together(_list_repeated, actor)
    return Gaps(tuple(gaps[:PAGE_SIZE]), tuple(repeated), page, len(gaps) > PAGE_SIZE)


async def get_gap(services: Services, actor: Actor, gap_id: int) -> Gap:
    """A gap; `UserError` where it was filled or forgotten."""
    async with services.database.read() as connection:
        gap = await search_gaps.find_gap(connection, actor.guild_id, gap_id)
    if gap is None:
        raise UserError("faq-gap-gone")
    return gap


async def forget_gap(services: Services, actor: Actor, gap_id: int) -> None:
    """Take a gap off the list: it is filled, or was none."""
    require_moderator(actor)
    async with changing(services, actor) as connection:
        if not await search_gaps.delete_gap(connection, actor.guild_id, gap_id):
            raise UserError("faq-gap-gone")


async def _load(connection: Connection, guild_id: int) -> tuple[list[Entry], dict[int, Usage]]:
    entries = await faq_entries.list_entries(connection, guild_id, limit=MOST_ENTRIES)
    return entries, await faq_entries.usage_of(connection, [entry.id for entry in entries])


def _judge_all(entries: Sequence[Entry], usage: dict[int, Usage], now: datetime) -> list[Concern]:
    concerns = [
        Concern(entry, usage[entry.id], reason)
        for entry in entries
        if (reason := judge(entry, usage[entry.id], now))
    ]
    concerns += [
        Concern(entry, usage[entry.id], Attention.DUPLICATE, other)
        for entry, other in islice(find_duplicates(entries), MOST_CONCERNS)
    ]
    return sorted(concerns, key=lambda c: (ORDER.index(c.reason), c.entry.position))[:MOST_CONCERNS]


async def _list_repeated(connection: Connection, actor: Actor) -> list[Repeated]:
    """Among the latest questions, those that others repeat and no entry answers."""
    seen: set[int] = set()
    repeated: list[Repeated] = []
    for question in await questions.list_recent(
        connection, actor.guild_id, actor.sight, limit=RECENT_QUESTIONS
    ):
        if question.id in seen or question.is_withdrawn:
            continue
        same = {
            *await question_search.list_repeats(connection, question, limit=MOST_REPEATS),
            *await questions.list_duplicate_ids(connection, question.id, limit=MOST_REPEATS),
        }
        seen |= same
        if same and not await _has_entry(connection, [question.id, *same]):
            repeated.append(Repeated(question, len(same) + 1))
    return sorted(repeated, key=lambda r: -r.times)[:PAGE_SIZE]


async def _has_entry(connection: Connection, question_ids: Sequence[int]) -> bool:
    for question_id in question_ids:
        if await faq_entries.find_of_question(connection, question_id) is not None:
            return True
    return False
