"""The lifecycle of questions: claimed, closed, reopened, asked about when quiet."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import datetime

from cogs.core.access import admit, posting, require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import jump_link, parse_link
from cogs.core.services import Services
from cogs.core.unit import Unit
from cogs.qa.actions.lookups import get_question, get_question_of_thread, get_view
from cogs.qa.names import CARD, ESCALATION, QUIET, STALE
from domain.deliveries import Delivery, DeliveryKey, DeliveryState
from domain.errors import UserError
from domain.ids import parse_number
from domain.question_rules import (
    check_can_claim,
    check_can_close,
    check_can_release,
    check_can_reopen,
    check_is_open,
    check_may_decide,
    check_not_withdrawn,
)
from domain.questions import Claim, Closing, Question, QuestionView, Resolution
from domain.quiet import DEFAULT_PERIODS
from storage import cards, deliveries, questions, subscriptions
from storage.stamps import to_stamp

MOST_OF_SUBJECT = 50
MOST_ASKED_ABOUT = 20
"""Number of subscribers considered, of whom some may have left."""


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


MAX_LINK = 300
MOST_DUPLICATES = 10
"""Number of links of a chain of duplicates that are followed."""


async def claim_question(unit: Unit, actor: Actor, question_id: int) -> QuestionView:
    """Say that the actor works on an answer; `UserError` where somebody else does."""
    await admit(unit, actor)
    question = await get_question(unit, actor, question_id)
    check_can_claim(question, actor.member_id, unit.now)
    claim = Claim(actor.member_id, unit.now)
    await questions.change_claim(unit.connection, question_id, claim)
    unit.show("question", question_id)
    return await get_view(unit, actor, question_id)


async def pin_question(unit: Unit, actor: Actor, question_id: int) -> str:
    """Pin a question, or take its pin off, for moderators; returns the key of what to say."""
    require_moderator(actor)
    await admit(unit, actor)
    question = await get_question(unit, actor, question_id)
    is_pinned = await questions.pin(unit.connection, question.id, unit.now)
    if not is_pinned:
        await questions.unpin(unit.connection, question.id)
    verb = "qa.pin" if is_pinned else "qa.unpin"
    await unit.note(actor, verb, f"question:{question.id}")
    return "qa-pinned" if is_pinned else "qa-unpinned"


async def release_question(unit: Unit, actor: Actor, question_id: int) -> QuestionView:
    """Give a claimed question back to everybody."""
    await admit(unit, actor)
    question = await get_question(unit, actor, question_id)
    check_can_release(question, actor.member_id, is_moderator=actor.is_moderator)
    await questions.change_claim(unit.connection, question_id, None)
    owners = (question.asker_id, question.claim.member_id if question.claim else None)
    await unit.note(actor, "qa.release", f"question:{question_id}", owners=owners)
    unit.show("question", question_id)
    return await get_view(unit, actor, question_id)


async def close_question(
    unit: Unit,
    actor: Actor,
    question_id: int,
    resolution: Resolution,
    *,
    link: str | None = None,
    reason: str | None = None,
) -> QuestionView:
    """Close a question; a duplicate or moved one says with `link` where to look instead."""
    await admit(unit, actor)
    question = await check_may_close(unit, actor, question_id, resolution)
    closing = Closing(resolution, unit.now, actor.member_id)
    if resolution in (Resolution.DUPLICATE, Resolution.MOVED):
        closing = await _leading_elsewhere(unit, actor, question, closing, link or "")
    await questions.close(unit.connection, question_id, closing)
    await unit.note(
        actor,
        "qa.close",
        f"question:{question_id}",
        owners=(question.asker_id,),
        reason=reason,
        resolution=str(resolution),
    )
    unit.show("question", question_id)
    return await get_view(unit, actor, question_id)


async def check_may_close(
    unit: Unit, actor: Actor, question_id: int, resolution: Resolution
) -> Question:
    """Find a question that the actor may close so now; `UserError` for any other."""
    question = await get_question(unit, actor, question_id)
    check_may_decide(question, actor.member_id, is_moderator=actor.is_moderator)
    check_can_close(question, resolution)
    return question


async def close_stale(unit: Unit, guild_id: int, question_id: int) -> QuestionView | None:
    """Close a question that nobody came back to; None where it is not open any more."""
    question = await questions.find_question(unit.connection, guild_id, question_id)
    if question is None or not question.is_open:
        return None
    closing = Closing(Resolution.STALE, unit.now, None)
    await questions.close(unit.connection, question_id, closing)
    unit.show("question", question_id)
    return await questions.find_view(unit.connection, guild_id, question_id)


async def reopen_question(unit: Unit, actor: Actor, question_id: int) -> QuestionView:
    """Undo the closing; a question whose thread was deleted gets a new one.

    Members reopen by `reopen`, which counts the new thread as a post.
    """
    await admit(unit, actor)
    question = await get_question(unit, actor, question_id)
    check_may_decide(question, actor.member_id, is_moderator=actor.is_moderator)
    check_can_reopen(question, actor.member_id, is_moderator=actor.is_moderator)
    await questions.reopen(unit.connection, question_id, unit.now)
    if question.place.thread_id is None:
        await cards.post_again(unit.connection, actor.guild_id, CARD, question_id)
    await follow_again(unit, question, unit.now)
    await unit.note(actor, "qa.reopen", f"question:{question_id}", owners=(question.asker_id,))
    unit.show("question", question_id)
    return await get_view(unit, actor, question_id)


async def reopen(services: Services, actor: Actor, question_id: int) -> QuestionView:
    """Reopen a question; one that is posted once more counts against the actor's rate."""
    question = await services.read(get_question, actor, question_id)
    is_post = question.place.thread_id is None
    with posting(services, actor) if is_post else nullcontext():
        return await services.write(reopen_question, actor, question_id)


async def _leading_elsewhere(
    unit: Unit, actor: Actor, question: Question, closing: Closing, link: str
) -> Closing:
    """Return the closing with where to look instead: another question's number, or any link."""
    link = link.strip()
    original = await _linked_question(unit, actor, link)
    if original is not None:
        original = await _first_of(unit, actor, question, original)
        return replace(closing, duplicate_of=original.id, link=_thread_link(original))
    if not link.startswith(("https://", "http://")) or len(link) > MAX_LINK or " " in link:
        raise UserError("qa-link-needed")
    return replace(closing, link=link)


def _thread_link(question: Question) -> str | None:
    thread_id = question.place.thread_id
    return None if thread_id is None else jump_link(question.guild_id, thread_id)


async def _first_of(unit: Unit, actor: Actor, question: Question, original: Question) -> Question:
    """Return the question at the end of a chain of duplicates.

    Never the one that is being closed.
    """
    for _ in range(MOST_DUPLICATES):
        check_not_withdrawn(original)
        if original.id == question.id:
            raise UserError("qa-duplicate-of-itself")
        further = original.closing and original.closing.duplicate_of
        if not further:
            break
        try:
            original = await get_question(unit, actor, further)
        except UserError:  # further on is nothing that the actor sees
            break
    return original


async def _linked_question(unit: Unit, actor: Actor, link: str) -> Question | None:
    number = parse_number(link.removeprefix("q:"))
    if number is not None:
        return await get_question(unit, actor, number)
    target = parse_link(link)
    if target is None:
        return None
    for thread_id in (target.channel_id, target.message_id or 0):
        with suppress(UserError):
            return await get_question_of_thread(unit, actor, thread_id)
    return None
