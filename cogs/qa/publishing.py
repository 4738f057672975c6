"""The mirror of questions: Discord shows what the database holds, whatever happened in between."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, cast
from weakref import WeakValueDictionary

import discord

from cogs.qa import posting
from cogs.qa.names import COG
from cogs.qa.render.card import text_pages
from cogs.qa.render.notices import render_thanks
from cogs.shared.client import NexusBot
from cogs.shared.content import Content
from cogs.shared.reply import files_of
from cogs.shared.text import Catalogue
from domain.questions import Publication, Question, QuestionView
from storage import publications, question_search
from storage.publications import Fault

log = logging.getLogger(__name__)

MOST_AT_ONCE = 100
UNKNOWN_MESSAGE = 10008

RenderCard = Callable[[QuestionView, Catalogue], Content]


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
        self._has_started = False

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
        """Bring everything in line that is not; raises what Discord answered if it is unwell."""
        if not self._has_started:
            await self.forgive()
            self._has_started = True
        await self._record_shown()
        async with self._bot.services.database.read() as connection:
            waiting = await publications.list_to_show(connection, MOST_AT_ONCE)
        failures: list[Exception] = []
        for guild_id, question_id in waiting:
            try:
                await self.publish(guild_id, question_id)
            except (discord.HTTPException, OSError) as error:
                log.warning("Question %s could not be shown yet: %s", question_id, error)
                failures.append(error)
        if failures:
            raise failures[0]
        if len(waiting) == MOST_AT_ONCE:
            await self.reconcile(_bot)

    async def forgive(self) -> None:
        """Try again what permissions or missing channels kept back: they may have changed."""
        async with self._bot.services.database.transaction() as connection:
            for fault in (Fault.FORBIDDEN, Fault.NO_CHANNEL, Fault.UNKNOWN):
                await publications.forgive(connection, fault)

    async def lose_thread(self, thread_id: int) -> None:
        """A thread was deleted in Discord; its question stays, and can be shown and reopened."""
        async with self._bot.services.database.transaction() as connection:
            await publications.lose_thread(connection, thread_id)

    async def lose_channel(self, guild_id: int, channel_id: int) -> None:
        """A channel was deleted, with every thread in it."""
        async with self._bot.services.database.transaction() as connection:
            await publications.lose_channel(connection, guild_id, channel_id)

    async def publish(
        self, guild_id: int, question_id: int, *, is_new: bool = False
    ) -> Published | None:
        """Bring one question in line; None where there is none. `is_new`: never posted before."""
        async with self.lock(question_id):
            await self._record_shown()
            async with self._bot.services.database.read() as connection:
                found = await publications.find_publication(connection, guild_id, question_id)
            if found is None:
                return None
            if found.is_shown:
                return Published(found.view.question)
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
            await self._bring_pages(question, publication.pages, text)
        if publication.to_thank:
            await self._thank(question, publication, text)
        async with self._bot.services.database.transaction() as connection:
            await publications.mark_shown(connection, question.id, question.revision)
        return question

    async def _post(self, view: QuestionView, text: Catalogue, *, is_new: bool) -> Question:
        question, card = view.question, self._render_card(view, text)
        thread_id = None if is_new else await posting.find_card(self._bot, question)
        if thread_id is None:
            thread_id = await posting.post_card(self._bot, question, card)
        async with self._bot.services.database.transaction() as connection:
            await publications.mark_posted(connection, question.id, thread_id)
            question = replace(question, place=replace(question.place, thread_id=thread_id))
            await question_search.index_question(connection, question)
        return question

    async def _edit(self, view: QuestionView, text: Catalogue) -> None:
        card = self._render_card(view, text)
        if not view.question.place.is_forum:
            await posting.edit_card(self._bot, view.question, card)
            return
        thread = await posting.get_thread(self._bot, view.question)
        async with posting.opened(thread):
            await posting.edit_card(self._bot, view.question, card)
            await posting.edit_tags(self._bot, thread, view.question)

    async def _bring_pages(
        self, question: Question, known: tuple[int, ...], text: Catalogue
    ) -> None:
        pages = text_pages(question, text)
        if not pages and not known:
            return
        thread = await posting.get_thread(self._bot, question)
        async with posting.opened(thread):
            for i, page in enumerate(pages):
                content = Content(page.text, files=page.files)
                if i < len(known):
                    await thread.get_partial_message(known[i]).edit(
                        content=page.text, attachments=files_of(content)
                    )
                    continue
                message = await thread.send(
                    page.text,
                    files=files_of(content),
                    suppress_embeds=True,
                    nonce=f"q{question.id}r{question.revision}p{i}",
                )
                async with self._bot.services.database.transaction() as connection:
                    await publications.save_page(connection, question.id, i, message.id)
            for message_id in known[len(pages) :]:
                await thread.get_partial_message(message_id).delete()
        async with self._bot.services.database.transaction() as connection:
            await publications.delete_pages_from(connection, question.id, len(pages))

    async def _thank(self, question: Question, publication: Publication, text: Catalogue) -> None:
        thread = await posting.get_thread(self._bot, question)
        for answer in publication.to_thank:
            is_other = answer.author_id is not None and answer.author_id != question.asker_id
            if is_other and not thread.archived:  # an old thread is not woken up
                await thread.send(
                    render_thanks(answer.author_id or 0, text),
                    reference=discord.MessageReference(
                        message_id=answer.message_id,
                        channel_id=thread.id,
                        fail_if_not_exists=False,
                    ),
                    nonce=f"t{answer.message_id}",
                )
            now = self._bot.services.clock()
            async with self._bot.services.database.transaction() as connection:
                await publications.mark_thanked(connection, answer.message_id, now)

    async def _remove(self, question: Question) -> None:
        if question.place.thread_id is not None:
            await posting.remove_thread(self._bot, question)
        async with self._bot.services.database.transaction() as connection:
            await publications.lose_thread(connection, question.place.thread_id or 0)
            await publications.mark_shown(connection, question.id, question.revision)

    async def _record_shown(self) -> None:
        if not self._shown:
            return
        shown, self._shown = self._shown, {}
        async with self._bot.services.database.transaction() as connection:
            for question_id, revision in shown.items():
                await publications.mark_shown(connection, question_id, revision)

    async def _record_fault(self, question: Question, fault: Fault, *, lost: bool = False) -> None:
        async with self._bot.services.database.transaction() as connection:
            if lost and question.place.thread_id is not None:
                await publications.lose_thread(connection, question.place.thread_id)
            await publications.mark_fault(connection, question.id, fault)

    async def _text_of(self, guild_id: int) -> Catalogue:
        services = self._bot.services
        settings = await services.guilds.settings(guild_id)
        return services.text.of(settings.language)


class _HasPublisher(Protocol):
    publisher: Publisher


def publisher_of(bot: NexusBot) -> Publisher:
    """The publisher of a running bot."""
    return cast("_HasPublisher", bot.get_cog(COG)).publisher
