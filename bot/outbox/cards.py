"""Cards: messages that show a row, posted or found again, edited, healed, given up with a reason.

What is wanted stands in the database (`storage/cards.py`); how it looks, and who is told of faults,
a feature says with a `CardKind`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from weakref import WeakValueDictionary

import aiohttp
import discord

from bot.outbox import card_units
from bot.outbox.card_messages import CardMessages, Home, where
from bot.outbox.card_units import BATCH, Kind, Name
from cogs.ui.client import CannotShowError, CardKind, EventKind, NexusBot, Shown
from domain.cards import Card, CardFault, pause_after

log = logging.getLogger(__name__)

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, NO_ACCESS, TOO_MANY_EVENTS = 10003, 10008, 50001, 30038
"""Discord's codes (its reference, "Opcodes and Status Codes")."""
FORBIDDEN = 403
REFUSALS = frozenset({400, FORBIDDEN, 404, 413})
"""Statuses that trying again does not mend."""
FAILURES = (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError)


class CardSync:
    """Brings cards in line with their rows."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot
        self._messages = CardMessages(bot)
        self._locks: WeakValueDictionary[Name, asyncio.Lock] = WeakValueDictionary()
        self._passing: dict[Name, int] = {}
        for event in (
            self.on_guild_channel_update,
            self.on_guild_channel_create,
            self.on_guild_role_update,
            self.on_member_update,
            self.on_guild_channel_delete,
            self.on_raw_message_delete,
            self.on_raw_bulk_message_delete,
            self.on_raw_thread_delete,
            self.on_scheduled_event_update,
            self.on_scheduled_event_delete,
        ):
            bot.add_listener(event)

    def lock(self, kind: str, subject_id: int) -> asyncio.Lock:
        """Return the lock of a card, held while it's shown or answers a press on it."""
        return self._locks.setdefault((kind, subject_id), asyncio.Lock())

    def note_shown(self, kind: str, subject_id: int, revision: int) -> None:
        """Note that a press was answered with the card; recorded after the next run."""
        self._passing[kind, subject_id] = revision

    async def show_now(self, guild_id: int, kind: str, subject_id: int) -> None:
        """Show a card at once that was just made: nothing of it can be there to be found."""
        async with self.lock(kind, subject_id):
            card = await self._find_stale(guild_id, kind, subject_id)
            if card is not None:
                await self._try(card, is_new=card.message_id is None)

    async def _find_stale(self, guild_id: int, kind: str, subject_id: int) -> Card | None:
        """Read a card anew, under its lock; None where nothing is to be done."""
        card = await self._bot.services.read(card_units.find_of, guild_id, kind, subject_id)
        is_done = card is None or card.fault is not None or card.shown >= card.wanted
        return None if is_done else card

    async def run(self, _bot: NexusBot) -> datetime | None:
        """Show each card that is behind; returns when one that was put off is tried again."""
        services, after = self._bot.services, 0
        while True:
            reach = services.servers.reach()
            stale = await services.read(card_units.list_stale, reach, after)
            for card in stale:
                await self._show(card)
            await self._record_passing()
            if len(stale) < BATCH:
                return await services.read(card_units.next_try, reach)
            after = stale[-1].id

    async def arrived(self, _bot: NexusBot, guild: discord.Guild) -> None:
        """See which channels a server has lost meanwhile, and try again what failed."""
        present = frozenset(channel.id for channel in guild.channels)
        await self._bot.services.write(card_units.look_around, guild.id, present, self._leaving())

    async def _record_passing(self) -> None:
        if not self._passing:
            return
        passing = dict(self._passing)
        await self._bot.services.write(card_units.mark_passing, passing)
        for name, revision in passing.items():  # not before: the database knows it only now
            if self._passing.get(name) == revision:
                del self._passing[name]

    async def _show(self, card: Card) -> None:
        """Bring a card in line, unless somebody else has just done so."""
        lock, name = self.lock(card.kind, card.subject_id), (card.kind, card.subject_id)
        was_taken = lock.locked()
        async with lock:
            found = await self._find_stale(card.guild_id, *name) if was_taken else card
            if found is not None and self._passing.get(name, -1) < found.wanted:
                await self._try(found)

    async def _try(self, card: Card, *, is_new: bool = False) -> None:
        """Bring one card in line; a failure concerns this one alone."""
        kind = self._bot.registry.cards.get(card.kind)
        if kind is None:
            return
        try:
            if isinstance(kind, EventKind):
                event_id = await kind.keep(self._bot, card)
                await self._bot.services.write(card_units.mark_kept, kind, card, event_id)
            elif (shown := await kind.render(self._bot, card)) is not None:
                await self._bring_in_line(kind, card, shown, is_new=is_new)
        except CannotShowError as error:
            await self._give_up(kind, card, error.fault)
        except FAILURES as error:
            if not self._bot.services.servers.is_later(card.guild_id):
                await self._failed(kind, card, error)

    async def _bring_in_line(
        self, kind: CardKind, card: Card, shown: Shown, *, is_new: bool
    ) -> None:
        services, home = self._bot.services, self._home(card, shown)
        if shown.is_gone:
            await self._take_away(kind, card, home)
        elif card.message_id is not None and home is not None:
            await self._edit(kind, card, home, shown)
            if shown.after is not None:
                await shown.after(where(home, card.message_id))
            await services.write(card_units.mark_shown, card, home.id, card.message_id)
        elif not shown.is_wanted:
            await services.write(card_units.mark_shown, card, card.place_id, None)
        elif home is None:
            await self._give_up(kind, card, CardFault.NO_CHANNEL)
        else:
            posted = await self._messages.post(kind, home, shown, is_new=is_new)
            await services.write(card_units.mark_posted, kind, card, posted, shown)
            if shown.after is not None:
                card = replace(card, place_id=posted.place_id, message_id=posted.message_id)
                await shown.after(posted)
                await services.write(card_units.mark_shown, card, card.place_id, card.message_id)

    async def _edit(self, kind: CardKind, card: Card, home: Home, shown: Shown) -> None:
        """Change a card; of one that isn't replaced its owners are told once that it's gone."""
        try:
            await self._messages.edit(home, card.message_id or 0, shown)
        except discord.NotFound as error:
            if kind.is_replaced or error.code != UNKNOWN_MESSAGE:
                raise
            await self._bot.services.write(card_units.tell, kind, card, CardFault.CARD_DELETED)

    async def _take_away(self, kind: CardKind, card: Card, home: Home | None) -> None:
        """Delete a card with its thread: its row is not to be shown any more."""
        if card.message_id is not None and home is not None:
            await self._messages.delete(home, card.message_id)
        await self._bot.services.write(card_units.mark_gone, kind, card)

    def _home(self, card: Card, shown: Shown) -> Home | None:
        """Find where a card stands, or would: another channel once its own was deleted."""
        for channel_id in (card.place_id, shown.home_id):
            channel = self._bot.channel_here(card.guild_id, channel_id)
            if isinstance(channel, Home):
                return channel
        return None

    async def _failed(self, kind: Kind, card: Card, error: Exception) -> None:
        """Decide what an error means for a card: once more, later, or not until it is mended."""
        log.warning("The card of %s %s cannot be shown: %s", card.kind, card.subject_id, error)
        code = error.code if isinstance(error, discord.HTTPException) else None
        status = error.status if isinstance(error, discord.HTTPException) else None
        if isinstance(kind, EventKind):
            full = code == TOO_MANY_EVENTS
            fault = _fault_of_event(status) if status in REFUSALS and not full else None
            await self._try_later(kind, card, fault, CardFault.EVENTS_FULL if full else None)
        elif code == UNKNOWN_MESSAGE and card.message_id is not None:
            await self._replace(kind, card)
        elif code == UNKNOWN_CHANNEL and card.message_id is not None and self._leaves(kind, card):
            await self._remove(kind, card)
        else:
            fault = _fault_of(code, status) if status in REFUSALS else None
            await self._try_later(kind, card, fault)

    async def _try_later(
        self, kind: Kind, card: Card, fault: CardFault | None, last: CardFault | None = None
    ) -> None:
        """Give a card up for a fault; without one it's put off, until `last` was met too often."""
        pause = pause_after(card.attempts + 1)
        if fault is not None or pause is None:
            await self._give_up(kind, card, fault or last or CardFault.GAVE_UP)
        else:
            await self._bot.services.write(card_units.put_off, card, pause)

    async def _replace(self, kind: Kind, card: Card) -> None:
        """Post a card again whose message was deleted; deleted soon after, it is meant to be."""
        now = self._bot.services.clock()
        if not card.may_be_replaced(now):
            await self._give_up(kind, card, CardFault.CARD_DELETED)
            return
        await self._bot.services.write(card_units.lose_message, card)
        await self._try(replace(card, message_id=None, replaced_at=now))

    async def _remove(self, kind: CardKind, card: Card) -> None:
        """Leave a card away that was removed with its thread, which is done on purpose."""
        await self._bot.services.write(card_units.mark_removed, kind, card)

    async def _give_up(self, kind: Kind, card: Card, fault: CardFault) -> None:
        """Leave a card alone for a reason that its owners are told."""
        await self._bot.services.write(card_units.give_up, kind, card, fault)

    def _leaves(self, kind: CardKind, card: Card) -> bool:
        """Take away a card that is gone with its thread."""
        place = self._bot.channel_here(card.guild_id, card.place_id)
        return kind.goes_with_thread or isinstance(place, discord.ForumChannel)

    def _leaving(self) -> Mapping[str, CardKind]:
        """List the kinds whose cards are gone with their channel."""
        cards_ = self._bot.registry.cards.items()
        return {n: k for n, k in cards_ if isinstance(k, CardKind) and k.lost_place}

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

    async def on_scheduled_event_update(
        self, _: discord.ScheduledEvent, after: discord.ScheduledEvent
    ) -> None:
        """Try again what a server full of events kept back."""
        if after.status in (discord.EventStatus.completed, discord.EventStatus.cancelled):
            await self._make_events(after.guild_id)

    async def on_scheduled_event_delete(self, event: discord.ScheduledEvent) -> None:
        """Try again what a server full of events kept back."""
        await self._make_events(event.guild_id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Have the cards of a deleted channel posted where they would stand now."""
        await self._bot.services.write(
            card_units.lose_place, channel.guild.id, channel.id, self._leaving()
        )

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
        card = await services.read(card_units.find_card, guild_id, thread_id)
        if card is None or card.place_id is None:
            return
        if self._bot.channel_here(guild_id, card.place_id) is None:
            return  # the thread went with its channel: the card gets another
        kind = self._bot.registry.cards.get(card.kind)
        if not isinstance(kind, CardKind) or not self._leaves(kind, card):
            return
        await self._remove(kind, card)
        place = self._bot.get_partial_messageable(card.place_id, guild_id=guild_id)
        try:
            await place.get_partial_message(thread_id).delete()
        except discord.HTTPException as error:  # gone with the thread, as in a forum
            log.info("The card %s stays without its thread: %s", thread_id, error)

    async def _try_again(self, guild_id: int) -> None:
        services = self._bot.services
        if await services.read(card_units.has_faults, guild_id):
            await services.write(card_units.retry_faults, guild_id)

    async def _make_events(self, guild_id: int) -> None:
        services = self._bot.services
        if await services.read(card_units.has_fault, guild_id, CardFault.EVENTS_FULL):
            await services.write(card_units.retry_faults, guild_id)

    async def _look_again(self, guild_id: int | None, message_ids: Collection[int]) -> None:
        """Have shown anew what is among deleted messages; most of those are no cards."""
        services = self._bot.services
        if guild_id is None:  # a direct message
            return
        for message_id in message_ids:
            card = await services.read(card_units.find_card, guild_id, message_id)
            if card is not None:
                await services.write(card_units.look_again, card)


def _fault_of_event(status: int | None) -> CardFault:
    return CardFault.EVENT_FORBIDDEN if status == FORBIDDEN else CardFault.EVENT_REFUSED


def _fault_of(code: int | None, status: int | None) -> CardFault:
    if code == UNKNOWN_CHANNEL:
        return CardFault.NO_CHANNEL
    if status == FORBIDDEN:
        return CardFault.NO_ACCESS if code == NO_ACCESS else CardFault.FORBIDDEN
    return CardFault.REFUSED
