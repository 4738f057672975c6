"""The cog of the FAQ: its commands, and the message menus that keep or answer a message."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from cogs.core.markup import label
from cogs.core.unit import Unit
from cogs.faq.actions.suggestions import Suggesting, forget_source, is_suggested
from cogs.faq.commands import FaqGroup
from cogs.faq.replies import offer_entries
from cogs.faq.views.suggest import open_prefilled
from cogs.ui.client import Interaction, NexusBot
from cogs.ui.entrances import actor_of
from cogs.ui.options import command_text
from cogs.ui.uploads import uploads_of
from domain.errors import UserError
from domain.faq.entries import EntryText, Source
from domain.faq.rules import MAX_TITLE
from domain.questions import Question
from storage import questions


class Faq(commands.Cog):
    """Answers to what is asked often."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.group = FaqGroup()
        self.menus = (
            app_commands.ContextMenu(
                name=command_text("faq-menu-save"), callback=self.save_message
            ),
            app_commands.ContextMenu(
                name=command_text("faq-menu-answer"),
                callback=self.answer_message,
            ),
        )

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.group)
        for menu in self.menus:
            menu.guild_only = True
            self.bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.group.name)
        for menu in self.menus:
            self.bot.tree.remove_command(menu.name, type=menu.type)

    async def save_message(self, interaction: Interaction, message: discord.Message) -> None:
        actor = await actor_of(interaction)
        if message.author.bot:
            raise UserError("faq-message-of-bot")
        words = message.content.strip()
        if not words and not message.attachments:
            raise UserError("faq-message-empty")
        question = await self.bot.services.read(_find_question, message.channel.id)
        title = label(words.splitlines()[0], MAX_TITLE) if words else ""
        topics: tuple[str, ...] = ()
        if question is not None:
            title, topics = question.text.title, question.text.topics
        suggesting = Suggesting(
            EntryText(title, words, topics),
            message.author.id,
            None if question is None else question.id,
            Source(message.channel.id, message.id),
            tuple(uploads_of(message.attachments)),
        )
        await open_prefilled(interaction, actor, suggesting)

    async def answer_message(self, interaction: Interaction, message: discord.Message) -> None:
        actor = await actor_of(interaction)
        await offer_entries(interaction, actor, message)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self._forget(payload.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        for message_id in payload.message_ids:
            await self._forget(message_id)

    async def _forget(self, message_id: int) -> None:
        """Withdraw what was suggested of a message; most messages that go were not suggested."""
        if await self.bot.services.read(is_suggested, message_id):
            await self.bot.services.write(forget_source, message_id)


async def _find_question(unit: Unit, thread_id: int) -> Question | None:
    return await questions.find_question_of_thread(unit.connection, thread_id)
