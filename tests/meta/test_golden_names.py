"""Names that are data: what lies on live messages and in databases keeps its name for good.

The names are found by walking the packages and compared with `golden_names.json`. A renamed one
would leave buttons dead, posts sent twice and drafts lost. Shapes show what is filled in as `{}`.
"""

from __future__ import annotations

import ast
import importlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, asdict, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from itertools import product, starmap
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import pytest

from cogs.ui import items
from cogs.ui.failures import REPORT, REPORT_HERE, FailureReport
from cogs.ui.parts import schema_of
from domain.announcements.records import Fault as PostFault
from domain.cards import CardFault
from domain.deliveries import CardLost, Delivery, DeliveryData, DeliveryState
from tests.meta.project import ROOT, named, nodes, sources
from tests.meta.test_items_survive import FORMS, ITEMS

GOLDEN = ROOT / "tests/meta/golden_names.json"
PACKAGES = ("bot", "cogs", "storage")
OWN = (*PACKAGES, "domain")
FILLED_IN = "{}"
EPOCH = datetime.fromtimestamp(0, UTC)
SAMPLE, FILLED = "7777", "@@"
"""Number and text that stand for any."""
DEEPEST = 2
"""Callers of callers that are asked what a parameter may be."""
Call = tuple[ast.Call, "Place"]
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


class Place:
    """Names that are known where a call stands: of its module, and of the function around it."""

    def __init__(self, module: ModuleType, function: FunctionNode | None, depth: int = 0) -> None:
        self.module = module
        self.function = function
        self.depth = depth

    def shapes(self, node: ast.expr | None) -> set[str]:
        """List the texts that an expression may give, with `{}` for what is filled in."""
        found = {FILLED_IN}
        match node:
            case None:
                found = set()
            case ast.Constant(value=str() as text):
                found = {text}
            case ast.JoinedStr(values=parts):
                found = {self._joined(parts)}
            case ast.FormattedValue(value=value):
                found = self.shapes(value)
            case ast.IfExp(body=one, orelse=other):
                found = self.shapes(one) | self.shapes(other)
            case ast.Name(id=name) if given := self._assigned(name) or self._looped(name):
                found = set().union(*map(self.shapes, given))
            case ast.Name(id=name) if passed := self._passed(name):
                found = passed
            case ast.Name() | ast.Attribute():
                found = {self._constant(node)}
            case ast.Subscript(value=ast.Name(id=name)) if name in vars(self.module):
                found = {str(each) for each in vars(self.module)[name].values()}
        return found

    def _joined(self, parts: Iterable[ast.expr]) -> str:
        found = [self.shapes(part) for part in parts]
        return "".join(next(iter(each)) if len(each) == 1 else FILLED_IN for each in found)

    def _constant(self, node: ast.expr) -> str:
        value: object = self.module
        for name in ast.unparse(node).split("."):
            value = getattr(value, name, None)
        return str(value) if isinstance(value, str) else FILLED_IN

    def _assigned(self, name: str) -> list[ast.expr]:
        """Find what the function assigns to a name."""
        return [
            node.value
            for node in self._inside()
            if isinstance(node, ast.Assign) and name in map(ast.unparse, node.targets)
        ]

    def _looped(self, name: str) -> list[ast.expr]:
        """Find what a loop over written values gives a name."""
        found: list[ast.expr] = []
        for node in self._inside():
            if isinstance(node, ast.For | ast.comprehension) and isinstance(node.iter, ast.Tuple):
                targets = getattr(node.target, "elts", [node.target])
                for value in node.iter.elts:
                    values = value.elts if isinstance(value, ast.Tuple) else [value]
                    pairs = zip(targets, values, strict=False)
                    found += [each for target, each in pairs if ast.unparse(target) == name]
        return found

    def _passed(self, name: str) -> set[str]:
        """Collect what the callers in the same feature give a parameter."""
        if self.function is None or self.depth > DEEPEST:
            return set()
        names = [each.arg for each in self.function.args.args]
        if name not in names:
            return set()
        feature = ".".join(self.module.__name__.split(".")[:2])
        position = names.index(name) - (names[0] == "self")
        found: set[str] = set()
        for call, place in called({self.function.name}, feature):
            nearer = Place(place.module, place.function, self.depth + 1)
            found |= nearer.shapes(argument(call, position, name))
        return found

    def _inside(self) -> Iterator[ast.AST]:
        return iter(()) if self.function is None else ast.walk(self.function)


@cache
def calls() -> tuple[Call, ...]:
    """List every call in the packages that run, with the place that it stands in."""
    return tuple(call for file in sources(*PACKAGES) for call in _calls(file))


def _calls(file: Path) -> Iterator[Call]:
    module = importlib.import_module(_module_of(file))
    functions = [node for node in nodes(file) if isinstance(node, FunctionNode)]
    inside = {id(node): each for each in functions for node in ast.walk(each)}
    for node in nodes(file):
        if isinstance(node, ast.Call):
            yield node, Place(module, inside.get(id(node)))


def _module_of(file: Path) -> str:
    return named(file).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def called(names: Iterable[str], package: str = "") -> list[Call]:
    """List the calls of some functions, by the last part of their name."""
    return [
        (call, place)
        for call, place in calls()
        if _function(call) in names and place.module.__name__.startswith(package)
    ]


def _function(call: ast.Call) -> str:
    """Name what is called, or run as a unit of work: there its name stands for the connection."""
    name = ast.unparse(call.func).rpartition(".")[2]
    if name in {"read", "write"} and call.args:
        name = ast.unparse(call.args[0]).rpartition(".")[2]
    return name


def argument(call: ast.Call, position: int, keyword: str = "") -> ast.expr | None:
    """Find an argument by its keyword, else by its position."""
    for each in call.keywords:
        if each.arg == keyword:
            return each.value
    return call.args[position] if len(call.args) > position else None


def given(names: Iterable[str], position: int, keyword: str = "") -> set[str]:
    """Collect what is given to some functions in one place."""
    found = (place.shapes(argument(call, position, keyword)) for call, place in called(names))
    return {each for each in set().union(*found) if each.strip(FILLED_IN)}


def constants(name: str) -> set[str]:
    """Collect the texts of module constants of one name."""
    found = set()
    for file in sources("cogs"):
        module = importlib.import_module(_module_of(file))
        value = vars(module).get(name)
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, tuple):
            found.update(value)
    return found


def custom_ids() -> set[str]:
    """Show items as `nexus:<name>` with a place for each of their parts."""
    return {":".join((items.PREFIX, i.name, *_places(i.known_schema().parts))) for i in ITEMS}


def forms() -> set[str]:
    """Show forms as `nexus:<name>` with a place for each of their parts and one for the opening."""
    shown = ((form.name, *_places(schema_of(form.submitted).parts), FILLED_IN) for form in FORMS)
    return {":".join((items.PREFIX, *each)) for each in shown}


def _places(parts: Iterable[object]) -> list[str]:
    return [FILLED_IN for _ in parts]


def delivery_keys() -> set[str]:
    """Show keys as `kind occurrence`, with the target that they name."""
    found: set[str] = set()
    for call, place in called({"DeliveryKey"}):
        if place.function is not None and place.function.name == "key":
            continue  # a `DeliveryData`, which is asked itself
        kinds = place.shapes(argument(call, 1, "kind"))
        occurrences = place.shapes(argument(call, 3, "occurrence")) or {""}
        found.update(f"{kind} {each}".strip() for kind in kinds for each in occurrences)
    kinds_of = {
        CardLost: given({"CardKind", "EventKind"}, 4, "lost"),
        FailureReport: {REPORT, REPORT_HERE},
    }
    for data in kinds_of_data():
        for key in (sample.key() for sample in samples(data)):
            occurrence = key.occurrence.replace(SAMPLE, FILLED_IN).replace(FILLED, FILLED_IN)
            kinds = kinds_of.get(data, {key.kind})
            found.update(f"{kind} {occurrence}".strip() for kind in kinds)
    return found


def kinds_of_data() -> list[type[DeliveryData]]:
    """List the kinds of data, without what `slots` has made them of."""
    kinds = DeliveryData.__subclasses__()
    return [kind for kind in kinds if getattr(sys.modules[kind.__module__], kind.__name__) is kind]


def samples(data: type[DeliveryData]) -> Iterator[DeliveryData]:
    """Make one of a kind of data for each choice of fields that may keep their default."""
    hints = get_type_hints(data)
    made = [
        [*([] if each.default is MISSING else [each.default]), _sample(hints[each.name])]
        for each in fields(data)
    ]
    return starmap(data, product(*made))


def _sample(kind: object) -> object:
    return {str: FILLED, bool: True}.get(kind, int(SAMPLE))  # type: ignore[call-overload] # a type


def audit_verbs() -> set[str]:
    """Collect the actions of the audit log, also those that logbooks put their prefix before."""
    entries = [action for action in given({"AuditEntry"}, 2, "action") if FILLED_IN not in action]
    noted = set()
    for call, place in called({"note"}, "cogs."):
        if ast.unparse(call.func) == "unit.note":
            noted |= place.shapes(argument(call, 1, "verb"))
            continue
        feature = place.module.__name__.split(".")[1]
        noted |= {f"{feature}.{verb}" for verb in place.shapes(argument(call, 3, "verb"))}
    return noted | set(entries)


def stored_words() -> set[str]:
    """Collect the values of all enumerations: states, moves, kinds, as tables and parts hold them.

    Whose value it is does not matter here, so that a class may be renamed.
    """
    for file in sources("domain", "storage", "cogs"):
        importlib.import_module(_module_of(file))
    kinds = [kind for kind in StrEnum.__subclasses__() if kind.__module__.split(".")[0] in OWN]
    return {each.value for kind in kinds for each in kind}


def faults() -> set[str]:
    """Collect why cards and posts cannot be shown, as tables keep it."""
    found = {each.value for kind in (PostFault, CardFault) for each in kind}
    for file in sources("cogs"):
        module = importlib.import_module(_module_of(file))
        found |= set(vars(module).get("FAULTS", {}).values())
    return found | {"refused"}  # what `FAULTS.get` falls back to


COLLECTORS: dict[str, Callable[[], set[str]]] = {
    "custom ids": custom_ids,
    "forms": forms,
    "delivery kinds": lambda: given({"DeliveryKind"}, 0, "name"),
    "delivery keys": delivery_keys,
    "delivery states": lambda: {state.value for state in DeliveryState},
    "kinds that ledgers show": lambda: constants("LEDGER") | constants("PUBLIC_LEDGER"),
    "nonces": lambda: given({"send", "Posting", "Shown", "create_thread"}, 99, "nonce"),
    "marks of cards": lambda: constants("CARD_MARK"),
    "audit verbs": audit_verbs,
    "draft kinds": lambda: given({"create_draft"}, 3, "kind"),
    "faults of cards": faults,
    "words of enumerations": stored_words,
    "state keys": lambda: given({"find_value", "save_value", "forget_value"}, 1, "key"),
}


@pytest.mark.parametrize("kind", COLLECTORS)
def test_names_that_are_data_stay(kind: str) -> None:
    golden = set(json.loads(GOLDEN.read_text("utf-8"))[kind])
    found = COLLECTORS[kind]()
    gone = sorted(golden - found)
    assert not gone, (
        f"{kind} {gone} are on live messages or in databases: give them their name back. One that "
        "nothing can hold any longer leaves tests/meta/golden_names.json, with the reason in the "
        "commit"
    )
    new = sorted(found - golden)
    assert not new, f"add to {kind!r} of tests/meta/golden_names.json: {json.dumps(new)}"


def test_every_kind_of_name_is_collected() -> None:
    assert list(json.loads(GOLDEN.read_text("utf-8"))) == list(COLLECTORS)


def test_data_of_deliveries_come_back_from_the_ledger_and_from_older_keys() -> None:
    kinds = kinds_of_data()
    assert len(kinds) > 8
    for sample in (sample for data in kinds for sample in samples(data)):
        key = sample.key()
        row = Delivery(1, key, EPOCH, EPOCH, DeliveryState.PENDING)
        stored = json.loads(json.dumps(asdict(sample)))
        assert type(sample).of(replace(row, data=stored)) == sample
        assert type(sample).of(row).key() == key
