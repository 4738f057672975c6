"""Units of work: use cases are functions of a unit, and what they show has a mirror."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Collection
from functools import cache
from inspect import signature
from operator import attrgetter
from pathlib import Path
from types import FunctionType, ModuleType

from tests.meta.project import ROOT, named, nodes, sources


@cache
def use_cases(way: str) -> frozenset[str]:
    """List the functions that are handed to `services.read` or `services.write`, by full name."""
    found = set()
    for file in sources("cogs", "bot"):
        module = importlib.import_module(_module(file))
        for node in nodes(file):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(f"services.{way}"):
                case = _named(module, ast.unparse(node.args[0]))
                assert case is not None, f"{named(file)}:{node.lineno}: hand a function's name over"
                found.add(f"{case.__module__}.{case.__qualname__}")
    return frozenset(found)


def _named(module: ModuleType, name: str) -> FunctionType | None:
    """Find a function as a call names it: `close`, or `lifecycle.close`."""
    try:
        found = attrgetter(name)(module)
    except AttributeError:
        return None
    return found if isinstance(found, FunctionType) else None


def test_use_cases_take_a_unit_and_open_nothing() -> None:
    cases = use_cases("read") | use_cases("write")
    assert len(cases) > 5
    for name in sorted(cases):
        module, _, function = name.rpartition(".")
        given = list(signature(getattr(importlib.import_module(module), function)).parameters)
        assert given[0] == "unit", f"{name} is run by services: it takes `unit` first"
        opened = {"services", "bot", "interaction"}.intersection(given)
        assert not opened, f"{name} runs in the database's thread: resolve {opened} before"


ONCE = {"unit.once", "use_draft", "drafts.delete_draft"}
"""Signs that tell the first run of a use case from a later one: a draft is used up by the first."""
ONCE_BY_ITSELF = {
    "cogs.apis.actions.uploads._store": "the same document again is in force already",
}
"""Use cases that create rows and may be run twice, and why."""


def test_what_creates_something_creates_it_once() -> None:
    """A use case may be run again, by a database or by Discord's sending a command twice."""
    twice = {
        name
        for file in sources("cogs")
        for function in nodes(file)
        if isinstance(function, ast.AsyncFunctionDef)
        if (name := f"{_module(file)}.{function.name}") in use_cases("write")
        if _creates(calls := {ast.unparse(n) for n in ast.walk(function)}) and not calls & ONCE
    }
    new = twice - ONCE_BY_ITSELF.keys()
    assert not new, f"ask `unit.once(actor.interaction_id)` in {sorted(new)}"
    assert not ONCE_BY_ITSELF.keys() - twice, f"take off: {sorted(ONCE_BY_ITSELF.keys() - twice)}"


def _creates(calls: Collection[str]) -> bool:
    """Tell whether a function creates rows that last; drafts of the member's own don't count."""
    return any(re.fullmatch(r"(?!drafts\b)\w+\.create_\w+", call) for call in calls)


def _module(file: Path) -> str:
    return named(file).removesuffix(".py").replace("/", ".")


def test_settings_that_change_are_read_anew() -> None:
    kept = {"guilds.save_settings", "guilds.save_member_settings", "erase_guild", "feature.erase"}
    savers = [
        (f"{named(file)}:{function.lineno}", {ast.unparse(n) for n in ast.walk(function)})
        for file in sources("cogs", "bot")
        for function in nodes(file)
        if isinstance(function, ast.AsyncFunctionDef)
        if file.name != "personal.py"
    ]
    savers = [(place, calls) for place, calls in savers if kept & calls]
    assert len(savers) > 3
    silent = [place for place, calls in savers if "unit.reread_settings" not in calls]
    assert not silent, f"call `unit.reread_settings`: {silent}"


def test_what_units_show_is_shown() -> None:
    kinds = {
        (ast.literal_eval(node.args[0]), named(file))
        for file in sources("cogs")
        for node in nodes(file)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "unit.show"
        if isinstance(node.args[0], ast.Constant)  # else it is a card's own kind
    }
    shown = {
        kind
        for file in sources("cogs")
        for node in nodes(file)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Mirror"
        for given in [*node.args[3:], *(k.value for k in node.keywords if k.arg == "shows")]
        for kind in ast.literal_eval(given)
    }
    cards = {
        kind.name
        for folder in (ROOT / "cogs").glob("*/feature.py")
        for kind in importlib.import_module(f"cogs.{folder.parent.name}.feature").FEATURE.cards
    }
    assert len(cards) > 3
    shown |= cards
    assert len(shown) > 5
    unknown = {each for each in kinds if each[0] not in shown}
    assert not unknown, f"no mirror `shows` these: {unknown}"
