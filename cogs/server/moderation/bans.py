"""Bans from posting: set and lifted by moderators."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from domain.bans import MAX_REASON, PERIODS, PostingBan
from domain.errors import UserError
from storage import bans


@dataclass(frozen=True, slots=True)
class Target:
    """Member on whom a moderator acts, with what decides whether they may."""

    member_id: int
    is_moderator: bool
    is_bot: bool


def may_ban(actor: Actor, target: Target) -> None:
    """`UserError` where the actor may not ban the target from posting."""
    require_moderator(actor)
    if target.member_id == actor.member_id:
        raise UserError("server-bar-yourself")
    if target.is_bot:
        raise UserError("server-bar-bot")
    if target.is_moderator:
        raise UserError("server-bar-moderator")


async def ban_member(
    unit: Unit, actor: Actor, target: Target, *, period: str, reason: str
) -> PostingBan:
    """Ban a member from posting for a period, in place of a ban that they may have."""
    may_ban(actor, target)
    reason = parse_reason(reason)
    ban = PostingBan(
        actor.guild_id,
        target.member_id,
        actor.member_id,
        reason,
        unit.now,
        unit.now + PERIODS[period],
    )
    await admit(unit, actor)
    await bans.save_ban(unit.connection, ban)
    subject, until = f"member:{target.member_id}", int(ban.ends_at.timestamp())
    await unit.note(actor, "server.bar", subject, reason=reason, until=until)
    return ban


async def lift_ban(unit: Unit, actor: Actor, member_id: int, *, reason: str) -> None:
    """Let a member post again; `UserError` where no ban is in force."""
    require_moderator(actor)
    await admit(unit, actor)
    if not await bans.lift_ban(unit.connection, actor.guild_id, member_id, unit.now):
        raise UserError("server-bar-none", member=f"<@{member_id}>")
    why = reason.strip() or None
    await unit.note(actor, "server.lift", f"member:{member_id}", reason=why)


async def find_ban(unit: Unit, actor: Actor, member_id: int) -> PostingBan | None:
    """Find the ban in force on a member, for themselves and for moderators."""
    if member_id != actor.member_id:
        require_moderator(actor)
    return await bans.find_ban(unit.connection, actor.guild_id, member_id, unit.now)


async def list_bans(unit: Unit, actor: Actor, *, limit: int, skip: int) -> list[PostingBan]:
    """List the bans in force, for moderators."""
    require_moderator(actor)
    return await bans.list_bans(unit.connection, actor.guild_id, unit.now, limit=limit, skip=skip)


def parse_reason(reason: str) -> str:
    """Parse a reason that says something; `UserError` otherwise."""
    reason = reason.strip()
    if not any(character.isalnum() for character in reason):
        raise UserError("server-no-reason")
    return reason[:MAX_REASON]
