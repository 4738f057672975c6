"""Follow-ups of a commit are said to the unit, which wakes and reconciles by itself."""

from __future__ import annotations

import ast

from tests.meta.project import named, nodes, sources

INSTEAD = {
    "wake": "`unit.plan(...)`, which wakes the dispatcher after the commit",
    "reconcile": "`unit.show(...)`, which reconciles after the commit",
}
THE_WAY_ITSELF = {
    "cogs/core/services.py": "follows the commits of all units",
    "bot/outbox/scheduler.py": "is what wakes",
    "bot/outbox/delivery.py": "wakes itself for what is due later",
    "bot/app.py": "hands the scheduler its mirrors",
    "bot/arrivals.py": "catches up where a server comes back, which no commit says",
}
"""Files that wake and reconcile for everybody, and why each does."""


def test_nobody_wakes_or_reconciles_by_hand() -> None:
    calls = {
        f"{named(file)}:{node.lineno} calls `{node.func.attr}`: use {INSTEAD[node.func.attr]}"
        for file in sources("bot", "cogs", "storage")
        if named(file) not in THE_WAY_ITSELF
        for node in nodes(file)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in INSTEAD
    }
    assert not calls, "\n".join(sorted(calls))


def test_every_exception_is_one() -> None:
    for name in THE_WAY_ITSELF:
        (file,) = (file for file in sources("bot", "cogs") if named(file) == name)
        found = [node.attr for node in nodes(file) if isinstance(node, ast.Attribute)]
        assert INSTEAD.keys() & set(found), f"{name} needs no exception"
