"""News of endpoint requests: kept, and planned for those whom they concern."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.endpoints.names import ASKED, DUE, NEWS
from domain.deliveries import Delivery, DeliveryData, DeliveryKey
from domain.endpoints.records import OPEN, Event, Request, State
from storage import apis, deliveries, endpoint_history, endpoint_requests

LEADS = (timedelta(days=1), timedelta())
"""Time before a request is due both sides are reminded."""
TOO_LATE = timedelta(minutes=2)


async def tell(
    unit: Unit,
    request: Request,
    what: str,
    *,
    member_id: int | None,
    note: str | None = None,
    former_id: int | None = None,
) -> None:
    """Keep that a member did this, with the state it came to, and have it told in the thread.

    `former_id` takes part no more because of it, and is told all the same.
    """
    event_id = await endpoint_history.add_event(
        unit.connection, request.id, what, request.state, unit.now, member_id=member_id, note=note
    )
    await unit.plan_once(News(request.guild_id, request.id, event_id, former_id))


@dataclass(frozen=True, slots=True)
class News(DeliveryData):
    """News of what happened to a request; `former_id` takes part no more because of it."""

    guild_id: int
    request_id: int
    event_id: int
    former_id: int | None = None

    def key(self) -> DeliveryKey:
        former = "" if self.former_id is None else f"-{self.former_id}"
        return DeliveryKey(self.guild_id, NEWS, self.request_id, f"{self.event_id}{former}")

    @classmethod
    def of_key(cls, key: DeliveryKey) -> Self:
        event_id, _, former_id = key.occurrence.partition("-")
        former = int(former_id) if former_id else None
        return cls(key.guild_id, key.subject_id, int(event_id), former)


@dataclass(frozen=True, slots=True)
class DueReminder(DeliveryData):
    """A reminder of the day that a request is needed by, both in seconds: since 1970, before it."""

    guild_id: int
    request_id: int
    due: int
    lead: int

    def key(self) -> DeliveryKey:
        return DeliveryKey(self.guild_id, DUE, self.request_id, f"{self.due}-{self.lead}")

    @classmethod
    def of_key(cls, key: DeliveryKey) -> Self:
        due, lead = map(int, key.occurrence.split("-"))
        return cls(key.guild_id, key.subject_id, due, lead)


async def find_subject(unit: Unit, delivery: Delivery) -> Request | None:
    """Find the request that a delivery is about, as it is now."""
    return await endpoint_requests.find_request(
        unit.connection, delivery.guild_id, delivery.subject_id
    )


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened to a request, and whom it concerns but for who did it."""

    request: Request
    event: Event
    concerned: frozenset[int]


async def find_news(unit: Unit, delivery: Delivery) -> Told | None:
    """Find what a post tells of; None where it is gone."""
    news = News.of(delivery)
    request = await find_subject(unit, delivery)
    event = await endpoint_history.find_event(unit.connection, news.event_id)
    if request is None or event is None:
        return None
    concerned = {request.requester_id, request.builder_id, news.former_id}
    concerned.update(await endpoint_history.list_watchers(unit.connection, request.id))
    if event.what == ASKED and request.api_id is not None:
        api = await apis.find_api(unit.connection, request.guild_id, request.api_id)
        concerned.update(() if api is None else api.owner_ids)
    if event.state is State.BLOCKED:
        concerned.add(request.blocked_on)
    return Told(request, event, frozenset(c for c in concerned if c not in {None, event.member_id}))


async def forget_thread(unit: Unit, thread_id: int) -> None:
    """Have what happens to a request told below its card: its thread is gone."""
    await endpoint_requests.forget_thread(unit.connection, thread_id)


async def plan_reminders(unit: Unit, request: Request) -> None:
    """Have both sides reminded of the day it is needed by, and of no other day."""
    wanted = _reminders(request)
    await deliveries.cancel(
        unit.connection,
        request.guild_id,
        DUE,
        request.id,
        "endpoints-skip-moved",
        unit.now,
        keep=[reminder.key().occurrence for reminder in wanted],
    )
    for reminder, due_at in wanted.items():
        if due_at >= unit.now - TOO_LATE:
            await unit.plan(reminder, due_at)


def _reminders(request: Request) -> dict[DueReminder, datetime]:
    """Make the reminders of a request, each with its time."""
    if request.due_at is None or request.state not in OPEN:
        return {}
    due = int(request.due_at.timestamp())
    return {
        DueReminder(request.guild_id, request.id, due, int(lead.total_seconds())): (
            request.due_at - lead
        )
        for lead in LEADS
    }


async def note_act(
    unit: Unit,
    actor: Actor,
    verb: str,
    request: Request,
    *,
    reason: str | None = None,
    **details: object,
) -> None:
    """Add what a moderator does with a request of others to the audit log."""
    await unit.note(
        actor,
        verb,
        f"endpoint:{request.id}",
        owners=(request.requester_id, request.builder_id),
        reason=reason,
        operation=request.shape.key,
        **details,
    )
