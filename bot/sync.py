"""Tells Discord which commands exist: only when they changed, and in one place only."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.client import NexusClient
from bot.outbox.scheduler import pauses
from cogs.core.text import LANGUAGES, Catalogues
from storage import app_state
from storage.connection import Database
from storage.errors import DatabaseError

log = logging.getLogger(__name__)

STATE_KEY = "synced commands"
EVERYWHERE = 0
"""The place of global commands, beside the ids of servers."""
NOTHING, UNKNOWN = "", "?"
"""Digests of places without commands, and of those that a crash left in doubt."""
RETRY_SECONDS, LAST_RETRY_SECONDS = 60.0, 3_600.0
LOCALES = tuple(str(at) for at in discord.Locale if str(at).partition("-")[0] in LANGUAGES)
GONE = frozenset({10004, 50001})
"""Discord's codes for a server that the bot left, or that keeps it from having commands."""

Payload = dict[str, Any]  # Any: JSON


class CommandSync:
    """Commands as Discord has them, by place, and as it should have them.

    They live either in the named servers or everywhere, never both: a member would see each twice.
    The database keeps the digest of what each place was last sent, so that a server that never had
    commands of its own is never asked.
    """

    def __init__(
        self, client: NexusClient, database: Database, guild_ids: tuple[int, ...] = ()
    ) -> None:
        if client.application_id is None:
            raise RuntimeError("commands can only be synced after the login")
        self._application_id = client.application_id
        self._http = client.http
        self._database = database
        self._commands = describe_commands(client)
        body = json.dumps([self._application_id, self._commands], sort_keys=True, default=str)
        digest = hashlib.sha256(body.encode()).hexdigest()
        self._wanted = dict.fromkeys(guild_ids or (EVERYWHERE,), digest)
        self._sent: dict[int, str] = {}

    async def register(self) -> bool:
        """Register commands where they are wanted; returns whether any place differed.

        A place that fails is logged and left to `working`, so no server ends everybody's start.
        """
        self._sent = await self._load()
        stale = self._stale()
        if not stale:
            return False
        # What a crash interrupts is in doubt: it is sent again at the next start.
        await self._save(dict.fromkeys(stale, UNKNOWN))
        for place in stale:
            if place in self._wanted:
                await self._send(place)
        return True

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Bring the remaining places in line in the background while the block runs."""
        task = asyncio.create_task(self._finish(), name="commands")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _finish(self) -> None:
        for place in self._stale():
            if place not in self._wanted:
                await self._send(place)
        for pause in pauses(RETRY_SECONDS, LAST_RETRY_SECONDS):
            if not self._stale():
                return
            await asyncio.sleep(pause)
            for place in self._stale():
                await self._send(place)

    def _stale(self) -> list[int]:
        """Return the places that have not what they should, in the order of their ids."""
        places = self._wanted.keys() | self._sent.keys()
        return [
            place
            for place in sorted(places)
            if self._sent.get(place, NOTHING) != self._wanted.get(place, NOTHING)
        ]

    async def _send(self, place: int) -> None:
        try:
            await self._put(place, self._commands if place in self._wanted else [])
            await self._save({place: self._wanted.get(place, NOTHING)})
        except (discord.HTTPException, aiohttp.ClientError, OSError, DatabaseError) as error:
            log.warning(
                "Commands weren't registered %s: %s. %s", _name(place), error, _fix(place, error)
            )

    async def _put(self, place: int, commands: list[Payload]) -> None:
        try:
            if place == EVERYWHERE:
                await self._http.bulk_upsert_global_commands(self._application_id, commands)
            else:
                await self._http.bulk_upsert_guild_commands(self._application_id, place, commands)
        except discord.HTTPException as error:
            if commands or error.code not in GONE:
                raise
            # Where the bot is no longer, its commands are no longer either.
        log.info("%d commands registered %s", len(commands), _name(place))

    async def _load(self) -> dict[int, str]:
        value = await self._database.read(app_state.find_value, STATE_KEY)
        if value is None or not value.startswith("{"):  # earlier versions kept one digest
            return {EVERYWHERE: UNKNOWN}
        kept: dict[str, str] = json.loads(value)
        return {int(place): digest for place, digest in kept.items()}

    async def _save(self, changes: dict[int, str]) -> None:
        self._sent = {p: digest for p, digest in (self._sent | changes).items() if digest}
        await self._database.write(app_state.save_value, STATE_KEY, json.dumps(self._sent))


def _name(place: int) -> str:
    return "everywhere" if place == EVERYWHERE else f"in server {place}"


def _fix(place: int, error: Exception) -> str:
    if place != EVERYWHERE and isinstance(error, discord.HTTPException) and error.code in GONE:
        return (
            "Add the bot there with the address of `nexus invite`, or take the server out of "
            "NEXUS_GUILD_IDS; Nexus keeps trying"
        )
    return "Nexus keeps trying"


def describe_commands(client: NexusClient) -> list[Payload]:
    """Describe the command tree as Discord takes it, in every language that has a catalogue.

    discord.py's own way asks a translator for each text in all of Discord's 32 languages.
    """
    tree, text = client.tree, client.services.text
    described = []
    for command in tree._get_all_commands(guild=None):  # noqa: SLF001 - includes the menus
        body: Payload = command.to_dict(tree)
        _translate(command, body, text)
        described.append(body)
    return described


def _translate(part: Any, body: Payload, text: Catalogues) -> None:  # Any: discord.py's own parts
    """Add translations to a command, option or choice, and to all below it."""
    named = getattr(part, "_rename", None) or getattr(part, "_locale_name", None)
    described = getattr(part, "_locale_description", None) or getattr(part, "description", None)
    for field, string in (("name", named), ("description", described)):
        key = string.extras.get("key") if isinstance(string, app_commands.locale_str) else None
        if key is not None and field in body:
            body[f"{field}_localizations"] = {
                locale: text.of(locale)(key) for locale in LOCALES if key in text.of(locale)
            }
    for inner, inner_body in _below(part, body):
        _translate(inner, inner_body, text)


def _below(part: Any, body: Payload) -> Iterator[tuple[Any, Payload]]:  # Any: see above
    if isinstance(part, app_commands.Group):
        yield from zip(part.commands, body["options"], strict=True)
    elif isinstance(part, app_commands.Command):
        yield from zip(part._params.values(), body["options"], strict=True)  # noqa: SLF001 - with the texts to translate
    elif "choices" in body:
        yield from zip(part.choices, body["choices"], strict=True)
