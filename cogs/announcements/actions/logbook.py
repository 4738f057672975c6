"""The audit log's share of what moderators do with announcements."""

from __future__ import annotations

from cogs.core.actor import Actor
from cogs.core.services import Services
from domain.audit import AuditEntry
from storage import audit
from storage.connection import Connection


async def note(
    connection: Connection,
    services: Services,
    actor: Actor,
    verb: str,
    subject: str,
    **details: object,
) -> None:
    """Record what a moderator did; `subject` reads `announcement:12` or `template:Weekly`."""
    await audit.record(
        connection,
        AuditEntry(
            guild_id=actor.guild_id,
            actor_id=actor.member_id,
            action=f"announcements.{verb}",
            subject=subject,
            at=services.clock(),
            details={name: str(value) for name, value in details.items()},
        ),
    )
