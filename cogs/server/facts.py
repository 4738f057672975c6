"""The facts about a server, from what the gateway keeps in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import discord

from cogs.core.services import Services
from cogs.core.unit import Unit
from cogs.server.checks import KINDS
from cogs.server.snapshot import ChannelFacts, ChannelKind, GuildFacts
from cogs.ui.members import name_of
from domain.cards import CardFault
from domain.channels import CHANNEL_FIELDS, ChannelUse
from domain.guesses import ROLE_WORDS, guess_locale, guess_settings
from domain.guilds import GuildSettings
from domain.text_rules import Caught
from storage import announcement_posts, cards, refused_texts, retention, topics
from storage.retention import Run

_KINDS = {
    discord.ChannelType.text: ChannelKind.TEXT,
    discord.ChannelType.news: ChannelKind.ANNOUNCEMENT,
    discord.ChannelType.forum: ChannelKind.FORUM,
}


def kind_of(channel: discord.abc.GuildChannel) -> ChannelKind:
    """Return what kind of channel this is, as far as it matters to a choice."""
    return _KINDS.get(channel.type, ChannelKind.OTHER)


def guild_facts(
    guild: discord.Guild,
    settings: GuildSettings | None,
    wanted: tuple[str, ...],
    channels: Iterable[discord.abc.GuildChannel] | None = None,
) -> GuildFacts:
    """Gather a server's facts for the checks: `wanted` topics, `channels` read anew."""
    role = guild.self_role
    known = guild.channels if channels is None else channels
    return GuildFacts(
        id=guild.id,
        name=name_of(guild),
        settings=settings,
        granted=guild.me.guild_permissions.value,
        bot_role=name_of(role or guild.me),
        channels=tuple(_channel_facts(guild, channel) for channel in known),
        role_ids=frozenset(role.id for role in guild.roles),
        topics=wanted,
    )


async def facts_of(
    services: Services,
    guild: discord.Guild,
    settings: GuildSettings | None,
    *,
    fresh: bool = False,
) -> GuildFacts:
    """Return a server's facts.

    `fresh` reads its channels from Discord: an event may still be coming.
    """
    stored = await services.read(_read_stored, guild.id)
    channels = await guild.fetch_channels() if fresh else None
    found = guild_facts(guild, settings, stored.topics, channels)
    return replace(
        found,
        refused=stored.refused,
        cards=stored.cards,
        cleaned=stored.cleaned,
        looked_at=services.clock(),
    )


@dataclass(frozen=True, slots=True)
class _Stored:
    """Facts about a server that the database holds."""

    topics: tuple[str, ...]
    refused: Mapping[Caught, int]
    cleaned: Run | None
    cards: Mapping[CardFault, int]


async def _read_stored(unit: Unit, guild_id: int) -> _Stored:
    faults = Counter(await cards.count_faults(unit.connection, guild_id))
    for fault, count in (await announcement_posts.count_faults(unit.connection, guild_id)).items():
        faults[CardFault(fault.value)] += count
    return _Stored(
        await topics.list_by_use(unit.connection, guild_id),
        await refused_texts.sum_refused(unit.connection, guild_id, unit.now),
        await retention.find_run(unit.connection, guild_id),
        faults,
    )


def propose(
    guild: discord.Guild, saved: GuildSettings | None, languages: tuple[str, ...]
) -> GuildSettings:
    """Return what `/setup` begins with: what was saved, and guesses where nothing was."""
    settings = _without_gone(guild, saved) if saved else GuildSettings(guild.id)
    if saved is None:
        settings = guess_locale(settings, guild.preferred_locale.value, languages)
    fitting = {
        use: [channel for channel in guild.channels if kind_of(channel) in KINDS[use]]
        for use in ChannelUse
    }
    roles = [role for role in guild.roles if not role.managed and not role.is_default()]
    return guess_settings(settings, fitting, roles)


def _without_gone(guild: discord.Guild, settings: GuildSettings) -> GuildSettings:
    """Return the settings without deleted channels and roles: a menu cannot show those."""
    gone: dict[str, Any] = {}  # Any: `replace` cannot see that these fields may be None
    for field in CHANNEL_FIELDS.values():
        if guild.get_channel(getattr(settings, field) or 0) is None:
            gone[field] = None
    for field in (*ROLE_WORDS, "link_role_id"):
        if guild.get_role(getattr(settings, field) or 0) is None:
            gone[field] = None
    return replace(settings, **gone)


def _channel_facts(guild: discord.Guild, channel: discord.abc.GuildChannel) -> ChannelFacts:
    tags = channel.available_tags if isinstance(channel, discord.ForumChannel) else ()
    return ChannelFacts(
        id=channel.id,
        name=name_of(channel),
        kind=kind_of(channel),
        granted=channel.permissions_for(guild.me).value,
        tags=tuple(tag.name for tag in tags),
    )
