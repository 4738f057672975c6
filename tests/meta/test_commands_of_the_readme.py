"""What the documents tell people to type exists."""

from __future__ import annotations

import re
import tomllib
from itertools import chain

from packaging.requirements import Requirement

from bot.cli import _parser
from tests.meta.project import ROOT, read

PAGES = ("README.md", "CONTRIBUTING.md", "docs/operator-guide.md", "docs/sandbox.md")
SUBCOMMANDS = {"run", "doctor", "invite", "migrate", "sandbox"}


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    told = re.compile(r"(?:^|`)make ([a-z-]+)", re.MULTILINE)
    named = {target for page in PAGES for target in told.findall(read(page))}
    assert {"run", "test", "test-long"} <= named
    assert named <= targets


def test_commands_of_nexus_exist() -> None:
    for page in PAGES:
        for name in re.findall(r"(?:`|bin/|\$ |-m bot )nexus ([a-z]+)", read(page)):
            assert name in SUBCOMMANDS, (page, name)
    usage = _parser().format_help()
    assert all(f"    {name} " in usage for name in SUBCOMMANDS)


def test_links_between_documents_lead_somewhere() -> None:
    pages = (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    targets = [
        (page, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if not target.startswith("http")
    ]
    assert [(p.name, target) for p, target in targets if not (p.parent / target).exists()] == []


def test_pinned_versions_satisfy_the_bounds() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    pinned = dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", read("constraints.txt"), re.MULTILINE))
    versions = {_plain(name): version for name, version in pinned.items()}
    for line in chain(project["dependencies"], *project["optional-dependencies"].values()):
        requirement = Requirement(line)
        assert versions[_plain(requirement.name)] in requirement.specifier, line


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
