"""The bot as features see it."""

import asyncio
from dataclasses import dataclass
from typing import Any

import discord
from cachetools import LRUCache, TTLCache
from discord.ext import commands

from cogs.shared.services import Services

MOST_OPEN_FORMS = 500


@dataclass(frozen=True, slots=True)
class Interest:
    """A member became interested in a scheduled event, or is not any more: `on_interest`."""

    event_id: int
    user_id: int
    is_interested: bool


class NexusBot(commands.AutoShardedBot):
    """A discord.py bot, of one shard or several, that carries the services."""

    services: Services
    kept: TTLCache[str, discord.ui.Modal | discord.Interaction[Any]]
    """Forms that came too late and interactions that failed, by the key that a button carries."""
    deferring: set[asyncio.Task[None]]
    """Deferrals and what is kept in the background; cancelled by a stop."""
    stopping: asyncio.Event
    """Set from the signal on: what is being answered is finished, nothing new begins."""
    open_forms: LRUCache[str, dict[str, Any]]  # Any: Discord's payload
    """Forms that were opened of late, empty, by custom id: one that is refused is shown again."""
