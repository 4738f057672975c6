"""The mirror: a card and a thread for each API, in line with the database."""

from __future__ import annotations

import logging
from typing import Any, Final

import aiohttp
import discord

from cogs.apis.actions.finding import MOST_REVISIONS, Detail
from cogs.apis.names import CARD_MARK
from cogs.apis.views.cards import card_content
from cogs.shared.cards import Posting, edit_card, post_card
from cogs.shared.client import NexusBot
from cogs.shared.items import custom_id
from cogs.shared.reply import editing, sending
from domain.apis import Api
from storage import api_consumers, apis, contracts

log = logging.getLogger(__name__)

BATCH: Final = 20
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
        channel_id = api.channel_id or 0
        if api.card_id is not None:
            in_forum = isinstance(self._bot.get_channel(channel_id), discord.ForumChannel)
            stands_in = api.thread_id if in_forum and api.thread_id else channel_id
            await edit_card(self._bot, api.guild_id, stands_in, api.card_id, edit)
            return api.channel_id, api.thread_id, api.card_id
        posting = Posting(
            guild_id=api.guild_id,
            channel_id=channel_id,
            title=api.text.name,
            mark=custom_id(CARD_MARK, api.id),
            nonce=f"nexus-api-{api.id}",
            since=api.created_at,
        )
        posted = await post_card(self._bot, posting, card)
        return api.channel_id, posted.thread_id, posted.message_id
