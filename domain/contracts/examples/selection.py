"""GraphQL: what an example asks for, the document that asks it, and the data that answers it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from domain.contracts.examples.checks import type_name
from domain.contracts.examples.generate import Extent, UnsatisfiableError, generate_value
from domain.contracts.examples.leaves import USUAL, Hints
from domain.contracts.model import (
    SDL_ARGUMENTS,
    SDL_KIND,
    SDL_TYPE,
    Json,
    Operation,
    Parameter,
    Schema,
)

MOST_DEPTH: Final = 3
"""Objects within objects that are asked for."""
MOST_FIELDS: Final = (0, 6, 16, 40)
"""Number of fields of an object, by how much depth is left."""
MOST_MEMBERS: Final = 4
MOST_ARGUMENTS: Final = 20
PAGE_SIZES: Final = frozenset({"first", "limit"})
"""Arguments of queries without which servers answer too much, or refuse."""
NAME: Final = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")
COMPOSITE: Final = frozenset({"OBJECT", "INTERFACE", "UNION"})
SCALARS: Final[dict[str, Schema]] = {
    "datetime": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "format": "time"},
    "uuid": {"type": "string", "format": "uuid"},
    "url": {"type": "string", "format": "uri"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "emailaddress": {"type": "string", "format": "email"},
    "decimal": {"type": "string", "format": "decimal"},
    "bigint": {"type": "integer"},
    "long": {"type": "integer"},
    "json": {"type": "object"},
    "jsonobject": {"type": "object"},
    "jsonstring": {"const": "{}"},
    "genericscalar": {"type": "object"},
    "upload": {"type": "null"},
    "void": {"type": "null"},
}
"""Likely values of scalars that servers define, by their names in lower case."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A field that is asked for; `inner` is None for a leaf, `member` a union's type."""

    name: str
    schema: Schema
    inner: tuple[Selection, ...] | None = None
    member: str = ""


TYPE_NAME: Final = Selection("__typename", {})


@dataclass(frozen=True, slots=True)
class Asked:
    """A GraphQL request, and what it asks for."""

    document: str
    variables: dict[str, Json]
    root: Selection


def ask(operation: Operation, types: Mapping[str, Schema]) -> Asked:
    """Return the request for an operation, with its required arguments as variables.

    A mutation is given all of them: what it changes is often declared as optional.
    """
    schema = answer_schema(operation)
    inner = _inside(schema, types, MOST_DEPTH)
    root = Selection(operation.path, schema, (TYPE_NAME,) if inner == () else inner)
    named = (each for each in operation.parameters if NAME.fullmatch(each.name))
    arguments = [each for each in named if _is_passed(each, operation)][:MOST_ARGUMENTS]
    known = with_scalars(types)
    variables: dict[str, Json] = {}
    for each in arguments:
        try:
            variables[each.name] = generate_value(
                each.schema, known, given=each.examples, name=each.name
            )
        except UnsatisfiableError:
            variables[each.name] = None
    return Asked(_document(operation, arguments, root), variables, root)


def _is_passed(argument: Parameter, operation: Operation) -> bool:
    if argument.required or argument.deprecated:
        return argument.required
    is_change = operation.method == "MUTATION"
    return is_change or argument.name in PAGE_SIZES or "default" in argument.schema


def answer_schema(operation: Operation) -> Schema:
    """Return the schema of a GraphQL operation's field."""
    media = (each for response in operation.responses for each in response.media.values())
    return next((each.schema for each in media if each.schema is not None), {})


def with_scalars(types: Mapping[str, Schema]) -> dict[str, Schema]:
    """Return the types, with scalars of well-known names as what they mostly hold."""
    return {
        name: each | SCALARS.get(name.lower(), {}) if each.get(SDL_KIND) == "SCALAR" else each
        for name, each in types.items()
    }


def data_of(
    root: Selection, types: Mapping[str, Schema], extent: Extent, hints: Hints = USUAL
) -> Json:
    """Return what answers a selection; `UnsatisfiableError` where a field can hold nothing."""
    return _data(root.schema, root, with_scalars(types), extent, hints)


def selected_schema(selection: Selection) -> Schema:
    """Return the schema of a selection's answer: all fields that were asked for."""
    return _shape(selection.schema, selection)


def _shape(schema: Schema, selection: Selection) -> Schema:
    items = _items(schema)
    if items is None and selection.inner is None:
        return schema
    inner: Schema
    if items is not None:
        inner = {"type": "array", "items": _shape(items, selection)}
    else:
        members = list(dict.fromkeys(each.member for each in selection.inner or () if each.member))
        shapes: list[Json] = [_chosen(selection, each) for each in members]
        inner = {"oneOf": shapes} if shapes else _chosen(selection, "")
    return {"anyOf": [inner, {"type": "null"}]} if allows_null(schema) else inner


def _chosen(selection: Selection, member: str) -> Schema:
    fields: dict[str, Json] = {}
    for each in selection.inner or ():
        if each.name == "__typename":
            fields[each.name] = {"const": member} if member else {"type": "string"}
        elif each.member in {"", member}:
            fields[each.name] = _shape(each.schema, each)
    return {"type": "object", "properties": fields, "required": list(fields)}


def is_nullable(schema: Schema) -> bool:
    """Tell whether GraphQL allows null in this place."""
    return not str(schema.get(SDL_TYPE, "")).endswith("!")


def _data(
    schema: Schema,
    selection: Selection,
    types: Mapping[str, Schema],
    extent: Extent,
    hints: Hints,
) -> Json:
    items = _items(schema)
    if extent is Extent.EMPTY and items is not None:
        return []
    if extent is Extent.EMPTY and allows_null(schema):
        return None
    if items is not None:
        return [_data(items, selection, types, extent, hints)]
    if selection.inner is None:
        return generate_value(schema, types, extent, name=selection.name, hints=hints)
    member = next((each.member for each in selection.inner if each.member), "")
    return {
        each.name: (member or named_type_of(schema))
        if each.name == "__typename"
        else _data(each.schema, each, types, extent, hints)
        for each in selection.inner
        if each.member in {"", member}
    }


def _inside(
    schema: Schema, types: Mapping[str, Schema], depth: int
) -> tuple[Selection, ...] | None:
    """Return what is asked for inside a value.

    None for a leaf, () where nothing is, or depth ends it.
    """
    named = types.get(named_type_of(schema), {})
    if named.get(SDL_KIND) not in COMPOSITE:
        return None
    if depth == 0:
        return ()
    if named.get(SDL_KIND) == "UNION":
        return tuple(_members(named, types, depth))
    found = tuple(_fields(named, types, depth))
    properties = named.get("properties")
    edges = properties.get("edges") if isinstance(properties, dict) else None
    if isinstance(edges, dict) and _is_edges("edges", edges, types):
        return found if any(each.name == "edges" for each in found) else ()
    return found


def _fields(named: Schema, types: Mapping[str, Schema], depth: int) -> Iterator[Selection]:
    """Return an object's fields that need no argument, leaves and objects that are not too deep."""
    properties = named.get("properties")
    count = 0
    for name, schema in properties.items() if isinstance(properties, dict) else ():
        if not isinstance(schema, dict) or _needs_arguments(schema) or not NAME.fullmatch(name):
            continue
        if schema.get("deprecated") is True:
            continue
        is_edges = _is_edges(name, schema, types)
        inner = _inside(schema, types, depth - (not is_edges))
        if is_edges and not any(each.name == "node" for each in inner or ()):
            continue
        if inner == () or count >= MOST_FIELDS[depth]:
            continue
        count += 1
        yield Selection(name, schema, inner)


def _is_edges(name: str, schema: Schema, types: Mapping[str, Schema]) -> bool:
    """Tell whether a field only wraps what it is about, as Relay's connections do."""
    properties = types.get(named_type_of(schema), {}).get("properties")
    return name == "edges" and isinstance(properties, dict) and "node" in properties


def _members(named: Schema, types: Mapping[str, Schema], depth: int) -> Iterator[Selection]:
    """Return a union's types.

    Fields of one name must be of one type, so later others are left out.
    """
    yield TYPE_NAME
    kinds: dict[str, object] = {}
    listed = named.get("oneOf")
    for each in (listed if isinstance(listed, list) else [])[:MOST_MEMBERS]:
        name = type_name(each) if isinstance(each, dict) else None
        if name is None:
            continue
        for field in _fields(types.get(name, {}), types, depth):
            kind = field.schema.get(SDL_TYPE)
            if kinds.setdefault(field.name, kind) == kind:
                yield Selection(field.name, field.schema, field.inner, name)


def _document(operation: Operation, arguments: list[Parameter], root: Selection) -> str:
    name = root.name[:1].upper() + root.name[1:]
    declared = ", ".join(f"${each.name}: {each.schema.get(SDL_TYPE)}" for each in arguments)
    passed = ", ".join(f"{each.name}: ${each.name}" for each in arguments)
    lines = [
        f"{operation.method.lower()} {name}{f'({declared})' if declared else ''} {{",
        f"  {root.name}{f'({passed})' if passed else ''}{' {' if root.inner else ''}",
        *_lines(root.inner or (), 2),
        *(["  }"] if root.inner else []),
        "}",
    ]
    return "\n".join(lines)


def _lines(selections: tuple[Selection, ...], depth: int) -> Iterator[str]:
    indent, member = "  " * depth, ""
    for each in selections:
        if each.member != member:
            if member:
                yield f"{indent}}}"
            member = each.member
            yield f"{indent}... on {member} {{"
        yield from _field_lines(each, depth + bool(member))
    if member:
        yield f"{indent}}}"


def _field_lines(selection: Selection, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if not selection.inner:
        yield indent + selection.name
        return
    yield f"{indent}{selection.name} {{"
    yield from _lines(selection.inner, depth + 1)
    yield f"{indent}}}"


def _needs_arguments(schema: Schema) -> bool:
    arguments = schema.get(SDL_ARGUMENTS)
    listed = arguments.values() if isinstance(arguments, dict) else ()
    return any(isinstance(each, dict) and each.get("required") is True for each in listed)


def _bare(schema: Schema) -> Schema:
    """Return the schema without the null beside it."""
    listed = schema.get("anyOf")
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict) and each != {"type": "null"}:
            return each
    return schema


def _items(schema: Schema) -> Schema | None:
    items = _bare(schema).get("items")
    return items if isinstance(items, dict) else None


def is_list(schema: Schema) -> bool:
    """Tell whether a place holds a list, or null."""
    return _items(schema) is not None


def allows_null(schema: Schema) -> bool:
    """Tell whether a place may hold null."""
    given = schema.get("type")
    return "anyOf" in schema or (isinstance(given, list) and "null" in given)


def named_type_of(schema: Schema) -> str:
    """Return the name of the type inside lists and beside null."""
    inner = _bare(schema)
    while (items := _items(inner)) is not None:
        inner = _bare(items)
    return type_name(inner) or ""
