"""What Discord tells about messages in questions' threads; nothing is asked of a cache."""

from __future__ import annotations

from collections.abc import Collection

import discord
from discord.ext import commands

from cogs.core.services import Services
from cogs.qa.actions.remembering import (
    forget,
    is_kept,
    is_question_thread,
    note_back,
    note_left,
    remember,
)
from cogs.qa.catch_up import CatchUp
from cogs.qa.seen import seen_message
from cogs.ui.client import NexusBot
from domain.questions import ThreadMessage


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
            await self._forget(payload.guild_id, {payload.message_id}, ask_author=True)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        if payload.guild_id is not None:  # only moderators and bots delete many at once
            await self._forget(payload.guild_id, payload.message_ids, ask_author=False)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        await self.bot.services.write(note_left, payload.guild_id, payload.user.id)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        await self.bot.services.write(note_back, member.guild.id, member.id)

    async def _remember(self, message: discord.Message) -> None:
        seen = seen_message(message, knows_content=self.bot.intents.message_content)
        if seen is not None:
            await remember_seen(self.bot.services, message.channel.id, seen)

    async def _forget(self, guild_id: int, ids: Collection[int], *, ask_author: bool) -> None:
        services = self.bot.services
        if await services.read(is_kept, guild_id, ids):
            await services.write(forget, guild_id, ids, ask_author=ask_author)


async def remember_seen(services: Services, thread_id: int, seen: ThreadMessage) -> None:
    """Store what was written in a thread, if that is a question's: one hop to ask, one to write."""
    if await services.read(is_question_thread, thread_id):
        await services.write(remember, thread_id, [seen])
