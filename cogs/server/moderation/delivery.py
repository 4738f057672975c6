"""Telling the moderators of a report: in their channel, else the server's owner directly."""

from __future__ import annotations

import discord

from cogs.core.markup import escape_name
from cogs.core.text import Catalogue
from cogs.server.moderation.render import render_report
from cogs.server.moderation.reports import DELIVERY, find_due, forget_words
from cogs.server.moderation.views import report_buttons
from cogs.ui.channels import channel_for
from cogs.ui.client import DeliveryKind, NexusBot, Post, Skip
from cogs.ui.content import Content
from cogs.ui.members import name_of
from domain.channels import ChannelUse
from domain.deliveries import Delivery
from domain.permissions import missing
from domain.reports import Report


async def compose_report(bot: NexusBot, delivery: Delivery) -> Post | Skip:
    """Compose the report as it stands when it is due."""
    report = await bot.services.read(find_due, delivery)
    guild = bot.here(delivery.guild_id)
    if report is None or report.resolved_at is not None:
        return Skip("the report was dealt with, or erased")
    if guild is None:
        return Skip("the bot is not on this server any more")
    settings = await bot.services.guilds.settings(guild.id)
    text = bot.services.text.of(settings.language)
    channel = channel_for(guild, settings, ChannelUse.MODERATORS)
    if channel is not None and _can_post(guild, channel):
        view = report_buttons(text, report)
        return Post(Content(embeds=(render_report(text, report),), view=view), channel.id)
    return Post(_to_owner(text, guild, report), member_id=guild.owner_id)


async def _sent(bot: NexusBot, delivery: Delivery, _message_id: int) -> None:
    await bot.services.write(forget_words, delivery)


REPORT_DELIVERY = DeliveryKind(DELIVERY, compose_report, _sent, asked_again=False)


def _can_post(guild: discord.Guild, channel: discord.abc.GuildChannel) -> bool:
    granted = channel.permissions_for(guild.me).value
    return not missing(granted, ChannelUse.MODERATORS)


def _to_owner(text: Catalogue, guild: discord.Guild, report: Report) -> Content:
    """Buttons need a server around them, so a direct message says where to go instead."""
    words = text("server-report-to-owner", server=escape_name(name_of(guild)))
    return Content(words, embeds=(render_report(text, report),))
