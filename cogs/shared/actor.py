"""Who is asking: made in one place, passed to every action."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from cogs.shared.access import hidden_channels, is_moderator
from cogs.shared.client import NexusBot
from cogs.shared.text import Catalogue
from domain.channels import Sight
from domain.characters import clean
from domain.errors import UserError
from domain.guilds import GuildSettings
from domain.text_rules import NO_RULES, TextRules

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
    hidden: frozenset[int] = frozenset()
    """Channels and threads whose history the member cannot read; moderators see them all."""
    rules: TextRules = NO_RULES
    """What the member's texts may hold where Nexus posts them."""

    @property
    def sight(self) -> Sight:
        """The gate that finds rows of channels for this member."""
        return Sight(self.hidden, self.member_id)

    def sees(self, channel_id: int | None, *own_ids: int | None) -> bool:
        """Tell whether a row of a channel is seen; `own_ids` are the members whose row it is."""
        return self.sight.sees(channel_id, *own_ids)


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
    moderates = is_moderator(member, interaction.permissions, settings.moderator_role_id)
    return Actor(
        guild_id=interaction.guild_id,
        member_id=member.id,
        name=clean(member.display_name, one_line=True) or member.name,
        is_moderator=moderates,
        text=services.text.of(own.language or str(interaction.locale)),
        public_text=services.text.of(settings.language),
        settings=settings,
        hidden=frozenset() if moderates else await _hidden(interaction, member),
        rules=NO_RULES if moderates else settings.text_rules(member._roles),  # noqa: SLF001 - `roles` would sort and look up every role
    )


async def _hidden(interaction: Interaction, member: discord.Member) -> frozenset[int]:
    """Return what the member of an interaction cannot see; a server that isn't there hides all."""
    services = interaction.client.services
    hidden = await hidden_channels(services, member.guild, member, here=interaction.channel_id)
    # Whoever writes in a thread stands in its channel, too.
    return hidden - {getattr(interaction.channel, "parent_id", None)}
