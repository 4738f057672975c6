"""An endpoint request: who asks, who builds, the shape both confirm, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.contracts.model import ROOTS

MAX_WHY = 1_000
MAX_EXAMPLE = 4_000
"""Characters that a field of a form holds."""
MAX_REASON = 300
MAX_PATH = 150
WITHOUT_BODY = ("GET", "HEAD", "DELETE")
"""Methods that send their request in the address: examples name query parameters."""

CARD = "endpoint"
"""The kind of a request's card."""


class State(StrEnum):
    """States of a request."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    """Somebody builds it; the shape is not confirmed by both sides."""
    AGREED = "agreed"
    BUILDING = "building"
    LIVE = "live"
    VERIFIED = "verified"
    """Its requester has seen that it does what was agreed."""
    DECLINED = "declined"
    BLOCKED = "blocked"
    DEPRECATED = "deprecated"


OPEN = (State.REQUESTED, State.ACCEPTED, State.AGREED, State.BUILDING, State.BLOCKED)
"""States in which it is still to be built; only these can be overdue."""
AGREED_NOT_LIVE = (State.AGREED, State.BUILDING)
"""States of what an API is going to have: what `/endpoint export` writes."""
BUILT = (State.LIVE, State.VERIFIED)
"""States in which clients use it; a contract may say otherwise than was agreed."""


class Side(StrEnum):
    """In what part somebody acts; one may act in several."""

    REQUESTER = "requester"
    BUILDER = "builder"
    OWNER = "owner"
    """Owns the API that it is asked of."""
    BACKEND = "backend"
    """Could build it, and does not."""
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Shape:
    """Shape of what is asked for: the operation, and an example of each body as JSON."""

    method: str
    """Upper case; `QUERY`, `MUTATION` or `SUBSCRIPTION` for a GraphQL field."""
    path: str
    """`/users/{id}`, or a GraphQL field's name."""
    request: str = ""
    """The body, or a GraphQL field's arguments; "" where nothing is sent."""
    response: str = ""
    """The body, or what a GraphQL field returns; "" where nothing comes back."""

    @property
    def key(self) -> str:
        """Name as people write it, as `Operation.key`: `GET /users/{id}`, `Query.user`."""
        root = ROOTS.get(self.method)
        return f"{root}.{self.path}" if root else f"{self.method} {self.path}"

    @property
    def is_graphql(self) -> bool:
        return self.method in ROOTS


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One side's word for a shape."""

    side: Side
    shape_number: int
    member_id: int | None
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """Place in Discord that shows a request, and which revision of it."""

    channel_id: int | None = None
    message_id: int | None = None
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the database holds it."""

    id: int
    guild_id: int
    api_id: int | None
    """None: it is asked of nobody's API yet."""
    api_name: str
    shape: Shape
    shape_number: int
    """Counts the shapes it has had, from 1."""
    why: str
    requester_id: int | None
    builder_id: int | None
    state: State
    due_at: datetime | None
    revision: int
    created_at: datetime
    changed_at: datetime
    channel_id: int
    resume_state: State | None = None
    """State in which a blocked one goes on."""
    blocked_on: int | None = None
    reason: str | None = None
    """Reason why it is declined, blocked or deprecated."""
    confirmations: Mapping[Side, Confirmation] = field(default_factory=dict)
    shown: Shown = Shown()

    def is_confirmed_by(self, side: Side) -> bool:
        """Tell whether that side stands by the shape as it is now."""
        given = self.confirmations.get(side)
        return given is not None and given.shape_number == self.shape_number

    def is_overdue(self, now: datetime) -> bool:
        return self.state in OPEN and self.due_at is not None and self.due_at < now


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a request."""

    id: int
    request_id: int
    at: datetime
    member_id: int | None
    what: str
    """A move's name, or `due`."""
    state: State
    """State that it came to."""
    note: str | None = None
