"""Entries of the FAQ, written, published, merged and restored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import plain
from cogs.core.unit import Unit
from cogs.faq.actions.lookups import get_entry
from cogs.faq.actions.suggestions import note_decision, text_of
from cogs.faq.names import DUE, DUE_EDITOR, SAVING
from domain.deliveries import DeliveryKey
from domain.errors import UserError
from domain.faq.entries import (
    Change,
    Decision,
    Entry,
    EntryState,
    EntryText,
    FileRef,
    NewEntry,
    SuggestionState,
)
from domain.faq.rules import MAX_REASON, MAX_TITLE, check_aliases, check_text, clean_line
from storage import drafts, faq_entries, faq_suggestions, topics

HOUR = 9
"""The hour (UTC) at which is told what has become due."""


async def plan_review(unit: Unit, entry: Entry) -> None:
    """See to it that the moderators and the last editor hear of an entry when it is due."""
    if not entry.is_published or entry.review_at is None:
        return
    due_at = told_at(entry.review_at)
    occurrence = due_at.date().isoformat()
    await unit.plan_once(DeliveryKey(entry.guild_id, DUE, 0, occurrence), due_at)
    if entry.editor_id is not None:
        key = DeliveryKey(entry.guild_id, DUE_EDITOR, 0, occurrence, member_id=entry.editor_id)
        await unit.plan_once(key, due_at)


def told_at(review_at: datetime) -> datetime:
    """Return when is told that an entry has become due at `review_at`."""
    at = review_at.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return at if at >= review_at else at + timedelta(days=1)


KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Saving:
    """A text that somebody writes: of an entry, of a new one (number 0), or of a suggestion's."""

    entry_id: int
    base: int
    """The entry's revision that it was made from."""
    text: EntryText
    reason: str = ""
    suggestion_id: int | None = None
    """The suggestion that is published with it, or becomes part of the entry."""

    def body(self) -> dict[str, object]:
        """Write itself as a draft's body."""
        return asdict(self)

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Saving:  # Any: JSON
        """Read it from a draft's body."""
        return cls(
            body["entry_id"],
            body["base"],
            text_of(body["text"]),
            body["reason"],
            body["suggestion_id"],
        )


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody changed the entry meanwhile: what it is now, and what was to be saved."""

    draft_id: int
    entry: Entry
    mine: EntryText


async def create_draft(unit: Unit, actor: Actor, saving: Saving, draft_id: int) -> Entry:
    """Make a new entry of a moderator's, which nobody else sees before it is published."""
    require_moderator(actor)
    await admit(unit, actor)
    if not await unit.once(actor.interaction_id):
        raise UserError("faq-draft-gone")
    text = check_text(saving.text, await topics.list_topics(unit.connection, actor.guild_id))
    await check_title(unit, actor, text.title)
    entry = await faq_entries.create_entry(
        unit.connection,
        actor.guild_id,
        NewEntry(text, EntryState.DRAFT, None),
        editor_id=actor.member_id,
        now=unit.now,
    )
    await drafts.delete_draft(unit.connection, draft_id)
    await unit.note(actor, "faq.create", f"faq:{entry.id}")
    return entry


async def save_entry(unit: Unit, actor: Actor, saving: Saving, draft_id: int) -> Entry | Conflict:
    """Change an entry's text, unless somebody was faster: then both texts are to be compared.

    The draft is gone with the change; after a conflict it holds the text, now made from what the
    entry has become, because that is what its author gets to see.
    """
    require_moderator(actor)
    await admit(unit, actor)
    entry = await get_entry(unit, actor, saving.entry_id)
    text = check_text(saving.text, await topics.list_topics(unit.connection, actor.guild_id))
    if entry.text.title != text.title:
        await check_title(unit, actor, text.title, but=entry.id)
    if entry.revision != saving.base:
        seen = replace(saving, text=text, base=entry.revision)
        await drafts.change_draft(unit.connection, draft_id, seen.body(), unit.now + KEPT)
        return Conflict(draft_id, entry, text)
    change = Change.EDIT if saving.suggestion_id is None else Change.MERGE
    saved = await _change(unit, actor, replace(entry, text=text), change, saving.reason)
    if saving.suggestion_id is not None:
        await _merge_suggestion(unit, actor, saving.suggestion_id, saved)
    await drafts.delete_draft(unit.connection, draft_id)
    return saved


async def begin_saving(unit: Unit, actor: Actor, saving: Saving) -> int:
    """Keep a text while somebody works on it; returns the draft's id."""
    require_moderator(actor)
    await admit(unit, actor)
    return await drafts.create_draft(
        unit.connection, actor.guild_id, actor.member_id, SAVING, saving.body(), unit.now + KEPT
    )


async def begin_edit(unit: Unit, actor: Actor, entry_id: int) -> tuple[int, Saving]:
    """Keep an entry's text as it is, to be worked on; returns the draft's id with it."""
    entry = await get_entry(unit, actor, entry_id)
    saving = Saving(entry.id, entry.revision, entry.text)
    return await begin_saving(unit, actor, saving), saving


async def get_saving(unit: Unit, actor: Actor, draft_id: int) -> Saving:
    """Read a text that the actor works on; `UserError` where it is another's, or gone."""
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    if (
        draft is None
        or draft.kind != SAVING
        or (draft.guild_id, draft.member_id) != (actor.guild_id, actor.member_id)
    ):
        raise UserError("faq-draft-gone")
    return Saving.of(draft.body)


async def keep_saving(unit: Unit, actor: Actor, draft_id: int, saving: Saving) -> None:
    """Keep a text as far as it is written, whatever is wrong with it."""
    await get_saving(unit, actor, draft_id)
    await drafts.change_draft(unit.connection, draft_id, saving.body(), unit.now + KEPT)


async def drop_saving(unit: Unit, actor: Actor, draft_id: int) -> None:
    """Forget a text."""
    await get_saving(unit, actor, draft_id)
    await drafts.delete_draft(unit.connection, draft_id)


async def keep_files(
    unit: Unit, actor: Actor, files: Sequence[tuple[str, bytes]]
) -> tuple[FileRef, ...]:
    """Store files that an entry is to have."""
    require_moderator(actor)
    await admit(unit, actor)
    return tuple(
        [
            await faq_entries.keep_file(unit.connection, actor.guild_id, name, data, unit.now)
            for name, data in files
        ]
    )


async def publish(unit: Unit, actor: Actor, entry_id: int) -> Entry:
    """Let everybody find a draft or a retired entry."""
    return await _set_state(unit, actor, entry_id, EntryState.PUBLISHED, "")


async def retire(
    unit: Unit, actor: Actor, entry_id: int, reason: str, into_id: int | None = None
) -> Entry:
    """Take an entry out of the FAQ; with `into_id`, another is found by its words from now on."""
    require_moderator(actor)
    reason = clean_line(reason)[:MAX_REASON]
    if into_id is None:
        return await _set_state(unit, actor, entry_id, EntryState.RETIRED, reason)
    await admit(unit, actor)
    entry = await get_entry(unit, actor, entry_id)
    target = await get_entry(unit, actor, into_id)
    if entry.id == target.id:
        raise UserError("faq-merge-itself")
    if not target.is_published:
        raise UserError("faq-merge-into-unpublished", title=plain(target.text.title, MAX_TITLE))
    retired = replace(entry, state=EntryState.RETIRED, merged_into=target.id, review_at=None)
    retired = await _change(unit, actor, retired, Change.MERGE, reason)
    words = (*target.text.aliases, entry.text.title, *entry.text.aliases)
    text = replace(target.text, aliases=check_aliases(words, target.text.title))
    merged = replace(target, text=text)
    await _change(unit, actor, merged, Change.MERGE, reason)
    return retired


async def change_aliases(
    unit: Unit, actor: Actor, entry_id: int, *, add: str = "", remove: str = ""
) -> Entry:
    """Add another word for an entry, or take one away."""
    require_moderator(actor)
    await admit(unit, actor)
    entry = await get_entry(unit, actor, entry_id)
    aliases = entry.text.aliases
    gone, new = clean_line(remove).casefold(), clean_line(add)
    kept = tuple(alias for alias in aliases if alias.casefold() != gone)
    if gone and len(kept) == len(aliases):
        raise UserError("faq-no-such-alias", alias=plain(remove, 50))
    changed = check_aliases((*kept, new) if new else kept, entry.text.title)
    if changed == aliases:
        raise UserError("faq-alias-known")
    text = replace(entry.text, aliases=changed)
    return await _change(unit, actor, replace(entry, text=text), Change.ALIAS, "")


async def move(unit: Unit, actor: Actor, entry_id: int, position: int) -> Entry:
    """Give an entry another place in the list."""
    require_moderator(actor)
    await admit(unit, actor)
    entry = await get_entry(unit, actor, entry_id)
    moved = await faq_entries.move_entry(
        unit.connection, entry, position, editor_id=actor.member_id, now=unit.now
    )
    await unit.note(actor, "faq.order", f"faq:{entry.id}")
    return moved or entry


async def confirm(unit: Unit, actor: Actor, entry_id: int) -> Entry:
    """Confirm that an entry is still right; it is looked at again in time."""
    require_moderator(actor)
    await admit(unit, actor)
    entry = await get_entry(unit, actor, entry_id)
    if not entry.is_published:
        raise UserError("faq-not-published", title=plain(entry.text.title, MAX_TITLE))
    return await _change(unit, actor, entry, Change.CONFIRM, "")


async def restore(unit: Unit, actor: Actor, entry_id: int, number: int | None = None) -> Entry:
    """Bring back what an entry was after a change, or a retired entry as it is."""
    require_moderator(actor)
    await admit(unit, actor)
    entry = await get_entry(unit, actor, entry_id)
    text = entry.text
    if number is not None:
        revision = await faq_entries.find_revision(unit.connection, entry.id, number)
        if revision is None:
            raise UserError("faq-no-such-revision", number=str(number))
        text = revision.text
    elif entry.state is not EntryState.RETIRED:
        raise UserError("faq-not-retired", title=plain(entry.text.title, MAX_TITLE))
    await check_title(unit, actor, text.title, but=entry.id)
    state = EntryState.PUBLISHED if entry.state is EntryState.RETIRED else entry.state
    restored = replace(entry, text=text, state=state, merged_into=None)
    reason = "" if number is None else f"#{number}"
    return await _change(unit, actor, restored, Change.RESTORE, reason)


async def _set_state(
    unit: Unit, actor: Actor, entry_id: int, state: EntryState, reason: str
) -> Entry:
    require_moderator(actor)
    await admit(unit, actor)
    entry = await get_entry(unit, actor, entry_id)
    if entry.state is state:
        raise UserError(
            "faq-state-already", state=state.value, title=plain(entry.text.title, MAX_TITLE)
        )
    if state is EntryState.PUBLISHED:
        await check_title(unit, actor, entry.text.title, but=entry.id)
    changed = replace(entry, state=state, merged_into=None)
    change = Change.PUBLISH if state is EntryState.PUBLISHED else Change.RETIRE
    return await _change(unit, actor, changed, change, reason)


async def _change(
    unit: Unit,
    actor: Actor,
    entry: Entry,
    change: Change,
    reason: str,
) -> Entry:
    """Store a change that was made in this transaction, and plan the next review."""
    reason = clean_line(reason)[:MAX_REASON]
    review_at = actor.settings.next_review(unit.now) if entry.is_published else None
    changed = await faq_entries.change_entry(
        unit.connection,
        replace(entry, review_at=review_at),
        change=change,
        editor_id=actor.member_id,
        reason=reason,
        now=unit.now,
    )
    if changed is None:
        raise LookupError(f"entry {entry.id} changed within a transaction")
    await plan_review(unit, changed)
    await unit.note(actor, f"faq.{change.value}", f"faq:{entry.id}", reason=reason or None)
    return changed


async def _merge_suggestion(unit: Unit, actor: Actor, suggestion_id: int, entry: Entry) -> None:
    suggestion = await faq_suggestions.find_suggestion(
        unit.connection, actor.guild_id, suggestion_id
    )
    decision = Decision(SuggestionState.MERGED, actor.member_id, unit.now, entry_id=entry.id)
    if suggestion is not None and await faq_suggestions.decide(
        unit.connection, suggestion.id, decision
    ):
        await note_decision(unit, actor, suggestion, decision)


async def check_title(unit: Unit, actor: Actor, title: str, *, but: int | None = None) -> None:
    """Raise `UserError` where another entry than `but` has this title."""
    other = await faq_entries.find_by_title(unit.connection, actor.guild_id, title)
    if other is not None and other.id != but:
        raise UserError(
            "faq-title-taken", title=plain(other.text.title, MAX_TITLE), number=str(other.id)
        )
