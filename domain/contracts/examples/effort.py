"""Effort of checking a value: composition can double it at every level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from domain.contracts.model import Json, Schema

MOST_EFFORT: Final = 200_000
"""Schemas that one check of a value may look at; a second holds some millions."""
SAME_VALUE: Final = ("not", "if", "then", "else")
SAME_VALUE_LISTS: Final = ("allOf", "oneOf", "anyOf")


def effort(schema: Schema, types: Mapping[str, Schema], value: Json) -> int:
    """Tell how many schemas a check of the value looks at, at most; no more than is counted.

    `types` are named by whole references. Each pair of a schema and a value is looked at once
    here, however often a validator comes back to it. `RecursionError` for what nests too deep.
    """
    return _Count(types).of(schema, value)


class _Count:
    def __init__(self, types: Mapping[str, Schema]) -> None:
        self._types = types
        self._known: dict[tuple[int, int], int] = {}

    def of(self, schema: Schema, value: Json) -> int:
        pair = id(schema), id(value)
        if pair not in self._known:
            self._known[pair] = 0  # a schema within itself: a validator stops there, too
            total = 1
            for part, inner in self._below(schema, value):
                total += self.of(part, inner)
                if total > MOST_EFFORT:
                    break
            self._known[pair] = total
        return self._known[pair]

    def _below(self, schema: Schema, value: Json) -> Iterator[tuple[Schema, Json]]:
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference in self._types:
            yield self._types[reference], value
        for key in SAME_VALUE:
            yield from _one(schema.get(key), value)
        for key in SAME_VALUE_LISTS:
            for each in _each(schema.get(key)):
                yield from _one(each, value)
        if isinstance(value, dict):
            yield from _of_object(schema, value)
        elif isinstance(value, list):
            yield from _of_list(schema, value)


def _of_object(schema: Schema, value: dict[str, Json]) -> Iterator[tuple[Schema, Json]]:
    properties = schema.get("properties")
    named = properties if isinstance(properties, dict) else {}
    patterns = _each(schema.get("patternProperties"))
    others = schema.get("additionalProperties"), schema.get("unevaluatedProperties")
    for each in _each(schema.get("dependentSchemas")):
        yield from _one(each, value)
    for name, inner in value.items():
        yield from _one(named.get(name), inner)
        for each in (*patterns, *(others if name not in named else ())):
            yield from _one(each, inner)


def _of_list(schema: Schema, value: list[Json]) -> Iterator[tuple[Schema, Json]]:
    for each, inner in zip(_each(schema.get("prefixItems")), value, strict=False):
        yield from _one(each, inner)
    for key in ("items", "contains", "unevaluatedItems"):
        for inner in value:
            yield from _one(schema.get(key), inner)


def _each(parts: Json) -> list[Json]:
    if isinstance(parts, dict):
        return list(parts.values())
    return parts if isinstance(parts, list) else []


def _one(schema: Json, value: Json) -> Iterator[tuple[Schema, Json]]:
    if isinstance(schema, dict):
        yield schema, value
