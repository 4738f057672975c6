"""What must not get into the project."""

from __future__ import annotations

import re

import pytest

from tests.meta.project import ROOT, sources, tracked

MOST_LINES = 400
TEXTS = {".py", ".md", ".toml", ".txt", ".yml", ".yaml", ".sql", ".ftl", ".js", ".html", ".css", ""}
FORBIDDEN = {
    "a path of some machine": r"/(?:root|work|Users|home/(?!nexus\b)\w+)/\w",
    "the host of a package registry": r"(?:pypi|npmjs|pythonhosted)\.(?:org|com)",
    "a token of Discord's": r"\b[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,}\b",
    "a stub": r"\b(?:TODO|FIXME|XXX)\b",
}
NOQA = re.compile(r"# noqa(?!: [A-Z]+\d+(?:, [A-Z]+\d+)* - \S)")
TYPE_IGNORE = re.compile(r"# type: ignore(?!\[[a-z-]+(?:, ?[a-z-]+)*\] +# \S)")


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_contains(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    faults = []
    for path in tracked():
        if path.suffix not in TEXTS or path == ROOT / "tests" / "meta" / "test_repository.py":
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if pattern.search(line):
                faults.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert faults == []


def test_no_test_replaces_discords_objects() -> None:
    faults = [
        str(path.relative_to(ROOT))
        for path in sources("tests")
        if re.search(r"unittest\.mock|MagicMock|AsyncMock", path.read_text("utf-8"))
        and path.name != "test_repository.py"
    ]
    assert faults == []


def test_files_stay_short_enough_to_be_read() -> None:
    packages = ("bot", "cogs", "domain", "storage", "sandbox", "benchmarks", "tests")
    lengths = {p: len(p.read_text("utf-8").splitlines()) for p in sources(*packages)}
    long = {str(p.relative_to(ROOT)): n for p, n in lengths.items() if n > MOST_LINES}
    assert long == {}


def test_an_exception_from_a_tool_has_its_reason() -> None:
    faults = []
    for path in sources("bot", "cogs", "domain", "storage", "sandbox", "benchmarks", "tests"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if NOQA.search(line) or TYPE_IGNORE.search(line):
                faults.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    assert [fault for fault in faults if "test_repository.py" not in fault] == []
