"""The weekly digest: planned one ahead, posted in the server's zone, left out when all is quiet."""

from __future__ import annotations

from datetime import datetime, timedelta

from cogs.core.ledger import late_note
from cogs.core.text import Catalogue
from cogs.digest.actions.posting import plan_next
from cogs.digest.gathering import gather, render_digest
from cogs.digest.names import WEEKLY
from cogs.ui.channels import channel_for
from cogs.ui.client import DeliveryKind, NexusBot, Post, Skip
from cogs.ui.content import Content
from cogs.ui.failures import to_moderators
from cogs.ui.members import sight_of_channel
from domain.channels import ChannelUse
from domain.deliveries import Delivery
from domain.guilds import GuildSettings
from domain.times.recurrence import Moment, Schedule, next_moment
from domain.times.vocabulary import CODES
from domain.times.wall import to_wall

GRACE = timedelta(hours=12)


def next_digest(settings: GuildSettings, now: datetime) -> Moment | None:
    """When a server's next digest is; None where it wants none."""
    if not settings.digest_on:
        return None
    today = to_wall(now, settings.time_zone)
    start = today.replace(hour=settings.digest_hour, minute=0, second=0, microsecond=0)
    rule = f"FREQ=WEEKLY;BYDAY={CODES[settings.digest_day]}"
    return next_moment(Schedule(start - timedelta(days=1), settings.time_zone, rule), now)


class Planner:
    """Has each server's next digest planned, by what it has chosen."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot
        self._planned: dict[int, Moment | None] = {}
        """What this process has planned, so that the database is asked once a week."""

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
    """The digest as everybody who reads the channel may see it."""
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
