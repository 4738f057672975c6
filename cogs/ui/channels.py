"""The channels that a server uses, found by what they are used for."""

from __future__ import annotations

import discord

from cogs.ui.client import NexusBot
from domain.channels import ChannelUse, channel_id_of
from domain.guilds import GuildSettings
from domain.permissions import missing


def channel_for(
    guild: discord.Guild, settings: GuildSettings, use: ChannelUse
) -> discord.abc.GuildChannel | None:
    """Return the channel of `guild` that `use` happens in.

    None where none is chosen, or it is gone.
    """
    channel_id = channel_id_of(settings, use, guild.channels)
    return None if channel_id is None else guild.get_channel(channel_id)


async def moderators_channel_id(bot: NexusBot, guild_id: int) -> int | None:
    """Return the channel for moderators' matters, where the bot can write in it."""
    guild = bot.here(guild_id)
    if guild is None:
        return None
    settings = await bot.services.guilds.settings(guild_id)
    channel = channel_for(guild, settings, ChannelUse.MODERATORS)
    if channel is None or missing(channel.permissions_for(guild.me).value, ChannelUse.MODERATORS):
        return None
    return channel.id
