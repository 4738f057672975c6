"""The channels that a server uses, found by what they are used for."""

from __future__ import annotations

import discord

from domain.channels import ChannelUse, channel_id_of
from domain.guilds import GuildSettings


def channel_for(
    guild: discord.Guild, settings: GuildSettings, use: ChannelUse
) -> discord.abc.GuildChannel | None:
    """The channel of `guild` that `use` happens in; None where none is chosen, or it is gone."""
    channel_id = channel_id_of(settings, use, guild.channels)
    return None if channel_id is None else guild.get_channel(channel_id)
