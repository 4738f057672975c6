"""Every regular expression of the project costs linear time on strings made from it to hurt."""

from __future__ import annotations

import ast
import builtins
import importlib
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise, product
from re import _constants as codes, _parser as parser  # type: ignore[attr-defined]  # no types
from time import process_time
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from cogs.core import when
from domain.errors import UserError
from domain.times import phrases, recurrence, words
from tests.meta.project import named, sources

PACKAGES = ("bot", "cogs", "domain", "storage", "sandbox")
CALLS = {"compile", "findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"}
ONE_LOOK = {"match", "fullmatch"}
"""Methods that look from one place only; all others try every place of a text."""
SHORT, LONG = 1_000, 4_000
MOST_GROWTH = 6
UNMEASURABLE = 0.001
"""Seconds under which 4,000 characters are fast whatever the growth: 0.25 microseconds each."""
ATTEMPTS = 4
"""Measurements, of which one without disturbance is enough."""
HOPELESS = 0.03
"""Seconds for 1,000 characters that no linear pattern takes."""
NO_CHAR = "\x00"
MOST_CHARS = 5
MOST_STARTS = 12
MOST_PAIRS = 40

BUILT_FROM_NAMES = {
    "cogs/ui/items.py": "a fixed name and all that follows, matched from the beginning",
    "domain/contracts/reading/redaction.py": "escaped values in a row, without repetition",
    "domain/times/phrases.py": "phrases, which the parameters below hold as they are compiled",
    "domain/times/recurrence.py": "one of _SHAPES, which are searched as they are",
    "cogs/core/when.py": "one of _WORDED, which are searched as they are",
    "domain/contracts/examples/patterns.py": "a class of one character, against one character",
    "sandbox/wire/schema.py": "patterns of the sandbox's own schemas, against the bot's requests",
}
"""Files with patterns that are made while running, and why they are linear."""


BOUNDED = {
    "domain/contracts/reading/secret_words.py NAMED": 100,
    "domain/contracts/reading/secret_words.py HARMLESS": 100,
    "domain/contracts/reading/secret_words.py HINTED": 100,
    "domain/contracts/reading/secret_words.py PLACEHOLDER": 300,
}
"""Patterns whose texts are cut to a length before, which they have to be fast for."""


class Use(NamedTuple):
    """A pattern and what it is used for."""

    where: str
    pattern: re.Pattern[str]
    looks_everywhere: bool


def _parsed() -> Iterator[tuple[str, ast.Module, ModuleType]]:
    for path in sources(*PACKAGES):
        source = path.read_text("utf-8")
        if path.name in {"__main__.py", "conftest.py"} or not re.search(r"\bre\b", source):
            continue
        module = named(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        yield named(path), ast.parse(source), importlib.import_module(module)


def _is_call(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in CALLS
    )


def _methods(trees: list[ast.Module]) -> dict[str, set[str]]:
    """Names of constants and attributes, each with the methods that are called on it."""
    called: dict[str, set[str]] = {}
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Attribute) and node.attr in CALLS:
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            called.setdefault(name, set()).add(node.attr)
    return called


def _uses() -> list[Use]:
    found: list[Use] = []
    parsed = list(_parsed())
    methods = _methods([tree for _, tree, _ in parsed])
    for path, tree, module in parsed:
        names = {
            id(node.value): target.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if not _is_call(node):
                continue
            assert isinstance(node, ast.Call)
            assert isinstance(node.func, ast.Attribute)
            try:
                arguments = [_value(each, module) for each in node.args[:1]]
                flags = [_value(each, module) for each in _flags(node)]
            except NameError:
                assert path in BUILT_FROM_NAMES, f"{path}:{node.lineno} is built while running"
                continue
            used = {node.func.attr} - {"compile"} or methods.get(names.get(id(node), ""), set())
            pattern = re.compile(*arguments, *flags)
            if isinstance(pattern.pattern, str):
                where = f"{path}:{node.lineno} {names.get(id(node), '')}".strip()
                found.append(Use(where, pattern, not used or not used <= ONE_LOOK))
    return found


def _flags(call: ast.Call) -> list[ast.expr]:
    assert isinstance(call.func, ast.Attribute)
    at = {"compile": 1, "split": 3, "sub": 4, "subn": 4}.get(call.func.attr, 2)
    return [*call.args[at : at + 1], *(k.value for k in call.keywords if k.arg == "flags")]


def _value(node: ast.expr, module: ModuleType) -> Any:
    code = compile(ast.Expression(node), "<pattern>", "eval")
    return eval(code, {**vars(builtins), **vars(module)})  # noqa: S307 - the project's own words


def _kept() -> list[Use]:
    """Patterns that modules hold in tables: compiled, or as texts for `fullmatch`."""
    with suppress(UserError):  # phrases are compiled as they are first looked for
        words.parse_when("no such time", now=datetime.now(UTC), zone="UTC", may_repeat=True)
    assert phrases._KNOWN
    texts = [*recurrence._SHAPES.values(), *when._WORDED.values()]
    tables = [Use(f"table {text}", re.compile(text), looks_everywhere=False) for text in texts]
    compiled = phrases._KNOWN.values()
    return [*tables, *(Use(f"table {p.pattern}", p, looks_everywhere=True) for p in compiled)]


def _samples(tree: Any) -> Iterator[str]:
    """List what parts of a pattern take: characters, literals, and beginnings of its matches."""
    shown = ""
    for code, argument in tree:
        for part in _children(code, argument):
            yield from _samples(part)
        shown += _sample(code, argument)
        yield shown


def _children(code: Any, argument: Any) -> list[Any]:
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return [argument[2]]
    if code is codes.BRANCH:
        return list(argument[1])
    if code in (codes.SUBPATTERN, codes.ASSERT, codes.ASSERT_NOT):
        return [argument[-1]]
    return [argument] if code is codes.ATOMIC_GROUP else []


def _sample(code: Any, argument: Any) -> str:
    if code is codes.LITERAL:
        return chr(int(argument))
    if code in (codes.NOT_LITERAL, codes.ANY):
        return "b" if argument == ord("a") else "a"
    if code is codes.IN:
        return _in_class(argument)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return "".join(_sample(*each) for each in argument[2]) * max(1, min(int(argument[0]), 40))
    if code in (codes.ASSERT_NOT, codes.AT, codes.GROUPREF, codes.FAILURE, codes.ASSERT):
        return ""
    return "".join(_sample(*each) for each in next(iter(_children(code, argument)), ()))


def _in_class(items: Any) -> str:
    kept = re.compile(r"[\w\s!-/:-@\[-`{-~]")
    for number in (*range(97, 123), *range(48, 58), *range(32, 127), 10, 9, 0xE9, 0x20AC):
        char = chr(number)
        if kept.match(char) and _takes(items, char):
            return char
    return ""


def _takes(items: Any, char: str) -> bool:
    is_negated = any(code is codes.NEGATE for code, _ in items)
    number = ord(char)
    tests = {
        codes.CATEGORY_DIGIT: char.isdigit(),
        codes.CATEGORY_NOT_DIGIT: not char.isdigit(),
        codes.CATEGORY_SPACE: char.isspace(),
        codes.CATEGORY_NOT_SPACE: not char.isspace(),
        codes.CATEGORY_WORD: char.isalnum() or char == "_",
        codes.CATEGORY_NOT_WORD: not (char.isalnum() or char == "_"),
    }
    taken = any(
        (code is codes.LITERAL and number == argument)
        or (code is codes.RANGE and argument[0] <= number <= argument[1])
        or (code is codes.CATEGORY and tests[argument])
        for code, argument in items
    )
    return taken != is_negated


def _hostile(pattern: re.Pattern[str]) -> Iterator[str]:
    """Strings of the longer length: repetitions of parts, and near misses after a good start."""
    parsed = parser.parse(pattern.pattern, pattern.flags)
    samples = [sample for sample in dict.fromkeys(_samples(parsed)) if sample]
    chars = list(dict.fromkeys("".join(samples)))[:MOST_CHARS]
    chars += [c for c in (" ", "a", "\n") if c not in chars]
    pairs = [f"{a}{b}" for sample in samples for a, b in pairwise(sample)]
    pairs = list(dict.fromkeys(pairs))[:MOST_PAIRS] + [a + b for a in chars for b in chars]
    pieces = dict.fromkeys([*chars, *pairs, *samples])
    for piece in pieces:
        yield piece * (LONG // len(piece))
    for start, char in product(samples[-MOST_STARTS:], chars):
        yield start + char * (LONG - len(start) - 1) + NO_CHAR


def _cost(use: Use, text: str) -> float:
    start = process_time()
    if use.looks_everywhere:
        for _ in use.pattern.finditer(text):
            pass
    else:
        use.pattern.fullmatch(text)
        use.pattern.match(text)
    return process_time() - start


def _is_linear(use: Use, text: str) -> bool:
    ahead, behind = text[:SHORT], text[-SHORT:]
    path, _, name = use.where.replace(":", " ").partition(" ")
    if bound := BOUNDED.get(f"{path} {name.partition(' ')[2]}"):
        return any(_cost(use, text[:bound]) < UNMEASURABLE for _ in range(ATTEMPTS))
    for length in (60, 250, SHORT):  # what grows fast shall not hang the test
        if max(_cost(use, ahead[:length]), _cost(use, behind[-length:])) > HOPELESS:
            return False
    return any(_is_quick(use, text) for _ in range(ATTEMPTS))


def _is_quick(use: Use, text: str) -> bool:
    long = _cost(use, text)
    if long < UNMEASURABLE:
        return True
    short = max(_cost(use, part) for part in (text[:SHORT], text[-SHORT:]))
    return long <= MOST_GROWTH * short


@pytest.mark.parametrize("use", [*_uses(), *_kept()], ids=lambda use: use.where)
def test_a_pattern_costs_linear_time(use: Use) -> None:
    slow = next((text for text in _hostile(use.pattern) if not _is_linear(use, text)), None)
    assert slow is None, f"{slow[:30]!r}..."
