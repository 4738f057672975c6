"""The audience of an announcement: who may be notified, and where."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import discord

from cogs.announcements.actions.lookups import Audience
from cogs.core.markup import plain
from cogs.ui.client import Interaction, NexusBot
from cogs.ui.members import name_of
from domain.announcements.records import Contents, Pings
from domain.announcements.rules import MOST_CHANNELS
from domain.channels import ChannelUse
from domain.errors import UserError
from domain.permissions import missing

MAX_ROLE_NAME = 100


@dataclass(frozen=True, slots=True)
class Ground:
    """A server and a member of it, as far as their permissions matter."""

    guild: discord.Guild
    member: discord.Member

    def check(self, contents: Contents) -> None:
        """`UserError`, with the fix, unless it may be posted there by them, with these pings."""
        if not contents.channel_ids:
            raise UserError("announcements-no-channel")
        if len(contents.channel_ids) > MOST_CHANNELS:
            raise UserError("announcements-too-many-channels", most=MOST_CHANNELS)
        for channel_id in contents.channel_ids:
            channel = self._writable(channel_id)
            self._check_pings(channel, contents.pings)

    def may_ping(self, channel: discord.TextChannel, pings: Pings) -> bool:
        """Tell whether both may (still) notify these in the channel."""
        try:
            self._check_pings(channel, pings)
        except UserError:
            return False
        return True

    def _writable(self, channel_id: int) -> discord.TextChannel:
        channel = self.guild.get_channel(channel_id)
        shown = f"<#{channel_id}>"
        if not isinstance(channel, discord.TextChannel):
            raise UserError("announcements-channel-unfit", channel=shown)
        own = channel.permissions_for(self.member)
        if not (own.view_channel and own.send_messages):
            raise UserError("announcements-channel-not-yours", channel=shown)
        granted = channel.permissions_for(self.guild.me).value
        if lacking := missing(granted, ChannelUse.ANNOUNCEMENTS):
            names = ", ".join(f"`{permission.name}`" for permission in lacking)
            raise UserError("announcements-channel-closed", channel=shown, permissions=names)
        return channel

    def _check_pings(self, channel: discord.TextChannel, pings: Pings) -> None:
        theirs = channel.permissions_for(self.member).mention_everyone
        mine = channel.permissions_for(self.guild.me).mention_everyone
        if pings.everyone and not theirs:
            raise UserError("announcements-everyone-not-yours", channel=channel.mention)
        if pings.everyone and not mine:
            raise UserError("announcements-everyone-not-mine", channel=channel.mention)
        for role_id in pings.role_ids:
            role = self.guild.get_role(role_id)
            if role is None:
                raise UserError("announcements-role-gone")
            name = plain(name_of(role), MAX_ROLE_NAME)
            if not (role.mentionable or theirs):
                raise UserError("announcements-role-not-yours", role=name)
            if not (role.mentionable or mine):
                raise UserError("announcements-role-not-mine", role=name, channel=channel.mention)


def ground_of(interaction: Interaction) -> Ground:
    """Return the ground on which the member of an interaction stands.

    `UserError` outside a server.
    """
    if interaction.guild is None or not isinstance(interaction.user, discord.Member):
        raise UserError("shared-only-in-server")
    return Ground(interaction.guild, interaction.user)


def still_there(contents: Contents, guild: discord.Guild) -> Contents:
    """Return a template's contents without the channels and roles that were deleted since."""
    pings = contents.pings
    role_ids = tuple(r for r in pings.role_ids if guild.get_role(r) is not None)
    channel_ids = tuple(c for c in contents.channel_ids if guild.get_channel(c) is not None)
    return replace(contents, pings=replace(pings, role_ids=role_ids), channel_ids=channel_ids)


log = logging.getLogger(__name__)

MOST_MEMBERS = 20_000
"""Number of a server's members read to find who has not seen something."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Counts of members for each role, and the server about; None where that cannot be told."""

    roles: Mapping[int, int | None]
    everyone: int | None


@dataclass(frozen=True, slots=True)
class Unseen:
    """Members of one role who haven't seen it: names where readable, else how many; 0: anybody."""

    role_id: int
    count: int | None
    members: tuple[tuple[int, str], ...] | None = None


async def reach_of(bot: NexusBot, guild: discord.Guild, pings: Pings) -> Reach:
    """Tell how many members these pings reach, counted by Discord."""
    counts = await _role_counts(bot, guild) if pings.role_ids else {}
    return Reach({role_id: counts.get(role_id) for role_id in pings.role_ids}, guild.member_count)


async def find_unseen(bot: NexusBot, guild: discord.Guild, audience: Audience) -> list[Unseen]:
    """List by role who hasn't pressed "Got it"; without roles, of the whole server."""
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
    """Tell how many members each role has; empty where Discord does not say."""
    route = discord.http.Route("GET", "/guilds/{guild_id}/roles/member-counts", guild_id=guild.id)
    try:
        counts: dict[str, Any] = await bot.http.request(route)  # Any: Discord's payload
    except discord.HTTPException as error:
        log.warning("The members of roles could not be counted: %s", error)
        return {}
    return {int(role_id): int(count) for role_id, count in counts.items()}
