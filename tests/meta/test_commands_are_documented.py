"""The commands are those that were promised, and the guides name them all."""

from __future__ import annotations

import discord
from discord import app_commands

from tests.meta.project import ROOT
from tests.nexus import Nexus

PROMISED = {
    "ask",
    *(f"question {name}" for name in ("list", "show", "claim", "release", "accept", "unaccept")),
    *(f"question {name}" for name in ("close", "reopen", "subscribe")),
    "search",
    *(f"me {name}" for name in ("timezone", "language", "export", "erase")),
    *("setup", "doctor", "audit", "help"),
    *("Ask as question", "Accept answer", "Report to moderators"),
}
FOR_MODERATORS = ("setup", "audit", "Bar from posting")


def names(nexus: Nexus) -> set[str]:
    tree = nexus.app.client.tree
    menus = (discord.AppCommandType.message, discord.AppCommandType.user)
    found = {menu.name for kind in menus for menu in tree.get_commands(type=kind)}
    for command in tree.walk_commands(type=discord.AppCommandType.chat_input):
        if not isinstance(command, app_commands.Group):
            found.add(command.qualified_name)
    return found


async def test_what_was_promised_is_there_and_documented(nexus: Nexus) -> None:
    pages = "\n".join(page.read_text("utf-8") for page in (ROOT / "docs").glob("*.md"))
    commands = names(nexus)
    assert commands >= PROMISED
    menus = {name for name in commands if name[0].isupper()}
    missing = {n for n in commands if (n if n in menus else f"/{n}") not in pages}
    assert missing == set()


async def test_moderators_commands_are_hidden_from_others(nexus: Nexus) -> None:
    commands = {c.name: c for c in nexus.app.client.tree._get_all_commands(guild=None)}
    for name in FOR_MODERATORS:
        needed = commands[name].default_permissions
        assert needed is not None, name
        assert needed.value, name
