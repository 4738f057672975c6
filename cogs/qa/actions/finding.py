"""Finding the question that somebody means."""

from __future__ import annotations

from cogs.core.actor import Actor
from cogs.core.markup import label, parse_link
from cogs.core.unit import Unit
from cogs.qa.names import CARD
from domain.errors import UserError
from domain.ids import parse_number
from domain.question_rules import may_decide
from domain.questions import Question, QuestionView
from storage import cards, questions


async def get_question(unit: Unit, actor: Actor, question_id: int) -> Question:
    """Find a question; `UserError` where there is none of that number that the actor sees."""
    question = await questions.find_question(unit.connection, actor.guild_id, question_id)
    if question is None or not _is_seen(actor, question):
        raise UserError("qa-unknown", number=str(question_id))
    return question


async def get_question_of_thread(unit: Unit, actor: Actor, thread_id: int) -> Question:
    """Find the question of a thread that the actor sees; `UserError` elsewhere."""
    question = await questions.find_question_of_thread(unit.connection, thread_id)
    if question is None or question.guild_id != actor.guild_id or not _is_seen(actor, question):
        raise UserError("qa-not-in-thread")
    return question


async def get_view(unit: Unit, actor: Actor, question_id: int) -> QuestionView:
    """Find a question with its accepted answers; `UserError` as for `get_question`."""
    view = await questions.find_view(unit.connection, actor.guild_id, question_id)
    if view is None or not _is_seen(actor, view.question):
        raise UserError("qa-unknown", number=str(question_id))
    return view


async def get_meant(
    unit: Unit, actor: Actor, typed: str | None, channel_id: int | None
) -> Question:
    """Find the question that is meant: by number, by a link to its thread, or by being there.

    `UserError` for one that the actor may not see.
    """
    number = parse_question(typed) if typed else None
    if number is not None:
        return await get_question(unit, actor, number)
    link = parse_link(typed) if typed else None
    if typed and link is None:
        raise UserError("qa-no-number", typed=label(typed, 50))
    thread_id = link.channel_id if link else channel_id or 0
    return await get_question_of_thread(unit, actor, thread_id)


async def show_meant(
    unit: Unit, actor: Actor, typed: str | None, channel_id: int | None
) -> tuple[QuestionView, bool]:
    """Find the question that is meant, and tell whether the actor may have its card back."""
    number = parse_question(typed) if typed else None
    if number is None:
        number = (await get_meant(unit, actor, typed, channel_id)).id
    view = await get_view(unit, actor, number)
    question = view.question
    if question.place.thread_id is not None or question.is_withdrawn:
        return view, False
    if not may_decide(question, actor.member_id, is_moderator=actor.is_moderator):
        return view, False
    card = await cards.find_card(unit.connection, actor.guild_id, CARD, question.id)
    return view, card is not None and card.is_removed


def parse_question(typed: str) -> int | None:
    """Read a question's number as it is typed (`12`, `#12`) or picked (`q:12`)."""
    return parse_number(typed.strip().removeprefix("q:"))


def answer_number(typed: str) -> int:
    """Read which message is meant: by its id or a link to it."""
    link = parse_link(typed)
    number = parse_number(typed) if link is None else link.message_id
    if number is None:
        raise UserError("qa-no-message", typed=label(typed, 50))
    return number


def _is_seen(actor: Actor, question: Question) -> bool:
    """Tell whether the actor sees a question: their own, and what stands where they look in."""
    return actor.sees(question.place.channel_id, question.asker_id)
