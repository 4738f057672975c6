"""Who may see and do what: the one gate, asked by every action.

Sight is what Discord's permissions give a member, worked out once for each interaction
(`Actor.hidden`). Rows that belong to a channel are found through it: in SQL by
`storage.queries.seen_by`, elsewhere by `Sight.sees`. Changes that others see go through `changing`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import discord

from cogs.shared.members import find_member
from domain.apis import Api
from domain.channels import Sight
from domain.errors import UserError
from domain.ids import parse_number
from storage import apis, bars
from storage.engine import Connection

if TYPE_CHECKING:
    from cogs.shared.actor import Actor
    from cogs.shared.client import NexusBot
    from cogs.shared.services import Services

Reader = discord.Member | discord.Role
"""Somebody whose permissions count: a member, or a role such as @everyone."""


def require_moderator(actor: Actor) -> None:
    """Raise `UserError` unless the actor may moderate this server."""
    if not actor.is_moderator:
        raise UserError("shared-moderators-only")


async def refuse_barred(
    connection: Connection, guild_id: int, member_id: int, now: datetime
) -> None:
    """Raise `UserError`, with the reason and the end, where a moderator barred a member."""
    bar = await bars.find_bar(connection, guild_id, member_id, now)
    if bar is not None:
        raise UserError(
            "shared-barred", until=f"<t:{int(bar.ends_at.timestamp())}:f>", reason=bar.reason
        )


@asynccontextmanager
async def changing(services: Services, actor: Actor) -> AsyncIterator[Connection]:
    """Open the transaction of a change that others see: refused where the actor is barred.

    Every action that writes for an actor uses it. What a barred member may still do opens
    `services.database.transaction()` itself, and stands with its reason in
    `tests/meta/test_gate.py`.
    """
    async with services.database.transaction() as connection:
        await refuse_barred(connection, actor.guild_id, actor.member_id, services.clock())
        yield connection


async def check_may_post(services: Services, actor: Actor) -> None:
    """Raise `UserError` where the actor is barred from posting, before a form is opened."""
    async with services.database.read() as connection:
        await refuse_barred(connection, actor.guild_id, actor.member_id, services.clock())


async def admit_post(services: Services, connection: Connection, actor: Actor) -> None:
    """Let the actor make one public post: not barred, and within the rate."""
    now = services.clock()
    await refuse_barred(connection, actor.guild_id, actor.member_id, now)
    services.rates.spend(
        "post", actor.guild_id, actor.member_id, now, is_moderator=actor.is_moderator
    )


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


async def find_api(connection: Connection, actor: Actor, meant: str) -> Api | None:
    """Find an API that the actor sees, by its number or name; owners see theirs everywhere."""
    found, number = None, parse_number(meant)
    if number is not None:
        found = await apis.find_api(connection, actor.guild_id, number)
    found = found or await apis.find_by_name(connection, actor.guild_id, meant)
    is_seen = found is not None and actor.sees(found.channel_id, *found.owner_ids)
    return found if is_seen else None


async def hidden_channels(
    services: Services, guild: discord.Guild, reader: Reader, *, here: int | None = None
) -> frozenset[int]:
    """Return what a reader cannot see, with the channels of rows that Discord no longer has.

    `here` is where they are just now: they see that, even a thread that isn't cached.
    """
    present = {channel.id for channel in guild.channels} | {thread.id for thread in guild.threads}
    gone = await services.guilds.gone_places(guild.id, present)
    return (hidden_from(guild, reader) | gone) - {here}


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
