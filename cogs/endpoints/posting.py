"""A request's card in Discord: a message with its thread, or a post of a forum."""

from __future__ import annotations

from typing import Any

from cogs.endpoints.names import CARD_MARK
from cogs.ui import cards
from cogs.ui.client import NexusBot
from cogs.ui.items import custom_id
from domain.endpoints.records import Request, Shown

Card = dict[str, Any]
"""discord.py's keyword arguments, whatever they are."""


async def post_card(bot: NexusBot, request: Request, card: Card) -> Shown:
    """Post the card with its thread, or find those of a process that could not say so any more."""
    posting = cards.Posting(
        guild_id=request.guild_id,
        channel_id=request.channel_id,
        title=f"#{request.id} {request.shape.key}",
        mark=custom_id(CARD_MARK, request.id),
        nonce=f"nexus-endpoint-{request.id}",
        since=request.created_at,
    )
    posted = await cards.post_card(bot, posting, card)
    return Shown(posted.channel_id, posted.message_id, posted.thread_id)


async def edit_card(bot: NexusBot, request: Request, card: Card) -> None:
    """Bring an existing card in line."""
    shown = request.shown
    await cards.edit_card(bot, request.guild_id, shown.channel_id or 0, shown.message_id or 0, card)
