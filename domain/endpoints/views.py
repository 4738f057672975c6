"""Views of a schema, one level of it at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.contracts.model import TYPES, Schema


@dataclass(frozen=True, slots=True)
class View:
    """View of a schema, with its references and compositions put together."""

    types: frozenset[str] = frozenset()
    """Empty: any."""
    properties: Mapping[str, Schema] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    items: Schema | None = None
    is_open: bool = False
    """True where it says nothing of its fields, or takes any."""
    read_only: bool = False
    """Clients do not send it."""
    write_only: bool = False
    """True where it does not come back."""


@dataclass(frozen=True, slots=True)
class Views:
    """Looks at schemas that refer to `types`."""

    types: Mapping[str, Schema]
    named: dict[str, View] = field(default_factory=dict)
    """Views of the types that were looked at; one that is in itself is open there."""

    def of(self, schema: Schema, depth: int) -> View:
        """Return a schema as one level of types and fields."""
        if depth == 0:
            return View(is_open=True)
        views = [_own(schema)]
        reference = schema.get("$ref")
        if isinstance(reference, str):
            views.append(self._named(reference.removeprefix(TYPES), depth - 1))
        views += self._views(schema, "allOf", depth)
        for keyword in ("oneOf", "anyOf"):
            if branches := self._views(schema, keyword, depth):
                views.append(_any(branches))
        return _all(views)

    def _named(self, name: str, depth: int) -> View:
        """Return a type of the contract, looked at once however often it is composed."""
        if name not in self.named:
            self.named[name] = View(is_open=True)
            if name in self.types:
                self.named[name] = self.of(self.types[name], depth)
        return self.named[name]

    def _views(self, schema: Schema, keyword: str, depth: int) -> list[View]:
        branches = schema.get(keyword)
        if not isinstance(branches, list):
            return []
        return [self.of(each, depth - 1) for each in branches if isinstance(each, dict)]


def _own(schema: Schema) -> View:
    named = schema.get("type")
    types = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    properties = schema.get("properties")
    required, items = schema.get("required"), schema.get("items")
    return View(
        frozenset(str(each) for each in types),
        {name: each for name, each in properties.items() if isinstance(each, dict)}
        if isinstance(properties, dict)
        else {},
        frozenset(map(str, required)) if isinstance(required, list) else frozenset(),
        items if isinstance(items, dict) else None,
        not properties and schema.get("additionalProperties") is not False,
        schema.get("readOnly") is True,
        schema.get("writeOnly") is True,
    )


def _all(views: Iterable[View]) -> View:
    """Return what has to fit all of them."""
    views = list(views)
    typed = [each.types for each in views if each.types]
    properties = {name: each for view in views for name, each in view.properties.items()}
    return View(
        _common(typed),
        properties,
        frozenset[str]().union(*(each.required for each in views)),
        next((each.items for each in views if each.items is not None), None),
        not properties and all(each.is_open for each in views),
        any(each.read_only for each in views),
        any(each.write_only for each in views),
    )


def _any(views: list[View]) -> View:
    """Return what has to fit one of them; `null` says nothing of fields."""
    typed = all(each.types for each in views)
    told = [each for each in views if each.types != {"null"}] or views
    return View(
        frozenset[str]().union(*(each.types for each in views)) if typed else frozenset(),
        {name: each for view in told for name, each in view.properties.items()},
        frozenset.intersection(*(each.required for each in told)),
        next((each.items for each in told if each.items is not None), None),
        any(each.is_open for each in told),
        all(each.read_only for each in told),
        all(each.write_only for each in told),
    )


def _common(typed: list[frozenset[str]]) -> frozenset[str]:
    """Return the types that fit all; whole numbers are numbers as well."""
    if len(typed) < 2:  # noqa: PLR2004 - nothing to be combined
        return typed[0] if typed else frozenset()
    return frozenset.intersection(*map(_widened, typed))


def _widened(types: frozenset[str]) -> frozenset[str]:
    return types | {"integer"} if "number" in types else types


def fits(agreed: frozenset[str], actual: frozenset[str]) -> bool:
    """Tell whether a value as agreed can be one of these.

    An example's whole number may be a number.
    """
    if not agreed or not actual or agreed <= {"null"}:
        return True
    return bool((agreed - {"null"}) & _widened(actual))


def said(types: frozenset[str]) -> str:
    """Types in the words of JSON Schema."""
    return " / ".join(sorted(types)) or "any"
