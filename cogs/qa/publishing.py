"""Cards of questions, each with a thread, its tags, the full text and thanks."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import discord

from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.qa.names import CARD, CARD_LOST, CARD_MARK
from cogs.qa.places import question_place
from cogs.qa.thread import bring_pages, thank
from cogs.qa.views.card import render_card
from cogs.ui.client import CardKind, NexusBot, Shown
from cogs.ui.items import custom_id
from domain.cards import Card, Posted
from domain.errors import UserError
from domain.guilds import GuildSettings
from domain.questions import Place, Publication, Question
from domain.tags import tags_of
from storage import publications, question_search, questions
from storage.connection import Connection

log = logging.getLogger(__name__)


async def _render(bot: NexusBot, card: Card) -> Shown | None:
    found = await bot.services.read(_find_publication, card.guild_id, card.subject_id)
    if found is None:
        return None
    question = found.view.question
    settings = await bot.services.guilds.settings(card.guild_id)
    text = bot.services.text.of(settings.language)
    return Shown(
        content=render_card(bot.registry, found.view, text, settings.text_rules()),
        home_id=_home_id(bot, question, settings),
        title=question.text.title,
        mark=custom_id(CARD_MARK, question.id),
        nonce=f"q{question.id}",
        since=question.asked_at,
        is_wanted=not question.is_withdrawn,
        is_gone=question.is_withdrawn and question.answered_at is None,
        needs_thread=True,
        tags=partial(tags_of, question),
        after=partial(_complete, bot, card, found, text),
    )


def _home_id(bot: NexusBot, question: Question, settings: GuildSettings) -> int | None:
    """Find where a question is posted: in its own channel, or, once that is gone, today's."""
    guild = bot.here(question.guild_id)
    if guild is not None and guild.get_channel(question.place.channel_id) is not None:
        return question.place.channel_id
    try:
        return question_place(guild, settings).channel_id
    except UserError:
        return None


async def _complete(
    bot: NexusBot, card: Card, found: Publication, text: Catalogue, posted: Posted
) -> None:
    """Let the asker follow the thread, and the thread carry the full text and thanks."""
    question = replace(found.view.question, place=_place(posted))
    if card.message_id is None or card.shown == 0:
        await _invite(bot, question)
    if card.message_id is None or card.shown < found.text_revision:
        await bring_pages(bot, question, text)
    if found.to_thank:
        await thank(bot, question, found.to_thank, text)


async def _invite(bot: NexusBot, question: Question) -> None:
    """Let the asker follow the question's thread, so that they hear of answers."""
    thread_id, asker_id = question.place.thread_id, question.asker_id
    if thread_id is None or asker_id is None:
        return
    try:
        await bot.http.add_user_to_thread(thread_id, asker_id)
    except discord.HTTPException as error:  # they left, say: nothing depends on it
        log.info("The asker of question %s cannot follow it: %s", question.id, error)


async def _find_publication(unit: Unit, guild_id: int, question_id: int) -> Publication | None:
    return await questions.find_publication(unit.connection, guild_id, question_id)


async def _posted(connection: Connection, card: Card, posted: Posted, _: datetime) -> None:
    await publications.mark_posted(connection, card.subject_id, _place(posted))
    question = await questions.find_question(connection, card.guild_id, card.subject_id)
    if question is not None and not question.is_withdrawn:
        await question_search.index_question(connection, question)


async def _owners(connection: Connection, card: Card) -> Sequence[int]:
    question = await questions.find_question(connection, card.guild_id, card.subject_id)
    return () if question is None or question.asker_id is None else (question.asker_id,)


async def _removed(connection: Connection, card: Card, now: datetime) -> None:
    await publications.lose_thread(connection, card.message_id or 0, now)


def _place(posted: Posted) -> Place:
    is_forum = posted.channel_id == posted.message_id
    return Place(posted.place_id, is_forum, posted.thread_id)


QUESTION_CARD = CardKind(
    CARD,
    _render,
    _owners,
    lost=CARD_LOST,
    posted=_posted,
    goes_with_thread=True,
    is_replaced=False,
    removed=_removed,
    lost_place=publications.lose_channel,
)
