"""The mirror: a card and a thread for each API, in line with the database."""

from __future__ import annotations

import logging
from typing import Any, Final

import aiohttp
import discord

from cogs.apis.actions.finding import MOST_REVISIONS, Detail
from cogs.apis.names import CARD_MARK
from cogs.apis.views.cards import card_content
from cogs.shared.client import NexusBot
from cogs.shared.items import custom_id
from cogs.shared.markup import label
from cogs.shared.reply import editing, sending
from domain.apis import Api
from storage import api_consumers, apis, contracts

log = logging.getLogger(__name__)

BATCH: Final = 20
MOST_SEARCHED: Final = 100
MAX_THREAD_NAME: Final = 100
TRANSIENT: Final = (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError)
Place = tuple[int | None, int | None, int | None]
"""The channel, the thread, the card."""


class Keeper:
    """Keeps the cards of a bot's APIs."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot

    async def reconcile(self) -> None:
        """Show every API as it is now."""
        while True:
            async with self._bot.services.database.read() as connection:
                waiting = await apis.list_to_show(connection, limit=BATCH)
            shown = [await self._show(*key) for key in waiting]
            if not any(shown):
                return

    async def _show(self, guild_id: int, api_id: int) -> bool:
        """Bring one card in line; False where it has to be tried again later."""
        services = self._bot.services
        async with services.database.read() as connection:
            api = await apis.find_api(connection, guild_id, api_id)
            if api is None:
                return False
            listed = await contracts.list_contracts(connection, api_id, limit=MOST_REVISIONS)
            consumers = await api_consumers.count_consumers(connection, api_id)
        settings = await services.guilds.settings(guild_id)
        content = card_content(Detail(api, listed, consumers), services.text.of(settings.language))
        try:
            place = await self._place(api, sending(content), editing(content))
        except (discord.NotFound, discord.Forbidden) as error:
            log.warning("API %s cannot be shown: %s", api_id, error)
            async with services.database.transaction() as connection:
                await apis.mark_fault(connection, api_id, str(error.code))
            return True
        except TRANSIENT as error:
            log.warning("API %s cannot be shown yet: %s", api_id, error)
            return False
        async with services.database.transaction() as connection:
            await apis.mark_shown(connection, api_id, api.revision, place)
        services.schedule.wake()  # a report may wait for the thread
        return True

    async def _place(
        self,
        api: Api,
        card: dict[str, Any],  # Any: discord.py's keyword arguments
        edit: dict[str, Any],
    ) -> Place:
        channel = self._bot.get_partial_messageable(api.channel_id or 0, guild_id=api.guild_id)
        if api.card_id is not None:
            await channel.get_partial_message(api.card_id).edit(**edit)
            return api.channel_id, api.thread_id, api.card_id
        message = await self._find_card(channel, api)
        if message is None:
            message = await channel.send(**card, nonce=f"nexus-api-{api.id}")
        return api.channel_id, await self._open_thread(api, message), message.id

    async def _find_card(
        self, channel: discord.PartialMessageable, api: Api
    ) -> discord.Message | None:
        """A card that was posted and not recorded: recognised by its button."""
        mark, user = custom_id(CARD_MARK, api.id), self._bot.user
        async for message in channel.history(limit=MOST_SEARCHED):
            if user is None or message.author.id != user.id:
                continue
            for row in message.components:
                children = row.children if isinstance(row, discord.ActionRow) else []
                if any(getattr(child, "custom_id", None) == mark for child in children):
                    return message
        return None

    async def _open_thread(self, api: Api, message: discord.Message) -> int | None:
        """The thread for reports; a card without one is better than none."""
        if message.flags.has_thread:
            return message.id
        name = label(api.text.name, MAX_THREAD_NAME)
        try:
            thread = await self._bot.http.start_thread_with_message(
                message.channel.id, message.id, name=name, auto_archive_duration=10_080
            )
        except (discord.Forbidden, discord.NotFound) as error:
            log.warning("API %s has no thread: %s", api.id, error)
            return None
        return int(thread["id"])
