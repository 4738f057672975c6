"""What the documents tell people to type exists, and where they lead is something."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from bot.cli import _parser
from tests.meta.project import named, read, tracked

PAGES = [path for path in tracked() if path.suffix == ".md"]
TARGETS = re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE)
each_page = pytest.mark.parametrize("page", PAGES, ids=named)


def subcommands() -> set[str]:
    """What `nexus --help` offers."""
    return set(re.findall(r"^    ([a-z]+) ", _parser().format_help(), re.MULTILINE))


def typed(page: Path) -> list[str]:
    """What a page shows as something to type: console blocks, and code in sentences."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"```(?:console|sh|bash|systemd|ini)\n(.*?)```", text, re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return lines + re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)


def recipe(target: str) -> list[str]:
    """What a target of the Makefile runs, as one would type it."""
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", read("Makefile"), re.MULTILINE)
    assert found, f"the Makefile has no {target}"
    return [line.strip().lstrip("@").removeprefix("$(BIN)/") for line in found[1].splitlines()]


@each_page
def test_what_is_typed_exists(page: Path) -> None:
    for line in typed(page):
        if target := re.match(r"make ([a-z-]+)", line):
            assert target[1] in TARGETS, f"the Makefile has no target for `{line}`"
        if name := re.match(r"(?:\S*bin/|ExecStart=\S*/)?nexus ([a-z]+)", line):
            assert name[1] in subcommands(), f"bot/cli.py has no command for `{line}`"
        if module := re.match(r"(?:\S*[/\\])?python3? -m ([a-z_.]+)", line):
            found = importlib.util.find_spec(module[1])
            assert found, f"there is no module for `{line}`"


def test_the_pages_say_how_to_start_and_to_test() -> None:
    (console,) = re.findall(r"```console\n(make run.*?)```", read("README.md"), re.DOTALL)
    assert [line.split("#")[0].strip() for line in console.splitlines()] == [
        "make run",
        "make test",
    ]
    first_screen = read("README.md").splitlines()[:25]
    assert "make test" in "\n".join(first_screen), "the two commands stand on the first screen"
    told = {line for page in PAGES for line in typed(page)}
    for name in subcommands():
        assert any(f"nexus {name}" in line for line in told), f"explain `nexus {name}` in docs/"
    hidden = {"lint", "types", "imports", "meta", "clean"}  # parts of `make test`, and its undoing
    for target in set(TARGETS) - hidden:
        assert any(line.startswith(f"make {target}") for line in told), f"explain `make {target}`"


def test_windows_runs_what_make_runs() -> None:
    shown = read("README.md").replace(".venv\\Scripts\\", "")
    for target in ("lint", "types", "imports"):
        for line in recipe(target):
            assert line in shown.splitlines(), f"README's lines for Windows lack `{line}`"
    (units,) = recipe("units")
    tests = units.replace("$(JOBS)", "auto").removesuffix(" $(T)")
    assert tests in shown.splitlines(), f"README's lines for Windows lack `{tests}`"
    assert "python -m bot run" in shown.splitlines()
    assert "python -m pip install -c constraints.txt -e .[speed,dev]" in shown.splitlines()


def test_ci_and_hooks_run_what_people_run() -> None:
    assert read(".ci/run").rstrip().splitlines()[-1] == 'make "${1:-test}"'
    assert "run: bash .ci/run\n" in read(".github/workflows/ci.yml")
    (coverage,) = recipe("coverage")
    assert coverage.startswith(recipe("units")[0].removesuffix(" $(T)") + " --cov")
    assert "run: bash .ci/run coverage\n" in read(".github/workflows/ci.yml")
    together = [*recipe("lint"), *recipe("types"), *recipe("imports")]
    for entry in re.findall(
        r"entry: \.venv/bin/(\S+(?: [a-z]+)?)", read(".pre-commit-config.yaml")
    ):
        assert any(line.startswith(entry) for line in together), f"`make test` does not run {entry}"
    (test,) = re.findall(r"^test: (.+)$", read("Makefile"), re.MULTILINE)
    assert test.split() == ["lint", "types", "imports", "units"]


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    for path, anchor in re.findall(r"\]\(([^)#\s]*)(#[^)]*)?\)", page.read_text("utf-8")):
        if path.startswith("http"):
            continue
        target = page.parent / path if path else page
        assert target.exists(), f"{named(page)} leads to {path}, which is not there"
        if anchor:
            titles = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            anchors = {"#" + re.sub(r"[^\w -]", "", t).lower().replace(" ", "-") for t in titles}
            assert anchor in anchors, f"{named(page)} leads to {path}{anchor}: no such heading"
