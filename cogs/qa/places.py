"""Places in which a server's questions are posted."""

from __future__ import annotations

import discord

from cogs.ui.channels import channel_for
from domain.channels import ChannelUse
from domain.errors import UserError
from domain.guilds import DEFAULT_CHANNEL_NAME, GuildSettings
from domain.questions import Place


def question_place(
    guild: discord.Guild | None,
    settings: GuildSettings,
    member: discord.Member | discord.User | None = None,
) -> Place:
    """Return the channel for questions; `UserError`, with the fix, where none can be posted in.

    With a `member`, also where they could not take part: they have to see the channel and
    to be allowed to write in its threads.
    """
    channel = guild and channel_for(guild, settings, ChannelUse.QUESTIONS)
    if not isinstance(channel, discord.TextChannel | discord.ForumChannel):
        raise UserError("qa-no-channel", name=DEFAULT_CHANNEL_NAME)
    allowed = channel.permissions_for(channel.guild.me)
    if not (allowed.view_channel and allowed.send_messages and allowed.embed_links):
        raise UserError("qa-channel-closed", channel=channel.mention)
    if not (allowed.create_public_threads or isinstance(channel, discord.ForumChannel)):
        raise UserError("qa-channel-closed", channel=channel.mention)
    if isinstance(member, discord.Member):
        own = channel.permissions_for(member)
        if not (own.view_channel and own.send_messages_in_threads):
            raise UserError("qa-channel-not-yours", channel=channel.mention)
    return Place(channel.id, isinstance(channel, discord.ForumChannel))
