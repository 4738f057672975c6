"""Checks of examples against their schemas."""

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
BACKTRACKING: Final = 20_000
"""Steps that a pattern may go back; one that needs more fits nothing."""
RESOURCE: Final = "urn:types"
"""Address at which validators find the named types; it is in memory."""


MOST_WORK: Final = 2_500
"""Work of one attempt, in checks of something small; what needs more is given up."""
MOST_WORK_TOGETHER: Final = 3_500
"""Work of all attempts."""
WORK_OF_A_VALIDATOR: Final = 5
"""Number of checks making a validator stands for: it takes longer than they do."""
SCHEMAS_OF_A_CHECK: Final = 20
"""Number of schemas that looked at stand for one more check."""


class ExhaustedError(Exception):
    """Too many steps, or too much work for one value."""


class Checker:
    """Checks values against schemas that refer to `types`; nothing is ever fetched."""

    def __init__(
        self, types: Mapping[str, Schema], root: Schema, *, formats: bool = True, work: int = 0
    ) -> None:
        """`root` is the whole of which parts are checked, `work` what was done for it before."""
        self._types = types
        self._by_reference = {TYPES + name: each for name, each in types.items()}
        self._formats = formats
        self._work = 0
        self._work_before = work
        self._reached: dict[str, int] = {}
        """The types that are in the registries, with how many schemas each holds."""
        self._used: dict[str, frozenset[str]] = {}
        self._registries: dict[bool, jsonschema_rs.Registry] = {}
        self._validators: dict[int, tuple[Schema, jsonschema_rs.Draft202012Validator | None]] = {}
        self._reach(root)

    @property
    def work(self) -> int:
        """The work of all attempts."""
        return self._work_before + self._work

    def begin(self) -> None:
        """Begin an attempt: its work is counted from here."""
        self._work_before += self._work
        self._work = 0

    def fits(self, schema: Schema, value: Json) -> bool:
        """Tell whether the value is valid; False, too, for a schema that cannot be understood.

        `ExhaustedError` after too much work since `begin` or at all, and for a check that would
        look at more than `MOST_EFFORT`.
        """
        kept = self._validators.get(id(schema))
        self._spend(1 + self._effort(schema, value) // SCHEMAS_OF_A_CHECK)
        if kept is None:
            schemas = size_of(schema) + self._reach(schema) // SCHEMAS_OF_A_CHECK
            self._spend(WORK_OF_A_VALIDATOR + schemas // SCHEMAS_OF_A_CHECK)
            kept = (schema, self._validator(schema))
            self._validators[id(schema)] = kept
        try:
            return kept[1] is not None and kept[1].is_valid(value)
        except ValueError:  # a pattern that went back too often
            return False

    def _spend(self, work: int) -> None:
        self._work += work
        if self._work > MOST_WORK or self.work > MOST_WORK_TOGETHER:
            raise ExhaustedError

    def _effort(self, schema: Schema, value: Json) -> int:
        """Count the schemas that a check looks at, up to a limit of what is affordable."""
        try:
            found = effort(schema, self._by_reference, value)
        except RecursionError:
            raise ExhaustedError from None
        if found > MOST_EFFORT:
            raise ExhaustedError
        return found

    def _reach(self, schema: Schema) -> int:
        """See to it that the types that a schema reaches are known; how many schemas they hold."""
        waiting, found = set(references(schema)), set[str]()
        while waiting:
            found |= waiting
            waiting = {used for name in waiting for used in self._uses(name)} - found
        new = found - self._reached.keys()
        if new:
            self._reached |= {name: size_of(self._types.get(name, {})) for name in new}
            self._registries.clear()
        return sum(self._reached[name] for name in found)

    def _uses(self, name: str) -> frozenset[str]:
        """Return the types that a type refers to itself."""
        if name not in self._used:
            self._used[name] = frozenset(references(self._types.get(name, {})))
        return self._used[name]

    def _validator(self, schema: Schema) -> jsonschema_rs.Draft202012Validator | None:
        for patterns in (True, False):
            whole = rewritten(schema, RESOURCE + DEFINITIONS)
            if not patterns:  # what Rust cannot read as a pattern is none
                whole = _without_patterns(whole)
            try:
                return jsonschema_rs.Draft202012Validator(
                    whole,
                    validate_formats=self._formats,
                    pattern_options=jsonschema_rs.FancyRegexOptions(backtrack_limit=BACKTRACKING),
                    registry=self._registry(patterns=patterns),
                    offline=True,
                )
            except (ValueError, jsonschema_rs.ReferencingError):
                continue
        return None

    def _registry(self, *, patterns: bool) -> jsonschema_rs.Registry:
        """Return all types that were reached so far, as validators take them."""
        if patterns not in self._registries:
            types: Schema = {name: rewritten(self._types.get(name, {})) for name in self._reached}
            held = types if patterns else _without_patterns(types)
            self._registries[patterns] = jsonschema_rs.Registry([(RESOURCE, {"$defs": held})])
        return self._registries[patterns]


def size_of(schema: Schema) -> int:
    """Tell how many schemas a schema holds, with itself."""
    return 1 + sum(size_of(part) for _, part in parts(schema))


def standalone(schema: Schema, types: Mapping[str, Schema]) -> Schema:
    """Return the schema with the types that it reaches as `$defs`, for any validator."""
    whole = rewritten(schema)
    waiting = list(references(whole))
    found: dict[str, Json] = {}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = rewritten(types.get(name, {}))
            waiting += references(types.get(name, {}))
    return whole | ({"$defs": found} if found else {})


def rewritten(schema: Schema, definitions: str = DEFINITIONS) -> Schema:
    """Return the schema with references to `definitions`, without annotations."""
    done: Schema = {}
    for key, value in schema.items():
        if key == "$ref" and isinstance(value, str):
            done[key] = value.replace(TYPES, definitions, 1)
        elif key not in SAYS_NOTHING and not key.startswith("x-"):
            done[key] = value
    for key, part in parts(schema):
        if key in SINGLE:
            done[key] = rewritten(part, definitions)
    for key in LISTS:
        if isinstance(listed := schema.get(key), list):
            done[key] = [rewritten(each, definitions) for each in listed if isinstance(each, dict)]
    for key in MAPPINGS:
        if isinstance(mapping := schema.get(key), dict):
            done[key] = {
                name: rewritten(each, definitions)
                for name, each in mapping.items()
                if isinstance(each, dict)
            }
    return done


def parts(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """Return the schemas right inside a schema, each with the keyword that holds it."""
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
    """Return the names of types that a schema refers to, itself or inside."""
    waiting = [schema]
    while waiting:
        one = waiting.pop()
        if (name := type_name(one)) is not None:
            yield name
        waiting += (part for _, part in parts(one))


def type_name(schema: Schema) -> str | None:
    """Return the name of the type that a schema refers to, in either spelling."""
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
