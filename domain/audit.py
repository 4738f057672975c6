"""The audit log: who did what, when, to what, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One moderator's action.

    `action` reads `<feature>.<verb>` (`qa.close`, `server.bar`): its words stand in the
    catalogue under `<feature>-audit-<verb>`. `subject` is what it was done to, `<kind>:<id>`
    (`question:12`, `member:123`, `guild:1`); `details` hold what else matters (`before` and
    `after`). `actor_id` is None where that moderator's data was erased; `id` is given by the
    database.
    """

    guild_id: int
    actor_id: int | None
    action: str
    subject: str
    at: datetime
    reason: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    id: int | None = None
