"""What the operator can set is explained where operators look."""

from __future__ import annotations

import ast
import re

import pytest

from bot.settings import load_settings
from tests.meta.project import ROOT, named, nodes, read, sources

SETTING = re.compile(r"(?:NEXUS_|DISCORD_|DATABASE_)[A-Z_]+")


def names_read() -> set[str]:
    """The first argument of each call that reads a setting."""
    found = set()
    for node in nodes(ROOT / "bot" / "settings.py"):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "read":
            found.add(str(ast.literal_eval(node.args[0])))
    return found


NAMES = sorted(names_read())


def test_there_are_settings() -> None:
    assert {"DISCORD_TOKEN", "DATABASE_URL", "NEXUS_HEALTH_ADDRESS"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_has_one_comment_in_the_example(name: str) -> None:
    lines = read(".env.example").splitlines()
    numbers = [n for n, line in enumerate(lines) if line.startswith(f"{name}=")]
    assert len(numbers) == 1, f"put one line `{name}=<default>` into .env.example"
    above, before = lines[numbers[0] - 1], lines[numbers[0] - 2]
    assert above.startswith("# "), f"explain {name} in the line above it in .env.example"
    assert not before.startswith("# "), f"explain {name} in one line only"


@pytest.mark.parametrize("name", NAMES)
def test_each_has_a_row_in_the_configuration(name: str) -> None:
    rows = [r for r in read("docs/configuration.md").splitlines() if r.startswith(f"| `{name}` |")]
    assert len(rows) == 1, (
        f"put one row | `{name}` | default | meaning | into docs/configuration.md"
    )
    assert all(cell.strip() for cell in rows[0].strip("|").split("|")), f"fill in: {rows[0]}"


def test_documents_name_no_other_settings() -> None:
    for page in (".env.example", "docs/configuration.md", "docs/operator-guide.md", "README.md"):
        unknown = set(SETTING.findall(read(page))) - set(NAMES)
        assert not unknown, f"{page} names what bot/settings.py does not read: {unknown}"


def test_the_example_holds_the_defaults() -> None:
    assert load_settings({}, ROOT / ".env.example") == load_settings({}, None), (
        "write the defaults of bot/settings.py into .env.example"
    )


def test_the_environment_is_read_in_one_place() -> None:
    elsewhere = [
        f"{named(path)}:{node.lineno}"
        for path in sources("bot", "cogs", "domain", "storage", "sandbox")
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node) in ("os.environ", "os.getenv")
        and named(path) != "bot/settings.py"
    ]
    assert not elsewhere, f"add a setting to bot/settings.py and pass its value: {elsewhere}"
