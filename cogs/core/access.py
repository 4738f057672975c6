"""The gate: rights of members, asked by every action.

Sight is what Discord's permissions give a member, worked out once for each interaction
(`Actor.hidden`, by `cogs.ui.members`). Rows that belong to a channel are found through it: in SQL
by `storage.queries.seen_by`, elsewhere by `Sight.sees`. Changes that others see ask
`admit`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from domain.apis import Api
from domain.errors import UserError
from domain.ids import parse_number
from storage import apis, bans
from storage.connection import Connection
from storage.holdings import MOST, Holding, is_full

if TYPE_CHECKING:
    from cogs.core.actor import Actor
    from cogs.core.services import Services
    from cogs.core.unit import Unit


def require_moderator(actor: Actor) -> None:
    """Raise `UserError` unless the actor may moderate this server."""
    if not actor.is_moderator:
        raise UserError("shared-moderators-only")


async def refuse_banned(
    connection: Connection, guild_id: int, member_id: int, now: datetime
) -> None:
    """Raise `UserError`, with the reason and the end, for a member who is banned from posting."""
    ban = await bans.find_ban(connection, guild_id, member_id, now)
    if ban is not None:
        raise UserError(
            "shared-barred", until=f"<t:{int(ban.ends_at.timestamp())}:f>", reason=ban.reason
        )


async def admit(unit: Unit, actor: Actor) -> None:
    """Let a use case change what others see; `UserError` where the actor is banned.

    Forms ask it before they open: `services.read(admit, actor)`. Every use case that writes for an
    actor calls it. What a banned member may still do stands with its reason in
    `tests/meta/test_gate.py`.
    """
    await refuse_banned(unit.connection, actor.guild_id, actor.member_id, unit.now)


async def refuse_more(connection: Connection, actor: Actor, holding: Holding) -> None:
    """Raise `UserError` where the actor has as many of these open as there can be."""
    if await is_full(connection, holding, actor.guild_id, actor.member_id):
        raise UserError(holding.value, most=MOST[holding])


@contextmanager
def posting(services: Services, actor: Actor) -> Iterator[None]:
    """Hold one public post of the actor against the rate; one that fails isn't counted.

    It stands around the `services.write` of a use case, which may not touch the rate. The post
    counts from the beginning, so that many at once don't pass together.
    """
    rates, now, key = services.rates, services.clock(), ("post", actor.guild_id, actor.member_id)
    rates.spend(*key, now, is_moderator=actor.is_moderator)
    try:
        yield
    except Exception:  # a cancelled one may have been committed
        rates.take_back(*key, now)
        raise


async def find_api(connection: Connection, actor: Actor, meant: str) -> Api | None:
    """Find an API that the actor sees, by its number or name; owners see theirs everywhere."""
    found, number = None, parse_number(meant)
    if number is not None:
        found = await apis.find_api(connection, actor.guild_id, number)
    found = found or await apis.find_by_name(connection, actor.guild_id, meant)
    is_seen = found is not None and actor.sees(found.channel_id, *found.owner_ids)
    return found if is_seen else None
