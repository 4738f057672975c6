"""Cards of suggestions in the moderators' channel, which say what was decided, wherever it was."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.core.ledger import fault_key, reason_words
from cogs.core.markup import plain
from cogs.core.unit import Unit
from cogs.faq.names import CARD_LOST, CARD_MARK, SUGGESTION
from cogs.faq.views.queue import suggestion_content
from cogs.ui.channels import channel_for, moderators_channel_id
from cogs.ui.client import CardKind, DeliveryKind, NexusBot, Post, Shown, Skip
from cogs.ui.content import Content
from cogs.ui.items import custom_id
from domain.cards import Card
from domain.channels import ChannelUse
from domain.deliveries import CardLost, Delivery
from domain.faq.entries import Suggestion
from storage import faq_suggestions
from storage.connection import Connection


async def render_card(bot: NexusBot, card: Card) -> Shown | None:
    """Render a suggestion; one that was decided about is shown where it stands, not posted."""
    suggestion = await bot.services.read(find_suggestion, card.guild_id, card.subject_id)
    if suggestion is None:
        return None
    settings, guild = await bot.services.guilds.settings(card.guild_id), bot.here(card.guild_id)
    home = None if guild is None else channel_for(guild, settings, ChannelUse.MODERATORS)
    has_chosen = settings.moderator_channel_id is not None
    return Shown(
        content=suggestion_content(suggestion, bot.services.text.of(settings.language)),
        home_id=None if home is None else home.id,
        title=suggestion.text.title,
        mark=custom_id(CARD_MARK, suggestion.id),
        nonce=f"nexus-suggestion-{suggestion.id}",
        since=suggestion.suggested_at,
        is_wanted=suggestion.is_pending and (home is not None or has_chosen),
    )


async def tell_card_lost(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell the moderators why a card cannot be shown; where they can't be, the server's owner."""
    suggestion = await bot.services.read(find_suggestion, delivery.guild_id, delivery.subject_id)
    guild = bot.here(delivery.guild_id)
    if suggestion is None or guild is None:
        return Skip("the suggestion was erased")
    settings = await bot.services.guilds.settings(delivery.guild_id)
    text = bot.services.text.of(settings.language)
    reason = reason_words(text, fault_key(CardLost.of(delivery).fault))
    title = plain(suggestion.text.title, 100)
    words = text("faq-card-lost", number=str(suggestion.id), title=title, reason=reason)
    channel_id = await moderators_channel_id(bot, delivery.guild_id)
    if channel_id is None:
        return Post(Content(words), member_id=guild.owner_id)
    return Post(Content(words), channel_id)


async def find_suggestion(unit: Unit, guild_id: int, suggestion_id: int) -> Suggestion | None:
    """Find a server's suggestion."""
    return await faq_suggestions.find_suggestion(unit.connection, guild_id, suggestion_id)


async def _moderators(_: Connection, __: Card) -> Sequence[int | None]:
    return (None,)


SUGGESTION_CARD = CardKind(SUGGESTION, render_card, _moderators, lost=CARD_LOST, has_thread=False)
CARD_LOST_DELIVERY = DeliveryKind(CARD_LOST, tell_card_lost, asked_again=True)
