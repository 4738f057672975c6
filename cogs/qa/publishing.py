"""The mirror of questions: Discord shows what the database holds, whatever happened in between."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, cast
from weakref import WeakValueDictionary

import aiohttp
import discord

from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.qa import posting, thread
from cogs.qa.names import COG
from cogs.qa.places import question_place
from cogs.ui.client import NexusBot
from cogs.ui.content import Content
from domain.errors import UserError
from domain.questions import Place, Publication, Question, QuestionView
from domain.shards import Reach
from domain.text_rules import TextRules
from storage import publications, question_search, questions
from storage.publications import Fault

log = logging.getLogger(__name__)

MOST_AT_ONCE = 100
UNKNOWN_MESSAGE = 10008
TRANSIENT = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What Discord answers while it is unwell, once the lasting reasons are sorted out."""

RenderCard = Callable[[QuestionView, Catalogue, TextRules], Content]


@dataclass(frozen=True, slots=True)
class Published:
    """A question after it was brought in line, and what kept Discord from showing it."""

    question: Question
    fault: Fault | None = None


class Publisher:
    """Brings threads, cards, tags and pages in line with the database, one question at a time.

    A question's lock is held while it is brought in line, and by whoever answers a click on its
    card with the new card: then there is nothing left to do here.
    """

    def __init__(self, bot: NexusBot, render_card: RenderCard) -> None:
        self._bot = bot
        self._render_card = render_card
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._shown: dict[int, int] = {}

    def lock(self, question_id: int) -> asyncio.Lock:
        """The lock of a question's card."""
        lock = self._locks.get(question_id)
        if lock is None:
            lock = self._locks[question_id] = asyncio.Lock()
        return lock

    def note_shown(self, question: Question) -> None:
        """Discord shows the question as it is here; recorded with the next reconciliation."""
        self._shown[question.id] = question.revision

    async def reconcile(self, _bot: NexusBot) -> None:
        """Bring everything in line that is not; what fails now waits for the next sweep."""
        services = self._bot.services
        while True:
            await self._record_shown()
            waiting = await services.read(_list_waiting, services.servers.reach())
            done = await self._publish_all(waiting)
            if len(waiting) < MOST_AT_ONCE or not done:
                break
        await self._record_shown()

    async def retry_faults(self, guild_id: int) -> None:
        """Try again what permissions or missing channels kept back: they may have changed."""
        await self._bot.services.write(_retry_faults, guild_id)

    async def arrived(self, _: NexusBot, guild: discord.Guild) -> None:
        """Show what waited for a server, or was given up while it was away."""
        await self.retry_faults(guild.id)

    async def lose_thread(self, thread_id: int, channel_id: int | None = None) -> None:
        """A thread was deleted in Discord; its question stays, and can be shown and reopened."""
        question = await self._bot.services.read(_find_of_thread, thread_id)
        if question is None:
            return
        if channel_id is not None and not question.place.is_forum:
            await posting.remove_leftover(self._bot, channel_id, thread_id)
        await self._bot.services.write(_lose_thread, thread_id)

    async def lose_channel(self, guild_id: int, channel_id: int) -> None:
        """A channel was deleted, with every thread in it."""
        await self._bot.services.write(_lose_channel, guild_id, channel_id)

    async def publish_new(self, question: Question) -> Published:
        """Post a question that this process has just stored; later, if Discord is unwell now."""
        try:
            published = await self._publish(question.guild_id, question.id, is_new=True)
        except TRANSIENT as error:
            log.warning("Question %s could not be posted yet: %s", question.id, error)
            return Published(question)
        await self._record_shown()
        return published or Published(question)

    async def _publish_all(self, waiting: list[tuple[int, int]]) -> int:
        """Bring these in line; returns how many it could."""
        done = 0
        for guild_id, question_id in waiting:
            try:
                await self._publish(guild_id, question_id, is_new=False)
                done += 1
            except TRANSIENT as error:
                log.warning("Question %s could not be shown yet: %s", question_id, error)
        return done

    async def _publish(self, guild_id: int, question_id: int, *, is_new: bool) -> Published | None:
        async with self.lock(question_id):
            found = await self._bot.services.read(_find_publication, guild_id, question_id)
            if found is None:
                return None
            question = found.view.question
            if found.is_shown or self._shown.get(question_id, 0) >= question.revision:
                return Published(question)
            return await self._try(found, is_new=is_new)

    async def _try(self, publication: Publication, *, is_new: bool) -> Published:
        question = publication.view.question
        try:
            return Published(await self._bring_in_line(publication, is_new=is_new))
        except discord.NotFound as error:
            fault = Fault.DELETED if question.place.thread_id else Fault.NO_CHANNEL
            await self._record_fault(question, fault, lost=error.code != UNKNOWN_MESSAGE)
        except posting.ChannelGoneError:
            fault = Fault.NO_CHANNEL
            await self._record_fault(question, fault)
        except posting.UnreadableError:
            fault = Fault.UNKNOWN
            await self._record_fault(question, fault)
        except discord.Forbidden:
            fault = Fault.FORBIDDEN
            await self._record_fault(question, fault)
        log.warning("Question %s cannot be shown: %s", question.id, fault)
        return Published(question, fault)

    async def _bring_in_line(self, publication: Publication, *, is_new: bool) -> Question:
        question = publication.view.question
        if question.is_withdrawn and question.answered_at is None:
            await self._remove(question)
            return question
        text = await self._text_of(question.guild_id)
        if question.place.thread_id is None:
            question = await self._post(publication.view, text, is_new=is_new)
        else:
            await self._edit(publication.view, text)
        if not publication.shows_text:
            await thread.bring_pages(self._bot, question, text)
        if publication.to_thank:
            await thread.thank(self._bot, question, publication.to_thank, text)
        self.note_shown(question)
        return question

    async def _post(self, view: QuestionView, text: Catalogue, *, is_new: bool) -> Question:
        question = await self._placed(view.question)
        card = await self._card(view, text)
        thread_id = None if is_new else await posting.find_card(self._bot, question)
        if thread_id is None:
            thread_id = await posting.post_card(self._bot, question, card)
        question = replace(question, place=replace(question.place, thread_id=thread_id))
        await self._bot.services.write(_mark_posted, question, thread_id)
        await posting.invite(self._bot, question)
        return question

    async def _placed(self, question: Question) -> Question:
        """The question, moved to the channel that is in use now if its own was deleted."""
        bot = self._bot
        guild = bot.here(question.guild_id)
        if guild is not None and guild.get_channel(question.place.channel_id) is not None:
            return question
        settings = await bot.services.guilds.settings(question.guild_id)
        try:
            place = question_place(guild, settings)
        except UserError as error:
            raise posting.ChannelGoneError from error
        await bot.services.write(_move, question.id, place)
        return replace(question, place=place)

    async def _edit(self, view: QuestionView, text: Catalogue) -> None:
        card = await self._card(view, text)
        if not view.question.place.is_forum:
            await posting.edit_card(self._bot, view.question, card)
            return
        post = await posting.get_thread(self._bot, view.question)
        async with posting.opened(post):
            await posting.edit_card(self._bot, view.question, card)
            await posting.edit_tags(self._bot, post, view.question)

    async def _card(self, view: QuestionView, text: Catalogue) -> Content:
        settings = await self._bot.services.guilds.settings(view.question.guild_id)
        return self._render_card(view, text, settings.text_rules())

    async def _remove(self, question: Question) -> None:
        if question.place.thread_id is not None:
            await posting.remove_thread(self._bot, question)
            await self.lose_thread(question.place.thread_id)
        self.note_shown(question)

    async def _record_shown(self) -> None:
        if not self._shown:
            return
        shown = dict(self._shown)
        await self._bot.services.write(_mark_shown, shown)
        for question_id, revision in shown.items():  # not before: the database knows it only now
            if self._shown.get(question_id) == revision:
                del self._shown[question_id]

    async def _record_fault(self, question: Question, fault: Fault, *, lost: bool = False) -> None:
        services = self._bot.services
        if services.servers.is_later(question.guild_id):
            return  # what Discord says of a server that is away is no fact
        lost_id = question.place.thread_id if lost else None
        await services.write(_mark_fault, question.id, fault, lost_id)

    async def _text_of(self, guild_id: int) -> Catalogue:
        services = self._bot.services
        settings = await services.guilds.settings(guild_id)
        return services.text.of(settings.language)


async def _list_waiting(unit: Unit, reach: Reach) -> list[tuple[int, int]]:
    return await publications.list_to_show(unit.connection, reach, MOST_AT_ONCE)


async def _find_publication(unit: Unit, guild_id: int, question_id: int) -> Publication | None:
    return await questions.find_publication(unit.connection, guild_id, question_id)


async def _find_of_thread(unit: Unit, thread_id: int) -> Question | None:
    return await questions.find_question_of_thread(unit.connection, thread_id)


async def _retry_faults(unit: Unit, guild_id: int) -> None:
    await publications.retry_faults(unit.connection, guild_id)
    unit.show("question", guild_id)


async def _lose_thread(unit: Unit, thread_id: int) -> None:
    await publications.lose_thread(unit.connection, thread_id, unit.now)


async def _lose_channel(unit: Unit, guild_id: int, channel_id: int) -> None:
    await publications.lose_channel(unit.connection, guild_id, channel_id, unit.now)


async def _mark_posted(unit: Unit, question: Question, thread_id: int) -> None:
    await publications.mark_posted(unit.connection, question.id, thread_id)
    await question_search.index_question(unit.connection, question)


async def _move(unit: Unit, question_id: int, place: Place) -> None:
    await publications.move(unit.connection, question_id, place)


async def _mark_shown(unit: Unit, shown: Mapping[int, int]) -> None:
    for question_id, revision in shown.items():
        await publications.mark_shown(unit.connection, question_id, revision)


async def _mark_fault(unit: Unit, question_id: int, fault: Fault, lost_id: int | None) -> None:
    if lost_id is not None:
        await publications.lose_thread(unit.connection, lost_id, unit.now)
    await publications.mark_fault(unit.connection, question_id, fault)


class _HasPublisher(Protocol):
    publisher: Publisher


def publisher_of(bot: NexusBot) -> Publisher:
    """The publisher of a running bot."""
    return cast("_HasPublisher", bot.get_cog(COG)).publisher
