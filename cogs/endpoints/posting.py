"""A request's card in Discord: a message with its thread, or a post of a forum."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import discord

from cogs.endpoints.names import CARD_MARK
from cogs.shared.client import NexusBot
from cogs.shared.items import custom_id
from cogs.shared.markup import label
from domain.endpoints.records import Request, Shown

log = logging.getLogger(__name__)

MOST_SEARCHED = 100
MAX_THREAD_NAME = 100
CLOCKS_APART = timedelta(minutes=5)
ARCHIVED = 50083
"""Discord's code for a change in a thread that is archived."""

Card = dict[str, Any]
"""discord.py's keyword arguments, whatever they are."""


async def post_card(bot: NexusBot, request: Request, card: Card) -> Shown:
    """Post the card with its thread, or find those of a process that could not say so any more."""
    forum = bot.get_channel(request.channel_id)
    if isinstance(forum, discord.ForumChannel):
        thread_id = await _find_post(forum, request) or await _post(forum, request, card)
        return Shown(thread_id, thread_id, thread_id)
    channel = bot.get_partial_messageable(request.channel_id, guild_id=request.guild_id)
    message = await _find_card(bot, channel, request)
    if message is None:
        message = await channel.send(**card, nonce=f"nexus-endpoint-{request.id}")
    return Shown(request.channel_id, message.id, await _open_thread(bot, request, message))


async def edit_card(bot: NexusBot, request: Request, card: Card) -> None:
    """Bring an existing card in line; an archived post is opened for it and put back."""
    shown = request.shown
    channel = bot.get_partial_messageable(shown.channel_id or 0, guild_id=request.guild_id)
    message = channel.get_partial_message(shown.message_id or 0)
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


def _title(request: Request) -> str:
    return label(f"#{request.id} {request.shape.key}", MAX_THREAD_NAME)


async def _post(forum: discord.ForumChannel, request: Request, card: Card) -> int:
    tags = [tag for tag in forum.available_tags if not tag.moderated][:1]
    applied = tags if forum.flags.require_tag else []
    created = await forum.create_thread(name=_title(request), applied_tags=applied, **card)
    return created.thread.id


async def _find_post(forum: discord.ForumChannel, request: Request) -> int | None:
    """A post that was made and not recorded: recognised by the button of its first message."""
    since = request.created_at - CLOCKS_APART
    for thread in forum.threads:
        if thread.owner_id != forum.guild.me.id or (thread.created_at or since) < since:
            continue
        try:
            message = await thread.fetch_message(thread.id)
        except discord.NotFound:
            continue
        if _is_card_of(message, request):
            return thread.id
    return None


async def _find_card(
    bot: NexusBot, channel: discord.PartialMessageable, request: Request
) -> discord.Message | None:
    """A card that was posted and not recorded: recognised by its button."""
    async for message in channel.history(limit=MOST_SEARCHED):
        is_own = bot.user is not None and message.author.id == bot.user.id
        if is_own and _is_card_of(message, request):
            return message
    return None


def _is_card_of(message: discord.Message, request: Request) -> bool:
    mark = custom_id(CARD_MARK, request.id)
    return any(
        getattr(child, "custom_id", None) == mark
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for child in row.children
    )


async def _open_thread(bot: NexusBot, request: Request, message: discord.Message) -> int | None:
    """The thread to talk in; a card without one is better than none."""
    if message.flags.has_thread:
        return message.id
    try:
        thread = await bot.http.start_thread_with_message(
            request.channel_id, message.id, name=_title(request), auto_archive_duration=10_080
        )
    except (discord.Forbidden, discord.NotFound) as error:
        log.warning("Request %s has no thread: %s", request.id, error)
        return None
    return int(thread["id"])
