"""Commands as members can press them: `</ask:123>`, once Discord has told their ids."""

from __future__ import annotations

import logging

import discord

from cogs.shared.client import NexusBot

log = logging.getLogger(__name__)


class CommandMentions:
    """Learns the ids of the bot's commands from Discord once, when they are first needed."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot
        self._ids: dict[str, int] = {}

    async def learn(self, guild_id: int) -> None:
        """Read the ids, unless they are known; without them commands are named in plain text."""
        if self._ids:
            return
        try:
            commands = await self._bot.tree.fetch_commands()
            if not commands:
                commands = await self._bot.tree.fetch_commands(guild=discord.Object(guild_id))
        except discord.HTTPException as error:
            log.warning("The ids of the commands could not be read: %s", error)
            return
        self._ids = {command.name: command.id for command in commands}

    def __call__(self, name: str) -> str:
        """`</question list:123>`, or `/question list` in code where the id is unknown."""
        command_id = self._ids.get(name.split(" ", maxsplit=1)[0])
        return f"`/{name}`" if command_id is None else f"</{name}:{command_id}>"
