"""Making sure that what comes exists: occurrences of series, and reminders of occurrences."""

from __future__ import annotations

from datetime import datetime, timedelta

from cogs.core.unit import Unit
from cogs.sessions.names import REMINDER
from domain.deliveries import DeliveryKey
from domain.sessions.planning import missing_moments
from domain.sessions.records import Occurrence, Reminders, Series, SeriesState
from domain.times.recurrence import next_moment
from storage import deliveries, session_occurrences, session_people, sessions

AT_ONCE = "-now"
"""Ends the key of a reminder that somebody asked for."""
AFTER = ">"
"""Stands, in the key of a further part of a reminder, before the last member of the part before."""
TOO_LATE = timedelta(minutes=2)
"""A reminder whose time has passed by more than this when it is planned is left out."""


async def plan_series(unit: Unit, series: Series) -> bool:
    """Add the occurrences that should exist by now, and their reminders; True where some are new.

    A series that has none to come has ended, unless one that was put off is still ahead.
    """
    known = await session_occurrences.list_slots(unit.connection, series.id)
    moments = missing_moments(series, known, unit.now)
    added = await session_occurrences.add(unit.connection, series, moments)
    if added:
        first = min(moment.slot for moment in moments)
        for occurrence in await session_occurrences.list_of_series(
            unit.connection, series.id, since_slot=first
        ):
            await plan_reminders(unit, occurrence)
    is_over = next_moment(series.schedule, unit.now - series.plan.length) is None
    if is_over and not await session_occurrences.has_open(unit.connection, series.id):
        await sessions.end_series(unit.connection, series.id, SeriesState.ENDED, unit.now)
    return added > 0


async def plan_reminders(unit: Unit, occurrence: Occurrence) -> None:
    """Schedule a reminder for each lead time that anybody who comes wants to have."""
    if not occurrence.is_open:
        return
    coming = await session_people.list_coming(unit.connection, occurrence.id)
    wanted = {lead for _, wishes in coming for lead in wishes.leads_of(occurrence)}
    for lead in wanted | set(occurrence.leads):
        due_at = occurrence.starts_at - timedelta(minutes=lead)
        key = reminder_key(occurrence, lead)
        if due_at < unit.now - TOO_LATE:
            continue
        host_id = occurrence.host_id  # who is told if it cannot be posted
        await unit.plan(key, due_at, scheduled_by=host_id)


async def move_reminders(unit: Unit, occurrence: Occurrence) -> None:
    """Have an occurrence that has another time now reminded of by that time."""
    await cancel_reminders(unit, occurrence, "sessions-moved-on")
    await plan_reminders(unit, occurrence)


async def cancel_reminders(unit: Unit, occurrence: Occurrence, reason: str) -> None:
    """Leave out the reminders that are still to come."""
    await deliveries.cancel(
        unit.connection, occurrence.guild_id, REMINDER, occurrence.id, reason, unit.now
    )


def reminder_key(occurrence: Occurrence, lead: int) -> DeliveryKey:
    """A reminder's key: another start is another reminder."""
    start = int(occurrence.starts_at.timestamp())
    return DeliveryKey(occurrence.guild_id, REMINDER, occurrence.id, f"{start}-{lead}")


def lead_of(key: DeliveryKey) -> tuple[int, int]:
    """The start (in seconds since 1970) and the lead (in minutes) that a reminder is about."""
    start, lead, *_ = slot_of_reminder(key).split("-")
    return int(start), int(lead)


def slot_of_reminder(key: DeliveryKey) -> str:
    """What all posts of one reminder share."""
    return key.occurrence.partition(AFTER)[0]


def lowest_of(key: DeliveryKey) -> int:
    """A part of a reminder mentions members with higher ids than this only."""
    return int(key.occurrence.partition(AFTER)[2] or 0)


def is_meant(wishes: Reminders, occurrence: Occurrence, key: DeliveryKey, now: datetime) -> bool:
    """Whether a reminder is of use to a member; one that was asked for at once is to everybody.

    It is not where the time of her next one has come: after an outage nobody gets two.
    """
    if slot_of_reminder(key).endswith(AT_ONCE):
        return True
    lead, leads = lead_of(key)[1], wishes.leads_of(occurrence)
    shorter = [other for other in leads if other < lead]
    next_at = occurrence.starts_at - timedelta(minutes=max(shorter, default=0))
    return lead in leads and not (shorter and now >= next_at)
