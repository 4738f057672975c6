"""The bot as features see it."""

import asyncio
from dataclasses import dataclass

from discord.ext import commands

from cogs.shared.services import Services


@dataclass(frozen=True, slots=True)
class Interest:
    """A member became interested in a scheduled event, or is not any more: `on_interest`."""

    event_id: int
    user_id: int
    is_interested: bool


class NexusBot(commands.AutoShardedBot):
    """A discord.py bot, of one shard or several, that carries the services."""

    services: Services
    stopping: asyncio.Event
    """Set from the signal on: what is being answered is finished, nothing new begins."""
