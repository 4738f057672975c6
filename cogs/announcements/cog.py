"""`/announce` as discord.py knows it."""

from __future__ import annotations

import discord
from discord.ext import commands

from cogs.announcements.group import AnnounceGroup
from cogs.announcements.mirrors import retry_forbidden
from cogs.ui.client import NexusBot


class Announcements(commands.Cog):
    """Announcements, on time and once."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.group = AnnounceGroup()

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.group)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.group.name)

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, _: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Try again what a channel's permissions kept back."""
        await retry_forbidden(self.bot, after.guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _: discord.Role, after: discord.Role) -> None:
        """Try again what a role's permissions kept back."""
        await retry_forbidden(self.bot, after.guild)

    @commands.Cog.listener()
    async def on_member_update(self, _: discord.Member, after: discord.Member) -> None:
        """Try again what the bot's own roles kept back."""
        if after == after.guild.me:
            await retry_forbidden(self.bot, after.guild)
