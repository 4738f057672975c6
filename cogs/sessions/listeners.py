"""Events of Discord that concern sessions: voice channels, and scheduled events."""

from __future__ import annotations

import discord
from discord.ext import commands

from cogs.sessions.actions.answers import note_left, see_presence
from cogs.sessions.actions.events import (
    EventChange,
    find_of_event,
    see_change,
    see_end,
    see_one_interest,
)
from cogs.sessions.events import said_by, showing_of
from cogs.ui.client import Interest, NexusBot
from domain.sessions.records import Occurrence, OccurrenceState, Place, PlaceKind
from storage import session_occurrences


async def look_around(bot: NexusBot, occurrence: Occurrence) -> None:
    """Note everybody who is in a session's voice channel, if it goes on and has one."""
    guild = bot.here(occurrence.guild_id)
    channel = guild and guild.get_channel(occurrence.plan.place.channel_id or 0)
    if occurrence.state is not OccurrenceState.RUNNING:
        return
    if not isinstance(channel, discord.VoiceChannel | discord.StageChannel):
        return
    own = bot.user.id if bot.user is not None else 0
    await bot.services.write(see_presence, occurrence, channel.voice_states.keys() - {own})


async def look_around_everywhere(bot: NexusBot) -> None:
    """Look around for all sessions: after a start, or when some have begun."""
    reach = bot.services.servers.reach()
    running = await bot.services.database.read(session_occurrences.list_running, reach)
    for guild_id, occurrence_id in running:
        await look_around_one(bot, guild_id, occurrence_id)


async def look_around_in(bot: NexusBot, guild_id: int, channel_id: int) -> None:
    """Look around for those that go on in one channel, in which somebody came or went."""
    running = await bot.services.database.read(
        session_occurrences.list_running_in, guild_id, channel_id
    )
    for occurrence_id in running:
        await look_around_one(bot, guild_id, occurrence_id)


async def look_around_one(bot: NexusBot, guild_id: int, occurrence_id: int) -> None:
    """Look around for one session."""
    found = await bot.services.database.read(
        session_occurrences.find_occurrence, guild_id, occurrence_id
    )
    if found is not None:
        await look_around(bot, found)


OVER = (discord.EventStatus.completed, discord.EventStatus.cancelled)


class SessionEvents(commands.Cog):
    """Hears of what people, and Discord itself, do with events."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_scheduled_event_update(
        self, _: discord.ScheduledEvent, after: discord.ScheduledEvent
    ) -> None:
        if after.status in OVER:
            await self.bot.services.write(see_end, after.id)
            return
        occurrence = await self.bot.services.read(find_of_event, after.id)
        if occurrence is None or after.guild is None or not occurrence.is_open:
            return
        if occurrence.shown.event_revision < occurrence.revision:
            return  # ours is on its way, and takes its place
        change = _difference(occurrence, after, after.guild)
        if change is not None:
            await self.bot.services.write(see_change, after.id, change)

    @commands.Cog.listener()
    async def on_scheduled_event_delete(self, event: discord.ScheduledEvent) -> None:
        await self.bot.services.write(see_end, event.id)

    @commands.Cog.listener()
    async def on_interest(self, interest: Interest) -> None:
        await self.bot.services.write(
            see_one_interest,
            interest.event_id,
            interest.user_id,
            is_interested=interest.is_interested,
        )

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        await self.bot.services.write(note_left, payload.guild_id, payload.user.id)

    @commands.Cog.listener()
    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        if before.channel == after.channel:
            return  # muted, say
        for channel in (before.channel, after.channel):
            if channel is not None:
                await look_around_in(self.bot, member.guild.id, channel.id)


def _difference(
    occurrence: Occurrence, event: discord.ScheduledEvent, guild: discord.Guild
) -> EventChange | None:
    """Return what a person made the event say that the occurrence does not.

    None where it is as it was.
    """
    wanted, now = showing_of(occurrence, guild), said_by(event)
    place = None
    if (now.channel_id, now.location) != (wanted.channel_id, wanted.location):
        place = _place(event)
    change = EventChange(
        now.name if now.name != wanted.name else None,
        now.start if now.start != wanted.start else None,
        now.end if (now.start, now.end) != (wanted.start, wanted.end) else None,
        place,
    )
    return None if change == EventChange() else change


def _place(event: discord.ScheduledEvent) -> Place:
    """Tell where a person put it; words that are no link leave it without a place of ours."""
    if event.channel_id is not None:
        return Place(PlaceKind.CHANNEL, event.channel_id)
    if event.location and event.location.startswith(("https://", "http://")):
        return Place(PlaceKind.LINK, url=event.location)
    return Place()
