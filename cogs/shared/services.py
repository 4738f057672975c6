"""What every action is given: the outside world, narrowed to what the bot uses of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from cogs.shared.contracts import Contracts
from cogs.shared.features import Features
from cogs.shared.guilds import GuildDirectory
from cogs.shared.rates import Rates
from cogs.shared.servers import Servers
from cogs.shared.text import Catalogues
from storage.engine import Database
from storage.semantic.service import Semantics

Clock = Callable[[], datetime]
"""The time now, aware and in UTC."""


class Schedule(Protocol):
    """How an action says, after its commit, that the background has something to do."""

    def wake(self, due_at: datetime | None = None) -> None:
        """A delivery is due at `due_at` (None: look at once)."""

    def reconcile(self, mirror: str) -> None:
        """State that `mirror` shows has changed."""


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
