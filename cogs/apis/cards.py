"""Cards of APIs in Discord, and the threads below them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

import discord

from cogs.apis.actions.lookups import find_shown
from cogs.apis.actions.registrations import lose_thread
from cogs.apis.names import CARD_LOST, CARD_MARK
from cogs.apis.views.cards import card_content
from cogs.core.actor import Actor
from cogs.ui.channels import channel_for
from cogs.ui.client import CardKind, Interaction, NexusBot, Shown
from cogs.ui.items import custom_id
from domain.apis import CARD, Api
from domain.cards import Card, Posted
from domain.channels import ChannelUse
from domain.errors import UserError
from domain.guilds import DEFAULT_CHANNEL_NAME
from domain.permissions import missing
from storage import apis
from storage.connection import Connection

log = logging.getLogger(__name__)

OPENS_THREADS = "create_public_threads"

Home = discord.TextChannel | discord.ForumChannel


def home_of(interaction: Interaction, actor: Actor) -> Home:
    """Return the channel or forum for endpoints; `UserError`, with the fix, where none is open."""
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


async def _render(bot: NexusBot, card: Card) -> Shown | None:
    detail = await bot.services.read(find_shown, card)
    if detail is None:
        return None
    api = detail.api
    settings, guild = await bot.services.guilds.settings(card.guild_id), bot.here(card.guild_id)
    home = None if guild is None else channel_for(guild, settings, ChannelUse.ENDPOINTS)
    return Shown(
        content=card_content(detail, bot.services.text.of(settings.language)),
        home_id=None if home is None else home.id,
        title=api.text.name,
        mark=custom_id(CARD_MARK, api.id),
        nonce=f"nexus-api-{api.id}-{api.revision}",
        since=api.created_at,
        is_wanted=not api.is_retired,
    )


async def _owners(connection: Connection, card: Card) -> Sequence[int]:
    api = await apis.find_api(connection, card.guild_id, card.subject_id)
    return () if api is None else api.owner_ids


async def _posted(connection: Connection, card: Card, posted: Posted, _: datetime) -> None:
    await apis.mark_posted(connection, card.subject_id, posted.place_id, posted.thread_id)


API_CARD = CardKind(CARD, _render, _owners, lost=CARD_LOST, posted=_posted, goes_with_thread=True)
