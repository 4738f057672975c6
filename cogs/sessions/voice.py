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
