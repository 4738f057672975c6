"""Reaching Discord: outages are waited out, what an operator has to mend is one line."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

import aiohttp
import discord
from discord.gateway import ReconnectWebSocket

from bot.outbox.scheduler import pauses

log = logging.getLogger(__name__)
T = TypeVar("T")

FIRST_PAUSE_SECONDS, LAST_PAUSE_SECONDS = 1.0, 60.0
TOO_MANY, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, SERVER_FAULT = 429, 401, 403, 404, 500
MOST_WORDS = 200

COPY_ANEW = (
    "Discord refuses the token: copy it anew from the Bot page of your application at "
    "https://discord.com/developers/applications into DISCORD_TOKEN."
)
CLOSED = {
    4004: COPY_ANEW,
    4010: "Discord refuses NEXUS_SHARDS: there's no such shard. Example: NEXUS_SHARDS=0-3/16",
    4011: (
        "Discord asks for more shards: this bot is on too many servers for so few. Leave "
        "NEXUS_SHARDS empty, or raise its second number. Example: NEXUS_SHARDS=0-3/16"
    ),
    4012: "Discord no longer speaks this version of its gateway: install a newer Nexus.",
    4013: "Discord doesn't know the intents that Nexus asked for: install a newer Nexus.",
    4014: (
        "Discord refuses an intent: it was switched off on the Bot page of your application at "
        "https://discord.com/developers/applications. Switch it on, or start Nexus again: it asks "
        "only for those that are on."
    ),
}
"""Fixes by the code with which the gateway closes for good. Source: Discord's reference,
"Gateway Close Event Codes"."""


def is_outage(error: BaseException | None) -> bool:
    """Tell an outage of Discord or of the network, which passes, from what has to be mended."""
    if isinstance(error, discord.HTTPException):
        return error.status >= SERVER_FAULT or error.status == TOO_MANY
    return isinstance(
        error,
        aiohttp.ClientError
        | ConnectionError
        | TimeoutError
        | socket.gaierror
        | discord.GatewayNotFound
        | discord.RateLimited
        | ReconnectWebSocket,
    )


def explain(error: BaseException, api_base: str) -> str:
    """Say in one line what keeps Nexus from Discord, and the fix; empty for any other error."""
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return CLOSED[4014]
    if isinstance(error, discord.ConnectionClosed):
        closed = f"Discord closed the connection with code {error.code}. Start Nexus again."
        return CLOSED.get(error.code, closed)
    if isinstance(error, discord.LoginFailure):
        return COPY_ANEW
    if isinstance(error, discord.HTTPException) and not is_outage(error):
        return _refusal(error, api_base)
    if is_outage(error) or isinstance(error, OSError):
        return f"Discord cannot be reached at {api_base}: {in_short(error)}"
    return ""


def _refusal(error: discord.HTTPException, api_base: str) -> str:
    if error.status == UNAUTHORIZED:
        return COPY_ANEW
    if error.status == NOT_FOUND:
        return (
            f"There's no Discord at {api_base}. Remove DISCORD_API_BASE, or correct it. Example: "
            "DISCORD_API_BASE=https://discord.com/api/v10"
        )
    return (
        f"Discord refuses this bot: {in_short(error)}. Check that the application still exists at "
        "https://discord.com/developers/applications, and that your network or host isn't blocked."
    )


def in_short(error: BaseException) -> str:
    """Give an error's words in one line; proxies answer with whole pages."""
    words = " ".join(str(error).split()) or type(error).__name__
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}..."


async def wait_out_outages(connect: Callable[[], Awaitable[T]], api_base: str) -> T:
    """Try to connect until it works, with a log line and a pause after each outage.

    Raises what is no outage. Cancelling it, as a signal does, ends it at once.
    """
    waits = pauses(FIRST_PAUSE_SECONDS, LAST_PAUSE_SECONDS)
    while True:
        try:
            return await connect()
        except Exception as error:
            if not is_outage(error):
                raise
            pause = next(waits)
            log.warning("%s. Trying again in %.1f s", explain(error, api_base), pause)
        await asyncio.sleep(pause)


class ShardLinks:
    """Shards' connections to the gateway: which are down, and for how long."""

    def __init__(self) -> None:
        self.now: Callable[[], float] = monotonic
        """Seconds on a clock that only runs forward."""
        self._down_at: dict[int, float] = {}

    def hear(self, event: str, shard_id: int) -> None:
        """Follow a shard's `shard_connect`, `shard_resumed` and `shard_disconnect`."""
        if event == "shard_disconnect":
            self._down_at.setdefault(shard_id, self.now())
        else:
            self._down_at.pop(shard_id, None)

    def down_seconds(self, shard_id: int) -> float | None:
        """Tell how long a shard has been without the gateway; None while it is connected."""
        at = self._down_at.get(shard_id)
        return None if at is None else self.now() - at

    def longest(self) -> tuple[int, float] | None:
        """Name the shard that has been down longest, and its seconds."""
        if not self._down_at:
            return None
        shard_id = min(self._down_at, key=self._down_at.__getitem__)
        return shard_id, self.now() - self._down_at[shard_id]
