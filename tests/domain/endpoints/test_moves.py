"""Only sensible moves, by the right side; any change of an agreed shape asks both sides again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.endpoints.moves import (
    TABLE,
    ImpossibleMoveError,
    Move,
    may,
    next_state,
    sides_for,
    sides_of,
)
from domain.endpoints.records import Side, State
from tests.domain.endpoints.requests import ASKING, BUILDING, OTHER, request


def test_a_request_goes_from_asked_to_verified() -> None:
    steps = [
        (State.REQUESTED, Side.BACKEND, Move.ACCEPT, State.ACCEPTED),
        (State.AGREED, Side.BUILDER, Move.BUILD, State.BUILDING),
        (State.BUILDING, Side.BUILDER, Move.LIVE, State.LIVE),
        (State.LIVE, Side.REQUESTER, Move.VERIFY, State.VERIFIED),
    ]
    for state, side, move, to in steps:
        assert next_state(request(state), [side], move) is to


def test_one_confirmation_agrees_to_nothing() -> None:
    assert next_state(request(State.ACCEPTED), [Side.BUILDER], Move.AGREE) is State.ACCEPTED


@pytest.mark.parametrize(
    ("first", "second"), [(Side.BUILDER, Side.REQUESTER), (Side.REQUESTER, Side.BUILDER)]
)
def test_the_second_confirmation_agrees(first: Side, second: Side) -> None:
    assert next_state(request(State.ACCEPTED, first), [second], Move.AGREE) is State.AGREED


def test_a_confirmation_of_an_earlier_shape_counts_for_nothing() -> None:
    stale = request(State.ACCEPTED, Side.REQUESTER, shape_number=2)
    assert next_state(stale, [Side.BUILDER], Move.AGREE) is State.ACCEPTED


@pytest.mark.parametrize("state", [State.AGREED, State.BUILDING, State.LIVE])
@pytest.mark.parametrize("side", [Side.REQUESTER, Side.BUILDER])
def test_another_shape_is_to_be_confirmed_anew(state: State, side: Side) -> None:
    assert next_state(request(state), [side], Move.SHAPE) is State.ACCEPTED


@pytest.mark.parametrize("state", [State.ACCEPTED, State.AGREED, State.BUILDING])
def test_what_was_blocked_goes_on_where_it_stood(state: State) -> None:
    blocked = replace(request(State.BLOCKED), resume_state=state)
    assert next_state(blocked, [Side.MODERATOR], Move.UNBLOCK) is state


@pytest.mark.parametrize("state", [State.DECLINED, State.DEPRECATED])
def test_what_is_over_stays_over(state: State) -> None:
    assert not any(sides_for(state, move) for move in Move)


def test_only_the_requester_verifies() -> None:
    assert sides_for(State.LIVE, Move.VERIFY) == (Side.REQUESTER,)
    with pytest.raises(ImpossibleMoveError) as raised:
        next_state(request(State.LIVE), [Side.BUILDER, Side.MODERATOR], Move.VERIFY)
    assert raised.value.sides == (Side.REQUESTER,)


def test_moderators_do_what_keeps_things_going_and_agree_to_nothing() -> None:
    may_do = {move for state, side, move in TABLE if side is Side.MODERATOR}
    assert {Move.REASSIGN, Move.UNBLOCK} <= may_do
    assert not may_do & {Move.AGREE, Move.VERIFY, Move.BUILD, Move.SHAPE, Move.LIVE}


def test_nobody_builds_what_she_asked_for_herself() -> None:
    own = sides_of(request(State.REQUESTED), ASKING, is_backend=True, is_owner=True)
    assert not may(State.REQUESTED, own, Move.ACCEPT)
    other = sides_of(request(State.REQUESTED), OTHER, is_backend=True)
    assert may(State.REQUESTED, other, Move.ACCEPT)


def test_every_move_can_be_made_by_somebody_at_some_time() -> None:
    assert {move for _, _, move in TABLE} == set(Move)


def test_every_state_is_reached() -> None:
    assert {to for to in TABLE.values() if to} | {State.REQUESTED} == set(State)


PEOPLE = {
    "requester": {"member_id": ASKING, "is_backend": True},
    "builder": {"member_id": BUILDING, "is_backend": True},
    "owner": {"member_id": OTHER, "is_backend": False, "is_owner": True},
    "backend": {"member_id": OTHER, "is_backend": True},
    "stranger": {"member_id": OTHER, "is_backend": False},
    "moderator": {"member_id": OTHER, "is_backend": False, "is_moderator": True},
}
SIDES = "requester builder"
ALL = "requester builder owner moderator"
UNDER_WAY = {"decline": ALL, "shape": SIDES, "block": ALL, "reassign": "builder moderator"}
DECISIONS: dict[State, dict[str, str]] = {
    State.REQUESTED: {
        "accept": "builder owner backend",  # a builder is nobody's yet: she is backend as well
        "decline": "requester owner moderator",
        "shape": "requester",
        "reassign": "builder moderator",
    },
    State.ACCEPTED: UNDER_WAY | {"agree": SIDES},
    State.AGREED: UNDER_WAY | {"build": "builder", "live": "builder owner"},
    State.BUILDING: UNDER_WAY | {"live": "builder owner"},
    State.LIVE: {
        "verify": "requester",
        "build": SIDES,
        "shape": SIDES,
        "deprecate": "builder owner moderator",
        "reassign": "moderator",
    },
    State.VERIFIED: {"build": SIDES, "deprecate": "builder owner moderator"},
    State.BLOCKED: {"unblock": ALL, "decline": ALL, "reassign": "builder moderator"},
    State.DECLINED: {},
    State.DEPRECATED: {},
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("person", PEOPLE)
def test_who_can_do_what_where_it_stands(state: State, person: str) -> None:
    can = {
        move.value
        for move in Move
        if may(state, sides_of(request(state), **PEOPLE[person]), move)  # type: ignore[arg-type]  # by name
    }
    assert can == {move for move, who in DECISIONS[state].items() if person in who.split()}
