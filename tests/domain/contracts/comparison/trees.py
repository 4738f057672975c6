"""Small descriptions around one schema, parameter or operation."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.contracts.changes import Change
from domain.contracts.comparison import compare_contracts
from domain.contracts.model import Contract, Kind
from domain.contracts.reading.faults import Faults
from domain.contracts.reading.rest import read_rest

Tree = dict[str, Any]  # Any: a document, or a part of one, as JSON
TODAY = date(2026, 3, 1)
OK: Tree = {"200": {"description": "ok"}}


def described(operation: Tree, **parts: Any) -> Tree:
    """A document with one operation, and other parts of the whole."""
    method, path = parts.pop("method", "get"), parts.pop("path", "/things")
    whole = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
    return {**whole, "paths": {path: {method: {"responses": OK, **operation}}}, **parts}


def with_types(tree: Tree, types: Tree | None) -> Tree:
    return {**tree, "components": {"schemas": types}} if types else tree


def sent(schema: Tree, media: str = "application/json", types: Tree | None = None) -> Tree:
    """A document with a request of a schema."""
    body = {"requestBody": {"content": {media: {"schema": schema}}}}
    return with_types(described(body, method="post"), types)


def received(schema: Tree, media: str = "application/json", types: Tree | None = None) -> Tree:
    """A document with a response of a schema."""
    response = {"200": {"description": "ok", "content": {media: {"schema": schema}}}}
    return with_types(described({"responses": response}), types)


def parameter(schema: Tree, place: str = "query", **more: Any) -> Tree:
    """A document with one parameter."""
    one = {"name": "q", "in": place, "required": place == "path", "schema": schema, **more}
    path = "/things/{q}" if place == "path" else "/things"
    return described({"parameters": [one]}, path=path)


def typed(kind: str | list[str], **keywords: Any) -> Tree:
    return {"type": kind, **keywords}


def fields(*required: str, **properties: Any) -> Tree:
    """An object's schema; a field that is only named is a text."""
    named = {name: {"type": "string"} for name in required}
    schema = {"type": "object", "properties": named | properties}
    return {**schema, "required": list(required)} if required else schema


def named(name: str) -> Tree:
    return {"$ref": f"#/components/schemas/{name}"}


def read(tree: Tree) -> Contract:
    """Its contract, as it is read, without what a validator says of it."""
    return read_rest(tree, Kind.OPENAPI_31, Faults())


def compare(old: Tree, new: Tree) -> tuple[Change, ...]:
    return compare_contracts(read(old), read(new), today=TODAY)
