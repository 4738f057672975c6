"""Ratchets: ways to the database that are on their way out are counted, and may only become fewer.

`services.read` and `services.write` take their place; docs/storage.md says how a feature is
converted.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.meta.project import named, nodes, sources

INSTEAD = {
    "transaction": "`services.write(use_case, ...)`, or `database.write` outside of cogs",
    "changing": "`services.write(use_case, ...)`, whose use case calls `admit`",
    "blocks": "`services.read(use_case, ...)` in place of `async with database.read()`",
    "together": "`services.read` or `services.write`, which are one hop by themselves",
    "wake": "`unit.plan(...)`, which wakes after the commit",
    "reconcile": "`unit.show(...)`, which reconciles after the commit",
}
"""Columns of `LEFT`, and what is used in place of each."""
LEFT = {
    "bot": (0, 0, 0, 0, 5, 2),
    "storage": (4, 0, 1, 11, 0, 0),
}
"""Calls that are left in each package, in the order of `INSTEAD`."""
THE_WAY_ITSELF = ("cogs/core/services.py",)
"""Files that follow commits for everybody: they wake and reconcile, and nobody else has to."""
HERE = named(Path(__file__))
Counts = dict[str, list[str]]


@cache
def found() -> dict[str, Counts]:
    """List where each of the calls stands, by package."""
    places: dict[str, Counts] = {}
    for file in sources("bot", "cogs", "storage"):
        package = "/".join(named(file).split("/")[: 2 if named(file).startswith("cogs/") else 1])
        if named(file) in THE_WAY_ITSELF:
            continue
        here = places.setdefault(package, {name: [] for name in INSTEAD})
        for name, line in _counted(file):
            here[name].append(f"{named(file)}:{line}")
    return places


def _counted(file: Path) -> Iterator[tuple[str, int]]:
    for node in nodes(file):
        if isinstance(node, ast.Call):
            owner, _, name = ast.unparse(node.func).rpartition(".")
            if name == "read" and owner.endswith("database") and not node.args:
                yield "blocks", node.lineno
            elif name in INSTEAD and (owner or name == "changing"):
                yield name, node.lineno


def test_old_ways_only_become_fewer() -> None:
    faults = []
    for package, places in found().items():
        for name, left in zip(INSTEAD, LEFT.get(package, (0,) * len(INSTEAD)), strict=True):
            count = len(places[name])
            if count > left:
                faults.append(
                    f"{package} calls `{name}` {count} times, {left} are left to be converted: use "
                    f"{INSTEAD[name]}. The calls: {places[name]}"
                )
            elif count < left:
                faults.append(
                    f"{package} calls `{name}` {count} times, {left} were left: make the line of "
                    f'"{package}" in LEFT of {HERE} {_line(places)}'
                )
    assert not faults, "\n".join(faults)


def test_every_package_that_is_counted_is_there() -> None:
    gone = LEFT.keys() - found().keys()
    assert not gone, f"take off LEFT of {HERE}: {sorted(gone)}"


def _line(places: Counts) -> str:
    return str(tuple(map(len, places.values())))
