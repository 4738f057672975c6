"""The bot as features see it, and what they tell it about themselves when they are set up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, Protocol, TypeVar

import discord
from cachetools import LRUCache, TTLCache
from discord.ext import commands

from cogs.core.actor import Actor
from cogs.core.guilds import LaterError
from cogs.core.services import DigestSection, HearUpload, PersonalData, ReplanReminders, Services
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.ui.content import Content
from domain.cards import Card, CardFault, Posted
from domain.deliveries import Delivery
from storage.connection import Connection

MOST_OPEN_FORMS = 500

log = logging.getLogger(__name__)

T = TypeVar("T")
Place = discord.abc.GuildChannel | discord.Thread


@dataclass(frozen=True, slots=True)
class Interest:
    """A member became interested in a scheduled event, or is not any more: `on_interest`."""

    event_id: int
    user_id: int
    is_interested: bool


class Form:
    """A modal. Subclass it with `name="feature:action"`, show it with `cogs.ui.forms.open_form`.

    Fields carry fixed custom ids. Both methods get the parts given at opening, as their annotations
    say (`cogs/ui/parts.py`): `(interaction, actor, *parts)` and `(interaction, actor, values,
    *parts)`.
    """

    name: ClassVar[str]
    code: ClassVar[frozenset[str]] = frozenset()
    """Fields for code, which may hold links."""
    is_private: ClassVar[bool] = False
    """True where moderators alone read what is filled in: the rules for texts do not apply."""

    def __init_subclass__(cls, *, name: str) -> None:
        super().__init_subclass__()
        cls.name = name

    @classmethod
    async def check(cls, *_arguments: Any) -> None:
        """Raise `UserError` unless the actor may submit the form; asked before it is opened.

        The action asks again: a right may be lost while the form is open.
        """
        raise NotImplementedError(cls.__name__)

    @classmethod
    async def submitted(cls, *_arguments: Any) -> None:
        """Do what the submission is for."""
        raise NotImplementedError(cls.__name__)


class CardSync(Protocol):
    """Keeps cards equal to their rows, as far as features have to do with that."""

    def lock(self, kind: str, subject_id: int) -> asyncio.Lock:
        """Return the lock of a card, held while it's shown or answers a press on it."""

    def note_shown(self, kind: str, subject_id: int, revision: int) -> None:
        """Note that a press was answered with the card as it is at a revision."""

    async def show_now(self, guild_id: int, kind: str, subject_id: int) -> None:
        """Show a card at once that was just made, where Discord is well."""

    async def lose_thread(self, guild_id: int, thread_id: int) -> None:
        """Take the card of a thread away that is found to be deleted."""


class NexusBot(commands.AutoShardedBot):
    """A discord.py bot, of one shard or several, that carries the services and what features added.

    Its event `on_arrival` tells of a server that Discord shows: new, late, or back.
    """

    services: Services
    registry: Registry
    cards: CardSync
    """Keeps cards equal to their rows."""
    kept: TTLCache[str, discord.ui.Modal | discord.Interaction[Any]]
    """Forms that came too late and interactions that failed, by the key that a button carries."""
    deferring: set[asyncio.Task[None]]
    """Deferrals and what is kept in the background; cancelled by a stop."""
    stopping: asyncio.Event
    """Set from the signal on: what is being answered is finished, nothing new begins."""
    open_forms: LRUCache[str, dict[str, Any]]  # Any: Discord's payload
    """Forms that were opened of late, empty, by custom id: one that is refused is shown again."""

    def here(self, guild_id: int) -> discord.Guild | None:
        """Find a server as Discord shows it now; None where the bot isn't on it, for a fact.

        Raises `LaterError` where that can't be told: it hasn't arrived yet, is out, or belongs to
        another process. The background asks nothing else for servers and their channels.
        """
        if self.services.servers.is_later(guild_id):
            raise LaterError(f"server {guild_id} isn't there yet")
        return self.get_guild(guild_id)

    def channel_here(self, guild_id: int, channel_id: int | None) -> Place | None:
        """Find a channel or active thread of a server; None where there is none, for a fact.

        Raises `LaterError` like `here`.
        """
        guild = self.here(guild_id)
        return None if guild is None else guild.get_channel_or_thread(channel_id or 0)


Interaction = discord.Interaction[NexusBot]


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

    `sent` is told the message's id after it was recorded. `otherwise` plans another way for one
    that failed for good (the thread in place of a direct message, else the moderators), in the
    transaction that records the failure. What is later than `grace` is not posted any more (None:
    never too late); what is late at all says so in the words that `compose` chooses
    (`Delivery.is_late`). `describe` names what it is about ("the announcement **Exams**") to
    whoever scheduled it, when it fails.

    `asked_again` is True where a planner may ask for its row at any later time, to say it once: the
    newest of each subject stay. Of the other kinds the key tells the time, or the change that plans
    it happens once: their rows go after a while (`storage/retention.py`).
    """

    name: str
    compose: Compose
    sent: Callable[[NexusBot, Delivery, int], Awaitable[None]] | None = None
    otherwise: Callable[[Unit, Delivery], Awaitable[None]] | None = None
    grace: timedelta | None = None
    describe: Callable[[NexusBot, Delivery, Catalogue], Awaitable[str | None]] | None = None
    asked_again: bool = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as it has to be shown now.

    `home_id` is the channel or forum for one that stands nowhere yet; `title` names its thread, or
    its post. `mark` is the custom id of a button that only this card has, by which it is found
    again after a crash, `since` when there was nothing to find yet.
    """

    content: Content
    home_id: int | None
    title: str
    mark: str
    nonce: str
    since: datetime
    is_wanted: bool = True
    """False where it is changed while it stands, and not posted again."""
    is_gone: bool = False
    """True where it is taken away with its thread."""
    needs_thread: bool = False
    """True where it is not posted as long as its thread can't be."""
    tags: Callable[[Mapping[str, int], Sequence[int]], Sequence[int]] | None = None
    """Tags of its forum post, out of a forum's `(id by name)` and those that it has."""
    after: Callable[[Posted], Awaitable[None]] | None = None
    """Does what belongs to a card once that was posted or edited, before it counts as shown."""


@dataclass(frozen=True, slots=True)
class CardKind:
    """A kind of message that shows a row, kept equal to it by the outbox.

    `render` reads the row anew; None where it is gone. `posted` keeps with the row what it needs to
    know of the new message, in the transaction that records it. Where a card cannot be shown, its
    `owners` are told by the delivery kind `lost`, whose occurrence is `<reason>/<message>`; None is
    nobody in particular, and `lost` says to whom it goes.
    """

    name: str
    render: Callable[[NexusBot, Card], Awaitable[Shown | None]]
    owners: Callable[[Connection, Card], Awaitable[Sequence[int | None]]]
    lost: str
    posted: Callable[[Connection, Card, Posted, datetime], Awaitable[None]] | None = None
    goes_with_thread: bool = False
    """True where the card is no use without its thread: a message gets no second one."""
    has_thread: bool = True
    """False where nothing is said below a card that is a message."""
    is_replaced: bool = True
    """False where a deleted message isn't posted again: its thread goes on without."""
    removed: Callable[[Connection, Card, datetime], Awaitable[None]] | None = None
    """Keeps with the row that the card's thread or post was deleted."""
    lost_place: Callable[[Connection, int, int, datetime], Awaitable[None]] | None = None
    """Keeps with the rows that their channel was deleted: `(server, channel)`.

    Cards of such a kind are gone with their channel, the others are posted elsewhere.
    """


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of Discord's scheduled event that shows a row, kept equal to it by the outbox.

    `keep` makes or changes the event and returns its id (None: there is none now); it raises
    `CannotShowError` for what has to be mended first. `kept` keeps the id with the row, in the
    transaction that records it. `owners` and `lost` are as those of a `CardKind`.
    """

    name: str
    keep: Callable[[NexusBot, Card], Awaitable[int | None]]
    kept: Callable[[Connection, Card, int | None], Awaitable[None]]
    owners: Callable[[Connection, Card], Awaitable[Sequence[int]]]
    lost: str


class CannotShowError(Exception):
    """A row cannot be shown for a reason that has to be mended first."""

    def __init__(self, fault: CardFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Mirror:
    """Something in Discord that only shows state (cards, tags).

    `reconcile` brings Discord in line with the database; it runs at start-up and whenever
    `services.schedule.reconcile(name)` asks for it, and never twice at once. It may say when it is
    wanted next. `arrived` is told of a server that Discord shows (again): at a start, after an
    outage, once the bot was added; what was given up there is tried again. `shows` are the kinds
    of rows that it shows, by the names that units of work have for them.
    """

    name: str
    reconcile: Callable[[NexusBot], Awaitable[datetime | None]]
    arrived: Callable[[NexusBot, discord.Guild], Awaitable[None]] | None = None
    shows: tuple[str, ...] = ()


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
class Feature:
    """All that a feature adds to the bot, declared once in `cogs/<feature>/feature.py`."""

    name: str
    cogs: tuple[Callable[[NexusBot], commands.Cog], ...] = ()
    items: tuple[type[discord.ui.DynamicItem[Any]], ...] = ()  # Any: items of every kind
    forms: tuple[type[Form], ...] = ()
    commands: Mapping[str, str] = field(default_factory=dict)
    """Which command begins anew what an outdated button or form was for, by how its name begins."""
    deliveries: tuple[DeliveryKind, ...] = ()
    cards: tuple[CardKind | EventKind, ...] = ()
    mirrors: Callable[[NexusBot], Sequence[Mirror]] = lambda _bot: ()
    """Makes what shows state in Discord, once the cogs are there."""
    personal: tuple[PersonalData, ...] = ()
    digest: tuple[DigestSection[Any], ...] = ()
    shows: Mapping[str, Show] = field(default_factory=dict)
    """Ways to show what search finds, by its kind, where no link leads to it."""
    offers: Mapping[str, Offer] = field(default_factory=dict)
    """Buttons that the feature offers in others' messages: they do not know it."""
    uploads: tuple[HearUpload, ...] = ()
    """Features that are told of an uploaded contract."""
    replan_reminders: ReplanReminders | None = None


@dataclass(slots=True)
class Registry:
    """Parts that features have added, by name, for those that work with them."""

    deliveries: dict[str, DeliveryKind] = field(default_factory=dict)
    cards: dict[str, CardKind | EventKind] = field(default_factory=dict)
    mirrors: dict[str, Mirror] = field(default_factory=dict)
    forms: dict[str, type[Form]] = field(default_factory=dict)
    commands: dict[str, str] = field(default_factory=dict)
    shows: dict[str, Show] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    again: Callable[[NexusBot, discord.ui.Modal | Interaction, str], discord.ui.View] | None = None
    """Keeps a form or an interaction, and makes the button, with a label, that does it again."""

    async def add(self, bot: NexusBot, feature: Feature) -> None:
        """Add all of a feature to the bot; `ValueError` for a name that is taken."""
        bot.add_dynamic_items(*feature.items)
        _add(self.deliveries, {kind.name: kind for kind in feature.deliveries})
        _add(self.cards, {kind.name: kind for kind in feature.cards})
        self.add_forms(*feature.forms)
        _add(self.commands, feature.commands)
        _add(self.shows, feature.shows)
        _add(self.offers, feature.offers)
        shared = bot.services.features
        shared.personal.extend(feature.personal)
        shared.digest.extend(feature.digest)
        shared.uploads.extend(feature.uploads)
        shared.replan_reminders = feature.replan_reminders or shared.replan_reminders
        for cog in feature.cogs:
            await bot.add_cog(cog(bot))
        _add(self.mirrors, {mirror.name: mirror for mirror in feature.mirrors(bot)})

    def asked_again(self) -> tuple[str, ...]:
        """List the kinds of deliveries whose newest rows stay with their subject."""
        return tuple(kind.name for kind in self.deliveries.values() if kind.asked_again)

    def add_forms(self, *forms: type[Form]) -> None:
        """Add forms, which are found by their names when they are submitted."""
        for form in forms:
            _add(self.forms, {form.name: form})

    def command_for(self, name: str) -> str | None:
        """Find the command ("question list") for the name of an item or form ("qa:accept")."""
        begins = [beginning for beginning in self.commands if name.startswith(beginning)]
        return self.commands[max(begins, key=len)] if begins else None


def _add(registry: dict[str, T], added: Mapping[str, T]) -> None:
    if twice := registry.keys() & added.keys():
        raise ValueError(f"{sorted(twice)} is registered twice")
    registry.update(added)
