"""The mirror: brings the cards of requests in line, each with its thread."""

from __future__ import annotations

import logging
from dataclasses import replace

import aiohttp
import discord

from cogs.endpoints.actions.finding import read_detail
from cogs.endpoints.actions.telling import plan_news
from cogs.endpoints.actions.uploads import catch_up
from cogs.endpoints.names import ASKED, CARD_LOST
from cogs.endpoints.posting import edit_card, post_card
from cogs.endpoints.views.card import card_content
from cogs.ui.client import NexusBot
from cogs.ui.reply import editing, sending
from domain.deliveries import PLANNED_BACK, DeliveryKey
from domain.endpoints.records import Request
from storage import deliveries, endpoint_requests

log = logging.getLogger(__name__)

BATCH = 20
TRANSIENT = (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError)
FAULTS = {
    10003: "no-channel",
    10008: "card-deleted",
    50001: "no-access",
    50013: "forbidden",
}
"""Why a card cannot be shown, by Discord's code; people read `shared-delivery-<reason>`."""


class Keeper:
    """Keeps the cards of a bot's requests as the requests are."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot
        self._has_caught_up = False

    async def arrived(self, _: NexusBot, guild: discord.Guild) -> None:
        """Try again what was given up on a server, and hear of uploads that came meanwhile."""
        async with self._bot.services.database.transaction() as connection:
            await endpoint_requests.retry_faults(connection, guild.id)
        self._has_caught_up = False

    async def reconcile(self, _bot: NexusBot) -> None:
        """Show all that has changed; one that cannot be shown now holds up no others."""
        services, after = self._bot.services, 0
        if not self._has_caught_up:
            await catch_up(services)
            self._has_caught_up = True
        while True:
            async with services.database.read() as connection:
                waiting = await endpoint_requests.list_to_show(
                    connection, services.servers.reach(), after=after, limit=BATCH
                )
            for guild_id, request_id in waiting:
                await self._show(guild_id, request_id)
            if len(waiting) < BATCH:
                return
            after = waiting[-1][1]

    async def _show(self, guild_id: int, request_id: int) -> None:
        """Bring one card in line."""
        services = self._bot.services
        async with services.database.read() as connection:
            request = await endpoint_requests.find_request(connection, guild_id, request_id)
            if request is None:
                return
            detail = await read_detail(connection, request)
        settings = await services.guilds.settings(guild_id)
        content = card_content(detail, services.text.of(settings.language))
        try:
            if request.shown.message_id is None:
                shown = await post_card(self._bot, request, sending(content))
            else:
                await edit_card(self._bot, request, editing(content))
                shown = request.shown
        except (discord.NotFound, discord.Forbidden) as error:
            await self._give_up(request, error)
            return
        except TRANSIENT as error:
            log.warning("Request %s cannot be shown yet: %s", request_id, error)
            return
        now = services.clock()
        async with services.database.transaction() as connection:
            done = replace(shown, revision=request.revision)
            await endpoint_requests.mark_shown(connection, request_id, done)
            if request.shown.message_id is None:
                for event in detail.events:
                    # Once only: the row that says so goes with time, the event stays.
                    if event.what == ASKED and event.at >= now - PLANNED_BACK:
                        await plan_news(connection, request, event.id, now)
        services.schedule.wake()  # what is told in the thread may have waited for it

    async def _give_up(self, request: Request, error: discord.HTTPException) -> None:
        """Note why it cannot be shown, and have the requester told, once for each reason."""
        if self._bot.services.servers.is_later(request.guild_id):
            return  # what Discord says of a server that is away is no fact
        log.warning("Request %s cannot be shown: %s", request.id, error)
        services, now = self._bot.services, self._bot.services.clock()
        reason = FAULTS.get(error.code, "refused")
        async with services.database.transaction() as connection:
            await endpoint_requests.mark_fault(connection, request.id, reason)
            if request.requester_id is not None:
                key = DeliveryKey(
                    request.guild_id,
                    CARD_LOST,
                    request.id,
                    f"{reason}/{request.shown.message_id or 0}",
                    member_id=request.requester_id,
                )
                await deliveries.schedule(connection, key, now, now)
        services.schedule.wake()
