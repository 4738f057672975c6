"""Accepting answers and undoing it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.qa.actions.lifecycle import follow_again
from cogs.qa.actions.lookups import get_view
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

MOST_CANDIDATES = 25
"""Number of options that one select can offer."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Messages that can be accepted in a question's thread, and those accepted already."""

    view: QuestionView
    messages: tuple[ThreadMessage, ...]


async def list_candidates(unit: Unit, actor: Actor, question_id: int) -> Candidates:
    """List the answers to choose from: others' recent messages first, then the asker's own."""
    view = await get_view(unit, actor, question_id)
    check_not_withdrawn(view.question)
    messages = await questions.list_answer_candidates(unit.connection, question_id, MOST_CANDIDATES)
    if not messages:
        raise UserError("qa-no-answers")
    asker_id = view.question.asker_id
    messages.sort(key=lambda message: message.author_id == asker_id)
    return Candidates(view, tuple(messages))


async def accept_answer(
    unit: Unit, actor: Actor, question_id: int, message_id: int
) -> QuestionView:
    """Accept one answer, beside those that are accepted already; the question is solved."""
    return await change_accepted(unit, actor, question_id, accept=[message_id])


async def unaccept_answer(
    unit: Unit, actor: Actor, question_id: int, message_id: int
) -> QuestionView:
    """Undo one acceptance; without any other the question is open again."""
    return await change_accepted(unit, actor, question_id, unaccept=[message_id])


async def change_accepted(
    unit: Unit,
    actor: Actor,
    question_id: int,
    *,
    accept: Collection[int] = (),
    unaccept: Collection[int] = (),
) -> QuestionView:
    """Accept some answers and undo others in one step; `UserError` where nothing would change."""
    await admit(unit, actor)
    view = await get_view(unit, actor, question_id)
    check_may_decide(view.question, actor.member_id, is_moderator=actor.is_moderator)
    return await change_answers(unit, actor, view, accept, unaccept)


async def change_answers(
    unit: Unit,
    actor: Actor,
    view: QuestionView,
    accept: Collection[int],
    unaccept: Collection[int] = (),
) -> QuestionView:
    """Do what `change_accepted` does, for an actor who may decide, with a view just read."""
    check_not_withdrawn(view.question)
    kept = tuple(answer for answer in view.answers if answer.message_id not in unaccept)
    known = {answer.message_id for answer in view.answers}
    new = [await _get_answer(unit, view.question, m) for m in accept if m not in known]
    undoes_none = len(kept) == len(view.answers)
    # What stayed accepted through a reopening closes the question when it is accepted again.
    if undoes_none and not new and not (accept and view.question.is_open):
        raise _nothing_to_change(view, accept)
    if len(kept) + len(new) > questions.MOST_ACCEPTED:
        raise UserError("qa-too-many-accepted", most=questions.MOST_ACCEPTED)
    for message_id in known.intersection(unaccept):
        await questions.unaccept_answer(unit.connection, view.question.id, message_id)
    added = [await _accept(unit, actor, view.question, m) for m in new]
    verb = "qa.accept" if added or undoes_none else "qa.unaccept"
    subject, owners = f"question:{view.question.id}", (view.question.asker_id,)
    messages = " ".join(map(str, accept or unaccept))
    await unit.note(actor, verb, subject, owners=owners, messages=messages)
    answers = tuple(sorted((*kept, *added), key=lambda answer: answer.message_id))
    unit.show("question", view.question.id)
    return QuestionView(await _settle(unit, actor, view, answers), answers)


async def _accept(
    unit: Unit,
    actor: Actor,
    question: Question,
    message: ThreadMessage,
) -> AcceptedAnswer:
    await questions.accept_answer(
        unit.connection, message, question.guild_id, actor.member_id, unit.now
    )
    return AcceptedAnswer(
        question.id,
        message.message_id,
        message.author_id,
        message.content,
        unit.now,
        actor.member_id,
    )


async def _settle(
    unit: Unit,
    actor: Actor,
    view: QuestionView,
    answers: Collection[AcceptedAnswer],
) -> Question:
    """Bring the closing in line: a question with an accepted answer is solved."""
    question, now = view.question, unit.now
    is_solved = question.closing and question.closing.resolution is Resolution.SOLVED
    closing = question.closing
    if answers and not is_solved:
        closing = Closing(Resolution.SOLVED, now, actor.member_id)
        await questions.close(unit.connection, question.id, closing)
    elif is_solved and not answers:
        closing = None
        await questions.reopen(unit.connection, question.id, now)
        await follow_again(unit, question, now)
    else:
        await questions.revise(unit.connection, question.id)
    return replace(question, closing=closing, revision=question.revision + 1)


def _nothing_to_change(view: QuestionView, accept: Collection[int]) -> UserError:
    if len(accept) > 1:
        return UserError("qa-nothing-changed")
    for answer in view.answers:
        if answer.message_id in accept:
            by = f"<@{answer.accepter_id}>" if answer.accepter_id else "?"
            return UserError("qa-accepted-already", by=by)
    return UserError("qa-not-accepted")


async def _get_answer(unit: Unit, question: Question, message_id: int) -> ThreadMessage:
    message = await questions.find_thread_message(unit.connection, message_id)
    if message is None or message.question_id != question.id:
        raise UserError("qa-not-an-answer")
    if message.deleted_at is not None:
        raise UserError("qa-answer-deleted")
    return message
