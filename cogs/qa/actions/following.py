"""Planning what happens to a question that nobody writes in: asked about, closed, escalated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.qa.actions.finding import get_question
from cogs.qa.names import ESCALATION, QUIET, STALE
from domain.deliveries import Delivery, DeliveryKey, DeliveryState
from domain.question_rules import check_is_open, check_may_decide
from domain.questions import Question
from domain.quiet import DEFAULT_PERIODS
from storage import deliveries, questions, subscriptions
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


async def follow_new(unit: Unit, question: Question) -> None:
    """Plan the escalation of a question that was just asked, and what waits for quiet."""
    key = DeliveryKey(question.guild_id, ESCALATION, question.id)
    await unit.plan_once(key, unit.now + DEFAULT_PERIODS.escalate_after)
    await _begin_round(unit, question, unit.now)


async def follow_again(unit: Unit, question: Question, since: datetime) -> None:
    """Begin anew to wait for quiet, because the question was reopened or written in."""
    for kind in (QUIET, STALE):
        await deliveries.cancel(
            unit.connection,
            question.guild_id,
            kind,
            question.id,
            "waits for quiet anew",
            unit.now,
        )
    await _begin_round(unit, question, since)


async def find_due(unit: Unit, delivery: Delivery) -> Question | None:
    """Find the question that a delivery is about."""
    return await questions.find_question(unit.connection, delivery.guild_id, delivery.subject_id)


async def find_round(unit: Unit, delivery: Delivery) -> Round | None:
    """Find what the closing of a question as stale depends on."""
    connection = unit.connection
    question = await questions.find_question(connection, delivery.guild_id, delivery.subject_id)
    if question is None:
        return None
    planned = await deliveries.list_of_subject(
        connection, delivery.guild_id, delivery.subject_id, limit=MOST_OF_SUBJECT
    )
    same = (QUIET, delivery.key.occurrence)
    asking = next((d for d in planned if (d.kind, d.key.occurrence) == same), None)
    return Round(question, asking)


async def begin_again(unit: Unit, question: Question) -> None:
    """Have a question asked about once more later: somebody wrote after it was asked about."""
    await follow_again(unit, question, question.active_at)


async def note_asked(unit: Unit, asking: Delivery) -> None:
    """Begin the time to react: the question was asked about just now."""
    due_at = unit.now + DEFAULT_PERIODS.close_after
    key = DeliveryKey(asking.guild_id, STALE, asking.subject_id, asking.key.occurrence)
    await deliveries.reschedule(unit.connection, key, due_at, unit.now)
    unit.expect(due_at)


async def keep_open(unit: Unit, actor: Actor, question_id: int) -> Question:
    """Keep a question open: its asker or a moderator says that it is not solved yet."""
    await admit(unit, actor)
    question = await get_question(unit, actor, question_id)
    check_may_decide(question, actor.member_id, is_moderator=actor.is_moderator)
    check_is_open(question)
    await questions.note_activity(unit.connection, question_id, unit.now)
    return question


async def list_called(unit: Unit, question: Question) -> list[int]:
    """List subscribers of the question's topics who may be called to it, never the asker."""
    found = await subscriptions.list_subscribers(
        unit.connection, question.guild_id, question.text.topics, limit=MOST_ASKED_ABOUT
    )
    return [member_id for member_id in found if member_id != question.asker_id]


async def _begin_round(unit: Unit, question: Question, since: datetime) -> None:
    occurrence = str(to_stamp(since))
    ask_at = since + DEFAULT_PERIODS.ask_after
    for kind, due_at in ((QUIET, ask_at), (STALE, ask_at + DEFAULT_PERIODS.close_after)):
        await unit.plan_once(DeliveryKey(question.guild_id, kind, question.id, occurrence), due_at)
