"""Messages of cards in Discord, and their posts: made, found again, edited, taken away."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

import discord

from cogs.core.markup import label
from cogs.ui.client import CardKind, NexusBot, Shown
from cogs.ui.reply import edit_message, sending
from domain.cards import Posted

log = logging.getLogger(__name__)

MOST_SEARCHED = 100
"""Messages or posts that are looked at for a card of a process that could not record it."""
MAX_THREAD_NAME = 100
ARCHIVE_MINUTES: Final = 10_080
CLOCKS_APART = timedelta(minutes=5)
UNKNOWN_MESSAGE, THREAD_EXISTS, ARCHIVED = 10008, 160004, 50083
"""Discord's codes (its reference, "Opcodes and Status Codes")."""

Home = discord.TextChannel | discord.ForumChannel


class CardMessages:
    """Does with a card's message what has to be done, and knows nothing of its row."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot

    async def post(self, kind: CardKind, home: Home, shown: Shown, *, is_new: bool) -> Posted:
        """Post a card, or find that of a process that could not record it.

        One that is new has nothing to be found.
        """
        if isinstance(home, discord.ForumChannel):
            post_id = None if is_new else await _find_post(home, shown)
            if post_id is None:
                created = await home.create_thread(
                    name=label(shown.title, MAX_THREAD_NAME),
                    applied_tags=_tags(home, shown),
                    **sending(shown.content),
                )
                post_id = created.thread.id
            return Posted(home.id, post_id, post_id, post_id)
        message = None if is_new else await self._find_message(home, shown)
        if message is None:
            message = await home.send(**sending(shown.content), nonce=shown.nonce)
        thread_id = await self._open_thread(message, shown) if kind.has_thread else None
        return Posted(home.id, home.id, message.id, thread_id)

    async def edit(self, home: Home, message_id: int, shown: Shown) -> None:
        """Change a card and its tags; an archived post is opened for it and put back."""
        if isinstance(home, discord.ForumChannel) and shown.tags is not None:
            await self._edit_post(home, message_id, shown)
            return
        channel_id = message_id if isinstance(home, discord.ForumChannel) else home.id
        try:
            await edit_message(self._bot, channel_id, message_id, shown.content)
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            await self._bot.http.edit_channel(channel_id, archived=False)
            try:
                await edit_message(self._bot, channel_id, message_id, shown.content)
            finally:
                await self._bot.http.edit_channel(channel_id, archived=True)

    async def delete(self, home: Home, message_id: int) -> None:
        """Delete a card with its thread; what is gone already is gone."""
        steps = [self._bot.http.delete_channel(message_id)]
        if not isinstance(home, discord.ForumChannel):
            steps.append(self._bot.http.delete_message(home.id, message_id))
        for step in steps:
            try:
                await step
            except discord.NotFound:
                log.info("The card %s was gone", message_id)

    async def _edit_post(self, forum: discord.ForumChannel, post_id: int, shown: Shown) -> None:
        post = forum.get_thread(post_id)
        if post is None:
            fetched = await self._bot.fetch_channel(post_id)
            if not isinstance(fetched, discord.Thread):
                raise TypeError(f"{post_id} is no post")
            post = fetched
        was_archived = post.archived
        if was_archived:
            await post.edit(archived=False)
        try:
            tags = _tags(forum, shown, post.applied_tags)
            if {tag.id for tag in tags} != {tag.id for tag in post.applied_tags}:
                await post.edit(applied_tags=tags)
            await edit_message(self._bot, post_id, post_id, shown.content)
        finally:
            if was_archived:
                await post.edit(archived=True)

    async def _open_thread(self, message: discord.Message, shown: Shown) -> int | None:
        """Open a card's thread; a card without one is better than none, unless it needs one."""
        if message.flags.has_thread:
            return message.id
        try:
            thread = await self._bot.http.start_thread_with_message(
                message.channel.id,
                message.id,
                name=label(shown.title, MAX_THREAD_NAME),
                auto_archive_duration=ARCHIVE_MINUTES,
            )
        except discord.HTTPException as error:
            if error.code == THREAD_EXISTS:
                return message.id
            if shown.needs_thread or not isinstance(error, discord.Forbidden | discord.NotFound):
                raise
            log.warning("%s has no thread: %s", shown.nonce, error)
            return None
        return int(thread["id"])

    async def _find_message(
        self, channel: discord.TextChannel, shown: Shown
    ) -> discord.Message | None:
        async for message in channel.history(limit=MOST_SEARCHED):
            is_own = message.author.id == channel.guild.me.id
            if not is_own or shown.mark not in _custom_ids(message.components):
                continue
            if shown.needs_thread and message.flags.has_thread and message.thread is None:
                await message.delete()  # its thread was deleted: a message gets no second one
                continue
            return message
        return None


def where(home: Home, message_id: int) -> Posted:
    """Say where a card stands; its thread has its id, as every thread of a message has."""
    channel_id = message_id if isinstance(home, discord.ForumChannel) else home.id
    return Posted(home.id, channel_id, message_id, message_id)


async def _find_post(forum: discord.ForumChannel, shown: Shown) -> int | None:
    since = shown.since - CLOCKS_APART
    for thread in forum.threads:
        if thread.owner_id != forum.guild.me.id or (thread.created_at or since) < since:
            continue
        try:
            message = await thread.fetch_message(thread.id)
        except discord.NotFound:
            continue
        if shown.mark in _custom_ids(message.components):
            return thread.id
    return None


def _tags(
    forum: discord.ForumChannel, shown: Shown, current: Sequence[discord.ForumTag] = ()
) -> list[discord.ForumTag]:
    """Choose the tags of a post: those that its card wants, or one where the forum asks for it."""
    tags: list[discord.ForumTag] = []
    if shown.tags is not None:
        by_id = {tag.id: tag for tag in forum.available_tags}
        names = {tag.name: tag.id for tag in forum.available_tags}
        tags = [by_id[tag_id] for tag_id in shown.tags(names, [tag.id for tag in current])]
    if tags or not forum.flags.require_tag:
        return tags
    open_ones = [tag for tag in forum.available_tags if not tag.moderated]
    return (open_ones or list(forum.available_tags))[:1]


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:  # Any: components of every kind
    """Yield the custom ids of components, at every depth."""
    for component in components:
        if custom_id := getattr(component, "custom_id", None):
            yield custom_id
        inner = [*getattr(component, "children", ())]
        yield from _custom_ids(filter(None, [*inner, getattr(component, "accessory", None)]))
