"""Hints: in channels where moderators want it, an answer that exists already is pointed out.

A hint is one line without a ping. It goes through the delivery ledger like every post that the bot
makes by itself, and so does its removal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import discord
from cachetools import TTLCache
from discord.ext import commands

from cogs.faq.names import HINT, HINT_END
from cogs.shared.actor import Actor, Interaction
from cogs.shared.client import NexusBot
from cogs.shared.content import Content
from cogs.shared.features import DeliveryKind, Post, Postpone, Skip
from cogs.shared.items import DynamicButton, view_of
from cogs.shared.markup import plain
from cogs.shared.services import Services
from cogs.shared.text import Catalogue
from domain.deliveries import Delivery, DeliveryKey, DeliveryState
from domain.faq.hints import is_clearly, is_question
from domain.search.documents import SearchHit
from storage import answer_search, deliveries, question_search
from storage.answer_search import FoundPlace

SHOWN_FOR = timedelta(minutes=10)
LATE_AFTER = timedelta(minutes=2)
"""A hint that could not be posted by then is not posted: the talk has gone on."""
CHANNEL_RESTS = timedelta(minutes=5)
TOPIC_RESTS = timedelta(minutes=30)
UNWANTED_RESTS = timedelta(days=1)
MOST_KEPT = 10_000
MOST_COMPARED = 5
MOST_OF_SUBJECT = 5
TITLE_LENGTH = 100


class ShowHintButton(DynamicButton, name="faq:hint-show", parts=2):
    """Shows the answer to who pressed it; its parts are the kind and the number."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        kind, source_id = self.parts
        await interaction.client.services.features.shows[kind](interaction, actor, int(source_id))


class DropHintButton(DynamicButton, name="faq:hint-drop", parts=2):
    """Removes a hint that does not help."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        hints = interaction.client.get_cog(Hints.__cog_name__)
        if isinstance(hints, Hints) and interaction.channel_id is not None:
            hints.rest_longer(interaction.channel_id, self.parts)
        await interaction.response.defer()
        await interaction.delete_original_response()


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a message."""

    hit: SearchHit
    place: FoundPlace

    @property
    def key(self) -> tuple[str, ...]:
        return (self.hit.document.kind, str(self.hit.document.source_id))


class Hints(commands.Cog):
    """Reads along where moderators switched it on."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self._resting: TTLCache[tuple[object, ...], datetime] = TTLCache(
            MOST_KEPT, UNWANTED_RESTS.total_seconds()
        )
        """Until when nothing is hinted in a channel, at all or about a topic or an entry."""

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if not await self._is_wanted(message):
            return
        found = await self._find(message)
        if found is not None and not self._rests(message.channel.id, found):
            await self._plan(message, found)

    def rest_longer(self, channel_id: int, key: tuple[str, ...]) -> None:
        """Somebody found a hint unhelpful: not again soon."""
        self._resting[channel_id, key] = self.bot.services.clock() + UNWANTED_RESTS

    async def _is_wanted(self, message: discord.Message) -> bool:
        if message.guild is None or message.author.bot or message.webhook_id is not None:
            return False
        if not self.bot.intents.message_content or not is_question(message.content):
            return False
        settings = await self.bot.services.guilds.settings(message.guild.id)
        return message.channel.id in settings.hint_channel_ids

    async def _find(self, message: discord.Message) -> Found | None:
        guild = message.guild
        if guild is None:
            return None
        async with self.bot.services.database.read() as connection:
            hits = await connection.together(
                question_search.find_answered, guild.id, message.content, limit=MOST_COMPARED
            )
            keys = [(hit.document.kind, hit.document.source_id) for hit in hits]
            places = await answer_search.list_places(connection, keys)
        for hit, key in zip(hits, keys, strict=True):
            names = (hit.document.title, *hit.document.aliases)
            place = places.get(key)
            if place is not None and is_clearly(message.content, names):
                return Found(hit, place) if _is_open(guild, place) else None
        return None

    def _rests(self, channel_id: int, found: Found) -> bool:
        """Whether to stay silent; if not, there is rest from now on."""
        now = self.bot.services.clock()
        topics = found.hit.document.topics or ("",)
        keys: list[tuple[object, ...]] = [(channel_id,), (channel_id, found.key)]
        keys += [(channel_id, topic) for topic in topics]
        if any(self._resting.get(key, now) > now for key in keys):
            return True
        self._resting[channel_id,] = now + CHANNEL_RESTS
        for key in keys[1:]:
            self._resting[key] = now + TOPIC_RESTS
        return False

    async def _plan(self, message: discord.Message, found: Found) -> None:
        services = self.bot.services
        now = services.clock()
        guild_id = message.guild.id if message.guild else 0
        kind, number = found.key
        hint = DeliveryKey(guild_id, HINT, message.id, f"{kind}:{number}", message.channel.id)
        end = DeliveryKey(guild_id, HINT_END, message.id, channel_id=message.channel.id)
        async with services.database.transaction() as connection:
            await deliveries.schedule(connection, hint, now, now)
            await deliveries.schedule(connection, end, now + SHOWN_FOR, now)
        services.schedule.wake(now)


async def post_hint(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """One line below the message, without a ping."""
    services = bot.services
    if services.clock() > delivery.due_at + LATE_AFTER:
        return Skip("the talk has gone on since")
    kind, _, number = delivery.key.occurrence.partition(":")
    async with services.database.read() as connection:
        places = await answer_search.list_places(connection, [(kind, int(number))])
    place = places.get((kind, int(number)))
    if place is None:
        return Skip("what was to be pointed out is gone")
    text = await _text(services, delivery.guild_id)
    buttons = view_of(
        ShowHintButton(
            kind, number, label=text("faq-hint-show"), style=discord.ButtonStyle.primary
        ),
        DropHintButton(kind, number, label=text("faq-hint-drop")),
    )
    words = text("faq-hint", title=plain(place.title, TITLE_LENGTH))
    content = Content(words, view=buttons)
    return Post(content, delivery.key.channel_id, reply_to=delivery.subject_id)


async def remove_hint(bot: NexusBot, delivery: Delivery) -> Skip | Postpone:
    """Ten minutes later the hint is gone."""
    async with bot.services.database.read() as connection:
        others = await deliveries.list_of_subject(
            connection, delivery.guild_id, delivery.subject_id, limit=MOST_OF_SUBJECT
        )
    hint = next((other for other in others if other.kind == HINT), None)
    if hint is not None and hint.state in (DeliveryState.PENDING, DeliveryState.CLAIMED):
        return Postpone(bot.services.clock() + LATE_AFTER)
    if hint is None or hint.message_id is None or hint.key.channel_id is None:
        return Skip("there is no hint to remove")
    channel = bot.get_partial_messageable(hint.key.channel_id)
    try:
        await channel.get_partial_message(hint.message_id).delete()
    except (discord.NotFound, discord.Forbidden):
        return Skip("the hint was removed before")
    return Skip("removed")


HINT_DELIVERIES = (DeliveryKind(HINT, post_hint), DeliveryKind(HINT_END, remove_hint))


def _is_open(guild: discord.Guild, place: FoundPlace) -> bool:
    """Whether everybody may see what is pointed out."""
    if place.channel_id is None:
        return True
    channel = guild.get_channel(place.channel_id)
    return channel is not None and channel.permissions_for(guild.default_role).view_channel


async def _text(services: Services, guild_id: int) -> Catalogue:
    settings = await services.guilds.settings(guild_id)
    return services.text.of(settings.language)
