"""Cards of sessions and polls in Discord."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import discord

from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.sessions.actions.answers import fill_seats
from cogs.sessions.actions.plans import plan_series
from cogs.sessions.events import keep_event, record_event
from cogs.sessions.listeners import look_around_everywhere
from cogs.sessions.names import (
    CARD_LOST,
    CARD_MARK,
    EVENT,
    EVENT_LOST,
    POLL_CARD,
    POLL_LOST,
    POLL_MARK,
    SESSION_CARD,
    SUMMARY,
)
from cogs.sessions.views.card import card_content
from cogs.sessions.views.polls import poll_content
from cogs.ui.channels import channel_for
from cogs.ui.client import CardKind, EventKind, Interaction, NexusBot, Shown
from cogs.ui.items import custom_id
from domain.cards import Card, Posted
from domain.channels import ChannelUse
from domain.deliveries import DeliveryKey
from domain.errors import UserError
from domain.guilds import DEFAULT_CHANNEL_NAME
from domain.sessions.plans import MOST_CARDS, MOST_EVENTS, SHOWN_AHEAD, state_at
from domain.sessions.polls import Poll, PollState
from domain.sessions.records import Occurrence, OccurrenceState, Rsvp, Shown as ShownAt
from domain.shards import Reach
from domain.times.wall import to_wall
from storage import cards, session_occurrences, session_people, session_polls, sessions
from storage.connection import Connection

Home = discord.TextChannel | discord.ForumChannel


def home_of(interaction: Interaction, actor: Actor) -> Home:
    """Find the channel or forum for sessions; `UserError`, with the fix, where none is open."""
    guild = interaction.guild
    channel = guild and channel_for(guild, actor.settings, ChannelUse.SESSIONS)
    if not isinstance(channel, Home):
        raise UserError("sessions-no-channel", name=DEFAULT_CHANNEL_NAME)
    allowed = channel.permissions_for(channel.guild.me)
    can_post = allowed.view_channel and allowed.send_messages and allowed.embed_links
    is_forum = isinstance(channel, discord.ForumChannel)
    if not (can_post and (is_forum or allowed.create_public_threads)):
        raise UserError("sessions-channel-closed", channel=channel.mention)
    return channel


MOST_SERIES = 100
MOST_AT_ONCE = 200
PLANNING_PERIOD = timedelta(hours=6)
"""Pause between looks at all series; each is also planned when made, changed or over."""
ASK_FOR_NOTES_AFTER = timedelta(minutes=5)
RECENT = timedelta(days=1)
"""A process that could not record a card posted it within this, or since the card was due."""


class Keeper:
    """Keeps a bot's study sessions going."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot
        self._planned_at: datetime | None = None
        self._has_looked_around = False

    async def arrived(self, _: NexusBot, __: discord.Guild) -> None:
        """Plan anew, and look who is in a server's voice channels."""
        self._has_looked_around, self._planned_at = False, None

    async def reconcile(self, bot: NexusBot) -> datetime | None:
        """Do all that is to be done now; returns when a session begins or ends next."""
        services, reach = bot.services, bot.services.servers.reach()
        has_moved = await services.write(_move_all, reach)
        if has_moved or not self._has_looked_around:
            self._has_looked_around = True
            await look_around_everywhere(bot)
        await self._plan_all(reach)
        if await services.read(_list_to_fill, reach):
            await services.write(_fill_all, reach)
        while await services.read(_list_wanting, reach):
            await services.write(_want_cards, reach)
        return await services.read(_next_change_at, reach)

    async def _plan_all(self, reach: Reach) -> None:
        services, now = self._bot.services, self._bot.services.clock()
        if self._planned_at is not None and abs(now - self._planned_at) < PLANNING_PERIOD:
            return
        after: int | None = 0
        while after is not None:
            after = await services.write(_plan_page, reach, after)
        self._planned_at = now


async def _move_all(unit: Unit, reach: Reach) -> bool:
    """Begin and end what the clock has begun and ended; True where that was any."""
    due = await session_occurrences.list_to_move_on(
        unit.connection, reach, unit.now, limit=MOST_AT_ONCE
    )
    for guild_id, occurrence_id in due:
        found = await session_occurrences.find_occurrence(unit.connection, guild_id, occurrence_id)
        if found is not None:
            await _move_on(unit, found)
    return bool(due)


async def _move_on(unit: Unit, occurrence: Occurrence) -> None:
    state = state_at(occurrence.starts_at, occurrence.ends_at, unit.now)
    if state is occurrence.state or not occurrence.is_open:
        return
    await session_occurrences.change_state(unit.connection, occurrence.id, state)
    unit.show("session", occurrence.id)
    if state is not OccurrenceState.ENDED:
        return
    await session_people.leave(unit.connection, occurrence.id, occurrence.ends_at)
    if occurrence.host_id is not None:
        key = DeliveryKey(occurrence.guild_id, SUMMARY, occurrence.id, member_id=occurrence.host_id)
        await unit.plan_once(key, occurrence.ends_at + ASK_FOR_NOTES_AFTER)
    series = await sessions.find_series(unit.connection, occurrence.guild_id, occurrence.series_id)
    if series is not None:
        await plan_series(unit, series)
        unit.expect(unit.now)


async def _plan_page(unit: Unit, reach: Reach, after: int) -> int | None:
    """Plan some series; returns the last one's id where there are more."""
    page = await sessions.list_active(unit.connection, reach, after=after, limit=MOST_SERIES)
    for series in page:
        if await plan_series(unit, series):
            unit.show("session", series.id)
            unit.expect(unit.now)
    return None if len(page) < MOST_SERIES else page[-1].id


async def _list_to_fill(unit: Unit, reach: Reach) -> list[tuple[int, int]]:
    return await session_occurrences.list_to_fill(unit.connection, reach, limit=MOST_AT_ONCE)


async def _fill_all(unit: Unit, reach: Reach) -> None:
    """Let those in who wait, where somebody left the server or was forgotten."""
    for guild_id, occurrence_id in await _list_to_fill(unit, reach):
        found = await session_occurrences.find_occurrence(unit.connection, guild_id, occurrence_id)
        if found is not None:
            rsvps = await session_people.list_rsvps(unit.connection, occurrence_id)
            await fill_seats(unit, found, rsvps)
            await session_occurrences.touch(unit.connection, occurrence_id)
            unit.show("session", occurrence_id)
            unit.expect(unit.now)


async def _list_wanting(unit: Unit, reach: Reach) -> list[tuple[str, int, int, int]]:
    """List the kind, server, id and revision of cards and events that are due and not wanted."""
    without_card = await session_occurrences.list_without_card(
        unit.connection, reach, unit.now + SHOWN_AHEAD, MOST_CARDS, limit=MOST_AT_ONCE
    )
    without_event = await session_occurrences.list_without_event(
        unit.connection, reach, unit.now, MOST_EVENTS, limit=MOST_AT_ONCE
    )
    return [(SESSION_CARD, *each) for each in without_card] + [
        (EVENT, *each) for each in without_event
    ]


async def _want_cards(unit: Unit, reach: Reach) -> None:
    """Have the cards and events that are due by now posted and made."""
    for kind, guild_id, occurrence_id, revision in await _list_wanting(unit, reach):
        await cards.want(unit.connection, guild_id, kind, occurrence_id, revision)
        unit.show("session", occurrence_id)


async def _next_change_at(unit: Unit, reach: Reach) -> datetime | None:
    return await session_occurrences.next_change_at(unit.connection, reach, unit.now)


Read = tuple[Occurrence, list[Rsvp], int]


async def _read_session(unit: Unit, card: Card) -> Read | None:
    found = await session_occurrences.find_occurrence(
        unit.connection, card.guild_id, card.subject_id
    )
    if found is None:
        return None
    rsvps = await session_people.list_rsvps(unit.connection, found.id)
    attended = await session_people.list_attendance(unit.connection, found.id)
    return found, rsvps, len(attended)


async def _render_session(bot: NexusBot, card: Card) -> Shown | None:
    read = await bot.services.read(_read_session, card)
    if read is None:
        return None
    occurrence, rsvps, attended = read
    settings = await bot.services.guilds.settings(card.guild_id)
    local = to_wall(occurrence.starts_at, occurrence.zone)
    return Shown(
        content=card_content(occurrence, rsvps, attended, bot.services.text.of(settings.language)),
        home_id=occurrence.home_id,
        title=f"{local:%Y-%m-%d} {occurrence.plan.title}",
        mark=custom_id(CARD_MARK, occurrence.id),
        nonce=f"nexus-session-{occurrence.id}",
        since=min(occurrence.starts_at - SHOWN_AHEAD, bot.services.clock() - RECENT),
        is_wanted=occurrence.is_open,
    )


async def _session_posted(connection: Connection, card: Card, posted: Posted, _: datetime) -> None:
    shown = ShownAt(posted.channel_id, posted.message_id, posted.thread_id)
    await session_occurrences.mark_posted(connection, card.subject_id, shown)
    await cards.show_again(connection, card.guild_id, EVENT, card.subject_id)  # it has a link


async def _host_of_session(connection: Connection, card: Card) -> Sequence[int]:
    found = await session_occurrences.find_occurrence(connection, card.guild_id, card.subject_id)
    return () if found is None or found.host_id is None else (found.host_id,)


async def _read_poll(unit: Unit, card: Card) -> Poll | None:
    return await session_polls.find_poll(unit.connection, card.guild_id, card.subject_id)


async def _render_poll(bot: NexusBot, card: Card) -> Shown | None:
    poll = await bot.services.read(_read_poll, card)
    if poll is None:
        return None
    settings = await bot.services.guilds.settings(card.guild_id)
    return Shown(
        content=poll_content(poll, bot.services.text.of(settings.language)),
        home_id=poll.channel_id,
        title=poll.title,
        mark=custom_id(POLL_MARK, poll.id),
        nonce=f"nexus-poll-{poll.id}",
        since=poll.created_at,
        is_wanted=poll.state is PollState.OPEN,
    )


async def _poll_posted(connection: Connection, card: Card, posted: Posted, _: datetime) -> None:
    await session_polls.mark_posted(connection, card.subject_id, posted.message_id)


async def _host_of_poll(connection: Connection, card: Card) -> Sequence[int]:
    poll = await session_polls.find_poll(connection, card.guild_id, card.subject_id)
    return () if poll is None or poll.host_id is None else (poll.host_id,)


CARD_KINDS = (
    CardKind(
        SESSION_CARD, _render_session, _host_of_session, lost=CARD_LOST, posted=_session_posted
    ),
    CardKind(
        POLL_CARD,
        _render_poll,
        _host_of_poll,
        lost=POLL_LOST,
        posted=_poll_posted,
        has_thread=False,
    ),
    EventKind(EVENT, keep_event, record_event, _host_of_session, lost=EVENT_LOST),
)
