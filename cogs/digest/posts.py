"""The weekly digest, posted by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import discord

from cogs.core.ledger import late_note
from cogs.core.markup import fitting
from cogs.core.services import DigestPart, DigestSection, DigestView, Services
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.digest.actions import WEEKLY, plan_next
from cogs.ui.channels import channel_for
from cogs.ui.client import DeliveryKind, NexusBot, Post, Skip
from cogs.ui.content import Content
from cogs.ui.failures import to_moderators
from cogs.ui.members import sight_of_channel
from domain.channels import ChannelUse, Sight
from domain.deliveries import Delivery
from domain.guilds import GuildSettings
from domain.times.recurrence import Moment, Schedule, next_moment
from domain.times.vocabulary import CODES
from domain.times.wall import to_wall

WEEK = timedelta(days=7)
MAX_FIELD = 1_024
MAX_TITLE = 256


async def gather(
    services: Services, guild_id: int, now: datetime, text: Catalogue, sight: Sight
) -> list[DigestPart]:
    """Return the last week's news as far as somebody may see them; nothing where there is none."""
    view = DigestView(guild_id, now - WEEK, now, sight)
    sections = sorted(services.features.digest, key=lambda section: section.order)
    found = await services.read(_read, tuple(sections), view)
    return [
        part
        for section, records in zip(sections, found, strict=True)
        for part in section.render(records, text)
    ]


async def _read(
    unit: Unit,
    sections: Sequence[DigestSection[Any]],
    view: DigestView,  # Any: records of each feature
) -> list[Any]:
    return [await section.read(unit, view) for section in sections]


def render_digest(parts: Sequence[DigestPart], text: Catalogue) -> discord.Embed:
    """Render the digest as one embed, a field for each part."""
    embed = discord.Embed(title=text("digest-title"), colour=discord.Colour.blurple())
    for part in parts:
        lines = [f"- {line}" for line in part.lines]
        if part.count > len(part.lines):
            lines.append(text("digest-more", count=part.count - len(part.lines)))
        embed.add_field(
            name=part.heading[:MAX_TITLE], value=fitting(lines, MAX_FIELD), inline=False
        )
    return embed


GRACE = timedelta(hours=12)


def next_digest(settings: GuildSettings, now: datetime) -> Moment | None:
    """Tell when a server's next digest is; None where it wants none."""
    if not settings.digest_on:
        return None
    today = to_wall(now, settings.time_zone)
    start = today.replace(hour=settings.digest_hour, minute=0, second=0, microsecond=0)
    rule = f"FREQ=WEEKLY;BYDAY={CODES[settings.digest_day]}"
    return next_moment(Schedule(start - timedelta(days=1), settings.time_zone, rule), now)


class Planner:
    """The planner of each server's next digest, by what it has chosen."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot
        self._planned: dict[int, Moment | None] = {}
        """Digests that this process has planned, so that the database is asked once a week."""

    async def reconcile(self, _bot: NexusBot) -> None:
        """Plan what is not planned yet; servers that nobody has set up get no digest."""
        services, now = self._bot.services, self._bot.services.clock()
        for guild in self._bot.guilds:
            if services.servers.is_later(guild.id):
                continue
            settings = await services.guilds.saved(guild.id)
            moment = None if settings is None else next_digest(settings, now)
            if guild.id in self._planned and self._planned[guild.id] == moment:
                continue
            await services.write(plan_next, guild.id, moment)
            self._planned[guild.id] = moment


async def compose(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Compose the digest as everybody who reads the channel may see it."""
    guild = bot.here(delivery.guild_id)
    settings = await bot.services.guilds.settings(delivery.guild_id)
    channel = guild and channel_for(guild, settings, ChannelUse.ANNOUNCEMENTS)
    if guild is None or channel is None:
        return Skip("digest-no-channel")
    text = bot.services.text.of(settings.language)
    now = bot.services.clock()
    sight = await sight_of_channel(bot.services, guild, channel.id)
    parts = await gather(bot.services, guild.id, now, text, sight)
    if not parts:
        return Skip("digest-nothing")
    words = late_note(text, delivery) if delivery.is_late(now) else ""
    return Post(Content(words, embeds=(render_digest(parts, text),)), channel.id)


async def _describe(_: NexusBot, __: Delivery, text: Catalogue) -> str:
    return text("digest-described")


DELIVERY = DeliveryKind(
    WEEKLY, compose, otherwise=to_moderators, grace=GRACE, describe=_describe, asked_again=False
)
