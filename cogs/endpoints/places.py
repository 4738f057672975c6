"""Places in which a server's endpoint requests are posted."""

from __future__ import annotations

import discord

from cogs.core.actor import Actor
from cogs.ui.channels import channel_for
from cogs.ui.client import Interaction
from domain.channels import ChannelUse
from domain.errors import UserError
from domain.guilds import DEFAULT_CHANNEL_NAME

Home = discord.TextChannel | discord.ForumChannel


def home_of(interaction: Interaction, actor: Actor) -> Home:
    """Return the channel or forum for endpoint requests.

    `UserError`, with the fix, where none is open.
    """
    guild = interaction.guild
    channel = guild and channel_for(guild, actor.settings, ChannelUse.ENDPOINTS)
    if not isinstance(channel, discord.TextChannel | discord.ForumChannel):
        raise UserError("endpoints-no-channel", name=DEFAULT_CHANNEL_NAME)
    allowed = channel.permissions_for(channel.guild.me)
    can_post = allowed.view_channel and allowed.send_messages and allowed.embed_links
    is_forum = isinstance(channel, discord.ForumChannel)
    if not (can_post and (is_forum or allowed.create_public_threads)):
        raise UserError("endpoints-channel-closed", channel=channel.mention)
    return channel
