"""What is imported is declared, and what is declared is pinned."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain

import pytest
from packaging.requirements import Requirement

from tests.meta.project import CODE, named, nodes, read, sources

PROJECT = tomllib.loads(read("pyproject.toml"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PINNED = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)$", read("constraints.txt"), re.MULTILINE)
BOUNDED = [lines for extra, lines in EXTRAS.items() if extra != "semantic"]
DECISION = "docs/decisions/dependencies.md"
PROVIDED = packages_distributions()


def plain(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*extras: str) -> set[str]:
    lines = chain(PROJECT["dependencies"], *(EXTRAS[extra] for extra in extras))
    return {plain(Requirement(line).name) for line in lines}


def imported(package: str) -> dict[str, str]:
    """The modules that others provide and a package imports, with one place each."""
    found = {}
    for file in sources(package):
        for node in nodes(file):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in names:
                found[name.partition(".")[0]] = f"{named(file)}:{getattr(node, 'lineno', 0)}"
    known = sys.stdlib_module_names | set(CODE)
    return {name: place for name, place in found.items() if name not in known}


@pytest.mark.parametrize("package", CODE)
def test_what_is_imported_is_declared(package: str) -> None:
    extras = ("speed", "dev") if package in ("tests", "benchmarks") else ("speed",)
    allowed = declared(*extras)
    missing = {
        f"{place}: {name}"
        for name, place in imported(package).items()
        if allowed.isdisjoint(map(plain, PROVIDED.get(name, [name])))
    }
    assert not missing, f"add to pyproject.toml ({', '.join(extras)} or dependencies): {missing}"


@pytest.mark.parametrize("line", PROJECT["dependencies"])
def test_each_has_its_reason(line: str) -> None:
    name = Requirement(line).name
    rows = [row.lower() for row in read(DECISION).splitlines() if row.startswith("| ")]
    assert any(row.startswith(f"| {name.lower()} ") for row in rows), (
        f"say in a row of {DECISION} what {name} is for, and instead of what"
    )


@pytest.mark.parametrize("line", EXTRAS["semantic"])
def test_what_ci_does_not_install_is_pinned_where_it_is_named(line: str) -> None:
    requirement = Requirement(line)
    assert re.fullmatch(r"==[\d.]+", str(requirement.specifier)), f"name one version of {line}"
    assert f"| {requirement.name} |" in read(DECISION), f"say in {DECISION} what {line} is for"


@pytest.mark.parametrize("line", sorted({*PROJECT["dependencies"], *chain(*BOUNDED)}))
def test_the_pinned_version_satisfies_the_bound(line: str) -> None:
    requirement = Requirement(line)
    versions = {plain(name): version for name, version in PINNED}
    version = versions.get(plain(requirement.name))
    assert version, f"constraints.txt lacks {requirement.name}: run `make lock`"
    assert version in requirement.specifier, f"{version} is pinned: run `make lock`"


def test_everything_is_pinned_once() -> None:
    lines = [line for line in read("constraints.txt").splitlines() if not line.startswith("#")]
    assert len(lines) == len(PINNED), "each line of constraints.txt pins `name==version`"
    assert len({plain(name) for name, _ in PINNED}) == len(PINNED)
