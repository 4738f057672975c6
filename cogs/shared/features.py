"""What a feature tells the rest of the bot about itself when it is set up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import discord

from cogs.shared.content import Content
from domain.channels import Sight
from domain.deliveries import Delivery
from storage.engine import Connection

if TYPE_CHECKING:
    from cogs.shared.actor import Actor, Interaction
    from cogs.shared.client import NexusBot
    from cogs.shared.forms import Form
    from cogs.shared.services import Services
    from cogs.shared.text import Catalogue

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Post:
    """Send this: into a channel or thread, or, with `member_id`, as a direct message.

    With `reply_to` it answers that message of the channel; where that is gone, nothing is sent.
    `about` names the channel of others' rows that a direct message tells of: who no longer sees it
    when the message is due gets none.
    """

    content: Content
    channel_id: int | None = None
    member_id: int | None = None
    reply_to: int | None = None
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Do not send: the reason is kept with the delivery.

    A catalogue's key where people see the ledger of its subject, else a sentence for the log.
    """

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
    """A kind of timed post.

    `sent` is told the message's id after it was recorded, `failed` the reason after it was given
    up. What is later than `grace` is not posted any more (None: never too late); what is late at
    all says so in the words that `compose` chooses (`Delivery.is_late`). `describe` names what it
    is about ("the announcement **Exams**") to whoever scheduled it, when it fails.
    """

    name: str
    compose: Compose
    sent: Callable[[NexusBot, Delivery, int], Awaitable[None]] | None = None
    failed: Callable[[NexusBot, Delivery, str], Awaitable[None]] | None = None
    grace: timedelta | None = None
    describe: Callable[[NexusBot, Delivery, Catalogue], Awaitable[str | None]] | None = None


@dataclass(frozen=True, slots=True)
class Mirror:
    """Something in Discord that only shows state (cards, tags).

    `reconcile` brings Discord in line with the database; it runs at start-up and whenever
    `services.schedule.reconcile(name)` asks for it, and never twice at once. It may say when it is
    wanted next. `arrived` is told of a server that Discord shows (again): at a start, after an
    outage, once the bot was added; what was given up there is tried again.
    """

    name: str
    reconcile: Callable[[NexusBot], Awaitable[datetime | None]]
    arrived: Callable[[NexusBot, discord.Guild], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a feature holds on a person, how it is given out and how it is erased.

    `export` returns JSON-able rows, without names of what others made and the person does not see.
    `erase` removes or anonymises and returns how many records it
    touched; `erase_guild` removes all that the feature holds for a server.
    """

    feature: str
    export: Callable[[Connection, int, int, Sight], Awaitable[list[dict[str, object]]]]
    erase: Callable[[Connection, int, int], Awaitable[int]]
    erase_guild: Callable[[Connection, int], Awaitable[None]]


Offer = Callable[..., discord.ui.Item[Any]]
"""Makes a button or a menu of one feature for another's message; takes what the offer needs."""

ASK_OFFER = "ask"
"""A button that asks as a question what was looked for in vain: `(text, gap_id)`."""
FAQ_OFFER = "faq"
"""A menu that shows one of some FAQ entries: `(text, [(entry_id, title), ...])`."""
STARTER_OFFER = "starter"
"""A button that shows what a starter FAQ would bring: `(text)`."""
SUGGEST_OFFER = "suggest"
"""A button that suggests a solved question for the FAQ: `(text, question_id)`."""


class Show(Protocol):
    """Answers an interaction with something that was found, for one member to read."""

    async def __call__(self, interaction: Interaction, actor: Actor, source_id: int) -> None: ...


@dataclass(frozen=True, slots=True)
class DigestView:
    """What a digest is made of: what happened between two moments, as its readers may see it."""

    guild_id: int
    since: datetime
    now: datetime
    text: Catalogue
    sight: Sight


@dataclass(frozen=True, slots=True)
class DigestPart:
    """A heading with its lines; `count` is how many there are in all, shown or not."""

    heading: str
    lines: Sequence[str]
    count: int


@dataclass(frozen=True, slots=True)
class DigestSection:
    """What a feature contributes to the digest; `order` says where in it."""

    order: int
    gather: Callable[[Connection, DigestView], Awaitable[list[DigestPart]]]


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A contract was stored for an API and is in force now; `number` is its revision."""

    guild_id: int
    api_id: int
    contract_id: int
    number: int
    uploader_id: int


@dataclass(slots=True)
class Features:
    """The registry that features add to in their `setup`."""

    deliveries: dict[str, DeliveryKind] = field(default_factory=dict)
    mirrors: dict[str, Mirror] = field(default_factory=dict)
    personal: list[PersonalData] = field(default_factory=list)
    forms: dict[str, type[Form]] = field(default_factory=dict)
    commands: dict[str, str] = field(default_factory=dict)
    """Which command begins anew what an outdated button or form was for, by how its name begins."""
    shows: dict[str, Show] = field(default_factory=dict)
    """How what search finds is shown, by its kind, where no link leads to it."""
    offers: dict[str, Offer] = field(default_factory=dict)
    """Features do not know each other: what one offers in another's messages is found here."""
    digest: list[DigestSection] = field(default_factory=list)
    uploads: list[Callable[[Uploaded], Awaitable[None]]] = field(default_factory=list)
    """Who is told, one after another, that a contract was uploaded."""
    replan_reminders: Callable[[Services, int, int], Awaitable[None]] | None = None
    """Has a member, on a server, reminded of study sessions as she wants it from now on."""

    def add_delivery(self, kind: DeliveryKind) -> None:
        _add(self.deliveries, kind.name, kind)

    def add_mirror(self, mirror: Mirror) -> None:
        _add(self.mirrors, mirror.name, mirror)

    def add_offer(self, name: str, offer: Offer) -> None:
        _add(self.offers, name, offer)

    def command_for(self, name: str) -> str | None:
        """Find the command ("question list") for the name of an item or form ("qa:accept")."""
        begins = [beginning for beginning in self.commands if name.startswith(beginning)]
        return self.commands[max(begins, key=len)] if begins else None

    def add_forms(self, *forms: type[Form]) -> None:
        for form in forms:
            _add(self.forms, form.name, form)


def _add(registry: dict[str, T], name: str, value: T) -> None:
    if name in registry:
        raise ValueError(f"{name!r} is registered twice")
    registry[name] = value
