"""The starter entries are well-formed, cover the themes, and their examples work."""

from __future__ import annotations

import ast
import configparser
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

STARTER = Path(__file__).parents[3] / "cogs" / "faq" / "starter"
FILES = sorted(STARTER.glob("*"))
KEYS = ["id", "title", "topics", "aliases", "state", "position"]
TOPICS = {
    *("Python", "Django", "REST", "GraphQL", "Docker", "CI/CD", "Database design", "Async"),
    *("Caching", "Testing", "Frontend", "Other"),
}
THEMES = {
    "Python": ("virtual-environments", "mutable-default-arguments", "decorators-and-args"),
    "generators": ("generators",),
    "Django": ("n-plus-one-queries", "migration-conflicts", "custom-user-model", "django-signals"),
    "DRF": ("serializer-validation", "authentication-and-permissions", "jwt-refresh"),
    "pagination and filtering": ("pagination-and-filtering",),
    "settings and secrets": ("environment-variables",),
    "REST": ("http-status-codes", "put-patch-and-idempotency", "api-versioning"),
    "GraphQL": ("graphql-n-plus-one", "graphql-mutation-errors", "graphql-or-rest"),
    "Docker": ("dockerfile-layer-cache", "compose-postgres-healthcheck", "localhost-in-containers"),
    "CI/CD": ("github-actions-postgres", "ci-caching-and-secrets"),
    "relational modelling": ("many-to-many-through",),
    "normalization": ("normal-forms",),
    "indexing": ("composite-index-order",),
    "joins": ("joins-and-duplicates",),
    "constraints": ("database-constraints",),
    "asyncio": ("forgotten-await", "gather-or-task-group", "blocking-the-event-loop"),
    "aiosqlite": ("aiosqlite-connections",),
    "async views": ("async-django-views",),
    "caching": ("redis-or-memcached", "cache-invalidation"),
    "testing": ("red-green-refactor", "mock-where-it-is-looked-up"),
    "version control": ("merge-conflicts", "rebase-or-merge", "undo-a-pushed-commit"),
    "ignored files": ("gitignore-after-commit",),
    "style": ("pycodestyle-errors", "automated-checker-failures"),
    "working with the frontend": ("api-contract-first", "dates-and-errors-in-json"),
    "in the frontend": ("cors-errors", "fetch-errors-and-types"),
    "debugging": ("reading-a-traceback", "operational-error"),
}
FENCE = re.compile(r"^```(?P<language>\S*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE_OR_IMAGE = re.compile(r"^\||!\[", re.MULTILINE)
HTML = re.compile(r"</?[a-z][^>\n]*>")
LARGE_HEADING = re.compile(r"^(?:# |## |#{4,})", re.MULTILINE)
INSTALLED_TOO = {"aiosqlite"}
BEST_WAIT = 60

RUNNER = '''
"""Runs each example in a module of its own, its tests too, and says which failed and why."""
import contextlib, gc, io, json, os, sys, tempfile, traceback, types

failures = {}


def unawaited(found):  # a warning about it cannot be raised, for nobody is there to catch it
    failures[name] = f"{name}: {found.exc_value}"


sys.unraisablehook = unawaited
for name, code in json.load(sys.stdin).items():
    module = sys.modules[name] = types.ModuleType(name)
    with tempfile.TemporaryDirectory(dir=".") as folder, contextlib.chdir(folder):
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(code, name, "exec"), module.__dict__)
                for key, value in list(vars(module).items()):
                    if key.startswith("test_") and callable(value):
                        value()
        except BaseException:
            failures[name] = traceback.format_exc()
        gc.collect()
print(json.dumps(failures))
'''


@dataclass(frozen=True)
class Entry:
    path: Path
    head: str
    body: str

    @property
    def meta(self) -> dict[str, Any]:  # Any: YAML
        loaded: dict[str, Any] = yaml.safe_load(self.head)  # Any: YAML
        return loaded

    @property
    def blocks(self) -> list[tuple[str, str]]:
        return [(found["language"], found["code"]) for found in FENCE.finditer(self.body)]

    @property
    def prose(self) -> str:
        """The text without its examples and without what stands in backticks."""
        return re.sub(r"`[^`\n]+`", "code", FENCE.sub("", self.body))


def read(path: Path) -> Entry:
    text = path.read_bytes().decode("utf-8")
    before, head, body = text.split("---\n", 2)
    assert before == ""
    return Entry(path, head, body)


ENTRIES = [read(path) for path in FILES]
BLOCKS = [
    pytest.param(language, code, id=f"{entry.path.stem}-{number}-{language}")
    for entry in ENTRIES
    for number, (language, code) in enumerate(entry.blocks, 1)
]
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path.stem)


@each_entry
def test_the_front_matter_is_as_it_would_be_written(entry: Entry) -> None:
    meta = entry.meta
    assert list(meta) == KEYS
    assert entry.head == yaml.safe_dump(meta, sort_keys=False, allow_unicode=True, width=10_000)
    assert entry.path.name == f"{meta['id']}.md"
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", meta["id"])
    assert len(meta["id"]) <= 60
    assert meta["state"] == "published"
    assert isinstance(meta["position"], int)


@each_entry
def test_what_it_is_found_by(entry: Entry) -> None:
    meta = entry.meta
    assert meta["title"].endswith("?")
    assert len(meta["title"]) <= 100
    assert 1 <= len(meta["topics"]) <= 4
    assert len(set(meta["topics"])) == len(meta["topics"])
    assert set(meta["topics"]) <= TOPICS
    assert 2 <= len(meta["aliases"]) <= 6
    for line in (meta["title"], *meta["aliases"]):
        assert isinstance(line, str)
        assert 0 < len(line) <= 100
        assert line == " ".join(line.split())


@each_entry
def test_the_text_is_short_and_plain(entry: Entry) -> None:
    assert entry.body.endswith("\n")
    assert not entry.body.endswith("\n\n")
    assert "\r" not in entry.body
    assert not [line for line in entry.body.splitlines() if line != line.rstrip()]
    assert 80 <= len(FENCE.sub("", entry.body).split()) <= 250
    assert entry.body.count("**Watch out:**") == 1
    assert entry.body.count("```") == 2 * len(entry.blocks)
    for pattern in (TABLE_OR_IMAGE, HTML, LARGE_HEADING):
        assert not pattern.search(entry.prose), pattern.pattern


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (TABLE_OR_IMAGE, "| a | b |"),
        (TABLE_OR_IMAGE, "see ![this](x.png)"),
        (HTML, "a <br> b"),
        (HTML, '<img src="x">'),
        (LARGE_HEADING, "# Title"),
        (LARGE_HEADING, "#### Small"),
    ],
)
def test_what_discord_does_not_show_would_be_found(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(f"Words.\n{text}\n")
    assert not pattern.search("Words, 1 < 2 > 1.\n### Fine\n- and a | b\n")


def test_there_are_enough_and_no_two_are_called_the_same() -> None:
    assert len(ENTRIES) >= 40
    metas = [entry.meta for entry in ENTRIES]
    names = Counter(name.casefold() for meta in metas for name in (meta["title"], *meta["aliases"]))
    assert [name for name, count in names.items() if count > 1] == []
    assert sorted(meta["position"] for meta in metas) == list(range(1, len(metas) + 1))
    assert {topic for meta in metas for topic in meta["topics"]} == TOPICS


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_has_its_entries(theme: str) -> None:
    assert set(THEMES[theme]) <= {entry.path.stem for entry in ENTRIES}


@each_entry
def test_every_entry_has_an_example(entry: Entry) -> None:
    assert entry.blocks
    assert {language for language, _ in entry.blocks} <= set(CHECKS)


def imported(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else (node.module or "").partition(".")[0]


def can_run(code: str) -> bool:
    return set(imported(code)) <= sys.stdlib_module_names | INSTALLED_TOO


def run_python(examples: dict[str, str], folder: Path) -> dict[str, str]:
    """Run all in one process, warnings being errors; what failed, with its traceback."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and the examples above
        [sys.executable, "-W", "error", "-c", RUNNER],
        input=json.dumps(examples),
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        timeout=BEST_WAIT,
    )
    failures: dict[str, str] = json.loads(done.stdout)
    return failures


def run_sql(code: str) -> None:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.executescript(code)
    finally:
        connection.close()


def run_tool(tool: str, *arguments: str, code: str) -> None:
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"there is no {tool} here")
    done = subprocess.run(  # noqa: S603 - a tool that only reads the example
        [found, *arguments], input=code, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ValueError(done.stderr)


def check_dockerfile(code: str) -> None:
    known = {
        *("ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK"),
        *("LABEL", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"),
    }
    whole = code.replace("\\\n", " ")
    lines = [line for line in whole.splitlines() if line and not line.startswith("#")]
    words = [line.split()[0] for line in lines]
    if not set(words) <= known or words[0] not in {"FROM", "ARG"}:
        raise ValueError(f"no such instructions: {sorted(set(words) - known) or words[0]}")


STRINGS = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//.*')


def check_brackets(code: str) -> None:
    closing = {"(": ")", "[": "]", "{": "}"}
    expected: list[str] = []
    for character in STRINGS.sub("", code):
        if character in closing:
            expected.append(closing[character])
        elif character in closing.values() and (not expected or expected.pop() != character):
            raise ValueError(f"{character} closes nothing")
    if expected:
        raise ValueError(f"missing {expected}")


def as_it_is(_: str) -> None:
    """Text that follows no grammar."""


CHECKS: dict[str, Callable[[str], object]] = {
    "python": ast.parse,
    "sql": run_sql,
    "json": json.loads,
    "yaml": yaml.safe_load,
    "bash": lambda code: run_tool("bash", "-n", code=code),
    "console": lambda code: run_tool("bash", "-n", code=re.sub(r"(?m)^\$ ", "", code)),
    "dockerfile": check_dockerfile,
    "graphql": check_brackets,
    "typescript": check_brackets,
    "javascript": lambda code: run_tool("node", "--check", "-", code=code),
    "ini": lambda code: configparser.ConfigParser().read_string(code),
    "toml": tomllib.loads,
    "diff": as_it_is,
    "text": as_it_is,
    "http": as_it_is,
}


@pytest.mark.parametrize(("language", "code"), BLOCKS)
def test_the_example_is_written_correctly(language: str, code: str) -> None:
    CHECKS[language](code)


def test_the_python_examples_run_and_keep_their_promises(tmp_path: Path) -> None:
    examples = {
        str(block.id): str(block.values[1])
        for block in BLOCKS
        if block.values[0] == "python" and can_run(str(block.values[1]))
    }
    assert len(examples) >= 10
    assert any("aiosqlite" in code for code in examples.values())
    failures = run_python(examples, tmp_path)
    assert not failures, "\n".join(failures.values())


BROKEN = {
    "python": ("def f(:\n", SyntaxError),
    "sql": ("SELECT nothing FROM nowhere;\n", sqlite3.Error),
    "json": ("{'a': 1}\n", json.JSONDecodeError),
    "yaml": ("a: b: c\n", yaml.YAMLError),
    "bash": ("if true; then\n", ValueError),
    "console": ("$ for x in a b\n", ValueError),
    "dockerfile": ("FROM python:3.12\nINSTALL django\n", ValueError),
    "graphql": ("query { book { title }\n", ValueError),
    "typescript": ("const a = [1, 2};\n", ValueError),
    "javascript": ("const = 3;\n", ValueError),
    "ini": ("key = before any section\n", configparser.Error),
    "toml": ("key = \n", tomllib.TOMLDecodeError),
}


@pytest.mark.parametrize("language", BROKEN)
def test_a_broken_example_would_be_found(language: str) -> None:
    code, error = BROKEN[language]
    with pytest.raises(error):
        CHECKS[language](code)


def test_every_language_with_a_grammar_is_checked() -> None:
    assert {name for name, check in CHECKS.items() if check is not as_it_is} == set(BROKEN)


def test_a_python_example_that_breaks_its_promise_would_be_found(tmp_path: Path) -> None:
    examples = {
        "right": "assert 1 + 1 == 2\n",
        "wrong": "assert 1 + 1 == 3\n",
        "a test": "def test_sum():\n    assert 1 + 1 == 3\n",
        "later": "import asyncio\nasync def f():\n    assert False\nasyncio.run(f())\n",
        "ends": "raise SystemExit\n",
        "forgotten": "async def f():\n    pass\nf()\n",
        "right again": "assert True\n",
    }
    failures = run_python(examples, tmp_path)
    assert set(failures) == set(examples) - {"right", "right again"}
    assert "never awaited" in failures["forgotten"]


def test_only_examples_without_other_packages_run() -> None:
    assert can_run("import os.path\nfrom functools import wraps\nimport aiosqlite\n")
    assert not can_run("import os\nfrom django.db import models\n")
    assert not can_run("from .models import Book\n")
    assert not can_run("def f():\n    import requests\n")
