"""Posts of announcements that Nexus makes by the clock."""

from __future__ import annotations

import discord

from cogs.announcements.actions.plans import CANCELLED, CHANGED, GONE, NEWER, PAUSED, AnnouncedPost
from cogs.announcements.audience import Ground
from cogs.announcements.names import ANNOUNCEMENT, NOTICE, NOTICE_HERE
from cogs.announcements.render import Shown, post_content, render_notice
from cogs.announcements.views.preview import seen_view
from cogs.core.ledger import late_note
from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.ui.channels import moderators_channel_id
from cogs.ui.client import DeliveryKind, NexusBot, Post, Postpone, Skip
from cogs.ui.content import Content
from cogs.ui.members import find_member
from domain.announcements.records import (
    Announcement,
    Post as Posted,
    Publishing,
    State,
)
from domain.announcements.rules import GRACE, MAX_TITLE
from domain.deliveries import Delivery, DeliveryKey, DeliveryState
from domain.shards import Reach
from domain.times.recurrence import next_moment
from domain.times.wall import parse_slot, to_utc
from storage import announcement_posts, announcement_templates, announcements, deliveries

MOST_UNSENT = 200
SETTLED = Skip("the post is in order again, erased, or nobody can be told")


async def compose(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Compose what is posted now, unless it was cancelled, paused or overtaken."""
    services, now = bot.services, bot.services.clock()
    services.schedule.show("announcement", delivery.subject_id)
    channel_id = delivery.key.channel_id
    found = await bot.services.read(_find, delivery.guild_id, delivery.subject_id)
    if found is None or channel_id is None:
        return Skip(GONE)
    if reason := _hindrance(found, delivery, channel_id, bot):
        return Skip(reason)
    pings = await _may_ping(bot, found, channel_id)
    is_late = delivery.is_late(now)
    if not await services.write(_begin, found, delivery, channel_id, is_late=is_late, pings=pings):
        return Postpone(now)
    content = await content_of(bot, found, delivery, is_late=is_late, pings=pings)
    return Post(content, channel_id)


async def _begin(
    unit: Unit,
    found: Announcement,
    delivery: Delivery,
    channel_id: int,
    *,
    is_late: bool,
    pings: bool,
) -> bool:
    """Note what is about to be posted; False where the announcement has changed since `found`."""
    again = await _find(unit, found.guild_id, found.id)
    if again is None or again.revision != found.revision:
        return False
    await announcement_posts.begin(
        unit.connection, found, delivery, channel_id, is_late=is_late, pings=pings
    )
    return True


def _hindrance(
    found: Announcement, delivery: Delivery, channel_id: int, bot: NexusBot
) -> str | None:
    """Tell why the post is not made, by a stated rule; None where it is."""
    if found.state is State.CANCELLED:
        return CANCELLED
    if found.state is State.PAUSED:
        return PAUSED
    if channel_id not in found.contents.channel_ids:
        return CHANGED
    # Its own time, not when it was due: an occurrence that was posted early is not overtaken.
    slot = parse_slot(AnnouncedPost.of(delivery).slot)
    newer = next_moment(found.schedule, to_utc(slot, found.schedule.zone))
    return NEWER if newer is not None and newer.at <= bot.services.clock() else None


async def _may_ping(bot: NexusBot, found: Announcement, channel_id: int) -> bool:
    """Tell whether whoever saved the announcement last may still notify these."""
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
    """Return the message of an occurrence as it is to be now."""
    services = bot.services
    text = await public_text(bot, found.guild_id)
    view = None
    occurrence = delivery.key.occurrence
    files, count = await services.read(_load, found, occurrence)
    if found.wording.has_button:
        view = seen_view(text, found.id, occurrence, count)
    note = late_note(text, delivery) if is_late else ""
    return post_content(Shown(found.contents, files, view, pings, note))


async def _load(
    unit: Unit, found: Announcement, occurrence: str
) -> tuple[tuple[tuple[str, bytes], ...], int]:
    """Load the picture of an announcement, and how many have seen an occurrence."""
    return (
        await announcement_templates.load_image(
            unit.connection, found.guild_id, found.wording.image
        ),
        await announcement_posts.count_seen(unit.connection, found.id, occurrence),
    )


async def note_sent(bot: NexusBot, delivery: Delivery, message_id: int) -> None:
    """Record the message, so that changes and counts reach it."""
    channel = bot.channel_here(delivery.guild_id, delivery.key.channel_id)
    is_news = isinstance(channel, discord.TextChannel) and channel.is_news()
    publishing = Publishing.WANTED if is_news else Publishing.NO
    await bot.services.write(_record_sent, delivery, message_id, publishing)


async def _record_sent(
    unit: Unit, delivery: Delivery, message_id: int, publishing: Publishing
) -> None:
    await announcement_posts.mark_sent(
        unit.connection, delivery, message_id, unit.now, publishing=publishing
    )
    unit.show("post", delivery.id)


async def settle_unsent(bot: NexusBot) -> None:
    """Bring posts in line with the ledger where the process ended before that was done."""
    after = 0
    while True:
        rows = await bot.services.read(_list_unsent, bot.services.servers.reach(), after)
        for post_id, delivery in rows:
            after = post_id
            await _settle(bot, post_id, delivery)
        if len(rows) < MOST_UNSENT:
            return


async def _list_unsent(unit: Unit, reach: Reach, after: int) -> list[tuple[int, Delivery | None]]:
    unsent = await announcement_posts.list_unsent(
        unit.connection, reach, after=after, limit=MOST_UNSENT
    )
    return [
        (post_id, await deliveries.find_delivery(unit.connection, delivery_id))
        for post_id, delivery_id in unsent
    ]


async def _settle(bot: NexusBot, post_id: int, delivery: Delivery | None) -> None:
    if delivery is not None and delivery.is_open:
        return
    if delivery is not None and delivery.state is DeliveryState.SENT and delivery.message_id:
        await note_sent(bot, delivery, delivery.message_id)
        return
    await bot.services.write(_drop, post_id)


async def _drop(unit: Unit, post_id: int) -> None:
    await announcement_posts.drop(unit.connection, post_id)


async def describe(bot: NexusBot, delivery: Delivery, text: Catalogue) -> str | None:
    """Describe what an announcement is called when its post has failed."""
    found = await bot.services.read(_find, delivery.guild_id, delivery.subject_id)
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


async def tell_moderators_instead(unit: Unit, delivery: Delivery) -> None:
    """Tell the moderators in place of an editor who gets no direct messages, or has left."""
    occurrence = delivery.key.occurrence
    await unit.plan_once(
        DeliveryKey(delivery.guild_id, NOTICE_HERE, delivery.subject_id, occurrence)
    )


async def compose_notice_here(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Write to the moderators what an editor could not be told."""
    channel_id = await moderators_channel_id(bot, delivery.guild_id)
    words = await _notice(bot, delivery, await public_text(bot, delivery.guild_id))
    return SETTLED if words is None or channel_id is None else Post(Content(words), channel_id)


async def _notice(bot: NexusBot, delivery: Delivery, text: Catalogue) -> str | None:
    post = await bot.services.read(_find_post, delivery.subject_id)
    found = None if post is None else await find_of_post(bot, post)
    if post is None or found is None or post.fault is None:
        return None
    return render_notice(found, post, text)


async def _find_post(unit: Unit, post_id: int) -> Posted | None:
    return await announcement_posts.find_post(unit.connection, post_id)


async def find_of_post(bot: NexusBot, post: Posted) -> Announcement | None:
    """Find the announcement that a post shows."""
    return await bot.services.read(_find, post.guild_id, post.announcement_id)


async def public_text(bot: NexusBot, guild_id: int) -> Catalogue:
    """Return the server's language."""
    settings = await bot.services.guilds.settings(guild_id)
    return bot.services.text.of(settings.language)


async def _find(unit: Unit, guild_id: int, announcement_id: int) -> Announcement | None:
    return await announcements.find_announcement(unit.connection, guild_id, announcement_id)


DELIVERIES = (
    DeliveryKind(
        ANNOUNCEMENT, compose, sent=note_sent, grace=GRACE, describe=describe, asked_again=False
    ),
    DeliveryKind(NOTICE, compose_notice, otherwise=tell_moderators_instead, asked_again=True),
    DeliveryKind(NOTICE_HERE, compose_notice_here, asked_again=True),
)
