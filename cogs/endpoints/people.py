"""Members who move a request: their roles and names, as Discord has them."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from cogs.core.actor import Actor
from cogs.endpoints.actions.finding import Mover
from cogs.ui.client import Interaction
from cogs.ui.members import find_member, name_of

MOST_NAMED = 10


def mover_of(interaction: Interaction, actor: Actor) -> Mover:
    """The member behind an interaction, with her role."""
    role_id, member = actor.settings.backend_role_id, interaction.user
    has_role = isinstance(member, discord.Member) and any(r.id == role_id for r in member.roles)
    return Mover(actor, role_id is None or has_role)


async def may_build(interaction: Interaction, actor: Actor, member_id: int) -> bool:
    """Whether another member has the backend role, or the server has named none."""
    role_id, guild = actor.settings.backend_role_id, interaction.guild
    if role_id is None or guild is None:
        return True
    member = await find_member(guild, member_id)
    return member is not None and any(role.id == role_id for role in member.roles)


async def is_bot(interaction: Interaction, member_id: int) -> bool:
    """Whether a bot was chosen."""
    guild = interaction.guild
    member = None if guild is None else await find_member(guild, member_id)
    return member is not None and member.bot


async def names_of(interaction: Interaction, member_ids: Iterable[int | None]) -> dict[int, str]:
    """What members are called here, of the first few; those who left have no name."""
    names, guild = dict[int, str](), interaction.guild
    wanted = list(dict.fromkeys(each for each in member_ids if each is not None))
    for member_id in wanted[:MOST_NAMED]:
        if guild is not None and (member := await find_member(guild, member_id)) is not None:
            names[member_id] = name_of(member)
    return names
