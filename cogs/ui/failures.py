"""Telling whoever scheduled a post that it failed, and what helps: directly, else the moderators.

Failures of one thing at about the same time are told together.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import discord

from cogs.core.ledger import render_ledger
from cogs.core.markup import escape_name
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.ui.channels import moderators_channel_id
from cogs.ui.client import DeliveryKind, NexusBot, Post, Skip
from cogs.ui.content import Content
from cogs.ui.members import name_of
from domain.deliveries import Delivery, DeliveryKey, DeliveryState
from storage import deliveries
from storage.connection import Connection

REPORT = "report-failure"
"""Tells whoever scheduled it directly."""
REPORT_HERE = "report-failure-here"
"""Report in the moderators' channel, where the direct message could not be sent."""
GATHERED_FOR = timedelta(seconds=15)
"""Time in which others of the same may fail before the first is told."""
MOST_TOLD = 20
FAILED = (DeliveryState.FAILED, DeliveryState.UNKNOWN)


async def schedule_report(connection: Connection, failed: Delivery, now: datetime) -> None:
    """Have whoever scheduled a failed delivery told of it, unless that is planned already."""
    if failed.scheduled_by is None or failed.kind in (REPORT, REPORT_HERE):
        return
    about = f"{failed.kind}/{failed.key.occurrence}"
    planned = await deliveries.list_ledger(
        connection, failed.guild_id, (REPORT,), failed.subject_id, limit=MOST_TOLD
    )
    mine = [row for row in planned if row.key.member_id == failed.scheduled_by]
    same = [row for row in mine if _about(row) == (failed.kind, failed.key.occurrence)]
    if any(row.state is DeliveryState.PENDING for row in same):
        return
    key = DeliveryKey(
        failed.guild_id,
        REPORT,
        failed.subject_id,
        f"{about}/{failed.id}" if same else about,
        member_id=failed.scheduled_by,
    )
    await deliveries.schedule(connection, key, now + GATHERED_FOR, now)


async def report_directly(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell the person who scheduled it, in her language."""
    member_id = delivery.key.member_id
    if member_id is None:
        return Skip("the member had her data erased")
    settings = await bot.services.guilds.settings(delivery.guild_id)
    own = await bot.services.guilds.member(delivery.guild_id, member_id)
    words = await _words(bot, delivery, bot.services.text.of(own.language or settings.language))
    if words is None:
        return Skip("nothing of it is failed any more")
    return Post(Content(words), member_id=member_id)


async def report_here_instead(unit: Unit, delivery: Delivery) -> None:
    """Tell the moderators in place of a member who accepts no direct messages, or is gone."""
    occurrence = "/".join((*_about(delivery), str(delivery.id)))
    key = DeliveryKey(delivery.guild_id, REPORT_HERE, delivery.subject_id, occurrence)
    await unit.plan_once(key, scheduled_by=delivery.key.member_id)


async def to_moderators(unit: Unit, failed: Delivery) -> None:
    """Tell the moderators of a failed post that nobody in particular asked for."""
    occurrence = f"{failed.kind}/{failed.key.occurrence}"
    key = DeliveryKey(failed.guild_id, REPORT_HERE, failed.subject_id, occurrence)
    await unit.plan_once(key)


async def report_to_moderators(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell the moderators, naming the person who scheduled it."""
    channel_id = await moderators_channel_id(bot, delivery.guild_id)
    settings = await bot.services.guilds.settings(delivery.guild_id)
    text = bot.services.text.of(settings.language)
    words = await _words(bot, delivery, text)
    if words is None:
        return Skip("nothing of it is failed any more")
    if channel_id is None:
        return Skip("there is no channel for moderators that the bot can write in")
    member_id = delivery.scheduled_by
    if member_id is None:
        return Post(Content(words), channel_id)
    member: list[Any] = [discord.Object(member_id)]  # Any: Snowflakes
    mentions = discord.AllowedMentions(everyone=False, roles=False, users=member)
    return Post(Content(f"<@{member_id}> {words}", allowed_mentions=mentions), channel_id)


FAILURE_KINDS = (
    DeliveryKind(REPORT, report_directly, otherwise=report_here_instead, asked_again=False),
    DeliveryKind(REPORT_HERE, report_to_moderators, asked_again=False),
)


async def _words(bot: NexusBot, report: Delivery, text: Catalogue) -> str | None:
    kind_name, occurrence = _about(report)
    rows = await bot.services.database.read(
        deliveries.list_ledger,
        report.guild_id,
        (kind_name,),
        report.subject_id,
        occurrence=occurrence,
        limit=MOST_TOLD,
    )
    failed = [row for row in rows if row.state in FAILED]
    if not failed:
        return None
    kind = bot.registry.deliveries.get(kind_name)
    named = None
    if kind is not None and kind.describe is not None:
        named = await kind.describe(bot, failed[0], text)
    guild = bot.here(report.guild_id)
    return text(
        "shared-delivery-report",
        what=named or text("shared-delivery-something"),
        server="?" if guild is None else escape_name(name_of(guild)),
        ledger=render_ledger(failed, text),
    )


def _about(report: Delivery) -> tuple[str, str]:
    """The kind and the occurrence that a report is about."""
    kind, occurrence, *_ = report.key.occurrence.split("/")
    return kind, occurrence
