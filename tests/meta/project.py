"""The project's own files."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser, ast as fluent

ROOT = Path(__file__).resolve().parents[2]
CODE = ("bot", "cogs", "domain", "storage", "sandbox", "benchmarks", "tests")


def named(path: Path) -> str:
    """A file's name as people say it: relative to the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def tracked() -> list[Path]:
    """List the files that are, or are about to be, under version control.

    New ones count before `git add`, ignored ones never; without git, all but what is built.
    """
    wanted = ("--cached", "--others", "--exclude-standard")
    try:
        listed = subprocess.run(  # noqa: S603 - the arguments are ours
            ["git", "ls-files", "-z", *wanted],  # noqa: S607 - whichever git there is
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        return [path for path in ROOT.rglob("*") if path.is_file() and not _is_made(path)]
    return [path for name in listed if name and (path := ROOT / name).is_file()]


def _is_made(path: Path) -> bool:
    """Whether a file is built, installed or private, so that nobody would put it under control."""
    *folders, name = path.relative_to(ROOT).parts
    hidden = {folder for folder in folders if folder.startswith(".")} - {".ci", ".github"}
    built = {"build", "data", "dist", "node_modules", "__pycache__"}.intersection(folders)
    private = name == ".env" or name.startswith(".coverage")
    return bool(hidden or built or private)


def sources(*packages: str) -> list[Path]:
    """The Python files of some packages."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in packages
    ]


@cache
def tree(path: Path) -> ast.Module:
    """Parse a Python file, once for all tests that look at it."""
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """List every node of a Python file."""
    return list(ast.walk(tree(path)))


@cache
def messages(language: str) -> dict[str, fluent.Message]:
    """Read every message of a language's catalogues, by its key."""
    return {
        entry.id.name: entry
        for file in sorted((ROOT / "cogs").glob(f"*/locale/{language}.ftl"))
        for entry in FluentParser().parse(file.read_text("utf-8")).body
        if isinstance(entry, fluent.Message)
    }


def read(name: str) -> str:
    """The text of one file."""
    return (ROOT / name).read_text("utf-8")
