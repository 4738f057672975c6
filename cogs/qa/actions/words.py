"""What askers do with the words of their own questions: change them, take them back."""

from __future__ import annotations

from cogs.qa.actions.finding import get_question, get_view
from cogs.qa.actions.logbook import note
from cogs.qa.names import MIRROR
from cogs.shared.access import refuse_barred
from cogs.shared.actor import Actor
from cogs.shared.services import Services
from domain.question_rules import check_may_decide, check_not_withdrawn, check_own, check_text
from domain.questions import Closing, Question, QuestionText, QuestionView, Resolution
from storage import questions, topics


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
    async with services.database.transaction() as connection:
        question = await get_question(connection, actor, question_id)
        await refuse_barred(connection, actor, services.clock())
        check_own(question, actor.member_id)
        known = await topics.list_topics(connection, actor.guild_id)
        text = check_text(text, known)
        await questions.change_text(connection, question, text, services.clock())
        view = await get_view(connection, actor, question_id)
    services.schedule.reconcile(MIRROR)
    return view


async def withdraw_question(services: Services, actor: Actor, question_id: int) -> QuestionView:
    """Take an own question back, or as a moderator anybody's: its words are erased.

    Others' answers stay.
    """
    async with services.database.transaction() as connection:
        question = await get_question(connection, actor, question_id)
        check_may_decide(question, actor.member_id, is_moderator=actor.is_moderator)
        check_not_withdrawn(question)
        await note(connection, services, actor, "remove", question)
        closing = Closing(Resolution.WITHDRAWN, services.clock(), actor.member_id)
        await questions.withdraw(connection, question_id, closing)
        view = await get_view(connection, actor, question_id)
    services.schedule.reconcile(MIRROR)
    return view
