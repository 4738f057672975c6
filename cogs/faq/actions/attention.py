"""What moderators should look at: entries with a problem, and what the FAQ has no answer to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from domain.errors import UserError
from domain.faq.duplicates import find_duplicates
from domain.faq.entries import Attention, Concern, Entry, Gap, Usage
from domain.faq.rules import judge
from domain.questions import Question
from storage import faq_entries, question_search, questions, search_gaps

PAGE_SIZE = 10
MOST_ENTRIES = 10_000
MOST_CONCERNS = 200
MOST_GAPS = 200
RECENT_QUESTIONS = 60
"""How many of the latest questions are compared with each other."""
MOST_REPEATS = 20

ORDER = tuple(Attention)

Published = tuple[Sequence[Entry], dict[int, Usage]]
"""Entries, and how each of them fares, by its number."""


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


async def load_published(unit: Unit, actor: Actor) -> Published:
    """Load all published entries with how they fare, for moderators to be judged by `judge_all`."""
    require_moderator(actor)
    entries = await faq_entries.list_entries(unit.connection, actor.guild_id, limit=MOST_ENTRIES)
    return entries, await faq_entries.usage_of(unit.connection, [entry.id for entry in entries])


def judge_all(published: Published, now: datetime, page: int) -> Concerns:
    """List a page of the entries that somebody should look at, with the reason.

    All entries are compared with each other: call it in a thread, away from loop and database.
    """
    concerns = _judge(*published, now)
    shown = concerns[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    return Concerns(tuple(shown), page, len(concerns) > (page + 1) * PAGE_SIZE)


async def list_gaps(unit: Unit, actor: Actor, page: int) -> Gaps:
    """List what the FAQ has no answer to, the most frequent first, for moderators."""
    require_moderator(actor)
    gaps = await search_gaps.list_gaps(
        unit.connection, actor.guild_id, limit=PAGE_SIZE + 1, skip=page * PAGE_SIZE
    )
    repeated: list[Repeated] = []
    if page == 0:
        repeated = await _list_repeated(unit, actor)
    return Gaps(tuple(gaps[:PAGE_SIZE]), tuple(repeated), page, len(gaps) > PAGE_SIZE)


async def get_gap(unit: Unit, actor: Actor, gap_id: int) -> Gap:
    """Find a gap; `UserError` where it was filled or forgotten."""
    gap = await search_gaps.find_gap(unit.connection, actor.guild_id, gap_id)
    if gap is None:
        raise UserError("faq-gap-gone")
    return gap


async def forget_gap(unit: Unit, actor: Actor, gap_id: int) -> None:
    """Take a gap off the list: it is filled, or was none."""
    require_moderator(actor)
    await admit(unit, actor)
    if not await search_gaps.delete_gap(unit.connection, actor.guild_id, gap_id):
        raise UserError("faq-gap-gone")


def _judge(entries: Sequence[Entry], usage: dict[int, Usage], now: datetime) -> list[Concern]:
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


async def _list_repeated(unit: Unit, actor: Actor) -> list[Repeated]:
    """Among the latest questions, those that others repeat and no entry answers."""
    seen: set[int] = set()
    repeated: list[Repeated] = []
    for question in await questions.list_recent(
        unit.connection, actor.guild_id, actor.sight, limit=RECENT_QUESTIONS
    ):
        if question.id in seen or question.is_withdrawn:
            continue
        same = {
            *await question_search.list_repeats(unit.connection, question, limit=MOST_REPEATS),
            *await questions.list_duplicate_ids(unit.connection, question.id, limit=MOST_REPEATS),
        }
        seen |= same
        if same and not await _has_entry(unit, [question.id, *same]):
            repeated.append(Repeated(question, len(same) + 1))
    return sorted(repeated, key=lambda r: -r.times)[:PAGE_SIZE]


async def _has_entry(unit: Unit, question_ids: Sequence[int]) -> bool:
    for question_id in question_ids:
        if await faq_entries.find_of_question(unit.connection, question_id) is not None:
            return True
    return False
