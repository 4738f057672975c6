"""The bot as features see it."""

import asyncio
from dataclasses import dataclass
from typing import Any

import discord
from cachetools import LRUCache, TTLCache
from discord.ext import commands

from cogs.shared.servers import LaterError
from cogs.shared.services import Services

MOST_OPEN_FORMS = 500

Place = discord.abc.GuildChannel | discord.Thread


@dataclass(frozen=True, slots=True)
class Interest:
    """A member became interested in a scheduled event, or is not any more: `on_interest`."""

    event_id: int
    user_id: int
    is_interested: bool


class NexusBot(commands.AutoShardedBot):
    """A discord.py bot, of one shard or several, that carries the services.

    Its event `on_arrival` tells of a server that Discord shows: new, late, or back.
    """

    services: Services
    kept: TTLCache[str, discord.ui.Modal | discord.Interaction[Any]]
    """Forms that came too late and interactions that failed, by the key that a button carries."""
    deferring: set[asyncio.Task[None]]
    """Deferrals and what is kept in the background; cancelled by a stop."""
    stopping: asyncio.Event
    """Set from the signal on: what is being answered is finished, nothing new begins."""
    open_forms: LRUCache[str, dict[str, Any]]  # Any: Discord's payload
    """Forms that were opened of late, empty, by custom id: one that is refused is shown again."""

    def here(self, guild_id: int) -> discord.Guild | None:
        """Find a server as Discord shows it now; None where the bot isn't on it, for a fact.

        Raises `LaterError` where that can't be told: it hasn't arrived yet, is out, or belongs to
        another process. The background asks nothing else for servers and their channels.
        """
        if self.services.servers.is_later(guild_id):
            raise LaterError(f"server {guild_id} isn't there yet")
        return self.get_guild(guild_id)

    def channel_here(self, guild_id: int, channel_id: int | None) -> Place | None:
        """Find a channel or active thread of a server; None where there is none, for a fact.

        Raises `LaterError` like `here`.
        """
        guild = self.here(guild_id)
        return None if guild is None else guild.get_channel_or_thread(channel_id or 0)
