"""What askers do with the words of their own questions: change them, take them back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from cogs.core.access import changing
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.qa.actions.finding import get_question, get_view
from cogs.qa.actions.logbook import note
from cogs.qa.names import EDITING, MIRROR
from domain.errors import UserError
from domain.question_rules import check_may_decide, check_not_withdrawn, check_own, check_text
from domain.questions import Closing, Question, QuestionText, QuestionView, Resolution
from storage import drafts, questions, topics

KEPT = timedelta(days=1)


async def get_own_question(services: Services, actor: Actor, question_id: int) -> Question:
    """A question that the actor may edit."""
    async with services.database.read() as connection:
        question = await get_question(connection, actor, question_id)
    check_own(question, actor.member_id)
    return question


async def edit_question(
    services: Services, actor: Actor, question_id: int, text: QuestionText
) -> QuestionView:
    """Replace the words of an own question; the thread keeps its name."""
    async with changing(services, actor) as connection:
        question = await get_question(connection, actor, question_id)
        check_own(question, actor.member_id)
        known = await topics.list_topics(connection, actor.guild_id)
        text = check_text(text, known)
        await questions.change_text(connection, question, text, services.clock())
        view = await get_view(connection, actor, question_id)
    services.schedule.reconcile(MIRROR)
    return view


async def keep_edit(services: Services, actor: Actor, question_id: int, text: QuestionText) -> int:
    """Keep changed words that cannot be stored as they are; returns the draft's id."""
    body = {"question": question_id, "text": asdict(text)}
    async with services.database.transaction() as connection:
        return await drafts.create_draft(
            connection, actor.guild_id, actor.member_id, EDITING, body, services.clock() + KEPT
        )


async def get_edit(services: Services, actor: Actor, draft_id: int) -> tuple[int, QuestionText]:
    """The question and the words that were kept; `UserError` where they are gone."""
    async with services.database.read() as connection:
        draft = await drafts.find_draft(connection, draft_id, services.clock())
    if draft is None or draft.kind != EDITING or draft.guild_id != actor.guild_id:
        raise UserError("qa-edit-gone")
    if draft.member_id != actor.member_id:
        raise UserError("qa-draft-not-yours")
    words = draft.body["text"] | {"topics": tuple(draft.body["text"]["topics"])}
    return int(draft.body["question"]), QuestionText(**words)


async def withdraw_question(services: Services, actor: Actor, question_id: int) -> QuestionView:
    """Take an own question back, or as a moderator anybody's: its words are erased.

    Others' answers stay.
    """
    async with changing(services, actor) as connection:
        question = await get_question(connection, actor, question_id)
        check_may_decide(question, actor.member_id, is_moderator=actor.is_moderator)
        check_not_withdrawn(question)
        await note(connection, services, actor, "remove", question)
        closing = Closing(Resolution.WITHDRAWN, services.clock(), actor.member_id)
        await questions.withdraw(connection, question_id, closing)
        view = await get_view(connection, actor, question_id)
    services.schedule.reconcile(MIRROR)
    return view
