"""A new feature is a folder of five files, as docs/first-command.md shows, and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.app
import cogs
from bot.settings import Settings
from cogs.core import text
from sandbox.client import Sandbox
from tests.nexus import Nexus

FILES = {
    "__init__.py": "",
    "actions.py": '''
"""Use cases of waves."""

from cogs.core.actor import Actor
from cogs.core.unit import Unit
from storage import question_lists


async def count_open(unit: Unit, actor: Actor) -> int:
    """Count the open questions that the actor sees."""
    found = await question_lists.list_open(unit.connection, actor.guild_id, actor.sight, limit=10)
    return len(found)
''',
    "commands.py": '''
"""The command that waves."""

from discord import app_commands
from discord.ext import commands

from cogs.ui.client import Interaction, NexusBot
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of
from cogs.ui.options import command_text
from cogs.ui.reply import reply
from cogs.wave.actions import count_open


class Wave(commands.Cog):
    """Waves at members."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot

    @app_commands.command(description=command_text("wave-command"))
    async def wave(self, interaction: Interaction) -> None:
        actor = await actor_of(interaction)
        count = await self.bot.services.read(count_open, actor)
        await reply(interaction, Content(actor.text("wave-back", count=count)))
''',
    "feature.py": '''
"""Waves, as the bot knows them."""

from cogs.ui.client import Feature
from cogs.wave.commands import Wave

FEATURE = Feature(name="wave", cogs=(Wave,))
''',
    "locale/en.ftl": """
wave-command = Wave back
wave-back = { $count ->
    [0] 👋 No question waits for you.
   *[other] 👋 { $count } questions wait for you.
}
""",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put the files where the package `cogs` finds them, and name the feature to the bot."""
    folder = tmp_path / "cogs" / "wave"
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.lstrip("\n"), "utf-8")
    monkeypatch.setattr(cogs, "__path__", [*cogs.__path__, str(folder.parent)])
    monkeypatch.setattr(bot.app, "FEATURES", (*bot.app.FEATURES, "cogs.wave.feature"))
    sources = text._sources

    def with_ours(language: str) -> Iterator[object]:
        yield from sources(language)
        path = folder / "locale" / f"{language}.ftl"
        if path.is_file():
            yield path

    monkeypatch.setattr(text, "_sources", with_ours)
    text.Catalogues.load.cache_clear()
    yield folder
    text.Catalogues.load.cache_clear()
    for name in [name for name in sys.modules if name.startswith("cogs.wave")]:
        del sys.modules[name]


@pytest.mark.usefixtures("folder")
async def test_five_files_make_a_feature(settings: Settings, sandbox: Sandbox) -> None:
    async with Nexus(settings, sandbox) as nexus:
        await nexus.settle()
        ada = sandbox.member("ada")
        assert "No question waits" in (await ada.slash("wave")).text
        ada.user.locale = "fr"
        assert "No question waits" in (await ada.slash("wave")).text, "English falls in"
