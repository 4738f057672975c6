"""The connection to Discord: a discord.py bot, set up for what Nexus uses of it."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from time import perf_counter
from typing import Any

import discord
from cachetools import LRUCache, TTLCache
from discord.ext import commands
from discord.shard import Shard
from yarl import URL

from bot.connection import ShardLinks, wait_out_outages
from bot.settings import Settings
from cogs.core.trace import begin_trace
from cogs.ui.answers import KEPT_SECONDS, MOST_KEPT
from cogs.ui.client import MOST_OPEN_FORMS, Interest, NexusBot
from cogs.ui.entrances import GuardedTree
from cogs.ui.forms import submit
from cogs.ui.items import answer_unknown
from domain.shards import KEY_BITS, Shards

log = logging.getLogger(__name__)

SIGHT_EVENTS = ("CHANNEL_", "GUILD_", "THREAD_")
"""Beginnings of the events that may change what members see."""
MOST_DOUBLINGS = 6
"""Bounds discord.py's pause between two attempts to reconnect: 64 seconds at most."""
ARRIVAL_SECONDS = 5.0
"""Longest pause between two servers while a start waits for those that READY named."""


class NexusClient(NexusBot):
    """The bot: slash commands, buttons, forms and events; no text commands."""

    def __init__(self, shards: Shards | None) -> None:
        # Everything that is kept can be read again: the database is the truth, so caches are small.
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=GuardedTree,
            intents=needed_intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0,  # discord.py guesses; `wait_for_servers` knows whom READY named
            **_sharding(shards),
        )
        self.links = ShardLinks()
        self.open_forms = LRUCache(MOST_OPEN_FORMS)
        self.kept = TTLCache(MOST_KEPT, KEPT_SECONDS)
        self.deferring = set()

        # discord.py tells of interest only in people whom it keeps, and it keeps none.
        for name, is_interested in (("ADD", True), ("REMOVE", False)):
            event = f"GUILD_SCHEDULED_EVENT_USER_{name}"
            self._connection.parsers[event] = partial(self._interest, is_interested)
        parsers = self._connection.parsers
        parsers["READY"] = partial(self._forget_left, parsers["READY"])
        parsers["GUILD_CREATE"] = partial(self._show, parsers["GUILD_CREATE"])
        for event in parsers:
            if event.startswith(SIGHT_EVENTS):
                parsers[event] = partial(self._forget_sights, parsers[event])

    def _interest(self, is_interested: bool, data: Any) -> None:  # noqa: FBT001 - bound by position; Any: Discord's payload
        """Tell of interest in an event, with ids alone."""
        event_id, user_id = int(data["guild_scheduled_event_id"]), int(data["user_id"])
        self.dispatch("interest", Interest(event_id, user_id, is_interested))

    def _forget_left(
        self, parse: Callable[[Any], None], data: Any
    ) -> None:  # Any: Discord's payload
        """Take a session's servers from READY, and leave those that it no longer names.

        discord.py keeps a server that removed the bot while nobody was connected.
        """
        shard, count = data["shard"]
        named = {int(guild["id"]) for guild in data["guilds"]}
        parse(data)
        for guild in self.guilds:
            if (guild.id >> KEY_BITS) % count == shard and guild.id not in named:
                self._connection._remove_guild(guild)  # noqa: SLF001 - as GUILD_DELETE does
                self.dispatch("guild_remove", guild)

    def _show(self, parse: Callable[[Any], None], data: Any) -> None:  # Any: Discord's payload
        """Take in a server, and tell `on_arrival` of it, be it new, late or back.

        discord.py tells of it by one of two events, and while it begins perhaps by none.
        """
        parse(data)
        guild = self.get_guild(int(data["id"]))
        if guild is not None and not guild.unavailable:
            self.dispatch("arrival", guild)

    def _forget_sights(
        self, parse: Callable[[Any], None], data: Any
    ) -> None:  # Any: Discord's payload
        """Have members' sight of a server worked out anew after an event about it."""
        parse(data)
        self.services.guilds.sights.forget(int(data.get("guild_id") or data["id"]))

    def absent(self) -> frozenset[int]:
        """List the servers that the bot is on and that Discord does not show now."""
        return frozenset(guild.id for guild in self.guilds if guild.unavailable)

    async def wait_for_servers(self) -> None:
        """Wait until every server that READY named is there; a slow one is not waited for long."""
        await self.wait_until_ready()
        while late := self.absent():
            try:
                await self.wait_for("arrival", timeout=ARRIVAL_SECONDS)
            except TimeoutError:
                log.warning("Begun without %d servers that Discord does not show yet", len(late))
                return

    async def find_gateway(self) -> None:
        """Ask where the gateway is and how many shards it wants, and take the intents granted.

        discord.py falls back to its default address where a session cannot be resumed.
        """
        answer = await self.http.request(discord.http.Route("GET", "/gateway/bot"))
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(answer["url"])
        self.shard_count = self.shard_count or answer["shards"]
        granted = self.application.flags.value if self.application is not None else 0
        self._connection._intents = allowed_intents(granted)  # noqa: SLF001 - known after the login

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Hand an event to its listeners; connections of shards are followed at once."""
        if event_name in ("shard_connect", "shard_resumed", "shard_disconnect"):
            self.links.hear(event_name, args[0])
        super().dispatch(event_name, *args, **kwargs)

    async def launch_shard(self, gateway: URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard, however long Discord is down: discord.py recurses with each attempt."""
        connect = partial(
            discord.gateway.DiscordWebSocket.from_client,
            self,
            initial=initial,
            gateway=gateway,
            shard_id=shard_id,
        )
        socket = await wait_out_outages(
            lambda: asyncio.wait_for(connect(), self.shard_connect_timeout), str(gateway)
        )
        own: Any = self  # Any: discord.py keeps its shards and their queue private
        shard = Shard(socket, self, own._AutoShardedClient__queue.put_nowait)  # noqa: SLF001 - as discord.py does
        shard._backoff._max = MOST_DOUBLINGS  # noqa: SLF001 - a quarter of an hour without need
        own._AutoShardedClient__shards[shard_id] = shard  # noqa: SLF001 - see above
        shard.launch()

    def heard_seconds_ago(self, shard_id: int) -> float:
        """Tell the seconds since a shard heard from the gateway, heartbeats included."""
        shard = self.get_shard(shard_id)
        keep_alive = shard and shard._parent.ws._keep_alive  # noqa: SLF001 - told nowhere else
        if not keep_alive:
            return self.links.down_seconds(shard_id) or 0.0
        return perf_counter() - keep_alive._last_recv  # noqa: SLF001 - see above

    async def on_message(self, message: discord.Message, /) -> None:
        """Text commands do not exist, so messages are not searched for them."""

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Read forms from their submission alone, and answer presses that no item has taken."""
        if interaction.type is discord.InteractionType.modal_submit:
            await submit(interaction)
        elif interaction.type is discord.InteractionType.component:
            await answer_unknown(interaction)

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """Log an event's failure as ours: nobody waits for an answer."""
        begin_trace()
        log.error("The event %s failed", event_method, exc_info=sys.exc_info())


def _sharding(shards: Shards | None) -> dict[str, Any]:  # Any: discord.py's keyword arguments
    return {} if shards is None else {"shard_ids": list(shards.ids), "shard_count": shards.count}


def allowed_intents(application_flags: int) -> discord.Intents:
    """Choose the intents to identify with: what Nexus needs, and what the application was given."""
    flags = discord.ApplicationFlags._from_value(application_flags)  # noqa: SLF001 - the public way needs a client
    intents = needed_intents()
    intents.message_content = flags.gateway_message_content or flags.gateway_message_content_limited
    intents.members = flags.gateway_guild_members or flags.gateway_guild_members_limited
    return intents


def needed_intents() -> discord.Intents:
    """List the intents without which Nexus cannot work; nobody has to grant them."""
    return discord.Intents(
        guilds=True,
        guild_messages=True,
        dm_messages=True,
        guild_scheduled_events=True,
        voice_states=True,
    )


@asynccontextmanager
async def logged_in(settings: Settings) -> AsyncIterator[discord.http.HTTPClient]:
    """Open Discord's REST API with the token; raises `discord.LoginFailure` for a wrong one."""
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
    """Log a client in that knows its intents and its gateway; closed when the block ends.

    An outage of Discord is waited out. Raises `discord.LoginFailure` for a wrong token, or
    `discord.HTTPException` where Discord refuses the bot for another reason.
    """
    client = await wait_out_outages(partial(_log_in, settings), settings.api_base)
    async with client:
        yield client


async def _log_in(settings: Settings) -> NexusClient:
    discord.http.Route.BASE = settings.api_base
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(NexusClient(settings.shards))
        await client.login(settings.token.reveal())
        await client.find_gateway()
        stack.pop_all()
        return client
