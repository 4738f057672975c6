"""Every text that code asks for exists, and every text that exists is asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.meta.project import ROOT, sources

FEATURES = ("qa", "search", "server", "me", "shared")
KEY = re.compile(rf"(?:{'|'.join(FEATURES)})-[a-z0-9-]+")
IN_CATALOGUE = re.compile(r"^([a-z0-9_-]+) *=", re.MULTILINE)
DRAWN = ("label", "placeholder", "description", "title", "content")
"""Arguments that people read."""
NO_WORDS = re.compile(r"[^A-Za-z]*$")


def existing() -> set[str]:
    found: set[str] = set()
    for file in sorted((ROOT / "cogs").glob("*/locale/en.ftl")):
        found |= set(IN_CATALOGUE.findall(file.read_text("utf-8")))
    return found


def texts() -> Iterator[tuple[str, bool]]:
    """Every literal of the code, and whether it is only the beginning of a text."""
    for file in sources("bot", "cogs", "domain", "storage"):
        if file.name == "names.py":  # what features call things among themselves
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                first = node.values[0] if node.values else None
                if isinstance(first, ast.Constant) and len(node.values) > 1:
                    yield str(first.value), True
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, False


def test_every_key_that_is_used_exists() -> None:
    known = existing()
    used = {text for text, is_start in texts() if KEY.fullmatch(text) and not is_start}
    starts = {text for text, is_start in texts() if is_start}
    missing = {k for k in used - known if not any(s.startswith(k) for s in starts | known)}
    assert missing == set()
    assert len(used) > 100


def test_every_key_that_exists_is_used() -> None:
    used = {text for text, is_start in texts() if not is_start}
    # The audit log's actions are "qa.accept", what they are called "qa-audit-accept".
    plain = {text for text in used if text.replace("-", "").isalpha()}
    used |= {f"{feature}-audit-{verb}" for feature in FEATURES for verb in plain}
    used |= {text.replace(".", "-audit-", 1) for text in used}
    starts = tuple(text for text, is_start in texts() if is_start and KEY.match(text))
    unused = {key for key in existing() - used if not key.startswith(starts)}
    assert unused == set()


def test_people_read_catalogues_and_not_literals() -> None:
    faults = []
    for file in sources("cogs"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.keyword) or node.arg not in DRAWN:
                continue
            value = node.value
            words = value.value if isinstance(value, ast.Constant) else ""
            if isinstance(words, str) and not NO_WORDS.match(words):
                faults.append(f"{file.relative_to(ROOT)}:{value.lineno}: {words!r}")
    assert faults == []
