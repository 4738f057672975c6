"""Changes of a single value: its type, null, enum, bounds, pattern, default."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from domain.contracts.comparison.rules import Direction, Found
from domain.contracts.comparison.views import LOWER, View

MOST_SHOWN: Final = 200
WIDER_FORMATS: Final = {
    ("int32", "int64"),
    ("int32", "bigint"),
    ("int64", "bigint"),
    ("float", "double"),
    ("date", "date-time"),
    ("time", "date-time"),
}
"""Formats, and those that hold all of them (as oasdiff has it)."""
SCALARS: Final = frozenset({"string", "number", "integer", "boolean"})
TEXT: Final = frozenset({"string"})
NONE: Final = frozenset({""})
KINDS: Final = {'"': "string", "t": "boolean", "f": "boolean", "[": "array", "{": "object"}
"""Types of values by how their JSON begins."""
ANYTHING: Final = frozenset({".*", "^.*$"})


def compare_values(
    old: View, new: View, direction: Direction, *, is_text: bool = False
) -> Iterator[Found]:
    """Compare what changed of the value itself, its parts apart.

    `is_text`: it travels as text, as in an address or a form, where a number is a text, too.
    """
    types = list(_types(old, new, direction, is_text=is_text))
    yield from types
    if not any(found.rule.endswith("type-changed") for found in types):
        yield from _null(old, new, direction)
        yield from _enum(old, new, direction)
        yield from _extensible(old, new, direction)
        yield from _bounds(old, new, direction)
        yield from _pattern(old, new, direction)
    yield from _notes(old, new)


def type_text(view: View) -> str:
    """Return a type as people write it: `string (date)`, `integer | string`, `any`."""
    if view.types is None:
        return "object" if view.properties else "any"
    names = " | ".join(sorted(view.types)) or "nothing"
    return f"{names} ({view.format})" if view.format else names


def types_in(text: str) -> frozenset[str]:
    """Return the types that such a text names, without formats and null.

    A whole number is a number.
    """
    names = text.partition(" (")[0].replace("integer", "number").split(" | ")
    return frozenset(names) - {"", "any", "nothing"}


def _types(old: View, new: View, direction: Direction, *, is_text: bool) -> Iterator[Found]:
    if old.types is not None or new.types is not None:
        old, new = _typed(old), _typed(new)
    if old.types == new.types and old.format == new.format:
        return
    widened = _holds(new, old) or (is_text and _is_any_text(new, old))
    narrowed = _holds(old, new) or (is_text and _is_any_text(old, new))
    if widened and narrowed:
        return
    if old.types != new.types:
        rule = direction.choose("request-type-changed", "response-type-changed")
    else:
        rule = direction.choose("request-format-changed", "response-format-changed")
    if direction is Direction.REQUEST:
        rule = "request-type-widened" if widened else rule
    else:
        rule = "response-type-narrowed" if narrowed else rule
    yield Found(rule, (), type_text(old), type_text(new))


def _holds(one: View, other: View) -> bool:
    """Tell whether every value of `other`'s type and format is of `one`'s."""
    if one.types is None:
        return True
    if other.types is None or not _types_hold(one.types, other.types):
        return False
    return one.format in {"", other.format} or (other.format, one.format) in WIDER_FORMATS


def _typed(view: View) -> View:
    """Return a view with the types of its values, where only those are named."""
    if view.types is not None or view.enum is None:
        return view
    number = "number" if any("." in value for value in view.enum) else "integer"
    return replace(view, types=frozenset(KINDS.get(value[:1], number) for value in view.enum))


def _is_any_text(one: View, other: View) -> bool:
    """Tell whether `one` is any text, as which each single value of `other` is written."""
    return one.types == TEXT and not one.format and (other.types or NONE) <= SCALARS


def _types_hold(one: frozenset[str], other: frozenset[str]) -> bool:
    return other <= one or ("number" in one and other <= one | {"integer"})


def _null(old: View, new: View, direction: Direction) -> Iterator[Found]:
    is_open = [view.types is None and view.enum is None for view in (old, new)]
    if old.nullable == new.nullable or is_open[0] != is_open[1]:
        return
    if new.nullable:
        rule = direction.choose("request-became-nullable", "response-became-nullable")
    else:
        rule = direction.choose("request-became-not-nullable", "response-became-not-nullable")
    yield Found(rule)


def _enum(old: View, new: View, direction: Direction) -> Iterator[Found]:
    if old.enum is None and new.enum is None:
        return
    if old.enum is None or new.enum is None:
        if old.enum is None:
            rule = direction.choose("request-became-enum", "response-became-enum")
        else:
            rule = direction.choose("request-enum-opened", "response-enum-opened")
        yield Found(rule, (), _listed(old.enum), _listed(new.enum))
        return
    removed = [value for value in old.enum if value not in new.enum]
    added = [value for value in new.enum if value not in old.enum]
    if added and old.is_const and direction is Direction.RESPONSE:
        yield Found("response-const-changed", (), _listed(old.enum), _listed(new.enum))
        return
    yield from _each_value(removed, added, direction)


def _each_value(removed: list[str], added: list[str], direction: Direction) -> Iterator[Found]:
    for value in removed:
        yield Found(
            direction.choose("request-enum-value-removed", "response-enum-value-removed"),
            was=value[:MOST_SHOWN],
        )
    for value in added:
        yield Found(
            direction.choose("request-enum-value-added", "response-enum-value-added"),
            is_=value[:MOST_SHOWN],
        )


def _extensible(old: View, new: View, direction: Direction) -> Iterator[Found]:
    """`x-extensible-enum`: clients were told that more values will come, and sent those known."""
    if old.extensible is None or new.extensible is None:
        return
    removed = [value for value in old.extensible if value not in new.extensible]
    added = [value for value in new.extensible if value not in old.extensible]
    if direction is Direction.RESPONSE:
        yield from (Found("response-known-value-added", is_=value[:MOST_SHOWN]) for value in added)
        added = []
    yield from _each_value(removed, added, direction)


def _listed(values: tuple[str, ...] | None) -> str:
    return "" if values is None else ", ".join(values)[:MOST_SHOWN]


def _bounds(old: View, new: View, direction: Direction) -> Iterator[Found]:
    for key in sorted(old.bounds.keys() | new.bounds.keys()):
        was, is_ = old.bounds.get(key), new.bounds.get(key)
        if was == is_:
            continue
        tighter = was is None or (is_ is not None and _is_tighter(key, was, is_))
        rule = _bound_rule(direction, is_set=was is None, tighter=tighter)
        yield Found(rule, (), _bound(was), _bound(is_), {"bound": key})


def _is_tighter(key: str, was: tuple[float, bool], is_: tuple[float, bool]) -> bool:
    if was[0] == is_[0]:
        return is_[1]
    return is_[0] > was[0] if key in LOWER else is_[0] < was[0]


def _bound_rule(direction: Direction, *, is_set: bool, tighter: bool) -> str:
    if not tighter:
        return direction.choose("request-bound-loosened", "response-bound-loosened")
    if direction is Direction.REQUEST and is_set:
        return "request-bound-set"
    return direction.choose("request-bound-tightened", "response-bound-tightened")


def _bound(bound: tuple[float, bool] | None) -> str:
    if bound is None:
        return ""
    value, is_exclusive = bound
    shown = f"{int(value)}" if float(value).is_integer() else f"{value}"
    return f"{shown} (excluded)" if is_exclusive else shown


def _pattern(old: View, new: View, direction: Direction) -> Iterator[Found]:
    was, is_ = (None if each in ANYTHING else each for each in (old.pattern, new.pattern))
    if was == is_:
        return
    if was is None:
        rule = direction.choose("request-pattern-added", "response-pattern-added")
    elif is_ is None:
        rule = direction.choose("request-pattern-removed", "response-pattern-removed")
    else:
        rule = direction.choose("request-pattern-changed", "response-pattern-changed")
    texts = (was or "")[:MOST_SHOWN], (is_ or "")[:MOST_SHOWN]
    yield Found(rule, (), *texts)


def _notes(old: View, new: View) -> Iterator[Found]:
    if old.default != new.default:
        was, is_ = old.default or "", new.default or ""
        yield Found("default-changed", (), was[:MOST_SHOWN], is_[:MOST_SHOWN])
    if old.deprecated != new.deprecated:
        yield Found("property-deprecated" if new.deprecated else "property-reactivated")
