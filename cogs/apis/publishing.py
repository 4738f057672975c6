"""Cards of APIs, each with a thread for what its uploads change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cogs.apis.actions.finding import find_shown
from cogs.apis.names import CARD_LOST, CARD_MARK
from cogs.apis.views.cards import card_content
from cogs.ui.channels import channel_for
from cogs.ui.client import CardKind, NexusBot, Shown
from cogs.ui.items import custom_id
from domain.apis import CARD
from domain.cards import Card, Posted
from domain.channels import ChannelUse
from storage import apis
from storage.connection import Connection


async def _render(bot: NexusBot, card: Card) -> Shown | None:
    detail = await bot.services.read(find_shown, card)
    if detail is None:
        return None
    api = detail.api
    settings, guild = await bot.services.guilds.settings(card.guild_id), bot.here(card.guild_id)
    home = None if guild is None else channel_for(guild, settings, ChannelUse.ENDPOINTS)
    return Shown(
        content=card_content(detail, bot.services.text.of(settings.language)),
        home_id=None if home is None else home.id,
        title=api.text.name,
        mark=custom_id(CARD_MARK, api.id),
        nonce=f"nexus-api-{api.id}-{api.revision}",
        since=api.created_at,
        is_wanted=not api.is_retired,
    )


async def _owners(connection: Connection, card: Card) -> Sequence[int]:
    api = await apis.find_api(connection, card.guild_id, card.subject_id)
    return () if api is None else api.owner_ids


async def _posted(connection: Connection, card: Card, posted: Posted, _: datetime) -> None:
    await apis.mark_posted(connection, card.subject_id, posted.place_id, posted.thread_id)


API_CARD = CardKind(CARD, _render, _owners, lost=CARD_LOST, posted=_posted, goes_with_thread=True)
