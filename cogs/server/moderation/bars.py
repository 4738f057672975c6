"""Barring members from posting through Nexus, and letting them post again."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.core.access import changing, require_moderator
from cogs.core.actor import Actor
from cogs.core.services import Services
from domain.audit import AuditEntry
from domain.bars import MAX_REASON, PERIODS, Bar
from domain.errors import UserError
from storage import audit, bars


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a moderator acts on, as far as it decides whether she may."""

    member_id: int
    is_moderator: bool
    is_bot: bool


def may_bar(actor: Actor, target: Target) -> None:
    """`UserError` where the actor may not bar the target from posting."""
    require_moderator(actor)
    if target.member_id == actor.member_id:
        raise UserError("server-bar-yourself")
    if target.is_bot:
        raise UserError("server-bar-bot")
    if target.is_moderator:
        raise UserError("server-bar-moderator")


async def bar_member(
    services: Services, actor: Actor, target: Target, *, period: str, reason: str
) -> Bar:
    """Bar a member from posting for a period, in place of a bar that she may have."""
    may_bar(actor, target)
    reason = parse_reason(reason)
    now = services.clock()
    bar = Bar(actor.guild_id, target.member_id, actor.member_id, reason, now, now + PERIODS[period])
    async with changing(services, actor) as connection:
        await bars.save_bar(connection, bar)
        await audit.record(
            connection,
            AuditEntry(
                actor.guild_id,
                actor.member_id,
                "server.bar",
                f"member:{target.member_id}",
                now,
                reason,
                {"until": int(bar.ends_at.timestamp())},
            ),
        )
    return bar


async def lift_bar(services: Services, actor: Actor, member_id: int, *, reason: str) -> None:
    """Let a member post again; `UserError` where no bar is in force any more."""
    require_moderator(actor)
    now = services.clock()
    async with changing(services, actor) as connection:
        if not await bars.lift_bar(connection, actor.guild_id, member_id, now):
            raise UserError("server-bar-none", member=f"<@{member_id}>")
        await audit.record(
            connection,
            AuditEntry(
                actor.guild_id,
                actor.member_id,
                "server.lift",
                f"member:{member_id}",
                now,
                reason.strip() or None,
            ),
        )


async def find_bar(services: Services, actor: Actor, member_id: int) -> Bar | None:
    """The bar in force on a member, for herself and for moderators."""
    if member_id != actor.member_id:
        require_moderator(actor)
    async with services.database.read() as connection:
        return await bars.find_bar(connection, actor.guild_id, member_id, services.clock())


async def list_bars(services: Services, actor: Actor, *, limit: int, skip: int) -> list[Bar]:
    """The bars in force, for moderators."""
    require_moderator(actor)
    async with services.database.read() as connection:
        return await bars.list_bars(
            connection, actor.guild_id, services.clock(), limit=limit, skip=skip
        )


def parse_reason(reason: str) -> str:
    """A reason that says something; `UserError` otherwise."""
    reason = reason.strip()
    if not any(character.isalnum() for character in reason):
        raise UserError("server-no-reason")
    return reason[:MAX_REASON]
