"""Posts of announcements kept equal to what is to be said, and handed on to servers that follow."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

import aiohttp
import discord

from cogs.announcements.names import NOTICE
from cogs.announcements.posts import content_of, find_of_post, public_text, settle_unsent
from cogs.announcements.views.preview import seen_view
from cogs.core.unit import Unit
from cogs.ui.client import NexusBot
from cogs.ui.reply import editing
from domain.announcements.records import Announcement, Fault, Post
from domain.deliveries import Delivery, DeliveryKey
from domain.shards import Reach
from storage import announcement_posts, announcements, deliveries

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200
REFRESH = timedelta(seconds=5)
"""Pause between updates of a count: Discord allows five edits in five seconds a channel."""
UNKNOWN_MESSAGE = 10008
ALREADY_PUBLISHED = 40033
PUBLISHED_PER_HOUR = 10
HOUR = timedelta(hours=1)
PATIENCE_SECONDS = 15.0
"""Time that a publication may take: longer means that discord.py sits out a rate limit."""
REFUSED_FOR = timedelta(minutes=10)
"""Time that a channel rests whose limit others have used up."""
REST = timedelta(seconds=30)
"""Rest of a channel where Discord is unwell."""
REFUSALS = {400, 403, 404, 413}
"""Statuses that trying again doesn't mend."""
TRANSIENT = (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError)


async def reconcile_posts(bot: NexusBot) -> datetime | None:
    """Show what was changed; returns when a count that has to wait may be shown."""
    await settle_unsent(bot)
    again: list[datetime] = []
    after = 0
    while True:
        old = await bot.services.read(_list_old, bot.services.servers.reach(), after)
        by_channel = groupby(sorted(old, key=_place), key=_place)
        waits = await asyncio.gather(*(_refresh_all(bot, list(posts)) for _, posts in by_channel))
        again += [at for at in waits if at is not None]
        if len(old) < MOST_AT_ONCE:
            return min(again, default=None)
        after = old[-1].id


async def retry_faults(bot: NexusBot, guild: discord.Guild) -> None:
    """Try again the posts of a server that could not be changed while it was away."""
    await bot.services.write(_retry_faults, guild.id)


async def retry_forbidden(bot: NexusBot, guild: discord.Guild) -> None:
    """Try again the posts of a server whose permissions have changed, if those kept any back."""
    if await bot.services.read(_is_kept_back, guild.id):
        await bot.services.write(_retry_faults, guild.id)


async def _is_kept_back(unit: Unit, guild_id: int) -> bool:
    return await announcement_posts.is_kept_back(unit.connection, guild_id)


async def _retry_faults(unit: Unit, guild_id: int) -> None:
    await announcement_posts.retry_faults(unit.connection, guild_id)
    unit.show("announcement", guild_id)


async def _list_old(unit: Unit, reach: Reach, after: int) -> list[Post]:
    return await announcement_posts.list_old(
        unit.connection, reach, after=after, limit=MOST_AT_ONCE
    )


def _place(post: Post) -> int:
    return post.channel_id


async def _refresh_all(bot: NexusBot, posts: Sequence[Post]) -> datetime | None:
    """Bring one channel's posts in line, in turn; returns when one that waits may be shown."""
    waits = []
    for post in posts:
        try:
            waits.append(await _refresh(bot, post))
        except discord.NotFound as error:
            fault = Fault.DELETED if error.code == UNKNOWN_MESSAGE else Fault.NO_CHANNEL
            await _give_up(bot, post, fault)
        except discord.Forbidden:
            await _give_up(bot, post, Fault.FORBIDDEN)
        except TRANSIENT as error:
            if isinstance(error, discord.HTTPException) and error.status in REFUSALS:
                await _give_up(bot, post, Fault.REFUSED)
            else:
                log.info("The post %s of an announcement waits: %s", post.id, error)
    return min((at for at in waits if at is not None), default=None)


async def _refresh(bot: NexusBot, post: Post) -> datetime | None:
    found = await find_of_post(bot, post)
    if found is None or post.message_id is None:
        return None
    now = bot.services.clock()
    message = bot.get_partial_messageable(post.channel_id).get_partial_message(post.message_id)
    if post.is_withdrawn:
        await message.delete()
        await bot.services.write(_mark_withdrawn, post)
        return None
    if post.revision != found.revision:
        await _show(bot, found, post, message)
    elif post.shown_at is not None and now < post.shown_at + REFRESH:
        return post.shown_at + REFRESH
    else:
        await _count(bot, found, post, message)
    await bot.services.write(_mark_shown, post, found.revision)
    return None


async def _mark_withdrawn(unit: Unit, post: Post) -> None:
    await announcement_posts.mark_fault(unit.connection, post.id, Fault.DELETED)


async def _mark_shown(unit: Unit, post: Post, revision: int) -> None:
    await announcement_posts.mark_shown(unit.connection, post, revision, unit.now)


async def _show(
    bot: NexusBot, found: Announcement, post: Post, message: discord.PartialMessage
) -> None:
    """Change the whole message."""
    delivery = await bot.services.read(_find_delivery, post.delivery_id)
    if delivery is None:
        return
    content = await content_of(bot, found, delivery, is_late=post.is_late, pings=post.pings)
    await message.edit(**{**editing(content), "allowed_mentions": discord.AllowedMentions.none()})


async def _find_delivery(unit: Unit, delivery_id: int) -> Delivery | None:
    return await deliveries.find_delivery(unit.connection, delivery_id)


async def _count(
    bot: NexusBot, found: Announcement, post: Post, message: discord.PartialMessage
) -> None:
    """Change the number on the button and nothing else: pictures are not sent again for it."""
    if found.wording.has_button:
        count = await bot.services.read(_count_seen, post)
        text = await public_text(bot, found.guild_id)
        view = seen_view(text, found.id, post.occurrence, count)
        await message.edit(view=view, allowed_mentions=discord.AllowedMentions.none())


async def _count_seen(unit: Unit, post: Post) -> int:
    return await announcement_posts.count_seen(
        unit.connection, post.announcement_id, post.occurrence
    )


async def _give_up(bot: NexusBot, post: Post, fault: Fault) -> None:
    """Leave the post alone, and tell whoever saved the announcement last."""
    if bot.services.servers.is_later(post.guild_id):
        return  # what Discord says of a server that is away is no fact
    await bot.services.write(_mark_fault, post, fault)


async def _mark_fault(unit: Unit, post: Post, fault: Fault) -> None:
    found = await announcements.find_announcement(
        unit.connection, post.guild_id, post.announcement_id
    )
    is_news = await announcement_posts.mark_fault(unit.connection, post.id, fault)
    if is_news and found is not None and found.editor_id is not None and not post.is_withdrawn:
        await unit.plan_once(
            # Another change that fails is news again; the same one, tried again, is not.
            DeliveryKey(
                post.guild_id,
                NOTICE,
                post.id,
                f"{fault.value}-{post.wanted}",
                member_id=found.editor_id,
            )
        )


async def reconcile_publishing(bot: NexusBot) -> datetime | None:
    """Hand posts of announcement channels on; returns when the next one may be handed on."""
    services = bot.services
    waiting = await services.read(_list_to_publish, services.servers.reach())
    by_channel = groupby(sorted(waiting, key=_place), key=_place)
    await asyncio.gather(*(_publish_all(bot, list(posts)) for _, posts in by_channel))
    return await services.read(_next_to_publish, services.servers.reach())


async def _list_to_publish(unit: Unit, reach: Reach) -> list[Post]:
    return await announcement_posts.list_to_publish(
        unit.connection, reach, unit.now, limit=MOST_AT_ONCE
    )


async def _next_to_publish(unit: Unit, reach: Reach) -> datetime | None:
    return await announcement_posts.next_to_publish(unit.connection, reach)


async def _publish_all(bot: NexusBot, posts: Sequence[Post]) -> None:
    """Publish one channel's posts, the oldest first, as far as Discord's limit allows."""
    for post in posts:
        published = await bot.services.read(_list_published, post.channel_id)
        if len(published) >= PUBLISHED_PER_HOUR:
            await _put_off(bot, post.channel_id, published[0] + HOUR)
            return
        if not await _publish(bot, post):
            return


async def _list_published(unit: Unit, channel_id: int) -> list[datetime]:
    return await announcement_posts.list_published(
        unit.connection, channel_id, unit.now - HOUR, limit=PUBLISHED_PER_HOUR
    )


async def _publish(bot: NexusBot, post: Post) -> bool:
    """Publish one post; False where the channel has to rest."""
    message = bot.get_partial_messageable(post.channel_id).get_partial_message(post.message_id or 0)
    now = bot.services.clock()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await message.publish()
    except TimeoutError:
        await _put_off(bot, post.channel_id, now + REFUSED_FOR)
        return False
    except discord.HTTPException as error:
        return await _refused(bot, post, error)
    except (aiohttp.ClientError, OSError):
        await _put_off(bot, post.channel_id, now + REST)
        return False
    await bot.services.write(_mark_published, post)
    return True


async def _mark_published(unit: Unit, post: Post) -> None:
    await announcement_posts.mark_published(unit.connection, post.id, unit.now)


async def _refused(bot: NexusBot, post: Post, error: discord.HTTPException) -> bool:
    """Note why a post was not published; False where the channel has to rest."""
    now = bot.services.clock()
    if error.status not in REFUSALS or bot.services.servers.is_later(post.guild_id):
        await _put_off(bot, post.channel_id, now + REST)
        return False
    if error.code == ALREADY_PUBLISHED:
        await bot.services.write(_mark_published, post)
    else:
        log.info("The post %s cannot be handed on: %s", post.id, error)
        await bot.services.write(_mark_unpublishable, post)
    return True


async def _mark_unpublishable(unit: Unit, post: Post) -> None:
    await announcement_posts.mark_unpublishable(unit.connection, post.id)


async def _put_off(bot: NexusBot, channel_id: int, until: datetime) -> None:
    await bot.services.write(_rest, channel_id, until)


async def _rest(unit: Unit, channel_id: int, until: datetime) -> None:
    await announcement_posts.put_off(unit.connection, channel_id, until)
