"""Cards of questions in Discord, with their threads, tags and look-alikes."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

import discord

from cogs.core.pages import Page
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.qa.names import CARD, CARD_LOST, CARD_MARK
from cogs.qa.places import question_place
from cogs.qa.render import render_thanks, text_pages
from cogs.qa.views.card import render_card
from cogs.ui.client import CardKind, NexusBot, Shown
from cogs.ui.content import Content
from cogs.ui.items import custom_id
from cogs.ui.reply import files_of
from domain.cards import Card, Posted
from domain.characters import clean
from domain.errors import UserError
from domain.guilds import GuildSettings
from domain.questions import AcceptedAnswer, Place, Publication, Question, ThreadMessage
from domain.tags import tags_of
from storage import publications, question_search, questions
from storage.connection import Connection

WRITTEN: Final = (discord.MessageType.default, discord.MessageType.reply)
NO_QUESTION: Final = 0
"""The question of a message is known by its thread."""


def seen_message(message: discord.Message, *, knows_content: bool) -> ThreadMessage | None:
    """Return what a member wrote in a thread, or what may be one; None for anything else.

    Bots and webhooks do not answer. Without the intent the text is unknown, not empty.
    """
    if message.guild is None or message.author.bot or message.webhook_id is not None:
        return None
    if message.type not in WRITTEN or _is_elsewhere(message.channel):
        return None
    return ThreadMessage(
        message.id,
        NO_QUESTION,
        message.author.id,
        clean(message.content) if knows_content or message.content else None,
        message.created_at,
        message.edited_at,
    )


def _is_elsewhere(channel: discord.abc.MessageableChannel) -> bool:
    """Tell whether a channel is certainly no thread: one that is not cached may be one."""
    return not isinstance(channel, discord.Thread | discord.PartialMessageable)


UNKNOWN_MESSAGE = 10008


async def get_thread(bot: NexusBot, question: Question) -> discord.Thread:
    """Find the question's thread; archived ones are asked for."""
    thread_id = question.place.thread_id or 0
    guild = bot.here(question.guild_id)
    thread = guild.get_thread(thread_id) if guild is not None else None
    if thread is not None:
        return thread
    fetched = await bot.fetch_channel(thread_id)
    if not isinstance(fetched, discord.Thread):
        raise TypeError(f"{thread_id} is no thread")
    return fetched


@asynccontextmanager
async def opened(thread: discord.Thread) -> AsyncIterator[None]:
    """Open an archived thread and put it back as it was."""
    if not thread.archived:
        yield
        return
    await thread.edit(archived=False)
    try:
        yield
    finally:
        await thread.edit(archived=True)


async def bring_pages(bot: NexusBot, question: Question, text: Catalogue) -> None:
    """Let the thread carry the full text as it is now, as far as the card does not."""
    pages = text_pages(question, text)
    known = await bot.services.read(_list_pages, question.id)
    if not pages and not known:
        return
    thread = await get_thread(bot, question)
    async with opened(thread):
        for number, page in enumerate(pages):
            is_there = number < len(known) and await _edit(thread, known[number], page)
            if not is_there:
                await _send(bot, thread, question, number, page)
        for message_id in known[len(pages) :]:
            await _delete(thread, message_id)
    await bot.services.write(_delete_pages_from, question.id, len(pages))


async def thank(
    bot: NexusBot, question: Question, answers: Iterable[AcceptedAnswer], text: Catalogue
) -> None:
    """Thank the authors of accepted answers, once each; an archived thread is not woken for it."""
    thread = await get_thread(bot, question)
    for answer in answers:
        is_other = answer.author_id is not None and answer.author_id != question.asker_id
        if is_other and not thread.archived:
            await _send_thanks(thread, answer, text)
        await bot.services.write(_mark_thanked, answer.message_id)


async def _list_pages(unit: Unit, question_id: int) -> tuple[int, ...]:
    return await publications.list_pages(unit.connection, question_id)


async def _delete_pages_from(unit: Unit, question_id: int, page: int) -> None:
    await publications.delete_pages_from(unit.connection, question_id, page)


async def _save_page(unit: Unit, question_id: int, page: int, message_id: int) -> None:
    await publications.save_page(unit.connection, question_id, page, message_id)


async def _mark_thanked(unit: Unit, message_id: int) -> None:
    await publications.mark_thanked(unit.connection, message_id, unit.now)


async def _edit(thread: discord.Thread, message_id: int, page: Page) -> bool:
    """Bring a page in line; False where somebody deleted it."""
    files = files_of(Content(files=page.files))
    try:
        await thread.get_partial_message(message_id).edit(content=page.text, attachments=files)
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise
        return False
    return True


async def _delete(thread: discord.Thread, message_id: int) -> None:
    try:
        await thread.get_partial_message(message_id).delete()
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise


async def _send(
    bot: NexusBot, thread: discord.Thread, question: Question, number: int, page: Page
) -> None:
    message = await thread.send(
        page.text,
        files=files_of(Content(files=page.files)),
        suppress_embeds=True,
        nonce=f"q{question.id}r{question.revision}p{number}",
    )
    await bot.services.write(_save_page, question.id, number, message.id)


async def _send_thanks(thread: discord.Thread, answer: AcceptedAnswer, text: Catalogue) -> None:
    reference = discord.MessageReference(
        message_id=answer.message_id, channel_id=thread.id, fail_if_not_exists=False
    )
    words = render_thanks(answer.author_id or 0, text)
    await thread.send(words, reference=reference, nonce=f"t{answer.message_id}")


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
