"""Services that every action is given, and what features offer each other's actions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

from cogs.core.guilds import GuildDirectory, Servers
from cogs.core.rates import Rates
from cogs.core.text import Catalogue, Catalogues
from cogs.core.unit import Unit
from domain.channels import Sight
from domain.contracts.uploads import Comparison, Upload
from storage.connection import Connection, Database, Work
from storage.semantic.service import Semantics

CARDS = "cards"
"""Name of all cards for `Schedule.reconcile`: messages that show rows."""

P = ParamSpec("P")
T = TypeVar("T")

UseCase = Callable[Concatenate[Unit, P], Coroutine[Any, Any, T]]
"""Work that a feature does for somebody: `async def accept(unit, actor, question_id)`.

It runs in the database's thread, and may be run again: it awaits the unit, its connection and other
use cases, and touches rules and frozen arguments. Caches, rates, locks and catalogues come before.
"""

Clock = Callable[[], datetime]
"""The time now, aware and in UTC."""


class Contracts(Protocol):
    """Reads and compares contracts where they can block nobody."""

    async def read(self, document: bytes, *, since: bytes | None, today: date) -> Upload:
        """Read a document, and compare it with the stored model `since`, if there is one.

        `RefusedError` for what cannot be read, or breaks a bound of memory, time or size.
        """

    async def compare(self, old: bytes, new: bytes, *, today: date) -> Comparison:
        """Compare two stored models."""


class Schedule(Protocol):
    """Background work as an action wakes it after its commit."""

    def wake(self, due_at: datetime | None = None) -> None:
        """Look at what is due at `due_at` (None: at once)."""

    def reconcile(self, mirror: str) -> None:
        """State that `mirror` shows has changed."""

    def show(self, kind: str, subject_id: int) -> None:
        """State that a row which Discord shows has changed (`question`, 12)."""

    def reconcile_all(self) -> None:
        """State that any mirror may show has changed."""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Personal data of a feature: how they are given out and erased.

    `export` returns JSON-able rows, without names of what others made and the person does not see.
    `erase` removes or anonymises and returns how many records it
    touched; `erase_guild` removes all that the feature holds for a server.
    """

    feature: str
    export: Callable[[Connection, int, int, Sight], Awaitable[list[dict[str, object]]]]
    erase: Callable[[Connection, int, int, datetime], Awaitable[int]]
    erase_guild: Callable[[Connection, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class DigestView:
    """Stretch of time that a digest is of, as its readers may see it."""

    guild_id: int
    since: datetime
    now: datetime
    sight: Sight


@dataclass(frozen=True, slots=True)
class DigestPart:
    """A heading with its lines; `count` is how many there are in all, shown or not."""

    heading: str
    lines: Sequence[str]
    count: int


@dataclass(frozen=True, slots=True)
class DigestSection(Generic[T]):
    """A feature's share of the digest: records read in one unit, then put into words.

    `order` says where in the digest it stands.
    """

    order: int
    read: Callable[[Unit, DigestView], Awaitable[T]]
    render: Callable[[T, Catalogue], Sequence[DigestPart]]


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A contract was stored for an API and is in force now; `number` is its revision."""

    guild_id: int
    api_id: int
    contract_id: int
    number: int
    uploader_id: int


HearUpload = Callable[["Services", Uploaded], Awaitable[None]]
"""Is told, after the commit, that a contract was uploaded."""
ReplanReminders = Callable[[Unit, int, int], Coroutine[Any, Any, None]]
"""Use case that reminds a member of study sessions as they want it from now on."""


@dataclass(slots=True)
class Features:
    """Parts that features have added and use cases call."""

    personal: list[PersonalData] = field(default_factory=list)
    digest: list[DigestSection[Any]] = field(default_factory=list)
    uploads: list[HearUpload] = field(default_factory=list)
    """Features that are told, one after another."""
    replan_reminders: ReplanReminders | None = None


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that actions need and do not own."""

    database: Database
    clock: Clock
    schedule: Schedule
    text: Catalogues
    guilds: GuildDirectory
    rates: Rates
    features: Features
    contracts: Contracts
    servers: Servers = field(default_factory=Servers)
    semantics: Semantics | None = None
    """None where the extra `semantic` is not installed."""

    async def read(self, use_case: UseCase[P, T], /, *arguments: P.args, **options: P.kwargs) -> T:
        """Run a use case that only reads, on one state of the database."""
        work = _work_of(use_case, self.clock(), [])
        return await self.database.read(work, *arguments, **options)

    async def write(self, use_case: UseCase[P, T], /, *arguments: P.args, **options: P.kwargs) -> T:
        """Run a use case in one transaction; what it said follows from the commit is done.

        That also holds where this task is cancelled while the commit is under way.
        """
        done: list[Unit] = []
        work = _work_of(use_case, self.clock(), done)
        try:
            return await self.database.write(work, *arguments, **options)
        finally:
            # A commit that failed leaves one that has nothing to follow: the background looks
            # at the database, and finds it as it was.
            for unit in done:
                self._follow(unit)

    def _follow(self, unit: Unit) -> None:
        for guild_id, member_id in unit.reread:
            self.guilds.forget(guild_id, member_id)
        if unit.due_at is not None:
            self.schedule.wake(unit.due_at if unit.due_at > unit.now else None)
        for kind, subject_id in sorted(unit.shown):
            self.schedule.show(kind, subject_id)
        if unit.shows_all:
            self.schedule.reconcile_all()


def _work_of(use_case: UseCase[P, T], now: datetime, done: list[Unit]) -> Work[P, T]:
    """Make work of a use case, under its name; `done` gets the unit of the run that succeeds."""

    async def work(connection: Connection, /, *arguments: P.args, **options: P.kwargs) -> T:
        unit = Unit(connection, now)
        result = await use_case(unit, *arguments, **options)
        done[:] = [unit]
        return result

    work.__wrapped__ = use_case  # type: ignore[attr-defined]  # `wraps` would copy all the rest
    return work
