"""What happens to Discord's events of sessions, and in their voice channels."""

from __future__ import annotations

import discord
from discord.ext import commands

from cogs.sessions.actions.events import EventChange, see_change, see_end, see_one_interest
from cogs.sessions.actions.leaving import note_left
from cogs.sessions.events import said_by, showing_of
from cogs.sessions.voice import look_around_in
from cogs.ui.client import Interest, NexusBot
from domain.sessions.records import Occurrence, Place, PlaceKind
from storage import session_occurrences

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
            await see_end(self.bot.services, after.id)
            return
        occurrence = await self._occurrence_of(after.id)
        if occurrence is None or after.guild is None or not occurrence.is_open:
            return
        if occurrence.shown.event_revision < occurrence.revision:
            return  # ours is on its way, and takes its place
        change = _difference(occurrence, after, after.guild)
        if change is not None:
            await see_change(self.bot.services, after.id, change)

    @commands.Cog.listener()
    async def on_scheduled_event_delete(self, event: discord.ScheduledEvent) -> None:
        await see_end(self.bot.services, event.id)

    @commands.Cog.listener()
    async def on_interest(self, interest: Interest) -> None:
        await see_one_interest(
            self.bot.services,
            interest.event_id,
            interest.user_id,
            is_interested=interest.is_interested,
        )

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        await note_left(self.bot.services, payload.guild_id, payload.user.id)

    @commands.Cog.listener()
    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        if before.channel == after.channel:
            return  # muted, say
        for channel in (before.channel, after.channel):
            if channel is not None:
                await look_around_in(self.bot, member.guild.id, channel.id)

    async def _occurrence_of(self, event_id: int) -> Occurrence | None:
        async with self.bot.services.database.read() as connection:
            found = await session_occurrences.find_id(connection, event_id=event_id)
            if found is None:
                return None
            return await session_occurrences.find_occurrence(connection, *found)


def _difference(
    occurrence: Occurrence, event: discord.ScheduledEvent, guild: discord.Guild
) -> EventChange | None:
    """What a person made the event say that the occurrence does not; None where it is as it was."""
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
    """Where a person put it; words that are no link leave it without a place of ours."""
    if event.channel_id is not None:
        return Place(PlaceKind.CHANNEL, event.channel_id)
    if event.location and event.location.startswith(("https://", "http://")):
        return Place(PlaceKind.LINK, url=event.location)
    return Place()
