"""The commands are those that were promised, and the guides name them all."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from typing import Any

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
    *(f"announce {name}" for name in ("create", "list", "show", "edit", "cancel", "now")),
    *("setup", "doctor", "audit", "help"),
    *("Ask as question", "Accept answer", "Report to moderators"),
}
FOR_MODERATORS = {"setup", "doctor", "audit", "Block from posting"}
DEEPEST = 3
"""How many calls below a command its demand for a moderator may stand."""

Command = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu  # Any: any cog's


def commands_of(nexus: Nexus) -> dict[str, Command]:
    """Everything that members can use, by the name that they see."""
    tree = nexus.app.client.tree
    found: dict[str, Command] = {}
    for kind in (discord.AppCommandType.message, discord.AppCommandType.user):
        found |= {menu.name: menu for menu in tree.get_commands(type=kind)}
    for command in tree.walk_commands(type=discord.AppCommandType.chat_input):
        if not isinstance(command, app_commands.Group):
            found[command.qualified_name] = command
    return found


def demands_moderator(function: Callable[..., Any], depth: int = DEEPEST) -> bool:
    """Whether the function, or what it calls on every way through, turns everybody else away."""
    function = inspect.unwrap(function)
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(definition, ast.FunctionDef | ast.AsyncFunctionDef)
    return always_demands(definition.body, function.__globals__, depth)


def always_demands(body: list[ast.stmt], scope: dict[str, Any], depth: int) -> bool:
    """Whether one of these statements demands it; a branch only where its other one does too."""
    for statement in body:
        if isinstance(statement, ast.If):
            ways = (statement.body, statement.orelse)
            demanded = all(always_demands(way, scope, depth) for way in ways)
        elif isinstance(statement, ast.For | ast.AsyncFor | ast.While | ast.Try):
            demanded = False  # may not come to it
        else:
            demanded = any(call_demands(node, scope, depth) for node in ast.walk(statement))
        if demanded:
            return True
    return False


def call_demands(node: ast.AST, scope: dict[str, Any], depth: int) -> bool:
    """Whether this is a call of the demand itself, or of a function of ours that makes it."""
    if not isinstance(node, ast.Call):
        return False
    name: ast.expr = node.func
    if isinstance(name, ast.Attribute) and name.attr in {"read", "write"} and node.args:
        name = node.args[0]  # the use case that is run as a unit of work
    if not isinstance(name, ast.Name):
        return False
    called = scope.get(name.id)
    if called is None or not inspect.isfunction(called) or not depth:
        return False
    ours = called.__module__.startswith("cogs.")
    return called.__name__ == "require_moderator" or (ours and demands_moderator(called, depth - 1))


async def test_what_was_promised_is_there(nexus: Nexus) -> None:
    missing = PROMISED - commands_of(nexus).keys()
    assert not missing, f"these names are fixed; bring back: {missing}"


async def test_every_command_is_in_a_guide(nexus: Nexus) -> None:
    pages = "\n".join(page.read_text("utf-8") for page in sorted((ROOT / "docs").glob("*.md")))
    missing = set()
    for name in commands_of(nexus):
        shown = re.escape(name) if name[0].isupper() else rf"/{re.escape(name)}(?![\w-])"
        if not re.search(shown, pages):
            missing.add(name)
    assert not missing, f"tell in docs/*.md what these do: {missing}"


async def test_commands_for_moderators_only_are_hidden_from_others(nexus: Nexus) -> None:
    commands = commands_of(nexus)
    strict = {name for name, each in commands.items() if demands_moderator(each.callback)}
    unchecked = FOR_MODERATORS - strict
    assert not unchecked, f"check every use in the action, too (require_moderator): {unchecked}"
    for name in sorted(strict | FOR_MODERATORS):
        command = commands[name]
        if isinstance(command, app_commands.Command) and command.parent is not None:
            continue  # Discord knows such permissions for whole groups only
        needed = command.default_permissions
        assert needed, f"{name} needs @app_commands.default_permissions(...)"
        assert needed.value, f"{name}: no permission at all hides it from everybody but owners"


async def test_commands_are_used_in_servers_only(nexus: Nexus) -> None:
    for name, command in commands_of(nexus).items():
        top = command if isinstance(command, app_commands.ContextMenu) else command.root_parent
        alone = (top or command).guild_only
        assert alone, f"{name} needs @app_commands.guild_only(): what it shows belongs to a server"
