"""Seats are taken, waited for and given up; nobody overtakes anybody."""

from __future__ import annotations

from hypothesis import given, strategies as st

from domain.sessions.records import Answer, AnswerSource, Rsvp
from domain.sessions.seats import answer, promotions

GOING, MAYBE, DECLINED, WAITING = Answer.GOING, Answer.MAYBE, Answer.DECLINED, Answer.WAITLISTED
Seats = dict[int, Rsvp]


def said(member_id: int, given: Answer, turn: int) -> Rsvp:
    return Rsvp(member_id, given, AnswerSource.BUTTON, turn)


def take(seats: Seats, capacity: int | None, member_id: int, wanted: Answer) -> Seats:
    """The seats after an answer, with those moved up who are to be."""
    seating = answer(list(seats.values()), capacity, member_id, wanted)
    after = seats | {member_id: seating.rsvp}
    for promoted in seating.promoted:
        rsvp = after[promoted]
        after[promoted] = Rsvp(promoted, GOING, rsvp.source, rsvp.turn)
    return after


def test_who_wants_a_seat_where_none_is_free_waits() -> None:
    seating = answer([said(1, GOING, 1)], 1, 2, GOING)
    assert (seating.rsvp.answer, seating.promoted) == (WAITING, ())
    assert answer([said(1, GOING, 1)], 2, 2, GOING).rsvp.answer is GOING
    assert answer([said(1, GOING, 1)], None, 2, GOING).rsvp.answer is GOING


def test_a_place_in_the_waitlist_is_kept_however_often_one_asks() -> None:
    rsvps = [said(1, GOING, 1), said(2, WAITING, 2), said(3, WAITING, 3)]
    assert answer(rsvps, 1, 2, GOING).rsvp == said(2, WAITING, 2)
    assert answer(rsvps, 1, 1, GOING).rsvp == said(1, GOING, 1)


def test_a_seat_that_is_given_up_goes_to_the_first_who_waits() -> None:
    rsvps = [said(1, GOING, 1), said(3, WAITING, 2), said(2, WAITING, 3)]
    assert answer(rsvps, 1, 1, DECLINED).promoted == (3,)
    assert answer(rsvps, 1, 1, MAYBE).promoted == (3,)
    assert answer(rsvps, 1, 3, DECLINED).promoted == ()


def test_more_seats_let_in_as_many_and_fewer_throw_nobody_out() -> None:
    rsvps = [said(1, GOING, 1), said(2, WAITING, 2), said(3, WAITING, 3), said(4, WAITING, 4)]
    assert promotions(rsvps, 3) == (2, 3)
    assert promotions(rsvps, None) == (2, 3, 4)
    crowded = [said(n, GOING, n) for n in range(1, 4)] + [said(4, WAITING, 4)]
    assert promotions(crowded, 2) == ()
    assert answer(crowded, 2, 1, DECLINED).promoted == ()


@given(
    st.lists(st.tuples(st.integers(1, 6), st.sampled_from((GOING, MAYBE, DECLINED))), max_size=40),
    st.integers(1, 4),
)
def test_seats_are_never_overbooked_nor_left_empty_while_somebody_waits(
    answers: list[tuple[int, Answer]], capacity: int
) -> None:
    seats: Seats = {}
    for member_id, wanted in answers:
        before = [r.member_id for r in _waiting(seats)]
        seats = take(seats, capacity, member_id, wanted)
        going = sum(rsvp.answer is GOING for rsvp in seats.values())
        waiting = _waiting(seats)
        assert going <= capacity
        assert going == capacity or not waiting
        stayed = [r.member_id for r in waiting if r.member_id in before]
        assert stayed == [m for m in before if m in stayed]


def _waiting(seats: Seats) -> list[Rsvp]:
    return sorted((r for r in seats.values() if r.answer is WAITING), key=lambda r: r.turn)
