"""The audit log of what moderators do with other people's APIs."""

from __future__ import annotations

from cogs.core.actor import Actor
from cogs.core.services import Services
from domain.apis import Api
from domain.audit import AuditEntry
from storage import audit
from storage.engine import Connection


async def note(
    connection: Connection,
    services: Services,
    actor: Actor,
    verb: str,
    api: Api,
    **details: object,
) -> None:
    """Keep what a moderator did with an API that is not hers; owners' acts are not noted."""
    if not actor.is_moderator or api.is_owned_by(actor.member_id):
        return
    entry = AuditEntry(
        actor.guild_id,
        actor.member_id,
        f"apis.{verb}",
        f"api:{api.id}",
        services.clock(),
        details={"name": api.text.name, **details},
    )
    await audit.record(connection, entry)
