"""The bot as features see it."""

from discord.ext import commands

from cogs.shared.services import Services


class NexusBot(commands.Bot):
    """A discord.py bot that carries the services."""

    services: Services
