"""Words of the code: docstrings that say what they name, noun modules, members as *they*."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from domain.contracts.comparison.rules import GRADES
from tests.meta.project import ROOT, named, nodes, sources

PACKAGES = ("bot", "cogs", "storage", "domain", "sandbox", "benchmarks")
QUESTIONS = frozenset(
    {
        *("What", "Whether", "How", "Where", "Who", "When", "Why", "Whom", "Whose", "Whoever"),
        *("It", "That", "Has", "Nobody", "Nothing", "So", "If", "Here", "There"),
    }
)
"""First words of a docstring that reads like a riddle without its neighbour."""
NOUNS = {"ranking"}
"""Names of modules that end like a gerund and are nouns of the field."""
SHE = re.compile(r"\b([Ss]he|[Hh]ers?|[Hh]erself)\b")


def docstrings(file: Path) -> Iterator[tuple[int, str]]:
    """List the line and the text of docstrings, those of attributes and constants as well."""
    for node in nodes(file):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for before, statement in zip([None, *body], body, strict=False):
            text = statement.value if isinstance(statement, ast.Expr) else None
            is_first = before is None and not isinstance(node, ast.If | ast.For | ast.With)
            if (
                isinstance(text, ast.Constant)
                and isinstance(text.value, str)
                and (is_first or isinstance(before, ast.Assign | ast.AnnAssign))
            ):
                yield text.lineno, text.value


def test_docstrings_begin_with_what_they_name() -> None:
    found = [
        f"{named(file)}:{line}: {text.splitlines()[0]}"
        for file in sources(*PACKAGES)
        for line, text in docstrings(file)
        if text.split(" ")[0].rstrip(",:") in QUESTIONS or text.startswith("The same")
    ]
    assert not found, "begin with a verb, or with the noun that it is:\n" + "\n".join(found)


def test_modules_are_nouns() -> None:
    found = [
        named(file)
        for file in sources(*PACKAGES)
        if file.stem.endswith("ing") and file.stem not in NOUNS
    ]
    assert not found, f"name these by what they hold (`reminders`, not `reminding`): {found}"


def test_a_member_is_they() -> None:
    texts = [*sources(*PACKAGES), *(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in texts
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if SHE.search(line)
    ]
    assert not found, "\n".join(found)


def test_names_of_changes_are_written_out() -> None:
    """A search for a rule's name has to find where it is made."""
    table = ROOT / "domain/contracts/comparison/rules.py"
    files = [file for file in sources("domain") if file.parent == table.parent and file != table]
    literals = {
        node.value
        for file in files
        for node in nodes(file)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    # The names of GraphQL's are made of graphql-core's own.
    missing = [name for name in GRADES if name not in literals and not name.startswith("graphql-")]
    assert not missing, f"write these out where they are made: {missing}"
