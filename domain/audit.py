"""What moderators did: who, what, when, to what, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One moderator's action.

    `action` reads `<feature>.<verb>` (`question.close`, `member.bar`): its words stand in the
    catalogue under `server-audit-<feature>-<verb>`. `subject` is what it was done to
    (`question:12`, `member:123`); `details` hold what else matters (`before` and `after`).
    `id` is given by the database.
    """

    guild_id: int
    actor_id: int
    action: str
    subject: str
    at: datetime
    reason: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    id: int | None = None


ERASED_MEMBER = 0
"""Stands for a member whose data was erased."""
