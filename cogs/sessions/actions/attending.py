"""Who came: checking in, being in the voice channel, and notes afterwards."""

from __future__ import annotations

from collections.abc import Collection

from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.core.when import stamp
from cogs.sessions.actions.finding import get_occurrence, get_own, record_act
from domain.errors import UserError
from domain.sessions.records import Occurrence, OccurrenceState, Rsvp
from domain.sessions.rules import check_notes
from storage import session_occurrences, session_people
from storage.session_people import Attended


async def check_in(unit: Unit, actor: Actor, occurrence_id: int) -> bool:
    """Note that the actor is there; False where that was known. `UserError` unless it goes on."""
    await admit(unit, actor)
    occurrence = await get_occurrence(unit, actor, occurrence_id)
    if occurrence.state is OccurrenceState.CANCELLED:
        raise UserError("sessions-is-cancelled")
    if unit.now < occurrence.starts_at:
        raise UserError("sessions-not-begun", at=stamp(occurrence.starts_at, "R"))
    if unit.now >= occurrence.ends_at:
        raise UserError("sessions-is-over")
    noted = await session_people.check_in(
        unit.connection, actor.guild_id, occurrence_id, actor.member_id, unit.now
    )
    if noted:
        await session_occurrences.touch(unit.connection, occurrence_id)
        unit.show("session", occurrence_id)
    return noted


async def see_presence(unit: Unit, occurrence: Occurrence, member_ids: Collection[int]) -> None:
    """Note who is in the voice channel of a session that goes on, and who is not any more."""
    known = await session_people.list_present(unit.connection, occurrence.id)
    for member_id in set(member_ids) - known:
        await session_people.enter(
            unit.connection, occurrence.guild_id, occurrence.id, member_id, unit.now
        )
    for member_id in known - set(member_ids):
        await session_people.leave(unit.connection, occurrence.id, unit.now, member_id=member_id)
    if set(member_ids) - known:
        await session_occurrences.touch(unit.connection, occurrence.id)
        unit.show("session", occurrence.id)


async def get_begun(unit: Unit, actor: Actor, occurrence_id: int) -> Occurrence:
    """Get a session that the actor may write notes of; `UserError` unless it has begun."""
    occurrence = await get_own(unit, actor, occurrence_id)
    if unit.now < occurrence.starts_at:
        raise UserError("sessions-not-begun", at=stamp(occurrence.starts_at, "R"))
    return occurrence


async def keep_notes(unit: Unit, actor: Actor, occurrence_id: int, text: str) -> Occurrence:
    """Keep notes of a session that has begun, by its host or a moderator."""
    notes = check_notes(text)
    await admit(unit, actor)
    occurrence = await get_begun(unit, actor, occurrence_id)
    await session_occurrences.keep_notes(unit.connection, occurrence_id, notes, actor.member_id)
    await record_act(unit, actor, "sessions.notes", occurrence)
    unit.show("session", occurrence_id)
    return occurrence


async def note_left(unit: Unit, guild_id: int, member_id: int) -> None:
    """Free the seats of a member who left the server in all that is still ahead."""
    if await session_people.leave_server(unit.connection, guild_id, member_id):
        unit.show("session", guild_id)


async def list_people(unit: Unit, occurrence_id: int) -> tuple[list[Attended], list[Rsvp]]:
    """List who came to a session, and who said that they would."""
    attended = await session_people.list_attendance(unit.connection, occurrence_id)
    return attended, await session_people.list_rsvps(unit.connection, occurrence_id)
