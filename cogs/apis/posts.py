"""Posts about APIs that Nexus makes by the clock."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Final

import discord

from cogs.apis.actions.changes import (
    AgreedBreaks,
    NoticeHere,
    concerning,
    forget_notice,
    get_notice,
    get_report,
    tell_here_instead,
)
from cogs.apis.actions.lookups import find_subject
from cogs.apis.cards import thread_of
from cogs.apis.names import AGREED, CARD_LOST, NOTICE, NOTICE_HERE, REPORT
from cogs.apis.render.changes import render_agreed, render_notice, render_report
from cogs.apis.views.cards import GotItButton
from cogs.core.ledger import fault_key, reason_words
from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.ui.client import DeliveryKind, NexusBot, Post, Postpone, Skip
from cogs.ui.content import Content
from cogs.ui.failures import to_moderators
from cogs.ui.items import view_of
from cogs.ui.members import find_member
from domain.apis import Api
from domain.deliveries import CardLost, Delivery
from storage.stamps import to_stamp

GONE: Final = Skip("apis-skip-gone")
SEEN: Final = Skip("apis-skip-seen")
LEFT: Final = Skip("shared-delivery-member-left")
WAIT_FOR_THREAD: Final = timedelta(seconds=10)
LONGER_WAIT: Final = timedelta(minutes=10)
"""Once that long has passed, it is looked for as seldom: the card cannot be shown just now."""
GRACE: Final = timedelta(days=30)
"""Grace for late news: breaks are worth knowing long after, and posts say when."""


async def report(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Say in the thread what changed."""
    found = await bot.services.read(get_report, delivery)
    if found is None:
        return GONE
    text = await _public(bot, delivery.guild_id)
    content = await asyncio.to_thread(render_report, found.contract, found.changes, text)
    return await _in_thread(bot, found.api, delivery, content)


async def tell_agreed(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Say in the thread which breaks were agreed, and why."""
    found = await bot.services.read(get_report, delivery)
    if found is None:
        return GONE
    at = AgreedBreaks.of(delivery).at
    agreed = [each for each in found.changes if each.agreed_at and to_stamp(each.agreed_at) == at]
    if not agreed:
        return GONE
    text = await _public(bot, delivery.guild_id)
    content = await asyncio.to_thread(render_agreed, found.contract, agreed, text)
    return await _in_thread(bot, found.api, delivery, content)


async def tell_consumer(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell a consumer what changed of that which they declared."""
    member_id = delivery.key.member_id
    if member_id is None or not await _is_there(bot, delivery, member_id):
        return LEFT
    own = await bot.services.guilds.member(delivery.guild_id, member_id)
    settings = await bot.services.guilds.settings(delivery.guild_id)
    text = bot.services.text.of(own.language or settings.language)
    notice = await _notice(bot, delivery, member_id, text)
    if isinstance(notice, Skip):
        return notice
    api, content = notice
    about = None if api.is_owned_by(member_id) else api.channel_id
    return Post(content, member_id=member_id, about=about)


async def tell_here(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Return the same in the thread, where they accept no direct messages."""
    member_id = NoticeHere.of(delivery).member_id
    text = await _public(bot, delivery.guild_id)
    notice = await _notice(bot, delivery, member_id, text)
    if isinstance(notice, Skip):
        return notice
    api, content = notice
    mentions = discord.AllowedMentions(everyone=False, users=[discord.Object(member_id)])
    words = f"<@{member_id}> {content.text}"
    content = replace(content, text=words, allowed_mentions=mentions)
    return await _in_thread(bot, api, delivery, content)


async def tell_card_lost(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell an owner that the card of their API cannot be shown."""
    member_id = delivery.key.member_id
    api = await bot.services.read(find_subject, delivery)
    if api is None or member_id is None or not api.is_owned_by(member_id):
        return GONE
    own = await bot.services.guilds.member(delivery.guild_id, member_id)
    settings = await bot.services.guilds.settings(delivery.guild_id)
    text = bot.services.text.of(own.language or settings.language)
    reason = reason_words(text, fault_key(CardLost.of(delivery).fault))
    words = text("apis-card-lost", name=plain(api.text.name, 100), reason=reason)
    return Post(Content(words), member_id=member_id)


async def _in_thread(
    bot: NexusBot, api: Api, delivery: Delivery, content: Content
) -> Post | Postpone:
    """Say it in the API's thread, once that is there."""
    thread_id = await thread_of(bot, api)
    if thread_id is not None:
        return Post(content, thread_id)
    now = bot.services.clock()
    is_new = now < delivery.planned_at + LONGER_WAIT
    return Postpone(now + (WAIT_FOR_THREAD if is_new else LONGER_WAIT))


async def _is_there(bot: NexusBot, delivery: Delivery, member_id: int) -> bool:
    """Tell whether they are still on the server; nobody waits for the word of who left."""
    guild = bot.here(delivery.guild_id)
    if guild is None:
        return False
    if await find_member(guild, member_id) is not None:
        return True
    await bot.services.write(forget_notice, delivery, member_id)
    return False


async def _notice(
    bot: NexusBot, delivery: Delivery, member_id: int, text: Catalogue
) -> tuple[Api, Content] | Skip:
    found = await bot.services.read(get_notice, delivery, member_id)
    if found is None:
        return GONE
    report, notice = found
    if notice.seen_at is not None:
        return SEEN
    told = concerning(report.changes, notice.operations)
    content = await asyncio.to_thread(
        render_notice, report.api, report.contract, told, notice.operations, text
    )
    view = view_of(GotItButton(report.contract.id, label=text("apis-button-seen")))
    return report.api, replace(content, view=view)


async def _public(bot: NexusBot, guild_id: int) -> Catalogue:
    settings = await bot.services.guilds.settings(guild_id)
    return bot.services.text.of(settings.language)


async def _describe(bot: NexusBot, delivery: Delivery, text: Catalogue) -> str | None:
    """Describe what a failed post was about."""
    found = await bot.services.read(get_report, delivery)
    if found is None:
        return None
    name = plain(found.api.text.name, 100)
    return text("apis-describe", name=name, number=str(found.contract.number))


async def _describe_api(bot: NexusBot, delivery: Delivery, text: Catalogue) -> str | None:
    """Describe the API whose owner could not be told about its card."""
    api = await bot.services.read(find_subject, delivery)
    return None if api is None else text("apis-describe-card", name=plain(api.text.name, 100))


DELIVERIES: Final = (
    DeliveryKind(REPORT, report, grace=GRACE, describe=_describe, asked_again=False),
    DeliveryKind(AGREED, tell_agreed, grace=GRACE, describe=_describe, asked_again=False),
    DeliveryKind(
        NOTICE, tell_consumer, otherwise=tell_here_instead, grace=GRACE, asked_again=False
    ),
    DeliveryKind(NOTICE_HERE, tell_here, grace=GRACE, describe=_describe, asked_again=False),
    DeliveryKind(
        CARD_LOST,
        tell_card_lost,
        otherwise=to_moderators,
        grace=GRACE,
        describe=_describe_api,
        asked_again=True,
    ),
)
