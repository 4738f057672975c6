"""Members: looked up by id, and what Discord's permissions let them see."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from typing import TYPE_CHECKING

import discord

from cogs.core.services import Services
from domain.channels import Sight
from domain.characters import clean

if TYPE_CHECKING:
    from cogs.ui.client import NexusBot

UNKNOWN_MEMBER = 10007
UNKNOWN_USER = 10013
NAMED = "named"
"""Key of the members that a server's permissions name, among what is kept of its sights."""

Reader = discord.Member | discord.Role
"""Somebody whose permissions count: a member, or a role such as @everyone."""


def name_of(
    named: discord.User
    | discord.Member
    | discord.Guild
    | discord.Role
    | discord.abc.GuildChannel
    | discord.Thread,
) -> str:
    """Read a name that people chose in Discord: one line, nothing in it hidden or turned round.

    The id where no name is left. It's a name as typed: whoever puts it in a sentence escapes it.
    """
    if isinstance(named, discord.User | discord.Member):
        return clean(named.display_name, one_line=True) or str(named.id)
    return clean(named.name, one_line=True) or str(named.id)


async def find_member(guild: discord.Guild, member_id: int) -> discord.Member | None:
    """Find the member, from the cache or from Discord; None for somebody who has left."""
    member = guild.get_member(member_id)
    if member is not None:
        return member
    try:
        return await guild.fetch_member(member_id)
    except discord.NotFound as error:
        if error.code in {UNKNOWN_MEMBER, UNKNOWN_USER}:
            return None
        raise


def hidden_from(guild: discord.Guild, reader: Reader) -> frozenset[int]:
    """Return the channels and threads whose history a member, or a role, cannot read.

    A public thread is as hidden as its parent; a private one is hidden from all but those who are
    known to be in it or may manage threads. Discord's rules are asked once for each set of
    overwrites: hundreds of channels share a few.
    """
    allowed: dict[object, discord.Permissions] = {}
    granted: dict[int, discord.Permissions] = {}
    concerning = {guild.id, reader.id}
    if isinstance(reader, discord.Member):
        concerning.update(reader._roles)  # noqa: SLF001 - `roles` would sort and look up every role
    for channel in guild.channels:
        overwrites = channel._overwrites  # noqa: SLF001 - `overwrites` would look up all members
        key = (
            type(channel),
            tuple((o.id, o.allow, o.deny) for o in overwrites if o.id in concerning),
        )
        if key not in allowed:
            allowed[key] = channel.permissions_for(reader)
        granted[channel.id] = allowed[key]
    hidden = {id_ for id_, found in granted.items() if not found.read_message_history}
    hidden.update(_hidden_threads(guild, reader, granted, hidden))
    return frozenset(hidden)


def _hidden_threads(
    guild: discord.Guild,
    reader: Reader,
    granted: dict[int, discord.Permissions],
    hidden: Collection[int],
) -> Iterator[int]:
    for thread in guild.threads:
        parent = granted.get(thread.parent_id)
        if parent is None or thread.parent_id in hidden:
            yield thread.id
        elif thread.is_private() and not parent.manage_threads:
            yield from () if any(m.id == reader.id for m in thread.members) else (thread.id,)


async def hidden_channels(
    services: Services, guild: discord.Guild, reader: Reader, *, here: int | None = None
) -> frozenset[int]:
    """Return what a reader cannot see, with the channels of rows that Discord no longer has.

    `here` is where they are just now: they see that, even a thread that isn't cached.
    """
    sight = services.guilds.sights.of(guild.id)
    named = sight.get(NAMED)
    if named is None:
        named = sight[NAMED] = frozenset(_named_members(guild))
    # Members with the same roles see the same, but for those that Discord names one by one.
    key: Hashable = reader.id
    if isinstance(reader, discord.Member) and reader.id not in named:
        key = (tuple(reader._roles), reader.is_timed_out())  # noqa: SLF001 - as above
    hidden = sight.get(key)
    if hidden is None:
        present = {channel.id for channel in guild.channels} | {t.id for t in guild.threads}
        gone = await services.guilds.gone_places(guild.id, present)
        hidden = sight[key] = hidden_from(guild, reader) | gone
    return hidden - {here}


def _named_members(guild: discord.Guild) -> Iterator[int]:
    """Yield the members for whom by themselves something is allowed, forbidden or shown."""
    yield guild.owner_id or 0
    for channel in guild.channels:
        yield from (o.id for o in channel._overwrites if o.is_member())  # noqa: SLF001 - see above
    for thread in guild.threads:
        if thread.is_private():
            yield from (member.id for member in thread.members)


async def sight_of_channel(services: Services, guild: discord.Guild, channel_id: int) -> Sight:
    """Return what everybody who reads a channel sees: that channel, and what is open to all."""
    return Sight(await hidden_channels(services, guild, guild.default_role, here=channel_id))


async def why_unseen(
    bot: NexusBot, guild_id: int, member_id: int, channel_id: int | None
) -> str | None:
    """Return why a member must not be told of a channel's rows (a catalogue's key), or None.

    For what Nexus sends by itself: the member is asked of Discord where the cache lacks them.
    Raises `LaterError` while the server is away; a server that the bot left tells nobody.
    """
    guild = bot.here(guild_id)
    if guild is None:
        return "shared-delivery-member-left"
    member = await find_member(guild, member_id)
    if member is None:
        return "shared-delivery-member-left"
    settings = await bot.services.guilds.settings(guild_id)
    if is_moderator(member, member.guild_permissions, settings.moderator_role_id):
        return None
    hidden = await hidden_channels(bot.services, guild, member)
    return "shared-delivery-hidden" if channel_id in hidden else None


def is_moderator(
    member: discord.Member, permissions: discord.Permissions, role_id: int | None
) -> bool:
    """Tell whether a member may manage the server, or has the role that the server named for it."""
    if permissions.administrator or permissions.manage_guild:
        return True
    return any(each == role_id for each in member._roles)  # noqa: SLF001 - `roles` would sort and look up every role
