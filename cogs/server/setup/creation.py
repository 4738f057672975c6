"""Channels and roles that Nexus can create, once a moderator has confirmed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from weakref import WeakValueDictionary

import discord

from cogs.core.access import require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import escape_name
from cogs.core.services import Services
from cogs.server.checks import missing_tags
from cogs.server.facts import facts_of
from cogs.server.setup.actions import record_creation, save_moderator_channel
from cogs.server.snapshot import GuildFacts
from cogs.ui.members import name_of
from domain.channels import ChannelUse, channel_id_of
from domain.errors import UserError
from domain.guilds import DEFAULT_CHANNEL_NAME, GuildSettings
from domain.permissions import PERMISSIONS, bits, has
from domain.tags import WantedTag

MODERATOR_CHANNEL_NAME = "nexus-moderators"

_locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
"""One per server: of two moderators who press at once, the second finds it done."""


@dataclass(frozen=True, slots=True)
class _Site:
    """Server in which something is created: what it lacks, and what it chose."""

    guild: discord.Guild
    facts: GuildFacts
    settings: GuildSettings


class Creatable(Enum):
    """A thing that can be created."""

    TAGS = "tags"
    CHANNEL = "channel"
    MODERATORS = "moderators"


def creatable(guild: GuildFacts, settings: GuildSettings) -> tuple[Creatable, ...]:
    """Return what this server lacks and Nexus may create."""
    found = []
    tags = missing_tags(guild, settings)
    if tags is not None and tags[1] and has(tags[0].granted, "manage_channels"):
        found.append(Creatable.TAGS)
    if has(guild.granted, "manage_channels"):
        if _lacks(guild, settings, ChannelUse.QUESTIONS):
            found.append(Creatable.CHANNEL)
        if _lacks(guild, settings, ChannelUse.MODERATORS):
            found.append(Creatable.MODERATORS)
    return tuple(found)


async def create(services: Services, actor: Actor, guild: discord.Guild, what: Creatable) -> None:
    """Create what is still missing; `UserError` where somebody else has done so meanwhile."""
    require_moderator(actor)
    lock = _locks.setdefault(guild.id, asyncio.Lock())
    async with lock:
        saved = await services.guilds.saved(guild.id)
        settings = saved or GuildSettings(guild.id)
        facts = await facts_of(services, guild, saved, fresh=True)
        if what not in creatable(facts, settings):
            raise UserError("server-created-already")
        try:
            await _CREATE[what](services, actor, _Site(guild, facts, settings))
        except discord.Forbidden as refused:
            raise UserError("server-may-not-create", role=escape_name(facts.bot_role)) from refused


async def _create_tags(services: Services, actor: Actor, site: _Site) -> None:
    found = missing_tags(site.facts, site.settings)
    channel = await site.guild.fetch_channel(found[0].id) if found else None
    if found is None or not isinstance(channel, discord.ForumChannel):
        raise UserError("server-created-already")
    tags = [*channel.available_tags, *_forum_tags(found[1])]
    await channel.edit(available_tags=tags, reason=_reason(actor))
    names = [tag.name for tag in found[1]]
    await services.write(record_creation, actor, channel.id, tags=names)


async def _create_channel(services: Services, actor: Actor, site: _Site) -> None:
    channel = await site.guild.create_text_channel(DEFAULT_CHANNEL_NAME, reason=_reason(actor))
    await services.write(record_creation, actor, channel.id, channel=name_of(channel))


async def _create_moderators(services: Services, actor: Actor, site: _Site) -> None:
    channel = await site.guild.create_text_channel(
        MODERATOR_CHANNEL_NAME,
        overwrites=_private(site.guild, site.settings.moderator_role_id),
        reason=_reason(actor),
    )
    await services.write(save_moderator_channel, actor, channel.id, name_of(channel))


_CREATE = {
    Creatable.TAGS: _create_tags,
    Creatable.CHANNEL: _create_channel,
    Creatable.MODERATORS: _create_moderators,
}


def _private(
    guild: discord.Guild, moderator_role_id: int | None
) -> dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]:
    """Seen by the moderators' role and the bot alone; administrators see every channel anyway."""
    needed = bits(p for p in PERMISSIONS if ChannelUse.MODERATORS in p.uses)
    allowed = discord.PermissionOverwrite.from_pair(
        discord.Permissions(needed), discord.Permissions.none()
    )
    overwrites: dict[
        discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite
    ] = {
        guild.default_role: discord.PermissionOverwrite(view_channel=False),
        guild.me: allowed,
    }
    role = guild.get_role(moderator_role_id) if moderator_role_id else None
    if role is not None:
        overwrites[role] = discord.PermissionOverwrite(view_channel=True)
    return overwrites


def _forum_tags(tags: Iterable[WantedTag]) -> list[discord.ForumTag]:
    return [
        discord.ForumTag(name=tag.name, emoji=tag.emoji, moderated=tag.moderated) for tag in tags
    ]


def _lacks(guild: GuildFacts, settings: GuildSettings, use: ChannelUse) -> bool:
    return channel_id_of(settings, use, guild.channels) is None


def _reason(actor: Actor) -> str:
    return f"/setup by {actor.name} ({actor.member_id})"
