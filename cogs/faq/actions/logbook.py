"""The audit log's share of what moderators do with the FAQ."""

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
    reason: str = "",
    **details: object,
) -> None:
    """Record what a moderator did; `subject` reads `faq:12` or `suggestion:3`."""
    await audit.record(
        connection,
        AuditEntry(
            guild_id=actor.guild_id,
            actor_id=actor.member_id,
            action=f"faq.{verb}",
            subject=subject,
            at=services.clock(),
            reason=reason or None,
            details={name: str(value) for name, value in details.items()},
        ),
    )
