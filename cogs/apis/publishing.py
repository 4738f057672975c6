"""The mirror: a card and a thread for each API, in line with the database."""

from __future__ import annotations

import logging
from typing import Final

import aiohttp
import discord

from cogs.apis.actions.finding import read_detail
from cogs.apis.names import CARD_LOST, CARD_MARK
from cogs.apis.places import channel_of
from cogs.apis.views.cards import card_content
from cogs.ui.cards import Posting, edit_card, post_card
from cogs.ui.client import NexusBot
from cogs.ui.content import Content
from cogs.ui.items import custom_id
from cogs.ui.reply import editing, sending
from domain.apis import Api
from domain.deliveries import DeliveryKey
from domain.guilds import GuildSettings
from storage import apis, deliveries

log = logging.getLogger(__name__)

BATCH: Final = 20
TRANSIENT: Final = (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError)
Place = tuple[int | None, int | None, int | None]
"""The channel, the thread, the card."""
FAULTS: Final = {10003: "no-channel", 50001: "no-access", 50013: "forbidden"}
"""Why a card cannot be shown, by Discord's code; people read `shared-delivery-<reason>`."""


class Keeper:
    """Keeps the cards of a bot's APIs."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot

    async def reconcile(self, _bot: NexusBot) -> None:
        """Show every API as it is now; one that cannot be shown holds up no others."""
        services = self._bot.services
        after = 0
        while True:
            async with services.database.read() as connection:
                waiting = await apis.list_to_show(
                    connection, services.servers.reach(), after=after, limit=BATCH
                )
            for guild_id, api_id in waiting:
                await self._show(guild_id, api_id)
            if len(waiting) < BATCH:
                return
            after = waiting[-1][1]

    async def arrived(self, _: NexusBot, guild: discord.Guild) -> None:
        """See which channels were deleted on a server meanwhile, and try again what failed."""
        async with self._bot.services.database.transaction() as connection:
            await apis.retry_faults(connection, guild.id)
            for channel_id in await apis.list_places(connection, guild.id):
                if guild.get_channel(channel_id) is None:
                    await apis.lose_channel(connection, guild.id, channel_id)

    async def _show(self, guild_id: int, api_id: int) -> None:
        """Bring one card in line; what Discord cannot do now is tried again with the next sweep."""
        services = self._bot.services
        async with services.database.read() as connection:
            api = await apis.find_api(connection, guild_id, api_id)
            if api is None:
                return
            detail = await read_detail(connection, api)
        settings = await services.guilds.settings(guild_id)
        content = card_content(detail, services.text.of(settings.language))
        try:
            place = await self._place(api, settings, content)
        except (discord.NotFound, discord.Forbidden) as error:
            if services.servers.is_later(guild_id):
                return  # what Discord says of a server that is away is no fact
            if api.card_id is not None and isinstance(error, discord.NotFound):
                await self._show_anew(api)
            else:
                await self._give_up(api, error)
            return
        except TRANSIENT as error:
            log.warning("API %s cannot be shown yet: %s", api_id, error)
            return
        async with services.database.transaction() as connection:
            await apis.mark_shown(connection, api_id, api.revision, place)
        services.schedule.wake()  # a report may wait for the thread

    async def _place(self, api: Api, settings: GuildSettings, content: Content) -> Place:
        home = channel_of(self._bot, api, settings)
        if api.card_id is not None and api.channel_id is not None:
            in_forum = isinstance(home, discord.ForumChannel)
            stands_in = api.thread_id if in_forum and api.thread_id else api.channel_id
            await edit_card(self._bot, api.guild_id, stands_in, api.card_id, editing(content))
            return api.channel_id, api.thread_id, api.card_id
        if api.is_retired:
            return api.channel_id, None, None  # whoever deleted its card wanted it gone
        posting = Posting(
            guild_id=api.guild_id,
            channel_id=api.channel_id or 0 if home is None else home.id,
            title=api.text.name,
            mark=custom_id(CARD_MARK, api.id),
            nonce=f"nexus-api-{api.id}-{api.revision}",
            since=api.created_at,
        )
        posted = await post_card(self._bot, posting, sending(content))
        return posting.channel_id, posted.thread_id, posted.message_id

    async def _show_anew(self, api: Api) -> None:
        """Somebody deleted the card, or its channel: it gets another."""
        async with self._bot.services.database.transaction() as connection:
            await apis.lose_card(connection, api.id)
        await self._show(api.guild_id, api.id)

    async def _give_up(self, api: Api, error: discord.HTTPException) -> None:
        """Note why it cannot be shown, and have the owners told, once for each reason."""
        log.warning("API %s cannot be shown: %s", api.id, error)
        services, now = self._bot.services, self._bot.services.clock()
        reason = FAULTS.get(error.code, "refused")
        async with services.database.transaction() as connection:
            await apis.mark_fault(connection, api.id, reason)
            for owner_id in api.owner_ids:
                occurrence = f"{reason}/{api.card_id or 0}"
                key = DeliveryKey(api.guild_id, CARD_LOST, api.id, occurrence, member_id=owner_id)
                await deliveries.schedule(connection, key, now, now)
        services.schedule.wake()
