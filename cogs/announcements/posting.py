"""The timed posts: what an announcement says when it is due, and what is noted of it."""

from __future__ import annotations

import discord

from cogs.announcements.ground import Ground
from cogs.announcements.names import ANNOUNCEMENT, NOTICE, NOTICE_HERE, PLANS, POSTS, PUBLISHING
from cogs.announcements.planning import CANCELLED, CHANGED, GONE, NEWER, PAUSED
from cogs.announcements.render.notices import render_notice
from cogs.announcements.render.post import Shown, post_content
from cogs.announcements.views.seen import seen_view
from cogs.core.ledger import late_note
from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.ui.channels import moderators_channel_id
from cogs.ui.client import DeliveryKind, NexusBot, Post, Postpone, Skip
from cogs.ui.content import Content
from cogs.ui.members import find_member
from domain.announcements.records import (
    Announcement,
    Post as Posted,
    Publishing,
    State,
    slot_in,
)
from domain.announcements.rules import GRACE, MAX_TITLE
from domain.deliveries import Delivery, DeliveryKey, DeliveryState
from domain.times.recurrence import next_moment
from domain.times.wall import parse_slot, to_utc
from storage import announcement_posts, announcement_templates, announcements, deliveries

MOST_UNSENT = 200
SETTLED = Skip("the post is in order again, erased, or nobody can be told")


async def compose(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """What is posted now, unless the announcement was cancelled, paused or overtaken."""
    services, now = bot.services, bot.services.clock()
    services.schedule.reconcile(PLANS)
    channel_id = delivery.key.channel_id
    found = await _find(bot, delivery)
    if found is None or channel_id is None:
        return Skip(GONE)
    if reason := _hindrance(found, delivery, channel_id, bot):
        return Skip(reason)
    pings = await _may_ping(bot, found, channel_id)
    async with services.database.transaction() as connection:
        again = await announcements.find_announcement(connection, found.guild_id, found.id)
        if again is None or again.revision != found.revision:
            return Postpone(now)
        is_late = delivery.is_late(now)
        await announcement_posts.begin(
            connection, found, delivery, channel_id, is_late=is_late, pings=pings
        )
    content = await content_of(bot, found, delivery, is_late=is_late, pings=pings)
    return Post(content, channel_id)


def _hindrance(
    found: Announcement, delivery: Delivery, channel_id: int, bot: NexusBot
) -> str | None:
    """Why the post is not made, by a stated rule; None where it is."""
    if found.state is State.CANCELLED:
        return CANCELLED
    if found.state is State.PAUSED:
        return PAUSED
    if channel_id not in found.contents.channel_ids:
        return CHANGED
    # Its own time, not when it was due: an occurrence that was posted early is not overtaken.
    slot = parse_slot(slot_in(delivery.key.occurrence))
    newer = next_moment(found.schedule, to_utc(slot, found.schedule.zone))
    return NEWER if newer is not None and newer.at <= bot.services.clock() else None


async def _may_ping(bot: NexusBot, found: Announcement, channel_id: int) -> bool:
    """Whether whoever saved the announcement last may still notify these."""
    pings = found.contents.pings
    if not pings:
        return False
    guild = bot.here(found.guild_id)
    channel = None if guild is None else guild.get_channel(channel_id)
    if guild is None or not isinstance(channel, discord.TextChannel) or found.editor_id is None:
        return False
    member = await find_member(guild, found.editor_id)
    return member is not None and Ground(guild, member).may_ping(channel, pings)


async def content_of(
    bot: NexusBot, found: Announcement, delivery: Delivery, *, is_late: bool, pings: bool
) -> Content:
    """The message of an occurrence as it is to be now."""
    services = bot.services
    text = await public_text(bot, found.guild_id)
    view = None
    async with services.database.read() as connection:
        files = await announcement_templates.load_image(
            connection, found.guild_id, found.wording.image
        )
        occurrence = delivery.key.occurrence
        count = await announcement_posts.count_seen(connection, found.id, occurrence)
    if found.wording.has_button:
        view = seen_view(text, found.id, occurrence, count)
    note = late_note(text, delivery) if is_late else ""
    return post_content(Shown(found.contents, files, view, pings, note))


async def note_sent(bot: NexusBot, delivery: Delivery, message_id: int) -> None:
    """Record the message, so that changes and counts reach it."""
    await _record_sent(bot, delivery, message_id)
    bot.services.schedule.reconcile(POSTS)
    bot.services.schedule.reconcile(PUBLISHING)


async def settle_unsent(bot: NexusBot) -> None:
    """Bring posts in line with the ledger where the process ended before that was done."""
    after = 0
    while True:
        async with bot.services.database.read() as connection:
            unsent = await announcement_posts.list_unsent(
                connection, bot.services.servers.reach(), after=after, limit=MOST_UNSENT
            )
            rows = [
                (post_id, await deliveries.find_delivery(connection, delivery_id))
                for post_id, delivery_id in unsent
            ]
        for post_id, delivery in rows:
            after = post_id
            await _settle(bot, post_id, delivery)
        if len(rows) < MOST_UNSENT:
            return


async def _settle(bot: NexusBot, post_id: int, delivery: Delivery | None) -> None:
    if delivery is not None and delivery.is_open:
        return
    if delivery is not None and delivery.state is DeliveryState.SENT and delivery.message_id:
        await _record_sent(bot, delivery, delivery.message_id)
        bot.services.schedule.reconcile(PUBLISHING)
        return
    async with bot.services.database.transaction() as connection:
        await announcement_posts.drop(connection, post_id)


async def _record_sent(bot: NexusBot, delivery: Delivery, message_id: int) -> None:
    channel = bot.channel_here(delivery.guild_id, delivery.key.channel_id)
    is_news = isinstance(channel, discord.TextChannel) and channel.is_news()
    async with bot.services.database.transaction() as connection:
        await announcement_posts.mark_sent(
            connection,
            delivery,
            message_id,
            bot.services.clock(),
            publishing=Publishing.WANTED if is_news else Publishing.NO,
        )


async def describe(bot: NexusBot, delivery: Delivery, text: Catalogue) -> str | None:
    """What an announcement is called when its post has failed."""
    found = await _find(bot, delivery)
    if found is None:
        return None
    return text(
        "announcements-named", number=str(found.id), title=plain(found.wording.title, MAX_TITLE)
    )


async def compose_notice(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell who saved it last that a post cannot be kept up to date, and what helps."""
    member_id = delivery.key.member_id
    if member_id is None:
        return SETTLED
    own = await bot.services.guilds.member(delivery.guild_id, member_id)
    settings = await bot.services.guilds.settings(delivery.guild_id)
    text = bot.services.text.of(own.language or settings.language)
    words = await _notice(bot, delivery, text)
    return SETTLED if words is None else Post(Content(words), member_id=member_id)


async def note_untold(bot: NexusBot, delivery: Delivery, _reason: str) -> None:
    """She accepts no direct messages, or is gone: the moderators are told."""
    now, occurrence = bot.services.clock(), delivery.key.occurrence
    key = DeliveryKey(delivery.guild_id, NOTICE_HERE, delivery.subject_id, occurrence)
    async with bot.services.database.transaction() as connection:
        await deliveries.schedule(connection, key, now, now)


async def compose_notice_here(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """The same for the moderators."""
    channel_id = await moderators_channel_id(bot, delivery.guild_id)
    words = await _notice(bot, delivery, await public_text(bot, delivery.guild_id))
    return SETTLED if words is None or channel_id is None else Post(Content(words), channel_id)


async def _notice(bot: NexusBot, delivery: Delivery, text: Catalogue) -> str | None:
    async with bot.services.database.read() as connection:
        post = await announcement_posts.find_post(connection, delivery.subject_id)
    found = None if post is None else await find_of_post(bot, post)
    if post is None or found is None or post.fault is None:
        return None
    return render_notice(found, post, text)


async def find_of_post(bot: NexusBot, post: Posted) -> Announcement | None:
    """The announcement that a post shows."""
    async with bot.services.database.read() as connection:
        return await announcements.find_announcement(
            connection, post.guild_id, post.announcement_id
        )


async def public_text(bot: NexusBot, guild_id: int) -> Catalogue:
    """The server's language."""
    settings = await bot.services.guilds.settings(guild_id)
    return bot.services.text.of(settings.language)


async def _find(bot: NexusBot, delivery: Delivery) -> Announcement | None:
    async with bot.services.database.read() as connection:
        return await announcements.find_announcement(
            connection, delivery.guild_id, delivery.subject_id
        )


DELIVERIES = (
    DeliveryKind(
        ANNOUNCEMENT, compose, sent=note_sent, grace=GRACE, describe=describe, asked_again=False
    ),
    DeliveryKind(NOTICE, compose_notice, failed=note_untold, asked_again=True),
    DeliveryKind(NOTICE_HERE, compose_notice_here, asked_again=True),
)
