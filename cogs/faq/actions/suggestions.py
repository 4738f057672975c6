"""Suggestions for the FAQ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from cogs.core.access import admit, refuse_more
from cogs.core.actor import Actor
from cogs.core.files import Upload
from cogs.core.markup import plain
from cogs.core.unit import Unit
from cogs.faq.names import CONSENT, CONSENT_HERE, OUTCOME, SUGGESTING, SUGGESTION
from domain.deliveries import DeliveryKey
from domain.errors import UserError
from domain.faq.entries import (
    Decision,
    EntryText,
    FileRef,
    Origin,
    Source,
    Suggestion,
    SuggestionState,
)
from domain.faq.rules import MAX_TITLE, check_text
from domain.questions import QuestionView, Resolution
from storage import drafts, faq_entries, faq_suggestions, questions, topics
from storage.holdings import Holding

KEPT = timedelta(days=1)
ASKED_AGAIN_AFTER = timedelta(minutes=5)
"""Time after a direct message at which it is certain whether it could be sent."""
VERBS = {
    SuggestionState.APPROVED: "faq.approve",
    SuggestionState.MERGED: "faq.merge",
    SuggestionState.DECLINED: "faq.decline",
}
"""Decisions as the audit log calls them."""
MOST_QUOTED = 600
"""Characters of a question that stand before its answer."""


@dataclass(frozen=True, slots=True)
class Suggesting:
    """A suggestion that is being written; `uploads` are files of the message it is made of."""

    text: EntryText
    author_id: int | None = None
    question_id: int | None = None
    source: Source | None = None
    uploads: tuple[Upload, ...] = ()

    def body(self) -> dict[str, object]:
        """Write itself as a draft's body."""
        return asdict(self)

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Suggesting:  # Any: JSON
        """Read it from a draft's body."""
        source = body["source"]
        return cls(
            text_of(body["text"]),
            body["author_id"],
            body["question_id"],
            Source(**source) if source else None,
            tuple(Upload(**upload) for upload in body["uploads"]),
        )


def text_of(body: Mapping[str, Any]) -> EntryText:  # Any: JSON
    """Read the text of an entry as a draft kept it."""
    return EntryText(
        body["title"],
        body["answer"],
        tuple(body["topics"]),
        tuple(body["aliases"]),
        tuple(FileRef(**file) for file in body["files"]),
    )


async def begin_suggestion(unit: Unit, actor: Actor, suggesting: Suggesting) -> int:
    """Keep what is known of a suggestion while it is written; returns the draft's id."""
    await admit(unit, actor)
    await _check_source(unit, suggesting.source)
    return await drafts.create_draft(
        unit.connection,
        actor.guild_id,
        actor.member_id,
        SUGGESTING,
        suggesting.body(),
        unit.now + KEPT,
    )


async def prefill(unit: Unit, actor: Actor, question_id: int) -> Suggesting:
    """Make a suggestion of a solved question: its title, its words and its accepted answers."""
    view = await questions.find_view(unit.connection, actor.guild_id, question_id)
    entry = await faq_entries.find_of_question(unit.connection, question_id)
    if view is None or not actor.sees(view.question.place.channel_id, view.question.asker_id):
        raise UserError("faq-unknown-question")
    if entry is not None:
        raise UserError("faq-question-has-entry", title=plain(entry.text.title, MAX_TITLE))
    return _of_question(view)


async def get_suggesting(unit: Unit, actor: Actor, draft_id: int) -> Suggesting:
    """Read the actor's draft; `UserError` once it is suggested or has expired."""
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    if (
        draft is None
        or draft.kind != SUGGESTING
        or (draft.guild_id, draft.member_id) != (actor.guild_id, actor.member_id)
    ):
        raise UserError("faq-draft-gone")
    return Suggesting.of(draft.body)


async def keep_suggesting(unit: Unit, actor: Actor, draft_id: int, suggesting: Suggesting) -> None:
    """Keep what was typed, whatever is wrong with it."""
    await get_suggesting(unit, actor, draft_id)
    await drafts.change_draft(unit.connection, draft_id, suggesting.body(), unit.now + KEPT)


async def suggest(
    unit: Unit,
    actor: Actor,
    draft_id: int,
    suggesting: Suggesting,
    files: list[tuple[str, bytes]],
) -> Suggestion:
    """Put a suggestion into the queue; its author is asked, the moderators are told."""
    await admit(unit, actor)
    await get_suggesting(unit, actor, draft_id)
    await _check_source(unit, suggesting.source)
    await refuse_more(unit.connection, actor, Holding.SUGGESTION)
    if not await unit.once(actor.interaction_id):
        raise UserError("faq-draft-gone")
    known = await topics.list_topics(unit.connection, actor.guild_id)
    kept = [
        await faq_entries.keep_file(unit.connection, actor.guild_id, name, data, unit.now)
        for name, data in files
    ]
    text = check_text(replace(suggesting.text, files=tuple(kept)), known)
    origin = Origin(actor.member_id, suggesting.author_id, suggesting.question_id)
    suggestion_id = await faq_suggestions.create_suggestion(
        unit.connection, actor.guild_id, text, origin, suggesting.source, unit.now
    )
    await drafts.delete_draft(unit.connection, draft_id)
    unit.show(SUGGESTION, suggestion_id)
    if suggesting.author_id not in (None, actor.member_id):
        for kind, due_at in ((CONSENT, unit.now), (CONSENT_HERE, unit.now + ASKED_AGAIN_AFTER)):
            key = DeliveryKey(actor.guild_id, kind, suggestion_id)
            await unit.plan_once(key, due_at)
    made = await faq_suggestions.find_suggestion(unit.connection, actor.guild_id, suggestion_id)
    if made is None:
        raise LookupError(suggestion_id)
    return made


async def object_to(
    unit: Unit, guild_id: int, member_id: int, suggestion_id: int
) -> SuggestionState:
    """Keep an answer out of the FAQ, as its author wants; returns what became of it.

    While it waits, the suggestion is withdrawn. Afterwards their name is taken off the entry, and
    moderators are asked to look at it. `UserError` for anybody else.
    """
    suggestion = await faq_suggestions.find_suggestion(unit.connection, guild_id, suggestion_id)
    if suggestion is None or suggestion.origin.author_id != member_id:
        raise UserError("faq-not-your-answer")
    if suggestion.decision is None:
        decision = Decision(SuggestionState.WITHDRAWN, member_id, unit.now)
        await withdraw(unit, suggestion, decision)
        state = SuggestionState.WITHDRAWN
    else:
        state = suggestion.decision.state
        if suggestion.decision.entry_id is not None:
            await faq_entries.object_to(unit.connection, suggestion.decision.entry_id, unit.now)
    unit.show(SUGGESTION, suggestion_id)
    return state


async def is_suggested(unit: Unit, message_id: int) -> bool:
    """Tell whether a suggestion that waits was made of a message."""
    found = await faq_suggestions.find_pending_of_source(unit.connection, message_id)
    return found is not None


async def forget_source(unit: Unit, message_id: int) -> None:
    """Withdraw what was suggested of a message that was deleted, and waits."""
    suggestion = await faq_suggestions.find_pending_of_source(unit.connection, message_id)
    if suggestion is not None:
        await withdraw(unit, suggestion, Decision(SuggestionState.WITHDRAWN, None, unit.now))
        unit.show(SUGGESTION, suggestion.id)


async def withdraw(unit: Unit, suggestion: Suggestion, decision: Decision) -> None:
    """Take a suggestion out of the queue and tell who made it."""
    if await faq_suggestions.decide(unit.connection, suggestion.id, decision):
        await tell_outcome(unit, suggestion, [suggestion.origin.suggester_id])


async def tell_outcome(
    unit: Unit,
    suggestion: Suggestion,
    member_ids: list[int | None],
) -> None:
    """Plan a direct message to each of these on what became of a suggestion."""
    for member_id in dict.fromkeys(member_ids):
        if member_id is not None:
            key = DeliveryKey(suggestion.guild_id, OUTCOME, suggestion.id, member_id=member_id)
            await unit.plan_once(key)


async def note_decision(
    unit: Unit,
    actor: Actor,
    suggestion: Suggestion,
    decision: Decision,
) -> None:
    """Record a decision that was just made: in the log, and for those whom it concerns."""
    origin = suggestion.origin
    people = [origin.suggester_id, origin.author_id]
    others = [person for person in people if person != actor.member_id]
    await tell_outcome(unit, suggestion, others)
    subject = f"suggestion:{suggestion.id}"
    await unit.note(actor, VERBS[decision.state], subject, reason=decision.reason or None)
    unit.show(SUGGESTION, suggestion.id)


async def _check_source(unit: Unit, source: Source | None) -> None:
    if source is None:
        return
    waiting = await faq_suggestions.find_pending_of_source(unit.connection, source.message_id)
    if waiting is not None:
        raise UserError("faq-suggested-already", number=str(waiting.id))


def _of_question(view: QuestionView) -> Suggesting:
    question = view.question
    answers = [answer for answer in view.answers if answer.content]
    closing = question.closing
    if closing is None or closing.resolution is not Resolution.SOLVED or not answers:
        raise UserError("faq-question-unsolved")
    details = question.text.details
    asked = details if len(details) <= MOST_QUOTED else details[:MOST_QUOTED] + "…"
    quoted = "\n".join(f"> {line}".rstrip() for line in asked.splitlines() if "```" not in line)
    answered = "\n\n".join(str(answer.content) for answer in answers)
    thread_id = question.place.thread_id
    return Suggesting(
        EntryText(question.text.title[:MAX_TITLE], f"{quoted}\n\n{answered}", question.text.topics),
        answers[0].author_id,
        question.id,
        None if thread_id is None else Source(thread_id, answers[0].message_id),
    )
