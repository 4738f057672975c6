"""The connection to Discord: a discord.py bot, set up for what Nexus uses of it."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import discord
from discord.ext import commands
from yarl import URL

from bot.settings import Settings, Shards
from cogs.shared.client import Interest, NexusBot
from cogs.shared.errors import GuardedTree
from cogs.shared.forms import submit
from cogs.shared.trace import begin_trace

log = logging.getLogger(__name__)

ARRIVAL_SECONDS = 5.0
"""Longest pause between two servers while a start waits for those that READY named."""


class NexusClient(NexusBot):
    """The bot: slash commands, buttons, forms and events; no text commands."""

    def __init__(self, intents: discord.Intents, shards: Shards | None) -> None:
        # Everything that is kept can be read again: the database is the truth, so caches are small.
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=GuardedTree,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0,  # discord.py guesses; `arrival` knows whom READY named
            **_sharding(shards),
        )

        # discord.py tells of interest only in people whom it keeps, and it keeps none.
        for name, is_interested in (("ADD", True), ("REMOVE", False)):
            event = f"GUILD_SCHEDULED_EVENT_USER_{name}"
            self._connection.parsers[event] = partial(self._interest, is_interested)

    def _interest(self, is_interested: bool, data: Any) -> None:  # noqa: FBT001 - bound by position; Any: Discord's payload
        """Tell of interest in an event, with ids alone."""
        event_id, user_id = int(data["guild_scheduled_event_id"]), int(data["user_id"])
        self.dispatch("interest", Interest(event_id, user_id, is_interested))

    def absent(self) -> frozenset[int]:
        """List the servers that the bot is on and that Discord does not show now."""
        return frozenset(guild.id for guild in self.guilds if guild.unavailable)

    async def arrival(self) -> None:
        """Wait until every server that READY named is there; a slow one is not waited for long."""
        await self.wait_until_ready()
        while late := self.absent():
            try:
                await self.wait_for("guild_available", timeout=ARRIVAL_SECONDS)
            except TimeoutError:
                log.warning("Begun without %d servers that Discord does not show yet", len(late))
                return

    async def on_message(self, message: discord.Message, /) -> None:
        """Text commands do not exist, so messages are not searched for them."""

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Forms are read from their submission alone; everything else has its dispatcher."""
        if interaction.type is discord.InteractionType.modal_submit:
            await submit(interaction)

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """An event's failure is ours: it is logged, and nobody waits for an answer."""
        begin_trace()
        log.error("The event %s failed", event_method, exc_info=sys.exc_info())


def _sharding(shards: Shards | None) -> dict[str, Any]:  # Any: discord.py's keyword arguments
    return {} if shards is None else {"shard_ids": list(shards.ids), "shard_count": shards.count}


def allowed_intents(application: Mapping[str, Any]) -> discord.Intents:
    """The intents to identify with: those that Nexus needs, and what the application was given."""
    flags = discord.ApplicationFlags._from_value(int(application.get("flags", 0)))  # noqa: SLF001 - the public way needs a client
    intents = discord.Intents(
        guilds=True,
        guild_messages=True,
        dm_messages=True,
        guild_scheduled_events=True,
        voice_states=True,
    )
    intents.message_content = flags.gateway_message_content or flags.gateway_message_content_limited
    intents.members = flags.gateway_guild_members or flags.gateway_guild_members_limited
    return intents


async def find_gateway(http: discord.http.HTTPClient) -> None:
    """Ask where the gateway is, and say so to discord.py.

    A plain client never asks, and a session that cannot be resumed falls back to this default.
    """
    answer = await http.request(discord.http.Route("GET", "/gateway/bot"))
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(answer["url"])


@asynccontextmanager
async def logged_in(settings: Settings) -> AsyncIterator[discord.http.HTTPClient]:
    """Discord's REST API with the token; raises `discord.LoginFailure` for a wrong one."""
    # discord.py keeps the address of the API in a class attribute.
    discord.http.Route.BASE = settings.api_base
    http = discord.http.HTTPClient(asyncio.get_running_loop())
    try:
        await http.static_login(settings.token.reveal())
        yield http
    finally:
        await http.close()


@asynccontextmanager
async def open_client(settings: Settings) -> AsyncIterator[NexusClient]:
    """A client that knows where Discord is and what it may ask for; closed when the block ends.

    Raises `discord.LoginFailure` for a wrong token.
    """
    async with logged_in(settings) as http:
        intents = allowed_intents(await http.application_info())
        await find_gateway(http)
    async with NexusClient(intents, settings.shards) as client:
        yield client
