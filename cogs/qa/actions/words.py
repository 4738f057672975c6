"""What askers do with the words of their own questions: change them, take them back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.qa.actions.finding import get_question, get_view
from cogs.qa.names import EDITING
from domain.errors import UserError
from domain import question_rules
from domain.question_rules import check_may_decide, check_not_withdrawn, check_own
from domain.questions import Closing, Question, QuestionText, QuestionView, Resolution
from storage import drafts, questions, topics

KEPT = timedelta(days=1)


async def get_own_question(unit: Unit, actor: Actor, question_id: int) -> Question:
    """Find a question that the actor may edit."""
    question = await get_question(unit, actor, question_id)
    check_own(question, actor.member_id)
    return question


async def edit_question(
    unit: Unit, actor: Actor, question_id: int, text: QuestionText
) -> QuestionView:
    """Replace the words of an own question; the thread keeps its name."""
    await admit(unit, actor)
    question = await get_own_question(unit, actor, question_id)
    known = await topics.list_topics(unit.connection, actor.guild_id)
    text = question_rules.check_text(text, known)
    await questions.change_text(unit.connection, question, text, unit.now)
    unit.show("question", question_id)
    return await get_view(unit, actor, question_id)


async def keep_edit(unit: Unit, actor: Actor, question_id: int, text: QuestionText) -> int:
    """Keep changed words that cannot be stored as they are; returns the draft's id."""
    body = {"question": question_id, "text": asdict(text)}
    return await drafts.create_draft(
        unit.connection, actor.guild_id, actor.member_id, EDITING, body, unit.now + KEPT
    )


async def get_edit(unit: Unit, actor: Actor, draft_id: int) -> tuple[int, QuestionText]:
    """Read the question and the words that were kept; `UserError` where they are gone."""
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    if draft is None or draft.kind != EDITING or draft.guild_id != actor.guild_id:
        raise UserError("qa-edit-gone")
    if draft.member_id != actor.member_id:
        raise UserError("qa-draft-not-yours")
    words = draft.body["text"] | {"topics": tuple(draft.body["text"]["topics"])}
    return int(draft.body["question"]), QuestionText(**words)


async def withdraw_question(unit: Unit, actor: Actor, question_id: int) -> QuestionView:
    """Take an own question back, or as a moderator anybody's: its words are erased.

    Others' answers stay.
    """
    await admit(unit, actor)
    question = await get_question(unit, actor, question_id)
    check_may_decide(question, actor.member_id, is_moderator=actor.is_moderator)
    check_not_withdrawn(question)
    subject = f"question:{question_id}"
    await unit.note(actor, "qa.remove", subject, owners=(question.asker_id,))
    closing = Closing(Resolution.WITHDRAWN, unit.now, actor.member_id)
    await questions.withdraw(unit.connection, question_id, closing)
    unit.show("question", question_id)
    return await get_view(unit, actor, question_id)
