"""Schemas guessed from examples: what some values have in common, and no more."""

from __future__ import annotations

from collections.abc import Iterable

from domain.contracts.model import Json, Schema

MOST_DEPTH = 30
MOST_PROPERTIES = 200
ANY = "\ue000"
"""Beginning of a text that stands for a value of any type."""


def infer_schema(*examples: Json) -> Schema:
    """Infer a schema that all examples fit: types, properties, and those always there.

    Nothing is guessed of formats and bounds, which a few examples cannot show. An empty list says
    nothing of its items, a text that begins with `ANY` nothing of its type, and without examples
    anything fits.
    """
    return _infer(examples, MOST_DEPTH)


def _infer(values: Iterable[Json], depth: int) -> Schema:
    values = [each for each in values if not (isinstance(each, str) and each.startswith(ANY))]
    if not values or depth == 0:
        return {}
    names = list(dict.fromkeys(map(type_name, values)))
    if "integer" in names and "number" in names:
        names.remove("integer")
    schema: Schema = {"type": names[0] if len(names) == 1 else list[Json](sorted(names))}
    objects = [each for each in values if isinstance(each, dict)]
    if objects:
        schema |= _object(objects, depth)
    items = [item for each in values if isinstance(each, list) for item in each]
    if items:
        schema["items"] = _infer(items, depth - 1)
    return schema


def _object(objects: list[dict[str, Json]], depth: int) -> Schema:
    names = list(dict.fromkeys(name for each in objects for name in each))[:MOST_PROPERTIES]
    properties: dict[str, Json] = {
        name: _infer([each[name] for each in objects if name in each], depth - 1) for name in names
    }
    required: list[Json] = [name for name in names if all(name in each for each in objects)]
    found: Schema = {"properties": properties} if properties else {}
    return found | ({"required": required} if required else {})


def type_name(value: Json) -> str:
    """Return what JSON Schema calls the type of a value; a whole number is an integer."""
    if value is None:
        return "null"
    for kind, name in (
        (bool, "boolean"),
        (int, "integer"),
        (float, "number"),
        (str, "string"),
        (list, "array"),
    ):
        if isinstance(value, kind):
            return name
    return "object"
