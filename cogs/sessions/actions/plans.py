"""Plans of what comes: occurrences of series, and reminders of occurrences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from cogs.core.unit import Unit
from cogs.sessions.names import REMINDER, REMINDER_DM, REMINDER_MORE
from domain.deliveries import DeliveryData, DeliveryKey
from domain.sessions.plans import missing_moments
from domain.sessions.records import Occurrence, Reminders, Series, SeriesState
from domain.times.recurrence import next_moment
from storage import deliveries, session_occurrences, session_people, sessions

AT_ONCE = "-now"
"""Ends the key of a reminder that somebody asked for."""
AFTER = ">"
"""Stands, in the key of a further part of a reminder, before the last member of the part before."""
TOO_LATE = timedelta(minutes=2)
"""A reminder whose time has passed by more than this when it is planned is left out."""


@dataclass(frozen=True, slots=True)
class Reminder(DeliveryData):
    """A reminder of an occurrence, or a part of it: another start is another reminder.

    `start` is in seconds since 1970, `lead` in minutes. A further part (`REMINDER_MORE`) mentions
    members with higher ids than `above`; `REMINDER_DM` goes to `member_id`.
    """

    guild_id: int
    occurrence_id: int
    start: int
    lead: int
    at_once: bool = False
    above: int = 0
    member_id: int | None = None

    @classmethod
    def of_lead(cls, occurrence: Occurrence, lead: int) -> Self:
        """Make the reminder of an occurrence that is due a lead time before it begins."""
        start = int(occurrence.starts_at.timestamp())
        return cls(occurrence.guild_id, occurrence.id, start, lead)

    @property
    def slot(self) -> str:
        """Name what all posts of one reminder share."""
        return f"{self.start}-{self.lead}{AT_ONCE if self.at_once else ''}"

    def key(self) -> DeliveryKey:
        subject = self.occurrence_id
        if self.member_id is not None:
            return DeliveryKey(
                self.guild_id, REMINDER_DM, subject, self.slot, member_id=self.member_id
            )
        if self.above:
            part = f"{self.slot}{AFTER}{self.above}"
            return DeliveryKey(self.guild_id, REMINDER_MORE, subject, part)
        return DeliveryKey(self.guild_id, REMINDER, subject, self.slot)

    @classmethod
    def of_key(cls, key: DeliveryKey) -> Self:
        slot, _, above = key.occurrence.partition(AFTER)
        start, lead, *at_once = slot.split("-")
        return cls(
            key.guild_id,
            key.subject_id,
            int(start),
            int(lead),
            bool(at_once),
            int(above or 0),
            key.member_id,
        )


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
        if due_at < unit.now - TOO_LATE:
            continue
        host_id = occurrence.host_id  # who is told if it cannot be posted
        await unit.plan(Reminder.of_lead(occurrence, lead), due_at, scheduled_by=host_id)


async def move_reminders(unit: Unit, occurrence: Occurrence) -> None:
    """Have an occurrence that has another time now reminded of by that time."""
    await cancel_reminders(unit, occurrence, "sessions-moved-on")
    await plan_reminders(unit, occurrence)


async def cancel_reminders(unit: Unit, occurrence: Occurrence, reason: str) -> None:
    """Leave out the reminders that are still to come."""
    await deliveries.cancel(
        unit.connection, occurrence.guild_id, REMINDER, occurrence.id, reason, unit.now
    )


def is_meant(wishes: Reminders, occurrence: Occurrence, reminder: Reminder, now: datetime) -> bool:
    """Tell whether a reminder is of use to a member.

    One that was asked for at once is to everybody.

    It is not where the time of their next one has come: after an outage nobody gets two.
    """
    if reminder.at_once:
        return True
    lead, leads = reminder.lead, wishes.leads_of(occurrence)
    shorter = [other for other in leads if other < lead]
    next_at = occurrence.starts_at - timedelta(minutes=max(shorter, default=0))
    return lead in leads and not (shorter and now >= next_at)
