"""Keeping what happened, and having those told whom it concerns."""

from __future__ import annotations

from datetime import datetime, timedelta

from cogs.core.services import CARDS, Services
from cogs.endpoints.names import DUE, NEWS
from domain.deliveries import DeliveryKey
from domain.endpoints.records import OPEN, Request
from storage import deliveries, endpoint_history
from storage.engine import Connection

LEADS = (timedelta(days=1), timedelta())
"""How long before a request is due both sides are reminded."""
TOO_LATE = timedelta(minutes=2)


async def tell(
    connection: Connection,
    request: Request,
    what: str,
    now: datetime,
    *,
    member_id: int | None,
    note: str | None = None,
    former_id: int | None = None,
) -> None:
    """Keep that a member did this, with the state it came to, and have it told in the thread.

    `former_id` takes part no more because of it, and is told all the same.
    """
    event_id = await endpoint_history.add_event(
        connection, request.id, what, request.state, now, member_id=member_id, note=note
    )
    await plan_news(connection, request, event_id, now, former_id=former_id)


async def plan_news(
    connection: Connection,
    request: Request,
    event_id: int,
    now: datetime,
    *,
    former_id: int | None = None,
) -> None:
    """Have something that happened told in the thread, once."""
    slot = str(event_id) if former_id is None else f"{event_id}-{former_id}"
    key = DeliveryKey(request.guild_id, NEWS, request.id, slot)
    await deliveries.schedule(connection, key, now, now)


async def plan_reminders(connection: Connection, request: Request, now: datetime) -> None:
    """Have both sides reminded of the day it is needed by, and of no other day."""
    wanted = _reminders(request)
    await deliveries.cancel(
        connection, request.guild_id, DUE, request.id, "endpoints-skip-moved", now, keep=wanted
    )
    for slot, due_at in wanted.items():
        if due_at >= now - TOO_LATE:
            key = DeliveryKey(request.guild_id, DUE, request.id, slot)
            await deliveries.plan(connection, key, due_at, now)


def _reminders(request: Request) -> dict[str, datetime]:
    """When to remind of a request, by what the ledger knows it by."""
    if request.due_at is None or request.state not in OPEN:
        return {}
    due = int(request.due_at.timestamp())
    return {f"{due}-{int(lead.total_seconds())}": request.due_at - lead for lead in LEADS}


def speak(services: Services) -> None:
    """After the commit: bring the card in line and send what is due."""
    services.schedule.reconcile(CARDS)
    services.schedule.wake()
