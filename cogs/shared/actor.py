"""Who is asking: made in one place, passed to every action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import discord

from cogs.shared.client import NexusBot
from cogs.shared.text import Catalogue
from domain.characters import clean
from domain.errors import UserError
from domain.guilds import GuildSettings

Interaction = discord.Interaction[NexusBot]


@dataclass(frozen=True, slots=True)
class Actor:
    """The member behind an interaction, as far as rules and wording need to know."""

    guild_id: int
    member_id: int
    name: str
    is_moderator: bool
    text: Catalogue
    """The member's language: for what only this member sees."""
    public_text: Catalogue
    """The server's language: for what everybody sees."""
    settings: GuildSettings
    may_see: Callable[[int | None], bool] = field(compare=False)
    """Whether the member sees a channel and its history, by the channel's id."""


async def actor_of(interaction: Interaction, *, anew: bool = False) -> Actor:
    """The actor of an interaction, made once unless `anew`; `UserError` outside a server."""
    actor: Actor | None = interaction.extras.get("actor")
    if actor is None or anew:
        actor = interaction.extras["actor"] = await _make_actor(interaction)
    return actor


async def _make_actor(interaction: Interaction) -> Actor:
    member = interaction.user
    if interaction.guild_id is None or not isinstance(member, discord.Member):
        raise UserError("shared-only-in-server")
    services = interaction.client.services
    settings = await services.guilds.settings(interaction.guild_id)
    own = await services.guilds.member(interaction.guild_id, member.id)
    return Actor(
        guild_id=interaction.guild_id,
        member_id=member.id,
        name=clean(member.display_name, one_line=True) or member.name,
        is_moderator=is_moderator(member, interaction.permissions, settings),
        text=services.text.of(own.language or str(interaction.locale)),
        public_text=services.text.of(settings.language),
        settings=settings,
        may_see=sight_of(interaction),
    )


def sight_of(interaction: Interaction) -> Callable[[int | None], bool]:
    """Tells which channels the member of an interaction may see, each looked at once.

    What stands in no channel (None) is for everybody.
    """
    guild, member = interaction.guild, interaction.user
    known: dict[int | None, bool] = {None: True}
    if interaction.channel_id is not None:
        known[interaction.channel_id] = True  # she is there

    def may_see(channel_id: int | None) -> bool:
        if channel_id is not None and channel_id not in known:
            channel = guild.get_channel(channel_id) if guild is not None else None
            known[channel_id] = (
                channel is not None
                and isinstance(member, discord.Member)
                and channel.permissions_for(member).read_message_history  # needs to see it too
            )
        return known[channel_id]

    return may_see


def is_moderator(
    member: discord.Member, permissions: discord.Permissions, settings: GuildSettings
) -> bool:
    """Whoever may manage the server or has the role that the server named for it."""
    if permissions.administrator or permissions.manage_guild:
        return True
    return any(role_id == settings.moderator_role_id for role_id in member._roles)  # noqa: SLF001 - `roles` would sort and look up every role
