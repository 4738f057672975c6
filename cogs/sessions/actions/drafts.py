"""Drafts of sessions, and sessions made of them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from cogs.core.access import admit, refuse_more
from cogs.core.actor import Actor
from cogs.core.text_rules import use_draft
from cogs.core.unit import Unit
from cogs.sessions.actions.plans import plan_series
from cogs.sessions.names import DRAFTING
from domain.errors import UserError
from domain.sessions.records import Place, PlaceKind, Plan, Series, SeriesState
from domain.sessions.rules import check_plan
from domain.times.recurrence import Schedule, next_moment
from domain.times.wall import parse_slot, slot_of
from storage import drafts, session_occurrences, sessions
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
        """Write itself as a draft's body."""
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
        """Read it from a draft's body."""
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


async def begin_draft(unit: Unit, actor: Actor, drafting: Drafting) -> int:
    """Keep a session that is being planned; returns the draft's id."""
    drafting = replace(drafting, plan=check_plan(drafting.plan))
    await admit(unit, actor)
    return await drafts.create_draft(
        unit.connection, actor.guild_id, actor.member_id, DRAFTING, drafting.body(), unit.now + KEPT
    )


async def change_draft(unit: Unit, actor: Actor, draft_id: int, description: str) -> Drafting:
    """Write another description into a draft."""
    drafting = await get_draft(unit, actor, draft_id)
    plan = check_plan(replace(drafting.plan, description=description))
    drafting = replace(drafting, plan=plan)
    expires_at = unit.now + KEPT
    await drafts.change_draft(unit.connection, draft_id, drafting.body(), expires_at)
    return drafting


async def drop_draft(unit: Unit, actor: Actor, draft_id: int) -> None:
    """Forget a draft."""
    await get_draft(unit, actor, draft_id)
    await drafts.delete_draft(unit.connection, draft_id)


async def create_session(
    unit: Unit, actor: Actor, draft_id: int, channel_id: int
) -> tuple[int, int]:
    """Turn a draft into a session; returns the id of the series and of its first occurrence."""
    await admit(unit, actor)
    drafting = await get_draft(unit, actor, draft_id)
    if drafting.occurrence_id is not None:
        raise UserError("sessions-draft-gone")
    if next_moment(drafting.schedule, unit.now) is None:
        raise UserError("sessions-begun-already")
    await refuse_more(unit.connection, actor, Holding.SESSION)
    await use_draft(unit.connection, actor, draft_id, unit.now)
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
    return await add_series(unit, series)


async def add_series(unit: Unit, series: Series) -> tuple[int, int]:
    """Add a series with what is to come of it; returns its id, and that of its first occurrence."""
    series_id = await sessions.create_series(unit.connection, series, unit.now)
    await plan_series(unit, replace(series, id=series_id))
    first, *_ = await session_occurrences.list_of_series(unit.connection, series_id, limit=1)
    unit.show("session", first.id)
    return series_id, first.id


def new_uid() -> str:
    """Draw an id for a series in calendars, for good and everywhere (RFC 5545, 3.8.4.7)."""
    return f"{secrets.token_hex(16)}@nexus"


async def get_draft(unit: Unit, actor: Actor, draft_id: int) -> Drafting:
    """Get a draft of the actor's; `UserError` where it was used, or has expired."""
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    if draft is None or (draft.kind, draft.guild_id) != (DRAFTING, actor.guild_id):
        raise UserError("sessions-draft-gone")
    if draft.member_id != actor.member_id:
        raise UserError("sessions-draft-not-yours")
    return Drafting.of(draft.body)
