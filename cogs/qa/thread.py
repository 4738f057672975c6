"""What the bot writes inside a question's thread: the full text, and thanks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import discord

from cogs.core.pages import Page
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.qa.render.card import text_pages
from cogs.qa.render.notices import render_thanks
from cogs.ui.client import NexusBot
from cogs.ui.content import Content
from cogs.ui.reply import files_of
from domain.questions import AcceptedAnswer, Question
from storage import publications

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
