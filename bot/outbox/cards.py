"""Cards: messages that show a row, posted or found again, edited, healed, given up with a reason.

What is wanted stands in the database (`storage/cards.py`); how it looks, and who is told of faults,
a feature says with a `CardKind`.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
import discord

from cogs.core.markup import label
from cogs.core.services import CARDS
from cogs.core.unit import Unit
from cogs.ui.client import CardKind, NexusBot, Shown
from cogs.ui.reply import editing, sending
from domain.cards import LASTING, Card, CardFault, Posted, pause_after
from domain.deliveries import DeliveryKey
from domain.shards import Reach
from storage import cards

log = logging.getLogger(__name__)

BATCH = 20
MOST_SEARCHED = 100
"""Messages or posts that are looked at for a card of a process that could not record it."""
MAX_THREAD_NAME = 100
ARCHIVE_MINUTES: Final = 10_080
CLOCKS_APART = timedelta(minutes=5)
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, NO_ACCESS, ARCHIVED = 10003, 10008, 50001, 50083
"""Discord's codes (its reference, "Opcodes and Status Codes")."""
FORBIDDEN = 403
REFUSALS = frozenset({400, FORBIDDEN, 404, 413})
"""What trying again does not mend."""
FAILURES = (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError)

Home = discord.TextChannel | discord.ForumChannel


class Cards:
    """Brings cards in line with their rows."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot
        for event in (
            self.on_guild_channel_update,
            self.on_guild_channel_create,
            self.on_guild_role_update,
            self.on_member_update,
            self.on_guild_channel_delete,
            self.on_raw_message_delete,
            self.on_raw_bulk_message_delete,
            self.on_raw_thread_delete,
        ):
            bot.add_listener(event)

    async def run(self, _bot: NexusBot) -> datetime | None:
        """Show each card that is behind; returns when one that was put off is tried again."""
        services, after = self._bot.services, 0
        while True:
            reach = services.servers.reach()
            stale = await services.read(_list_stale, reach, after)
            for card in stale:
                await self._show(card)
            if len(stale) < BATCH:
                return await services.read(_next_try, reach)
            after = stale[-1].id

    async def arrived(self, _bot: NexusBot, guild: discord.Guild) -> None:
        """See which channels a server has lost meanwhile, and try again what was given up."""
        present = frozenset(channel.id for channel in guild.channels)
        await self._bot.services.write(_look_around, guild.id, present)

    async def _show(self, card: Card) -> None:
        """Bring one card in line; a failure concerns this one alone."""
        kind = self._bot.registry.cards.get(card.kind)
        if kind is None:
            return
        try:
            shown = await kind.render(self._bot, card)
            if shown is not None:
                await self._bring_in_line(kind, card, shown)
        except FAILURES as error:
            if not self._bot.services.servers.is_later(card.guild_id):
                await self._failed(kind, card, error)

    async def _bring_in_line(self, kind: CardKind, card: Card, shown: Shown) -> None:
        services, home = self._bot.services, self._home(card, shown)
        if card.message_id is not None and home is not None:
            await self._edit(home, card.message_id, shown)
            await services.write(_mark_shown, card, home.id, card.message_id)
        elif not shown.is_wanted:
            await services.write(_mark_shown, card, card.place_id, None)
        elif home is None:
            await self._give_up(kind, card, CardFault.NO_CHANNEL)
        else:
            posted = await self._post(kind, home, shown)
            await services.write(_mark_posted, kind, card, posted)

    def _home(self, card: Card, shown: Shown) -> Home | None:
        """Find where a card stands, or would: another channel once its own was deleted."""
        for channel_id in (card.place_id, shown.home_id):
            channel = self._bot.channel_here(card.guild_id, channel_id)
            if isinstance(channel, Home):
                return channel
        return None

    async def _failed(self, kind: CardKind, card: Card, error: Exception) -> None:
        """Decide what an error means for a card: once more, later, or not until it is mended."""
        log.warning("The card of %s %s cannot be shown: %s", card.kind, card.subject_id, error)
        code = error.code if isinstance(error, discord.HTTPException) else None
        status = error.status if isinstance(error, discord.HTTPException) else None
        services = self._bot.services
        if code == UNKNOWN_MESSAGE and card.message_id is not None:
            await self._replace(kind, card)
        elif code == UNKNOWN_CHANNEL and card.message_id is not None and self._is_post(card):
            await self._remove(card)
        elif status in REFUSALS:
            await self._give_up(kind, card, _fault_of(code, status))
        elif (pause := pause_after(card.attempts + 1)) is None:
            await self._give_up(kind, card, CardFault.GAVE_UP)
        else:
            await services.write(_put_off, card, pause)

    async def _replace(self, kind: CardKind, card: Card) -> None:
        """Post a card again whose message was deleted; deleted soon after, it is meant to be."""
        now = self._bot.services.clock()
        if not card.may_be_replaced(now):
            await self._give_up(kind, card, CardFault.CARD_DELETED)
            return
        await self._bot.services.write(_lose_message, card)
        await self._show(replace(card, message_id=None, replaced_at=now))

    async def _remove(self, card: Card) -> None:
        """Leave a card away that was removed with its thread, which is done on purpose."""
        await self._bot.services.write(_mark_removed, card)

    async def _give_up(self, kind: CardKind, card: Card, fault: CardFault) -> None:
        """Leave a card alone for a reason that its owners are told."""
        await self._bot.services.write(_give_up, kind, card, fault)

    def _is_post(self, card: Card) -> bool:
        place = self._bot.channel_here(card.guild_id, card.place_id)
        return isinstance(place, discord.ForumChannel)

    async def on_guild_channel_update(
        self, _: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Try again what a channel's permissions kept back."""
        await self._try_again(after.guild.id)

    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        """Try again what had no channel."""
        await self._try_again(channel.guild.id)

    async def on_guild_role_update(self, _: discord.Role, after: discord.Role) -> None:
        """Try again what a role's permissions kept back."""
        await self._try_again(after.guild.id)

    async def on_member_update(self, _: discord.Member, after: discord.Member) -> None:
        """Try again what the bot's own roles kept back."""
        if after == after.guild.me:
            await self._try_again(after.guild.id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Have the cards of a deleted channel posted where they would stand now."""
        await self._bot.services.write(_lose_place, channel.guild.id, channel.id)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Look at a card whose message was deleted."""
        await self._look_again(payload.guild_id, {payload.message_id})

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Look at cards whose messages were deleted."""
        await self._look_again(payload.guild_id, payload.message_ids)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Take the card of a deleted thread away."""
        await self.lose_thread(payload.guild_id, payload.thread_id)

    async def lose_thread(self, guild_id: int, thread_id: int) -> None:
        """Take the card of a deleted thread away: a message gets no second one."""
        services = self._bot.services
        card = await services.read(_find_card, guild_id, thread_id)
        if card is None or card.place_id is None:
            return
        if self._bot.channel_here(guild_id, card.place_id) is None:
            return  # the thread went with its channel: the card gets another
        kind = self._bot.registry.cards.get(card.kind)
        if not self._is_post(card) and (kind is None or not kind.goes_with_thread):
            return
        await self._remove(card)
        place = self._bot.get_partial_messageable(card.place_id, guild_id=guild_id)
        try:
            await place.get_partial_message(thread_id).delete()
        except discord.HTTPException as error:  # gone with the thread, as in a forum
            log.info("The card %s stays without its thread: %s", thread_id, error)

    async def _try_again(self, guild_id: int) -> None:
        services = self._bot.services
        if await services.read(_has_faults, guild_id):
            await services.write(_retry_faults, guild_id)

    async def _look_again(self, guild_id: int | None, message_ids: Collection[int]) -> None:
        """Have shown anew what is among deleted messages; most of those are no cards."""
        services = self._bot.services
        if guild_id is None:  # a direct message
            return
        for message_id in message_ids:
            card = await services.read(_find_card, guild_id, message_id)
            if card is not None:
                await services.write(_look_again, card)

    async def _post(self, kind: CardKind, home: Home, shown: Shown) -> Posted:
        """Post a card, or find that of a process that could not record it."""
        if isinstance(home, discord.ForumChannel):
            post_id = await _find_post(home, shown)
            if post_id is None:
                tags = [tag for tag in home.available_tags if not tag.moderated][:1]
                created = await home.create_thread(
                    name=label(shown.title, MAX_THREAD_NAME),
                    applied_tags=tags if home.flags.require_tag else [],
                    **sending(shown.content),
                )
                post_id = created.thread.id
            return Posted(home.id, post_id, post_id, post_id)
        message = await self._find_message(home, shown)
        if message is None:
            message = await home.send(**sending(shown.content), nonce=shown.nonce)
        thread_id = await self._open_thread(message, shown) if kind.has_thread else None
        return Posted(home.id, home.id, message.id, thread_id)

    async def _open_thread(self, message: discord.Message, shown: Shown) -> int | None:
        """Open a card's thread; a card without one is better than none."""
        if message.flags.has_thread:
            return message.id
        try:
            thread = await self._bot.http.start_thread_with_message(
                message.channel.id,
                message.id,
                name=label(shown.title, MAX_THREAD_NAME),
                auto_archive_duration=ARCHIVE_MINUTES,
            )
        except (discord.Forbidden, discord.NotFound) as error:
            log.warning("%s has no thread: %s", shown.nonce, error)
            return None
        return int(thread["id"])

    async def _edit(self, home: Home, message_id: int, shown: Shown) -> None:
        """Change a card; an archived post is opened for it and put back."""
        channel_id = message_id if isinstance(home, discord.ForumChannel) else home.id
        channel = self._bot.get_partial_messageable(channel_id, guild_id=home.guild.id)
        message = channel.get_partial_message(message_id)
        try:
            await message.edit(**editing(shown.content))
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            await self._bot.http.edit_channel(channel_id, archived=False)
            try:
                await message.edit(**editing(shown.content))
            finally:
                await self._bot.http.edit_channel(channel_id, archived=True)

    async def _find_message(
        self, channel: discord.TextChannel, shown: Shown
    ) -> discord.Message | None:
        async for message in channel.history(limit=MOST_SEARCHED):
            is_own = message.author.id == channel.guild.me.id
            if is_own and shown.mark in _custom_ids(message.components):
                return message
        return None


async def _list_stale(unit: Unit, reach: Reach, after: int) -> list[Card]:
    return await cards.list_stale(unit.connection, reach, unit.now, after=after, limit=BATCH)


async def _next_try(unit: Unit, reach: Reach) -> datetime | None:
    return await cards.next_try(unit.connection, reach, unit.now)


async def _find_card(unit: Unit, guild_id: int, message_id: int) -> Card | None:
    return await cards.find_by_message(unit.connection, guild_id, message_id)


async def _has_faults(unit: Unit, guild_id: int) -> bool:
    faults = await cards.count_faults(unit.connection, guild_id)
    return bool(faults.keys() - LASTING)


async def _retry_faults(unit: Unit, guild_id: int) -> None:
    await cards.retry_faults(unit.connection, guild_id)
    unit.show(CARDS, guild_id)


async def _look_around(unit: Unit, guild_id: int, present: frozenset[int]) -> None:
    await cards.retry_faults(unit.connection, guild_id)
    for place_id in await cards.list_places(unit.connection, guild_id):
        if place_id not in present:
            await cards.lose_place(unit.connection, guild_id, place_id)


async def _lose_place(unit: Unit, guild_id: int, place_id: int) -> None:
    if await cards.lose_place(unit.connection, guild_id, place_id):
        unit.show(CARDS, guild_id)


async def _look_again(unit: Unit, card: Card) -> None:
    await cards.look_again(unit.connection, card)
    unit.show(card.kind, card.subject_id)


async def _mark_shown(unit: Unit, card: Card, place_id: int | None, message_id: int | None) -> None:
    await cards.mark_shown(unit.connection, card, place_id, message_id)


async def _mark_posted(unit: Unit, kind: CardKind, card: Card, posted: Posted) -> None:
    await cards.mark_shown(unit.connection, card, posted.place_id, posted.message_id)
    await kind.posted(unit.connection, card, posted, unit.now)
    unit.show(card.kind, card.subject_id)  # what leads to the card follows it
    unit.expect(unit.now)  # what is told in the thread may wait for it


async def _put_off(unit: Unit, card: Card, pause: timedelta) -> None:
    await cards.put_off(unit.connection, card.id, unit.now + pause)


async def _lose_message(unit: Unit, card: Card) -> None:
    await cards.lose_message(unit.connection, card, unit.now)


async def _mark_removed(unit: Unit, card: Card) -> None:
    await cards.mark_removed(unit.connection, card)


async def _give_up(unit: Unit, kind: CardKind, card: Card, fault: CardFault) -> None:
    """Note why a card cannot be shown, and have its owners told, once for each reason."""
    if not await cards.mark_fault(unit.connection, card.id, fault):
        return
    for owner_id in await kind.owners(unit.connection, card):
        occurrence = f"{fault.value}/{card.message_id or 0}"
        await unit.plan_once(
            DeliveryKey(card.guild_id, kind.lost, card.subject_id, occurrence, member_id=owner_id)
        )


async def _find_post(forum: discord.ForumChannel, shown: Shown) -> int | None:
    since = shown.since - CLOCKS_APART
    for thread in forum.threads:
        if thread.owner_id != forum.guild.me.id or (thread.created_at or since) < since:
            continue
        try:
            message = await thread.fetch_message(thread.id)
        except discord.NotFound:
            continue
        if shown.mark in _custom_ids(message.components):
            return thread.id
    return None


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:  # Any: components of every kind
    """Yield the custom ids of components, at every depth."""
    for component in components:
        if custom_id := getattr(component, "custom_id", None):
            yield custom_id
        inner = [*getattr(component, "children", ())]
        yield from _custom_ids(filter(None, [*inner, getattr(component, "accessory", None)]))


def _fault_of(code: int | None, status: int | None) -> CardFault:
    if code == UNKNOWN_CHANNEL:
        return CardFault.NO_CHANNEL
    if status == FORBIDDEN:
        return CardFault.NO_ACCESS if code == NO_ACCESS else CardFault.FORBIDDEN
    return CardFault.REFUSED
