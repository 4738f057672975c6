"""How many members a ping reaches, and who of them has not seen it yet."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord

from cogs.announcements.actions.seeing import Audience
from cogs.ui.client import NexusBot
from cogs.ui.members import name_of
from domain.announcements.records import Pings

log = logging.getLogger(__name__)

MOST_MEMBERS = 20_000
"""How many of a server's members are read to find who has not seen something."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many members each role has, and the server about; None where that cannot be told."""

    roles: Mapping[int, int | None]
    everyone: int | None


@dataclass(frozen=True, slots=True)
class Unseen:
    """Who of one role has not seen it: names where they may be read, else how many; 0: anybody."""

    role_id: int
    count: int | None
    members: tuple[tuple[int, str], ...] | None = None


async def reach_of(bot: NexusBot, guild: discord.Guild, pings: Pings) -> Reach:
    """How many members these pings reach, counted by Discord."""
    counts = await _role_counts(bot, guild) if pings.role_ids else {}
    return Reach({role_id: counts.get(role_id) for role_id in pings.role_ids}, guild.member_count)


async def find_unseen(bot: NexusBot, guild: discord.Guild, audience: Audience) -> list[Unseen]:
    """By role who has not pressed "Got it"; without roles, of the whole server."""
    pings = audience.announcement.contents.pings
    if bot.intents.members:
        return await _by_name(guild, audience, pings)
    return await _by_count(bot, guild, audience, pings)


async def _by_name(guild: discord.Guild, audience: Audience, pings: Pings) -> list[Unseen]:
    seen = audience.member_ids
    left = [
        member
        async for member in guild.fetch_members(limit=MOST_MEMBERS)
        if not member.bot and member.id not in seen
    ]
    wanted = (0,) if pings.everyone or not pings.role_ids else pings.role_ids
    found = []
    for role_id in wanted:
        names = tuple(
            (member.id, name_of(member))
            for member in left
            if not role_id or member.get_role(role_id) is not None
        )
        found.append(Unseen(role_id, len(names), names))
    return found


async def _by_count(
    bot: NexusBot, guild: discord.Guild, audience: Audience, pings: Pings
) -> list[Unseen]:
    if pings.everyone or not pings.role_ids:
        members = guild.member_count
        return [Unseen(0, None if members is None else max(0, members - len(audience.seen)))]
    counts = await _role_counts(bot, guild)
    return [
        Unseen(
            role_id,
            max(0, counts[role_id] - audience.seen_with(role_id)) if role_id in counts else None,
        )
        for role_id in pings.role_ids
    ]


async def _role_counts(bot: NexusBot, guild: discord.Guild) -> dict[int, int]:
    """How many members each role has; empty where Discord does not say."""
    route = discord.http.Route("GET", "/guilds/{guild_id}/roles/member-counts", guild_id=guild.id)
    try:
        counts: dict[str, Any] = await bot.http.request(route)  # Any: Discord's payload
    except discord.HTTPException as error:
        log.warning("The members of roles could not be counted: %s", error)
        return {}
    return {int(role_id): int(count) for role_id, count in counts.items()}
