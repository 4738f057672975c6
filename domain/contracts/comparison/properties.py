"""Fields of two objects against each other, also those that only one of them names.

A field without a name in one contract may fall under a rule there for all such fields
(`patternProperties`, `additionalProperties`, `unevaluatedProperties`): it is held against that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from domain.contracts.comparison.condition_changes import Compare
from domain.contracts.comparison.rules import Direction, Found
from domain.contracts.comparison.sides import Sides
from domain.contracts.comparison.views import View, Views, is_closed, unnamed
from domain.contracts.model import Schema

OPEN: Final[Schema] = {}


def compare_properties(
    old: View, new: View, direction: Direction, sides: Sides, compare: Compare
) -> list[Found]:
    """List what changed of the fields of an object, by the place of each."""
    found: list[Found] = []
    shown_old = _shown(old, sides.old, direction)
    shown_new = _shown(new, sides.new, direction)
    for name, schema in shown_old.items():
        if name in shown_new:
            inside = compare(schema, shown_new[name], direction)
            found += (each.under(name) for each in inside)
            found += _required(name, old, new, direction, sides.new)
        elif name in new.properties:
            rule = direction.choose(
                "request-property-became-read-only", "response-property-became-write-only"
            )
            found.append(_of(rule, name))
        else:
            rest = _rest(name, new)
            found.append(_removed(name, old, rest, direction))
            found += _ruled(name, schema, rest, direction, compare)
    for name, schema in shown_new.items():
        if name not in shown_old:
            found.append(_added(name, old, new, direction, sides.new))
            if name not in old.properties:
                found += _ruled(name, _rest(name, old), schema, direction, compare)
    return found + _undescribed(old, new, direction)


def _of(rule: str, name: str) -> Found:
    return Found(rule, (name,), values={"name": name})


def _shown(view: View, views: Views, direction: Direction) -> dict[str, Schema]:
    """Pick the properties that go this way: `readOnly` isn't sent, `writeOnly` is kept."""

    def goes(schema: Schema) -> bool:
        if not schema.keys() & {"readOnly", "writeOnly", "$ref", "allOf"}:
            return True
        seen = views.of(schema)
        return not (seen.read_only if direction is Direction.REQUEST else seen.write_only)

    return {name: schema for name, schema in view.properties.items() if goes(schema)}


def _rest(name: str, view: View) -> Schema:
    """Find the rule of an object for a field that it doesn't name; `OPEN` where it has none."""
    found = unnamed(name, view)
    if found is None and not view.groups:  # else an alternative may name it
        found = cast("Schema | None", view.conditions.get(("unevaluatedProperties", "")))
    return OPEN if found is None else found


def _ruled(
    name: str, old: Schema, new: Schema, direction: Direction, compare: Compare
) -> Iterator[Found]:
    """Compare a field that one side names with the rule of the other for those without a name."""
    if old and new and not is_closed(old) and not is_closed(new):
        yield from (each.under(name) for each in compare(old, new, direction))


def _removed(name: str, old: View, rest: Schema, direction: Direction) -> Found:
    if direction is Direction.REQUEST:
        closed = is_closed(rest)
        return _of(
            "request-property-removed-closed" if closed else "request-property-removed", name
        )
    is_sure = name in old.required
    return _of(
        "response-property-removed" if is_sure else "response-property-optional-removed", name
    )


def _added(name: str, old: View, new: View, direction: Direction, views: Views) -> Found:
    is_needed = direction is Direction.REQUEST and name in new.required
    if name in old.properties and (not is_needed or name in old.required):
        rule = direction.choose(
            "request-property-became-not-read-only", "response-property-became-not-write-only"
        )
        return _of(rule, name)
    if not is_needed:
        return _of(direction.choose("request-property-added", "response-property-added"), name)
    if _has_default(name, new, views):
        return _of("request-property-required-default-added", name)
    return _of("request-property-required-added", name)


def _required(
    name: str, old: View, new: View, direction: Direction, views: Views
) -> Iterator[Found]:
    was, is_ = name in old.required, name in new.required
    if was == is_:
        return
    if not is_:
        rule = direction.choose(
            "request-property-became-optional", "response-property-became-optional"
        )
    elif direction is Direction.REQUEST and _has_default(name, new, views):
        rule = "request-property-became-required-default"
    else:
        rule = direction.choose(
            "request-property-became-required", "response-property-became-required"
        )
    yield _of(rule, name)


def _has_default(name: str, new: View, views: Views) -> bool:
    return views.of(new.properties.get(name, {})).default is not None


def _undescribed(old: View, new: View, direction: Direction) -> list[Found]:
    """Name fields that are required and described nowhere: they are required all the same."""
    if direction is Direction.REQUEST:
        rule = "request-property-required-added"
        names = new.required - old.required - new.properties.keys()
    else:
        rule = "response-property-became-optional"
        names = old.required - new.required - old.properties.keys()
    return [_of(rule, name) for name in sorted(names)]
