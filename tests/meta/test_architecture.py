"""Imports as docs/architecture.md draws them; what import contracts cannot hold is held here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.meta.project import named, nodes, sources

CODE = ("bot", "cogs", "domain", "sandbox", "storage")


def module_of(file: Path) -> str:
    return named(file).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(file: Path, modules: set[str]) -> Iterator[str]:
    """List the modules of ours that one imports, also for types alone or late."""
    for node in nodes(file):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_no_import_leads_back_to_where_it_began() -> None:
    files = {module_of(file): file for file in sources(*CODE)}
    graph = {name: set(imports(file, set(files))) & set(files) for name, file in files.items()}
    assert sum(map(len, graph.values())) > len(graph)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise AssertionError(f"take one of these imports out: {circle}") from error
