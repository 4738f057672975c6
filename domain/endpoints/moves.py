"""Moves of a request, by whom, and what comes of them: one table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.endpoints.records import Request, Side, State


class Move(StrEnum):
    """A thing that somebody does with a request."""

    ACCEPT = "accept"
    DECLINE = "decline"
    SHAPE = "shape"
    """Writes another shape: both sides have to confirm it."""
    AGREE = "agree"
    """Confirms the shape; the second confirmation makes it agreed."""
    BUILD = "build"
    LIVE = "live"
    VERIFY = "verify"
    BLOCK = "block"
    UNBLOCK = "unblock"
    DEPRECATE = "deprecate"
    REASSIGN = "reassign"


NEEDS_REASON = frozenset({Move.DECLINE, Move.BLOCK, Move.DEPRECATE})


@dataclass(frozen=True, slots=True)
class _Row:
    move: Move
    states: tuple[State, ...]
    sides: tuple[Side, ...]
    to: State | None
    """None: where it stood before it was blocked."""


_S, _BOTH = State, (Side.REQUESTER, Side.BUILDER)
_BUILDERS = (Side.BUILDER, Side.OWNER)
_UNDER_WAY = (_S.ACCEPTED, _S.AGREED, _S.BUILDING)
_ROWS = (
    _Row(Move.ACCEPT, (_S.REQUESTED,), (Side.BACKEND, Side.OWNER), _S.ACCEPTED),
    # A requester takes back what they asked for; afterwards it is the builder's word as well.
    _Row(Move.DECLINE, (_S.REQUESTED,), (Side.REQUESTER, Side.OWNER, Side.MODERATOR), _S.DECLINED),
    _Row(
        Move.DECLINE,
        (*_UNDER_WAY, _S.BLOCKED),
        (*_BOTH, Side.OWNER, Side.MODERATOR),
        _S.DECLINED,
    ),
    _Row(Move.SHAPE, (_S.REQUESTED,), (Side.REQUESTER,), _S.REQUESTED),
    _Row(Move.SHAPE, (*_UNDER_WAY, _S.LIVE), _BOTH, _S.ACCEPTED),
    _Row(Move.AGREE, (_S.ACCEPTED,), _BOTH, _S.AGREED),
    _Row(Move.BUILD, (_S.AGREED,), (Side.BUILDER,), _S.BUILDING),
    # What is live and not as agreed, or not any more, goes back to its builder.
    _Row(Move.BUILD, (_S.LIVE, _S.VERIFIED), _BOTH, _S.BUILDING),
    _Row(Move.LIVE, (_S.AGREED, _S.BUILDING), _BUILDERS, _S.LIVE),
    _Row(Move.VERIFY, (_S.LIVE,), (Side.REQUESTER,), _S.VERIFIED),
    _Row(Move.BLOCK, _UNDER_WAY, (*_BOTH, Side.OWNER, Side.MODERATOR), _S.BLOCKED),
    _Row(Move.UNBLOCK, (_S.BLOCKED,), (*_BOTH, Side.OWNER, Side.MODERATOR), None),
    _Row(Move.DEPRECATE, (_S.LIVE, _S.VERIFIED), (*_BUILDERS, Side.MODERATOR), _S.DEPRECATED),
    # Another builder has confirmed nothing yet.
    _Row(
        Move.REASSIGN,
        (_S.REQUESTED, *_UNDER_WAY, _S.BLOCKED),
        (Side.BUILDER, Side.MODERATOR),
        _S.ACCEPTED,
    ),
    # Somebody has to verify it, or to mend it, when a side has left.
    _Row(Move.REASSIGN, (_S.LIVE,), (Side.MODERATOR,), _S.LIVE),
)
TABLE: dict[tuple[State, Side, Move], State | None] = {
    (state, side, row.move): row.to for row in _ROWS for state in row.states for side in row.sides
}
"""(state, side, move) to what it becomes; what is not in it cannot be done."""


class ImpossibleMoveError(Exception):
    """A move that cannot be made as things stand: by nobody, or by `sides` only."""

    def __init__(self, state: State, move: Move) -> None:
        super().__init__(f"{move} of what is {state}")
        self.sides = sides_for(state, move)


def sides_for(state: State, move: Move) -> tuple[Side, ...]:
    """Tell who can do this as it stands; nobody where the move makes no sense now."""
    return tuple(side for side in Side if (state, side, move) in TABLE)


def may(state: State, sides: Iterable[Side], move: Move) -> bool:
    """Tell whether somebody of these sides can do this as it stands."""
    return any((state, side, move) in TABLE for side in sides)


def next_state(request: Request, sides: Iterable[Side], move: Move) -> State:
    """Return what a request becomes.

    `ImpossibleMoveError` where it cannot be done, or not by these.

    Of the first confirmation nothing comes yet: it stays accepted.
    """
    own = [side for side in sides if (request.state, side, move) in TABLE]
    if not own:
        raise ImpossibleMoveError(request.state, move)
    to = TABLE[request.state, own[0], move]
    if move is Move.AGREE and not _is_second(request, own):
        return request.state
    return to if to is not None else request.resume_state or State.ACCEPTED


def _is_second(request: Request, own: list[Side]) -> bool:
    return all(request.is_confirmed_by(side) or side in own for side in _BOTH)


def sides_of(
    request: Request,
    member_id: int,
    *,
    is_backend: bool,
    is_owner: bool = False,
    is_moderator: bool = False,
) -> frozenset[Side]:
    """Return the parts in which a member acts. Nobody builds what they asked for."""
    sides = set()
    is_requester = request.requester_id == member_id
    if is_requester:
        sides.add(Side.REQUESTER)
    if request.builder_id == member_id:
        sides.add(Side.BUILDER)
    if is_owner and not is_requester:
        sides.add(Side.OWNER)
    if is_backend and not is_requester:
        sides.add(Side.BACKEND)
    if is_moderator:
        sides.add(Side.MODERATOR)
    return frozenset(sides)
