"""The bot as features see it."""

from discord.ext import commands

from cogs.shared.services import Services


class NexusBot(commands.AutoShardedBot):
    """A discord.py bot, of one shard or several, that carries the services."""

    services: Services
    is_stopping = False
    """True from the signal on: what is being answered is finished, nothing new begins."""
