"""Posting the digest before its time."""

from __future__ import annotations

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.digest.names import WEEKLY
from domain.deliveries import DeliveryKey


async def post_now(unit: Unit, actor: Actor, look: str) -> None:
    """Have the digest posted for everybody; the weekly one comes all the same."""
    require_moderator(actor)
    await admit(unit, actor)
    key = DeliveryKey(actor.guild_id, WEEKLY, actor.guild_id, f"now-{look}")
    if await unit.plan_once(key, scheduled_by=actor.member_id):
        await unit.note(actor, "digest.post", f"guild:{actor.guild_id}")
