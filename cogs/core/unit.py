"""Units of work: what use cases are given to read, to write, and to say what follows a commit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from domain.audit import AuditEntry
from storage import app_state, audit, deliveries
from storage.connection import Connection

if TYPE_CHECKING:
    from cogs.core.actor import Actor
    from domain.deliveries import Planned


@dataclass(slots=True)
class Unit:
    """One run of a use case: its connection, its time, and what follows once it is committed.

    A use case reads and writes through `connection` and awaits nothing but the unit. What it says
    here takes effect after the commit, also when its caller was cancelled meanwhile, and not at all
    where it raises.
    """

    connection: Connection
    now: datetime
    due_at: datetime | None = None
    """The earliest delivery that the background has to know of."""
    shown: set[tuple[str, int]] = field(default_factory=set)
    """Rows that Discord has to show anew, as `("question", 12)`."""
    shows_all: bool = False
    """Discord has to show everything anew."""
    reread: set[tuple[int, int | None]] = field(default_factory=set)
    """Servers, or members there, whose settings are read anew."""

    async def plan(
        self, planned: Planned, due_at: datetime | None = None, *, scheduled_by: int | None = None
    ) -> bool:
        """Have a delivery posted at `due_at` (None: now), moved where it is planned already.

        False, and nothing changes, for what was taken in hand. `scheduled_by` is told where it
        fails for good.
        """
        due_at = due_at or self.now
        is_planned = await deliveries.plan(
            self.connection, planned, due_at, self.now, scheduled_by=scheduled_by
        )
        if is_planned:
            self.expect(due_at)
        return is_planned

    async def plan_once(
        self, planned: Planned, due_at: datetime | None = None, *, scheduled_by: int | None = None
    ) -> bool:
        """Have a delivery posted at `due_at` (None: now), unless the ledger has it already."""
        due_at = due_at or self.now
        added = await deliveries.schedule(
            self.connection, planned, due_at, self.now, scheduled_by=scheduled_by
        )
        if added is not None:
            self.expect(due_at)
        return added is not None

    def expect(self, due_at: datetime) -> None:
        """Have the dispatcher look at `due_at`: for what was planned through the connection."""
        self.due_at = due_at if self.due_at is None else min(self.due_at, due_at)

    def show(self, kind: str, subject_id: int) -> None:
        """Have Discord brought in line with a row: `unit.show("question", question.id)`."""
        self.shown.add((kind, subject_id))

    def show_all(self) -> None:
        """Have Discord brought in line with all rows: for changes that reach many of them."""
        self.shows_all = True

    def reread_settings(self, guild_id: int, member_id: int | None = None) -> None:
        """Have the settings of a server, or of a member there, read anew: they've changed."""
        self.reread.add((guild_id, member_id))

    async def note(
        self,
        actor: Actor,
        verb: str,
        subject: str,
        *,
        owners: Collection[int | None] = (),
        reason: str | None = None,
        **details: object,
    ) -> None:
        """Add what a moderator does to the audit log; what `owners` do with their own isn't noted.

        `verb` reads `qa.close`, `subject` reads `question:12`.
        """
        if not actor.is_moderator or actor.member_id in owners:
            return
        entry = AuditEntry(
            actor.guild_id, actor.member_id, verb, subject, self.now, reason, details
        )
        await audit.record(self.connection, entry)

    async def once(self, interaction_id: int | None) -> bool:
        """Tell the first run for an interaction from every later one, which has to do nothing.

        Without an interaction every run is the first.
        """
        if interaction_id is None:
            return True
        return await app_state.handle_interaction(self.connection, interaction_id, self.now)
