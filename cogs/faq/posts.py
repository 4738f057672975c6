"""Posts about the FAQ that Nexus makes by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import discord

from cogs.core.ledger import fault_key, reason_words
from cogs.core.markup import escape_name, plain
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.faq.names import (
    CARD_LOST,
    CARD_MARK,
    CONSENT,
    CONSENT_HERE,
    DUE,
    DUE_EDITOR,
    OUTCOME,
    SUGGESTION,
)
from cogs.faq.render.queue import render_consent, render_due, render_outcome
from cogs.faq.views.queue import review_button, suggestion_content
from cogs.faq.views.suggest import object_button
from cogs.ui.channels import channel_for, moderators_channel_id
from cogs.ui.client import CardKind, DeliveryKind, NexusBot, Post, Postpone, Shown, Skip
from cogs.ui.content import Content
from cogs.ui.items import custom_id, view_of
from cogs.ui.members import name_of
from domain.cards import Card
from domain.channels import ChannelUse
from domain.deliveries import CardLost, Delivery, DeliveryState
from domain.faq.entries import Entry, Suggestion
from storage import deliveries, faq_entries, faq_suggestions
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


MOST_NAMED = 10
MOST_COUNTED = 1_000
MOST_OF_SUBJECT = 20
WAIT = timedelta(minutes=5)
GONE = Skip("the suggestion was decided about, or erased")


async def ask_author(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell the author of an answer, directly, that it was suggested."""
    suggestion = await _find(bot, delivery)
    if suggestion is None or not suggestion.is_pending or suggestion.origin.author_id is None:
        return GONE
    author_id = suggestion.origin.author_id
    text = await _own(bot, delivery.guild_id, author_id)
    words = render_consent(suggestion, _server(bot, delivery), text)
    return Post(Content(words, view=view_of(object_button(suggestion, text))), member_id=author_id)


async def ask_author_here(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Ask where the answer stands, once it is certain that no direct message arrived."""
    suggestion = await _find(bot, delivery)
    if suggestion is None or not suggestion.is_pending or suggestion.origin.author_id is None:
        return GONE
    direct = await bot.services.read(_find_consent, delivery.guild_id, delivery.subject_id)
    if direct is not None and direct.state in (DeliveryState.PENDING, DeliveryState.CLAIMED):
        return Postpone(max(direct.due_at, bot.services.clock()) + WAIT)
    if direct is None or direct.state is not DeliveryState.FAILED:
        return Skip("the author was told directly")
    if suggestion.source is None:
        return Skip("it was not made of a message")
    text = await _public(bot, delivery)
    words = render_consent(suggestion, _server(bot, delivery), text, is_public=True)
    author: list[Any] = [discord.Object(suggestion.origin.author_id)]  # Any: Snowflakes
    content = Content(
        words,
        view=view_of(object_button(suggestion, text)),
        allowed_mentions=discord.AllowedMentions(everyone=False, roles=False, users=author),
    )
    return Post(content, suggestion.source.channel_id)


async def _find_consent(unit: Unit, guild_id: int, suggestion_id: int) -> Delivery | None:
    """Find the direct message that asks an author, as the ledger knows it."""
    found = await deliveries.list_of_subject(
        unit.connection, guild_id, suggestion_id, limit=MOST_OF_SUBJECT
    )
    return next((delivery for delivery in found if delivery.kind == CONSENT), None)


async def tell_outcome(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell a member what became of a suggestion."""
    member_id, suggestion = delivery.key.member_id, await _find(bot, delivery)
    if suggestion is None or member_id is None or suggestion.decision is None:
        return Skip("the suggestion was erased")
    origin = suggestion.origin
    if member_id not in (origin.suggester_id, origin.author_id):
        return Skip("the member had their data erased")
    text = await _own(bot, delivery.guild_id, member_id)
    words = render_outcome(suggestion, member_id, _server(bot, delivery), text)
    return Post(Content(words), member_id=member_id)


async def tell_due(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Bring to the moderators which entries are to be reviewed."""
    content = await _due(bot, delivery, await _public(bot, delivery))
    channel_id = await moderators_channel_id(bot, delivery.guild_id)
    if content is None:
        return Skip("nothing is due any more")
    if channel_id is None:
        return Skip("there is no channel for moderators that the bot can write in; see /faq review")
    return Post(content, channel_id)


async def tell_editor(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell the last editor which of their entries are to be reviewed."""
    member_id = delivery.key.member_id
    if member_id is None:
        return Skip("the editor had their data erased")
    text = await _own(bot, delivery.guild_id, member_id)
    content = await _due(bot, delivery, text, member_id)
    if content is None:
        return Skip("nothing of theirs is due any more")
    # Buttons need a server around them, so a direct message only says it.
    return Post(Content(content.text), member_id=member_id)


DELIVERIES = (
    CARD_LOST_DELIVERY,
    DeliveryKind(CONSENT, ask_author, asked_again=False),
    DeliveryKind(CONSENT_HERE, ask_author_here, asked_again=False),
    DeliveryKind(OUTCOME, tell_outcome, asked_again=False),
    DeliveryKind(DUE, tell_due, asked_again=False),
    DeliveryKind(DUE_EDITOR, tell_editor, asked_again=False),
)


async def _due(
    bot: NexusBot, delivery: Delivery, text: Catalogue, editor_id: int | None = None
) -> Content | None:
    due = await bot.services.read(_list_due, delivery.guild_id, editor_id)
    if not due:
        return None
    words = render_due(due[:MOST_NAMED], len(due), text)
    return Content(words, view=view_of(review_button(text)))


async def _list_due(unit: Unit, guild_id: int, editor_id: int | None) -> list[Entry]:
    return await faq_entries.list_due(
        unit.connection, guild_id, unit.now, limit=MOST_COUNTED, editor_id=editor_id
    )


async def _find(bot: NexusBot, delivery: Delivery) -> Suggestion | None:
    return await bot.services.read(find_suggestion, delivery.guild_id, delivery.subject_id)


async def _public(bot: NexusBot, delivery: Delivery) -> Catalogue:
    settings = await bot.services.guilds.settings(delivery.guild_id)
    return bot.services.text.of(settings.language)


async def _own(bot: NexusBot, guild_id: int, member_id: int) -> Catalogue:
    """Return a member's language, as far as they chose one; else the server's."""
    own = await bot.services.guilds.member(guild_id, member_id)
    settings = await bot.services.guilds.settings(guild_id)
    return bot.services.text.of(own.language or settings.language)


def _server(bot: NexusBot, delivery: Delivery) -> str:
    guild = bot.here(delivery.guild_id)
    return "?" if guild is None else escape_name(name_of(guild))
