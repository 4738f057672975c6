"""Members looked up by id, with and without the members intent."""

from __future__ import annotations

import discord

UNKNOWN_MEMBER = 10007
UNKNOWN_USER = 10013


async def find_member(guild: discord.Guild, member_id: int) -> discord.Member | None:
    """The member, from the cache or from Discord; None for somebody who has left."""
    member = guild.get_member(member_id)
    if member is not None:
        return member
    try:
        return await guild.fetch_member(member_id)
    except discord.NotFound as error:
        if error.code in {UNKNOWN_MEMBER, UNKNOWN_USER}:
            return None
        raise
