"""`/session`, and what happens in Discord that concerns study sessions."""

from __future__ import annotations

import discord
from discord.ext import commands

from cogs.sessions.group import SessionGroup
from cogs.sessions.names import MIRROR
from cogs.ui.client import NexusBot
from storage import session_occurrences


class Sessions(commands.Cog):
    """Learning together, at the right time."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.group = SessionGroup()

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.group)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.group.name)

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, _: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Permissions may have been mended: what could not be shown is tried again."""
        services = self.bot.services
        async with services.database.transaction() as connection:
            retried = await session_occurrences.retry_faults(
                connection, after.guild.id, services.clock()
            )
        if retried:
            services.schedule.reconcile(MIRROR)
