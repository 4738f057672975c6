"""Commands are told to Discord when they changed, and in one place only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.settings import Settings
from bot.sync import CommandSync
from sandbox.client import Sandbox
from sandbox.world.seed import add_bot, create_guild
from tests.nexus import Nexus

EVERYWHERE = "PUT /applications/{}/commands"
IN_A_SERVER = "PUT /applications/{}/guilds/{}/commands"


def uploads(sandbox: Sandbox) -> list[tuple[str, int]]:
    """Which uploads of commands there were, and of how many."""
    return [
        ("server" if "/guilds/" in request.path else "everywhere", len(request.body or ()))
        for request in sandbox.requests
        if request.method == "PUT" and request.path.endswith("/commands")
    ]


async def test_an_unchanged_tree_is_not_sent_again(sandbox: Sandbox, nexus: Nexus) -> None:
    before = uploads(sandbox)
    await nexus.restart()
    assert uploads(sandbox) == before
    assert [place for place, count in before if count] == ["everywhere"]


async def test_a_changed_tree_is_sent(sandbox: Sandbox, nexus: Nexus) -> None:
    client, database = nexus.app.client, nexus.services.database
    client.tree.remove_command("search")
    assert await CommandSync(client, database).register()
    assert not sandbox.has_command("search")
    assert sandbox.has_command("ask")
    assert not await CommandSync(client, database).register()


def places(sandbox: Sandbox) -> set[int | None]:
    """Where the application has commands: servers' ids, and None for everywhere."""
    return {command.guild_id for command in sandbox.application.commands.values()}


async def test_commands_are_never_both_in_a_server_and_everywhere(
    sandbox: Sandbox, settings: Settings
) -> None:
    async with Nexus(settings, sandbox):
        assert places(sandbox) == {None}
    async with Nexus(replace(settings, guild_ids=(sandbox.guild.id,)), sandbox):
        await sandbox.until(lambda: places(sandbox) == {sandbox.guild.id})
        seen = await sandbox.member("ada").slash("help")
        assert seen.text
    async with Nexus(settings, sandbox):
        await sandbox.until(lambda: places(sandbox) == {None})


async def test_one_server_that_refuses_commands_keeps_nobody_from_starting(
    sandbox: Sandbox,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.sync.RETRY_SECONDS", 0.01)
    other = create_guild(sandbox.world, "Another server", sandbox.guild.owner_id)
    settings = replace(settings, guild_ids=(sandbox.guild.id, other.id))
    async with Nexus(settings, sandbox):  # it is not on the other server: 403, as without the scope
        assert places(sandbox) == {sandbox.guild.id}
        assert (await sandbox.member("ada").slash("help")).text
        warnings = [r for r in caplog.records if r.levelname == "WARNING"]
        assert all(r.exc_info is None for r in warnings)
        words = warnings[0].getMessage()
        assert f"weren't registered in server {other.id}: 403" in words
        assert "`nexus invite`" in words
        assert "\n" not in words
        add_bot(sandbox.world, other, sandbox.application)
        await sandbox.until(lambda: places(sandbox) == {sandbox.guild.id, other.id})


async def test_a_changed_tree_is_sent_once_however_many_servers(
    sandbox: Sandbox, settings: Settings
) -> None:
    for number in range(1_000):
        guild = create_guild(sandbox.world, f"Server {number}", sandbox.guild.owner_id)
        add_bot(sandbox.world, guild, sandbox.application)
    async with Nexus(replace(settings, guild_ids=(sandbox.guild.id,)), sandbox) as nexus:
        await sandbox.until(lambda: places(sandbox) == {sandbox.guild.id})
        assert len(nexus.app.client.guilds) > 1  # arriving
    before = len(uploads(sandbox))
    async with Nexus(settings, sandbox) as nexus:
        await sandbox.until(lambda: places(sandbox) == {None})
        await nexus.restart()
    count = len(sandbox.application.commands)
    assert uploads(sandbox)[before:] == [("everywhere", count), ("server", 0)]


async def test_descriptions_are_translated(sandbox: Sandbox, nexus: Nexus) -> None:
    assert nexus.app.client.is_ready()
    ask = next(c for c in sandbox.application.commands.values() if c.name == "ask")
    localised = ask.fields["description_localizations"]
    assert set(localised) == {"en-GB", "en-US", "fr"}
    assert localised["fr"] != ask.fields["description"]
