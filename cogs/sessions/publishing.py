"""The mirror: moves sessions on by the clock, plans what comes, brings cards in line."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import discord

from cogs.core.markup import label
from cogs.sessions.actions.answering import fill_seats
from cogs.sessions.actions.planning import plan_series
from cogs.sessions.names import CARD_LOST, CARD_MARK, EVENTS, SUMMARY
from cogs.sessions.views.card import card_content
from cogs.sessions.views.polls import poll_content
from cogs.sessions.voice import look_around_everywhere
from cogs.ui.client import NexusBot
from cogs.ui.items import custom_id
from cogs.ui.reply import editing, sending
from domain.deliveries import DeliveryKey
from domain.sessions.planning import MOST_CARDS, SHOWN_AHEAD, state_at
from domain.sessions.polls import Poll
from domain.sessions.records import Occurrence, OccurrenceState, Rsvp, Shown
from domain.sessions.seats import promotions
from domain.times.wall import to_wall
from storage import deliveries, session_occurrences, session_people, session_polls, sessions
from storage.connection import Connection

log = logging.getLogger(__name__)

BATCH = 20
MOST_SERIES = 100
MOST_MOVED = 200
MOST_SEARCHED = 100
PLANNING_PERIOD = timedelta(hours=6)
"""How often all series are looked at; each is planned, too, when it is made, changed or over."""
ASK_FOR_NOTES_AFTER = timedelta(minutes=5)
EVER = datetime.fromtimestamp(0, UTC)
TRANSIENT = (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError)
MAX_THREAD_NAME = 100
FAULTS = {
    10003: "no-channel",
    10008: "card-deleted",
    50001: "no-access",
    50013: "forbidden",
}
"""Why a card cannot be shown, by Discord's code; people read `shared-delivery-<reason>`."""


class Keeper:
    """Keeps a bot's study sessions going."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot
        self._planned_at: datetime | None = None
        self._has_looked_around = False

    async def arrived(self, _: NexusBot, guild: discord.Guild) -> None:
        """Try again what was given up on a server, and look who is in its voice channels."""
        services = self._bot.services
        async with services.database.transaction() as connection:
            await session_occurrences.retry_faults(connection, guild.id, EVER)
        self._has_looked_around, self._planned_at = False, None

    async def reconcile(self, _bot: NexusBot) -> datetime | None:
        """Do all that is to be done now; returns when a session begins or ends next."""
        await self._move_on()
        await self._plan_all()
        await self._show_cards()
        await self._show_polls()
        services = self._bot.services
        async with services.database.read() as connection:
            return await session_occurrences.next_change_at(
                connection, services.servers.reach(), services.clock()
            )

    async def _move_on(self) -> None:
        """Begin and end what the clock has begun and ended."""
        services, now = self._bot.services, self._bot.services.clock()
        moved = False
        async with services.database.transaction() as connection:
            due = await session_occurrences.list_to_move_on(
                connection, services.servers.reach(), now, limit=MOST_MOVED
            )
            for guild_id, occurrence_id in due:
                found = await session_occurrences.find_occurrence(
                    connection, guild_id, occurrence_id
                )
                if found is not None:
                    await _move_on(connection, found, now)
                    moved = True
        if moved or not self._has_looked_around:
            self._has_looked_around = True
            await look_around_everywhere(self._bot)
        if moved:
            services.schedule.reconcile(EVENTS)
            services.schedule.wake()

    async def _plan_all(self) -> None:
        services, now = self._bot.services, self._bot.services.clock()
        if self._planned_at is not None and abs(now - self._planned_at) < PLANNING_PERIOD:
            return
        for guild in self._bot.guilds:  # permissions may have been given back meanwhile
            if services.servers.is_later(guild.id):
                continue
            async with services.database.transaction() as connection:
                await session_occurrences.retry_faults(connection, guild.id, now)
        after = 0
        while True:
            async with services.database.transaction() as connection:
                page = await sessions.list_active(
                    connection, services.servers.reach(), after=after, limit=MOST_SERIES
                )
                for series in page:
                    await plan_series(connection, series, now)
            if len(page) < MOST_SERIES:
                break
            after = page[-1].id
        self._planned_at = now
        services.schedule.reconcile(EVENTS)

    async def _show_cards(self) -> None:
        services = self._bot.services
        while True:
            before = services.clock() + SHOWN_AHEAD
            async with services.database.read() as connection:
                waiting = await session_occurrences.list_to_show(
                    connection, services.servers.reach(), before, MOST_CARDS, limit=BATCH
                )
            shown = [await self._show(*key) for key in waiting]
            if not any(shown):
                return
            services.schedule.reconcile(EVENTS)  # an event leads to its card

    async def _show(self, guild_id: int, occurrence_id: int) -> bool:
        """Bring one card in line; False where it has to be tried again later."""
        services = self._bot.services
        async with services.database.read() as connection:
            occurrence = await session_occurrences.find_occurrence(
                connection, guild_id, occurrence_id
            )
            rsvps = await session_people.list_rsvps(connection, occurrence_id)
            attended = await session_people.list_attendance(connection, occurrence_id)
        if occurrence is None:
            return False
        if await self._fill_seats(occurrence, rsvps):
            return True  # and the card says so in its next turn
        settings = await services.guilds.settings(guild_id)
        text = services.text.of(settings.language)
        content = card_content(occurrence, rsvps, len(attended), text)
        try:
            if occurrence.shown.message_id is None:
                shown = await post_card(self._bot, occurrence, sending(content))
            else:
                await edit_card(self._bot, occurrence, editing(content))
                shown = occurrence.shown
        except (discord.NotFound, discord.Forbidden) as error:
            await self._give_up(occurrence, error)
            return True
        except TRANSIENT as error:
            log.warning("Session %s cannot be shown yet: %s", occurrence_id, error)
            return False
        async with services.database.transaction() as connection:
            done = replace(shown, revision=occurrence.revision)
            await session_occurrences.mark_shown(connection, occurrence_id, done)
        return True

    async def _fill_seats(self, occurrence: Occurrence, rsvps: list[Rsvp]) -> bool:
        """Let those in who wait, where somebody left the server or was forgotten."""
        if not occurrence.is_open or not promotions(rsvps, occurrence.plan.capacity):
            return False
        services = self._bot.services
        async with services.database.transaction() as connection:
            now_there = await session_people.list_rsvps(connection, occurrence.id)
            await fill_seats(connection, occurrence, now_there, services.clock())
            await session_occurrences.touch(connection, occurrence.id)
        services.schedule.wake()
        return True

    async def _give_up(self, occurrence: Occurrence, error: discord.HTTPException) -> None:
        """Note why it cannot be shown, and have the host told, once for each reason."""
        if self._bot.services.servers.is_later(occurrence.guild_id):
            return  # what Discord says of a server that is away is no fact
        log.warning("Session %s cannot be shown: %s", occurrence.id, error)
        services, now = self._bot.services, self._bot.services.clock()
        reason = FAULTS.get(error.code, "refused")
        async with services.database.transaction() as connection:
            await session_occurrences.mark_fault(connection, occurrence.id, reason)
            if occurrence.host_id is not None:
                key = DeliveryKey(
                    occurrence.guild_id,
                    CARD_LOST,
                    occurrence.id,
                    f"{reason}/{occurrence.shown.message_id or 0}",
                    member_id=occurrence.host_id,
                )
                await deliveries.schedule(connection, key, now, now)
        services.schedule.wake()

    async def _show_polls(self) -> None:
        services = self._bot.services
        async with services.database.read() as connection:
            waiting = await session_polls.list_to_show(
                connection, services.servers.reach(), limit=BATCH
            )
        for guild_id, poll_id in waiting:
            async with services.database.read() as connection:
                poll = await session_polls.find_poll(connection, guild_id, poll_id)
            if poll is not None:
                await self._show_poll(poll)

    async def _show_poll(self, poll: Poll) -> None:
        services = self._bot.services
        settings = await services.guilds.settings(poll.guild_id)
        content = poll_content(poll, services.text.of(settings.language))
        channel = self._bot.get_partial_messageable(poll.channel_id, guild_id=poll.guild_id)
        message_id, revision = poll.message_id, poll.revision
        try:
            if message_id is None:
                message = await channel.send(**sending(content), nonce=f"nexus-poll-{poll.id}")
                message_id = message.id
            else:
                await channel.get_partial_message(message_id).edit(**editing(content))
        except (discord.NotFound, discord.Forbidden) as error:
            if services.servers.is_later(poll.guild_id):
                return
            log.warning("The poll %s cannot be shown: %s", poll.id, error)
        except TRANSIENT as error:
            log.warning("The poll %s cannot be shown yet: %s", poll.id, error)
            return
        async with services.database.transaction() as connection:
            await session_polls.mark_shown(connection, poll.id, message_id, revision)


async def post_card(
    bot: NexusBot,
    occurrence: Occurrence,
    card: dict[str, Any],  # Any: discord.py's keyword arguments
) -> Shown:
    """Post the card with its thread, or find those of a process that could not say so any more."""
    channel = bot.get_partial_messageable(occurrence.home_id, guild_id=occurrence.guild_id)
    message = await _find_card(bot, channel, occurrence)
    if message is None:
        message = await channel.send(**card, nonce=f"nexus-session-{occurrence.id}")
    thread_id = await _open_thread(bot, occurrence, message)
    return Shown(occurrence.home_id, message.id, thread_id)


async def edit_card(bot: NexusBot, occurrence: Occurrence, card: dict[str, Any]) -> None:
    """Bring an existing card in line."""
    shown = occurrence.shown
    channel = bot.get_partial_messageable(shown.channel_id or 0, guild_id=occurrence.guild_id)
    await channel.get_partial_message(shown.message_id or 0).edit(**card)


async def _find_card(
    bot: NexusBot, channel: discord.PartialMessageable, occurrence: Occurrence
) -> discord.Message | None:
    """A card that was posted and not recorded: recognised by its button."""
    mark = custom_id(CARD_MARK, occurrence.id)
    async for message in channel.history(limit=MOST_SEARCHED):
        if bot.user is None or message.author.id != bot.user.id:
            continue
        for row in message.components:
            children = row.children if isinstance(row, discord.ActionRow) else []
            if any(getattr(child, "custom_id", None) == mark for child in children):
                return message
    return None


async def _open_thread(
    bot: NexusBot, occurrence: Occurrence, message: discord.Message
) -> int | None:
    """The thread for preparation and notes; a card without one is better than none."""
    if message.flags.has_thread:
        return message.id
    local = to_wall(occurrence.starts_at, occurrence.zone)
    name = label(f"{local:%Y-%m-%d} {occurrence.plan.title}", MAX_THREAD_NAME)
    try:
        thread = await bot.http.start_thread_with_message(
            occurrence.home_id, message.id, name=name, auto_archive_duration=10_080
        )
    except (discord.Forbidden, discord.NotFound) as error:
        log.warning("Session %s has no thread: %s", occurrence.id, error)
        return None
    return int(thread["id"])


async def _move_on(connection: Connection, occurrence: Occurrence, now: datetime) -> None:
    state = state_at(occurrence.starts_at, occurrence.ends_at, now)
    if state is occurrence.state or not occurrence.is_open:
        return
    await session_occurrences.change_state(connection, occurrence.id, state)
    if state is not OccurrenceState.ENDED:
        return
    await session_people.leave(connection, occurrence.id, occurrence.ends_at)
    if occurrence.host_id is not None:
        key = DeliveryKey(occurrence.guild_id, SUMMARY, occurrence.id, member_id=occurrence.host_id)
        await deliveries.schedule(connection, key, occurrence.ends_at + ASK_FOR_NOTES_AFTER, now)
    series = await sessions.find_series(connection, occurrence.guild_id, occurrence.series_id)
    if series is not None:
        await plan_series(connection, series, now)
