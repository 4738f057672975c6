"""Which study sessions a calendar file holds."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.core.unit import Unit
from cogs.sessions.actions.lookups import LOOK_BACK, get_occurrence, get_series
from domain.errors import UserError
from domain.sessions.records import Occurrence, Series
from storage import session_occurrences, sessions

MOST_OCCURRENCES = 500
MOST_SERIES = 200


class Scope(StrEnum):
    """Members whose sessions a calendar holds."""

    MINE = "mine"
    SERVER = "server"


async def calendar_file(
    services: Services, actor: Actor, scope: Scope, occurrence_id: int | None
) -> bytes:
    """Write a calendar of one session (with its series), of the actor's, or of the server's.

    Whole series come with their repetition, and with each of their times that differs from it;
    cancelled ones as cancellations, so that a calendar which knows them takes them out.
    `UserError` where there is none.
    """
    known, pairs = await services.read(_list_for_calendar, actor, scope, occurrence_id)
    if not known and not pairs:
        raise UserError("sessions-calendar-empty")
    return await asyncio.to_thread(_write, known, pairs, services.clock())


async def _list_for_calendar(
    unit: Unit, actor: Actor, scope: Scope, occurrence_id: int | None
) -> tuple[list[tuple[Series, list[Occurrence]]], list[tuple[Series, Occurrence]]]:
    """List whole series with their occurrences, and single occurrences with their series."""
    found: list[Series] = []
    single: list[Occurrence] = []
    since = unit.now - LOOK_BACK
    if occurrence_id is not None:
        occurrence = await get_occurrence(unit, actor, occurrence_id)
        found = [await get_series(unit, occurrence)]
    elif scope is Scope.SERVER:
        found = await sessions.list_of_guild(
            unit.connection, actor.guild_id, since, actor.sight, limit=MOST_SERIES
        )
    else:
        single = await session_occurrences.list_ahead(
            unit.connection,
            actor.guild_id,
            (since, None),
            actor.sight,
            member_id=actor.member_id,
            is_open=False,
            limit=MOST_OCCURRENCES,
        )
    known = [
        (series, await session_occurrences.list_of_series(unit.connection, series.id))
        for series in found
    ]
    parents = {one.series_id: await get_series(unit, one) for one in single}
    return known, [(parents[one.series_id], one) for one in single]


def _write(
    series: Sequence[tuple[Series, Sequence[Occurrence]]],
    single: Sequence[tuple[Series, Occurrence]],
    now: datetime,
) -> bytes:
    # icalendar takes 0.1 s and 5 MiB, which only a bot that is asked for a calendar spends.
    from cogs.sessions.ics import write_calendar  # noqa: PLC0415 - see above

    return write_calendar(series, single, now)
