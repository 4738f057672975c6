"""Who is in the voice channels of sessions that go on."""

from __future__ import annotations

import discord

from cogs.sessions.actions.attending import see_presence
from cogs.ui.client import NexusBot
from domain.sessions.records import Occurrence, OccurrenceState
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
    await see_presence(bot.services, occurrence, channel.voice_states.keys() - {own})


async def look_around_everywhere(bot: NexusBot) -> None:
    """The same for all sessions: after a start, or when some have begun."""
    async with bot.services.database.read() as connection:
        running = await session_occurrences.list_running(connection, bot.services.servers.reach())
    for guild_id, occurrence_id in running:
        await look_around_one(bot, guild_id, occurrence_id)


async def look_around_in(bot: NexusBot, guild_id: int, channel_id: int) -> None:
    """The same for those that go on in one channel, in which somebody came or went."""
    async with bot.services.database.read() as connection:
        running = await session_occurrences.list_running_in(connection, guild_id, channel_id)
    for occurrence_id in running:
        await look_around_one(bot, guild_id, occurrence_id)


async def look_around_one(bot: NexusBot, guild_id: int, occurrence_id: int) -> None:
    """The same for one session, by its id."""
    async with bot.services.database.read() as connection:
        found = await session_occurrences.find_occurrence(connection, guild_id, occurrence_id)
    if found is not None:
        await look_around(bot, found)
