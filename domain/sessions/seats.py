"""Seats: who has one, who waits, and who gets one that is given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.sessions.records import Answer, AnswerSource, Rsvp


@dataclass(frozen=True, slots=True)
class Seating:
    """Changes of an answer: the member's own, and who moves up from the waitlist."""

    rsvp: Rsvp
    promoted: tuple[int, ...] = ()


def answer(
    rsvps: Sequence[Rsvp],
    capacity: int | None,
    member_id: int,
    wanted: Answer,
    source: AnswerSource = AnswerSource.BUTTON,
) -> Seating:
    """Take a member's answer (going, maybe or declined).

    Who wants a seat where none is free waits for one, and keeps their turn however often they ask;
    who has a seat keeps it. Whoever gives one up makes room for the first who waits.
    """
    own = next((rsvp for rsvp in rsvps if rsvp.member_id == member_id), None)
    others = [rsvp for rsvp in rsvps if rsvp.member_id != member_id]
    turn = max((rsvp.turn for rsvp in rsvps), default=0) + 1
    given = wanted
    has_seat = own is not None and own.answer is Answer.GOING
    # Nobody overtakes those who wait, even where a seat is free for a moment.
    must_wait = bool(_waiting(others)) or not _has_room(others, capacity)
    if wanted is Answer.GOING and must_wait and not has_seat:
        given = Answer.WAITLISTED
    if own is not None and own.answer is given:
        turn = own.turn
    rsvp = Rsvp(member_id, given, source, turn)
    return Seating(rsvp, promotions([*others, rsvp], capacity))


def promotions(rsvps: Sequence[Rsvp], capacity: int | None) -> tuple[int, ...]:
    """Tell who moves up from the waitlist, in order, for as many seats as are free."""
    waiting = _waiting(rsvps)
    if capacity is None:
        return tuple(rsvp.member_id for rsvp in waiting)
    free = max(0, capacity - _going(rsvps))
    return tuple(rsvp.member_id for rsvp in waiting[:free])


def _waiting(rsvps: Sequence[Rsvp]) -> list[Rsvp]:
    waiting = [rsvp for rsvp in rsvps if rsvp.answer is Answer.WAITLISTED]
    return sorted(waiting, key=lambda rsvp: rsvp.turn)


def _going(rsvps: Sequence[Rsvp]) -> int:
    return sum(rsvp.answer is Answer.GOING for rsvp in rsvps)


def _has_room(rsvps: Sequence[Rsvp], capacity: int | None) -> bool:
    return capacity is None or _going(rsvps) < capacity
