"""Where the cards of APIs stand, and what becomes of them when that is gone."""

from __future__ import annotations

import logging

import discord

from cogs.core.actor import Actor
from cogs.ui.channels import channel_for
from cogs.ui.client import Interaction, NexusBot
from domain.apis import Api
from domain.channels import ChannelUse
from domain.errors import UserError
from domain.guilds import DEFAULT_CHANNEL_NAME, GuildSettings
from domain.permissions import missing
from storage import apis

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


def channel_of(bot: NexusBot, api: Api, settings: GuildSettings) -> Home | None:
    """Where an API's card stands: where it always did; when that is gone, where it would now."""
    guild = bot.here(api.guild_id)
    if guild is None:
        return None
    known = None if api.channel_id is None else guild.get_channel(api.channel_id)
    channel = known or channel_for(guild, settings, ChannelUse.ENDPOINTS)
    return channel if isinstance(channel, discord.TextChannel | discord.ForumChannel) else None


async def thread_of(bot: NexusBot, api: Api) -> int | None:
    """The API's thread; None where it has none, or none any more: a new one is on its way then."""
    thread_id = api.thread_id
    guild = bot.here(api.guild_id)
    if thread_id is None or (guild is not None and guild.get_thread(thread_id) is not None):
        return thread_id
    try:
        await bot.fetch_channel(thread_id)  # an archived one is not in memory
    except discord.NotFound:
        await lose_thread(bot, api.guild_id, thread_id)
        async with bot.services.database.transaction() as connection:
            await apis.touch(connection, api.id, bot.services.clock())
        return None
    except discord.Forbidden:
        log.info("The thread of API %s cannot be looked at", api.id)
    return thread_id


async def lose_thread(bot: NexusBot, guild_id: int, thread_id: int) -> None:
    """A thread was deleted: its card goes, too, since a message gets no second thread."""
    async with bot.services.database.transaction() as connection:
        api = await apis.find_by_thread(connection, guild_id, thread_id)
        if api is None:
            return
        await apis.lose_card(connection, api.id)
    if api.card_id is None or api.channel_id is None:
        return
    place = bot.get_partial_messageable(api.channel_id, guild_id=guild_id)
    try:
        await place.get_partial_message(api.card_id).delete()
    except discord.HTTPException as error:  # gone with the thread, as in a forum
        log.info("The card of API %s stays without its thread: %s", api.id, error)
