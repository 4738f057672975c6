"""`/ask`, the message menus, and what Discord tells about questions' channels."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from cogs.core.access import posting
from cogs.qa.actions.asking import check_may_ask, propose_question
from cogs.qa.actions.finding import get_question_of_thread, get_view, parse_question
from cogs.qa.actions.offers import offer_message, pointing
from cogs.qa.group import QuestionGroup
from cogs.qa.menus import answer_of, asking_of, check_may_be_shown
from cogs.qa.names import COG
from cogs.qa.options import TitleOption
from cogs.qa.places import question_place
from cogs.qa.render.lists import question_content
from cogs.qa.views.answers import show_offer
from cogs.qa.views.asking import blank, open_ask_form, proposal_content, solved_button
from cogs.ui.client import Interaction, NexusBot
from cogs.ui.entrances import actor_of
from cogs.ui.items import view_of
from cogs.ui.reply import reply
from domain.question_rules import clean_title
from domain.search.documents import FAQ


class Questions(commands.Cog, name=COG):
    """Asking, and everything that is done to questions."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.group = QuestionGroup()
        self.menus = (
            app_commands.ContextMenu(
                name=locale_str("Ask as question", key="qa-menu-ask"), callback=self.ask_message
            ),
            app_commands.ContextMenu(
                name=locale_str("Accept answer", key="qa-menu-accept"), callback=self.accept_message
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

    @app_commands.command(
        description=locale_str(
            "Ask a question; solved ones are suggested while you type", key="qa-command-ask"
        )
    )
    @app_commands.guild_only()
    @app_commands.describe(
        title=locale_str("What is the question, in one sentence?", key="qa-option-title")
    )
    async def ask(self, interaction: Interaction, title: TitleOption) -> None:
        actor = await actor_of(interaction)
        show = self.bot.registry.shows.get(FAQ)
        if title.startswith("f:") and show is not None and (entry_id := parse_question(title[2:])):
            await show(interaction, actor, entry_id)
            return
        number = parse_question(title) if title.startswith("q:") else None
        if number is None:
            question_place(interaction.guild, actor.settings, interaction.user)
            await check_may_ask(self.bot.services, actor)
            await open_ask_form(interaction, actor, blank(actor, clean_title(title)))
            return
        view = await self.bot.services.read(get_view, actor, number)
        content = question_content(view, actor)
        await reply(interaction, replace(content, view=view_of(solved_button(actor))))

    async def ask_message(self, interaction: Interaction, message: discord.Message) -> None:
        actor = await actor_of(interaction)
        asking = asking_of(message)
        place = question_place(interaction.guild, actor.settings, interaction.user)
        if actor.member_id != asking.asker_id:
            check_may_be_shown(message, place)
        if actor.is_moderator or actor.member_id == asking.asker_id:
            await check_may_ask(self.bot.services, actor, asking.source)
            await open_ask_form(interaction, actor, asking)
            return
        with posting(self.bot.services, actor):
            draft_id = await self.bot.services.write(propose_question, actor, asking)
        await reply(interaction, proposal_content(draft_id, asking, actor), ephemeral=False)

    async def accept_message(self, interaction: Interaction, message: discord.Message) -> None:
        actor = await actor_of(interaction)
        services = self.bot.services
        question = await services.read(get_question_of_thread, actor, message.channel.id)
        answer = answer_of(message, question.id)
        with pointing(services, actor, question):
            offer = await services.write(offer_message, actor, answer)
        await show_offer(interaction, actor, offer)
