"""What changed of a single value: its type, null, enum, bounds, pattern, default."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.contracts.comparison.rules import Direction, Found
from domain.contracts.comparison.views import LOWER, View

MOST_SHOWN: Final = 200
WIDER_FORMATS: Final = {
    ("int32", "int64"),
    ("float", "double"),
    ("date", "date-time"),
}
"""Formats, and those that hold all of them (as oasdiff has it)."""


def compare_values(old: View, new: View, direction: Direction) -> Iterator[Found]:
    """What changed of the value itself, its parts apart."""
    types = list(_types(old, new, direction))
    yield from types
    if not any(found.rule.endswith("type-changed") for found in types):
        yield from _null(old, new, direction)
        yield from _enum(old, new, direction)
        yield from _bounds(old, new, direction)
        yield from _pattern(old, new, direction)
    yield from _notes(old, new)


def type_text(view: View) -> str:
    """A type as people write it: `string (date)`, `integer | string`, `any`."""
    if view.types is None:
        return "object" if view.properties else "any"
    names = " | ".join(sorted(view.types)) or "nothing"
    return f"{names} ({view.format})" if view.format else names


def _types(old: View, new: View, direction: Direction) -> Iterator[Found]:
    if old.types == new.types and old.format == new.format:
        return
    widened, narrowed = _holds(new, old), _holds(old, new)
    if widened and narrowed:
        return
    was, is_ = type_text(old), type_text(new)
    if direction is Direction.REQUEST:
        yield Found("request-type-widened" if widened else "request-type-changed", (), was, is_)
    else:
        yield Found("response-type-narrowed" if narrowed else "response-type-changed", (), was, is_)


def _holds(one: View, other: View) -> bool:
    """Whether every value of `other`'s type and format is of `one`'s."""
    if one.types is None:
        return True
    if other.types is None or not _types_hold(one.types, other.types):
        return False
    return one.format in {"", other.format} or (other.format, one.format) in WIDER_FORMATS


def _types_hold(one: frozenset[str], other: frozenset[str]) -> bool:
    return other <= one or ("number" in one and other <= one | {"integer"})


def _null(old: View, new: View, direction: Direction) -> Iterator[Found]:
    if old.nullable == new.nullable or (old.types is None) != (new.types is None):
        return
    became = "became-nullable" if new.nullable else "became-not-nullable"
    yield Found(f"{direction}-{became}")


def _enum(old: View, new: View, direction: Direction) -> Iterator[Found]:
    if old.enum is None and new.enum is None:
        return
    if old.enum is None or new.enum is None:
        became = "became-enum" if old.enum is None else "enum-opened"
        yield Found(f"{direction}-{became}", (), _listed(old.enum), _listed(new.enum))
        return
    for value in old.enum:
        if value not in new.enum:
            yield Found(f"{direction}-enum-value-removed", was=value[:MOST_SHOWN])
    for value in new.enum:
        if value not in old.enum:
            yield Found(f"{direction}-enum-value-added", is_=value[:MOST_SHOWN])


def _listed(values: tuple[str, ...] | None) -> str:
    return "" if values is None else ", ".join(values)[:MOST_SHOWN]


def _bounds(old: View, new: View, direction: Direction) -> Iterator[Found]:
    for key in sorted(old.bounds.keys() | new.bounds.keys()):
        was, is_ = old.bounds.get(key), new.bounds.get(key)
        if was == is_:
            continue
        tighter = was is None or (is_ is not None and _is_tighter(key, was, is_))
        rule = _bound_rule(key, direction, is_set=was is None, tighter=tighter)
        yield Found(rule, (), _bound(was), _bound(is_), {"bound": key})


def _is_tighter(key: str, was: tuple[float, bool], is_: tuple[float, bool]) -> bool:
    if was[0] == is_[0]:
        return is_[1]
    return is_[0] > was[0] if key in LOWER else is_[0] < was[0]


def _bound_rule(key: str, direction: Direction, *, is_set: bool, tighter: bool) -> str:
    if not tighter:
        return f"{direction}-bound-loosened"
    if direction is Direction.REQUEST and is_set and key != "minLength":
        # Servers often had the bound all along; a length of at least one they had not.
        return "request-bound-set"
    return f"{direction}-bound-tightened"


def _bound(bound: tuple[float, bool] | None) -> str:
    if bound is None:
        return ""
    value, is_exclusive = bound
    shown = f"{int(value)}" if float(value).is_integer() else f"{value}"
    return f"{shown} (excluded)" if is_exclusive else shown


def _pattern(old: View, new: View, direction: Direction) -> Iterator[Found]:
    was, is_ = old.pattern, new.pattern
    if was == is_:
        return
    if direction is Direction.RESPONSE:
        rule = "response-pattern-changed"
    elif is_ is None or is_ in {".*", "^.*$"}:
        rule = "request-pattern-removed"
    else:
        rule = "request-pattern-added" if was is None else "request-pattern-changed"
    yield Found(rule, (), (was or "")[:MOST_SHOWN], (is_ or "")[:MOST_SHOWN])


def _notes(old: View, new: View) -> Iterator[Found]:
    if old.default != new.default:
        was, is_ = old.default or "", new.default or ""
        yield Found("default-changed", (), was[:MOST_SHOWN], is_[:MOST_SHOWN])
    if old.deprecated != new.deprecated:
        yield Found("property-deprecated" if new.deprecated else "property-reactivated")
    for key in sorted(old.conditions.keys() | new.conditions.keys()):
        was, is_ = old.conditions.get(key, ""), new.conditions.get(key, "")
        if was != is_:
            shown = was[:MOST_SHOWN], is_[:MOST_SHOWN]
            yield Found("condition-changed", (), *shown, {"keyword": key})
