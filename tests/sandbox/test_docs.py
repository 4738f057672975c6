"""What docs/sandbox.md says about the sandbox's limits is true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sandbox.__main__ import _parser
from sandbox.interactions.callbacks import make_routes
from sandbox.interactions.calls import Interactions
from sandbox.interactions.commands import routes as command_routes
from sandbox.server import RESOURCES
from sandbox.world.world import World
from tests.sandbox.openapi import PUBLISHED

PAGE = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text(encoding="utf-8")
METHODS = ("get", "post", "put", "patch", "delete")


def plain(route: str) -> str:
    """A route whose names do not matter; every message of an interaction's webhook is one."""
    return re.sub(r"\{[^}]*\}", "{}", route).replace("@original", "{}")


def answered() -> set[str]:
    routes = [route for resource in RESOURCES for route in resource.routes.all]
    routes += command_routes.all + make_routes(Interactions(World())).all
    return {plain(route.name) for route in routes}


def missing() -> list[str]:
    """The addresses that the page says are not there."""
    table = PAGE.split("## What it cannot do")[1].split("Less than Discord")[0]
    return [plain(entry) for entry in re.findall(r"`((?:[A-Z]+ )?/[^`]*)`", table)]


def is_covered(route: str, entry: str) -> bool:
    path = route if " " in entry else route.split(" ")[1]
    return path == entry or (" " not in entry and path.startswith(entry + "/"))


@pytest.mark.parametrize("entry", missing())
def test_what_is_said_to_be_missing_is_missing(entry: str) -> None:
    found = {route for route in answered() if is_covered(route, entry)}
    assert {
        route for route in found if not route.split(" ")[1].startswith("/webhooks/{}/{}")
    } == set()


@pytest.mark.skipif(not PUBLISHED.is_file(), reason="Discord's description is not there")
def test_whatever_else_discord_has_the_sandbox_has() -> None:
    paths = json.loads(PUBLISHED.read_bytes())["paths"]
    described = {
        plain(f"{method.upper()} {path}")
        for path, operations in paths.items()
        for method in METHODS
        if method in operations
    }
    unsaid = described - answered()
    entries = missing()
    assert {route for route in unsaid if not any(is_covered(route, e) for e in entries)} == set()


def test_every_option_is_described() -> None:
    options = {name for action in _parser()._actions for name in action.option_strings}
    assert {name for name in options - {"-h", "--help"} if f"`{name}" not in PAGE} == set()
