"""Offering slots, marking those that fit, and making a session of the best one."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.core.access import admit_post, changing
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.sessions.actions.answering import take_answer
from cogs.sessions.actions.creating import add_series, new_uid
from cogs.sessions.names import EVENTS, MIRROR
from domain.errors import UserError
from domain.sessions.polls import FEWEST_SLOTS, MOST_SLOTS, Poll, PollSlot, PollState, best_slot
from domain.sessions.records import Answer, AnswerSource, Plan, Series, SeriesState
from domain.sessions.rules import check_plan
from domain.times.recurrence import Schedule
from domain.times.wall import parse_slot, slot_of
from domain.times.words import parse_when
from storage import session_occurrences, session_polls
from storage.engine import Connection


async def create_poll(
    services: Services, actor: Actor, plan: Plan, slots: str, zone: str, channel_id: int
) -> int:
    """Offer slots, typed with semicolons between them; returns the poll's id."""
    plan, now = check_plan(plan), services.clock()
    schedules = [
        parse_when(text, now, zone, may_repeat=False) for text in slots.split(";") if text.strip()
    ]
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
        0,
        tuple(offered.values()),
    )
    async with changing(services, actor) as connection:
        await admit_post(services, connection, actor)
        poll_id = await session_polls.create_poll(connection, poll, now)
    services.schedule.reconcile(MIRROR)
    return poll_id


async def get_poll(services: Services, actor: Actor, poll_id: int) -> Poll:
    """A poll of the actor's server; `UserError` where there is none."""
    async with services.database.read() as connection:
        return await _find(connection, actor, poll_id)


async def vote(services: Services, actor: Actor, poll_id: int, slots: Sequence[str]) -> Poll:
    """Keep which slots fit the actor, in place of those she marked before."""
    async with changing(services, actor) as connection:
        poll = await _open(connection, actor, poll_id)
        known = {slot.slot for slot in poll.slots}
        await session_polls.vote(
            connection, poll, actor.member_id, [slot for slot in slots if slot in known]
        )
        poll = await _find(connection, actor, poll_id)
    services.schedule.reconcile(MIRROR)
    return poll


async def close_poll(services: Services, actor: Actor, poll_id: int) -> None:
    """End a poll without a session."""
    async with changing(services, actor) as connection:
        poll = await _open(connection, actor, poll_id)
        _require_host(actor, poll)
        await session_polls.end_poll(connection, poll_id, PollState.CLOSED)
    services.schedule.reconcile(MIRROR)


async def choose_best(services: Services, actor: Actor, poll_id: int) -> int:
    """Make a session of the slot that fits most; those whom it fits are going. Returns its id."""
    now = services.clock()
    async with changing(services, actor) as connection:
        poll = await _open(connection, actor, poll_id)
        _require_host(actor, poll)
        best = best_slot(poll.slots, now)
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
        series_id, occurrence_id = await add_series(connection, services, series)
        occurrence = await session_occurrences.find_occurrence(
            connection, actor.guild_id, occurrence_id
        )
        if occurrence is None:
            raise LookupError(occurrence_id)
        for member_id in best.member_ids:
            await take_answer(
                connection, occurrence, member_id, Answer.GOING, AnswerSource.POLL, now
            )
        await session_polls.end_poll(connection, poll_id, PollState.CHOSEN, series_id)
    for mirror in (MIRROR, EVENTS):
        services.schedule.reconcile(mirror)
    services.schedule.wake()
    return occurrence_id


async def _find(connection: Connection, actor: Actor, poll_id: int) -> Poll:
    poll = await session_polls.find_poll(connection, actor.guild_id, poll_id)
    if poll is None or not actor.sees(poll.channel_id, poll.host_id):
        raise UserError("sessions-poll-gone")
    return poll


async def _open(connection: Connection, actor: Actor, poll_id: int) -> Poll:
    poll = await _find(connection, actor, poll_id)
    if poll.state is not PollState.OPEN:
        raise UserError("sessions-poll-over")
    return poll


def _require_host(actor: Actor, poll: Poll) -> None:
    if not actor.is_moderator and poll.host_id != actor.member_id:
        raise UserError("sessions-not-yours")
