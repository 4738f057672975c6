"""Cards of endpoint requests in Discord, and uploads that concern them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord

from cogs.endpoints.actions.lookups import find_shown, read_detail
from cogs.endpoints.actions.news import News
from cogs.endpoints.actions.uploads import catch_up
from cogs.endpoints.names import ASKED, CARD_LOST, CARD_MARK
from cogs.endpoints.views.card import card_content
from cogs.ui.client import CardKind, NexusBot, Shown
from cogs.ui.items import custom_id
from domain.cards import Card, Posted
from domain.deliveries import PLANNED_BACK
from domain.endpoints.records import CARD, Shown as ShownAt
from storage import deliveries, endpoint_requests
from storage.connection import Connection


async def _render(bot: NexusBot, card: Card) -> Shown | None:
    detail = await bot.services.read(find_shown, card)
    if detail is None:
        return None
    request = detail.request
    settings = await bot.services.guilds.settings(card.guild_id)
    return Shown(
        content=card_content(detail, bot.services.text.of(settings.language)),
        home_id=request.channel_id,
        title=f"#{request.id} {request.shape.key}",
        mark=custom_id(CARD_MARK, request.id),
        nonce=f"nexus-endpoint-{request.id}",
        since=request.created_at,
    )


async def _posted(connection: Connection, card: Card, posted: Posted, now: datetime) -> None:
    shown = ShownAt(posted.channel_id, posted.message_id, posted.thread_id)
    await endpoint_requests.mark_posted(connection, card.subject_id, shown)
    request = await endpoint_requests.find_request(connection, card.guild_id, card.subject_id)
    if request is None or card.replaced_at is not None:
        return
    for event in (await read_detail(connection, request)).events:
        # Once only: the row that says so goes with time, the event stays.
        if event.what == ASKED and event.at >= now - PLANNED_BACK:
            await deliveries.schedule(
                connection, News(request.guild_id, request.id, event.id), now, now
            )


async def _owners(connection: Connection, card: Card) -> Sequence[int]:
    request = await endpoint_requests.find_request(connection, card.guild_id, card.subject_id)
    return () if request is None or request.requester_id is None else (request.requester_id,)


REQUEST_CARD = CardKind(CARD, _render, _owners, lost=CARD_LOST, posted=_posted)


class Uploads:
    """Hears what contracts said of requests while nobody listened, once after each arrival."""

    def __init__(self) -> None:
        self._has_caught_up = False

    async def arrived(self, _bot: NexusBot, _guild: discord.Guild) -> None:
        """Look at a server's contracts again."""
        self._has_caught_up = False

    async def catch_up(self, bot: NexusBot) -> None:
        """Hear of the contracts in force, unless that was done."""
        if not self._has_caught_up:
            await catch_up(bot.services)
            self._has_caught_up = True
