"""Pointing at an answer: accepted at once by who may decide, proposed to the asker by others."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from cogs.core.access import admit, posting
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.core.unit import Unit
from cogs.qa.actions.answers import change_answers
from cogs.qa.actions.lookups import get_question, get_view
from domain.errors import UserError
from domain.question_rules import check_is_open, check_may_decide, may_decide
from domain.questions import Question, QuestionView, ThreadMessage
from storage import messages, proposals, questions


@dataclass(frozen=True, slots=True)
class Offer:
    """Outcome of an answer that somebody pointed at: accepted, or proposed to the asker."""

    view: QuestionView
    message: ThreadMessage
    is_accepted: bool


def pointing(services: Services, actor: Actor, question: Question) -> AbstractContextManager[None]:
    """Hold a proposal against the actor's rate of posts; who may decide accepts freely."""
    if may_decide(question, actor.member_id, is_moderator=actor.is_moderator):
        return nullcontext()
    return posting(services, actor)


async def offer_answer(unit: Unit, actor: Actor, question_id: int, message_id: int) -> Offer:
    """Accept an answer where the actor may, else propose it to the asker."""
    await admit(unit, actor)
    return await _offer(unit, actor, question_id, message_id)


async def offer_message(unit: Unit, actor: Actor, message: ThreadMessage) -> Offer:
    """Offer a message as `offer_answer` does, which the interaction brought along."""
    await admit(unit, actor)
    question = await get_question(unit, actor, message.question_id)
    await messages.remember_activity(unit.connection, question, message, unit.now)
    unit.show("question", question.id)
    return await _offer(unit, actor, message.question_id, message.message_id)


async def decline_proposal(
    unit: Unit, actor: Actor, question_id: int, message_id: int
) -> QuestionView:
    """Note that a proposed answer is not the solution, as its asker says."""
    await admit(unit, actor)
    view = await get_view(unit, actor, question_id)
    check_may_decide(view.question, actor.member_id, is_moderator=actor.is_moderator)
    _check_not_accepted(view, message_id)
    await proposals.decline(unit.connection, question_id, message_id, unit.now)
    return view


async def withdraw_proposal(unit: Unit, question_id: int, message_id: int) -> None:
    """Forget a proposal that could not be shown to the asker."""
    await proposals.withdraw(unit.connection, question_id, message_id)


def _check_not_accepted(view: QuestionView, message_id: int) -> None:
    for answer in view.answers:
        if answer.message_id == message_id:
            by = f"<@{answer.accepter_id}>" if answer.accepter_id else "?"
            raise UserError("qa-accepted-already", by=by)


async def _offer(unit: Unit, actor: Actor, question_id: int, message_id: int) -> Offer:
    view = await get_view(unit, actor, question_id)
    accepts = may_decide(view.question, actor.member_id, is_moderator=actor.is_moderator)
    if accepts:
        view = await change_answers(unit, actor, view, [message_id])
    else:
        await _propose(unit, actor, view, message_id)
    message = await questions.find_thread_message(unit.connection, message_id)
    if message is None:
        raise UserError("qa-not-an-answer")
    return Offer(view, message, accepts)


async def _propose(unit: Unit, actor: Actor, view: QuestionView, message_id: int) -> None:
    question = view.question
    check_is_open(question)
    _check_not_accepted(view, message_id)
    if question.place.thread_id is None:
        raise UserError("qa-no-thread")
    message = await questions.find_thread_message(unit.connection, message_id)
    if message is None or message.question_id != question.id or message.deleted_at:
        raise UserError("qa-not-an-answer")
    if not await proposals.propose(
        unit.connection, question.id, message_id, actor.member_id, unit.now
    ):
        raise UserError("qa-proposed-already")
