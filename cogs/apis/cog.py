"""`/api`."""

from __future__ import annotations

from discord.ext import commands

from cogs.apis.group import ApiGroup
from cogs.ui.client import NexusBot


class Apis(commands.Cog):
    """The registry of learners' APIs."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.group = ApiGroup()

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.group)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.group.name)
