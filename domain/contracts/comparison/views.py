"""A schema as one sees it: references followed, `allOf` merged, forms of one meaning made one.

`nullable` by a type list, by `anyOf` with `null` and by an `enum` with `null` look alike; so do
`const` and an `enum` of one value, an `exclusiveMinimum` and a `minimum` where they say the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, cast

from domain.contracts.comparison.conditions import (
    Conditions,
    all_of,
    both,
    first_items,
    read_conditions,
)
from domain.contracts.model import TYPES, Json, Schema

LOWER: Final = ("minimum", "minLength", "minItems", "minProperties", "minContains")
UPPER: Final = ("maximum", "maxLength", "maxItems", "maxProperties", "maxContains")
LEAST: Final = {"minLength": 0, "minItems": 0, "minProperties": 0, "minContains": 1}
"""Lower bounds that are there without saying."""
BYTES: Final = {
    "byte": ("contentEncoding", "base64"),
    "binary": ("contentMediaType", "application/octet-stream"),
}
VALUES: Final = ("const", "enum", "type", "title", "description", "deprecated", "format")


@dataclass(slots=True)
class View:
    """A schema by what it allows."""

    types: frozenset[str] | None = None
    """Without `null`; None: any."""
    nullable: bool = True
    format: str = ""
    enum: tuple[str, ...] | None = None
    """Each value as JSON, without null."""
    is_const: bool = False
    """True where the value was promised as the only one for good (`const`)."""
    extensible: tuple[str, ...] | None = None
    """The values known so far, of those that may come to be (`x-extensible-enum`), as JSON."""
    properties: dict[str, Schema] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    items: Schema | None = None
    additional: Schema | None = None
    bounds: dict[str, tuple[float, bool]] = field(default_factory=dict)
    """By the name of the inclusive keyword: the bound, and whether it is exclusive."""
    pattern: str | None = None
    default: str | None = None
    """As JSON."""
    groups: tuple[tuple[Schema, ...], ...] = ()
    """Alternatives (`oneOf`, `anyOf`), of which each group must be met."""
    discriminator: str = ""
    conditions: Conditions = field(default_factory=dict)
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False

    @property
    def is_any(self) -> bool:
        """True for a schema that says nothing of the value."""
        return self.types is None and self.enum is None and not self.groups and not self.properties


class Views:
    """The views of one contract's schemas."""

    def __init__(self, types: Mapping[str, Schema]) -> None:
        self._types = types
        self._seen: dict[str, View] = {}
        self._is_cut = False
        """True where a type was met inside itself: what was seen on the way is not whole."""

    def of(self, schema: Schema) -> View:
        """Return the view of a schema; of a plain reference it is kept."""
        name = reference(schema)
        if name is None or len(schema) > 1:
            return self._look(schema, frozenset())
        return self._named(name, frozenset())

    def _look(self, schema: Schema, inside: frozenset[str]) -> View:
        view = _plain(schema)
        name = reference(schema)
        if name in inside:
            self._is_cut = True
        elif name is not None:
            view = merge(self._named(name, inside), view)
        for part in _parts(schema, "allOf"):
            view = merge(view, self._look(part, inside))
        for key in ("oneOf", "anyOf"):
            if key in schema:
                view = self._with_group(view, _parts(schema, key), inside)
        return view

    def _named(self, name: str, inside: frozenset[str]) -> View:
        """Return the view of a type, looked at once however many schemas are composed of it."""
        if name in self._seen:
            return self._seen[name]
        before, self._is_cut = self._is_cut, False
        view = self._look(self._types.get(name, {}), inside | {name})
        if not inside or not self._is_cut:
            self._seen[name] = view
        self._is_cut = before or (self._is_cut and bool(inside))
        return view

    def _with_group(self, view: View, given: Sequence[Schema], inside: frozenset[str]) -> View:
        parts = self._flat(given, set(inside))
        if not parts:
            return view
        rest = [part for part in parts if part.get("type") != "null"]
        if len(rest) < len(parts):
            inner = self._look(rest[0], inside) if len(rest) == 1 else _united(rest)
            inner = replace(inner, nullable=True)
            return _annotated(merge(view, inner), view, inner)
        if len(rest) == 1:
            return merge(view, self._look(rest[0], inside))
        inner = _united(rest)
        inner.nullable = any(self._look(part, inside).nullable for part in rest)
        return merge(view, inner)

    def _flat(self, parts: Sequence[Schema], met: set[str]) -> list[Schema]:
        """Alternatives, with those of alternatives among them; a type adds nothing to itself."""
        found: list[Schema] = []
        for part in parts:
            name = reference(part) if len(part) == 1 else None
            if name is not None and name in met:
                self._is_cut = True
                continue
            inner = _only_alternatives(part if name is None else self._types.get(name, {}))
            if inner is None:
                found += [] if part in found else [part]
                continue
            if name is not None:
                met.add(name)
            found += self._flat(inner, met)
        return found


def _only_alternatives(schema: Schema) -> list[Schema] | None:
    """Return the alternatives of a schema that says nothing else, or None."""
    keys = schema.keys() - {"title", "description"}
    return _parts(schema, *keys) if keys in ({"oneOf"}, {"anyOf"}) else None


def reference(schema: Schema) -> str | None:
    """Return the name of the type that a schema refers to."""
    target = schema.get("$ref")
    return target.removeprefix(TYPES) if isinstance(target, str) else None


def as_json(value: Json) -> str:
    """Return a value as JSON: equal ones have one text, and 1.0 is 1."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))


def _parts(schema: Schema, key: str) -> list[Schema]:
    return cast("list[Schema]", schema.get(key, []))


def _plain(schema: Schema) -> View:
    """Return the view of a schema's own keywords, without references and compositions."""
    view = View(
        format=str(schema.get("format", "")),
        properties=dict(cast("dict[str, Schema]", schema.get("properties", {}))),
        required=frozenset(cast("list[str]", schema.get("required", []))),
        items=cast("Schema | None", schema.get("items")),
        additional=cast("Schema | None", schema.get("additionalProperties")),
        pattern=cast("str | None", schema.get("pattern")),
        default=as_json(schema["default"]) if "default" in schema else None,
        deprecated=schema.get("deprecated") is True,
        read_only=schema.get("readOnly") is True,
        write_only=schema.get("writeOnly") is True,
        conditions=read_conditions(schema),
    )
    _see_types(schema, view)
    _see_values(schema, view)
    _see_bounds(schema, view)
    discriminator = schema.get("discriminator")
    if isinstance(discriminator, dict):
        view.discriminator = str(discriminator.get("propertyName", ""))
    return view


def _see_types(schema: Schema, view: View) -> None:
    given = schema.get("type")
    if given is None:
        implied = "object" if view.properties else "array" if view.items is not None else ""
        if implied:  # what is described as an object is meant to be one
            view.types, view.nullable = frozenset({implied}), False
        return
    names = frozenset(cast("list[str]", given if isinstance(given, list) else [given]))
    view.nullable = "null" in names
    view.types = names - {"null"}
    if "number" in view.types:  # every integer is a number
        view.types -= {"integer"}


def _see_values(schema: Schema, view: View) -> None:
    values = schema.get("enum")
    if "const" in schema:
        values, view.is_const = [schema["const"]], True
    if isinstance(values, list):
        view.nullable = view.nullable and None in values
        # The order of an enum means nothing.
        view.enum = tuple(dict.fromkeys(as_json(each) for each in values if each is not None))
    known = schema.get("x-extensible-enum")
    if isinstance(known, list):
        view.extensible = tuple(dict.fromkeys(as_json(each) for each in known))


def _see_bounds(schema: Schema, view: View) -> None:
    is_whole = view.types == frozenset({"integer"})
    for key in (*LOWER, *UPPER):
        exclusive = f"exclusive{key[0].upper()}{key[1:]}"
        bound, other = schema.get(key), schema.get(exclusive)
        found: list[tuple[float, bool]] = []
        if isinstance(bound, int | float):
            found.append((bound, False))
        if isinstance(other, int) and is_whole:  # above 3 is at least 4
            found.append((other + (1 if key in LOWER else -1), False))
        elif isinstance(other, int | float):
            found.append((other, True))
        least = LEAST.get(key)
        if least is not None:
            found = [each for each in found if each[0] > least]
        if found:
            view.bounds[key] = max(found) if key in LOWER else min(found, key=_upper)


def _upper(bound: tuple[float, bool]) -> tuple[float, bool]:
    return bound[0], not bound[1]


def _united(parts: Sequence[Schema]) -> View:
    """Alternatives: bare types are a list of types, all else stays apart."""
    bare = [part["type"] for part in parts if _is_bare(part)]
    if len(bare) == len(parts):
        return View(types=frozenset(cast("list[str]", bare)), nullable=False)
    if all(_is_value(part) for part in parts):
        views = [_plain(part) for part in parts]
        values = dict.fromkeys(value for view in views for value in view.enum or ())
        kinds = [view.types for view in views if view.types is not None]
        types = frozenset().union(*kinds) if len(kinds) == len(views) else None
        return View(types=types, enum=tuple(values), nullable=any(v.nullable for v in views))
    return View(groups=(tuple(parts),), nullable=False)


def _is_bare(part: Schema) -> bool:
    return isinstance(part.get("type"), str) and part.keys() <= {"type", "title", "description"}


def _is_value(part: Schema) -> bool:
    """Alternatives that are single values are an enum, of which each value has a text."""
    return bool(part.keys() & {"const", "enum"}) and part.keys() <= {*VALUES}


def is_closed(additional: Schema | None) -> bool:
    """Tell whether fields that are not named are forbidden."""
    return additional == {"not": {}}


def as_said(view: View, other: View) -> View:
    """Translate a view: OpenAPI 3.0 has formats for what 3.1 has keywords for."""
    keyword, value = BYTES.get(other.format, ("", ""))
    if view.format or view.conditions.get((keyword, "")) != value or not keyword:
        return view
    rest = {key: each for key, each in view.conditions.items() if key != (keyword, "")}
    return replace(view, format=other.format, conditions=rest)


def merge(one: View, other: View) -> View:
    """Merge what both allow (`allOf`)."""
    return View(
        types=_types(one.types, other.types),
        nullable=one.nullable and other.nullable,
        format=other.format or one.format,
        enum=_values(one.enum, other.enum),
        is_const=one.is_const or other.is_const,
        extensible=_values(one.extensible, other.extensible),
        properties=_properties(one, other),
        required=one.required | other.required,
        items=_both(one.items, other.items),
        additional=_both(one.additional, other.additional),
        bounds=_bounds(one.bounds, other.bounds),
        pattern=_patterns(one.pattern, other.pattern),
        default=other.default if other.default is not None else one.default,
        groups=(*one.groups, *(each for each in other.groups if each not in one.groups)),
        discriminator=other.discriminator or one.discriminator,
        conditions=_conditions(one, other),
        deprecated=one.deprecated or other.deprecated,
        read_only=one.read_only or other.read_only,
        write_only=one.write_only or other.write_only,
    )


def _annotated(merged: View, outer: View, inner: View) -> View:
    """`anyOf` with null beside a type that is nullable is nullable."""
    outer_open = outer.types is None and outer.enum is None
    return replace(merged, nullable=inner.nullable if outer_open else merged.nullable)


def _types(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    both = one & other
    if "integer" in one | other and "number" in one | other:
        both |= {"integer"}
    return both


def _values(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if one is None or other is None:
        return other if one is None else one
    return tuple(value for value in one if value in other)


def _properties(one: View, other: View) -> dict[str, Schema]:
    if not one.properties and not other.properties:
        return {}
    return {
        name: _both(_field(name, one), _field(name, other)) or {}
        for name in (one.properties | other.properties)
    }


def _field(name: str, view: View) -> Schema | None:
    """Find what a view says of a field, named or not; None where it says nothing."""
    return view.properties[name] if name in view.properties else unnamed(name, view)


def unnamed(name: str, view: View) -> Schema | None:
    """Find the rule of a view for a field that it doesn't name; None where it has none."""
    patterns = [
        (pattern, cast("Schema", schema))
        for (keyword, pattern), schema in view.conditions.items()
        if keyword == "patternProperties"
    ]
    if patterns:
        from domain.contracts.patterns import matches  # noqa: PLC0415 - 60 ms that most don't need

        found: Schema | None = None
        for pattern, schema in patterns:
            if matches(pattern, name):
                found = _both(found, schema)
        if found is not None:
            return found
    return view.additional


def _conditions(one: View, other: View) -> Conditions:
    """Join the conditions; a first item of one is among all items of another that has no first."""
    joined = both(one.conditions, other.conditions)
    for view, beside in ((one, other), (other, one)):
        firsts = first_items(view.conditions).keys() - first_items(beside.conditions).keys()
        for at in firsts if beside.items else ():
            key = ("prefixItems", at)
            joined[key] = _both(cast("Schema", joined[key]), beside.items)
    return joined


def _both(one: Schema | None, other: Schema | None) -> Schema | None:
    if not one or not other or one == other:
        return other if one is None else one or other
    return all_of(one, other)


def _bounds(
    one: dict[str, tuple[float, bool]], other: dict[str, tuple[float, bool]]
) -> dict[str, tuple[float, bool]]:
    merged = one | other
    for key in one.keys() & other.keys():
        pair = (one[key], other[key])
        merged[key] = max(pair) if key in LOWER else min(pair, key=_upper)
    return merged


def _patterns(one: str | None, other: str | None) -> str | None:
    if one is None or other is None or one == other:
        return other if one is None else one
    return " & ".join(sorted((one, other)))
