"""A question's thread in Discord: made once, found again, kept in line."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import discord

from cogs.qa.names import CARD_MARK
from cogs.ui.client import NexusBot
from cogs.ui.content import Content
from cogs.ui.items import custom_id
from cogs.ui.reply import editing, sending
from domain.questions import Question
from domain.tags import tags_of

log = logging.getLogger(__name__)

UNKNOWN_MESSAGE = 10008
THREAD_EXISTS = 160004
CLOCKS_APART = timedelta(minutes=5)
"""How far Discord's clock may be behind ours."""
MOST_SEARCHED = 200
"""How many messages or threads are looked at for a card that may have been posted."""

Channel = discord.TextChannel | discord.ForumChannel


class ChannelGoneError(Exception):
    """The channel where a question belongs does not exist, or is of another kind."""


class UnreadableError(Exception):
    """Whether a question was posted cannot be told: the channel's history is closed to the bot."""


async def post_card(bot: NexusBot, question: Question, card: Content) -> int:
    """Make the question's thread with its card; returns the thread's id."""
    channel, title = _channel(bot, question), question.text.title
    if isinstance(channel, discord.ForumChannel):
        tags = _tags(channel, question)
        created = await channel.create_thread(name=title, applied_tags=tags, **sending(card))
        return created.thread.id
    message = await channel.send(**sending(card), nonce=f"q{question.id}")
    return await _add_thread(message, title)


async def find_card(bot: NexusBot, question: Question) -> int | None:
    """The thread that was made by a process that ended before it could say so."""
    channel = _channel(bot, question)
    try:
        if isinstance(channel, discord.ForumChannel):
            return await _find_post(channel, question)
        return await _find_message(channel, question)
    except discord.Forbidden as error:
        raise UnreadableError from error


async def edit_card(bot: NexusBot, question: Question, card: Content) -> None:
    """Bring an existing card in line."""
    place = question.place
    channel_id = place.thread_id if place.is_forum else place.channel_id
    channel = bot.get_partial_messageable(channel_id or 0, guild_id=question.guild_id)
    try:
        await channel.get_partial_message(place.thread_id or 0).edit(**editing(card))
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise
        # Somebody deleted the card alone: the thread goes on without one.
        log.info("Question %s has no card any more", question.id)


async def get_thread(bot: NexusBot, question: Question) -> discord.Thread:
    """The question's thread; archived ones are asked for."""
    thread_id = question.place.thread_id or 0
    guild = bot.here(question.guild_id)
    thread = guild.get_thread(thread_id) if guild is not None else None
    if thread is not None:
        return thread
    fetched = await bot.fetch_channel(thread_id)
    if not isinstance(fetched, discord.Thread):
        raise ChannelGoneError
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


async def edit_tags(bot: NexusBot, thread: discord.Thread, question: Question) -> None:
    """Give a forum post the tags that its question should have, if it has others."""
    channel = _channel(bot, question)
    if not isinstance(channel, discord.ForumChannel):
        return
    tags = _tags(channel, question, thread.applied_tags)
    if {tag.id for tag in tags} != {tag.id for tag in thread.applied_tags}:
        await thread.edit(applied_tags=tags)


async def invite(bot: NexusBot, question: Question) -> None:
    """Let the asker follow her question's thread, so that she hears of answers."""
    thread_id, asker_id = question.place.thread_id, question.asker_id
    if thread_id is None or asker_id is None:
        return
    try:
        await bot.http.add_user_to_thread(thread_id, asker_id)
    except discord.HTTPException as error:  # she left, say: nothing depends on it
        log.info("The asker of question %s cannot follow it: %s", question.id, error)


async def remove_leftover(bot: NexusBot, channel_id: int, card_id: int) -> None:
    """Delete the card that is left in a text channel when somebody deleted its thread."""
    place = bot.get_partial_messageable(channel_id)
    try:
        await place.get_partial_message(card_id).delete()
    except discord.HTTPException as error:  # gone with the thread, as in a forum; or not ours to do
        log.info("The card %s of a deleted thread stays: %s", card_id, error)


async def remove_thread(bot: NexusBot, question: Question) -> None:
    """Delete a thread with its card: its asker took the question back before anybody answered."""
    thread = await get_thread(bot, question)
    await thread.delete()
    if not question.place.is_forum:
        channel = bot.get_partial_messageable(question.place.channel_id, guild_id=question.guild_id)
        await channel.get_partial_message(thread.id).delete()


def _channel(bot: NexusBot, question: Question) -> Channel:
    channel = bot.channel_here(question.guild_id, question.place.channel_id)
    expected = discord.ForumChannel if question.place.is_forum else discord.TextChannel
    if not isinstance(channel, expected):
        raise ChannelGoneError
    return channel


async def _add_thread(message: discord.Message, title: str) -> int:
    if message.thread is None:
        try:
            await message.create_thread(name=title)
        except discord.HTTPException as error:
            if error.code != THREAD_EXISTS:
                raise
    return message.id


async def _find_message(channel: discord.TextChannel, question: Question) -> int | None:
    since = question.asked_at - CLOCKS_APART
    async for message in channel.history(limit=MOST_SEARCHED, after=since):
        if not _is_card_of(message, question.id):
            continue
        if message.flags.has_thread and message.thread is None:
            await message.delete()  # its thread was deleted, and a message gets no second one
            continue
        return await _add_thread(message, question.text.title)
    return None


async def _find_post(forum: discord.ForumChannel, question: Question) -> int | None:
    candidates = list(forum.threads)
    candidates += [thread async for thread in forum.archived_threads(limit=MOST_SEARCHED)]
    since = question.asked_at - CLOCKS_APART
    for thread in candidates:
        if thread.owner_id != forum.guild.me.id or (thread.created_at or since) < since:
            continue
        card = await thread.fetch_message(thread.id)
        if _is_card_of(card, question.id):
            return thread.id
    return None


def _is_card_of(message: discord.Message, question_id: int) -> bool:
    mark = custom_id(CARD_MARK, question_id)
    return any(
        getattr(child, "custom_id", None) == mark
        for row in message.components
        for child in _children(row)
    )


def _children(row: Any) -> Sequence[Any]:  # Any: discord.py's union of all components
    return row.children if isinstance(row, discord.ActionRow) else ()


def _tags(
    forum: discord.ForumChannel, question: Question, current: Sequence[discord.ForumTag] = ()
) -> list[discord.ForumTag]:
    by_id = {tag.id: tag for tag in forum.available_tags}
    names = {tag.name: tag.id for tag in forum.available_tags}
    wanted = tags_of(question, names, [tag.id for tag in current])
    tags = [by_id[tag_id] for tag_id in wanted]
    if not tags and forum.flags.require_tag:
        return list(forum.available_tags[:1])
    return tags
