"""Every text that code asks for exists with the values it needs, and every text is asked for."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

import pytest
from fluent.syntax import FluentParser, ast as fluent
from fluent.syntax.serializer import serialize_pattern
from fluent.syntax.visitor import Visitor

from cogs.announcements import names as announcement_names
from cogs.apis import names as api_names
from cogs.digest import actions as digest_names
from cogs.endpoints import names as endpoints_names
from cogs.faq import names as faq_names
from cogs.qa import names as qa_names
from cogs.sessions import names as sessions_names
from domain.faq.entries import Change
from tests.meta.project import ROOT, messages, named, nodes, sources

FEATURES = (
    "announcements",
    "apis",
    "contracts",
    "endpoints",
    "digest",
    "qa",
    "faq",
    "sessions",
    "search",
    "server",
    "me",
    "shared",
)
PACKAGES = ("bot", "cogs", "domain", "storage")
KEY = re.compile(rf"(?:{'|'.join(FEATURES)})-[a-z0-9-]*[a-z0-9]")
ASKING = {"text", "public_text", "server_text", "attribute", "UserError", "command_text"}
"""What takes a key first."""
SPEAKING = {"Content", "send", "send_message"}
"""What people read of its first argument."""
READ = {
    "add_field": {"name", "value"},
    "set_author": {"name"},
    "set_footer": {"text"},
    "Choice": {"name"},
}
"""Arguments that people read, where they have names of their own."""
READ_EVERYWHERE = {"label", "placeholder", "title", "content", "description"}
WORD = re.compile(r"[^\W\d_]{2,}")
NOTING = re.compile(r"cogs/(\w+)/actions/")
"""The actions that keep the audit log by calling `note`."""
VERB = re.compile(r"[a-z]+(?:-[a-z]+)?")
MARKUP = re.compile(r"<[@#a-z:!&/]*|:[a-zA-Z]?>|```\w*|https?://\S*")
"""What Discord turns into something else."""
SAME_EVERYWHERE = {"English", "Français", "UTC"}
"""What is called the same in every language: languages by their own names, the time zone."""
KINDS = {
    *("qa-ask", "qa-propose", "server-erase", "server-report", "server-setup"),
    *("search-analysis", "search-vectors"),
}
"""Kinds of drafts and deliveries, and keys of state, which nobody reads; so are `names`."""
NAMED = {
    f"{module.__name__} {name}": value
    for module in (
        announcement_names,
        api_names,
        digest_names,
        endpoints_names,
        qa_names,
        faq_names,
        sessions_names,
    )
    for name, value in vars(module).items()
}
NOT_TEXTS = {value for value in NAMED.values() if isinstance(value, str)} | KINDS


class Values(Visitor):
    """The values that a pattern needs."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - fluent's
        self.names.add(node.id.name)


@dataclass(frozen=True)
class Text:
    """What a text says in English, and the values that it and its example need."""

    words: str
    needs: frozenset[str]
    example_needs: frozenset[str]


def values_of(pattern: fluent.Pattern | None) -> frozenset[str]:
    visitor = Values()
    if pattern is not None:
        visitor.visit(pattern)
    return frozenset(visitor.names)


def catalogue() -> dict[str, Text]:
    """Every text by its key; that all languages are alike is tested with the catalogues' reader."""
    found = {}
    for key, message in messages("en").items():
        examples = [a.value for a in message.attributes if a.id.name == "example"]
        found[key] = Text(
            "" if message.value is None else serialize_pattern(message.value).strip(),
            values_of(message.value),
            frozenset().union(*map(values_of, examples)),
        )
    return found


TEXTS = catalogue()


@cache
def places(*packages: str) -> list[tuple[str, ast.AST]]:
    """List every node of the code, and the place where it is."""
    return [
        (f"{name}:{getattr(node, 'lineno', 0)}", node)
        for file in sources(*packages)
        for name in [named(file)]
        for node in nodes(file)
        if not isinstance(node, ast.expr_context | ast.operator | ast.boolop)
    ]


def called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def literal_of(pattern: re.Pattern[str]) -> str:
    return re.sub(r"\\(.)", r"\1", pattern.pattern)


def pattern_of(node: ast.AST) -> re.Pattern[str] | None:
    """What a literal can become; None for what is no literal."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.compile(re.escape(node.value))
    if isinstance(node, ast.JoinedStr):
        return re.compile(
            "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
                for part in node.values
            )
        )
    return None


@cache
def asked() -> list[tuple[str, ast.Call, re.Pattern[str]]]:
    """List every call that asks for a text by a literal key."""
    return [
        (place, node, key)
        for place, node in places(*PACKAGES)
        if isinstance(node, ast.Call) and node.args and called(node) in ASKING
        if (key := pattern_of(node.args[0])) is not None
    ]


def is_in_catalogue(key: re.Pattern[str]) -> bool:
    return literal_of(key) in TEXTS or any(map(key.fullmatch, TEXTS))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_key_stands_once_in_all_catalogues_of_a_language(language: str) -> None:
    counts = Counter(
        entry.id.name
        for file in sorted((ROOT / "cogs").glob(f"*/locale/{language}.ftl"))
        for entry in FluentParser().parse(file.read_text("utf-8")).body
        if isinstance(entry, fluent.Message | fluent.Term)
    )
    assert len(counts) > 1_000
    twice = [key for key, count in counts.items() if count > 1]
    assert twice == [], f"Fluent takes the first; drop the other of: {twice}"


def test_every_key_that_is_asked_for_exists() -> None:
    calls = asked()
    assert len(calls) > 150
    missing = {f"{at}: {literal_of(key)}" for at, _, key in calls if not is_in_catalogue(key)}
    assert not missing, f"add to cogs/<feature>/locale/en.ftl and fr.ftl: {missing}"


def test_every_key_that_is_passed_on_exists() -> None:
    missing = {
        f"{place}: {node.value}"
        for place, node in places(*PACKAGES)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and KEY.fullmatch(node.value)
        and node.value not in TEXTS.keys() | NOT_TEXTS
    }
    assert not missing, f"add to cogs/<feature>/locale/en.ftl and fr.ftl: {missing}"


def test_every_text_gets_its_values() -> None:
    faults = []
    for place, call, pattern in asked():
        given = {keyword.arg for keyword in call.keywords}
        text = TEXTS.get(literal_of(pattern))
        if text is None or called(call) == "attribute" or None in given:
            continue
        needed = text.needs | (text.example_needs if called(call) == "UserError" else set())
        if needed != given:
            faults.append(f"{place} needs {sorted(needed)}, gets {sorted(map(str, given))}")
    assert not faults, f"pass exactly what the text names: {faults}"


def audited() -> dict[str, str]:
    """The key of each action that is written to the audit log, and where."""
    found = {}
    for place, node in places("cogs"):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if re.fullmatch(rf"(?:{'|'.join(FEATURES)})\.[a-z-]+", node.value):
            found[node.value.replace(".", "-audit-")] = place
        elif (at := NOTING.match(place)) and VERB.fullmatch(node.value):
            found[f"{at[1]}-audit-{node.value}"] = place  # passed to `note`
    return found | {f"faq-audit-{change.value}": "domain/faq/entries.py" for change in Change}


def test_every_action_of_moderators_has_words() -> None:
    noted = {
        f"{at[1]}-audit-{node.args[3].value!s}": place
        for place, node in places("cogs")
        if isinstance(node, ast.Call)
        and called(node) == "note"
        and (at := NOTING.match(place))
        and len(node.args) > 3
        and isinstance(node.args[3], ast.Constant)
    }
    noted |= {
        str(node.args[1].value).replace(".", "-audit-"): place
        for place, node in places("cogs")
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "unit.note"
        and isinstance(node.args[1], ast.Constant)
    }
    written = {key: place for key, place in audited().items() if key.startswith("server-")}
    assert len(noted) > 1
    assert len(written) > 3
    missing = {k: place for k, place in (noted | written).items() if k not in TEXTS}
    assert not missing, f"say in cogs/<feature>/locale what the audit log shows: {missing}"


def test_every_key_that_exists_is_used() -> None:
    patterns = {found for _, node in places(*PACKAGES) if (found := pattern_of(node))}
    literals = {literal_of(pattern) for pattern in patterns}
    literals |= set(audited())
    shaped = [p for p in patterns if ".+" in p.pattern and literal_of(p).startswith(FEATURES)]
    unused = [
        key for key in sorted(TEXTS.keys() - literals) if not any(p.fullmatch(key) for p in shaped)
    ]
    assert not unused, f"use these, or drop them from the catalogues: {unused}"


def spoken(node: ast.AST) -> str:
    """The words that a literal itself says."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    words = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
    return MARKUP.sub("", " ".join(words))


def test_people_read_catalogues_and_not_literals() -> None:
    faults = []
    for place, node in places("cogs"):
        if not isinstance(node, ast.Call):
            continue
        read = READ_EVERYWHERE | READ.get(called(node), set())
        drawn = [keyword.value for keyword in node.keywords if keyword.arg in read]
        drawn += node.args[:1] if called(node) in SPEAKING else []
        said = {word for value in drawn for word in WORD.findall(spoken(value))}
        faults += [f"{place}: {word!r}" for word in said - SAME_EVERYWHERE]
    assert not faults, f"move these words into the catalogues: {faults}"
