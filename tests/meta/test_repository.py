"""What must not get into the project."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.meta.project import CODE, ROOT, named, nodes, sources, tracked

MOST_LINES = 400
FORBIDDEN = {
    "a path of some machine": (
        r"/(?:root|work|Users|home/(?!nexus\b)\w+)/\w",
        "name it relative to the project",
    ),
    "the host of a package registry": (
        r"(?:pypi|npmjs|pythonhosted)\.(?:org|com)",
        "leave registries to the settings of pip and npm",
    ),
    "a token of Discord's": (
        r"(?<![\w-])[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,}",
        "revoke it on the Bot page now; in tests, write one that cannot be real",
    ),
    "a stub": (r"\b(?:TODO|FIXME|XXX)\b", "finish it, or leave it out and open an issue"),
}
EXCEPTIONS = {
    "noqa": r"# noqa(?!: [A-Z]+\d+(?:, [A-Z]+\d+)* - \S)",
    "type: ignore": r"# type: ignore(?!\[[a-z-]+(?:, ?[a-z-]+)*\] +# \S)",
    "fmt": r"# fmt: (?:off|skip)(?! +# \S)",
    "a whole file": r"^# (?:ruff: noqa|flake8: noqa|mypy: )",
}
STAND_INS = re.compile(r"(?:Magic|Async|NonCallable)?Mock|create_autospec")
THIS = ROOT / "tests" / "meta" / "test_repository.py"
"""The one file that has to name what it forbids."""


@cache
def lines() -> list[tuple[str, str]]:
    """List each line of each text, and where it is."""
    return list(_lines())


def _lines() -> Iterator[tuple[str, str]]:
    for path in tracked():
        content = path.read_bytes()
        if b"\0" in content or path == THIS:
            continue
        for number, line in enumerate(content.decode("utf-8").splitlines(), 1):
            yield f"{named(path)}:{number}", line


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_contains(what: str) -> None:
    pattern, fix = FORBIDDEN[what]
    faults = [
        f"{place}: {line.strip()[:80]}" for place, line in lines() if re.search(pattern, line)
    ]
    assert not faults, f"{what} ({fix}): {faults}"


def test_what_is_forbidden_would_be_found() -> None:
    token = ".".join(("M" + "T" * 25, "G" * 6, "h" * 38))
    examples = ("/home/" + "ada/x", "https://pypi." + "org/simple", f"TOKEN={token}", "# TO" + "DO")
    for (pattern, _), example in zip(FORBIDDEN.values(), examples, strict=True):
        assert re.search(pattern, example), example
    assert len(lines()) > 10_000


def test_no_test_replaces_discords_objects() -> None:
    faults = []
    for path in sources("tests"):
        for node in nodes(path):
            modules = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else []
            )
            called = node.id if isinstance(node, ast.Name) else ""
            if STAND_INS.fullmatch(called) or any(m.split(".")[0] == "unittest" for m in modules):
                faults.append(f"{named(path)}:{getattr(node, 'lineno', 0)}")
    assert not faults, f"act through the sandbox (tests/nexus.py) instead of a mock: {faults}"


def test_files_stay_short_enough_to_be_read() -> None:
    lengths = {named(p): len(p.read_text("utf-8").splitlines()) for p in sources(*CODE)}
    long = {name: count for name, count in lengths.items() if count > MOST_LINES}
    assert not long, f"part these by concept, {MOST_LINES} lines at most: {long}"
    assert len(lengths) > 200


@pytest.mark.parametrize("what", EXCEPTIONS)
def test_an_exception_from_a_tool_has_its_reason(what: str) -> None:
    python = [(place, line) for place, line in lines() if place.partition(":")[0].endswith(".py")]
    faults = [place for place, line in python if re.search(EXCEPTIONS[what], line)]
    assert not faults, (
        "say which rule and why, as in `# noqa: BLE001 - an entrance` "
        f"and `# type: ignore[override]  # our client`: {faults}"
    )
