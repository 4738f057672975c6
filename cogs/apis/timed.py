"""The timed posts about contracts: the report in the thread, the word to each consumer."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Final

import discord

from cogs.apis.actions.changing import concerning, get_report
from cogs.apis.names import NOTICE, NOTICE_HERE, REPORT
from cogs.apis.render.changes import render_notice, render_report
from cogs.apis.views.cards import GotItButton
from cogs.shared.client import NexusBot
from cogs.shared.content import Content
from cogs.shared.features import DeliveryKind, Post, Postpone, Skip
from cogs.shared.items import view_of
from cogs.shared.markup import plain
from cogs.shared.text import Catalogue
from domain.deliveries import Delivery, DeliveryKey
from storage import api_consumers, deliveries

GONE: Final = Skip("apis-skip-gone")
NO_THREAD: Final = Skip("apis-skip-no-thread")
SEEN: Final = Skip("apis-skip-seen")
WAIT_FOR_THREAD: Final = timedelta(seconds=10)
LONGEST_WAIT: Final = timedelta(minutes=10)
GRACE: Final = timedelta(days=2)


async def report(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Say in the thread what changed; the thread of a new API may not be there yet."""
    async with bot.services.database.read() as connection:
        found = await get_report(connection, delivery.guild_id, delivery.subject_id)
    if found is None:
        return GONE
    api, contract, changes = found
    if api.thread_id is None:
        now = bot.services.clock()
        if now < delivery.planned_at + LONGEST_WAIT:
            return Postpone(now + WAIT_FOR_THREAD)
        return NO_THREAD
    text = await _public(bot, delivery.guild_id)
    content = await asyncio.to_thread(render_report, contract, changes, text)
    return Post(content, api.thread_id)


async def tell_consumer(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell a consumer what changed of that which she declared."""
    member_id = delivery.key.member_id
    if member_id is None:
        return GONE
    own = await bot.services.guilds.member(delivery.guild_id, member_id)
    settings = await bot.services.guilds.settings(delivery.guild_id)
    text = bot.services.text.of(own.language or settings.language)
    content = await _notice(bot, delivery, member_id, text)
    return content if isinstance(content, Skip) else Post(content, member_id=member_id)


async def tell_here(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """The same in the thread, where she accepts no direct messages."""
    member_id = int(delivery.key.occurrence)
    text = await _public(bot, delivery.guild_id)
    async with bot.services.database.read() as connection:
        found = await get_report(connection, delivery.guild_id, delivery.subject_id)
    if found is None:
        return GONE
    thread_id = found[0].thread_id
    if thread_id is None:
        return NO_THREAD
    content = await _notice(bot, delivery, member_id, text)
    if isinstance(content, Skip):
        return content
    mentions = discord.AllowedMentions(users=[discord.Object(member_id)])
    words = f"<@{member_id}> {content.text}"
    return Post(replace(content, text=words, allowed_mentions=mentions), thread_id)


async def tell_here_instead(bot: NexusBot, delivery: Delivery, _: str) -> None:
    """She accepts no direct messages."""
    now = bot.services.clock()
    key = DeliveryKey(
        delivery.guild_id, NOTICE_HERE, delivery.subject_id, str(delivery.key.member_id)
    )
    async with bot.services.database.transaction() as connection:
        await deliveries.schedule(connection, key, now, now)
    bot.services.schedule.wake()


async def _notice(
    bot: NexusBot, delivery: Delivery, member_id: int, text: Catalogue
) -> Content | Skip:
    async with bot.services.database.read() as connection:
        found = await get_report(connection, delivery.guild_id, delivery.subject_id)
        notice = await api_consumers.find_notice(connection, delivery.subject_id, member_id)
    if found is None or notice is None:
        return GONE
    if notice.seen_at is not None:
        return SEEN
    api, contract, changes = found
    told = concerning(changes, notice.operations)
    content = await asyncio.to_thread(render_notice, api, contract, told, notice.operations, text)
    view = view_of(GotItButton(contract.id, label=text("apis-button-seen")))
    return replace(content, view=view)


async def _public(bot: NexusBot, guild_id: int) -> Catalogue:
    settings = await bot.services.guilds.settings(guild_id)
    return bot.services.text.of(settings.language)


async def _describe(bot: NexusBot, delivery: Delivery, text: Catalogue) -> str | None:
    """What a failed post was about."""
    async with bot.services.database.read() as connection:
        found = await get_report(connection, delivery.guild_id, delivery.subject_id)
    if found is None:
        return None
    api, contract, _ = found
    name = plain(api.text.name, 100)
    return text("apis-describe", name=name, number=str(contract.number))


DELIVERIES: Final = (
    DeliveryKind(REPORT, report, grace=GRACE, describe=_describe),
    DeliveryKind(NOTICE, tell_consumer, failed=tell_here_instead, grace=GRACE),
    DeliveryKind(NOTICE_HERE, tell_here, grace=GRACE),
)
