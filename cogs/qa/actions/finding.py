"""Finding the question that somebody means."""

from __future__ import annotations

from cogs.core.actor import Actor
from domain.errors import UserError
from domain.questions import Question, QuestionView
from storage import questions
from storage.connection import Connection


async def get_question(connection: Connection, actor: Actor, question_id: int) -> Question:
    """Find a question; `UserError` where there is none of that number that the actor sees."""
    question = await questions.find_question(connection, actor.guild_id, question_id)
    if question is None or not _is_seen(actor, question):
        raise UserError("qa-unknown", number=str(question_id))
    return question


async def get_question_of_thread(connection: Connection, actor: Actor, thread_id: int) -> Question:
    """Find the question of a thread that the actor sees; `UserError` elsewhere."""
    question = await questions.find_question_of_thread(connection, thread_id)
    if question is None or question.guild_id != actor.guild_id or not _is_seen(actor, question):
        raise UserError("qa-not-in-thread")
    return question


async def get_view(connection: Connection, actor: Actor, question_id: int) -> QuestionView:
    """Find a question with its accepted answers; `UserError` as for `get_question`."""
    view = await questions.find_view(connection, actor.guild_id, question_id)
    if view is None or not _is_seen(actor, view.question):
        raise UserError("qa-unknown", number=str(question_id))
    return view


def _is_seen(actor: Actor, question: Question) -> bool:
    """Tell whether the actor sees a question: their own, and what stands where they look in."""
    return actor.sees(question.place.channel_id, question.asker_id)
