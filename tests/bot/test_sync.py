"""Commands are told to Discord when they changed, and in one place only."""

from __future__ import annotations

from dataclasses import replace

from bot.settings import Settings
from bot.sync import sync_commands
from sandbox.client import Sandbox
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
    assert await sync_commands(client, database, ())
    assert not sandbox.has_command("search")
    assert sandbox.has_command("ask")
    assert not await sync_commands(client, database, ())


async def test_commands_are_never_both_in_a_server_and_everywhere(
    sandbox: Sandbox, settings: Settings
) -> None:
    nexus = Nexus(settings, sandbox)
    await nexus.start()
    await nexus.stop()
    nexus.settings = replace(settings, guild_ids=(sandbox.guild.id,))
    await nexus.start()
    places = {(c.name, c.guild_id) for c in sandbox.application.commands.values()}
    assert {guild_id for _, guild_id in places} == {sandbox.guild.id}
    seen = await sandbox.member("ada").slash("help")
    assert seen.text
    await nexus.stop()
    nexus.settings = settings
    await nexus.start()
    assert {c.guild_id for c in sandbox.application.commands.values()} == {None}
    await nexus.stop()


async def test_descriptions_are_translated(sandbox: Sandbox, nexus: Nexus) -> None:
    assert nexus.app.client.is_ready()
    ask = next(c for c in sandbox.application.commands.values() if c.name == "ask")
    localised = ask.fields["description_localizations"]
    assert set(localised) == {"en-GB", "en-US", "fr"}
    assert localised["fr"] != ask.fields["description"]
