"""The least a bot can do that answers as Nexus does: `python -m benchmarks.floor_bot MODE PATH`.

`record LOG` runs Nexus and writes each statement that it sends to its database into a file.
`replay SCRIPT` plays what was recorded of an interaction: its statements in one hop to the
database's thread, its embeds, and as many requests of the same kind. Connections come from the
environment, as for `nexus run`.
"""

from __future__ import annotations

import base64
import json
import os
import sqlite3
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import discord
import uvloop
from discord import app_commands
from discord.http import Route
from discord.webhook.async_ import async_context
from yarl import URL

from storage.sqlite.driver import Driver, Reader, Writer, open_driver

CALLBACK = "/interactions/"
READING = ("SELECT", "WITH")
MESSAGE = "message"
"""Name of what is played for a message in a thread."""
NAME, ID, TOKEN = 0, 1, 2
Json = Any  # Any: JSON


@dataclass(frozen=True, slots=True)
class Script:
    """Statements and requests of one interaction, until it was answered and after."""

    statements: list[Json]
    answer: Json
    later_statements: list[Json]
    requests: list[Json]
    """Method, path and body of each request beside the answer."""
    names: list[str]
    """Places of ids that are the interaction's own, another one each time."""


def save(path: Path, scripts: dict[str, Script]) -> None:
    """Write scripts for `replay`, by the names of their interactions."""
    path.write_text(json.dumps({name: asdict(script) for name, script in scripts.items()}), "utf-8")


def record(log: Path) -> int:
    """Run Nexus; a line for each statement says when it ran, what it was and with what values."""
    from bot.cli import main as run  # noqa: PLC0415 - the floor bot does without Nexus

    lines = log.open("a", encoding="utf-8")

    def write(sql: str, parameters: Any, *, is_many: bool) -> None:  # Any: sqlite3's own
        lines.write(json.dumps([time.time(), sql, parameters, is_many], default=_encoded) + "\n")
        lines.flush()

    for kind in (Reader, Writer):
        _watch(kind, write)
    sys.argv = ["nexus", "run"]
    return int(run() or 0)


def _watch(kind: Any, write: Any) -> None:  # Any: classes and functions are put in their places
    execute, execute_many = kind.execute, kind.executemany

    def executed(self: Any, sql: str, parameters: Any = (), /) -> Any:  # Any: see above
        write(sql, parameters, is_many=False)
        return execute(self, sql, parameters)

    def executed_many(self: Any, sql: str, parameters: Any, /) -> Any:  # Any: see above
        write(sql, list(parameters), is_many=True)
        return execute_many(self, sql, parameters)

    kind.execute, kind.executemany = executed, executed_many


def _encoded(value: bytes) -> dict[str, str]:
    return {"bytes": base64.b64encode(value).decode()}


def _decoded(value: Json) -> Json:
    return base64.b64decode(value["bytes"]) if set(value) == {"bytes"} else value


class FloorBot(discord.Client):
    """Plays scripts by the names of commands, and by custom ids and what was picked."""

    def __init__(self, scripts: dict[str, Json], database: Driver) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
        super().__init__(
            intents=intents,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self.tree = app_commands.CommandTree(self)
        self._scripts, self._database = scripts, database
        question = app_commands.Group(name="question", description="Questions.")

        @question.command(name="show", description="Show.")
        async def show(interaction: discord.Interaction, question: str) -> None:
            await self._play(interaction, f"question show {question}")

        @question.command(name="list", description="List.")
        async def list_(interaction: discord.Interaction) -> None:
            await self._play(interaction, "question list")

        @self.tree.command(name="help", description="Help.")
        async def help_(interaction: discord.Interaction) -> None:
            await self._play(interaction, "help")

        self.tree.add_command(question)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.component:
            data: Json = interaction.data
            await self._play(interaction, f"{data['custom_id']} {' '.join(data['values'])}")

    async def on_message(self, message: discord.Message) -> None:
        script = self._scripts[MESSAGE]
        if isinstance(message.channel, discord.Thread) and not message.author.bot:
            await self._run(script["statements"], {int(script["names"][0]): message.id})
            for request in script["requests"]:
                await self._request(*request)

    async def _play(self, interaction: discord.Interaction, name: str) -> None:
        script = self._scripts[name]
        names = {int(script["names"][0]): interaction.id}
        await self._run(script["statements"], names)
        body = script["answer"]
        data = body.get("data") or {}
        embeds = [discord.Embed.from_dict(embed).to_dict() for embed in data.get("embeds", ())]
        route = Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=interaction.id,
            webhook_token=interaction.token,
        )
        await async_context.get().request(
            route,
            session=interaction._session,  # noqa: SLF001 - a payload that is made already
            payload={**body, "data": {**data, "embeds": embeds}} if embeds else body,
        )
        await self._run(script["later_statements"], names)
        for method, path, sent in script["requests"]:
            await self._request(method, path.replace(script["names"][1], interaction.token), sent)

    async def _run(self, statements: list[Json], names: dict[int, int]) -> None:
        if statements:
            await self._database.run(lambda file: _execute(file, statements, names))

    async def _request(self, method: str, path: str, body: Json) -> None:
        with suppress(discord.HTTPException):  # Nexus's were refused as well
            await self.http.request(Route(method, path), **({"json": body} if body else {}))


def _execute(file: Any, statements: list[Json], names: dict[int, int]) -> None:  # Any: a connection
    if all(sql.lstrip().startswith(READING) for _, sql, _, _ in statements):
        for _, sql, values, _ in statements:
            sqlite3.Connection.execute(file, sql, values).fetchall()
        return
    for _, sql, values, is_many in statements:
        if is_many:
            file.executemany(sql, [_renamed(each, names) for each in values])
        else:
            file.execute(sql, _renamed(values, names)).fetchall()
    file.commit()


def _renamed(values: Json, names: dict[int, int]) -> Json:
    if not isinstance(values, dict):
        return values
    return {
        key: names.get(value, value) if isinstance(value, int) else value
        for key, value in values.items()
    }


async def replay(scripts: dict[str, Json]) -> None:
    """Answer by scripts until the process is ended."""
    path = Path(os.environ["DATABASE_URL"].removeprefix("sqlite:///"))
    discord.http.Route.BASE = os.environ["DISCORD_API_BASE"]
    async with open_driver(path, Writer) as database, FloorBot(scripts, database) as bot:
        await bot.login(os.environ["DISCORD_TOKEN"])
        gateway = await bot.http.request(Route("GET", "/gateway/bot"))
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway["url"])
        await bot.connect()


if __name__ == "__main__":
    if sys.argv[1] == "record":
        sys.exit(record(Path(sys.argv[2])))
    played = json.loads(Path(sys.argv[2]).read_text("utf-8"), object_hook=_decoded)
    uvloop.run(replay(played))
