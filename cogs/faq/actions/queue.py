"""The review queue: what waits for a moderator, and what is decided there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.faq.actions.entries import (
    Conflict,
    Saving,
    check_title,
    create_draft,
    plan_review,
    save_entry,
)
from cogs.faq.actions.suggestions import note_decision
from domain.errors import UserError
from domain.faq.duplicates import find_duplicates
from domain.faq.entries import (
    Attention,
    Concern,
    Decision,
    Entry,
    EntryState,
    EntryText,
    NewEntry,
    Suggestion,
    SuggestionState,
    UnansweredSearch,
    Usage,
)
from domain.faq.rules import MAX_REASON, check_text, clean_line, judge
from domain.questions import Question
from storage import (
    drafts,
    faq_entries,
    faq_search,
    faq_suggestions,
    question_search,
    questions,
    topics,
    unanswered_searches,
)

PAGE_SIZE = 10
MOST_ENTRIES = 10_000
MOST_CONCERNS = 200
MOST_GAPS = 200
RECENT_QUESTIONS = 60
"""Number of the latest questions compared with each other."""
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
class UnansweredSearches:
    """A page of what was looked for in vain, and questions that come again and again."""

    unanswered: tuple[UnansweredSearch, ...]
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


async def list_unanswered(unit: Unit, actor: Actor, page: int) -> UnansweredSearches:
    """List what the FAQ has no answer to, the most frequent first, for moderators."""
    require_moderator(actor)
    unanswered = await unanswered_searches.list_unanswered(
        unit.connection, actor.guild_id, limit=PAGE_SIZE + 1, skip=page * PAGE_SIZE
    )
    repeated: list[Repeated] = []
    if page == 0:
        repeated = await _list_repeated(unit, actor)
    return UnansweredSearches(
        tuple(unanswered[:PAGE_SIZE]), tuple(repeated), page, len(unanswered) > PAGE_SIZE
    )


async def get_unanswered(unit: Unit, actor: Actor, search_id: int) -> UnansweredSearch:
    """Find a gap; `UserError` where it was filled or forgotten."""
    search = await unanswered_searches.find_unanswered(unit.connection, actor.guild_id, search_id)
    if search is None:
        raise UserError("faq-gap-gone")
    return search


async def forget_unanswered(unit: Unit, actor: Actor, search_id: int) -> None:
    """Take a gap off the list: it is filled, or was none."""
    require_moderator(actor)
    await admit(unit, actor)
    if not await unanswered_searches.delete_unanswered(unit.connection, actor.guild_id, search_id):
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


QUEUE_PAGE = 10
MOST_TARGETS = 25


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the suggestions that wait, the oldest first."""

    suggestions: tuple[Suggestion, ...]
    page: int
    has_more: bool


async def list_queue(unit: Unit, actor: Actor, page: int) -> Queue:
    """List the suggestions that nobody has decided about, for moderators."""
    require_moderator(actor)
    found = await faq_suggestions.list_pending(
        unit.connection, actor.guild_id, limit=QUEUE_PAGE + 1, skip=page * QUEUE_PAGE
    )
    return Queue(tuple(found[:QUEUE_PAGE]), page, len(found) > QUEUE_PAGE)


async def get_suggestion(unit: Unit, actor: Actor, suggestion_id: int) -> Suggestion:
    """Find a suggestion, for moderators; `UserError` where there is none of that number."""
    require_moderator(actor)
    return await _get(unit, actor, suggestion_id)


async def get_pending(unit: Unit, actor: Actor, suggestion_id: int) -> Suggestion:
    """Find a suggestion that waits; `UserError` where somebody has decided about it."""
    suggestion = await get_suggestion(unit, actor, suggestion_id)
    _check_pending(suggestion)
    return suggestion


async def list_targets(unit: Unit, actor: Actor, suggestion_id: int) -> list[Entry]:
    """List entries that a suggestion may be merged into, the likeliest first."""
    suggestion = await get_pending(unit, actor, suggestion_id)
    text = suggestion.text
    alike = await faq_search.alike(
        unit.connection, actor.guild_id, text.title, text.answer, limit=MOST_TARGETS
    )
    found = await faq_entries.list_by_ids(unit.connection, alike)
    if not found:
        found = await faq_entries.list_entries(unit.connection, actor.guild_id, limit=MOST_TARGETS)
    return found


async def approve(unit: Unit, actor: Actor, suggestion_id: int) -> Entry:
    """Publish a suggestion as it is."""
    require_moderator(actor)
    await admit(unit, actor)
    suggestion = await _get(unit, actor, suggestion_id)
    _check_pending(suggestion)
    return await _publish(unit, actor, suggestion, suggestion.text)


async def save(unit: Unit, actor: Actor, draft_id: int, saving: Saving) -> Entry | Conflict:
    """Store what a moderator has written: a change, a new entry, or an approved suggestion."""
    require_moderator(actor)
    await admit(unit, actor)
    if saving.entry_id:
        if saving.suggestion_id is not None:
            await get_pending(unit, actor, saving.suggestion_id)
        return await save_entry(unit, actor, saving, draft_id)
    if saving.suggestion_id is None:
        return await create_draft(unit, actor, saving, draft_id)
    return await _approve_edited(unit, actor, draft_id, saving, saving.suggestion_id)


async def _approve_edited(
    unit: Unit, actor: Actor, draft_id: int, saving: Saving, suggestion_id: int
) -> Entry | Conflict:
    """Publish a suggestion with other words.

    Where another moderator has published it meanwhile, the words become a change of that entry
    that has to be confirmed; `UserError` where it was decided otherwise.
    """
    suggestion = await _get(unit, actor, suggestion_id)
    decision = suggestion.decision
    if decision is None:
        entry = await _publish(unit, actor, suggestion, saving.text)
        await drafts.delete_draft(unit.connection, draft_id)
        return entry
    if decision.entry_id is None:
        _check_pending(suggestion)
        raise UserError("faq-unknown")
    change = Saving(decision.entry_id, 0, saving.text)
    return await save_entry(unit, actor, change, draft_id)


async def decline(unit: Unit, actor: Actor, suggestion_id: int, reason: str) -> Suggestion:
    """Turn a suggestion down; the reason is told to whoever made it."""
    require_moderator(actor)
    reason = clean_line(reason)[:MAX_REASON]
    if not reason:
        raise UserError("faq-reason-empty")
    await admit(unit, actor)
    suggestion = await _get(unit, actor, suggestion_id)
    _check_pending(suggestion)
    decision = Decision(SuggestionState.DECLINED, actor.member_id, unit.now, reason)
    await faq_suggestions.decide(unit.connection, suggestion.id, decision)
    await note_decision(unit, actor, suggestion, decision)
    return await _get(unit, actor, suggestion_id)


async def _publish(
    unit: Unit,
    actor: Actor,
    suggestion: Suggestion,
    text: EntryText,
) -> Entry:
    text = check_text(text, await topics.list_topics(unit.connection, actor.guild_id))
    await check_title(unit, actor, text.title)
    new = NewEntry(
        text, EntryState.PUBLISHED, actor.settings.next_review(unit.now), suggestion.origin
    )
    entry = await faq_entries.create_entry(
        unit.connection, actor.guild_id, new, editor_id=actor.member_id, now=unit.now
    )
    await plan_review(unit, entry)
    decision = Decision(SuggestionState.APPROVED, actor.member_id, unit.now, entry_id=entry.id)
    await faq_suggestions.decide(unit.connection, suggestion.id, decision)
    await note_decision(unit, actor, suggestion, decision)
    await unit.note(actor, "faq.publish", f"faq:{entry.id}")
    return entry


async def _get(unit: Unit, actor: Actor, suggestion_id: int) -> Suggestion:
    suggestion = await faq_suggestions.find_suggestion(
        unit.connection, actor.guild_id, suggestion_id
    )
    if suggestion is None:
        raise UserError("faq-unknown-suggestion")
    return suggestion


def _check_pending(suggestion: Suggestion) -> None:
    decision = suggestion.decision
    if decision is None:
        return
    by = "?" if decision.decider_id is None else f"<@{decision.decider_id}>"
    raise UserError("faq-decided-already", state=decision.state.value, by=by)
