"""Actions are tested on a real database, with a clock in hand and without Discord."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.contract_reader import ContractReader
from cogs.core.actor import Actor
from cogs.core.guilds import GuildDirectory
from cogs.core.rates import Rate, Rates
from cogs.core.services import Features, Services
from cogs.core.text import Catalogues
from domain.guilds import GuildSettings
from storage.connection import Database

GUILD = 100
CATALOGUES = Catalogues.load()

MakeActor = Callable[..., Actor]


@dataclass(slots=True)
class TestClock:
    """A clock that stands still until it is told to go on."""

    __test__ = False
    now: datetime = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, period: timedelta) -> datetime:
        self.now += period
        return self.now


@dataclass(slots=True)
class RecordedSchedule:
    """A schedule that only remembers what it was told."""

    wakes: list[datetime | None] = field(default_factory=list)
    mirrors: list[str] = field(default_factory=list)
    shown: list[tuple[str, int]] = field(default_factory=list)

    def wake(self, due_at: datetime | None = None) -> None:
        self.wakes.append(due_at)

    def reconcile(self, mirror: str) -> None:
        self.mirrors.append(mirror)

    def show(self, kind: str, subject_id: int) -> None:
        self.shown.append((kind, subject_id))

    def reconcile_all(self) -> None:
        self.mirrors.append("all")


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def schedule() -> RecordedSchedule:
    return RecordedSchedule()


@pytest.fixture
def services(database: Database, clock: TestClock, schedule: RecordedSchedule) -> Services:
    return Services(
        database=database,
        clock=clock,
        schedule=schedule,
        text=CATALOGUES,
        guilds=GuildDirectory(database),
        rates=Rates(
            {
                "command": Rate(20, timedelta(minutes=1)),
                "post": Rate(5, timedelta(minutes=10)),
                "upload": Rate(3, timedelta(minutes=10)),
            }
        ),
        features=Features(),
        contracts=ContractReader(),
    )


@pytest.fixture
def make_actor() -> MakeActor:
    """Makes an actor: `make_actor(2, is_moderator=True)`."""

    def make(
        member_id: int,
        *,
        is_moderator: bool = False,
        guild_id: int = GUILD,
        hidden: Collection[int] = (),
    ) -> Actor:
        return Actor(
            guild_id=guild_id,
            member_id=member_id,
            name=f"member {member_id}",
            is_moderator=is_moderator,
            text=CATALOGUES.of("en"),
            public_text=CATALOGUES.of("en"),
            settings=GuildSettings(guild_id),
            hidden=frozenset(hidden),
        )

    return make
