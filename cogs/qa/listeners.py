"""Events of Discord that concern questions: messages, threads, members and deletions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.core.access import posting
from cogs.core.services import Services
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.qa.actions.lookups import get_question_of_thread, get_view, parse_question
from cogs.qa.actions.messages import (
    forget,
    is_kept,
    is_question_thread,
    note_back,
    note_left,
    remember,
)
from cogs.qa.actions.offers import offer_message, pointing
from cogs.qa.actions.questions import check_may_ask, propose_question
from cogs.qa.arrivals import CatchUp
from cogs.qa.cards import seen_message
from cogs.qa.commands import QuestionGroup, TitleOption, answer_of, asking_of, check_may_be_shown
from cogs.qa.names import ANSWER_FORGET, ANSWER_GONE, ANSWER_GONE_HERE, ANSWER_KEPT, COG
from cogs.qa.places import question_place
from cogs.qa.render import question_content, render_gone, render_kept
from cogs.qa.views.answers import gone_buttons, show_offer
from cogs.qa.views.forms import blank, open_ask_form, proposal_content, solved_button
from cogs.ui.client import DeliveryKind, Interaction, NexusBot, Post, Postpone, Skip
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of
from cogs.ui.items import view_of
from cogs.ui.options import command_text
from cogs.ui.reply import reply
from domain.deliveries import Delivery, DeliveryState
from domain.question_rules import clean_title
from domain.questions import Question, ThreadMessage
from domain.search.documents import FAQ
from domain.text_rules import find_refused
from storage import deliveries, drafts, questions
from storage.drafts import Draft

DECIDED = Skip("its author has decided, or had too little time")
MOST_OF_SUBJECT = 20


async def ask_directly(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Ask the author in a direct message, in their language."""
    found = await _find(bot, delivery)
    if found is None:
        return DECIDED
    draft, question = found
    own = await bot.services.guilds.member(draft.guild_id, draft.member_id)
    settings = await bot.services.guilds.settings(draft.guild_id)
    text = bot.services.text.of(own.language or settings.language)
    return Post(_asking(text, draft, question), member_id=draft.member_id)


async def ask_in_thread(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Ask the author in the thread, once it is certain that they got no direct message."""
    found = await _find(bot, delivery)
    if found is None:
        return DECIDED
    draft, question = found
    direct = await bot.services.read(_find_direct, delivery)
    if direct is not None and direct.state in (DeliveryState.PENDING, DeliveryState.CLAIMED):
        return Postpone(
            max(direct.due_at, bot.services.clock()) + (delivery.due_at - direct.due_at)
        )
    if direct is None or direct.state is not DeliveryState.FAILED:
        return Skip("the author was asked directly")
    if question.place.thread_id is None:
        return Skip("the thread is gone")
    text = await _public_text(bot, draft.guild_id)
    return Post(_asking(text, draft, question, is_public=True), question.place.thread_id)


async def erase_undecided(bot: NexusBot, delivery: Delivery) -> Skip:
    """End the time to decide: nothing is kept."""
    await bot.services.write(drop_undecided, delivery.subject_id)
    return Skip("the text was erased: its author did not ask to keep it")


async def post_kept(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Post the text whose author lets it stay, where their message was."""
    message, question = await bot.services.read(_find_kept, delivery)
    if not message or not question or not message.content or question.place.thread_id is None:
        return Skip("the answer or its thread is gone")
    settings = await bot.services.guilds.settings(delivery.guild_id)
    if find_refused(message.content, settings.text_rules()) is not None:
        return Skip("the server's rules for texts refuse it")
    text = await _public_text(bot, delivery.guild_id)
    return Post(render_kept(message, text), question.place.thread_id)


DELETION_DELIVERIES = (
    DeliveryKind(ANSWER_GONE, ask_directly, asked_again=False),
    DeliveryKind(ANSWER_GONE_HERE, ask_in_thread, asked_again=False),
    DeliveryKind(ANSWER_FORGET, erase_undecided, asked_again=False),
    DeliveryKind(ANSWER_KEPT, post_kept, asked_again=False),
)


def _asking(
    text: Catalogue, draft: Draft, question: Question, *, is_public: bool = False
) -> Content:
    author: list[Any] = [discord.Object(draft.member_id)]  # Any: discord.py wants Snowflakes
    return Content(
        render_gone(text, draft.member_id, question, draft.expires_at, is_public=is_public),
        view=gone_buttons(text, draft.id),
        allowed_mentions=discord.AllowedMentions(everyone=False, roles=False, users=author),
    )


async def _find(bot: NexusBot, delivery: Delivery) -> tuple[Draft, Question] | None:
    """Find the text that is to be decided about, and its question; None once it is decided."""
    return await bot.services.read(_find_undecided, delivery)


async def _find_undecided(unit: Unit, delivery: Delivery) -> tuple[Draft, Question] | None:
    draft = await drafts.find_draft(unit.connection, delivery.subject_id, unit.now)
    if draft is None:
        return None
    question = await questions.find_question(
        unit.connection, draft.guild_id, int(draft.body["question"])
    )
    return None if question is None else (draft, question)


async def _find_direct(unit: Unit, delivery: Delivery) -> Delivery | None:
    """Find the direct message by which the author was asked first."""
    others = await deliveries.list_of_subject(
        unit.connection, delivery.guild_id, delivery.subject_id, limit=MOST_OF_SUBJECT
    )
    return next((other for other in others if other.kind == ANSWER_GONE), None)


async def _find_kept(
    unit: Unit, delivery: Delivery
) -> tuple[ThreadMessage | None, Question | None]:
    message = await questions.find_thread_message(unit.connection, delivery.subject_id)
    if message is None:
        return None, None
    question = await questions.find_question(
        unit.connection, delivery.guild_id, message.question_id
    )
    return message, question


async def drop_undecided(unit: Unit, draft_id: int) -> None:
    """Forget a text that nobody asked to keep in time."""
    await drafts.delete_draft(unit.connection, draft_id)


async def _public_text(bot: NexusBot, guild_id: int) -> Catalogue:
    settings = await bot.services.guilds.settings(guild_id)
    return bot.services.text.of(settings.language)


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


class Questions(commands.Cog, name=COG):
    """Asking, and everything that is done to questions."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.group = QuestionGroup()
        self.menus = (
            app_commands.ContextMenu(name=command_text("qa-menu-ask"), callback=self.ask_message),
            app_commands.ContextMenu(
                name=command_text("qa-menu-accept"), callback=self.accept_message
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

    @app_commands.command(description=command_text("qa-command-ask"))
    @app_commands.guild_only()
    @app_commands.describe(title=command_text("qa-option-title"))
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
