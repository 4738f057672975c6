"""Schemas made plain before a value is made: references followed, `allOf` merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import gcd
from typing import Final

from domain.contracts.examples.checks import LISTS, MAPPINGS, SINGLE, type_name
from domain.contracts.model import Json, Schema

NEVER: Final[Schema] = {"not": {}}
MOST_COMBINED: Final = 25


def flatten(schema: Schema, types: Mapping[str, Schema]) -> tuple[Schema, frozenset[str]]:
    """Return the schema without `$ref` and `allOf`, and the types that were entered for it."""
    entered: set[str] = set()
    merged: Schema = {}
    waiting = [schema]
    while waiting:
        one = waiting.pop()
        own = {key: value for key, value in one.items() if key not in {"$ref", "allOf"}}
        merged = merge(merged, own)
        inside = one.get("allOf")
        listed = (
            [each for each in inside if isinstance(each, dict)] if isinstance(inside, list) else []
        )
        waiting += reversed(listed)
        name = type_name(one)
        if name is not None and name not in entered:
            entered.add(name)
            waiting.append(types.get(name, {}))
    return merged, frozenset(entered)


def merge(one: Schema, other: Schema) -> Schema:
    """Merge a schema that fits what fits both; where only one can be said, the first one's."""
    merged = dict(one)
    for key, value in other.items():
        if key not in merged:
            merged[key] = value
        elif key in MERGERS and merged[key] != value:
            merged[key] = MERGERS[key](merged[key], value)
    return merged


def type_names(schema: Schema) -> list[str]:
    """Return the types that a flat schema names; none: it says nothing of them."""
    given = schema.get("type")
    return (
        [str(name) for name in given]
        if isinstance(given, list)
        else [given]
        if isinstance(given, str)
        else []
    )


def is_never(schema: Schema) -> bool:
    """Tell whether a schema is `false`: nothing fits."""
    return schema.get("not") == {}


def loosened(schema: Schema) -> Schema:
    """Return the schema with `anyOf` in the place of each `oneOf`."""
    done = mapped(schema, loosened)
    listed = done.pop("oneOf", None)
    if listed is None:
        return done
    if "anyOf" in done:
        return {"allOf": [done, {"anyOf": listed}]}
    return done | {"anyOf": listed}


def without_pattern(schema: Schema, pattern: str) -> Schema:
    """Return the schema without a pattern, wherever texts must match it."""
    done = mapped(schema, lambda each: without_pattern(each, pattern))
    if done.get("pattern") == pattern:
        del done["pattern"]
    return done


def mapped(schema: Schema, change: Callable[[Schema], Schema]) -> Schema:
    """Return the schema with each schema right inside it changed."""
    done = dict(schema)
    for key in SINGLE:
        if isinstance(part := schema.get(key), dict):
            done[key] = change(part)
    for key in LISTS:
        if isinstance(listed := schema.get(key), list):
            done[key] = [change(each) for each in listed if isinstance(each, dict)]
    for key in MAPPINGS:
        if isinstance(mapping := schema.get(key), dict):
            done[key] = {
                name: change(each) for name, each in mapping.items() if isinstance(each, dict)
            }
    return done


def without_marked(schema: Schema, mark: str, types: Mapping[str, Schema]) -> Schema:
    """Drop properties marked `readOnly` (for requests) or `writeOnly` (responses).

    OpenAPI 3.0.3, Schema Object: such a property is not sent, and `required` does not hold for it.
    """
    kept = dict(schema)
    if isinstance(fields := schema.get("properties"), dict):
        kept["properties"] = {
            name: each
            for name, each in fields.items()
            if isinstance(each, dict) and not _is_marked(each, mark, types)
        }
    done = mapped(kept, lambda each: without_marked(each, mark, types))
    return _without_lost(schema, done)


def _is_marked(schema: Schema, mark: str, types: Mapping[str, Schema]) -> bool:
    if mark not in str(schema) and "$ref" not in schema:
        return False
    return flatten(schema, types)[0].get(mark) is True


def _without_lost(before: Schema, after: Schema) -> Schema:
    """Drop the properties that went from `required`."""
    kept, had = after.get("properties"), before.get("properties")
    required = after.get("required")
    if isinstance(kept, dict) and isinstance(had, dict) and isinstance(required, list):
        after["required"] = [name for name in required if name in kept or name not in had]
    return after


def _types(one: Json, other: Json) -> Json:
    ours, theirs = type_names({"type": one}), type_names({"type": other})
    both = [
        name
        for name in dict.fromkeys([*ours, *theirs])
        if (name in ours or (name == "integer" and "number" in ours))
        and (name in theirs or (name == "integer" and "number" in theirs))
    ]
    return both[0] if len(both) == 1 else list[Json](both)


def _shared(one: Json, other: Json) -> Json:
    if not isinstance(one, list) or not isinstance(other, list):
        return one
    return [each for each in one if each in other]


def _united(one: Json, other: Json) -> Json:
    if not isinstance(one, list) or not isinstance(other, list):
        return one
    return one + [each for each in other if each not in one]


def _properties(one: Json, other: Json) -> Json:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one
    merged = dict(one)
    for name, schema in other.items():
        merged[name] = _both(merged[name], schema) if name in merged else schema
    return merged


def _both(one: Json, other: Json) -> Json:
    return one if one == other else {"allOf": [one, other]}


def _neither(one: Json, other: Json) -> Json:
    return {"anyOf": [one, other]}


def _combined(one: Json, other: Json) -> Json:
    if not isinstance(one, list) or not isinstance(other, list):
        return one
    return [_both(ours, theirs) for ours in one for theirs in other][:MOST_COMBINED]


def _greater(one: Json, other: Json) -> Json:
    return max(one, other) if _are_numbers(one, other) else one  # type: ignore[type-var] # numbers


def _smaller(one: Json, other: Json) -> Json:
    return min(one, other) if _are_numbers(one, other) else one  # type: ignore[type-var] # numbers


def _are_numbers(*values: Json) -> bool:
    return all(isinstance(each, int | float) for each in values)


def _multiple(one: Json, other: Json) -> Json:
    if not isinstance(one, int | float) or not isinstance(other, int | float):
        return one
    least = common_multiple(Fraction(str(one)), Fraction(str(other)))
    return int(least) if least.denominator == 1 else float(least)


def common_multiple(one: Fraction, other: Fraction) -> Fraction:
    """Return the least number that is a multiple of both."""
    ours, theirs = one.numerator * other.denominator, other.numerator * one.denominator
    return Fraction(ours * theirs // gcd(ours, theirs), one.denominator * other.denominator)


MERGERS: Final[dict[str, Callable[[Json, Json], Json]]] = {
    "type": _types,
    "enum": _shared,
    "required": _united,
    "examples": _united,
    "properties": _properties,
    "patternProperties": _properties,
    "dependentSchemas": _properties,
    "items": _both,
    "additionalProperties": _both,
    "propertyNames": _both,
    "contains": _both,
    "not": _neither,
    "oneOf": _combined,
    "anyOf": _combined,
    "multipleOf": _multiple,
    **dict.fromkeys(
        ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains"),
        _greater,
    ),
    **dict.fromkeys(
        ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains"),
        _smaller,
    ),
}
