"""Arrivals: what happened to questions while Nexus was away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from datetime import datetime, timedelta

import discord

from cogs.core.guilds import LaterError
from cogs.core.unit import Unit
from cogs.qa.actions.messages import forget, remember
from cogs.qa.cards import seen_message
from cogs.ui.client import NexusBot
from storage import messages
from storage.messages import FollowedThread

log = logging.getLogger(__name__)

FOLLOWED = timedelta(days=14)
"""Open questions are read again as long after their last message."""
PAGE = 100
MOST_PAGES = 5
MOST_THREADS = 200


class CatchUp:
    """Reads one thread after the other in the background; discord.py keeps to the rate limits."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot
        self._task: asyncio.Task[None] | None = None
        self._behind: set[int] = set()

    def start(self, guild_id: int) -> None:
        """Catch up on a server that has arrived; one after the other."""
        self._behind.add(guild_id)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="questions' messages")

    async def finished(self) -> None:
        """Wait until everything is caught up on."""
        if self._task is not None:
            await self._task

    async def stop(self) -> None:
        """End it; the next start begins anew."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while self._behind:
            guild_id = self._behind.pop()
            try:
                guild = self._bot.here(guild_id)
                if guild is not None:
                    await self._guild(guild)
            except LaterError:
                continue  # away again: its next arrival begins anew
            except Exception:
                log.exception("Server %s could not be caught up on", guild_id)

    async def _guild(self, guild: discord.Guild) -> None:
        active = {thread.id: thread for thread in guild.threads}
        since = self._bot.services.clock() - FOLLOWED
        followed, others = await self._bot.services.read(
            _list_threads, guild.id, since, frozenset(active)
        )
        wanted = {entry.thread_id: entry for entry in followed}
        for entry in others:
            if entry.thread_id not in wanted and await self._is_behind(active, entry):
                wanted[entry.thread_id] = entry
        for entry in list(wanted.values())[:MOST_THREADS]:
            await self._try(guild, entry)

    async def _is_behind(self, active: dict[int, discord.Thread], entry: FollowedThread) -> bool:
        """Tell whether something was written in a thread that is not followed for its edits."""
        newest_id = await self._bot.services.read(_find_newest_id, entry.question_id)
        return (active[entry.thread_id].last_message_id or 0) > (newest_id or 0)

    async def _try(self, guild: discord.Guild, entry: FollowedThread) -> None:
        try:
            await self._thread(guild, entry)
        except discord.Forbidden:
            log.warning("The thread of question %s may not be read", entry.question_id)
        except discord.NotFound:
            self._bot.here(guild.id)
            await self._bot.cards.lose_thread(guild.id, entry.thread_id)
        except (discord.HTTPException, OSError) as error:
            log.warning("Question %s could not be caught up on: %s", entry.question_id, error)

    async def _thread(self, guild: discord.Guild, entry: FollowedThread) -> None:
        self._bot.here(guild.id)  # what can't be seen of an outage's threads isn't deleted
        parent = guild.get_channel(entry.channel_id)
        if parent is None or not parent.permissions_for(guild.me).read_message_history:
            return  # Discord would show an empty history, as if all were deleted
        known_id = await self._bot.services.read(_find_newest_id, entry.question_id) or 0
        channel = self._bot.get_partial_messageable(entry.thread_id, guild_id=guild.id)
        before: discord.Object | None = None
        for _ in range(MOST_PAGES):
            page = [message async for message in channel.history(limit=PAGE, before=before)]
            is_last = len(page) < PAGE
            oldest_id = 0 if is_last else page[-1].id
            newest_id = before.id - 1 if before else max([known_id, *(m.id for m in page)])
            await self._page(entry, guild, page, (oldest_id, newest_id))
            if is_last or page[-1].id <= known_id:
                return
            before = discord.Object(page[-1].id)

    async def _page(
        self,
        entry: FollowedThread,
        guild: discord.Guild,
        page: list[discord.Message],
        ids: tuple[int, int],
    ) -> None:
        """Store what a page says, and forget what should be on it, by its id, and is not."""
        services = self._bot.services
        stored = await services.read(_list_ids_between, entry.question_id, *ids)
        there = {message.id for message in page}
        gone = [message_id for message_id in stored if message_id not in there]
        if gone:
            await services.write(forget, guild.id, gone, ask_author=True)
        knows = self._bot.intents.message_content
        seen = [seen_message(message, knows_content=knows) for message in reversed(page)]
        kept = [message for message in seen if message]
        if kept:
            await services.write(remember, entry.thread_id, kept)


async def _list_threads(
    unit: Unit, guild_id: int, since: datetime, active: Collection[int]
) -> tuple[list[FollowedThread], list[FollowedThread]]:
    """List the threads that are followed for their edits, and those of some active ones."""
    followed = await messages.list_followed(unit.connection, guild_id, since)
    return followed, await messages.list_of_threads(unit.connection, guild_id, active)


async def _find_newest_id(unit: Unit, question_id: int) -> int | None:
    return await messages.find_newest_id(unit.connection, question_id)


async def _list_ids_between(
    unit: Unit, question_id: int, oldest_id: int, newest_id: int
) -> list[int]:
    return await messages.list_ids_between(unit.connection, question_id, oldest_id, newest_id)
