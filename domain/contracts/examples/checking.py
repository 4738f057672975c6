"""Whether a value fits a schema of the model, as jsonschema-rs says (draft 2020-12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import jsonschema_rs

from domain.contracts.examples.effort import MOST_EFFORT, effort
from domain.contracts.model import TYPES, Json, Schema

SINGLE: Final = (
    *("items", "additionalProperties", "not", "contains", "propertyNames", "if", "then", "else"),
    *("unevaluatedProperties", "unevaluatedItems"),
)
LISTS: Final = ("allOf", "oneOf", "anyOf", "prefixItems")
MAPPINGS: Final = ("properties", "patternProperties", "dependentSchemas")
SAYS_NOTHING: Final = frozenset(
    {"default", "examples", "title", "description", "discriminator", "deprecated"}
)
DEFINITIONS: Final = "#/$defs/"
BACKTRACKING: Final = 100_000
"""Steps that a pattern may go back; one that needs more fits nothing."""


MOST_CHECKS: Final = 2_000
"""Checks of one attempt; what needs more is given up."""
CHECKS_OF_A_VALIDATOR: Final = 10
"""How many checks making a validator stands for: it takes longer than they do."""


class ExhaustedError(Exception):
    """Too many steps or checks for one value."""


class Checker:
    """Checks values against schemas that refer to `types`; nothing is ever fetched."""

    def __init__(self, types: Mapping[str, Schema], *, formats: bool = True) -> None:
        self._types = types
        self._by_reference = {TYPES + name: each for name, each in types.items()}
        self._formats = formats
        self._checks = 0
        self._rewritten: dict[str, Schema] = {}
        self._validators: dict[int, tuple[Schema, jsonschema_rs.Draft202012Validator | None]] = {}

    def begin(self) -> None:
        """Begin an attempt: its checks are counted from here."""
        self._checks = 0

    def fits(self, schema: Schema, value: Json) -> bool:
        """Whether the value is valid; False, too, for a schema that cannot be understood.

        `ExhaustedError` after too many checks since `begin`, and for one beyond `MOST_EFFORT`.
        """
        self._checks += 1
        if self._checks > MOST_CHECKS:
            raise ExhaustedError
        if self._is_too_much(schema, value):
            raise ExhaustedError
        kept = self._validators.get(id(schema))
        if kept is None:
            self._checks += CHECKS_OF_A_VALIDATOR
            kept = (schema, self._validator(schema))
            self._validators[id(schema)] = kept
        try:
            return kept[1] is not None and kept[1].is_valid(value)
        except ValueError:  # a pattern that went back too often
            return False

    def _is_too_much(self, schema: Schema, value: Json) -> bool:
        """Whether composition makes the check of a value a matter of minutes, or of for ever."""
        try:
            return effort(schema, self._by_reference, value) > MOST_EFFORT
        except RecursionError:
            return True

    def _validator(self, schema: Schema) -> jsonschema_rs.Draft202012Validator | None:
        for patterns in (True, False):
            whole = self.standalone(schema)
            if not patterns:  # what Rust cannot read as a pattern is none
                whole = _without_patterns(whole)
            try:
                return jsonschema_rs.Draft202012Validator(
                    whole,
                    validate_formats=self._formats,
                    pattern_options=jsonschema_rs.FancyRegexOptions(backtrack_limit=BACKTRACKING),
                    offline=True,
                )
            except (ValueError, jsonschema_rs.ReferencingError):
                continue
        return None

    def standalone(self, schema: Schema) -> Schema:
        """The schema with the types that it reaches as `$defs`, for any validator."""
        whole = rewritten(schema)
        waiting = list(references(whole))
        found: dict[str, Json] = {}
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            if name not in self._rewritten:
                self._rewritten[name] = rewritten(self._types.get(name, {}))
            found[name] = self._rewritten[name]
            waiting += references(self._rewritten[name])
        return whole | ({"$defs": found} if found else {})


def rewritten(schema: Schema) -> Schema:
    """The schema with references to `$defs`, and without what says nothing of validity."""
    done: Schema = {}
    for key, value in schema.items():
        if key == "$ref" and isinstance(value, str):
            done[key] = value.replace(TYPES, DEFINITIONS, 1)
        elif key not in SAYS_NOTHING and not key.startswith("x-"):
            done[key] = value
    for key, part in parts(schema):
        if key in SINGLE:
            done[key] = rewritten(part)
    for key in LISTS:
        if isinstance(listed := schema.get(key), list):
            done[key] = [rewritten(each) for each in listed if isinstance(each, dict)]
    for key in MAPPINGS:
        if isinstance(mapping := schema.get(key), dict):
            done[key] = {
                name: rewritten(each) for name, each in mapping.items() if isinstance(each, dict)
            }
    return done


def parts(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """The schemas right inside a schema, each with the keyword that holds it."""
    for key in SINGLE:
        if isinstance(value := schema.get(key), dict):
            yield key, value
    for key in LISTS:
        if isinstance(listed := schema.get(key), list):
            yield from ((key, each) for each in listed if isinstance(each, dict))
    for key in MAPPINGS:
        if isinstance(mapping := schema.get(key), dict):
            yield from ((key, each) for each in mapping.values() if isinstance(each, dict))


def references(schema: Schema) -> Iterator[str]:
    """The names of types that a schema refers to, itself or inside."""
    waiting = [schema]
    while waiting:
        one = waiting.pop()
        if (name := type_name(one)) is not None:
            yield name
        waiting += (part for _, part in parts(one))


def type_name(schema: Schema) -> str | None:
    """The name of the type that a schema refers to, in either spelling."""
    reference = schema.get("$ref")
    for start in (TYPES, DEFINITIONS):
        if isinstance(reference, str) and reference.startswith(start):
            return reference.removeprefix(start)
    return None


def _without_patterns(schema: Json) -> Schema:
    def strip(value: Json) -> Json:
        if isinstance(value, list):
            return [strip(each) for each in value]
        if not isinstance(value, dict):
            return value
        return {
            key: strip(each)
            for key, each in value.items()
            if key != "patternProperties" and not (key == "pattern" and isinstance(each, str))
        }

    stripped = strip(schema)
    return stripped if isinstance(stripped, dict) else {}
