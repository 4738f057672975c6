"""Pointing at an answer: accepted at once by who may decide, proposed to the asker by others."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.core.access import admit_post, changing
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.qa.actions.answers import change_in
from cogs.qa.actions.finding import get_question, get_view
from cogs.qa.names import MIRROR
from domain.errors import UserError
from domain.question_rules import check_is_open, check_may_decide, may_decide
from domain.questions import QuestionView, ThreadMessage
from storage import messages, proposals, questions
from storage.connection import Connection


@dataclass(frozen=True, slots=True)
class Offer:
    """What became of an answer that somebody pointed at: accepted, or proposed to the asker."""

    view: QuestionView
    message: ThreadMessage
    is_accepted: bool


async def offer_answer(
    services: Services, actor: Actor, question_id: int, message_id: int
) -> Offer:
    """Accept an answer where the actor may, else propose it to the asker."""
    async with changing(services, actor) as connection:
        offer = await _offer(connection, services, actor, question_id, message_id)
    services.schedule.reconcile(MIRROR)
    return offer


async def offer_message(services: Services, actor: Actor, message: ThreadMessage) -> Offer:
    """Like `offer_answer`, for a message that the interaction brought along with its text."""
    async with changing(services, actor) as connection:
        question = await get_question(connection, actor, message.question_id)
        await messages.remember_activity(connection, question, message, services.clock())
        offer = await _offer(connection, services, actor, message.question_id, message.message_id)
    services.schedule.reconcile(MIRROR)
    return offer


async def decline_proposal(
    services: Services, actor: Actor, question_id: int, message_id: int
) -> QuestionView:
    """The asker says that a proposed answer is not the solution."""
    async with changing(services, actor) as connection:
        view = await get_view(connection, actor, question_id)
        check_may_decide(view.question, actor.member_id, is_moderator=actor.is_moderator)
        _check_not_accepted(view, message_id)
        await proposals.decline(connection, question_id, message_id, services.clock())
    return view


async def withdraw_proposal(services: Services, question_id: int, message_id: int) -> None:
    """Forget a proposal that could not be shown to the asker."""
    async with services.database.transaction() as connection:
        await proposals.withdraw(connection, question_id, message_id)


def _check_not_accepted(view: QuestionView, message_id: int) -> None:
    for answer in view.answers:
        if answer.message_id == message_id:
            by = f"<@{answer.accepter_id}>" if answer.accepter_id else "?"
            raise UserError("qa-accepted-already", by=by)


async def _offer(
    connection: Connection, services: Services, actor: Actor, question_id: int, message_id: int
) -> Offer:
    view = await get_view(connection, actor, question_id)
    accepts = may_decide(view.question, actor.member_id, is_moderator=actor.is_moderator)
    if accepts:
        view = await change_in(connection, services, actor, view, [message_id])
    else:
        await _propose(connection, services, actor, view, message_id)
    message = await questions.find_thread_message(connection, message_id)
    if message is None:
        raise UserError("qa-not-an-answer")
    return Offer(view, message, accepts)


async def _propose(
    connection: Connection,
    services: Services,
    actor: Actor,
    view: QuestionView,
    message_id: int,
) -> None:
    check_is_open(view.question)
    _check_not_accepted(view, message_id)
    if view.question.place.thread_id is None:
        raise UserError("qa-no-thread")
    await admit_post(services, connection, actor)
    message = await questions.find_thread_message(connection, message_id)
    if message is None or message.question_id != view.question.id or message.deleted_at:
        raise UserError("qa-not-an-answer")
    now = services.clock()
    if not await proposals.propose(connection, view.question.id, message_id, actor.member_id, now):
        raise UserError("qa-proposed-already")
