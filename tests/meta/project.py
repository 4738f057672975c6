"""The project's own files."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("bot", "cogs", "domain", "storage", "sandbox", "benchmarks", "tests")


def named(path: Path) -> str:
    """A file's name as people say it: relative to the project."""
    return path.relative_to(ROOT).as_posix()


def tracked() -> list[Path]:
    """Every file under version control; all but what is built, where there is no git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"],  # noqa: S607 - whichever git there is
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        built = {".venv", ".git", "data", "__pycache__"}
        every = (path for path in ROOT.rglob("*") if path.is_file())
        return [path for path in every if built.isdisjoint(path.relative_to(ROOT).parts)]
    return [path for name in listed if name and (path := ROOT / name).is_file()]


def sources(*packages: str) -> list[Path]:
    """The Python files of some packages."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in packages
    ]


def read(name: str) -> str:
    """The text of one file."""
    return (ROOT / name).read_text("utf-8")
