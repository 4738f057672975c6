"""`/api`."""

from __future__ import annotations

import discord
from discord.ext import commands

from cogs.apis.group import ApiGroup
from cogs.apis.names import MIRROR
from cogs.apis.places import lose_thread
from cogs.ui.client import NexusBot
from storage import apis


class Apis(commands.Cog):
    """The registry of learners' APIs."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.group = ApiGroup()

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.group)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.group.name)

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, _: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        await self._try_again(after.guild)

    @commands.Cog.listener()
    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        await self._try_again(channel.guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _: discord.Role, after: discord.Role) -> None:
        await self._try_again(after.guild)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        async with self.bot.services.database.transaction() as connection:
            await apis.lose_channel(connection, channel.guild.id, channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        await lose_thread(self.bot, payload.guild_id, payload.thread_id)

    async def _try_again(self, guild: discord.Guild) -> None:
        """What could not be shown may be possible now."""
        services = self.bot.services
        async with services.database.transaction() as connection:
            forgiven = await apis.retry_faults(connection, guild.id)
        if forgiven:
            services.schedule.reconcile(MIRROR)
