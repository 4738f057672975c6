"""What a feature tells the rest of the bot about itself when it is set up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from cogs.shared.content import Content
from domain.deliveries import Delivery
from storage.engine import Connection

if TYPE_CHECKING:
    from cogs.shared.client import NexusBot
    from cogs.shared.forms import Form

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Post:
    """Send this: into a channel or thread, or, with `member_id`, as a direct message."""

    content: Content
    channel_id: int | None = None
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Do not send: the reason is kept with the delivery."""

    reason: str


@dataclass(frozen=True, slots=True)
class Postpone:
    """Not yet: look again at `until`."""

    until: datetime


class Compose(Protocol):
    """Decides, when a delivery is due, what it says; everything is read anew from the database."""

    async def __call__(self, bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone: ...


@dataclass(frozen=True, slots=True)
class DeliveryKind:
    """A kind of timed post. `sent` is told the message's id after it was recorded."""

    name: str
    compose: Compose
    sent: Callable[[NexusBot, Delivery, int], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class Mirror:
    """Something in Discord that only shows state (cards, tags).

    `reconcile` brings Discord in line with the database; it runs at start-up and whenever
    `services.schedule.reconcile(name)` asks for it, and never twice at once.
    """

    name: str
    reconcile: Callable[[NexusBot], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a feature holds on a person, how it is given out and how it is erased.

    `export` returns JSON-able rows. `erase` removes or anonymises and returns how many records it
    touched; `erase_guild` removes all that the feature holds for a server.
    """

    feature: str
    export: Callable[[Connection, int, int], Awaitable[list[dict[str, object]]]]
    erase: Callable[[Connection, int, int], Awaitable[int]]
    erase_guild: Callable[[Connection, int], Awaitable[None]]


@dataclass(slots=True)
class Features:
    """The registry that features add to in their `setup`."""

    deliveries: dict[str, DeliveryKind] = field(default_factory=dict)
    mirrors: dict[str, Mirror] = field(default_factory=dict)
    personal: list[PersonalData] = field(default_factory=list)
    forms: dict[str, type[Form]] = field(default_factory=dict)

    def add_delivery(self, kind: DeliveryKind) -> None:
        _add(self.deliveries, kind.name, kind)

    def add_mirror(self, mirror: Mirror) -> None:
        _add(self.mirrors, mirror.name, mirror)

    def add_forms(self, *forms: type[Form]) -> None:
        for form in forms:
            _add(self.forms, form.name, form)


def _add(registry: dict[str, T], name: str, value: T) -> None:
    if name in registry:
        raise ValueError(f"{name!r} is registered twice")
    registry[name] = value
