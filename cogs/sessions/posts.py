"""Posts about sessions that Nexus makes by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import discord

from cogs.core.ledger import fault_key, late_note, reason_words
from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.sessions.actions.answers import Promoted, list_people
from cogs.sessions.actions.plans import Reminder, is_meant
from cogs.sessions.actions.reminders import plan_direct, plan_part, remind_directly_instead
from cogs.sessions.names import (
    CARD_LOST,
    CHANGED,
    EVENT_LOST,
    POLL_LOST,
    PROMOTED,
    PROMOTED_HERE,
    REMINDER,
    REMINDER_DM,
    REMINDER_MORE,
    SUMMARY,
    SUMMARY_HERE,
)
from cogs.sessions.render import (
    describe,
    render_attendance,
    render_card_lost,
    render_changed,
    render_event_lost,
    render_promoted,
    render_reminder,
)
from cogs.sessions.views.card import NotesButton
from cogs.ui.client import DeliveryKind, NexusBot, Post, Postpone, Skip
from cogs.ui.content import Content
from cogs.ui.failures import to_moderators
from cogs.ui.items import view_of
from domain.cards import CardFault
from domain.deliveries import CardLost, Delivery, DeliveryKey
from domain.sessions.polls import PollState
from domain.sessions.records import Answer, Occurrence, OccurrenceState, Reminders
from storage import session_occurrences, session_people, session_polls

MOST_NAMED = 80
"""More than this would not fit, and are counted."""
WAIT_FOR_DMS = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=1)
"""Time that the thread waits for direct messages, which it may have to make up for."""
GRACE = timedelta(hours=12)
GONE = Skip("sessions-skip-gone")
CANCELLED = Skip("sessions-was-cancelled")
OVER = Skip("sessions-skip-over")
MOVED = Skip("sessions-moved-on")
NOBODY = Skip("sessions-skip-nobody")
NEXT = Skip("sessions-skip-next")
NO_THREAD = Skip("sessions-skip-no-thread")
DIRECTLY = Skip("sessions-skip-directly")


async def remind(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Remind in the thread, once the direct messages are sent or have failed.

    One message mentions all who are reminded there, among them those whose direct message failed.
    """
    occurrence = await _find(bot, delivery)
    skip = _obsolete(occurrence, delivery, bot)
    if occurrence is None or skip is not None:
        return skip or GONE
    services, now = bot.services, bot.services.clock()
    reminder = Reminder.of(delivery)
    mentioned, begun_at = await services.write(plan_direct, occurrence, reminder)
    if begun_at is not None and now < begun_at + LONGEST_WAIT:
        return Postpone(now + WAIT_FOR_DMS)
    mentioned = await services.write(plan_part, occurrence, reminder, mentioned)
    if not mentioned:
        return NEXT if _is_superseded(occurrence, reminder, now) else NOBODY
    place_id = occurrence.shown.thread_id or occurrence.home_id
    if bot.channel_here(delivery.guild_id, occurrence.home_id) is None:
        await services.write(remind_directly_instead, delivery)
        return DIRECTLY
    text = await _public(bot, delivery.guild_id)
    words = render_reminder(occurrence, text)
    if delivery.is_late(now):
        words = f"{late_note(text, delivery)}\n{words}"
    return Post(_mentioning(words, mentioned, text), place_id)


async def remind_directly(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Remind one member, in their language; the thread does where that fails."""
    occurrence, member_id = await _find(bot, delivery), delivery.key.member_id
    skip = _obsolete(occurrence, delivery, bot)
    if occurrence is None or member_id is None or skip is not None:
        return skip or GONE
    if await _answer_of(bot, occurrence, member_id) not in (Answer.GOING, Answer.MAYBE):
        return NOBODY
    wishes = await bot.services.database.read(
        session_people.find_reminders, delivery.guild_id, member_id
    )
    if not is_meant(wishes, occurrence, Reminder.of(delivery), bot.services.clock()):
        return NEXT
    text = await _own(bot, delivery.guild_id, member_id)
    words = render_reminder(occurrence, text)
    if delivery.is_late(bot.services.clock()):
        words = f"{late_note(text, delivery)}\n{words}"
    # Of a channel that is gone nobody can see anything: those who come are told all the same.
    is_there = bot.channel_here(delivery.guild_id, occurrence.home_id) is not None
    about = occurrence.home_id if is_there else None
    return Post(Content(words), member_id=member_id, about=about)


async def tell_promoted(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell a member that a seat became free for them."""
    occurrence, member_id = await _find(bot, delivery), delivery.key.member_id
    if occurrence is None or member_id is None or not occurrence.is_open:
        return OVER
    if await _answer_of(bot, occurrence, member_id) is not Answer.GOING:
        return NOBODY
    text = await _own(bot, delivery.guild_id, member_id)
    content = Content(render_promoted(occurrence, text))
    return Post(content, member_id=member_id, about=occurrence.home_id)


async def tell_promoted_here(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Return the same in the thread."""
    occurrence = await _find(bot, delivery)
    member_id = Promoted.of(delivery).member_id
    if occurrence is None or not occurrence.is_open:
        return OVER
    if occurrence.shown.thread_id is None:
        return NO_THREAD
    text = await _public(bot, delivery.guild_id)
    content = _mentioning(render_promoted(occurrence, text), [member_id], text)
    return Post(content, occurrence.shown.thread_id)


async def promote_here_instead(unit: Unit, delivery: Delivery) -> None:
    """Tell a member in the thread who accepts no direct messages."""
    await unit.plan_once(replace(Promoted.of(delivery), is_here=True))


async def tell_changed(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell those who come that the time has changed, or that it is cancelled."""
    occurrence = await _find(bot, delivery)
    if occurrence is None:
        return GONE
    if occurrence.shown.thread_id is None:
        return NO_THREAD
    rsvps = await bot.services.database.read(session_people.list_rsvps, occurrence.id)
    mentioned = [rsvp.member_id for rsvp in rsvps if rsvp.answer is not Answer.DECLINED]
    text = await _public(bot, delivery.guild_id)
    content = _mentioning(render_changed(occurrence, text), mentioned, text)
    return Post(content, occurrence.shown.thread_id)


async def sum_up(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell the host who came, and ask for notes."""
    occurrence, member_id = await _find(bot, delivery), delivery.key.member_id
    if occurrence is None or member_id is None or occurrence.host_id != member_id:
        return GONE
    text = await _own(bot, delivery.guild_id, member_id)
    words = await _summary(bot, occurrence, text)
    # Buttons need a server around them, so a direct message says where they are.
    return Post(Content(f"{words}\n\n{text('sessions-summary-notes')}"), member_id=member_id)


async def sum_up_here(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Ask for notes in the thread, where everybody can add to them."""
    occurrence = await _find(bot, delivery)
    if occurrence is None or occurrence.state is not OccurrenceState.ENDED:
        return GONE
    if occurrence.shown.thread_id is None:
        return NO_THREAD
    text = await _public(bot, delivery.guild_id)
    button = NotesButton(occurrence.id, label=text("sessions-button-notes"))
    words = await _summary(bot, occurrence, text)
    host = [] if occurrence.host_id is None else [occurrence.host_id]
    content = _mentioning(f"{words}\n{text('sessions-summary-ask')}", host, text)
    return Post(
        Content(content.text, view=view_of(button), allowed_mentions=content.allowed_mentions),
        occurrence.shown.thread_id,
    )


async def ask_here_too(bot: NexusBot, delivery: Delivery, _: int) -> None:
    """Ask for notes in the thread as well, which holds the button for them."""
    await bot.services.write(ask_here_instead, delivery)


async def ask_here_instead(unit: Unit, delivery: Delivery) -> None:
    """Ask for notes in the thread where the host accepts no direct messages."""
    await unit.plan_once(DeliveryKey(delivery.guild_id, SUMMARY_HERE, delivery.subject_id))


async def tell_card_lost(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell the host that the card or the event of a session cannot be shown."""
    occurrence, member_id = await _find(bot, delivery), delivery.key.member_id
    if occurrence is None or member_id is None or not occurrence.is_open:
        return GONE
    text = await _own(bot, delivery.guild_id, member_id)
    reason = reason_words(text, fault_key(CardLost.of(delivery).fault))
    is_event = delivery.key.kind == EVENT_LOST
    render = render_event_lost if is_event else render_card_lost
    return Post(Content(render(occurrence, reason, text)), member_id=member_id)


async def tell_poll_lost(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell who started a poll that it cannot be shown."""
    poll = await bot.services.database.read(
        session_polls.find_poll, delivery.guild_id, delivery.subject_id
    )
    member_id = delivery.key.member_id
    if poll is None or member_id is None or poll.state is not PollState.OPEN:
        return GONE
    text = await _own(bot, delivery.guild_id, member_id)
    fault = CardLost.of(delivery).fault
    is_deleted = fault == CardFault.CARD_DELETED.value
    reason = reason_words(text, "sessions-poll-deleted" if is_deleted else fault_key(fault))
    words = text("sessions-poll-lost", title=plain(poll.title, 200), reason=reason)
    return Post(Content(words), member_id=member_id)


async def _describe(bot: NexusBot, delivery: Delivery, text: Catalogue) -> str | None:
    """Describe what a failed post was about."""
    occurrence = await _find(bot, delivery)
    return None if occurrence is None else describe(occurrence, text)


DELIVERIES = (
    DeliveryKind(
        REMINDER,
        remind,
        otherwise=remind_directly_instead,
        describe=_describe,
        asked_again=False,
    ),
    DeliveryKind(
        REMINDER_MORE,
        remind,
        otherwise=remind_directly_instead,
        describe=_describe,
        asked_again=False,
    ),
    DeliveryKind(REMINDER_DM, remind_directly, asked_again=False),
    DeliveryKind(
        PROMOTED, tell_promoted, otherwise=promote_here_instead, grace=GRACE, asked_again=False
    ),
    DeliveryKind(PROMOTED_HERE, tell_promoted_here, grace=GRACE, asked_again=False),
    DeliveryKind(CHANGED, tell_changed, grace=GRACE, describe=_describe, asked_again=False),
    DeliveryKind(
        CARD_LOST,
        tell_card_lost,
        otherwise=to_moderators,
        grace=GRACE,
        describe=_describe,
        asked_again=True,
    ),
    DeliveryKind(
        EVENT_LOST,
        tell_card_lost,
        otherwise=to_moderators,
        grace=GRACE,
        describe=_describe,
        asked_again=True,
    ),
    DeliveryKind(POLL_LOST, tell_poll_lost, otherwise=to_moderators, grace=GRACE, asked_again=True),
    DeliveryKind(
        SUMMARY,
        sum_up,
        sent=ask_here_too,
        otherwise=ask_here_instead,
        grace=GRACE,
        asked_again=False,
    ),
    DeliveryKind(SUMMARY_HERE, sum_up_here, grace=GRACE, asked_again=False),
)


def _obsolete(occurrence: Occurrence | None, delivery: Delivery, bot: NexusBot) -> Skip | None:
    """Tell why a reminder is of no use, above all once the session has begun."""
    if occurrence is None:
        return GONE
    if occurrence.state is OccurrenceState.CANCELLED:
        return CANCELLED
    reminder = Reminder.of(delivery)
    now = bot.services.clock()
    if reminder.start != int(occurrence.starts_at.timestamp()):
        return MOVED
    has_begun = now >= occurrence.starts_at and reminder.lead > 0
    if has_begun or now >= occurrence.ends_at:
        return OVER
    return None


def _is_superseded(occurrence: Occurrence, reminder: Reminder, now: datetime) -> bool:
    """Tell whether the time of the series' next reminder has come."""
    return not is_meant(Reminders(), occurrence, reminder, now)


async def _summary(bot: NexusBot, occurrence: Occurrence, text: Catalogue) -> str:
    attended, rsvps = await bot.services.read(list_people, occurrence.id)
    return render_attendance(occurrence, attended, rsvps, text)


async def _find(bot: NexusBot, delivery: Delivery) -> Occurrence | None:
    return await bot.services.database.read(
        session_occurrences.find_occurrence, delivery.guild_id, delivery.subject_id
    )


async def _answer_of(bot: NexusBot, occurrence: Occurrence, member_id: int) -> Answer | None:
    rsvps = await bot.services.database.read(session_people.list_rsvps, occurrence.id)
    return next((rsvp.answer for rsvp in rsvps if rsvp.member_id == member_id), None)


async def _public(bot: NexusBot, guild_id: int) -> Catalogue:
    settings = await bot.services.guilds.settings(guild_id)
    return bot.services.text.of(settings.language)


async def _own(bot: NexusBot, guild_id: int, member_id: int) -> Catalogue:
    """Return a member's language, as far as they chose one; else the server's."""
    own = await bot.services.guilds.member(guild_id, member_id)
    settings = await bot.services.guilds.settings(guild_id)
    return bot.services.text.of(own.language or settings.language)


def _mentioning(words: str, member_ids: Sequence[int], text: Catalogue) -> Content:
    """Return words that ping these members, and nobody else."""
    named = member_ids[:MOST_NAMED]
    mentions = " ".join(f"<@{member_id}>" for member_id in named)
    if len(member_ids) > len(named):
        mentions += " " + text("sessions-more", count=len(member_ids) - len(named))
    users: list[Any] = [discord.Object(member_id) for member_id in named]  # Any: Snowflakes
    allowed = discord.AllowedMentions(everyone=False, roles=False, users=users)
    return Content(f"{mentions}\n{words}".strip(), allowed_mentions=allowed)
