"""Accepting answers and undoing it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from cogs.core.access import changing
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.qa.actions.finding import get_view
from cogs.qa.actions.following import follow_again
from cogs.qa.actions.logbook import note
from cogs.qa.names import MIRROR
from domain.errors import UserError
from domain.question_rules import check_may_decide, check_not_withdrawn
from domain.questions import (
    AcceptedAnswer,
    Closing,
    Question,
    QuestionView,
    Resolution,
    ThreadMessage,
)
from storage import questions
from storage.connection import Connection

MOST_CANDIDATES = 25
"""What one select can offer."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What can be accepted in a question's thread, and what is accepted already."""

    view: QuestionView
    messages: tuple[ThreadMessage, ...]


async def list_candidates(services: Services, actor: Actor, question_id: int) -> Candidates:
    """The answers to choose from: others' recent messages first, then the asker's own."""
    async with services.database.read() as connection:
        return await connection.together(_list_candidates, actor, question_id)


async def _list_candidates(connection: Connection, actor: Actor, question_id: int) -> Candidates:
    view = await get_view(connection, actor, question_id)
    check_not_withdrawn(view.question)
    messages = await questions.list_answer_candidates(connection, question_id, MOST_CANDIDATES)
    if not messages:
        raise UserError("qa-no-answers")
    asker_id = view.question.asker_id
    messages.sort(key=lambda message: message.author_id == asker_id)
    return Candidates(view, tuple(messages))


async def accept_answer(
    services: Services, actor: Actor, question_id: int, message_id: int
) -> QuestionView:
    """Accept one answer, beside those that are accepted already; the question is solved."""
    return await change_accepted(services, actor, question_id, accept=[message_id])


async def unaccept_answer(
    services: Services, actor: Actor, question_id: int, message_id: int
) -> QuestionView:
    """Undo one acceptance; without any other the question is open again."""
    return await change_accepted(services, actor, question_id, unaccept=[message_id])


async def change_accepted(
    services: Services,
    actor: Actor,
    question_id: int,
    *,
    accept: Collection[int] = (),
    unaccept: Collection[int] = (),
) -> QuestionView:
    """Accept some answers and undo others in one step; `UserError` where nothing would change."""
    async with changing(services, actor) as connection:
        changed = await connection.together(_change, services, actor, question_id, accept, unaccept)
    services.schedule.reconcile(MIRROR)
    return changed


async def _change(
    connection: Connection,
    services: Services,
    actor: Actor,
    question_id: int,
    accept: Collection[int],
    unaccept: Collection[int],
) -> QuestionView:
    view = await get_view(connection, actor, question_id)
    check_may_decide(view.question, actor.member_id, is_moderator=actor.is_moderator)
    return await change_in(connection, services, actor, view, accept, unaccept)


async def change_in(
    connection: Connection,
    services: Services,
    actor: Actor,
    view: QuestionView,
    accept: Collection[int],
    unaccept: Collection[int] = (),
) -> QuestionView:
    """The same inside a transaction, for an actor who may decide."""
    check_not_withdrawn(view.question)
    kept = tuple(answer for answer in view.answers if answer.message_id not in unaccept)
    known = {answer.message_id for answer in view.answers}
    new = [await _get_answer(connection, view.question, m) for m in accept if m not in known]
    undoes_none = len(kept) == len(view.answers)
    # What stayed accepted through a reopening closes the question when it is accepted again.
    if undoes_none and not new and not (accept and view.question.is_open):
        raise _nothing_to_change(view, accept)
    if len(kept) + len(new) > questions.MOST_ACCEPTED:
        raise UserError("qa-too-many-accepted", most=questions.MOST_ACCEPTED)
    for message_id in known.intersection(unaccept):
        await questions.unaccept_answer(connection, view.question.id, message_id)
    added = [await _accept(connection, services, actor, view.question, m) for m in new]
    verb = "accept" if added or undoes_none else "unaccept"
    messages = " ".join(map(str, accept or unaccept))
    await note(connection, services, actor, verb, view.question, messages=messages)
    answers = tuple(sorted((*kept, *added), key=lambda answer: answer.message_id))
    return QuestionView(await _settle(connection, services, actor, view, answers), answers)


async def _accept(
    connection: Connection,
    services: Services,
    actor: Actor,
    question: Question,
    message: ThreadMessage,
) -> AcceptedAnswer:
    now = services.clock()
    await questions.accept_answer(connection, message, question.guild_id, actor.member_id, now)
    return AcceptedAnswer(
        question.id, message.message_id, message.author_id, message.content, now, actor.member_id
    )


async def _settle(
    connection: Connection,
    services: Services,
    actor: Actor,
    view: QuestionView,
    answers: Collection[AcceptedAnswer],
) -> Question:
    """Bring the closing in line: a question with an accepted answer is solved."""
    question, now = view.question, services.clock()
    is_solved = question.closing and question.closing.resolution is Resolution.SOLVED
    closing = question.closing
    if answers and not is_solved:
        closing = Closing(Resolution.SOLVED, now, actor.member_id)
        await questions.close(connection, question.id, closing)
    elif is_solved and not answers:
        closing = None
        await questions.reopen(connection, question.id, now)
        await follow_again(connection, services, question, now)
    else:
        await questions.revise(connection, question.id)
    return replace(question, closing=closing, revision=question.revision + 1)


def _nothing_to_change(view: QuestionView, accept: Collection[int]) -> UserError:
    if len(accept) > 1:
        return UserError("qa-nothing-changed")
    for answer in view.answers:
        if answer.message_id in accept:
            by = f"<@{answer.accepter_id}>" if answer.accepter_id else "?"
            return UserError("qa-accepted-already", by=by)
    return UserError("qa-not-accepted")


async def _get_answer(connection: Connection, question: Question, message_id: int) -> ThreadMessage:
    message = await questions.find_thread_message(connection, message_id)
    if message is None or message.question_id != question.id:
        raise UserError("qa-not-an-answer")
    if message.deleted_at is not None:
        raise UserError("qa-answer-deleted")
    return message
