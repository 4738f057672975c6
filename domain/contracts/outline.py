"""An operation in rows: its parameters, the fields of its bodies and of what comes back.

Everything is bounded: a contract's types may nest and refer to themselves without end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from domain.contracts.examples.checks import type_name
from domain.contracts.examples.samples import directed, preferred_media
from domain.contracts.examples.shapes import NEVER, flatten
from domain.contracts.model import (
    REASON,
    SDL_KIND,
    SDL_TYPE,
    Json,
    Media,
    Operation,
    Parameter,
    Place,
    Schema,
)
from domain.contracts.outline_words import (
    arguments_of,
    as_graphql,
    as_json,
    bounds_of,
    first_sentence,
    step_of,
)

MOST_DEPTH: Final = 4
"""Objects within objects whose fields have rows."""
MOST_ROWS: Final = 60
"""Rows of one body."""
MOST_VALUES: Final = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter or a field. Nothing in it is escaped."""

    path: str
    """`items[].price`; "" for a body as a whole."""
    type: str
    """`string (email) | null`, a type's name, or as GraphQL writes it."""
    is_required: bool = False
    values: tuple[str, ...] = ()
    """Values of an enum as JSON, or as GraphQL writes it; the first few."""
    more_values: int = 0
    bounds: tuple[str, ...] = ()
    """`≥ 1`, `length ≤ 100` and so on."""
    multiple_of: str = ""
    """Number of which it must be a multiple; "" where it need not."""
    default: str | None = None
    """As JSON; None: none."""
    is_deprecated: bool = False
    reason: str = ""
    """Reason why it is deprecated, where the contract says so."""
    arguments: tuple[str, ...] = ()
    """Arguments of a GraphQL field, such as `first: Int!`; required ones first."""
    more_arguments: int = 0
    is_recursive: bool = False
    """A type that stands within itself: its fields are listed further up."""
    place: Place | None = None
    """Place of a parameter; None for fields."""
    words: str = ""
    """Description in the contract, its first sentence."""


@dataclass(frozen=True, slots=True)
class Part:
    """A body, or one response."""

    status: str
    """`200`, `4XX` or `default`; "" for what is sent."""
    media: str = ""
    """The media type that the rows are of; "" where there is no body."""
    other_media: tuple[str, ...] = ()
    description: str = ""
    rows: tuple[Row, ...] = ()
    is_cut: bool = False
    """True where there are more rows, or deeper ones."""
    headers: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """All that an operation takes and gives."""

    parameters: tuple[Row, ...]
    are_parameters_cut: bool
    body: Part | None
    is_body_required: bool
    responses: tuple[Part, ...]


def outline_operation(
    operation: Operation,
    types: Mapping[str, Schema],
    *,
    depth: int = MOST_DEPTH,
    rows: int = MOST_ROWS,
) -> Outline:
    """Outline the outline of an operation, down to `depth` and up to `rows` in each body.

    What is only read is no field of what is sent, and what is only written none of what comes back.
    """
    body = operation.body
    parameters, is_cut = _parameters(operation.parameters, types, depth, rows)
    return Outline(
        parameters=parameters,
        are_parameters_cut=is_cut,
        body=_part("", body.media, types, depth, rows, body.description) if body else None,
        is_body_required=body is not None and body.required,
        responses=tuple(
            replace(
                _part(each.status, each.media, types, depth, rows, each.description),
                headers=_parameters(each.headers, types, depth, rows)[0],
            )
            for each in operation.responses
        ),
    )


def _parameters(
    listed: Iterable[Parameter], types: Mapping[str, Schema], depth: int, most: int
) -> tuple[tuple[Row, ...], bool]:
    """Return the rows of parameters or headers, and whether there are more."""
    lister = _Lister(types, depth, most)
    for each in listed:
        row = Row(
            each.name,
            "",
            each.required,
            is_deprecated=each.deprecated,
            place=each.place,
            words=first_sentence(each.description),
        )
        lister.add(row, each.schema, (), 1)
    return tuple(lister.rows), lister.is_cut


def type_text(schema: Schema, types: Mapping[str, Schema]) -> str:
    """Return a schema's type in a few words: `Product[]`, `string (date) | null`, `Cat | Dog`."""
    if isinstance(written := schema.get(SDL_TYPE), str):
        return written
    names = sorted(dict.fromkeys(_names(schema, types, 0)), key=lambda name: name == "null")
    return " | ".join(names) or "any"


def _names(schema: Schema, types: Mapping[str, Schema], depth: int) -> Iterator[str]:
    if (name := type_name(schema)) is not None:
        yield name
        return
    for key in ("oneOf", "anyOf"):
        for part in _schemas(schema.get(key)) if depth <= MOST_DEPTH else ():
            yield from list(_names(part, types, depth + 1)) or ["any"]
    if inside := _schemas(schema.get("allOf")):
        named = [part for part in inside if type_name(part) is not None]
        yield " & ".join(str(type_name(part)) for part in named) or "object"
        return
    given = schema.get("type")
    for each in given if isinstance(given, list) else [given] if given else []:
        yield _simple(str(each), schema, types, depth)
    if "const" in schema and given is None:
        yield as_json(schema["const"])


def _simple(name: str, schema: Schema, types: Mapping[str, Schema], depth: int) -> str:
    if name == "object":
        return _map(schema, types, depth)
    if name == "array" and (first := _schemas(schema.get("prefixItems"))):
        parts = [_joined(each, types, depth) for each in first]
        is_closed = schema.get("items") == NEVER or schema.get("maxItems") == len(first)
        return f"[{', '.join(parts if is_closed else [*parts, '…'])}]"
    if name == "array":
        items = schema.get("items")
        inner = (
            list(dict.fromkeys(_names(items, types, depth + 1))) if isinstance(items, dict) else []
        )
        text = " | ".join(inner) or "any"
        return f"({text})[]" if len(inner) > 1 else f"{text}[]"
    form = schema.get("format")
    return f"{name} ({form})" if isinstance(form, str) and name != "null" else name


def _map(schema: Schema, types: Mapping[str, Schema], depth: int) -> str:
    """Return an object's type: `{*: integer}` where its keys are not named."""
    others = [schema.get("additionalProperties"), *_values(schema.get("patternProperties"))]
    told = [each for each in others if isinstance(each, dict) and each and each != NEVER]
    if not told or schema.get("properties") or depth > MOST_DEPTH:
        return "object"
    return f"{{*: {' | '.join(dict.fromkeys(_joined(each, types, depth) for each in told))}}}"


def _joined(schema: Schema, types: Mapping[str, Schema], depth: int) -> str:
    return " | ".join(dict.fromkeys(_names(schema, types, depth + 1))) or "any"


class _Lister:
    """Lists the fields of one body."""

    def __init__(self, types: Mapping[str, Schema], depth: int, most: int) -> None:
        self._types = types
        self._depth = depth
        self._most = most
        self.rows: list[Row] = []
        self.is_cut = False

    def add(self, row: Row, schema: Schema, opened: tuple[str, ...], depth: int) -> None:
        """Add a field's row, filled in from its schema, then those of the fields in it."""
        if len(self.rows) >= self._most:
            self.is_cut = True
            return
        flat, entered, suffix = self._inside(schema)
        is_recursive = not entered.isdisjoint(opened)
        filled = _filled(row, schema, (flat, suffix), self._types)
        self.rows.append(replace(filled, is_recursive=is_recursive))
        is_leaf = is_recursive or _enumerated(flat, self._types) is not None
        inner = [] if is_leaf else list(_children(f"{row.path}{suffix}", flat))
        if inner and depth >= self._depth:
            self.is_cut = True
            return
        for child, each in inner:
            self.add(child, each, (*opened, *entered), depth + 1)

    def _inside(self, schema: Schema) -> tuple[Schema, frozenset[str], str]:
        """Return what a value holds at last: through references, lists and unions with null."""
        entered: frozenset[str] = frozenset()
        suffix = ""
        for _ in range(MOST_DEPTH * 2):
            flat, names = flatten(schema, self._types)
            entered |= names
            items, alone = flat.get("items"), _only_alternative(flat)
            if isinstance(items, dict):
                schema, suffix = items, suffix + "[]"
            elif alone is not None:
                schema = alone
            else:
                break
        return flat, entered, suffix


def _children(path: str, flat: Schema) -> Iterator[tuple[Row, Schema]]:
    """Return an object's fields, a map's values as `*`, and a union's types, as `pet(Cat)`."""
    fields, required = flat.get("properties"), flat.get("required")
    needed = required if isinstance(required, list) else []
    for name, each in fields.items() if isinstance(fields, dict) else ():
        if isinstance(each, dict):
            yield Row(f"{path}.{name}".lstrip("."), "", name in needed), each
    for each in (flat.get("additionalProperties"), *_values(flat.get("patternProperties"))):
        if isinstance(each, dict) and (fields or _holds_fields(each)) and each not in ({}, NEVER):
            yield Row(f"{path}.*".lstrip("."), ""), each
    for at, each in enumerate(_schemas(flat.get("prefixItems"))):
        if _holds_fields(each):
            yield Row(f"{path}[{at}]", ""), each
    for key in ("oneOf", "anyOf"):
        for at, each in enumerate(_schemas(flat.get(key)), start=1):
            member = type_name(each) or (str(each.get("title", at)) if _holds_fields(each) else "")
            if member:
                yield Row(f"{path}({member})", ""), each


def _holds_fields(schema: Schema) -> bool:
    """Tell whether a schema may have fields that its type in a few words does not tell."""
    items = schema.get("items")
    return any(key in schema for key in ("$ref", "properties", "allOf", "oneOf", "anyOf")) or (
        isinstance(items, dict) and _holds_fields(items)
    )


def _part(
    status: str,
    media: Mapping[str, Media],
    types: Mapping[str, Schema],
    depth: int,
    most: int,
    description: str,
) -> Part:
    name = preferred_media(media, types)
    if not name:
        return Part(status, description=description)
    others = tuple(each for each in media if each != name)
    schema, kept = media[name].schema, types
    if schema is not None:
        schema, kept = directed(schema, types, is_request=not status)
    lister = _Lister(kept, depth, most)
    if schema is not None:
        lister.add(Row("", ""), schema, (), 0)
    return Part(status, name, others, description, tuple(lister.rows), lister.is_cut)


def _filled(
    row: Row, schema: Schema, inside: tuple[Schema, str], types: Mapping[str, Schema]
) -> Row:
    """Return the row with what its schema says.

    `inside` is what it holds at last, and `[]` for lists.
    """
    flat, _ = flatten(schema, types)
    inner, suffix = inside
    write = as_graphql if inner.get(SDL_KIND) == "ENUM" else as_json
    values = [write(each) for each in _listed(flat) or _enumerated(inner, types) or ()]
    arguments = list(arguments_of(schema))
    bounds = [*bounds_of(flat)]
    if inner is not flat and inner != flat:
        bounds += [f"{suffix}{each}" if suffix else each for each in bounds_of(inner)]
    return replace(
        row,
        type=type_text(schema, types),
        values=tuple(values[:MOST_VALUES]),
        more_values=max(0, len(values) - MOST_VALUES),
        bounds=tuple(dict.fromkeys(bounds)),
        multiple_of=step_of(flat) or step_of(inner),
        default=write(flat["default"]) if "default" in flat else None,
        is_deprecated=row.is_deprecated or flat.get("deprecated") is True,
        reason=first_sentence(schema.get(REASON)),
        arguments=tuple(arguments[:MOST_VALUES]),
        more_arguments=max(0, len(arguments) - MOST_VALUES),
        words=row.words or first_sentence(schema.get("description")),
    )


def _listed(flat: Schema) -> list[Json] | None:
    """Return the values that a flat schema lists.

    A constant without a type is told as one already.
    """
    if isinstance(listed := flat.get("enum"), list):
        return listed
    return [flat["const"]] if "const" in flat and "type" in flat else None


def _enumerated(flat: Schema, types: Mapping[str, Schema]) -> list[Json] | None:
    """Return the values of a list, or of a union of nothing but lists.

    Null is told with the type.
    """
    alternatives = [each for key in ("oneOf", "anyOf") for each in _schemas(flat.get(key))]
    if not alternatives:
        return _listed(flat)
    lists = [
        [] if each == {"type": "null"} else _listed(flatten(each, types)[0])
        for each in alternatives
    ]
    told = [each for each in lists if each is not None]
    if len(told) < len(lists):
        return None
    return [value for each in told for value in each if value is not None]


def _only_alternative(flat: Schema) -> Schema | None:
    """Return the one alternative that is not null."""
    for key in ("anyOf", "oneOf"):
        others = [each for each in _schemas(flat.get(key)) if each != {"type": "null"}]
        if len(others) == 1:
            return others[0]
    return None


def _schemas(value: Json) -> list[Schema]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _values(value: Json) -> list[Json]:
    return list(value.values()) if isinstance(value, dict) else []
