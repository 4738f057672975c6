"""The timed posts about deleted accepted answers: asking their authors, and what they decided."""

from __future__ import annotations

from typing import Any

import discord

from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.qa.names import ANSWER_FORGET, ANSWER_GONE, ANSWER_GONE_HERE, ANSWER_KEPT
from cogs.qa.render.deletions import render_gone, render_kept
from cogs.qa.views.deletions import gone_buttons
from cogs.ui.client import DeliveryKind, NexusBot, Post, Postpone, Skip
from cogs.ui.content import Content
from domain.deliveries import Delivery, DeliveryState
from domain.questions import Question, ThreadMessage
from domain.text_rules import find_refused
from storage import deliveries, drafts, questions
from storage.drafts import Draft

DECIDED = Skip("its author has decided, or had too little time")
MOST_OF_SUBJECT = 20


async def ask_directly(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Ask the author in a direct message, in her language."""
    found = await _find(bot, delivery)
    if found is None:
        return DECIDED
    draft, question = found
    own = await bot.services.guilds.member(draft.guild_id, draft.member_id)
    settings = await bot.services.guilds.settings(draft.guild_id)
    text = bot.services.text.of(own.language or settings.language)
    return Post(_asking(text, draft, question), member_id=draft.member_id)


async def ask_in_thread(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Ask the author in the thread, once it is certain that she got no direct message."""
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
    """The time to decide is over: nothing is kept."""
    await bot.services.write(drop_undecided, delivery.subject_id)
    return Skip("the text was erased: its author did not ask to keep it")


async def post_kept(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Post the text whose author lets it stay, where her message was."""
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
    """The text that is to be decided about, and its question; None once it is decided."""
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
