"""Answers to a session, its seats, and who came."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.core.when import stamp
from cogs.sessions.actions.lookups import get_occurrence, get_own, record_act
from cogs.sessions.actions.plans import plan_reminders
from cogs.sessions.names import PROMOTED, PROMOTED_HERE
from domain.deliveries import DeliveryData, DeliveryKey
from domain.errors import UserError
from domain.sessions.records import Answer, AnswerSource, Occurrence, OccurrenceState, Rsvp
from domain.sessions.rules import check_notes
from domain.sessions.seats import answer as seat, promotions
from storage import session_occurrences, session_people
from storage.session_people import Attended


@dataclass(frozen=True, slots=True)
class Answered:
    """Outcome of an answer: `position` in the waitlist is counted from 1."""

    occurrence: Occurrence
    answer: Answer
    position: int | None = None


async def answer_session(unit: Unit, actor: Actor, occurrence_id: int, wanted: Answer) -> Answered:
    """Take the actor's answer; who wants a seat where none is free waits for one."""
    await admit(unit, actor)
    occurrence = await get_occurrence(unit, actor, occurrence_id)
    require_open(occurrence)
    given = await take_answer(unit, occurrence, actor.member_id, wanted, AnswerSource.BUTTON)
    rsvps = await session_people.list_rsvps(unit.connection, occurrence_id)
    waiting = [rsvp.member_id for rsvp in rsvps if rsvp.answer is Answer.WAITLISTED]
    position = waiting.index(actor.member_id) + 1 if given is Answer.WAITLISTED else None
    return Answered(occurrence, given, position)


async def take_answer(
    unit: Unit,
    occurrence: Occurrence,
    member_id: int,
    wanted: Answer,
    source: AnswerSource,
) -> Answer:
    """Keep an answer and move up whom it makes room for; returns what it came to."""
    rsvps = await session_people.list_rsvps(unit.connection, occurrence.id)
    seating = seat(rsvps, occurrence.plan.capacity, member_id, wanted, source)
    await session_people.save_rsvp(
        unit.connection, occurrence.guild_id, occurrence.id, seating.rsvp, unit.now
    )
    await _promote(unit, occurrence, seating.promoted, without=member_id)
    await session_occurrences.touch(unit.connection, occurrence.id)
    unit.show("session", occurrence.id)
    await plan_reminders(unit, occurrence)
    own = member_id in seating.promoted
    return Answer.GOING if own else seating.rsvp.answer


async def withdraw_interest(unit: Unit, occurrence: Occurrence, member_id: int) -> bool:
    """Forget a Maybe that came from Discord's own event; any other answer stays."""
    rsvps = await session_people.list_rsvps(unit.connection, occurrence.id)
    own = next((rsvp for rsvp in rsvps if rsvp.member_id == member_id), None)
    if own is None or (own.answer, own.source) != (Answer.MAYBE, AnswerSource.EVENT):
        return False
    await session_people.drop_rsvp(unit.connection, occurrence.id, member_id)
    await session_occurrences.touch(unit.connection, occurrence.id)
    unit.show("session", occurrence.id)
    await plan_reminders(unit, occurrence)
    return True


async def fill_seats(unit: Unit, occurrence: Occurrence, rsvps: list[Rsvp]) -> None:
    """Move up whoever has room now that there are more seats."""
    promoted = promotions(rsvps, occurrence.plan.capacity)
    await _promote(unit, occurrence, promoted)


def require_open(occurrence: Occurrence) -> None:
    """`UserError` where it is over or cancelled."""
    if occurrence.state is OccurrenceState.CANCELLED:
        raise UserError("sessions-is-cancelled")
    if occurrence.state is OccurrenceState.ENDED:
        raise UserError("sessions-is-over")


@dataclass(frozen=True, slots=True)
class Promoted(DeliveryData):
    """News that a seat became free for a member at a second since 1970; `is_here` in the thread."""

    guild_id: int
    occurrence_id: int
    at: int
    member_id: int
    is_here: bool = False

    def key(self) -> DeliveryKey:
        subject, member_id = self.occurrence_id, self.member_id
        if self.is_here:
            return DeliveryKey(self.guild_id, PROMOTED_HERE, subject, f"{self.at}-{member_id}")
        return DeliveryKey(self.guild_id, PROMOTED, subject, f"{self.at}", member_id=member_id)

    @classmethod
    def of_key(cls, key: DeliveryKey) -> Self:
        at, _, member_id = key.occurrence.partition("-")
        is_here = bool(member_id)
        member = int(member_id) if is_here else key.member_id or 0
        return cls(key.guild_id, key.subject_id, int(at), member, is_here)


async def _promote(
    unit: Unit,
    occurrence: Occurrence,
    member_ids: tuple[int, ...],
    *,
    without: int | None = None,
) -> None:
    """Give seats to those who wait, and have them told."""
    for member_id in member_ids:
        await session_people.promote(unit.connection, occurrence.id, member_id)
        if member_id == without:  # they see it in the answer
            continue
        at = int(unit.now.timestamp())
        await unit.plan_once(Promoted(occurrence.guild_id, occurrence.id, at, member_id))


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
