"""What Discord tells about messages in questions' threads; nothing is asked of a cache."""

from __future__ import annotations

import discord
from discord.ext import commands

from cogs.qa.actions.leaving import note_back, note_left
from cogs.qa.actions.remembering import forget, remember
from cogs.qa.catch_up import CatchUp
from cogs.qa.seen import seen_message
from cogs.ui.client import NexusBot


class QuestionMessages(commands.Cog):
    """Listens; what was missed meanwhile is caught up on after each new session."""

    def __init__(self, bot: NexusBot, catch_up: CatchUp) -> None:
        self.bot = bot
        self.catch_up = catch_up

    async def cog_unload(self) -> None:
        await self.catch_up.stop()

    @commands.Cog.listener()
    async def on_arrival(self, guild: discord.Guild) -> None:
        self.catch_up.start(guild.id)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        await self._remember(message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        if payload.message.edited_at is not None:  # else only a preview or a pin was added
            await self._remember(payload.message)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        if payload.guild_id is not None:
            ids = (payload.message_id,)
            await forget(self.bot.services, payload.guild_id, ids, ask_author=True)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        if payload.guild_id is not None:  # only moderators and bots delete many at once
            ids = payload.message_ids
            await forget(self.bot.services, payload.guild_id, ids, ask_author=False)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        await note_left(self.bot.services, payload.guild_id, payload.user.id)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        await note_back(self.bot.services, member.guild.id, member.id)

    async def _remember(self, message: discord.Message) -> None:
        seen = seen_message(message, knows_content=self.bot.intents.message_content)
        if seen is not None:
            await remember(self.bot.services, message.channel.id, [seen])
