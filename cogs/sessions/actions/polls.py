"""Polls for the time of a session."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.core.access import admit, refuse_more
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.sessions.actions.answers import take_answer
from cogs.sessions.actions.drafts import add_series, new_uid
from domain.errors import UserError
from domain.sessions.polls import FEWEST_SLOTS, MOST_SLOTS, Poll, PollSlot, PollState, best_slot
from domain.sessions.records import Answer, AnswerSource, Plan, Series, SeriesState
from domain.sessions.rules import check_plan
from domain.times.recurrence import Schedule
from domain.times.wall import parse_slot, slot_of
from domain.times.words import parse_when
from storage import session_occurrences, session_polls
from storage.holdings import Holding


async def create_poll(
    unit: Unit, actor: Actor, plan: Plan, slots: str, zone: str, channel_id: int
) -> int | None:
    """Offer slots, typed with semicolons between them; returns the poll's id.

    None, and nothing is created, where the actor's interaction has made one already.
    """
    await admit(unit, actor)
    plan = check_plan(plan)
    texts = [text for text in slots.split(";") if text.strip()]
    schedules = [parse_when(text, unit.now, zone, may_repeat=False) for text in texts]
    offered = {
        schedule.at: PollSlot(slot_of(schedule.start), schedule.at) for schedule in schedules
    }
    if not FEWEST_SLOTS <= len(offered) <= MOST_SLOTS:
        raise UserError("sessions-poll-slots", least=FEWEST_SLOTS, most=MOST_SLOTS)
    poll = Poll(
        0,
        actor.guild_id,
        actor.member_id,
        plan.title,
        plan.topic,
        plan.minutes,
        zone,
        channel_id,
        None,
        PollState.OPEN,
        None,
        1,
        unit.now,
        tuple(offered.values()),
    )
    if not await unit.once(actor.interaction_id):
        return None
    await refuse_more(unit.connection, actor, Holding.POLL)
    poll_id = await session_polls.create_poll(unit.connection, poll, unit.now)
    unit.show("poll", poll_id)
    return poll_id


async def get_poll(unit: Unit, actor: Actor, poll_id: int) -> Poll:
    """Find a poll of the actor's server; `UserError` where there is none that they see."""
    poll = await session_polls.find_poll(unit.connection, actor.guild_id, poll_id)
    if poll is None or not actor.sees(poll.channel_id, poll.host_id):
        raise UserError("sessions-poll-gone")
    return poll


async def vote(unit: Unit, actor: Actor, poll_id: int, slots: Sequence[str]) -> Poll:
    """Keep which slots fit the actor, in place of those they marked before."""
    poll = await _get_open(unit, actor, poll_id)
    known = {slot.slot for slot in poll.slots}
    marked = [slot for slot in slots if slot in known]
    await session_polls.vote(unit.connection, poll, actor.member_id, marked)
    unit.show("poll", poll_id)
    return await get_poll(unit, actor, poll_id)


async def close_poll(unit: Unit, actor: Actor, poll_id: int) -> None:
    """End a poll without a session."""
    poll = await _get_open(unit, actor, poll_id)
    _require_host(actor, poll)
    await session_polls.end_poll(unit.connection, poll_id, PollState.CLOSED)
    unit.show("poll", poll_id)


async def choose_best(unit: Unit, actor: Actor, poll_id: int) -> int:
    """Make a session of the slot that fits most; those whom it fits are going. Returns its id."""
    poll = await _get_open(unit, actor, poll_id)
    _require_host(actor, poll)
    await refuse_more(unit.connection, actor, Holding.SESSION)
    best = best_slot(poll.slots, unit.now)
    if best is None:
        raise UserError("sessions-poll-past")
    series = Series(
        0,
        actor.guild_id,
        poll.host_id,
        Plan(poll.title, poll.topic, minutes=poll.minutes),
        Schedule(parse_slot(best.slot), poll.zone),
        poll.channel_id,
        None,
        SeriesState.ACTIVE,
        new_uid(),
        1,
    )
    series_id, occurrence_id = await add_series(unit, series)
    occurrence = await session_occurrences.find_occurrence(
        unit.connection, actor.guild_id, occurrence_id
    )
    if occurrence is None:
        raise LookupError(occurrence_id)
    for member_id in best.member_ids:
        await take_answer(unit, occurrence, member_id, Answer.GOING, AnswerSource.POLL)
    await session_polls.end_poll(unit.connection, poll_id, PollState.CHOSEN, series_id)
    unit.show("poll", poll_id)
    unit.show("session", occurrence_id)
    return occurrence_id


async def _get_open(unit: Unit, actor: Actor, poll_id: int) -> Poll:
    """Find a poll that the actor may change; `UserError` where it's over, or they are banned."""
    await admit(unit, actor)
    poll = await get_poll(unit, actor, poll_id)
    if poll.state is not PollState.OPEN:
        raise UserError("sessions-poll-over")
    return poll


def _require_host(actor: Actor, poll: Poll) -> None:
    if not actor.is_moderator and poll.host_id != actor.member_id:
        raise UserError("sessions-not-yours")
