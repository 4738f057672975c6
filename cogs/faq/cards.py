"""The mirror of suggestions: their cards say what was decided, wherever it was decided."""

from __future__ import annotations

import logging

import discord

from cogs.faq.views.queue import suggestion_content
from cogs.ui.client import NexusBot
from cogs.ui.reply import editing
from domain.faq.entries import Suggestion
from storage import faq_suggestions

log = logging.getLogger(__name__)

MOST_AT_ONCE = 50


async def reconcile(bot: NexusBot) -> None:
    """Change the cards of suggestions that were decided about; what fails waits for next time."""
    async with bot.services.database.read() as connection:
        waiting = await faq_suggestions.list_old_cards(
            connection, bot.services.servers.reach(), limit=MOST_AT_ONCE
        )
    for suggestion in waiting:
        try:
            await _show(bot, suggestion)
        except discord.HTTPException as error:
            is_later = bot.services.servers.is_later(suggestion.guild_id)
            if is_later or error.status >= 500:  # noqa: PLR2004 - Discord is unwell
                log.info("The card of suggestion %s waits: %s", suggestion.id, error)
                continue
            log.info("The card of suggestion %s is left as it is: %s", suggestion.id, error)
        async with bot.services.database.transaction() as connection:
            await faq_suggestions.note_card_shown(connection, suggestion.id)


async def _show(bot: NexusBot, suggestion: Suggestion) -> None:
    if suggestion.card_channel_id is None or suggestion.card_id is None:
        return
    settings = await bot.services.guilds.settings(suggestion.guild_id)
    content = suggestion_content(suggestion, bot.services.text.of(settings.language))
    channel = bot.get_partial_messageable(suggestion.card_channel_id)
    await channel.get_partial_message(suggestion.card_id).edit(**editing(content))
