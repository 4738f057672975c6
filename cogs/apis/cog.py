"""`/api`."""

from __future__ import annotations

import discord
from discord.ext import commands

from cogs.apis.group import ApiGroup
from cogs.apis.names import MIRROR
from cogs.shared.client import NexusBot
from storage import apis

FORGIVEN = ("50001", "50013", "10003", "10008")
"""What Discord said of a channel whose permissions may have been mended since."""


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
        self, _: discord.abc.GuildChannel, __: discord.abc.GuildChannel
    ) -> None:
        """What could not be shown is tried again."""
        async with self.bot.services.database.transaction() as connection:
            for fault in FORGIVEN:
                await apis.forgive_faults(connection, fault)
        self.bot.services.schedule.reconcile(MIRROR)
