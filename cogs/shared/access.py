"""Who may do what, where it is the same in all features: asked by actions, in their transaction."""

from __future__ import annotations

from datetime import datetime

from cogs.shared.actor import Actor
from cogs.shared.services import Services
from domain.errors import UserError
from storage import bars
from storage.engine import Connection


def require_moderator(actor: Actor) -> None:
    """`UserError` unless the actor may moderate this server."""
    if not actor.is_moderator:
        raise UserError("shared-moderators-only")


async def refuse_barred(connection: Connection, actor: Actor, now: datetime) -> None:
    """`UserError`, with the reason and the end, where a moderator barred the actor from posting."""
    bar = await bars.find_bar(connection, actor.guild_id, actor.member_id, now)
    if bar is not None:
        raise UserError(
            "shared-barred", until=f"<t:{int(bar.ends_at.timestamp())}:f>", reason=bar.reason
        )


async def admit_post(services: Services, connection: Connection, actor: Actor) -> None:
    """Let the actor make one public post: not barred, and within the rate."""
    now = services.clock()
    await refuse_barred(connection, actor, now)
    services.rates.spend(
        "post", actor.guild_id, actor.member_id, now, is_moderator=actor.is_moderator
    )
