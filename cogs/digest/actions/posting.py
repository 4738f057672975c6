"""Posting the digest before its time."""

from __future__ import annotations

from cogs.core.access import changing, require_moderator
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.digest.names import WEEKLY
from domain.audit import AuditEntry
from domain.deliveries import DeliveryKey
from storage import audit, deliveries


async def post_now(services: Services, actor: Actor, look: str) -> None:
    """Have the digest posted for everybody; the weekly one comes all the same."""
    require_moderator(actor)
    now = services.clock()
    key = DeliveryKey(actor.guild_id, WEEKLY, actor.guild_id, f"now-{look}")
    async with changing(services, actor) as connection:
        planned = await deliveries.schedule(connection, key, now, now, scheduled_by=actor.member_id)
        if planned is not None:
            subject = f"guild:{actor.guild_id}"
            entry = AuditEntry(actor.guild_id, actor.member_id, "digest.post", subject, now)
            await audit.record(connection, entry)
    services.schedule.wake()
