"""Agreed operations that aren't live, as a piece of OpenAPI 3.1 or GraphQL to paste."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import yaml

from domain.contracts.inference import infer_schema
from domain.contracts.model import Json, Schema
from domain.contracts.uploads import match_key
from domain.endpoints.records import WITHOUT_BODY, Request, Shape

EXTENDED = {"QUERY": "Query", "MUTATION": "Mutation", "SUBSCRIPTION": "Subscription"}
SCALARS = {"string": "String", "integer": "Int", "number": "Float", "boolean": "Boolean"}
UNKNOWN = "String"
"""Type of a value of which the examples show no more than `null`."""
ANYTHING = "JSON"
"""The scalar for what GraphQL has no type for: objects without fields or with names that it cannot
say, and values that are now this, now that.
"""
LARGEST_INT = 2**31 - 1
"""Largest value of GraphQL's `Int` (October 2021, section 3.5.1)."""
MOST_DEPTH = 10
_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")
_PARAMETER = re.compile(r"\{([^{}]+)\}")


def openapi_fragment(requests: Sequence[Request]) -> str:
    """Return the REST requests as YAML: `openapi`, `info`, `paths`; "" where there are none.

    Of several requests for one operation the latest counts.
    """
    paths: dict[str, dict[str, Json]] = {}
    by_operation = {match_key(each.shape.key): each for each in requests}
    for request in by_operation.values():
        if not request.shape.is_graphql:
            path = _known(paths, request.shape.path)
            paths.setdefault(path, {})[request.shape.method.lower()] = _operation(request, path)
    if not paths:
        return ""
    document = {
        "openapi": "3.1.0",
        "info": {"title": next(iter(requests)).api_name or "API", "version": "0"},
        "paths": paths,
    }
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)


def sdl_fragment(requests: Iterable[Request]) -> str:
    """Return the GraphQL requests as `extend type` with the types that they need; "" without any.

    Of several requests for one field the latest counts.
    """
    writer, roots = _Sdl(), dict[str, dict[str, str]]()
    for request in {each.shape.key: each for each in requests}.values():
        shape = request.shape
        if shape.is_graphql:
            fields = roots.setdefault(EXTENDED[shape.method], {})
            fields[shape.path] = f"{_described(request)}  {writer.field(shape)}"
    blocks = [
        f"extend type {root} {{\n" + "\n".join(fields.values()) + "\n}"
        for root, fields in roots.items()
    ]
    scalars = [f"scalar {ANYTHING}"] if writer.uses_anything else []
    return "\n\n".join([*blocks, *writer.blocks, *scalars]) + "\n" if blocks else ""


def _known(paths: Iterable[str], path: str) -> str:
    """Return the path as it is written already, whatever its parameters are called there."""
    return next((each for each in paths if match_key(each) == match_key(path)), path)


def _operation(request: Request, path: str) -> Json:
    shape = request.shape
    sent, returned = _value(shape.request), _value(shape.response)
    parameters: list[Json] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in dict.fromkeys(_PARAMETER.findall(path))
    ]
    operation: dict[str, Json] = {"description": request.why}
    if shape.method in WITHOUT_BODY and isinstance(sent, dict):
        parameters += [
            {"name": name, "in": "query", "schema": dict(infer_schema(value)), "example": value}
            for name, value in sent.items()
        ]
    elif shape.request:
        operation["requestBody"] = {"required": True, "content": _content(sent)}
    if parameters:
        operation["parameters"] = parameters
    answer: dict[str, Json] = {"description": "As agreed"}
    if shape.response:
        answer["content"] = _content(returned)
    operation["responses"] = {"200" if shape.response else "204": answer}
    return operation


def _content(example: Json) -> Json:
    return {"application/json": {"schema": dict(infer_schema(example)), "example": example}}


def _value(text: str) -> Json:
    found: Json = json.loads(text) if text else None
    return found


def _described(request: Request) -> str:
    """Return a description before a field; what would end it early is escaped."""
    if not request.why:
        return ""
    words = json.dumps(" ".join(request.why.split()), ensure_ascii=False)
    return f"  {words}\n"


@dataclass(slots=True)
class _Sdl:
    """Writes types as fields ask for them; each name is given once."""

    blocks: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=lambda: {ANYTHING})
    uses_anything: bool = False

    def field(self, shape: Shape) -> str:
        """Return a field with its arguments, and the types of both."""
        name = shape.path[:1].upper() + shape.path[1:]
        sent, returned = (
            infer_schema(_as_graphql(_value(text))) for text in (shape.request, shape.response)
        )
        arguments = [
            f"{key}: {self.of(schema, f'{name}{_title(key)}', 'input')}{_never_null(schema)}"
            for key, schema in _fields(sent.get("properties"))
            if _is_sayable(key)
        ]
        result = self.of(returned, f"{name}Result", "type") if shape.response else "Boolean"
        listed = f"({', '.join(arguments)})" if arguments else ""
        return f"{shape.path}{listed}: {result}"

    def of(self, schema: Schema, name: str, keyword: str, depth: int = MOST_DEPTH) -> str:
        """Return the type of a value, without its mark for "never null"."""
        named = schema.get("type")
        kinds = [named] if isinstance(named, str) else named if isinstance(named, list) else []
        told = [str(each) for each in kinds if each != "null"]
        if not told:
            return UNKNOWN
        if depth == 0 or len(told) > 1:
            return self._anything()
        if told[0] == "array":
            items = schema.get("items")
            inner = items if isinstance(items, dict) else {}
            return f"[{self.of(inner, name, keyword, depth - 1)}{_never_null(inner)}]"
        if told[0] != "object":
            return SCALARS[told[0]]
        fields = _fields(schema.get("properties"))
        if not fields or not all(_is_sayable(key) for key, _ in fields):
            return self._anything()
        return self._object(schema, fields, name, keyword, depth)

    def _anything(self) -> str:
        self.uses_anything = True
        return ANYTHING

    def _object(
        self,
        schema: Schema,
        fields: list[tuple[str, Schema]],
        name: str,
        keyword: str,
        depth: int,
    ) -> str:
        name = self._free(name)
        required = schema.get("required")
        never_left_out = required if isinstance(required, list) else []
        place, lines = len(self.blocks), []
        for key, each in fields:
            mark = _never_null(each) if key in never_left_out else ""
            kind = self.of(each, f"{name}{_title(key)}", keyword, depth - 1)
            lines.append(f"  {key}: {kind}{mark}")
        self.blocks.insert(place, f"{keyword} {name} {{\n" + "\n".join(lines) + "\n}")
        return name

    def _free(self, name: str) -> str:
        free, number = name, 2
        while free in self.names:
            free, number = f"{name}{number}", number + 1
        self.names.add(free)
        return free


def _as_graphql(value: Json) -> Json:
    """Return a value whose whole numbers fit an `Int`; larger ones are `Float`s."""
    if isinstance(value, dict):
        return {key: _as_graphql(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_graphql(each) for each in value]
    if isinstance(value, int) and abs(value) > LARGEST_INT:
        return float(value)
    return value


def _fields(properties: Json) -> list[tuple[str, Schema]]:
    known = properties if isinstance(properties, dict) else {}
    return [(key, each) for key, each in known.items() if isinstance(each, dict)]


def _is_sayable(key: str) -> bool:
    """Tell whether GraphQL has such names (October 2021, section 2.1.9)."""
    return _NAME.fullmatch(key) is not None and not key.startswith("__")


def _title(key: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in key.split("_"))


def _never_null(schema: Schema) -> str:
    """Return the mark of what is never null, where the examples never show it so."""
    named = schema.get("type")
    is_null = named is None or named == "null" or (isinstance(named, list) and "null" in named)
    return "" if is_null else "!"
