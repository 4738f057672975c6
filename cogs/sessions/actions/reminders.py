"""Reminders at once, and how long before a series reminds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.sessions.actions.answers import require_open
from cogs.sessions.actions.lookups import get_own, get_series, record_act
from cogs.sessions.actions.plans import (
    Reminder,
    is_meant,
    move_reminders,
    plan_reminders,
)
from cogs.sessions.names import REMINDER, REMINDER_DM, REMINDER_MORE
from domain.channels import UNLIMITED
from domain.deliveries import Delivery, DeliveryState
from domain.errors import UserError
from domain.sessions.records import Occurrence, Route
from storage import deliveries, session_occurrences, session_people, sessions

BETWEEN = timedelta(minutes=10)
"""Time that a reminder at once keeps another one from being sent."""
HORIZON = timedelta(days=36)
MOST_REPLANNED = 2_000
MOST_LEDGER = 5_000
MOST_MENTIONED = 60
"""Mentions that fit a message beside its words, and some who came in between."""


async def remind_now(unit: Unit, actor: Actor, occurrence_id: int) -> None:
    """Remind now of what is left until it begins; `UserError` where that was done just before."""
    await admit(unit, actor)
    occurrence = await get_own(unit, actor, occurrence_id)
    require_open(occurrence)
    if unit.now >= occurrence.starts_at:
        raise UserError("sessions-begun-already")
    rows = await deliveries.list_ledger(
        unit.connection, actor.guild_id, (REMINDER,), occurrence_id, limit=20
    )
    if any(unit.now - BETWEEN < row.planned_at <= unit.now for row in rows):
        raise UserError("sessions-reminded-just-now")
    lead = int((occurrence.starts_at - unit.now).total_seconds()) // 60
    reminder = replace(Reminder.of_lead(occurrence, lead), at_once=True)
    await unit.plan_once(reminder, scheduled_by=actor.member_id)
    await record_act(unit, actor, "sessions.remind", occurrence)


async def change_leads(
    unit: Unit, actor: Actor, occurrence_id: int, leads: tuple[int, ...]
) -> None:
    """Say how long before all of a series is reminded of, from now on."""
    await admit(unit, actor)
    occurrence = await get_own(unit, actor, occurrence_id)
    series = await get_series(unit, occurrence)
    await sessions.change_series(
        unit.connection, series.id, series.plan, series.schedule, leads, unit.now
    )
    for other in await session_occurrences.list_of_series(unit.connection, series.id):
        if other.is_open:
            await move_reminders(unit, other)
    await record_act(unit, actor, "sessions.leads", occurrence)


async def plan_all_reminders(unit: Unit, guild_id: int, member_id: int) -> None:
    """Have all that a member comes to reminded of as they want it now."""
    for occurrence in await session_occurrences.list_ahead(
        unit.connection,
        guild_id,
        (unit.now, unit.now + HORIZON),
        UNLIMITED,
        member_id=member_id,
        limit=MOST_REPLANNED,
    ):
        await plan_reminders(unit, occurrence)


async def plan_direct(
    unit: Unit, occurrence: Occurrence, reminder: Reminder
) -> tuple[list[int], datetime | None]:
    """Plan a reminder's direct messages; whom the thread mentions, and since when some wait."""
    coming = await session_people.list_coming(unit.connection, occurrence.id)
    meant = [(m, w) for m, w in coming if is_meant(w, occurrence, reminder, unit.now)]
    for member_id, wishes in meant:
        if wishes.route is Route.DM:
            await unit.plan_once(replace(reminder, above=0, member_id=member_id))
    rows = await deliveries.list_ledger(
        unit.connection,
        occurrence.guild_id,
        (REMINDER_DM,),
        occurrence.id,
        occurrence=reminder.slot,
        limit=MOST_LEDGER,
    )
    failed = {row.key.member_id for row in rows if row.state is DeliveryState.FAILED}
    mentioned = [m for m, w in meant if w.route is Route.THREAD or m in failed]
    begun_at = min((row.planned_at for row in rows if row.is_open), default=None)
    return mentioned, begun_at


async def plan_part(
    unit: Unit, occurrence: Occurrence, reminder: Reminder, member_ids: Sequence[int]
) -> list[int]:
    """Choose whom one message can mention, by their ids; the others' message is planned.

    Where a part ends is kept with the next one's row: whoever changes their mind in between does
    not move others from one message to another, so that nobody is mentioned twice or not at all.
    """
    group = sorted(member_id for member_id in member_ids if member_id > reminder.above)
    rows = await deliveries.list_ledger(
        unit.connection, occurrence.guild_id, (REMINDER_MORE,), occurrence.id, limit=MOST_LEDGER
    )
    parts = [Reminder.of(row) for row in rows]
    ends = [each.above for each in parts if each.slot == reminder.slot]
    end = min((other for other in ends if other > reminder.above), default=None)
    if end is None and len(group) > MOST_MENTIONED:
        end = group[MOST_MENTIONED - 1]
        await unit.plan_once(replace(reminder, above=end), scheduled_by=occurrence.host_id)
    return [member_id for member_id in group if end is None or member_id <= end]


async def remind_directly_instead(unit: Unit, delivery: Delivery) -> None:
    """Remind those directly whom this post would have mentioned: its place is gone, or closed.

    Others have a post of their own, which may arrive: nobody is reminded twice.
    """
    occurrence = await session_occurrences.find_occurrence(
        unit.connection, delivery.guild_id, delivery.subject_id
    )
    if occurrence is None or not occurrence.is_open:
        return
    reminder = Reminder.of(delivery)
    mentioned, _ = await plan_direct(unit, occurrence, reminder)
    for member_id in await plan_part(unit, occurrence, reminder, mentioned):
        await unit.plan_once(replace(reminder, above=0, member_id=member_id))
