"""Posts about questions that Nexus makes by the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import discord

from cogs.core.ledger import fault_key, reason_words
from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.qa.actions.lifecycle import (
    Round,
    begin_again,
    close_stale,
    find_due,
    find_round,
    list_called,
    note_asked,
)
from cogs.qa.actions.messages import note_left
from cogs.qa.names import CARD_LOST, ESCALATION, QUIET, STALE
from cogs.qa.render import render_call, render_for_moderators, render_quiet, render_stale
from cogs.qa.views.answers import quiet_buttons, stale_buttons
from cogs.ui.channels import channel_for
from cogs.ui.client import DeliveryKind, NexusBot, Post, Postpone, Skip
from cogs.ui.content import Content
from cogs.ui.failures import to_moderators
from cogs.ui.members import find_member
from domain.channels import ChannelUse
from domain.deliveries import CardLost, Delivery
from domain.questions import Question
from domain.quiet import (
    DEFAULT_PERIODS,
    MOST_MENTIONED,
    Step,
    Verdict,
    judge_escalation,
    judge_quiet,
    judge_stale,
)

GRACE = timedelta(days=7)
UNKNOWN = Skip("the question was erased")
NOT_NEEDED = Skip("the question is closed, has its answer, or could not be asked about")


async def ask_about(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Ask in the thread of a quiet question whether it was solved."""
    question = await _find(bot, delivery)
    if question is None:
        return UNKNOWN
    verdict = judge_quiet(question, bot.services.clock())
    if isinstance(verdict, datetime):
        return Postpone(verdict)
    if verdict is Step.DROP:
        return NOT_NEEDED
    if await _has_left(bot, question):
        question = replace(question, asker_left_at=bot.services.clock())
    text = await _text(bot, question)
    content = Content(
        render_quiet(question, text),
        view=quiet_buttons(question.id, text),
        allowed_mentions=_calling([] if question.asker_id is None else [question.asker_id]),
    )
    return Post(content, question.place.thread_id)


async def note_asked_about(bot: NexusBot, delivery: Delivery, _message_id: int) -> None:
    """From now on there is a week to react."""
    await bot.services.write(note_asked, delivery)


async def close_quiet(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Close a question that nobody came back to after it was asked about, and say so."""
    services = bot.services
    found = await services.read(find_round, delivery)
    if found is None:
        return UNKNOWN
    verdict = _judge_round(found, delivery, services.clock())
    if isinstance(verdict, datetime):
        return Postpone(verdict)
    if verdict is Step.RESTART:
        await services.write(begin_again, found.question)
        return Skip("somebody wrote since the question was asked about")
    return NOT_NEEDED if verdict is Step.DROP else await _close(bot, found.question)


async def escalate(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Call the topics' subscribers to an unanswered question, or tell the moderators."""
    question = await _find(bot, delivery)
    if question is None:
        return UNKNOWN
    verdict = judge_escalation(question, bot.services.clock())
    if isinstance(verdict, datetime):
        return Postpone(verdict)
    if verdict is not Step.ACT:
        return NOT_NEEDED
    text, called = await _text(bot, question), await _list_called(bot, question)
    if called:
        content = Content(render_call(called, text), allowed_mentions=_calling(called))
        return Post(content, question.place.thread_id)
    channel_id = await _moderators_channel_id(bot, question.guild_id)
    if channel_id is None:
        return Post(Content(render_call([], text)), question.place.thread_id)
    return Post(Content(render_for_moderators(question, text)), channel_id)


async def tell_card_lost(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell the asker that their question's card cannot be shown, or was deleted."""
    question, member_id = await _find(bot, delivery), delivery.key.member_id
    if question is None or member_id is None or question.asker_id != member_id:
        return UNKNOWN
    own = await bot.services.guilds.member(delivery.guild_id, member_id)
    settings = await bot.services.guilds.settings(delivery.guild_id)
    text = bot.services.text.of(own.language or settings.language)
    reason = reason_words(text, fault_key(CardLost.of(delivery).fault))
    title = plain(question.text.title, 100)
    words = text("qa-card-lost", number=str(question.id), title=title, reason=reason)
    return Post(Content(words), member_id=member_id)


async def _describe(bot: NexusBot, delivery: Delivery, text: Catalogue) -> str | None:
    """Name the question whose asker could not be told about its card."""
    question = await _find(bot, delivery)
    return None if question is None else text("qa-describe-card", number=str(question.id))


TIMED_DELIVERIES = (
    DeliveryKind(
        CARD_LOST,
        tell_card_lost,
        otherwise=to_moderators,
        grace=GRACE,
        describe=_describe,
        asked_again=True,
    ),
    DeliveryKind(QUIET, ask_about, note_asked_about, asked_again=False),
    DeliveryKind(STALE, close_quiet, asked_again=False),
    DeliveryKind(ESCALATION, escalate, asked_again=False),
)


def _judge_round(found: Round, delivery: Delivery, now: datetime) -> Verdict:
    """Tell whether to close: never before it was asked about, which moves this delivery."""
    if found.asking is not None and found.waits and found.question.is_open:
        return max(found.asking.due_at, now) + DEFAULT_PERIODS.close_after
    if not found.was_asked:
        return Step.DROP
    return judge_stale(found.question, delivery.due_at - DEFAULT_PERIODS.close_after, now)


async def _close(bot: NexusBot, question: Question) -> Post | Skip:
    if question.is_open:
        closed = await bot.services.write(close_stale, question.guild_id, question.id)
        if closed is None:
            return NOT_NEEDED
    if question.place.thread_id is None:
        return Skip("closed; there is no thread to say it in")
    text = await _text(bot, question)
    content = Content(render_stale(question, text), view=stale_buttons(question.id, text))
    return Post(content, question.place.thread_id)


async def _list_called(bot: NexusBot, question: Question) -> list[int]:
    """List a few subscribers who are still there and can see the question."""
    guild = bot.here(question.guild_id)
    channel = guild.get_channel(question.place.channel_id) if guild is not None else None
    called: list[int] = []
    if guild is None or channel is None:
        return called
    for member_id in await bot.services.read(list_called, question):
        member = await find_member(guild, member_id)
        if member is not None and channel.permissions_for(member).view_channel:
            called.append(member_id)
        if len(called) == MOST_MENTIONED:
            break
    return called


async def _find(bot: NexusBot, delivery: Delivery) -> Question | None:
    return await bot.services.read(find_due, delivery)


async def _has_left(bot: NexusBot, question: Question) -> bool:
    """Tell whether the asker is gone; without the members intent only Discord knows."""
    guild = bot.here(question.guild_id)
    if guild is None or question.asker_id is None or question.asker_left_at is not None:
        return False
    if await find_member(guild, question.asker_id) is not None:
        return False
    await bot.services.write(note_left, question.guild_id, question.asker_id)
    return True


async def _text(bot: NexusBot, question: Question) -> Catalogue:
    settings = await bot.services.guilds.settings(question.guild_id)
    return bot.services.text.of(settings.language)


async def _moderators_channel_id(bot: NexusBot, guild_id: int) -> int | None:
    """Return the channel for moderators' matters, where the bot can write in it."""
    guild = bot.here(guild_id)
    if guild is None:
        return None
    settings = await bot.services.guilds.settings(guild_id)
    channel = channel_for(guild, settings, ChannelUse.MODERATORS)
    if channel is None:
        return None
    allowed = channel.permissions_for(guild.me)
    return channel.id if allowed.view_channel and allowed.send_messages else None


def _calling(member_ids: list[int]) -> discord.AllowedMentions:
    users: list[Any] = [discord.Object(member_id) for member_id in member_ids]  # Any: Snowflakes
    return discord.AllowedMentions(everyone=False, roles=False, users=users)
