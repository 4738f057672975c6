"""Hints: in channels where moderators want it, an answer that exists already is pointed out.

A hint is one line without a ping. It goes through the delivery ledger like every post that the bot
makes by itself, and so does its removal.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

import discord
from discord.ext import commands

from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.markup import plain
from cogs.core.services import Services
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.faq.names import HINT, HINT_END
from cogs.ui.client import DeliveryKind, Interaction, NexusBot, Post, Postpone, Skip
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.members import sight_of_channel
from cogs.ui.parts import UnreadableError
from cogs.ui.reply import remove
from domain.channels import Sight
from domain.deliveries import Delivery, DeliveryData, DeliveryKey, DeliveryState
from domain.faq.hints import is_clearly, is_question
from domain.search.documents import SearchHit
from storage import answer_search, deliveries, hint_cooldowns, question_search
from storage.answer_search import FoundPlace

SHOWN_FOR = timedelta(minutes=10)
LATE_AFTER = timedelta(minutes=2)
"""A hint that could not be posted by then is not posted: the talk has gone on."""
CHANNEL_RESTS = timedelta(minutes=5)
TOPIC_RESTS = timedelta(minutes=30)
UNWANTED_RESTS = timedelta(days=1)
AT_ALL, NO_TOPIC = "", "-"
MOST_COMPARED = 20
MOST_OF_SUBJECT = 5
TITLE_LENGTH = 100


class ShowHintButton(DynamicButton, name="faq:hint-show"):
    """Shows the answer to who pressed it; its parts are the kind and the number."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, kind: str, source_id: int
    ) -> None:
        show = interaction.client.registry.shows.get(kind)
        if show is None:
            raise UnreadableError(f"nothing shows {kind!r}")
        await show(interaction, actor, source_id)


class DropHintButton(DynamicButton, name="faq:hint-drop"):
    """Removes a hint that does not help."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, kind: str, source_id: int
    ) -> None:
        services = interaction.client.services
        if interaction.channel_id is not None:
            about = f"{kind}:{source_id}"
            await services.write(_drop_hint, actor, interaction.channel_id, about)
        with suppress(discord.NotFound):  # somebody else pressed it at the same time
            await remove(interaction)


async def _drop_hint(unit: Unit, actor: Actor, channel_id: int, about: str) -> None:
    """Let a channel rest from a hint that did not help."""
    await admit(unit, actor)
    until = {about: unit.now + UNWANTED_RESTS}
    await hint_cooldowns.rest(unit.connection, actor.guild_id, channel_id, until)


@dataclass(frozen=True, slots=True)
class Found:
    """An answer to a message."""

    hit: SearchHit
    place: FoundPlace

    @property
    def about(self) -> str:
        return f"{self.hit.document.kind}:{self.hit.document.source_id}"

    @property
    def abouts(self) -> list[str]:
        """All that a channel may rest from: hints at all, this one, its topics."""
        topics = self.hit.document.topics or (NO_TOPIC,)
        return [AT_ALL, self.about, *(f"topic:{topic}" for topic in topics)]


@dataclass(frozen=True, slots=True)
class Hint(DeliveryData):
    """A hint below a message to the answer that it asks for: a document of the search index."""

    guild_id: int
    message_id: int
    channel_id: int
    kind: str
    source_id: int

    def key(self) -> DeliveryKey:
        about = f"{self.kind}:{self.source_id}"
        return DeliveryKey(self.guild_id, HINT, self.message_id, about, self.channel_id)

    @classmethod
    def of_key(cls, key: DeliveryKey) -> Self:
        kind, _, number = key.occurrence.partition(":")
        return cls(key.guild_id, key.subject_id, key.channel_id or 0, kind, int(number))


class Hints(commands.Cog):
    """Reads along where moderators switched it on."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if await self._is_wanted(message):
            found = await self._find(message)
            if found is not None:
                await self._plan(message, found)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Delete a hint with the message that it answers."""
        if payload.guild_id is None:
            return
        settings = await self.bot.services.guilds.settings(payload.guild_id)
        if payload.channel_id not in settings.hint_channel_ids:
            return
        hint = await self.bot.services.read(_find_hint, payload.guild_id, payload.message_id)
        if hint is not None:
            await _remove(self.bot, hint)

    async def _is_wanted(self, message: discord.Message) -> bool:
        if message.guild is None or message.author.bot or message.webhook_id is not None:
            return False
        if not self.bot.intents.message_content or not is_question(message.content):
            return False
        settings = await self.bot.services.guilds.settings(message.guild.id)
        return message.channel.id in settings.hint_channel_ids

    async def _find(self, message: discord.Message) -> Found | None:
        """Find the likeliest answer that the message clearly asks for, and that its readers see."""
        guild = message.guild
        if guild is None:
            return None
        sight = await sight_of_channel(self.bot.services, guild, message.channel.id)
        return await self.bot.services.read(_find_answer, guild.id, message.content, sight)

    async def _plan(self, message: discord.Message, found: Found) -> None:
        """Have the hint posted and removed in time, unless the channel rests."""
        guild_id, channel_id = message.guild.id if message.guild else 0, message.channel.id
        document = found.hit.document
        hint = Hint(guild_id, message.id, channel_id, document.kind, document.source_id)
        await self.bot.services.write(_plan_hint, hint, channel_id, found.abouts)


async def _find_answer(unit: Unit, guild_id: int, words: str, sight: Sight) -> Found | None:
    """Find the likeliest answer that these words clearly ask for."""
    hits = await question_search.find_answered(
        unit.connection, guild_id, words, sight, limit=MOST_COMPARED
    )
    keys = [(hit.document.kind, hit.document.source_id) for hit in hits]
    places = await answer_search.list_places(unit.connection, keys, sight)
    for hit, key in zip(hits, keys, strict=True):
        names = (hit.document.title, *hit.document.aliases)
        place = places.get(key)
        if place and is_clearly(words, names):
            return Found(hit, place)
    return None


async def _plan_hint(unit: Unit, hint: Hint, channel_id: int, abouts: list[str]) -> None:
    """Have a hint posted, and removed in time, unless its channel rests."""
    if await hint_cooldowns.is_cooling_down(unit.connection, channel_id, abouts, unit.now):
        return
    until = dict.fromkeys(abouts, unit.now + TOPIC_RESTS) | {AT_ALL: unit.now + CHANNEL_RESTS}
    await hint_cooldowns.rest(unit.connection, hint.guild_id, channel_id, until)
    await unit.plan_once(hint)
    end = DeliveryKey(hint.guild_id, HINT_END, hint.message_id, channel_id=channel_id)
    await unit.plan_once(end, unit.now + SHOWN_FOR)


async def post_hint(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Return one line below the message, without a ping."""
    services = bot.services
    if services.clock() > delivery.due_at + LATE_AFTER:
        return Skip("the talk has gone on since")
    hint = Hint.of(delivery)
    kind, number = hint.kind, str(hint.source_id)
    guild = bot.here(delivery.guild_id)
    if guild is None:
        return Skip("the bot is not on this server any more")
    sight = await sight_of_channel(services, guild, delivery.key.channel_id or 0)
    place = await services.read(_find_place, (kind, hint.source_id), sight)
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
    """Remove a hint ten minutes after it was posted."""
    hint = await bot.services.read(_find_hint, delivery.guild_id, delivery.subject_id)
    if hint is not None and hint.state in (DeliveryState.PENDING, DeliveryState.CLAIMED):
        return Postpone(bot.services.clock() + LATE_AFTER)
    return Skip("removed" if hint and await _remove(bot, hint) else "there was none to remove")


HINT_DELIVERIES = (
    DeliveryKind(HINT, post_hint, asked_again=False),
    DeliveryKind(HINT_END, remove_hint, asked_again=False),
)


async def _find_place(unit: Unit, key: tuple[str, int], sight: Sight) -> FoundPlace | None:
    places = await answer_search.list_places(unit.connection, [key], sight)
    return places.get(key)


async def _find_hint(unit: Unit, guild_id: int, message_id: int) -> Delivery | None:
    """Find the hint that answers a message, as the ledger knows it."""
    planned = await deliveries.list_of_subject(
        unit.connection, guild_id, message_id, limit=MOST_OF_SUBJECT
    )
    return next((delivery for delivery in planned if delivery.kind == HINT), None)


async def _remove(bot: NexusBot, hint: Delivery) -> bool:
    """Delete a hint from Discord; False where it is gone, or was never posted."""
    if hint.message_id is None or hint.key.channel_id is None:
        return False
    channel = bot.get_partial_messageable(hint.key.channel_id)
    try:
        await channel.get_partial_message(hint.message_id).delete()
    except (discord.NotFound, discord.Forbidden):
        return False
    return True


async def _text(services: Services, guild_id: int) -> Catalogue:
    settings = await services.guilds.settings(guild_id)
    return services.text.of(settings.language)
