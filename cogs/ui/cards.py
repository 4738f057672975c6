"""Cards that stand in a channel with a thread of their own, or as posts of a forum."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord

from cogs.core.markup import label
from cogs.ui.client import NexusBot

log = logging.getLogger(__name__)

MOST_SEARCHED = 100
MAX_THREAD_NAME = 100
CLOCKS_APART = timedelta(minutes=5)
ARCHIVED = 50083
"""Discord's code for a change in a thread that is archived."""

Card = dict[str, Any]
"""discord.py's keyword arguments, whatever they are."""


@dataclass(frozen=True, slots=True)
class Posting:
    """What is to be posted where, and how it is known again."""

    guild_id: int
    channel_id: int
    title: str
    mark: str
    """The custom id of a button that only this card has."""
    nonce: str
    since: datetime
    """When there was nothing to post yet."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a card stands; with a forum, all three are the post."""

    channel_id: int
    message_id: int
    thread_id: int | None


async def post_card(bot: NexusBot, posting: Posting, card: Card) -> Posted:
    """Post the card with its thread, or find those of a process that could not say so any more."""
    forum = bot.channel_here(posting.guild_id, posting.channel_id)
    if isinstance(forum, discord.ForumChannel):
        thread_id = await _find_post(forum, posting) or await _post(forum, posting, card)
        return Posted(thread_id, thread_id, thread_id)
    channel = bot.get_partial_messageable(posting.channel_id, guild_id=posting.guild_id)
    message = await _find_card(bot, channel, posting)
    if message is None:
        message = await channel.send(**card, nonce=posting.nonce)
    return Posted(posting.channel_id, message.id, await _open_thread(bot, posting, message))


async def edit_card(
    bot: NexusBot, guild_id: int, channel_id: int, message_id: int, card: Card
) -> None:
    """Bring an existing card in line; an archived post is opened for it and put back."""
    channel = bot.get_partial_messageable(channel_id, guild_id=guild_id)
    message = channel.get_partial_message(message_id)
    try:
        await message.edit(**card)
    except discord.HTTPException as error:
        if error.code != ARCHIVED:
            raise
        await bot.http.edit_channel(channel.id, archived=False)
        try:
            await message.edit(**card)
        finally:
            await bot.http.edit_channel(channel.id, archived=True)


async def _post(forum: discord.ForumChannel, posting: Posting, card: Card) -> int:
    tags = [tag for tag in forum.available_tags if not tag.moderated][:1]
    applied = tags if forum.flags.require_tag else []
    created = await forum.create_thread(
        name=label(posting.title, MAX_THREAD_NAME), applied_tags=applied, **card
    )
    return created.thread.id


async def _find_post(forum: discord.ForumChannel, posting: Posting) -> int | None:
    """A post that was made and not recorded: recognised by the button of its first message."""
    since = posting.since - CLOCKS_APART
    for thread in forum.threads:
        if thread.owner_id != forum.guild.me.id or (thread.created_at or since) < since:
            continue
        try:
            message = await thread.fetch_message(thread.id)
        except discord.NotFound:
            continue
        if _is_card_of(message, posting):
            return thread.id
    return None


async def _find_card(
    bot: NexusBot, channel: discord.PartialMessageable, posting: Posting
) -> discord.Message | None:
    """A card that was posted and not recorded: recognised by its button."""
    async for message in channel.history(limit=MOST_SEARCHED):
        is_own = bot.user is not None and message.author.id == bot.user.id
        if is_own and _is_card_of(message, posting):
            return message
    return None


def _is_card_of(message: discord.Message, posting: Posting) -> bool:
    return any(
        getattr(child, "custom_id", None) == posting.mark
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for child in row.children
    )


async def _open_thread(bot: NexusBot, posting: Posting, message: discord.Message) -> int | None:
    """The thread to talk in; a card without one is better than none."""
    if message.flags.has_thread:
        return message.id
    try:
        thread = await bot.http.start_thread_with_message(
            posting.channel_id,
            message.id,
            name=label(posting.title, MAX_THREAD_NAME),
            auto_archive_duration=10_080,
        )
    except (discord.Forbidden, discord.NotFound) as error:
        log.warning("%s has no thread: %s", posting.nonce, error)
        return None
    return int(thread["id"])
