"""A bot that becomes ready and does nothing else: `python -m benchmarks.ready_bot`.

A module of its own, since what it imports is measured. Discord's address and the token come from
the environment; the intents are those that Nexus asks for.
"""

from __future__ import annotations

import os

import discord
import uvloop
from yarl import URL


class ReadyBot(discord.Client):
    """discord.py as it comes."""

    async def on_ready(self) -> None:
        print("Ready as", self.user, flush=True)


async def main() -> None:
    """Log in and stay until the process is ended."""
    intents = discord.Intents(
        guilds=True,
        guild_messages=True,
        dm_messages=True,
        guild_scheduled_events=True,
        voice_states=True,
        message_content=True,
        members=True,
    )
    discord.http.Route.BASE = os.environ["DISCORD_API_BASE"]
    async with ReadyBot(intents=intents) as bot:
        await bot.login(os.environ["DISCORD_TOKEN"])
        gateway = await bot.http.request(discord.http.Route("GET", "/gateway/bot"))
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway["url"])
        await bot.connect()


if __name__ == "__main__":
    uvloop.run(main())
