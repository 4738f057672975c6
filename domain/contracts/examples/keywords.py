"""Keywords of a flat schema, read with care where they hold nonsense."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.contracts.examples.checks import Checker
from domain.contracts.examples.shapes import NEVER, type_names
from domain.contracts.model import Json, Schema

ABOUT: Final = frozenset({"title", "description", "deprecated", "readOnly", "writeOnly"})
"""Keywords that tell people something, and nothing of the value."""


def choices(flat: Schema) -> Iterator[Schema]:
    """Return a union's alternatives, each with what holds beside it; null comes last."""
    rest = {
        key: value
        for key, value in flat.items()
        if key not in {"oneOf", "anyOf", "if", "then", "else", "discriminator"}
    }
    listed: list[list[Json]] = [
        sorted(found, key=lambda each: each == {"type": "null"})
        for key in ("oneOf", "anyOf")
        if isinstance(found := flat.get(key), list)
    ]
    if isinstance(condition := flat.get("if"), dict):
        then, other = flat.get("then", {}), flat.get("else", {})
        listed.append(
            [{}, {"allOf": [condition, then]}, {"allOf": [{"not": condition}, other]}, other]
        )
    combined: list[list[Json]] = [[]]
    for alternatives in listed:
        combined = [[*before, each] for before in combined for each in alternatives][:50]
    for each in combined:
        yield {"allOf": [rest, *each]} if rest or len(each) > 1 else as_schema(each[0])


def alternatives_of(flat: Schema) -> list[Schema]:
    """Return what a union lists."""
    return [
        each
        for key in ("oneOf", "anyOf")
        if isinstance(listed := flat.get(key), list)
        for each in listed
        if isinstance(each, dict)
    ]


def as_schema(value: Json) -> Schema:
    """Return a part of a schema that ought to be a schema itself."""
    return value if isinstance(value, dict) else {}


def reference_of(schema: Schema) -> str | None:
    """Return the one type that an alternative refers to."""
    inside = schema.get("allOf")
    for each in (schema, *(inside if isinstance(inside, list) else ())):
        if isinstance(each, dict) and isinstance(reference := each.get("$ref"), str):
            return reference
    return None


def has_null(flat: Schema) -> bool:
    """Tell whether a union names null among its alternatives."""
    return any(
        isinstance(listed := flat.get(key), list) and {"type": "null"} in listed
        for key in ("oneOf", "anyOf")
    )


def guessed_type(flat: Schema) -> str:
    """Return the type that a schema without one is about, by its keywords."""
    for kind, keys in (
        ("object", ("properties", "required", "additionalProperties", "patternProperties")),
        ("object", ("minProperties", "maxProperties", "propertyNames", "dependentRequired")),
        ("array", ("items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems")),
        ("string", ("minLength", "maxLength", "pattern", "format")),
        ("number", ("minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum")),
    ):
        if any(key in flat for key in keys):
            return kind
    return "string"


def pattern_of(flat: Schema) -> str:
    """Return the pattern that texts must match, where nothing lists them.

    "" where there is none.
    """
    pattern = flat.get("pattern")
    is_text = "string" in type_names(flat) or "type" not in flat
    is_listed = "const" in flat or "enum" in flat
    return pattern if isinstance(pattern, str) and is_text and not is_listed else ""


def is_map(flat: Schema) -> bool:
    """Tell whether it says what properties hold that it does not name."""
    return bool(flat.get("additionalProperties")) or "patternProperties" in flat


def says_nothing(flat: Schema) -> bool:
    """Tell whether anything fits, or any object: the contract does not say what there is."""
    told = {key for key in flat if key not in ABOUT and not key.startswith("x-")}
    if flat.get("type") == "object":
        told.discard("type")
    if flat.get("additionalProperties") == {}:
        told.discard("additionalProperties")
    return not told


def schema_of(name: str, flat: Schema) -> Schema:
    """Return the schema of a property that is not declared by name."""
    properties = schemas_by_name(flat.get("properties"))
    if name in properties:
        return properties[name]
    for pattern, schema in schemas_by_name(flat.get("patternProperties")).items():
        if Checker({}, {}).fits({"pattern": pattern}, name):
            return schema
    other = flat.get("additionalProperties", flat.get("unevaluatedProperties", {}))
    return other if isinstance(other, dict) else dict(NEVER) if other is False else {}


def schemas_by_name(value: Json) -> dict[str, Schema]:
    """Return the schemas of `properties` or `patternProperties`."""
    if not isinstance(value, dict):
        return {}
    return {name: each for name, each in value.items() if isinstance(each, dict)}


def names_of(value: Json) -> list[str]:
    """Return the names that `required` lists."""
    return [str(name) for name in value] if isinstance(value, list) else []


def count_of(flat: Schema, key: str) -> int:
    """Count a bound such as `minItems`; 0 where there is none."""
    value = flat.get(key)
    return int(value) if isinstance(value, int | float) else 0


def singular(name: str) -> str:
    """Return what one of the things that a list's name says is called."""
    return name[:-1] if name.endswith("s") and len(name) > 2 else name  # noqa: PLR2004 - a word
