"""The types of both contracts, and what of their schemas means the same however it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from domain.contracts.comparison.views import Views, as_json, reference
from domain.contracts.model import Json, Schema

WORDS: Final = frozenset({"title", "description", "examples"})
NULL: Final[Schema] = {"type": "null"}
COMPOSED: Final = ("$ref", "allOf", "oneOf", "anyOf")


class Sides:
    """The types of both contracts, and which of them differ."""

    def __init__(self, old: Mapping[str, Schema], new: Mapping[str, Schema]) -> None:
        self.old, self.new = Views(old), Views(new)
        self.changed: Final = _changed_types(old, new)


def is_knotted(schema: Schema) -> bool:
    """Tell whether a schema is composed of others, and so may be met again inside itself."""
    return not schema.keys().isdisjoint(COMPOSED)


def plain(schema: Schema) -> Schema:
    """Return what a schema means that only adds words to a single other one."""
    while schema.keys() - WORDS == {"allOf"} and len(cast("list[Schema]", schema["allOf"])) == 1:
        (schema,) = cast("list[Schema]", schema["allOf"])
    if "$ref" in schema and schema.keys() <= {"$ref", *WORDS}:
        return {"$ref": schema["$ref"]}
    return schema


def is_or_null(schema: Schema) -> bool:
    """Tell whether it is one other schema, or null."""
    return len(_alternatives(schema)) == 2 and NULL in _alternatives(schema)  # noqa: PLR2004 - one, and null


def without_null(schema: Schema) -> Schema:
    """Return the schema without null."""
    return next((each for each in _alternatives(schema) if each != NULL), NULL)


def _alternatives(schema: Schema) -> list[Schema]:
    keys = schema.keys() - WORDS
    key = next(iter(keys), "") if len(keys) == 1 else ""
    return cast("list[Schema]", schema[key]) if key in {"oneOf", "anyOf"} else []


def text_of(schema: Schema) -> str:
    """Return what a schema is known by: a reference by where it leads, all else as JSON."""
    target = schema.get("$ref")
    return target if isinstance(target, str) and len(schema) == 1 else as_json(schema)


def references(value: Json) -> set[str]:
    """Return the names of all types that a schema refers to itself."""
    names: set[str] = set()
    stack: list[Json] = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            name = reference(each)
            if name is not None:
                names.add(name)
            stack += each.values()
        elif isinstance(each, list):
            stack += each
    return names


def _changed_types(old: Mapping[str, Schema], new: Mapping[str, Schema]) -> set[str]:
    """Return the types that differ, and those that refer to such a one, however far away."""
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    used_by: dict[str, set[str]] = {}
    for name, schema in new.items():
        for target in references(cast("Json", schema)):
            used_by.setdefault(target, set()).add(name)
    waiting = list(changed)
    while waiting:
        for name in used_by.get(waiting.pop(), set()) - changed:
            changed.add(name)
            waiting.append(name)
    return changed
