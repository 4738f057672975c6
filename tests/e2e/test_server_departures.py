from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from domain.guilds import GuildSettings
from sandbox.client import PATIENCE_SECONDS, Sandbox
from sandbox.world.people import join_guild, leave_guild
from storage import guilds
from tests.nexus import Nexus
from tests.statements import reading


async def left_at(nexus: Nexus, sandbox: Sandbox) -> datetime | None:
    async with reading(nexus.services.database) as connection:
        return await guilds.find_left_at(connection, sandbox.guild.id)


async def settings(nexus: Nexus, sandbox: Sandbox) -> GuildSettings | None:
    async with reading(nexus.services.database) as connection:
        return await guilds.find_settings(connection, sandbox.guild.id)


async def until_left(nexus: Nexus, sandbox: Sandbox) -> None:
    """The bot looks which servers it is on once it is ready, in the background."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await left_at(nexus, sandbox) is None:  # noqa: ASYNC110 - what it waits for is a row
            await asyncio.sleep(0.01)


async def set_up(sandbox: Sandbox) -> None:
    mara = sandbox.member("mara")
    page = await mara.slash("setup")
    for _ in range(5):
        page = await mara.click("Next", on=page)
    await mara.click("Save", on=page)


async def test_a_server_that_removed_the_bot_is_erased_after_thirty_days(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await set_up(sandbox)
    await nexus.stop()
    leave_guild(sandbox.world, sandbox.guild, sandbox.application.bot.id)
    await nexus.start()
    await until_left(nexus, sandbox)
    await nexus.pass_time(timedelta(days=29))
    await nexus.settle()
    assert await settings(nexus, sandbox) is not None
    await nexus.pass_time(timedelta(days=2))
    await nexus.settle()
    assert await settings(nexus, sandbox) is None


async def test_a_server_that_invites_the_bot_again_keeps_its_data(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await set_up(sandbox)
    bot = sandbox.application.bot
    roles = list(sandbox.guild.members[bot.id].role_ids)
    await nexus.stop()
    leave_guild(sandbox.world, sandbox.guild, bot.id)
    await nexus.start()
    await until_left(nexus, sandbox)
    await nexus.pass_time(timedelta(days=10))
    await nexus.stop()
    join_guild(sandbox.world, sandbox.guild, bot, roles)
    await nexus.start()
    await nexus.pass_time(timedelta(days=40))
    await nexus.settle()
    assert await left_at(nexus, sandbox) is None
    assert await settings(nexus, sandbox) is not None


async def test_being_removed_is_noticed_at_once(sandbox: Sandbox, nexus: Nexus) -> None:
    guild = nexus.app.client.get_guild(sandbox.guild.id)
    assert guild is not None
    await guild.leave()
    await until_left(nexus, sandbox)
