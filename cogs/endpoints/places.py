"""Where a server's endpoint requests are posted."""

from __future__ import annotations

import discord

from cogs.shared.actor import Actor, Interaction
from cogs.shared.channels import channel_for
from domain.channels import ChannelUse
from domain.errors import UserError
from domain.guilds import DEFAULT_CHANNEL_NAME


def home_of(interaction: Interaction, actor: Actor) -> discord.TextChannel:
    """The channel for endpoint requests; `UserError`, with the fix, where none can be posted."""
    guild = interaction.guild
    channel = guild and channel_for(guild, actor.settings, ChannelUse.ENDPOINTS)
    if not isinstance(channel, discord.TextChannel):
        raise UserError("endpoints-no-channel", name=DEFAULT_CHANNEL_NAME)
    allowed = channel.permissions_for(channel.guild.me)
    can_post = allowed.view_channel and allowed.send_messages and allowed.embed_links
    if not (can_post and allowed.create_public_threads):
        raise UserError("endpoints-channel-closed", channel=channel.mention)
    return channel
