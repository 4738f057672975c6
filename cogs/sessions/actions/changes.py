"""Changes of sessions and series: moved, edited, cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.text_rules import use_draft
from cogs.core.unit import Unit
from cogs.sessions.actions.answers import fill_seats, require_open
from cogs.sessions.actions.drafts import Drafting, get_draft, new_uid
from cogs.sessions.actions.lookups import get_own, get_series, record_act
from cogs.sessions.actions.plans import (
    cancel_reminders,
    move_reminders,
    plan_reminders,
    plan_series,
)
from cogs.sessions.names import CHANGED
from domain.deliveries import DeliveryKey
from domain.errors import UserError
from domain.sessions.plans import match_slots
from domain.sessions.records import Occurrence, OccurrenceState, Plan, Series, SeriesState
from domain.times.recurrence import Moment, Schedule, begin_at, end_before
from domain.times.wall import parse_slot, to_wall
from storage import session_occurrences, session_people, sessions


async def get_changeable(unit: Unit, actor: Actor, occurrence_id: int) -> Drafting:
    """Get what an occurrence is now, as a draft of the actor's would change it."""
    occurrence = await get_own(unit, actor, occurrence_id)
    require_open(occurrence)
    series = await get_series(unit, occurrence)
    start = occurrence_start(occurrence)
    return Drafting(occurrence.plan, start, series.lead_minutes, occurrence_id, is_moved=False)


def occurrence_start(occurrence: Occurrence) -> Schedule:
    """Tell when one occurrence is, as a schedule of its own."""
    return Schedule(to_wall(occurrence.starts_at, occurrence.zone), occurrence.zone)


async def save_change(unit: Unit, actor: Actor, draft_id: int) -> Occurrence:
    """Put a change in force: of one occurrence, or of it and all after it."""
    await admit(unit, actor)
    drafting = await get_draft(unit, actor, draft_id)
    if drafting.occurrence_id is None:
        raise UserError("sessions-draft-gone")
    occurrence = await get_own(unit, actor, drafting.occurrence_id)
    require_open(occurrence)
    has_begun = occurrence.state is OccurrenceState.RUNNING or unit.now >= occurrence.starts_at
    is_past = drafting.is_moved and drafting.schedule.at <= unit.now
    if is_past or (has_begun and (drafting.is_moved or drafting.is_following)):
        raise UserError("sessions-begun-already")
    await use_draft(unit.connection, actor, draft_id, unit.now)
    if drafting.is_following:
        await _change_following(unit, occurrence, drafting)
    else:
        await _change_one(unit, occurrence, drafting.plan, drafting)
    await record_act(unit, actor, "sessions.edit", occurrence)
    unit.show("session", occurrence.id)
    return await get_own(unit, actor, occurrence.id)


async def cancel_session(
    unit: Unit, actor: Actor, occurrence_id: int, reason: str | None, *, following: bool
) -> tuple[Occurrence, int]:
    """Cancel an occurrence, or it and all after it; returns it, and how many were cancelled."""
    await admit(unit, actor)
    occurrence = await get_own(unit, actor, occurrence_id)
    require_open(occurrence)
    cancelled = [occurrence]
    if following:
        cancelled = [
            other
            for other in await session_occurrences.list_of_series(
                unit.connection, occurrence.series_id, since_slot=occurrence.slot
            )
            if other.is_open
        ]
        series = await get_series(unit, occurrence)
        await _cut(unit, series, occurrence.slot)
    for other in cancelled:
        await cancel_one(unit, other, reason)
    await record_act(unit, actor, "sessions.cancel", occurrence, reason=reason)
    return occurrence, len(cancelled)


async def cancel_one(unit: Unit, occurrence: Occurrence, reason: str | None) -> None:
    """Cancel one occurrence and have those who wanted to come told."""
    await session_occurrences.change_state(
        unit.connection, occurrence.id, OccurrenceState.CANCELLED, reason
    )
    unit.show("session", occurrence.id)
    await cancel_reminders(unit, occurrence, "sessions-was-cancelled")
    await tell_change(unit, occurrence)


async def move_one(unit: Unit, occurrence: Occurrence, at: datetime, plan: Plan) -> None:
    """Put one occurrence at another time, move its reminders, and have people told."""
    await session_occurrences.move(unit.connection, occurrence.id, at, plan.length)
    unit.show("session", occurrence.id)
    moved = replace(occurrence, starts_at=at, ends_at=at + plan.length)
    if at != occurrence.starts_at:
        await move_reminders(unit, moved)
        await tell_change(unit, moved)


async def tell_change(unit: Unit, occurrence: Occurrence) -> None:
    """Have those who come told in the thread, if the card is posted already."""
    if occurrence.shown.message_id is None:
        return
    slot = f"{int(unit.now.timestamp())}-{occurrence.revision}"
    key = DeliveryKey(occurrence.guild_id, CHANGED, occurrence.id, slot)
    await unit.plan_once(key, scheduled_by=occurrence.host_id)


async def _change_one(
    unit: Unit,
    occurrence: Occurrence,
    plan: Plan,
    drafting: Drafting,
) -> None:
    await session_occurrences.override(unit.connection, occurrence.id, plan)
    at = drafting.schedule.at if drafting.is_moved else occurrence.starts_at
    if at != occurrence.starts_at or plan.minutes != occurrence.plan.minutes:
        await move_one(unit, occurrence, at, plan)
    rsvps = await session_people.list_rsvps(unit.connection, occurrence.id)
    await fill_seats(unit, replace(occurrence, plan=plan), rsvps)


async def _change_following(unit: Unit, occurrence: Occurrence, drafting: Drafting) -> None:
    """End the series before this occurrence; what comes is a new one that takes over its answers.

    Each occurrence from here on takes its card, its thread and everybody's answers to its time in
    the new series; what has no counterpart there any more is cancelled.
    """
    old = await get_series(unit, occurrence)
    schedule = drafting.schedule if drafting.is_moved else begin_at(old.schedule, occurrence.slot)
    await _cut(unit, old, occurrence.slot)
    fresh = replace(
        old,
        plan=drafting.plan,
        schedule=schedule,
        lead_minutes=drafting.leads,
        uid=new_uid(),
        follows_id=old.id,
        state=SeriesState.ACTIVE,
    )
    series = replace(fresh, id=await sessions.create_series(unit.connection, fresh, unit.now))
    known = await session_occurrences.list_of_series(
        unit.connection, old.id, since_slot=occurrence.slot
    )
    times = {other.slot: Moment(parse_slot(other.slot), other.starts_at) for other in known}
    if drafting.is_moved:
        times = match_slots(list(times), series.schedule, unit.now)
    for other in known:
        await _carry_over(unit, other, series, times.get(other.slot))
    await plan_series(unit, series)


async def _carry_over(
    unit: Unit,
    occurrence: Occurrence,
    series: Series,
    moment: Moment | None,
) -> None:
    """Make an occurrence one of the new series; without a time there it is cancelled.

    What has begun, is over or was cancelled stays as it was, wherever it belongs now: its time in
    the new series is taken, so that nothing is planned in its place.
    """
    is_ahead = occurrence.state is OccurrenceState.PLANNED and unit.now < occurrence.starts_at
    if moment is None:
        if is_ahead:
            await cancel_one(unit, occurrence, None)
        return
    if not is_ahead:
        await session_occurrences.override(unit.connection, occurrence.id, occurrence.plan)
    await session_occurrences.adopt(unit.connection, occurrence.id, series.id, moment.slot)
    if is_ahead:
        await session_occurrences.follow_series(unit.connection, occurrence.id)
        await _settle(unit, occurrence, series, moment.at)


async def _settle(unit: Unit, occurrence: Occurrence, series: Series, at: datetime) -> None:
    """Give an occurrence its time in a new series, and seats and reminders as that has them."""
    await move_one(unit, occurrence, at, series.plan)
    settled = await session_occurrences.find_occurrence(
        unit.connection, occurrence.guild_id, occurrence.id
    )
    if settled is not None:
        rsvps = await session_people.list_rsvps(unit.connection, occurrence.id)
        await fill_seats(unit, settled, rsvps)
        await plan_reminders(unit, settled)


async def _cut(unit: Unit, series: Series, slot: str) -> None:
    """End a series before one of its slots."""
    head = end_before(series.schedule, slot)
    if head is None:
        await sessions.end_series(unit.connection, series.id, SeriesState.CANCELLED, unit.now)
        return
    await sessions.change_series(
        unit.connection, series.id, series.plan, head, series.lead_minutes, unit.now
    )
