"""Planning what happens to a question that nobody writes in: asked about, closed, escalated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cogs.core.access import changing
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.qa.actions.finding import get_question
from cogs.qa.names import ESCALATION, QUIET, STALE
from domain.deliveries import Delivery, DeliveryKey, DeliveryState
from domain.question_rules import check_is_open, check_may_decide
from domain.questions import Question
from domain.quiet import DEFAULT_PERIODS
from storage import deliveries, questions, subscriptions
from storage.connection import Connection
from storage.stamps import to_stamp

MOST_OF_SUBJECT = 50
MOST_ASKED_ABOUT = 20
"""How many subscribers are considered, of whom some may have left."""


@dataclass(frozen=True, slots=True)
class Round:
    """A question that was asked about once, and how that went."""

    question: Question
    asking: Delivery | None
    """The post that asked; None where none was planned."""

    @property
    def waits(self) -> bool:
        return self.asking is not None and self.asking.state in (
            DeliveryState.PENDING,
            DeliveryState.CLAIMED,
        )

    @property
    def was_asked(self) -> bool:
        return self.asking is not None and self.asking.state is DeliveryState.SENT


async def follow_new(connection: Connection, services: Services, question: Question) -> None:
    """Plan the escalation of a question that was just asked, and what waits for quiet."""
    now = services.clock()
    key = DeliveryKey(question.guild_id, ESCALATION, question.id)
    await deliveries.schedule(connection, key, now + DEFAULT_PERIODS.escalate_after, now)
    await _begin_round(connection, services, question, now)


async def follow_again(
    connection: Connection, services: Services, question: Question, since: datetime
) -> None:
    """Begin anew to wait for quiet, because the question was reopened or written in."""
    now = services.clock()
    for kind in (QUIET, STALE):
        await deliveries.cancel(
            connection, question.guild_id, kind, question.id, "waits for quiet anew", now
        )
    await _begin_round(connection, services, question, since)


async def find_round(services: Services, delivery: Delivery) -> Round | None:
    """What the closing of a question as stale depends on."""
    async with services.database.read() as connection:
        question = await questions.find_question(connection, delivery.guild_id, delivery.subject_id)
        planned = await deliveries.list_of_subject(
            connection, delivery.guild_id, delivery.subject_id, limit=MOST_OF_SUBJECT
        )
    if question is None:
        return None
    same = (QUIET, delivery.key.occurrence)
    asking = next((d for d in planned if (d.kind, d.key.occurrence) == same), None)
    return Round(question, asking)


async def begin_again(services: Services, question: Question) -> None:
    """Somebody wrote after the question was asked about: it is asked about once more later."""
    async with services.database.transaction() as connection:
        await follow_again(connection, services, question, question.active_at)


async def note_asked(services: Services, asking: Delivery) -> None:
    """The question was asked about just now: the time to react begins."""
    now = services.clock()
    due_at = now + DEFAULT_PERIODS.close_after
    key = DeliveryKey(asking.guild_id, STALE, asking.subject_id, asking.key.occurrence)
    async with services.database.transaction() as connection:
        await deliveries.reschedule(connection, key, due_at, now)
    services.schedule.wake(due_at)


async def keep_open(services: Services, actor: Actor, question_id: int) -> Question:
    """The asker or a moderator says that the question is not solved yet."""
    async with changing(services, actor) as connection:
        question = await get_question(connection, actor, question_id)
        check_may_decide(question, actor.member_id, is_moderator=actor.is_moderator)
        check_is_open(question)
        await questions.note_activity(connection, question_id, services.clock())
    return question


async def list_called(services: Services, question: Question) -> list[int]:
    """The subscribers of the question's topics who may be called to it, never the asker."""
    async with services.database.read() as connection:
        found = await subscriptions.list_subscribers(
            connection, question.guild_id, question.text.topics, limit=MOST_ASKED_ABOUT
        )
    return [member_id for member_id in found if member_id != question.asker_id]


async def _begin_round(
    connection: Connection, services: Services, question: Question, since: datetime
) -> None:
    now, occurrence = services.clock(), str(to_stamp(since))
    ask_at = since + DEFAULT_PERIODS.ask_after
    for kind, due_at in ((QUIET, ask_at), (STALE, ask_at + DEFAULT_PERIODS.close_after)):
        key = DeliveryKey(question.guild_id, kind, question.id, occurrence)
        await deliveries.schedule(connection, key, due_at, now)
