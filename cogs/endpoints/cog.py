"""`/endpoint`, and what happens in Discord that concerns requests."""

from __future__ import annotations

import discord
from discord.ext import commands

from cogs.endpoints.actions.telling import forget_thread
from cogs.endpoints.group import EndpointGroup
from cogs.ui.client import NexusBot


class Endpoints(commands.Cog):
    """What frontends need and backends build, in writing."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.group = EndpointGroup()

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.group)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.group.name)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """What happens to its request is told below the card from now on."""
        await self.bot.services.write(forget_thread, payload.thread_id)
