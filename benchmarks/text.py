"""Cost of every function that takes members' text, on text made to hurt.

`python -m benchmarks text [--json]`

Walks all modules of domain, cogs and storage, and calls each function whose arguments can be made
from its annotations: texts, numbers, times, records of them. Every text is hostile, and as long as
Discord's longest field. What a function costs is compared with `str.translate` over the same
characters in the same run, and with its own cost for a quarter of them.
"""

from __future__ import annotations

import argparse
import inspect
import json
import types
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from importlib import import_module
from pkgutil import walk_packages
from time import process_time
from typing import Any, NamedTuple

import discord

from benchmarks.figures import table
from cogs.core.text import Catalogue, Catalogues

PACKAGES = ("domain", "cogs", "storage")
SHORT, LONG = 1_000, 4_000
"""Characters of each text; 4,000 is what a form's field takes."""
MOST_GROWTH = 6.0
MOST_TIMES = 150.0
"""Times `str.translate`, over all characters that a call is given."""
QUICK = 0.001
"""Seconds for a text of 4,000 characters under which its growth can't be measured, nor matters."""
ATTEMPTS = 5
PIECES = (
    *("\\", "`", "[", "](", "\n ", "<@", "<@1>", "@here ", "```", "\\`", "\\``", "``` ", "\n# "),
    *("*", "_", "|", "||a", "discord.gg/", "discord.gg/a ", "disc\u00adord.gg/a ", "https://a "),
    *(
        "https://%41",
        "> ",
        "- 1. ",
        "a ",
        "aB",
        "1",
        "{",
        "/{",
        '"\\"',
        ",",
        "a:",
        ".",
        "-",
        "?a b",
    ),
    *("\u0315\u0300", "e\u0301 ", "\u3164", "\u200d", "🔥", "/", "`a` [b](c) <@1> \\* "),
)
SHARE = 6
"""One piece in so many is enough for a check before each commit."""
OURS = frozenset({"url", "sql", "pattern"})
"""Names of arguments that never hold a member's text: they are the operator's or the project's."""
EXCUSED = frozenset({"find_lines", "_walk_json", "_walk_yaml", "find_repeated", "texts_matching"})
"""Functions of `domain.contracts` for documents, read in a process with a clock and a memory limit.

What they cost grows with the depth, of which documents have 100 levels at most, or is tried a fixed
number of times.
"""
AT = datetime(2026, 12, 1, 12, tzinfo=UTC)
ORIGINS: dict[Any, Callable[[Iterable[Any]], Any]] = {
    **dict.fromkeys((list, Sequence, Iterable, Iterator), list),
    **dict.fromkeys((set, frozenset, Collection), frozenset),
}
PLAIN: dict[Any, Any] = {
    bool: False,
    float: 1.0,
    bytes: b"",
    type(None): None,
    date: AT.date(),
    datetime: AT,
    time: time(12),
    timedelta: timedelta(hours=1),
}
DEEPEST = 6


class UnbuildableError(Exception):
    """An annotation that says nothing of what to make."""


class Call(NamedTuple):
    """A function and the annotations of what it needs."""

    name: str
    function: Callable[..., Any]
    hints: dict[str, Any]


class Figure(NamedTuple):
    """The worst that a function took."""

    name: str
    milliseconds: float
    times_translate: float
    growth: float
    """From a quarter of the text; 1.0 where it was too quick for that."""
    text: str


class _Maker:
    """Arguments out of annotations, every text of them hostile."""

    def __init__(self, text: str, catalogue: Catalogue) -> None:
        self._text = text
        self._catalogue = catalogue
        self.texts = 0

    def make(self, hint: Any, depth: int = 0) -> Any:
        if hint in (str, object):
            self.texts += 1
            return self._text
        if hint is int:
            return len(self._text) // 2  # limits shall cut
        if hint in PLAIN:
            return PLAIN[hint]
        if hint in (Catalogue, discord.Embed):
            return self._catalogue if hint is Catalogue else discord.Embed()
        return self._composed(hint, depth)

    def _composed(self, hint: Any, depth: int) -> Any:
        if isinstance(hint, type) and issubclass(hint, Enum):
            return next(iter(hint))
        if isinstance(hint, type) and (is_dataclass(hint) or hasattr(hint, "_fields")):
            return self._record(hint, depth)
        return self._generic(hint, depth)

    def _record(self, hint: Any, depth: int) -> Any:
        if depth > DEEPEST:
            raise UnbuildableError(hint)
        hints = typing.get_type_hints(hint, None, {"Json": str})  # as it names itself
        names = [f.name for f in fields(hint) if f.init] if is_dataclass(hint) else hint._fields
        return hint(**{name: self.make(hints[name], depth + 1) for name in names})

    def _generic(self, hint: Any, depth: int) -> Any:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Literal:
            return arguments[0]
        if origin in (typing.Union, types.UnionType):
            return self._either(arguments, depth)
        if origin is tuple and arguments[-1:] != (...,):
            return tuple(self.make(each, depth + 1) for each in arguments)
        if origin is tuple:
            return (self.make(arguments[0], depth + 1),)
        if origin in (dict, Mapping):
            return {self.make(arguments[0], depth + 1): self.make(arguments[1], depth + 1)}
        if origin in ORIGINS:
            return ORIGINS[origin]([self.make(arguments[0], depth + 1)])
        raise UnbuildableError(hint)

    def _either(self, hints: Sequence[Any], depth: int) -> Any:
        for hint in sorted(hints, key=lambda hint: hint is not str):
            if hint is not type(None):
                try:
                    return self.make(hint, depth + 1)
                except UnbuildableError:
                    continue
        if type(None) in hints:
            return None
        raise UnbuildableError(hints)


def find_calls() -> Iterator[Call]:
    """Find every function whose arguments can be made, one of them a text."""
    catalogue = Catalogues.load().of("en")
    for call in _functions():
        with suppress(Exception):  # what can't be made is what `find_unmade` lists
            if _is_made_of_text(call, catalogue):
                yield call


def find_unmade() -> Iterator[str]:
    """Find the functions whose arguments can't be made."""
    catalogue = Catalogues.load().of("en")
    for call in _functions():
        try:
            _is_made_of_text(call, catalogue)
        except Exception:  # noqa: BLE001 - a record that refuses what it is made of, for example
            yield call.name


def _functions() -> Iterator[Call]:
    for package in PACKAGES:
        for found in walk_packages(import_module(package).__path__, f"{package}."):
            module = import_module(found.name)
            for name, value in vars(module).items():
                function = inspect.unwrap(value) if callable(value) else None
                if not inspect.isfunction(function) or function.__module__ != module.__name__:
                    continue
                if inspect.iscoroutinefunction(function):
                    continue
                call = _call(f"{found.name}.{name}", function)
                if call is not None:
                    yield call


def _call(name: str, function: Callable[..., Any]) -> Call | None:
    try:
        known = typing.get_type_hints(function)
    except (AttributeError, NameError, TypeError):  # names that only a type checker imports
        return None
    parameters = inspect.signature(function).parameters
    is_excused = name.startswith("domain.contracts.") and name.rpartition(".")[2] in EXCUSED
    if is_excused or not OURS.isdisjoint(parameters) or name.startswith("storage.sqlite."):
        return None
    hints = {
        each.name: known.get(each.name)
        for each in parameters.values()
        if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)
    }
    return Call(name, function, hints)


def _is_made_of_text(call: Call, catalogue: Catalogue) -> bool:
    maker = _Maker("x", catalogue)
    _arguments(maker, call)
    return maker.texts > 0


def _arguments(maker: _Maker, call: Call) -> tuple[list[Any], dict[str, Any]]:
    parameters = inspect.signature(call.function).parameters
    in_place, by_name = [], {}
    for name, hint in call.hints.items():
        value = maker.make(hint)
        if parameters[name].kind is inspect.Parameter.KEYWORD_ONLY:
            by_name[name] = value
        else:
            in_place.append(value)
    return in_place, by_name


def _cost(call: Call, text: str, catalogue: Catalogue) -> tuple[float, int]:
    """Seconds that a call takes, and how many texts it was given."""
    maker = _Maker(text, catalogue)
    try:
        in_place, by_name = _arguments(maker, call)
    except Exception:  # noqa: BLE001 - a record that refuses a text is no cost of this call's
        return 0.0, 1
    start = process_time()
    try:
        made = call.function(*in_place, **by_name)
        if isinstance(made, Iterator):
            for _ in made:
                pass
    except Exception:  # noqa: BLE001, S110 - refusing is an answer, too; it has to be quick
        pass
    return process_time() - start, max(1, maker.texts)


def cost_of_translate(text: str) -> float:
    """Seconds that `str.translate` takes to escape every character of a text."""
    marks = {ord(char): f"\\{char}" for char in text}
    costs = []
    for _ in range(ATTEMPTS):
        start = process_time()
        text.translate(marks)
        costs.append(process_time() - start)
    return min(costs)


def measure(calls: Iterable[Call], pieces: Sequence[str] = PIECES) -> Iterator[Figure]:
    """Measure each function on every hostile text: the worst of them, of the best attempts."""
    catalogue = Catalogues.load().of("en")
    texts = [piece * (LONG // len(piece) + 1) for piece in pieces]
    translate = {text: max(cost_of_translate(text[:LONG]), 1e-6) for text in texts}
    for call in calls:
        _cost(call, "warm up", catalogue)
        worst = max(
            (_figure(call, text, translate[text], catalogue) for text in texts), key=badness
        )
        yield worst


def badness(figure: Figure) -> float:
    """Tell how much of a bound a function uses: above 1, it breaks one."""
    return max(figure.times_translate / MOST_TIMES, figure.growth / MOST_GROWTH)


def _figure(call: Call, text: str, translate: float, catalogue: Catalogue) -> Figure:
    best = Figure(call.name, 0.0, 0.0, float("inf"), text[:20])
    for _ in range(ATTEMPTS):
        long, number = _cost(call, text[:LONG], catalogue)
        is_quick = long < QUICK * number
        short = 0.0 if is_quick else _cost(call, text[:SHORT], catalogue)[0]
        growth = 1.0 if is_quick else long / max(short, 1e-6)
        figure = Figure(call.name, long * 1_000, long / (number * translate), growth, text[:20])
        best = min(best, figure, key=badness)
        if badness(best) <= 1:
            break
    return best


def main(arguments: Sequence[str]) -> int:
    """Print the figures, the slowest first; the status is 1 where a function breaks its bound."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks text")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    found = sorted(measure(find_calls()), key=lambda each: -each.milliseconds)
    slow = [each for each in found if badness(each) > 1]
    if options.json:
        print(
            json.dumps(
                {"bounds": {"growth": MOST_GROWTH, "times_translate": MOST_TIMES}}
                | {"functions": [each._asdict() for each in found]}
            )
        )
    else:
        rows = [
            (
                f.name,
                f"{f.milliseconds:.2f}",
                f"{f.times_translate:.1f}",
                f"{f.growth:.1f}",
                ascii(f.text),
            )
            for f in found
        ]
        print(table(("function", "ms", "x translate", "growth", "text"), rows))
        print(f"{len(found)} functions, {len(slow)} beyond the bounds")
    return int(bool(slow))
