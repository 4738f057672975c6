"""The rarer keywords of a schema, each a condition beside the type of a value."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Final, TypeAlias, cast

from domain.contracts.model import Json, Schema

Conditions: TypeAlias = dict[tuple[str, str], Json]
"""By the keyword and, where it holds several, which of them."""

NAMED: Final = ("patternProperties", "dependentSchemas", "dependentRequired")
ALONE: Final = (
    *("not", "contains", "propertyNames", "unevaluatedProperties", "unevaluatedItems"),
    *("multipleOf", "uniqueItems", "contentEncoding", "contentMediaType"),
)
BRANCHES: Final = ("if", "then", "else")
SCHEMAS: Final = frozenset(
    {
        *("patternProperties", "dependentSchemas", "contains", "propertyNames"),
        *("unevaluatedProperties", "unevaluatedItems", "prefixItems"),
    }
)
"""Keywords with a schema that takes less when it takes less."""


def read_conditions(schema: Schema) -> Conditions:
    """Read the conditions among a schema's own keywords."""
    found: Conditions = {(key, ""): schema[key] for key in ALONE if key in schema}
    for key in NAMED:
        named = schema.get(key)
        if isinstance(named, dict):
            found |= {(key, name): value for name, value in named.items()}
    first = schema.get("prefixItems")
    if isinstance(first, list):
        found |= {("prefixItems", str(at)): value for at, value in enumerate(first)}
    found = {key: value for key, value in found.items() if not _is_idle(key[0], value)}
    if "if" in schema and ("then" in schema or "else" in schema):
        found["if", ""] = [{key: schema[key] for key in BRANCHES if key in schema}]
    return found


def _is_idle(keyword: str, value: Json) -> bool:
    """Tell whether everything meets it."""
    return (
        keyword in SCHEMAS - {"contains", "prefixItems"} or keyword == "dependentRequired"
    ) and (value in ({}, []))


def both(one: Conditions, other: Conditions) -> Conditions:
    """Return what holds where both hold (`allOf`)."""
    merged = one | other
    for key in one.keys() & other.keys():
        if one[key] != other[key]:
            merged[key] = _joined(key[0], one[key], other[key])
    return merged


def _joined(keyword: str, one: Json, other: Json) -> Json:
    if keyword in SCHEMAS:
        return all_of(cast("Schema", one), cast("Schema", other))
    if keyword == "not":
        return {"anyOf": [one, other]}
    if keyword == "multipleOf" and isinstance(one, int) and isinstance(other, int):
        return math.lcm(one, other)
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *(each for each in other if each not in one)]
    return other


def all_of(one: Schema, other: Schema) -> Schema:
    """Return a schema that means both; however often they are joined, each part is in it once."""
    parts: dict[str, Schema] = {}
    for schema in (one, other):
        inner = schema["allOf"] if schema.keys() == {"allOf"} else [schema]
        for part in cast("list[Schema]", inner):
            parts[json.dumps(part, sort_keys=True)] = part
    return {"allOf": [parts[text] for text in sorted(parts)]}


def first_items(conditions: Mapping[tuple[str, str], Json]) -> dict[str, Schema]:
    """Return the schemas of the first items of a list (`prefixItems`), by position."""
    return {
        name: cast("Schema", value)
        for (keyword, name), value in conditions.items()
        if keyword == "prefixItems"
    }
