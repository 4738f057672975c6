"""From a title and a time to a planned session: the draft that is shown first, and the session."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cogs.core.access import admit_post, changing, refuse_more
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.core.text_rules import use_draft
from cogs.sessions.actions.planning import plan_series
from cogs.sessions.names import DRAFTING
from domain.errors import UserError
from domain.sessions.records import Place, PlaceKind, Plan, Series, SeriesState
from domain.sessions.rules import check_plan
from domain.times.recurrence import Schedule, next_moment
from domain.times.wall import parse_slot, slot_of
from storage import drafts, session_occurrences, sessions
from storage.connection import Connection
from storage.holdings import Holding

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Drafting:
    """A session that is being planned; of `occurrence_id`, a change that is not in force yet.

    `is_following` changes all after that occurrence too; `is_moved` says that the time changes.
    """

    plan: Plan
    schedule: Schedule
    leads: tuple[int, ...] | None = None
    occurrence_id: int | None = None
    is_following: bool = False
    is_moved: bool = True

    def body(self) -> dict[str, object]:
        """As a draft keeps it."""
        return {
            "plan": asdict(self.plan),
            "start": slot_of(self.schedule.start),
            "zone": self.schedule.zone,
            "rule": self.schedule.rule,
            "leads": self.leads,
            "occurrence_id": self.occurrence_id,
            "is_following": self.is_following,
            "is_moved": self.is_moved,
        }

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Drafting:  # Any: JSON
        """As a draft kept it."""
        place = body["plan"]["place"]
        plan = Plan(
            **body["plan"]
            | {"place": Place(PlaceKind(place["kind"]), place["channel_id"], place["url"])}
        )
        leads = body["leads"]
        return cls(
            plan,
            Schedule(parse_slot(body["start"]), body["zone"], body["rule"]),
            None if leads is None else tuple(leads),
            body["occurrence_id"],
            body["is_following"],
            body["is_moved"],
        )


async def begin_draft(services: Services, actor: Actor, drafting: Drafting) -> int:
    """Keep a session that is being planned; returns the draft's id."""
    drafting = replace(drafting, plan=check_plan(drafting.plan))
    now = services.clock()
    async with changing(services, actor) as connection:
        return await drafts.create_draft(
            connection, actor.guild_id, actor.member_id, DRAFTING, drafting.body(), now + KEPT
        )


async def get_draft(services: Services, actor: Actor, draft_id: int) -> Drafting:
    """A draft of the actor's; `UserError` where it was used, or has expired."""
    async with services.database.read() as connection:
        return await find_drafting(connection, services, actor, draft_id)


async def change_draft(
    services: Services, actor: Actor, draft_id: int, description: str
) -> Drafting:
    """Write another description into a draft."""
    async with services.database.transaction() as connection:
        drafting = await find_drafting(connection, services, actor, draft_id)
        plan = check_plan(replace(drafting.plan, description=description))
        drafting = replace(drafting, plan=plan)
        expires_at = services.clock() + KEPT
        await drafts.change_draft(connection, draft_id, drafting.body(), expires_at)
    return drafting


async def drop_draft(services: Services, actor: Actor, draft_id: int) -> None:
    """Forget a draft."""
    async with services.database.transaction() as connection:
        await find_drafting(connection, services, actor, draft_id)
        await drafts.delete_draft(connection, draft_id)


async def create_session(
    services: Services, actor: Actor, draft_id: int, channel_id: int
) -> tuple[int, int]:
    """Turn a draft into a session; returns the id of the series and of its first occurrence."""
    now = services.clock()
    async with changing(services, actor) as connection:
        drafting = await find_drafting(connection, services, actor, draft_id)
        if drafting.occurrence_id is not None:
            raise UserError("sessions-draft-gone")
        if next_moment(drafting.schedule, now) is None:
            raise UserError("sessions-begun-already")
        await refuse_more(connection, actor, Holding.SESSION)
        await admit_post(services, connection, actor)
        await use_draft(connection, actor, draft_id, now)
        series = Series(
            0,
            actor.guild_id,
            actor.member_id,
            drafting.plan,
            drafting.schedule,
            channel_id,
            drafting.leads,
            SeriesState.ACTIVE,
            new_uid(),
            1,
        )
        created = await add_series(connection, series, now)
    services.schedule.show("session", 0)
    services.schedule.wake()
    return created


async def add_series(connection: Connection, series: Series, now: datetime) -> tuple[int, int]:
    """Add a series with what is to come of it; returns its id, and that of its first occurrence."""
    series_id = await sessions.create_series(connection, series, now)
    await plan_series(connection, replace(series, id=series_id), now)
    first, *_ = await session_occurrences.list_of_series(connection, series_id, limit=1)
    return series_id, first.id


def new_uid() -> str:
    """What names a series in calendars, for good and everywhere (RFC 5545, section 3.8.4.7)."""
    return f"{secrets.token_hex(16)}@nexus"


async def find_drafting(
    connection: Connection, services: Services, actor: Actor, draft_id: int
) -> Drafting:
    """What a draft of the actor's holds."""
    draft = await drafts.find_draft(connection, draft_id, services.clock())
    if draft is None or (draft.kind, draft.guild_id) != (DRAFTING, actor.guild_id):
        raise UserError("sessions-draft-gone")
    if draft.member_id != actor.member_id:
        raise UserError("sessions-draft-not-yours")
    return Drafting.of(draft.body)
