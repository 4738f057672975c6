"""Tells Discord which commands exist: only when they changed, and in one place only."""

from __future__ import annotations

import hashlib
import json
import logging

import discord
from discord import app_commands

from bot.client import NexusClient
from storage import app_state
from storage.engine import Database

log = logging.getLogger(__name__)

STATE_KEY = "synced commands"


class CatalogueTranslator(app_commands.Translator):
    """Translates what commands are described with: texts that carry a `key` of the catalogue."""

    def __init__(self, client: NexusClient) -> None:
        self._text = client.services.text

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        key = string.extras.get("key")
        catalogue = self._text.of(str(locale))
        if key is None or not str(locale).startswith(catalogue.language) or key not in catalogue:
            return None
        return catalogue(key)


async def sync_commands(
    client: NexusClient, database: Database, guild_ids: tuple[int, ...]
) -> bool:
    """Register the command tree; returns whether anything had to be sent.

    Commands live either in the named servers or everywhere, never both: a member would see each
    twice. The digest of what was last sent is kept in the database.
    """
    digest = await _digest(client, guild_ids)
    async with database.read() as connection:
        if await app_state.find_value(connection, STATE_KEY) == digest:
            return False
    http, application_id = client.http, client.application_id
    if application_id is None:
        raise RuntimeError("commands can only be synced after the login")
    if guild_ids:
        for guild_id in guild_ids:
            place = discord.Object(guild_id)
            client.tree.copy_global_to(guild=place)
            await client.tree.sync(guild=place)
        await http.bulk_upsert_global_commands(application_id, [])
    else:
        await client.tree.sync()
        for guild in client.guilds:
            await http.bulk_upsert_guild_commands(application_id, guild.id, [])
    async with database.transaction() as connection:
        await app_state.save_value(connection, STATE_KEY, digest)
    log.info("Commands were synced %s", f"to {len(guild_ids)} servers" if guild_ids else "globally")
    return True


async def _digest(client: NexusClient, guild_ids: tuple[int, ...]) -> str:
    translator = client.tree.translator
    commands = [
        await command.get_translated_payload(client.tree, translator)
        if translator is not None
        else command.to_dict(client.tree)
        for command in client.tree._get_all_commands(guild=None)  # noqa: SLF001 - includes the menus
    ]
    body = json.dumps(
        [client.application_id, sorted(guild_ids), commands], sort_keys=True, default=str
    )
    return hashlib.sha256(body.encode()).hexdigest()
