"""The mirror of suggestions: their cards say what was decided, wherever it was decided."""

from __future__ import annotations

import logging

import discord

from cogs.core.unit import Unit
from cogs.faq.views.queue import suggestion_content
from cogs.ui.client import NexusBot
from cogs.ui.reply import editing
from domain.faq.entries import Suggestion
from domain.shards import Reach
from storage import faq_suggestions

log = logging.getLogger(__name__)

MOST_AT_ONCE = 50


async def reconcile(bot: NexusBot) -> None:
    """Change the cards of suggestions that were decided about; what fails waits for next time."""
    waiting = await bot.services.read(_list_old, bot.services.servers.reach())
    for suggestion in waiting:
        try:
            await _show(bot, suggestion)
        except discord.HTTPException as error:
            is_later = bot.services.servers.is_later(suggestion.guild_id)
            if is_later or error.status >= 500:  # noqa: PLR2004 - Discord is unwell
                log.info("The card of suggestion %s waits: %s", suggestion.id, error)
                continue
            log.info("The card of suggestion %s is left as it is: %s", suggestion.id, error)
        await bot.services.write(_mark_shown, suggestion.id)


async def _list_old(unit: Unit, reach: Reach) -> list[Suggestion]:
    return await faq_suggestions.list_old_cards(unit.connection, reach, limit=MOST_AT_ONCE)


async def _mark_shown(unit: Unit, suggestion_id: int) -> None:
    await faq_suggestions.note_card_shown(unit.connection, suggestion_id)


async def _show(bot: NexusBot, suggestion: Suggestion) -> None:
    if suggestion.card_channel_id is None or suggestion.card_id is None:
        return
    settings = await bot.services.guilds.settings(suggestion.guild_id)
    content = suggestion_content(suggestion, bot.services.text.of(settings.language))
    channel = bot.get_partial_messageable(suggestion.card_channel_id)
    await channel.get_partial_message(suggestion.card_id).edit(**editing(content))
