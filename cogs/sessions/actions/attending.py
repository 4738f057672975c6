"""Who came: checking in, being in the voice channel, and notes afterwards."""

from __future__ import annotations

from collections.abc import Collection

from cogs.core.access import changing
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.core.when import stamp
from cogs.sessions.actions.finding import get_occurrence, get_own
from cogs.sessions.actions.logbook import note
from domain.errors import UserError
from domain.sessions.records import Occurrence, OccurrenceState
from domain.sessions.rules import check_notes
from storage import session_occurrences, session_people
from storage.connection import Connection


async def check_in(services: Services, actor: Actor, occurrence_id: int) -> bool:
    """Note that the actor is there; False where that was known. `UserError` unless it goes on."""
    now = services.clock()
    async with changing(services, actor) as connection:
        occurrence = await get_occurrence(connection, actor, occurrence_id)
        if occurrence.state is OccurrenceState.CANCELLED:
            raise UserError("sessions-is-cancelled")
        if now < occurrence.starts_at:
            raise UserError("sessions-not-begun", at=stamp(occurrence.starts_at, "R"))
        if now >= occurrence.ends_at:
            raise UserError("sessions-is-over")
        noted = await session_people.check_in(
            connection, actor.guild_id, occurrence_id, actor.member_id, now
        )
        if noted:
            await session_occurrences.touch(connection, occurrence_id)
    services.schedule.show("session", 0)
    return noted


async def see_presence(
    services: Services, occurrence: Occurrence, member_ids: Collection[int]
) -> None:
    """Note who is in the voice channel of a session that goes on, and who is not any more."""
    now = services.clock()
    async with services.database.transaction() as connection:
        known = await session_people.list_present(connection, occurrence.id)
        for member_id in set(member_ids) - known:
            await session_people.enter(
                connection, occurrence.guild_id, occurrence.id, member_id, now
            )
        for member_id in known - set(member_ids):
            await session_people.leave(connection, occurrence.id, now, member_id=member_id)
        if set(member_ids) - known:
            await session_occurrences.touch(connection, occurrence.id)
    services.schedule.show("session", 0)


async def get_begun(services: Services, actor: Actor, occurrence_id: int) -> Occurrence:
    """Get a session that the actor may write notes of; `UserError` unless it has begun."""
    async with services.database.read() as connection:
        return await _get_begun(connection, services, actor, occurrence_id)


async def keep_notes(services: Services, actor: Actor, occurrence_id: int, text: str) -> Occurrence:
    """Keep notes of a session that has begun, by its host or a moderator."""
    notes = check_notes(text)
    async with changing(services, actor) as connection:
        occurrence = await _get_begun(connection, services, actor, occurrence_id)
        await session_occurrences.keep_notes(connection, occurrence_id, notes, actor.member_id)
        await note(connection, services, actor, "notes", occurrence)
    services.schedule.show("session", 0)
    return occurrence


async def _get_begun(
    connection: Connection, services: Services, actor: Actor, occurrence_id: int
) -> Occurrence:
    occurrence = await get_own(connection, actor, occurrence_id)
    if services.clock() < occurrence.starts_at:
        raise UserError("sessions-not-begun", at=stamp(occurrence.starts_at, "R"))
    return occurrence
