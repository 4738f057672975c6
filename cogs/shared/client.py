"""The bot as features see it."""

import asyncio
from dataclasses import dataclass
from typing import Any

from cachetools import LRUCache
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
    stopping: asyncio.Event
    """Set from the signal on: what is being answered is finished, nothing new begins."""
    open_forms: LRUCache[str, dict[str, Any]]  # Any: Discord's payload
    """Forms that were opened of late, empty, by custom id: one that is refused is shown again."""
