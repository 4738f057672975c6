"""Examples that aren't values of a contract's schema: enums, bounds, patterns, `null`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import jsonschema_rs

from domain.contracts.examples.checks import (
    BACKTRACKING,
    LISTS,
    MAPPINGS,
    SINGLE,
    references,
    rewritten,
    size_of,
)
from domain.contracts.examples.effort import MOST_EFFORT, effort
from domain.contracts.model import TYPES, Json, Schema

MOST_FAULTS = 50
MOST_SCHEMAS = 4_000
"""A schema that reaches more is not looked at: it would take too long."""
MAX_SHOWN = 60
ALTERNATIVES = "anyOf"
"""The keyword of a value that fits none of several schemas."""
_OF_FIELDS = frozenset(
    {
        *("required", "dependentRequired", "dependentSchemas", "minProperties"),
        *("unevaluatedProperties", "unevaluatedItems", "maxContains"),
        *("not", "if", "then", "else"),
    }
)
"""Which fields there are is another question; and what turns on it cannot be judged without."""
_PATTERNS = frozenset({"pattern", "patternProperties"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that the schema does not take."""

    place: str
    """Below the whole: `.items[].role`."""
    value: str
    rule: str
    """The keyword and what it says: `enum: ["ADMIN", "USER"]`."""
    keyword: str


def value_faults(schema: Schema, types: Mapping[str, Schema], value: Json) -> Iterator[Fault]:
    """Tell where a value is none of the schema's, each place and keyword once; few at most.

    Nothing is said of fields that are missing or too many, nor for a schema that takes too long.
    """
    try:
        known = _reached(schema, types)
        if known is None or not _is_cheap(schema, known, value):
            return
        validator = _validator(schema, known)
    except RecursionError:
        return
    told = set[tuple[str, str]]()
    for error in islice(_errors(validator, value), MOST_FAULTS):
        place = "".join(f".{e}" if isinstance(e, str) else "[]" for e in error.instance_path)
        if (place, error.kind.name) not in told:
            told.add((place, error.kind.name))
            rule = _rule(error.kind)
            yield Fault(place, _short(error.instance), rule, error.kind.name)


def _errors(
    validator: jsonschema_rs.Draft202012Validator | None, value: Json
) -> Iterator[jsonschema_rs.ValidationError]:
    if validator is None:
        return
    try:
        yield from validator.iter_errors(value)
    except ValueError:  # a pattern that went back too often
        return


def _reached(schema: Schema, types: Mapping[str, Schema]) -> dict[str, Schema] | None:
    """Return the types that a schema reaches; None for too many."""
    waiting, found, size = list(references(schema)), dict[str, Schema](), size_of(schema)
    while waiting and size <= MOST_SCHEMAS:
        name = waiting.pop()
        if name not in found:
            found[name] = types.get(name, {})
            size += size_of(found[name])
            waiting += references(found[name])
    return None if size > MOST_SCHEMAS else found


def _is_cheap(schema: Schema, types: Mapping[str, Schema], value: Json) -> bool:
    by_reference = {TYPES + name: each for name, each in types.items()}
    return effort(schema, by_reference, value) <= MOST_EFFORT


def _validator(
    schema: Schema, types: Mapping[str, Schema]
) -> jsonschema_rs.Draft202012Validator | None:
    for left_out in (_OF_FIELDS, _OF_FIELDS | _PATTERNS):  # what Rust cannot read as a pattern
        whole = _values_only(rewritten(schema), left_out)
        whole["$defs"] = {n: _values_only(rewritten(each), left_out) for n, each in types.items()}
        try:
            return jsonschema_rs.Draft202012Validator(
                whole,
                validate_formats=False,
                pattern_options=jsonschema_rs.FancyRegexOptions(backtrack_limit=BACKTRACKING),
                offline=True,
            )
        except (ValueError, jsonschema_rs.ReferencingError):
            continue
    return None


def _values_only(schema: Schema, left_out: frozenset[str]) -> Schema:
    """Return the schema without what asks for fields; one of several is any of them then."""
    done: Schema = {key: each for key, each in schema.items() if key not in left_out}
    for key in SINGLE:
        if isinstance(each := done.get(key), dict):
            done[key] = _values_only(each, left_out)
    if done.get("additionalProperties") is False:
        del done["additionalProperties"]
    for key in LISTS:
        if isinstance(listed := done.get(key), list):
            done[key] = [_values_only(each, left_out) for each in listed if isinstance(each, dict)]
    for key in MAPPINGS:
        if isinstance(named := done.get(key), dict):
            done[key] = {
                n: _values_only(e, left_out) for n, e in named.items() if isinstance(e, dict)
            }
    if isinstance(one_of := done.pop("oneOf", None), list):
        all_of = done.get("allOf")
        done["allOf"] = [*(all_of if isinstance(all_of, list) else []), {"anyOf": one_of}]
    return done


def _rule(kind: jsonschema_rs.ValidationErrorKind) -> str:
    """Return the keyword and what it says.

    Of alternatives what they say together, if that is clear.
    """
    told = kind.as_dict()
    if "context" in told:
        return _rule_of_any([each.kind for branch in told["context"] for each in branch])
    if not told:
        return str(kind.name)
    limit = next(iter(told.values()))
    words = limit if isinstance(limit, str) else json.dumps(limit, ensure_ascii=False)
    return f"{kind.name}: {words}"


def _rule_of_any(kinds: list[jsonschema_rs.ValidationErrorKind]) -> str:
    values: list[object] = []
    for kind in kinds:
        listed = next(iter(kind.as_dict().values()), None)
        if kind.name == "enum" and isinstance(listed, list):
            values += listed
        elif kind.name == "const":
            values.append(listed)
    if values and all(kind.name in {"enum", "const", "type"} for kind in kinds):
        return f"enum: {json.dumps(values, ensure_ascii=False)}"
    others = [kind for kind in kinds if kind.name != "type"]
    return _rule(others[0]) if len(others) == 1 else ALTERNATIVES


def _short(value: object) -> str:
    words = json.dumps(value, ensure_ascii=False, default=str)
    return words if len(words) <= MAX_SHOWN else f"{words[: MAX_SHOWN - 1]}…"
