"""Schemas of Swagger 2.0, OpenAPI 3.0 and 3.1 to the one dialect of the model.

Sources: OpenAPI 3.0.3 and 3.1.0, "Schema Object"; Swagger 2.0, "Schema Object"; JSON Schema draft
2020-12. What a tool writes wrongly and everybody understands is read as it is meant, and noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from domain.contracts.model import TYPES, Json, Kind, Schema
from domain.contracts.reading.bounds import (
    MOST_EXAMPLE_CHARACTERS,
    MOST_EXAMPLES,
    MOST_TEXT,
    MOST_TYPES,
    RefusedError,
)
from domain.contracts.reading.faults import Faults
from domain.contracts.reading.references import References
from domain.contracts.reading.trees import Path

TYPE_NAMES: Final = frozenset({"string", "number", "integer", "boolean", "array", "object", "null"})
SCHEMA_VALUES: Final = ("items", "additionalProperties", "not", "contains", "propertyNames")
SCHEMA_VALUES_31: Final = ("if", "then", "else", "unevaluatedProperties", "unevaluatedItems")
SCHEMA_LISTS: Final = ("allOf", "oneOf", "anyOf", "prefixItems")
SCHEMA_MAPPINGS: Final = ("properties", "patternProperties", "dependentSchemas")
NUMBERS: Final = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
COUNTS: Final = (
    *("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
    *("minContains", "maxContains"),
)
TEXTS: Final = ("title", "description", "format", "pattern", "contentEncoding", "contentMediaType")
FLAGS: Final = ("uniqueItems", "deprecated", "readOnly", "writeOnly")
BOUNDS: Final = (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))
UNSAFE: Final = re.compile(r"[^A-Za-z0-9_.-]+")
NAMED_AT: Final = (("components", "schemas"), ("definitions",))


class Schemas:
    """Reads schemas; each that is referred to becomes a named type, once."""

    def __init__(self, references: References, faults: Faults, kind: Kind) -> None:
        self.types: dict[str, Schema] = {}
        self._references = references
        self._faults = faults
        self._keeps_siblings = kind is Kind.OPENAPI_31
        self._names: dict[Path, str] = {}
        self._taken: set[str] = set()
        self._waiting: list[tuple[str, Path, Json]] = []

    def read(self, raw: Json, path: Path) -> Schema:
        """Read a schema in the model's dialect; `finish` gives the types that it refers to."""
        if raw is True or raw is None:
            return {}
        if raw is False:
            return {"not": {}}
        if not isinstance(raw, dict):
            self._faults.note("schema-not-mapping", path, value=_shown(raw))
            return {}
        if "$ref" in raw:
            return self._reference(raw, path)
        if isinstance(raw.get("$dynamicRef"), str):  # without what may take its place elsewhere
            return self._reference({"$ref": raw["$dynamicRef"], **raw}, path)
        return self._plain(raw, path)

    def finish(self) -> dict[str, Schema]:
        """Read the types that were referred to, and those that they refer to."""
        while self._waiting:
            name, path, raw = self._waiting.pop()
            self.types[name] = self.read(raw, path)
        return dict(sorted(self.types.items()))

    def type_name(self, reference: str) -> str | None:
        """Return the name of the type that a reference (or a discriminator's mapping) means."""
        target = self._references.find(reference)
        return None if target is None else self._name(*target)

    def _reference(self, raw: dict[str, Json], path: Path) -> Schema:
        reference = raw["$ref"]
        target = self._references.look_up(reference, (*path, "$ref"))
        schema: Schema = {} if target is None else {"$ref": TYPES + self._name(*target)}
        siblings = {k: value for k, value in raw.items() if k not in ("$ref", "$dynamicRef")}
        if not self._keeps_siblings:
            # OpenAPI 3.0 and Swagger 2.0 ignore them; generators mean `nullable` all the same.
            siblings = {key: siblings[key] for key in ("nullable", "x-nullable") if key in siblings}
        if not siblings:
            return schema
        beside = self._plain(siblings, path)
        if beside.pop("anyOf", None) is not None:
            return {"anyOf": [schema, {"type": "null"}], **beside}
        return beside | schema

    def _name(self, path: Path, raw: Json) -> str:
        if path in self._names:
            return self._names[path]
        if len(self._names) >= MOST_TYPES:
            raise RefusedError("contracts-refused-types", most=f"{MOST_TYPES:,}")
        is_named = any(path[:-1] == place for place in NAMED_AT)
        wanted = str(path[-1]) if is_named else "_".join(map(str, path[-4:]))
        name = stem = UNSAFE.sub("_", wanted)[:100].strip("_") or "type"
        number = 2
        while name in self._taken:
            name, number = f"{stem}_{number}", number + 1
        self._names[path] = name
        self._taken.add(name)
        self._waiting.append((name, path, raw))
        return name

    def _plain(self, raw: dict[str, Json], path: Path) -> Schema:
        done: Schema = {}
        self._copy_simple(raw, path, done)
        self._copy_values(raw, path, done)
        self._copy_parts(raw, path, done)
        self._bounds(raw, path, done)
        self._discriminator(raw, done)
        self._type(raw, path, done)
        return self._nullable(raw, done)

    def _copy_simple(self, raw: dict[str, Json], path: Path, done: Schema) -> None:
        for keys, fits in (
            (TEXTS, lambda value: isinstance(value, str)),
            (FLAGS, lambda value: isinstance(value, bool)),
            (("x-extensible-enum",), lambda value: isinstance(value, list)),
            (
                COUNTS,
                lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
            ),
        ):
            self._copy(raw, path, done, keys, fits)
        if isinstance(done.get("description"), str):
            done["description"] = str(done["description"])[:MOST_TEXT]
        for flag in FLAGS:
            if done.get(flag) is False:
                del done[flag]
        sunset = day_of(raw.get("x-sunset"))
        if sunset is not None:
            done["x-sunset"] = sunset.isoformat()

    def _copy(
        self,
        raw: dict[str, Json],
        path: Path,
        done: Schema,
        keys: tuple[str, ...],
        fits: Callable[[Json], bool],
    ) -> None:
        for key in keys:
            if key not in raw:
                continue
            if fits(raw[key]):
                done[key] = raw[key]
            else:
                self._faults.note("keyword-value", (*path, key), key=key, value=_shown(raw[key]))

    def _copy_values(self, raw: dict[str, Json], path: Path, done: Schema) -> None:
        enum = raw.get("enum")
        if isinstance(enum, list) and enum:
            done["enum"] = enum
        elif enum is not None:
            self._faults.note("keyword-value", (*path, "enum"), key="enum", value=_shown(enum))
        for key in ("const", "default"):
            if key in raw:
                done[key] = raw[key]
        examples = examples_of(raw, of_schema=True)
        if examples:
            done["examples"] = list(examples)
        required = raw.get("required")
        if isinstance(required, list):
            names = dict.fromkeys(str(name) for name in required if isinstance(name, str | int))
            if names:
                done["required"] = list[Json](sorted(names))
        elif required is not None:
            self._faults.note("required-not-list", (*path, "required"), value=_shown(required))
        dependent = raw.get("dependentRequired")
        if isinstance(dependent, dict):
            done["dependentRequired"] = dependent

    def _copy_parts(self, raw: dict[str, Json], path: Path, done: Schema) -> None:
        for key in (*SCHEMA_VALUES, *(SCHEMA_VALUES_31 if self._keeps_siblings else ())):
            if key in raw:
                self._part(raw, path, done, key)
        for key in SCHEMA_LISTS:
            parts = raw.get(key)
            if isinstance(parts, list) and parts:
                done[key] = [self.read(part, (*path, key, at)) for at, part in enumerate(parts)]
            elif parts is not None:
                self._faults.note("keyword-value", (*path, key), key=key, value=_shown(parts))
        for key in SCHEMA_MAPPINGS:
            parts = raw.get(key)
            if isinstance(parts, dict):
                done[key] = {
                    name: self.read(each, (*path, key, name)) for name, each in parts.items()
                }
            elif parts is not None:
                self._faults.note("keyword-value", (*path, key), key=key, value=_shown(parts))

    def _part(self, raw: dict[str, Json], path: Path, done: Schema, key: str) -> None:
        value = raw[key]
        if key == "items" and isinstance(value, list):  # drafts before 2020-12
            done["prefixItems"] = [
                self.read(each, (*path, key, at)) for at, each in enumerate(value)
            ]
            return
        schema = self.read(value, (*path, key))
        if key == "additionalProperties" and not schema:
            return  # anything may come: that is so without saying
        done[key] = schema

    def _bounds(self, raw: dict[str, Json], path: Path, done: Schema) -> None:
        for bound, exclusive in BOUNDS:
            if isinstance(raw.get(exclusive), bool):  # up to OpenAPI 3.0: a flag beside the bound
                if raw[exclusive] and _is_number(raw.get(bound)):
                    done[exclusive] = raw[bound]
                elif _is_number(raw.get(bound)):
                    done[bound] = raw[bound]
            else:
                self._copy(raw, path, done, (bound, exclusive), _is_number)
        self._copy(raw, path, done, ("multipleOf",), lambda value: _is_number(value) and value > 0)  # type: ignore[operator] # a number by then

    def _discriminator(self, raw: dict[str, Json], done: Schema) -> None:
        raw_one = raw.get("discriminator")
        if isinstance(raw_one, str):  # Swagger 2.0
            done["discriminator"] = {"propertyName": raw_one}
        elif isinstance(raw_one, dict) and isinstance(raw_one.get("propertyName"), str):
            mapping = raw_one.get("mapping")
            named: dict[str, Json] = {}
            for value, reference in mapping.items() if isinstance(mapping, dict) else ():
                name = self.type_name(str(reference))
                named[value] = TYPES + name if name else str(reference)
            found: Schema = {"propertyName": raw_one["propertyName"]}
            done["discriminator"] = found | ({"mapping": named} if named else {})

    def _type(self, raw: dict[str, Json], path: Path, done: Schema) -> None:
        given = raw.get("type")
        if given is None:
            return
        if given == "file":  # Swagger 2.0
            done["type"], done["format"] = "string", "binary"
            return
        names = given if isinstance(given, list) else [given]
        known = [name for name in dict.fromkeys(map(str, names)) if name in TYPE_NAMES]
        if len(known) < len(names):
            self._faults.note("unknown-type", (*path, "type"), value=_shown(given))
        if known:
            done["type"] = known[0] if len(known) == 1 else list[Json](known)

    def _nullable(self, raw: dict[str, Json], done: Schema) -> Schema:
        if raw.get("nullable") is not True and raw.get("x-nullable") is not True:
            return done
        given = done.get("type")
        if given is not None:
            names = given if isinstance(given, list) else [given]
            done["type"] = [*(name for name in names if name != "null"), "null"]
            enum = done.get("enum")
            if isinstance(enum, list) and None not in enum:
                done["enum"] = [*enum, None]
            return done
        if not done:
            return {"anyOf": [{}, {"type": "null"}]}
        # Strictly nothing (OpenAPI 3.0.3: it needs a type), but what generators write and mean.
        kept: Schema = {
            key: done.pop(key)
            for key in ("description", "readOnly", "writeOnly", "default")
            if key in done
        }
        return {"anyOf": [done, {"type": "null"}], **kept}


def day_of(value: Json) -> date | None:
    """Return the day of an `x-sunset`: a date, or a moment of which the day counts."""
    if not isinstance(value, str):
        return None
    for read in (date.fromisoformat, lambda text: datetime.fromisoformat(text).date()):
        try:
            return read(value.strip())
        except ValueError:
            continue
    return None


def examples_of(raw: dict[str, Json], *, of_schema: bool = False) -> tuple[Json, ...]:
    """Return the first few small examples of a schema, parameter, header or media type.

    `examples` of a schema is a list, elsewhere a mapping of names to `{value: ...}`.
    """
    found: list[Json] = [raw[key] for key in ("example", "x-example") if key in raw]
    several = raw.get("examples")
    if isinstance(several, list) and of_schema:
        found += several
    elif isinstance(several, dict):
        found += [
            each["value"] for each in several.values() if isinstance(each, dict) and "value" in each
        ]
    small = [each for each in found if len(str(each)) <= MOST_EXAMPLE_CHARACTERS]
    return tuple(small[:MOST_EXAMPLES])


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: Json) -> str:
    return str(value)[:60]
