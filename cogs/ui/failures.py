"""Telling whoever scheduled a post that it failed, and what helps: directly, else the moderators.

Failures of one thing at about the same time are told together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self

import discord

from cogs.core.ledger import render_ledger
from cogs.core.markup import escape_name
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.ui.channels import moderators_channel_id
from cogs.ui.client import DeliveryKind, NexusBot, Post, Skip
from cogs.ui.content import Content
from cogs.ui.members import name_of
from domain.deliveries import Delivery, DeliveryData, DeliveryKey, DeliveryState
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


@dataclass(frozen=True, slots=True)
class FailureReport(DeliveryData):
    """Report of posts that failed: of one kind, subject and occurrence.

    `number` tells it from an earlier report of the same.
    """

    kind: str
    guild_id: int
    subject_id: int
    failed_kind: str
    occurrence: str
    number: int | None = None
    member_id: int | None = None

    @classmethod
    def about_it(cls, kind: str, failed: Delivery) -> Self:
        """Make the report of a failed delivery."""
        occurrence = failed.key.occurrence
        return cls(kind, failed.guild_id, failed.subject_id, failed.kind, occurrence)

    @property
    def about(self) -> tuple[str, str]:
        """The kind and the occurrence that failed."""
        return self.failed_kind, self.occurrence

    def key(self) -> DeliveryKey:
        about = f"{self.failed_kind}/{self.occurrence}"
        return DeliveryKey(
            self.guild_id,
            self.kind,
            self.subject_id,
            about if self.number is None else f"{about}/{self.number}",
            member_id=self.member_id,
        )

    @classmethod
    def of_key(cls, key: DeliveryKey) -> Self:
        failed_kind, occurrence, *number = key.occurrence.split("/")
        return cls(
            key.kind,
            key.guild_id,
            key.subject_id,
            failed_kind,
            occurrence,
            int(number[0]) if number else None,
            key.member_id,
        )


async def schedule_report(connection: Connection, failed: Delivery, now: datetime) -> None:
    """Have whoever scheduled a failed delivery told of it, unless that is planned already."""
    if failed.scheduled_by is None or failed.kind in (REPORT, REPORT_HERE):
        return
    planned = await deliveries.list_ledger(
        connection, failed.guild_id, (REPORT,), failed.subject_id, limit=MOST_TOLD
    )
    mine = [row for row in planned if row.key.member_id == failed.scheduled_by]
    about = (failed.kind, failed.key.occurrence)
    same = [row for row in mine if FailureReport.of(row).about == about]
    if any(row.state is DeliveryState.PENDING for row in same):
        return
    report = replace(FailureReport.about_it(REPORT, failed), member_id=failed.scheduled_by)
    if same:
        report = replace(report, number=failed.id)
    await deliveries.schedule(connection, report, now + GATHERED_FOR, now)


async def report_directly(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Tell the person who scheduled it, in their language."""
    member_id = delivery.key.member_id
    if member_id is None:
        return Skip("the member had their data erased")
    settings = await bot.services.guilds.settings(delivery.guild_id)
    own = await bot.services.guilds.member(delivery.guild_id, member_id)
    words = await _words(bot, delivery, bot.services.text.of(own.language or settings.language))
    if words is None:
        return Skip("nothing of it is failed any more")
    return Post(Content(words), member_id=member_id)


async def report_here_instead(unit: Unit, delivery: Delivery) -> None:
    """Tell the moderators in place of a member who accepts no direct messages, or is gone."""
    report = FailureReport.of(delivery)
    here = replace(report, kind=REPORT_HERE, number=delivery.id, member_id=None)
    await unit.plan_once(here, scheduled_by=delivery.key.member_id)


async def to_moderators(unit: Unit, failed: Delivery) -> None:
    """Tell the moderators of a failed post that nobody in particular asked for."""
    await unit.plan_once(FailureReport.about_it(REPORT_HERE, failed))


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
    kind_name, occurrence = FailureReport.of(report).about
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
