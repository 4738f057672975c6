"""Reminding at once, and how long before a series reminds."""

from __future__ import annotations

from datetime import datetime, timedelta

from cogs.core.access import changing
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.sessions.actions.answering import require_open
from cogs.sessions.actions.finding import get_own, get_series
from cogs.sessions.actions.logbook import note
from cogs.sessions.actions.planning import AT_ONCE, move_reminders, plan_reminders
from cogs.sessions.names import REMINDER
from domain.channels import UNLIMITED
from domain.deliveries import DeliveryKey
from domain.errors import UserError
from storage import deliveries, session_occurrences, sessions

BETWEEN = timedelta(minutes=10)
"""How long a reminder at once keeps another one from being sent."""
HORIZON = timedelta(days=36)
MOST_REPLANNED = 2_000


async def remind_now(services: Services, actor: Actor, occurrence_id: int) -> None:
    """Remind now of what is left until it begins; `UserError` where that was done just before."""
    now = services.clock()
    async with changing(services, actor) as connection:
        occurrence = await get_own(connection, actor, occurrence_id)
        require_open(occurrence)
        if now >= occurrence.starts_at:
            raise UserError("sessions-begun-already")
        rows = await deliveries.list_ledger(
            connection, actor.guild_id, (REMINDER,), occurrence_id, limit=20
        )
        if any(now - BETWEEN < row.planned_at <= now for row in rows):
            raise UserError("sessions-reminded-just-now")
        lead = int((occurrence.starts_at - now).total_seconds()) // 60
        start = int(occurrence.starts_at.timestamp())
        key = DeliveryKey(actor.guild_id, REMINDER, occurrence_id, f"{start}-{lead}{AT_ONCE}")
        await deliveries.schedule(connection, key, now, now, scheduled_by=actor.member_id)
        await note(connection, services, actor, "remind", occurrence)
    services.schedule.wake()


async def change_leads(
    services: Services, actor: Actor, occurrence_id: int, leads: tuple[int, ...]
) -> None:
    """Say how long before all of a series is reminded of, from now on."""
    now = services.clock()
    async with changing(services, actor) as connection:
        occurrence = await get_own(connection, actor, occurrence_id)
        series = await get_series(connection, occurrence)
        await sessions.change_series(
            connection, series.id, series.plan, series.schedule, leads, now
        )
        for other in await session_occurrences.list_of_series(connection, series.id):
            if other.is_open:
                await move_reminders(connection, other, now)
        await note(connection, services, actor, "leads", occurrence)
    services.schedule.wake()


async def plan_all_reminders(services: Services, guild_id: int, member_id: int) -> None:
    """Have all that a member comes to reminded of as she wants it now."""
    now: datetime = services.clock()
    async with services.database.transaction() as connection:
        for occurrence in await session_occurrences.list_ahead(
            connection,
            guild_id,
            (now, now + HORIZON),
            UNLIMITED,
            member_id=member_id,
            limit=MOST_REPLANNED,
        ):
            await plan_reminders(connection, occurrence, now)
    services.schedule.wake()
