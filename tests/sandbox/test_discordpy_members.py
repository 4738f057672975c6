"""How discord.py finds members and counts them, with and without the privileged intent."""

from __future__ import annotations

import discord
import pytest

from sandbox.client import Sandbox

WITHOUT_MEMBERS = discord.Intents(guilds=True, guild_messages=True)


def guild_of(client: discord.Client, sandbox: Sandbox) -> discord.Guild:
    guild = client.get_guild(sandbox.guild.id)
    assert guild is not None
    return guild


@pytest.mark.parametrize("intents", [WITHOUT_MEMBERS])
async def test_members_are_queried_without_the_intent(
    sandbox: Sandbox, client: discord.Client
) -> None:
    guild = guild_of(client, sandbox)
    assert guild.get_member(sandbox.member("ada").id) is None
    assert [member.name for member in await guild.query_members("AD", limit=5)] == ["ada"]
    ids = [sandbox.member(name).id for name in ("kofi", "femi")]
    assert {m.name for m in await guild.query_members(user_ids=[*ids, 1])} == {"kofi", "femi"}


@pytest.mark.parametrize("intents", [WITHOUT_MEMBERS])
async def test_roles_are_counted_without_the_intent(
    sandbox: Sandbox, client: discord.Client
) -> None:
    sandbox.application.has_members = False
    guild = guild_of(client, sandbox)
    sandbox.add_member("gloria", roles=["Backend", "Frontend"])
    counts = {
        role.name: count
        for role, count in (await guild.role_member_counts()).items()
        if isinstance(role, discord.Role)
    }
    assert counts == {"Backend": 3, "Frontend": 3, "Moderator": 1, "Nexus": 1}


async def test_all_members_are_fetched_where_the_portal_allows_it(
    sandbox: Sandbox, client: discord.Client
) -> None:
    guild = guild_of(client, sandbox)
    everybody = {member.name async for member in guild.fetch_members()}
    assert everybody == {"mara", "ada", "kofi", "femi", "lindiwe", "Nexus"}
    sandbox.application.has_members = False
    with pytest.raises(discord.Forbidden) as refused:
        [member async for member in guild.fetch_members()]
    assert refused.value.code == 50001
