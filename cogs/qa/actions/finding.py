"""Finding the question that somebody means."""

from __future__ import annotations

from cogs.shared.actor import Actor
from domain.errors import UserError
from domain.questions import Question, QuestionView
from storage import questions
from storage.engine import Connection


async def get_question(connection: Connection, actor: Actor, question_id: int) -> Question:
    """A question of the actor's server; `UserError` where there is none of that number."""
    question = await questions.find_question(connection, actor.guild_id, question_id)
    if question is None:
        raise UserError("qa-unknown", number=str(question_id))
    return question


async def get_question_of_thread(connection: Connection, actor: Actor, thread_id: int) -> Question:
    """The question of the thread where the actor is; `UserError` elsewhere."""
    question = await questions.find_question_of_thread(connection, thread_id)
    if question is None or question.guild_id != actor.guild_id:
        raise UserError("qa-not-in-thread")
    return question


def sees(actor: Actor, channel_id: int, asker_id: int | None) -> bool:
    """Whether the actor may read a question: her own, and what stands where she looks in."""
    return actor.is_moderator or asker_id == actor.member_id or actor.may_see(channel_id)


def check_sees(actor: Actor, question: Question) -> None:
    """`UserError`, as for one that does not exist, where the actor may not read the question."""
    if not sees(actor, question.place.channel_id, question.asker_id):
        raise UserError("qa-unknown", number=str(question.id))


async def get_view(connection: Connection, actor: Actor, question_id: int) -> QuestionView:
    """A question with its accepted answers; `UserError` where there is none of that number."""
    view = await questions.find_view(connection, actor.guild_id, question_id)
    if view is None:
        raise UserError("qa-unknown", number=str(question_id))
    return view
