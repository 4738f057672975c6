"""Changing and cancelling: one occurrence, or one and all after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from cogs.core.access import changing
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.core.text_rules import use_draft
from cogs.sessions.actions.answering import fill_seats, require_open
from cogs.sessions.actions.creating import Drafting, find_drafting, new_uid
from cogs.sessions.actions.finding import get_own, get_series
from cogs.sessions.actions.logbook import note
from cogs.sessions.actions.planning import (
    cancel_reminders,
    move_reminders,
    plan_reminders,
    plan_series,
)
from cogs.sessions.names import CHANGED
from domain.deliveries import DeliveryKey
from domain.errors import UserError
from domain.sessions.planning import match_slots
from domain.sessions.records import Occurrence, OccurrenceState, Plan, Series, SeriesState
from domain.times.recurrence import Moment, Schedule, begin_at, end_before
from domain.times.wall import parse_slot, to_wall
from storage import deliveries, session_occurrences, session_people, sessions
from storage.connection import Connection


async def get_changeable(services: Services, actor: Actor, occurrence_id: int) -> Drafting:
    """What an occurrence is now, as a draft of the actor's would change it."""
    async with services.database.read() as connection:
        occurrence = await get_own(connection, actor, occurrence_id)
        require_open(occurrence)
        series = await get_series(connection, occurrence)
    start = occurrence_start(occurrence)
    return Drafting(occurrence.plan, start, series.lead_minutes, occurrence_id, is_moved=False)


def occurrence_start(occurrence: Occurrence) -> Schedule:
    """When one occurrence is, as a schedule of its own."""
    return Schedule(to_wall(occurrence.starts_at, occurrence.zone), occurrence.zone)


async def save_change(services: Services, actor: Actor, draft_id: int) -> Occurrence:
    """Put a change in force: of one occurrence, or of it and all after it."""
    now = services.clock()
    async with changing(services, actor) as connection:
        drafting = await find_drafting(connection, services, actor, draft_id)
        if drafting.occurrence_id is None:
            raise UserError("sessions-draft-gone")
        occurrence = await get_own(connection, actor, drafting.occurrence_id)
        require_open(occurrence)
        has_begun = occurrence.state is OccurrenceState.RUNNING or now >= occurrence.starts_at
        is_past = drafting.is_moved and drafting.schedule.at <= now
        if is_past or (has_begun and (drafting.is_moved or drafting.is_following)):
            raise UserError("sessions-begun-already")
        await use_draft(connection, actor, draft_id, now)
        if drafting.is_following:
            await _change_following(connection, services, occurrence, drafting)
        else:
            await _change_one(connection, occurrence, drafting.plan, drafting, now)
        await note(connection, services, actor, "edit", occurrence)
        changed = await get_own(connection, actor, occurrence.id)
    _show(services)
    return changed


async def cancel_session(
    services: Services, actor: Actor, occurrence_id: int, reason: str | None, *, following: bool
) -> tuple[Occurrence, int]:
    """Cancel an occurrence, or it and all after it; returns it, and how many were cancelled."""
    now = services.clock()
    async with changing(services, actor) as connection:
        occurrence = await get_own(connection, actor, occurrence_id)
        require_open(occurrence)
        cancelled = [occurrence]
        if following:
            cancelled = [
                other
                for other in await session_occurrences.list_of_series(
                    connection, occurrence.series_id, since_slot=occurrence.slot
                )
                if other.is_open
            ]
            series = await get_series(connection, occurrence)
            await _cut(connection, series, occurrence.slot, now)
        for other in cancelled:
            await cancel_one(connection, other, reason, now)
        await note(connection, services, actor, "cancel", occurrence, reason=reason)
    _show(services)
    return occurrence, len(cancelled)


async def cancel_one(
    connection: Connection, occurrence: Occurrence, reason: str | None, now: datetime
) -> None:
    """Cancel one occurrence and have those who wanted to come told."""
    await session_occurrences.change_state(
        connection, occurrence.id, OccurrenceState.CANCELLED, reason
    )
    await cancel_reminders(connection, occurrence, "sessions-was-cancelled", now)
    await tell_change(connection, occurrence, now)


async def move_one(
    connection: Connection, occurrence: Occurrence, at: datetime, plan: Plan, now: datetime
) -> None:
    """Put one occurrence at another time, move its reminders, and have people told."""
    await session_occurrences.move(connection, occurrence.id, at, plan.length)
    moved = replace(occurrence, starts_at=at, ends_at=at + plan.length)
    if at != occurrence.starts_at:
        await move_reminders(connection, moved, now)
        await tell_change(connection, moved, now)


async def tell_change(connection: Connection, occurrence: Occurrence, now: datetime) -> None:
    """Have those who come told in the thread, if the card is posted already."""
    if occurrence.shown.message_id is None:
        return
    key = DeliveryKey(
        occurrence.guild_id, CHANGED, occurrence.id, f"{int(now.timestamp())}-{occurrence.revision}"
    )
    await deliveries.schedule(connection, key, now, now, scheduled_by=occurrence.host_id)


async def _change_one(
    connection: Connection,
    occurrence: Occurrence,
    plan: Plan,
    drafting: Drafting,
    now: datetime,
) -> None:
    await session_occurrences.override(connection, occurrence.id, plan)
    at = drafting.schedule.at if drafting.is_moved else occurrence.starts_at
    if at != occurrence.starts_at or plan.minutes != occurrence.plan.minutes:
        await move_one(connection, occurrence, at, plan, now)
    rsvps = await session_people.list_rsvps(connection, occurrence.id)
    await fill_seats(connection, replace(occurrence, plan=plan), rsvps, now)


async def _change_following(
    connection: Connection, services: Services, occurrence: Occurrence, drafting: Drafting
) -> None:
    """End the series before this occurrence; what comes is a new one that takes over its answers.

    Each occurrence from here on takes its card, its thread and everybody's answers to its time in
    the new series; what has no counterpart there any more is cancelled.
    """
    now = services.clock()
    old = await get_series(connection, occurrence)
    schedule = drafting.schedule if drafting.is_moved else begin_at(old.schedule, occurrence.slot)
    await _cut(connection, old, occurrence.slot, now)
    fresh = replace(
        old,
        plan=drafting.plan,
        schedule=schedule,
        lead_minutes=drafting.leads,
        uid=new_uid(),
        follows_id=old.id,
        state=SeriesState.ACTIVE,
    )
    series = replace(fresh, id=await sessions.create_series(connection, fresh, now))
    known = await session_occurrences.list_of_series(connection, old.id, since_slot=occurrence.slot)
    times = {other.slot: Moment(parse_slot(other.slot), other.starts_at) for other in known}
    if drafting.is_moved:
        times = match_slots(list(times), series.schedule, now)
    for other in known:
        await _carry_over(connection, other, series, times.get(other.slot), now)
    await plan_series(connection, series, now)


async def _carry_over(
    connection: Connection,
    occurrence: Occurrence,
    series: Series,
    moment: Moment | None,
    now: datetime,
) -> None:
    """Make an occurrence one of the new series; without a time there it is cancelled.

    What has begun, is over or was cancelled stays as it was, wherever it belongs now: its time in
    the new series is taken, so that nothing is planned in its place.
    """
    is_ahead = occurrence.state is OccurrenceState.PLANNED and now < occurrence.starts_at
    if moment is None:
        if is_ahead:
            await cancel_one(connection, occurrence, None, now)
        return
    if not is_ahead:
        await session_occurrences.override(connection, occurrence.id, occurrence.plan)
    await session_occurrences.adopt(connection, occurrence.id, series.id, moment.slot)
    if is_ahead:
        await session_occurrences.follow_series(connection, occurrence.id)
        await _settle(connection, occurrence, series, moment.at, now)


async def _settle(
    connection: Connection, occurrence: Occurrence, series: Series, at: datetime, now: datetime
) -> None:
    """Give an occurrence its time in a new series, and seats and reminders as that has them."""
    await move_one(connection, occurrence, at, series.plan, now)
    settled = await session_occurrences.find_occurrence(
        connection, occurrence.guild_id, occurrence.id
    )
    if settled is not None:
        rsvps = await session_people.list_rsvps(connection, occurrence.id)
        await fill_seats(connection, settled, rsvps, now)
        await plan_reminders(connection, settled, now)


async def _cut(connection: Connection, series: Series, slot: str, now: datetime) -> None:
    """End a series before one of its slots."""
    head = end_before(series.schedule, slot)
    if head is None:
        await sessions.end_series(connection, series.id, SeriesState.CANCELLED, now)
        return
    await sessions.change_series(connection, series.id, series.plan, head, series.lead_minutes, now)


def _show(services: Services) -> None:
    services.schedule.show("session", 0)
    services.schedule.wake()
