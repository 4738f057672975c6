"""The audit log of what is done with other people's sessions."""

from __future__ import annotations

from cogs.core.actor import Actor
from cogs.core.services import Services
from domain.audit import AuditEntry
from domain.sessions.records import Occurrence
from storage import audit
from storage.connection import Connection


async def note(
    connection: Connection,
    services: Services,
    actor: Actor,
    verb: str,
    occurrence: Occurrence,
    **details: object,
) -> None:
    """Keep what a moderator did with a session that is not hers; others' acts are not noted."""
    if not actor.is_moderator or occurrence.host_id == actor.member_id:
        return
    entry = AuditEntry(
        actor.guild_id,
        actor.member_id,
        f"sessions.{verb}",
        f"session:{occurrence.id}",
        services.clock(),
        details={"title": occurrence.plan.title, **details},
    )
    await audit.record(connection, entry)
