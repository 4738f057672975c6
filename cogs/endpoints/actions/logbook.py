"""The audit log of what moderators do with other people's requests."""

from __future__ import annotations

from cogs.core.actor import Actor
from cogs.core.services import Services
from domain.audit import AuditEntry
from domain.endpoints.records import Request
from storage import audit
from storage.engine import Connection


async def note(
    connection: Connection,
    services: Services,
    actor: Actor,
    verb: str,
    request: Request,
    **details: object,
) -> None:
    """Keep what a moderator did with a request that she has no part in."""
    if not actor.is_moderator or actor.member_id in (request.requester_id, request.builder_id):
        return
    entry = AuditEntry(
        actor.guild_id,
        actor.member_id,
        f"endpoints.{verb}",
        f"endpoint:{request.id}",
        services.clock(),
        details={"operation": request.shape.key, **details},
    )
    await audit.record(connection, entry)
