"""Posts about endpoint requests that Nexus makes by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord

from cogs.core.ledger import fault_key, late_note, reason_words
from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.core.when import stamp
from cogs.endpoints.actions.news import DueReminder, find_news, find_subject
from cogs.endpoints.actions.uploads import AS_AGREED, Finding, FoundNews, compare_request
from cogs.endpoints.names import CARD_LOST, DUE, FOUND, NEWS
from cogs.endpoints.render import did_words, render_found
from cogs.endpoints.views.card import move_buttons
from cogs.ui.client import DeliveryKind, NexusBot, Post, Postpone, Skip
from cogs.ui.content import Content
from cogs.ui.failures import to_moderators
from cogs.ui.items import view_of
from domain.deliveries import CardLost, Delivery
from domain.endpoints.moves import Move
from domain.endpoints.records import AGREED_NOT_LIVE, BUILT, OPEN, Request, State

GRACE = timedelta(hours=12)
WAIT_FOR_CARD = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=10)
MOST_MENTIONED = 60
GONE = Skip("endpoints-skip-gone")
NOBODY = Skip("endpoints-skip-nobody")
NO_THREAD = Skip("endpoints-skip-no-thread")
MOVED = Skip("endpoints-skip-moved")
OVER = Skip("endpoints-skip-over")
ASKED_NEXT = {State.LIVE: (Move.VERIFY, Move.BUILD)}
"""Moves offered at once to those who hear of a state."""


async def tell_news(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Tell the other side, and who watches, what somebody did."""
    told = await bot.services.read(find_news, delivery)
    if told is None:
        return GONE
    if not told.concerned:
        return NOBODY
    request, event, mentioned = told.request, told.event, sorted(told.concerned)
    text = await public_text(bot, delivery.guild_id)
    words = did_words(event, text)
    if event.note:
        words += f"\n> {plain(event.note, 300)}"
    if event.state is request.state:  # what came of it is not over already
        words += f"\n{text(f'endpoints-next-{event.state.value}')}"
    moves = ASKED_NEXT.get(request.state, ()) if event.state is request.state else ()
    content = mentioning(words, mentioned, request, text, moves=moves)
    return in_thread(bot, request, delivery, content, text)


async def remind(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Remind both sides of the day that it is needed by."""
    request = await bot.services.read(find_subject, delivery)
    if request is None:
        return GONE
    if request.state not in OPEN:
        return OVER
    reminder = DueReminder.of(delivery)
    if request.due_at is None or int(request.due_at.timestamp()) != reminder.due:
        return MOVED
    now = bot.services.clock()
    if reminder.lead and now >= request.due_at:
        return OVER  # the reminder that it is due says so
    text = await public_text(bot, delivery.guild_id)
    key = "endpoints-due-soon" if reminder.lead else "endpoints-due-now"
    words = text(key, operation=plain(request.shape.key, 200), due=stamp(request.due_at, "R"))
    mentioned = [m for m in (request.requester_id, request.builder_id) if m is not None]
    content = mentioning(words, mentioned, request, text)
    return in_thread(bot, request, delivery, content, text)


async def tell_found(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Say what the contract in force makes of what was agreed, and offer what can be done."""
    compared = await bot.services.read(compare_request, delivery)
    if compared is None:
        return GONE
    request, finding, told = compared.request, compared.finding, FoundNews.of(delivery)
    is_built = request.state in BUILT
    if finding is None or not (is_built or request.state in AGREED_NOT_LIVE):
        return OVER
    if (request.shape_number, finding.verdict) != (told.shape_number, told.verdict):
        return OVER  # what came after it is told by itself
    text = await public_text(bot, delivery.guild_id)
    found = render_found(request, finding, text)
    mentioned = [m for m in (request.requester_id, request.builder_id) if m is not None]
    if is_built:
        mentioned += [each for each in compared.watchers if each not in mentioned]
    moves = _moves_after(request, finding)
    content = mentioning(found.text, mentioned, request, text, moves=moves)
    if _may_attach(bot, request):
        content = replace(content, files=found.files)
    return in_thread(bot, request, delivery, content, text)


def _may_attach(bot: NexusBot, request: Request) -> bool:
    """Tell whether files can be sent where the card is: without, what they hold is left out."""
    guild = bot.here(request.guild_id)
    channel = None if guild is None else guild.get_channel(request.shown.channel_id or 0)
    if guild is None or channel is None:
        return False
    return channel.permissions_for(guild.me).attach_files


def _moves_after(request: Request, finding: Finding) -> tuple[Move, ...]:
    """Return what can be done at once about what the contract says."""
    if request.state in AGREED_NOT_LIVE:
        return () if finding.operation is None else (Move.LIVE, Move.SHAPE)
    if finding.verdict == AS_AGREED:
        return (Move.VERIFY,)
    return (Move.BUILD, Move.SHAPE, Move.DEPRECATE)


async def tell_card_lost(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell the requester that the card of a request cannot be shown."""
    request, member_id = await bot.services.read(find_subject, delivery), delivery.key.member_id
    if request is None or member_id is None or request.requester_id != member_id:
        return GONE
    own = await bot.services.guilds.member(delivery.guild_id, member_id)
    settings = await bot.services.guilds.settings(delivery.guild_id)
    text = bot.services.text.of(own.language or settings.language)
    reason = reason_words(text, fault_key(CardLost.of(delivery).fault))
    words = text("endpoints-card-lost", what=_described(request, text), reason=reason)
    return Post(Content(words), member_id=member_id)


async def public_text(bot: NexusBot, guild_id: int) -> Catalogue:
    """Return the server's language."""
    settings = await bot.services.guilds.settings(guild_id)
    return bot.services.text.of(settings.language)


def in_thread(
    bot: NexusBot, request: Request, delivery: Delivery, content: Content, text: Catalogue
) -> Post | Skip | Postpone:
    """Say it in the thread, or below the card where it has none; once these are there."""
    now, shown = bot.services.clock(), request.shown
    if shown.message_id is None:
        is_waiting = now < delivery.planned_at + LONGEST_WAIT
        return Postpone(now + WAIT_FOR_CARD) if is_waiting else NO_THREAD
    if delivery.is_late(now):
        content = replace(content, text=f"{late_note(text, delivery)}\n{content.text}")
    if shown.thread_id is None:  # it was deleted, or could not be opened
        return Post(content, shown.channel_id, reply_to=shown.message_id)
    return Post(content, shown.thread_id)


def mentioning(
    words: str,
    member_ids: Sequence[int],
    request: Request,
    text: Catalogue,
    *,
    moves: tuple[Move, ...] = (),
) -> Content:
    """Return words that ping these members and nobody else, with buttons of what they can do."""
    named = member_ids[:MOST_MENTIONED]
    mentions = " ".join(f"<@{member_id}>" for member_id in named)
    users: list[Any] = [discord.Object(member_id) for member_id in named]  # Any: Snowflakes
    allowed = discord.AllowedMentions(everyone=False, roles=False, users=users)
    buttons = move_buttons(request, moves, text)
    view = view_of(*buttons) if buttons else None
    return Content(f"{mentions}\n{words}".strip(), view=view, allowed_mentions=allowed)


async def _describe(bot: NexusBot, delivery: Delivery, text: Catalogue) -> str | None:
    """Describe what a failed post was about."""
    request = await bot.services.read(find_subject, delivery)
    return None if request is None else _described(request, text)


def _described(request: Request, text: Catalogue) -> str:
    key = plain(request.shape.key, 200)
    return text("endpoints-described", operation=key, number=str(request.id))


DELIVERIES = (
    DeliveryKind(NEWS, tell_news, grace=GRACE, describe=_describe, asked_again=False),
    DeliveryKind(DUE, remind, grace=GRACE, describe=_describe, asked_again=False),
    DeliveryKind(FOUND, tell_found, grace=GRACE, describe=_describe, asked_again=True),
    DeliveryKind(
        CARD_LOST,
        tell_card_lost,
        otherwise=to_moderators,
        grace=GRACE,
        describe=_describe,
        asked_again=True,
    ),
)
