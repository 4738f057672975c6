"""`/session`."""

from __future__ import annotations

from discord.ext import commands

from cogs.sessions.group import SessionGroup
from cogs.ui.client import NexusBot


class Sessions(commands.Cog):
    """Learning together, at the right time."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.group = SessionGroup()

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.group)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.group.name)
