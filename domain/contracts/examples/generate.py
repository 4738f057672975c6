"""Values made from schemas: the contract's own examples first, else made up, and always valid.

The same schema always gives the same value: nothing is random.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from enum import Enum, auto
from typing import Final

from domain.contracts.examples.checks import Checker, ExhaustedError
from domain.contracts.examples.keywords import (
    choices,
    count_of,
    guessed_type,
    has_null,
    is_map,
    names_of,
    pattern_of,
    reference_of,
    schema_of,
    schemas_by_name,
    singular,
)
from domain.contracts.examples.leaves import USUAL, Hints, numbers, texts
from domain.contracts.examples.patterns import texts_matching
from domain.contracts.examples.shapes import flatten, is_never, merge, type_names
from domain.contracts.model import Json, Schema

MOST_STEPS: Final = 5_000
"""Schemas looked at for one value; one that needs more counts as impossible."""
MOST_VALUES: Final = 250
"""After so many values only what is required is added."""
MOST_DEPTH: Final = 8
"""Below it only what is required is added."""
MOST_ITEMS: Final = 200
"""A list that must be longer has no example."""
COUNTERS: Final = frozenset({"count", "total", "total_count", "totalCount", "totalElements"})


class UnsatisfiableError(ValueError):
    """No value was found that the schema allows: it contradicts itself, or asks for too much."""

    def __init__(self, message: str, pattern: str = "") -> None:
        """`message` is the name of what has no value; `pattern` is the one it is wanted for."""
        super().__init__(message)
        self.name = message
        self.pattern = pattern


class Extent(Enum):
    """Size of a value."""

    FULL = auto()
    """Optional properties as well."""
    LEAN = auto()
    """Only what is required."""
    EMPTY = auto()
    """Empty lists and nulls, wherever they are allowed."""


def generate_value(
    schema: Schema,
    types: Mapping[str, Schema],
    extent: Extent = Extent.FULL,
    given: tuple[Json, ...] = (),
    *,
    name: str = "",
    hints: Hints = USUAL,
) -> Json:
    """Make a value that is valid against the schema: the first valid of `given`, else new.

    `types` are the named types that it refers to, `name` is what the value is called, `hints` say
    what values mostly are by their names. Raises
    `UnsatisfiableError`. Formats are kept, unless only that makes it impossible.
    """
    work = 0
    reason = UnsatisfiableError("nothing fits this schema")
    for formats in (True, False):
        checker = Checker(types, schema, formats=formats, work=work)
        with suppress(ExhaustedError):
            for example in given if extent is not Extent.EMPTY else ():
                if checker.fits(schema, example):
                    return example
        for each, careful in (
            (extent, False),
            (Extent.LEAN, False),
            (extent, True),
            (Extent.LEAN, True),
        ):
            checker.begin()
            try:
                value = _Maker(types, checker, each, hints, careful=careful).make(schema, name)
                if checker.fits(schema, value):
                    return value
            except UnsatisfiableError as error:
                reason = error if error.pattern else reason
            except (ExhaustedError, RecursionError):
                continue
        work = checker.work
    raise reason


class _Maker:
    """Makes one value. `careful`: every part is checked as it is made, which is slow."""

    def __init__(
        self,
        types: Mapping[str, Schema],
        checker: Checker,
        extent: Extent,
        hints: Hints,
        *,
        careful: bool,
    ) -> None:
        self._types = types
        self._hints = hints
        self._checker = checker
        self._extent = extent
        self._careful = careful
        self._open: list[str] = []
        self._steps = 0
        self._values = 0
        self._salt = 0

    def make(self, schema: Schema, name: str = "") -> Json:
        """Make a value for a schema.

        A type inside itself is impossible, so that it ends somewhere.
        """
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise ExhaustedError
        flat, entered = flatten(schema, self._types)
        if is_never(flat) or not entered.isdisjoint(self._open):
            raise UnsatisfiableError(name)
        self._open += entered
        try:
            value = self._first_fitting(flat, name)
        finally:
            del self._open[len(self._open) - len(entered) :]
        self._values += 1
        return value

    def _first_fitting(self, flat: Schema, name: str) -> Json:
        must_check = self._careful or "not" in flat
        for value, is_checked in self._candidates(flat, name):
            if is_checked or not must_check or self._checker.fits(flat, value):
                return value
        raise UnsatisfiableError(name, pattern_of(flat))

    def _candidates(self, flat: Schema, name: str) -> Iterator[tuple[Json, bool]]:
        """Values to take, and whether they are known to fit."""
        for value in (*self._emptiest(flat, name), *self._own(flat)):
            if self._checker.fits(flat, value):
                yield value, True
        if "const" in flat or "enum" in flat:
            return
        if "oneOf" in flat or "anyOf" in flat or "if" in flat:
            yield from self._alternatives(flat, name)
            return
        names = type_names(flat)
        if "type" in flat and not names:
            return
        yield from self._of_types(
            sorted(names, key=lambda each: each == "null") or [guessed_type(flat)], flat, name
        )

    def _of_types(self, kinds: list[str], flat: Schema, name: str) -> Iterator[tuple[Json, bool]]:
        reason: UnsatisfiableError | None = None
        for kind in kinds:
            try:
                yield from ((value, False) for value in self._of_type(kind, flat, name))
            except UnsatisfiableError as error:
                reason = error if error.pattern else reason
        if reason is not None:
            raise reason

    def _emptiest(self, flat: Schema, name: str) -> Iterator[Json]:
        if self._extent is not Extent.EMPTY:
            return
        names = type_names(flat)
        if "array" in names:
            yield []
        if "null" in names or has_null(flat):
            yield None
        if name in COUNTERS and "integer" in names:
            yield 0

    def _own(self, flat: Schema) -> Iterator[Json]:
        """Return what the contract says itself, from another place where several must differ."""
        for key in ("examples", "enum"):
            listed = flat.get(key)
            if isinstance(listed, list) and listed:
                at = self._salt % len(listed)
                turned = listed[at:] + listed[:at]
                yield from turned if not self._salt or len(listed) > 1 else ()
            if key == "examples":
                yield from (
                    flat[each] for each in ("const", "default") if each in flat and not self._salt
                )
        if "const" in flat:
            yield flat["const"]

    def _alternatives(self, flat: Schema, name: str) -> Iterator[tuple[Json, bool]]:
        reason: UnsatisfiableError | None = None
        for chosen in choices(flat):
            try:
                value = self.make(chosen, name)
            except UnsatisfiableError as error:
                reason = error if error.pattern else reason
                continue
            value = self._discriminated(flat, chosen, value)
            if self._checker.fits(flat, value):
                yield value, True
        if reason is not None:
            raise reason

    def _discriminated(self, flat: Schema, chosen: Schema, value: Json) -> Json:
        """Return the value with the discriminator's property saying which alternative it is."""
        about = flat.get("discriminator")
        key = about.get("propertyName") if isinstance(about, dict) else None
        reference = reference_of(chosen)
        if not isinstance(about, dict) or not isinstance(value, dict) or not reference:
            return value
        mapping = about.get("mapping")
        named = mapping.items() if isinstance(mapping, dict) else ()
        said = next(
            (each for each, target in named if target == reference), reference.split("/")[-1]
        )
        told = value | {str(key): said}
        return told if self._checker.fits(flat, told) else value

    def _of_type(self, kind: str, flat: Schema, name: str) -> Iterator[Json]:
        if kind == "object":
            yield self._object(flat)
        elif kind == "array":
            yield self._array(flat, name)
        elif kind == "string":
            yield from self._texts(flat, name)
        elif kind in {"integer", "number"}:
            found = numbers(flat, name, self._salt, self._hints, whole=kind == "integer")
            yield from self._fitting(flat, found)
        elif kind == "boolean":
            yield from (self._salt % 2 == 0, self._salt % 2 == 1)
        elif kind == "null":
            yield None

    def _texts(self, flat: Schema, name: str) -> Iterator[Json]:
        yield from self._fitting(flat, texts(flat, name, self._salt, self._hints))

    def _fitting(self, flat: Schema, values: Iterator[Json] | Iterator[str]) -> Iterator[Json]:
        return (value for value in values if self._checker.fits(flat, value))

    def _object(self, flat: Schema) -> dict[str, Json]:
        properties = schemas_by_name(flat.get("properties"))
        required = names_of(flat.get("required"))
        made: dict[str, Json] = {}
        for name, schema in properties.items():
            if name in required:
                made[name] = self.make(schema, name)
            elif self._has_room(flat, made, required):
                self._add_optional(made, name, schema)
        for name in required:
            if name not in made:
                made[name] = self.make(schema_of(name, flat), name)
        self._fill_up(flat, made, properties)
        return made

    def _has_room(self, flat: Schema, made: dict[str, Json], required: list[str]) -> bool:
        if self._extent is Extent.LEAN or len(self._open) > MOST_DEPTH:
            return False
        missing = sum(name not in made for name in required)
        most = flat.get("maxProperties")
        is_full = isinstance(most, int | float) and len(made) + missing >= most
        return self._values < MOST_VALUES and not is_full

    def _add_optional(self, made: dict[str, Json], name: str, schema: Schema) -> None:
        before = self._values
        try:
            made[name] = self.make(schema, name)
        except UnsatisfiableError:
            self._values = before

    def _fill_up(
        self, flat: Schema, made: dict[str, Json], properties: Mapping[str, Schema]
    ) -> None:
        """Add properties that nobody named: a map's entry, or as many as there must be."""
        for name, schema in properties.items():
            if len(made) < count_of(flat, "minProperties") and name not in made:
                self._add_optional(made, name, schema)
        wished = 0 if self._extent is not Extent.FULL else int(not properties and is_map(flat))
        least = max(count_of(flat, "minProperties"), wished)
        if least > MOST_ITEMS:
            raise UnsatisfiableError("too many properties")
        for name in self._more_names(flat, least * 2):
            if len(made) >= least:
                return
            if name not in made:
                made[name] = self.make(schema_of(name, flat), name)

    def _more_names(self, flat: Schema, most: int) -> Iterator[str]:
        for pattern in schemas_by_name(flat.get("patternProperties")):
            yield from dict.fromkeys(texts_matching(pattern))
        about = flat.get("propertyNames")
        if isinstance(about, dict):
            before = self._salt
            for salt in range(most):
                self._salt = salt
                name = self.make(merge({"type": "string"}, flatten(about, self._types)[0]), "key")
                self._salt = before
                yield str(name)
        yield from (f"key{number}" if number > 1 else "key" for number in range(1, most + 1))

    def _array(self, flat: Schema, name: str) -> list[Json]:
        first = flat.get("prefixItems")
        prefix = (
            [each for each in first if isinstance(each, dict)] if isinstance(first, list) else []
        )
        least, most = count_of(flat, "minItems"), flat.get("maxItems")
        wished = max(least, len(prefix), 1 if self._extent is Extent.FULL else 0)
        count = min(wished, int(most)) if isinstance(most, int | float) else wished
        if least > MOST_ITEMS:
            raise UnsatisfiableError("too many items")
        is_unique = flat.get("uniqueItems") is True
        schemas = prefix[:count] + self._rest(flat, max(0, count - len(prefix)))
        made: list[Json] = []
        for schema in schemas:
            try:
                made.append(self._item(schema, singular(name), made if is_unique else []))
            except UnsatisfiableError:
                if len(made) < least:
                    raise
                break
        return made

    def _item(self, schema: Schema, name: str, taken: list[Json]) -> Json:
        """Return an item that is not yet taken."""
        before = self._salt
        try:
            for self._salt in range(before, before + len(taken) + 4):
                value = self.make(schema, name)
                if value not in taken:
                    return value
        finally:
            self._salt = before
        raise UnsatisfiableError(name)

    def _rest(self, flat: Schema, count: int) -> list[Schema]:
        items, contains = flat.get("items"), flat.get("contains")
        item: Schema = items if isinstance(items, dict) else {}
        wanted = max(1, count_of(flat, "minContains")) if isinstance(contains, dict) else 0
        if wanted > MOST_ITEMS:
            raise UnsatisfiableError("too many items")
        if flat.get("minContains") == 0:
            wanted = 0
        special: list[Schema] = [{"allOf": [contains, item]}] * wanted
        return special + [item] * max(0, count - wanted)
