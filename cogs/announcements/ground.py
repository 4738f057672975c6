"""Where an announcement may go and whom it may notify: the member's permissions, and the bot's."""

from __future__ import annotations

from dataclasses import dataclass, replace

import discord

from cogs.core.markup import plain
from cogs.ui.client import Interaction
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
        """Whether both may (still) notify these in the channel."""
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
    """The ground on which the member of an interaction stands; `UserError` outside a server."""
    if interaction.guild is None or not isinstance(interaction.user, discord.Member):
        raise UserError("shared-only-in-server")
    return Ground(interaction.guild, interaction.user)


def still_there(contents: Contents, guild: discord.Guild) -> Contents:
    """A template's contents without the channels and roles that were deleted since."""
    pings = contents.pings
    role_ids = tuple(r for r in pings.role_ids if guild.get_role(r) is not None)
    channel_ids = tuple(c for c in contents.channel_ids if guild.get_channel(c) is not None)
    return replace(contents, pings=replace(pings, role_ids=role_ids), channel_ids=channel_ids)
