"""Working through the queue: approve, merge, decline. The first moderator to decide decides."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.faq.actions.curating import Conflict, Saving, check_title, create_draft, save_entry
from cogs.faq.actions.reviewing import plan_review
from cogs.faq.actions.suggesting import note_decision
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
    found = await faq_entries.list_by_ids(unit.connection, [entry_id for entry_id, _ in alike])
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
