from __future__ import annotations

import re

import pytest

from bot.settings import load_settings
from tests.meta.project import ROOT, read

NAMES = sorted(set(re.findall(r'read\("([A-Z_]+)"', read("bot/settings.py"))))


def test_there_are_settings() -> None:
    assert {"DISCORD_TOKEN", "DATABASE_URL", "NEXUS_HEALTH_ADDRESS"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_explained_in_the_example_and_in_the_configuration(name: str) -> None:
    lines = read(".env.example").splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith(f"{name}="))
    assert lines[number - 1].startswith("# "), f"{name} needs one comment in .env.example"
    assert f"| `{name}` |" in read("docs/configuration.md")


def test_the_example_names_nothing_else_and_is_the_default() -> None:
    named = re.findall(r"^([A-Z_]+)=", read(".env.example"), re.MULTILINE)
    assert sorted(named) == NAMES
    assert load_settings({}, ROOT / ".env.example") == load_settings({}, None)
