"""`/announce` as discord.py knows it."""

from __future__ import annotations

from discord.ext import commands

from cogs.announcements.group import AnnounceGroup
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
