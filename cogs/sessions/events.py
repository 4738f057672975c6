"""Discord's own scheduled events: the next two of each series, kept in step.

Discord cancels events that nobody starts, ends those whose channel is empty, and shifts its own
repetition when clocks are set. So Nexus starts and ends them itself, one event an occurrence.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

import aiohttp
import discord

from cogs.core.markup import cut, jump_link, shorten
from cogs.core.unit import Unit
from cogs.sessions.actions.events import see_interest
from cogs.ui.client import CannotShowError, NexusBot
from cogs.ui.members import name_of
from domain.cards import Card, CardFault
from domain.sessions.records import Occurrence, OccurrenceState, PlaceKind
from storage import session_occurrences
from storage.connection import Connection

log = logging.getLogger(__name__)

MAX_NAME, MAX_DESCRIPTION, MAX_LOCATION = 100, 1_000, 100
"""Discord's limits."""
MOST_INTERESTED = 5_000
PAGE = 100
STEPS = {
    OccurrenceState.RUNNING: discord.EventStatus.active,
    OccurrenceState.ENDED: discord.EventStatus.completed,
    OccurrenceState.CANCELLED: discord.EventStatus.cancelled,
}


@dataclass(frozen=True, slots=True)
class Showing:
    """Fields of a Discord event that show an occurrence."""

    name: str
    description: str
    start: datetime
    end: datetime
    channel_id: int | None
    location: str | None


def showing_of(occurrence: Occurrence, guild: discord.Guild) -> Showing:
    """Return what the event has to say; a place that is no voice channel is a location in words."""
    plan, shown = occurrence.plan, occurrence.shown
    card = jump_link(occurrence.guild_id, shown.channel_id or 0, shown.message_id)
    channel = guild.get_channel(plan.place.channel_id or 0)
    is_voice = isinstance(channel, discord.VoiceChannel | discord.StageChannel)
    location = None
    if not is_voice:
        where = plan.place.url if plan.place.kind is PlaceKind.LINK else None
        name = None if channel is None else f"#{name_of(channel)}"
        location = cut(where or name or card, MAX_LOCATION)
    description = f"{shorten(plan.description, MAX_DESCRIPTION - len(card) - 2)}\n\n{card}".strip()
    return Showing(
        cut(plan.title, MAX_NAME),
        description,
        occurrence.starts_at,
        occurrence.ends_at,
        plan.place.channel_id if is_voice else None,
        location,
    )


def said_by(event: discord.ScheduledEvent) -> Showing:
    """Return what an event says now."""
    return Showing(
        event.name,
        (event.description or "").strip(),
        event.start_time,
        event.end_time or event.start_time,
        event.channel_id,
        event.location,
    )


class Interests:
    """Reads who is interested in events, once after each arrival."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot
        self._behind: set[int] = set()
        """Servers whose members' interest may have changed while nobody listened."""

    async def arrived(self, _: NexusBot, guild: discord.Guild) -> None:
        """Ask anew who is interested in a server's events."""
        self._behind.add(guild.id)

    async def catch_up(self, _bot: NexusBot) -> None:
        """See who became interested, or lost interest, while nobody listened."""
        for guild_id in tuple(self._behind):
            try:
                guild = self._bot.here(guild_id)
                for event in () if guild is None else guild.scheduled_events:
                    users = await self._interested_in(event)
                    await self._bot.services.write(see_interest, event.id, users)
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.warning("Interest in the events of %s cannot be read: %s", guild_id, error)
            else:
                self._behind.discard(guild_id)

    async def _interested_in(self, event: discord.ScheduledEvent) -> list[int]:
        """Everybody who is interested, a page after the other.

        Discord pages from the lowest id up; discord.py's own iterator expects the opposite, and
        never gets past the first page.
        """
        found: list[int] = []
        while len(found) < MOST_INTERESTED:
            page = await self._bot.http.get_scheduled_event_users(
                event.guild_id, event.id, PAGE, with_member=False, after=found[-1] if found else 0
            )
            found += sorted(int(entry["user"]["id"]) for entry in page)
            if len(page) < PAGE:
                break
        return found


async def keep_event(bot: NexusBot, card: Card) -> int | None:
    """Make, change, start or end an occurrence's event; returns its id while that is ahead."""
    occurrence = await bot.services.read(find_occurrence, card.guild_id, card.subject_id)
    guild = bot.here(card.guild_id)
    if occurrence is None or guild is None:
        return card.message_id
    may_make = occurrence.state is OccurrenceState.PLANNED and (
        occurrence.starts_at > bot.services.clock()  # Discord refuses events that have begun
    )
    shown = occurrence.shown
    if shown.event_id is None and shown.event_revision and not may_make:
        return None
    if not _may_keep_events(guild):
        raise CannotShowError(CardFault.NO_EVENTS)
    event = await _find_event(guild, occurrence)
    if event is None:
        if not may_make:
            return None
        event = await _create(guild, showing_of(occurrence, guild))
    elif event.status is discord.EventStatus.scheduled and may_make:
        await _change(event, said_by(event), showing_of(occurrence, guild))
    await _step(event, occurrence.state)
    return event.id if occurrence.is_open else None


async def find_occurrence(unit: Unit, guild_id: int, occurrence_id: int) -> Occurrence | None:
    """Find an occurrence by its number."""
    return await session_occurrences.find_occurrence(unit.connection, guild_id, occurrence_id)


async def record_event(connection: Connection, card: Card, event_id: int | None) -> None:
    """Keep with an occurrence which event shows it, and what that shows."""
    await session_occurrences.mark_event(connection, card.subject_id, event_id, card.wanted)


def _may_keep_events(guild: discord.Guild) -> bool:
    allowed = guild.me.guild_permissions
    return allowed.create_events and allowed.manage_events


async def _find_event(
    guild: discord.Guild, occurrence: Occurrence
) -> discord.ScheduledEvent | None:
    """Find the event that is known, or one that a process made which could not say so any more."""
    if occurrence.shown.event_id is not None:
        try:
            return await guild.fetch_scheduled_event(occurrence.shown.event_id)
        except discord.NotFound:
            return None
    shown = occurrence.shown
    card = jump_link(occurrence.guild_id, shown.channel_id or 0, shown.message_id)
    for event in await guild.fetch_scheduled_events(with_counts=False):
        if event.creator_id == guild.me.id and (event.description or "").endswith(card):
            return event
    return None


async def _create(guild: discord.Guild, showing: Showing) -> discord.ScheduledEvent:
    place: dict[str, object] = {"location": showing.location}
    kind = discord.EntityType.external
    if showing.channel_id is not None:
        channel = guild.get_channel(showing.channel_id)
        is_stage = isinstance(channel, discord.StageChannel)
        kind = discord.EntityType.stage_instance if is_stage else discord.EntityType.voice
        place = {"channel": discord.Object(showing.channel_id)}
    return await guild.create_scheduled_event(  # type: ignore[call-overload, no-any-return]  # its overloads know no choice
        name=showing.name,
        description=showing.description,
        start_time=showing.start,
        end_time=showing.end,
        entity_type=kind,
        privacy_level=discord.PrivacyLevel.guild_only,
        **place,
    )


async def _change(event: discord.ScheduledEvent, now: Showing, wanted: Showing) -> None:
    """Change what is different, and nothing else: Discord refuses a start in the past."""
    changes: dict[str, object] = {}
    if now.name != wanted.name:
        changes["name"] = wanted.name
    if now.description != wanted.description:
        changes["description"] = wanted.description
    if (now.start, now.end) != (wanted.start, wanted.end):
        changes |= {"start_time": wanted.start, "end_time": wanted.end}
    if (now.channel_id, now.location) != (wanted.channel_id, wanted.location):
        if wanted.channel_id is not None:
            changes["channel"] = discord.Object(wanted.channel_id)
            changes["entity_type"] = discord.EntityType.voice
        else:
            changes |= {"location": wanted.location, "end_time": wanted.end}
            changes["entity_type"] = discord.EntityType.external
    if changes:
        await event.edit(**changes)  # type: ignore[call-overload]  # arguments by name


async def _step(event: discord.ScheduledEvent, state: OccurrenceState) -> None:
    """Start, end or cancel the event, one step at a time as Discord wants it."""
    wanted, status = STEPS.get(state), event.status
    if wanted is None or status in (wanted, discord.EventStatus.completed):
        return
    if status is discord.EventStatus.scheduled:
        if state is OccurrenceState.RUNNING:
            await event.start()
        else:
            await event.cancel()
    elif status is discord.EventStatus.active and state is not OccurrenceState.RUNNING:
        await event.end()
