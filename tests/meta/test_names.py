"""Names that people chose in Discord are read in one place, which takes out what misleads."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.meta.project import named, nodes, sources

NAMES_OF_PEOPLE = {"display_name", "global_name", "nick"}
NAMED = {
    *("guild", "server", "channel", "thread", "parent", "category", "home", "role", "member"),
    *("user", "author", "me", "owner", "host"),
}
"""Names in code of things of Discord's."""
READER = "cogs/ui/members.py"
"""Module of `name_of`."""
OPTIONS = {"cogs/ui/entrances.py", "cogs/ui/input.py"}
"""Files in which `display_name` is of an option of a command of ours."""


def last_name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def reads_of_names() -> Iterator[str]:
    """Yield each place where code reads a name of Discord's itself."""
    for file in sources("bot", "cogs"):
        place = named(file)
        tree = [each for each in nodes(file) if isinstance(each, ast.Attribute | ast.Import)]
        speaks = any(isinstance(e, ast.Import) and e.names[0].name == "discord" for e in tree)
        for each in tree:
            if not isinstance(each, ast.Attribute) or not speaks or place == READER:
                continue
            is_person = each.attr in NAMES_OF_PEOPLE and place not in OPTIONS
            if is_person or (each.attr == "name" and last_name(each.value) in NAMED):
                yield f"{place}:{each.lineno}"


def test_names_in_discord_are_read_by_one_function() -> None:
    found = list(reads_of_names())
    assert found == [], f"read them by `cogs.ui.members.name_of`: {found}"
