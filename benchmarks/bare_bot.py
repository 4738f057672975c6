"""The least a discord.py bot can do: `python -m benchmarks.bare_bot KIND DATABASE`.

`constant` replies with a constant, `select` reads one row through aiosqlite first, `insert` writes
and commits one. Discord's address and the token come from the environment.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable

import aiosqlite
import discord
import uvloop
from discord import app_commands
from yarl import URL

Answer = Callable[[aiosqlite.Connection], Awaitable[str]]


async def constant(_: aiosqlite.Connection) -> str:
    """Touch no database at all."""
    return "This is an answer."


async def select(connection: aiosqlite.Connection) -> str:
    """Read one row by its primary key, in the one hop that it needs."""
    rows = await connection.execute_fetchall("SELECT body FROM notes WHERE id = ?", (1,))
    return next((str(body) for (body,) in rows), "Nothing.")


async def insert(connection: aiosqlite.Connection) -> str:
    """Write one row and commit it."""
    await connection.execute("INSERT INTO notes (body) VALUES (?)", ("Another note.",))
    await connection.commit()
    return "Noted."


KINDS: dict[str, Answer] = {"constant": constant, "select": select, "insert": insert}


class BareBot(discord.Client):
    """One command, `/bare`, and nothing else."""

    def __init__(self, connection: aiosqlite.Connection, answer: Answer) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self.tree = app_commands.CommandTree(self)

        @self.tree.command(name="bare", description="Answer.")
        async def bare(interaction: discord.Interaction) -> None:
            await interaction.response.send_message(await answer(connection), ephemeral=True)

    async def setup_hook(self) -> None:
        await self.tree.sync()


async def open_notes(path: str) -> aiosqlite.Connection:
    """Open a database with one table and one row, as durable as the bot's own."""
    connection = await aiosqlite.connect(path)
    await connection.execute("PRAGMA journal_mode = WAL")
    await connection.execute("PRAGMA synchronous = FULL")
    await connection.execute(
        "CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT"
    )
    await connection.execute("INSERT OR IGNORE INTO notes VALUES (1, 'This is an answer.')")
    await connection.commit()
    return connection


async def main(kind: str, path: str) -> None:
    """Log in and answer until the process is ended."""
    connection = await open_notes(path)
    bot = BareBot(connection, KINDS[kind])
    base = os.environ["DISCORD_API_BASE"]
    discord.http.Route.BASE = base
    async with bot:
        await bot.login(os.environ["DISCORD_TOKEN"])
        gateway = await bot.http.request(discord.http.Route("GET", "/gateway/bot"))
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway["url"])
        await bot.connect()


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:3]))
