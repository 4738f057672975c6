"""Where the cards of APIs stand, and what becomes of them when that is gone."""

from __future__ import annotations

import logging

import discord

from cogs.apis.actions.registering import lose_thread
from cogs.core.actor import Actor
from cogs.ui.channels import channel_for
from cogs.ui.client import Interaction, NexusBot
from domain.apis import Api
from domain.channels import ChannelUse
from domain.errors import UserError
from domain.guilds import DEFAULT_CHANNEL_NAME
from domain.permissions import missing

log = logging.getLogger(__name__)

OPENS_THREADS = "create_public_threads"

Home = discord.TextChannel | discord.ForumChannel


def home_of(interaction: Interaction, actor: Actor) -> Home:
    """The channel or forum for endpoints; `UserError`, with the fix, where none is open."""
    guild = interaction.guild
    channel = guild and channel_for(guild, actor.settings, ChannelUse.ENDPOINTS)
    if not isinstance(channel, discord.TextChannel | discord.ForumChannel):
        raise UserError("apis-no-channel", name=DEFAULT_CHANNEL_NAME)
    granted = channel.permissions_for(channel.guild.me).value
    lacking = {each.name for each in missing(granted, ChannelUse.ENDPOINTS)}
    if isinstance(channel, discord.ForumChannel):
        lacking.discard(OPENS_THREADS)  # whoever may post there opens a post with it
    if lacking:
        raise UserError("apis-channel-closed", channel=channel.mention)
    return channel


async def thread_of(bot: NexusBot, api: Api) -> int | None:
    """Find the API's thread; None where there is none now: its card comes with a new one.

    What has to be said there is reason enough to post a card again that somebody removed.
    """
    thread_id, guild = api.thread_id, bot.here(api.guild_id)
    if thread_id is not None:
        if guild is not None and guild.get_thread(thread_id) is not None:
            return thread_id
        try:
            await bot.fetch_channel(thread_id)  # an archived one is not in memory
        except discord.NotFound:
            await bot.cards.lose_thread(api.guild_id, thread_id)
        except discord.Forbidden:
            log.info("The thread of API %s cannot be looked at", api.id)
            return thread_id
        else:
            return thread_id
    await bot.services.write(lose_thread, api)
    return None
