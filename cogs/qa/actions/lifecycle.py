"""Claiming, closing and reopening questions."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from cogs.core.access import admit_post, changing
from cogs.core.actor import Actor
from cogs.core.markup import jump_link, parse_link
from cogs.core.services import Services
from cogs.qa.actions.finding import get_question, get_question_of_thread, get_view
from cogs.qa.actions.following import follow_again
from cogs.qa.actions.logbook import note
from cogs.qa.names import MIRROR
from domain.errors import UserError
from domain.ids import parse_number
from domain.question_rules import (
    check_can_claim,
    check_can_close,
    check_can_release,
    check_can_reopen,
    check_may_decide,
    check_not_withdrawn,
)
from domain.questions import Claim, Closing, Question, QuestionView, Resolution
from storage import questions
from storage.connection import Connection

MAX_LINK = 300
MOST_DUPLICATES = 10
"""How long a chain of duplicates is followed."""


async def claim_question(services: Services, actor: Actor, question_id: int) -> QuestionView:
    """Say that the actor works on an answer; `UserError` where somebody else does."""
    async with changing(services, actor) as connection:
        question = await get_question(connection, actor, question_id)
        check_can_claim(question, actor.member_id, services.clock())
        claim = Claim(actor.member_id, services.clock())
        await questions.change_claim(connection, question_id, claim)
        view = await get_view(connection, actor, question_id)
    services.schedule.reconcile(MIRROR)
    return view


async def release_question(services: Services, actor: Actor, question_id: int) -> QuestionView:
    """Give a claimed question back to everybody."""
    async with changing(services, actor) as connection:
        question = await get_question(connection, actor, question_id)
        check_can_release(question, actor.member_id, is_moderator=actor.is_moderator)
        await questions.change_claim(connection, question_id, None)
        if question.claim and question.claim.member_id != actor.member_id:
            await note(connection, services, actor, "release", question)
        view = await get_view(connection, actor, question_id)
    services.schedule.reconcile(MIRROR)
    return view


async def close_question(
    services: Services,
    actor: Actor,
    question_id: int,
    resolution: Resolution,
    *,
    link: str | None = None,
    reason: str | None = None,
) -> QuestionView:
    """Close a question; a duplicate or moved one says with `link` where to look instead."""
    async with changing(services, actor) as connection:
        question = await get_question(connection, actor, question_id)
        check_may_decide(question, actor.member_id, is_moderator=actor.is_moderator)
        check_can_close(question, resolution)
        closing = Closing(resolution, services.clock(), actor.member_id)
        if resolution in (Resolution.DUPLICATE, Resolution.MOVED):
            closing = await _leading_elsewhere(connection, actor, question, closing, link or "")
        await questions.close(connection, question_id, closing)
        await note(connection, services, actor, "close", question, reason, resolution=resolution)
        view = await get_view(connection, actor, question_id)
    services.schedule.reconcile(MIRROR)
    return view


async def check_may_close(
    services: Services, actor: Actor, question_id: int, resolution: Resolution
) -> None:
    """Raise `UserError` unless the actor may close the question so now."""
    async with services.database.read() as connection:
        question = await get_question(connection, actor, question_id)
    check_may_decide(question, actor.member_id, is_moderator=actor.is_moderator)
    check_can_close(question, resolution)


async def close_stale(services: Services, guild_id: int, question_id: int) -> QuestionView | None:
    """Close a question that nobody came back to; None where it is not open any more."""
    async with services.database.transaction() as connection:
        question = await questions.find_question(connection, guild_id, question_id)
        if question is None or not question.is_open:
            return None
        await questions.close(
            connection, question_id, Closing(Resolution.STALE, services.clock(), None)
        )
        view = await questions.find_view(connection, guild_id, question_id)
    services.schedule.reconcile(MIRROR)
    return view


async def reopen_question(services: Services, actor: Actor, question_id: int) -> QuestionView:
    """Undo the closing; a question whose thread was deleted gets a new one."""
    async with changing(services, actor) as connection:
        question = await get_question(connection, actor, question_id)
        check_may_decide(question, actor.member_id, is_moderator=actor.is_moderator)
        check_can_reopen(question, actor.member_id, is_moderator=actor.is_moderator)
        if question.place.thread_id is None:  # it is posted once more
            await admit_post(services, connection, actor)
        await questions.reopen(connection, question_id, services.clock())
        await follow_again(connection, services, question, services.clock())
        await note(connection, services, actor, "reopen", question)
        view = await get_view(connection, actor, question_id)
    services.schedule.reconcile(MIRROR)
    return view


async def _leading_elsewhere(
    connection: Connection, actor: Actor, question: Question, closing: Closing, link: str
) -> Closing:
    """The closing with where to look instead: another question's number, or any link."""
    link = link.strip()
    original = await _linked_question(connection, actor, link)
    if original is not None:
        original = await _first_of(connection, actor, question, original)
        return replace(closing, duplicate_of=original.id, link=_thread_link(original))
    if not link.startswith(("https://", "http://")) or len(link) > MAX_LINK or " " in link:
        raise UserError("qa-link-needed")
    return replace(closing, link=link)


def _thread_link(question: Question) -> str | None:
    thread_id = question.place.thread_id
    return None if thread_id is None else jump_link(question.guild_id, thread_id)


async def _first_of(
    connection: Connection, actor: Actor, question: Question, original: Question
) -> Question:
    """The question at the end of a chain of duplicates; never the one that is being closed."""
    for _ in range(MOST_DUPLICATES):
        check_not_withdrawn(original)
        if original.id == question.id:
            raise UserError("qa-duplicate-of-itself")
        further = original.closing and original.closing.duplicate_of
        if not further:
            break
        try:
            original = await get_question(connection, actor, further)
        except UserError:  # further on is nothing that the actor sees
            break
    return original


async def _linked_question(connection: Connection, actor: Actor, link: str) -> Question | None:
    number = parse_number(link.removeprefix("q:"))
    if number is not None:
        return await get_question(connection, actor, number)
    target = parse_link(link)
    if target is None:
        return None
    for thread_id in (target.channel_id, target.message_id or 0):
        with suppress(UserError):
            return await get_question_of_thread(connection, actor, thread_id)
    return None
