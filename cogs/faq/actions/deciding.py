"""Working through the queue: approve, merge, decline. The first moderator to decide decides."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.core.access import changing, require_moderator
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.faq.actions.curating import Conflict, Saving, check_title, create_draft, save_entry
from cogs.faq.actions.logbook import note
from cogs.faq.actions.reviewing import plan_review
from cogs.faq.actions.suggesting import note_decision
from cogs.faq.names import MIRROR
from domain.errors import UserError
from domain.faq.entries import (
    Decision,
    Entry,
    EntryState,
    EntryText,
    NewEntry,
    Suggestion,
    SuggestionState,
)
from domain.faq.rules import MAX_REASON, check_text, clean_line
from storage import drafts, faq_entries, faq_search, faq_suggestions, topics
from storage.connection import Connection

QUEUE_PAGE = 10
MOST_TARGETS = 25


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the suggestions that wait, the oldest first."""

    suggestions: tuple[Suggestion, ...]
    page: int
    has_more: bool


async def list_queue(services: Services, actor: Actor, page: int) -> Queue:
    """The suggestions that nobody has decided about, for moderators."""
    require_moderator(actor)
    async with services.database.read() as connection:
        found = await faq_suggestions.list_pending(
            connection, actor.guild_id, limit=QUEUE_PAGE + 1, skip=page * QUEUE_PAGE
        )
    return Queue(tuple(found[:QUEUE_PAGE]), page, len(found) > QUEUE_PAGE)


async def get_suggestion(services: Services, actor: Actor, suggestion_id: int) -> Suggestion:
    """A suggestion, for moderators; `UserError` where the server has none of that number."""
    require_moderator(actor)
    async with services.database.read() as connection:
        return await _get(connection, actor, suggestion_id)


async def get_pending(services: Services, actor: Actor, suggestion_id: int) -> Suggestion:
    """The same, while nobody has decided about it."""
    suggestion = await get_suggestion(services, actor, suggestion_id)
    _check_pending(suggestion)
    return suggestion


async def list_targets(services: Services, actor: Actor, suggestion_id: int) -> list[Entry]:
    """Entries that a suggestion may be merged into, the likeliest first."""
    suggestion = await get_pending(services, actor, suggestion_id)
    text = suggestion.text
    async with services.database.read() as connection:
        alike = await connection.together(
            faq_search.alike, actor.guild_id, text.title, text.answer, limit=MOST_TARGETS
        )
        found = await faq_entries.list_by_ids(connection, [entry_id for entry_id, _ in alike])
        if not found:
            found = await faq_entries.list_entries(connection, actor.guild_id, limit=MOST_TARGETS)
    return found


async def approve(services: Services, actor: Actor, suggestion_id: int) -> Entry:
    """Publish a suggestion as it is."""
    require_moderator(actor)
    async with changing(services, actor) as connection:
        suggestion = await _get(connection, actor, suggestion_id)
        _check_pending(suggestion)
        entry = await _publish(connection, services, actor, suggestion, suggestion.text)
    _tell(services)
    return entry


async def save(services: Services, actor: Actor, draft_id: int, saving: Saving) -> Entry | Conflict:
    """Store what a moderator has written: a change, a new entry, or an approved suggestion."""
    require_moderator(actor)
    if saving.entry_id:
        if saving.suggestion_id is not None:
            await get_pending(services, actor, saving.suggestion_id)
        return await save_entry(services, actor, saving, draft_id)
    if saving.suggestion_id is None:
        return await create_draft(services, actor, saving, draft_id)
    return await _approve_edited(services, actor, draft_id, saving, saving.suggestion_id)


async def _approve_edited(
    services: Services, actor: Actor, draft_id: int, saving: Saving, suggestion_id: int
) -> Entry | Conflict:
    """Publish a suggestion with other words.

    Where another moderator has published it meanwhile, the words become a change of that entry
    that has to be confirmed; `UserError` where it was decided otherwise.
    """
    async with changing(services, actor) as connection:
        suggestion = await _get(connection, actor, suggestion_id)
        decision = suggestion.decision
        if decision is None:
            entry = await _publish(connection, services, actor, suggestion, saving.text)
            await drafts.delete_draft(connection, draft_id)
    if decision is None:
        _tell(services)
        return entry
    if decision.entry_id is None:
        _check_pending(suggestion)
        raise UserError("faq-unknown")
    change = Saving(decision.entry_id, 0, saving.text)
    return await save_entry(services, actor, change, draft_id)


async def decline(services: Services, actor: Actor, suggestion_id: int, reason: str) -> Suggestion:
    """Turn a suggestion down; the reason is told to whoever made it."""
    require_moderator(actor)
    reason = clean_line(reason)[:MAX_REASON]
    if not reason:
        raise UserError("faq-reason-empty")
    now = services.clock()
    async with changing(services, actor) as connection:
        suggestion = await _get(connection, actor, suggestion_id)
        _check_pending(suggestion)
        decision = Decision(SuggestionState.DECLINED, actor.member_id, now, reason)
        await faq_suggestions.decide(connection, suggestion.id, decision)
        await note_decision(connection, services, actor, suggestion, decision)
        suggestion = await _get(connection, actor, suggestion_id)
    _tell(services)
    return suggestion


async def _publish(
    connection: Connection,
    services: Services,
    actor: Actor,
    suggestion: Suggestion,
    text: EntryText,
) -> Entry:
    now = services.clock()
    text = check_text(text, await topics.list_topics(connection, actor.guild_id))
    await check_title(connection, actor, text.title)
    new = NewEntry(text, EntryState.PUBLISHED, actor.settings.next_review(now), suggestion.origin)
    entry = await faq_entries.create_entry(
        connection, actor.guild_id, new, editor_id=actor.member_id, now=now
    )
    await plan_review(connection, entry, now)
    decision = Decision(SuggestionState.APPROVED, actor.member_id, now, entry_id=entry.id)
    await faq_suggestions.decide(connection, suggestion.id, decision)
    await note_decision(connection, services, actor, suggestion, decision)
    await note(connection, services, actor, "publish", f"faq:{entry.id}")
    return entry


async def _get(connection: Connection, actor: Actor, suggestion_id: int) -> Suggestion:
    suggestion = await faq_suggestions.find_suggestion(connection, actor.guild_id, suggestion_id)
    if suggestion is None:
        raise UserError("faq-unknown-suggestion")
    return suggestion


def _check_pending(suggestion: Suggestion) -> None:
    decision = suggestion.decision
    if decision is None:
        return
    by = "?" if decision.decider_id is None else f"<@{decision.decider_id}>"
    raise UserError("faq-decided-already", state=decision.state.value, by=by)


def _tell(services: Services) -> None:
    services.schedule.reconcile(MIRROR)
    services.schedule.wake(services.clock())
