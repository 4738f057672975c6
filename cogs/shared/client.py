"""The bot as features see it."""

import asyncio

from discord.ext import commands

from cogs.shared.services import Services


class NexusBot(commands.AutoShardedBot):
    """A discord.py bot, of one shard or several, that carries the services."""

    services: Services
    stopping: asyncio.Event
    """Set from the signal on: what is being answered is finished, nothing new begins."""
