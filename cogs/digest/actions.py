"""Digests that are planned for a server, and posted at once."""

from __future__ import annotations

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from domain.deliveries import DeliveryKey, DeliveryState
from domain.times.recurrence import Moment
from storage import deliveries

MIRROR = "digest"
"""Mirror that plans each server's next digest."""
WEEKLY = "digest-weekly"
"""The kind of a timed post: a server's digest of a week."""


MOST_PLANNED = 5


async def plan_next(unit: Unit, guild_id: int, moment: Moment | None) -> None:
    """Have a server's next digest posted at this moment and at no other; None: not at all."""
    rows = await deliveries.list_ledger(
        unit.connection, guild_id, (WEEKLY,), guild_id, limit=MOST_PLANNED
    )
    for row in rows:
        if row.state is DeliveryState.PENDING and row.due_at > unit.now:
            await deliveries.cancel(
                unit.connection,
                guild_id,
                WEEKLY,
                guild_id,
                "digest-replanned",
                unit.now,
                occurrence=row.key.occurrence,
            )
    if moment is not None:
        slot = f"{moment.slot}-{int(unit.now.timestamp())}"
        await unit.plan_once(DeliveryKey(guild_id, WEEKLY, guild_id, slot), moment.at)


async def post_now(unit: Unit, actor: Actor, look: str) -> None:
    """Have the digest posted for everybody; the weekly one comes all the same."""
    require_moderator(actor)
    await admit(unit, actor)
    key = DeliveryKey(actor.guild_id, WEEKLY, actor.guild_id, f"now-{look}")
    if await unit.plan_once(key, scheduled_by=actor.member_id):
        await unit.note(actor, "digest.post", f"guild:{actor.guild_id}")
