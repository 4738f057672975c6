"""What means the same is no change, however it is written."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from domain.contracts.changes import Grade
from domain.contracts.comparison import compare_contracts
from domain.contracts.model import Contract
from domain.contracts.reading.documents import prepare_upload, read_document, thaw
from tests.domain.contracts.comparison.test_rest_changes import shop
from tests.domain.contracts.comparison.trees import (
    compare,
    described,
    fields,
    named,
    received,
    sent,
    typed,
)
from tests.sandbox.openapi import PUBLISHED

Tree = Any  # a document, as JSON
MEMBERS = ("properties", "schemas", "paths", "responses", "content", "headers")


def read(tree: Tree) -> Contract:
    return read_document(json.dumps(tree).encode()).contract


def shuffled(value: Tree, draw: random.Random) -> Tree:
    """The same document with its objects, and those lists that are sets, in another order."""
    if isinstance(value, dict):
        items = [(key, _set(key, shuffled(each, draw), draw)) for key, each in value.items()]
        draw.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        return [shuffled(each, draw) for each in value]
    return value


def _set(key: str, value: Tree, draw: random.Random) -> Tree:
    if key in {"required", "enum", "tags", "oneOf", "anyOf"} and isinstance(value, list):
        return draw.sample(value, len(value))
    if key == "parameters" and isinstance(value, list):
        return draw.sample(value, len(value))
    return value


def inlined(value: Tree, schemas: Tree) -> Tree:
    """The document with each reference replaced by what it refers to."""
    if isinstance(value, list):
        return [inlined(each, schemas) for each in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return inlined(schemas[value["$ref"].rpartition("/")[2]], schemas)
    return {key: inlined(each, schemas) for key, each in value.items()}


def extracted(tree: Tree) -> Tree:
    """The document with each property's schema as a named type of its own."""
    tree = json.loads(json.dumps(tree))
    schemas = tree["components"]["schemas"]
    for name in list(schemas):
        for part, schema in list(schemas[name].get("properties", {}).items()):
            schemas[f"{name}_{part}"] = schema
            schemas[name]["properties"][part] = {"$ref": f"#/components/schemas/{name}_{part}"}
    return tree


def rich() -> Tree:
    """A shop with compositions."""
    tree = shop()
    schemas = tree["components"]["schemas"]
    schemas["Size"] = {"oneOf": [{"type": "integer"}, {"type": "string", "maxLength": 3}]}
    schemas["Product"]["properties"]["size"] = {"$ref": "#/components/schemas/Size"}
    schemas["Box"] = {"type": "object", "properties": {"side": {"type": "integer"}}}
    schemas["Tube"] = {"type": "object", "properties": {"length": {"type": "integer"}}}
    shapes = [{"$ref": "#/components/schemas/Box"}, {"$ref": "#/components/schemas/Tube"}]
    schemas["Product"]["properties"]["shape"] = {"oneOf": shapes}
    schemas["New"]["properties"]["shape"] = {"anyOf": shapes}
    schemas["Product"]["properties"]["rest"] = {"not": {"$ref": "#/components/schemas/Size"}}
    schemas["New"]["allOf"] = [{"$ref": "#/components/schemas/Named"}]
    schemas["Named"] = {"type": "object", "properties": {"name": {"type": "string"}}}
    return tree


@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_another_order_is_no_change(draw: random.Random) -> None:
    assert compare_contracts(read(rich()), read(shuffled(rich(), draw))) == ()


@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_yaml_or_json_is_no_change(draw: random.Random) -> None:
    text = yaml.safe_dump(shuffled(rich(), draw), sort_keys=False).encode()
    assert compare_contracts(read(rich()), read_document(text).contract) == ()


@pytest.mark.parametrize("change", ["inlined", "extracted", "both"])
def test_moved_references_are_no_change(change: str) -> None:
    tree = rich()
    other = extracted(tree) if change != "inlined" else tree
    if change != "extracted":
        other = inlined(other, other["components"]["schemas"])
    assert compare_contracts(read(tree), read(other)) == ()
    assert compare_contracts(read(other), read(tree)) == ()


def test_types_of_other_names_are_no_change() -> None:
    text = json.dumps(rich())
    for name in ("Box", "Tube", "Size", "Product", "New"):
        text = text.replace(f'schemas/{name}"', f'schemas/Other{name}"')
        text = text.replace(f'"{name}": {{', f'"Other{name}": {{')
    assert compare_contracts(read(rich()), read(json.loads(text))) == ()


def test_a_whole_number_above_three_is_at_least_four() -> None:
    tree, other = shop(), shop()
    limit = tree["paths"]["/products"]["get"]["parameters"][0]["schema"]
    limit["exclusiveMinimum"] = 3
    other["paths"]["/products"]["get"]["parameters"][0]["schema"]["minimum"] = 4
    assert compare_contracts(read(tree), read(other)) == ()


def test_what_a_composition_means_is_no_change() -> None:
    tree = rich()
    merged = json.loads(json.dumps(tree))
    new = merged["components"]["schemas"]["New"]
    del new["allOf"]
    new["properties"]["name"] = {"type": "string"}
    assert compare_contracts(read(tree), read(merged)) == ()
    assert compare_contracts(read(merged), read(tree)) == ()


@pytest.mark.parametrize(
    "written",
    [
        {"type": ["string", "null"]},
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
        {"oneOf": [{"type": "null"}, {"type": "string"}]},
    ],
)
def test_null_is_written_in_many_ways(written: Tree) -> None:
    tree = shop()
    tree["components"]["schemas"]["New"]["properties"]["note"] = written
    assert compare_contracts(read(shop()), read(tree)) == ()


TEXT = typed("string")
LIST = typed("array", items=TEXT)
OBJECT = typed("object")
SAME = {
    "composed of one": ({"allOf": [fields("a")], "description": "x"}, fields("a")),
    "composed of composed": ({"allOf": [{"allOf": [fields("a")]}, fields("b")]}, fields("a", "b")),
    "one constant": ({**TEXT, "const": "a"}, {**TEXT, "enum": ["a"]}),
    "typed by its values": ({**TEXT, "enum": ["a", "b"]}, {"enum": ["b", "a"]}),
    "null by its values": (
        {**typed(["string", "null"]), "enum": ["a", None]},
        {"enum": ["a", None]},
    ),
    "constants": ({"oneOf": [{"const": "a"}, {"const": "b"}]}, {"enum": ["b", "a"]}),
    "anything else": ({**OBJECT, "additionalProperties": True}, OBJECT),
    "any other field": ({**OBJECT, "unevaluatedProperties": {}}, OBJECT),
    "any name": ({**OBJECT, "propertyNames": {}}, OBJECT),
    "any by pattern": ({**OBJECT, "patternProperties": {"^a": {}}}, OBJECT),
    "nothing together": ({**OBJECT, "dependentRequired": {"a": []}}, OBJECT),
    "a lonely if": ({**OBJECT, "if": {"required": ["a"]}}, OBJECT),
    "one at least": ({**LIST, "contains": TEXT, "minContains": 1}, {**LIST, "contains": TEXT}),
    "not unique": ({**LIST, "uniqueItems": False}, LIST),
    "whole": ({"type": "integer", "maximum": 5.0}, {"type": "integer", "maximum": 5}),
    "any text": ({**TEXT, "pattern": ".*"}, TEXT),
    "bytes in text": ({**TEXT, "format": "byte"}, {**TEXT, "contentEncoding": "base64"}),
    "bytes": (
        {**TEXT, "format": "binary"},
        {**TEXT, "contentMediaType": "application/octet-stream"},
    ),
    "alternatives beside": (
        {"allOf": [{"oneOf": [fields("a"), fields("b")]}, fields("c")]},
        {"oneOf": [fields("b", "c"), fields("a", "c")]},
    ),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_two_ways_to_say_one_thing_are_no_change(one: Tree, other: Tree) -> None:
    for old, new in ((one, other), (other, one)):
        for wrap in (lambda schema: schema, lambda schema: typed("array", items=fields(a=schema))):
            for place in (sent, received):
                assert compare(place(wrap(old)), place(wrap(new))) == ()


def test_a_file_is_a_file_in_both_versions() -> None:
    old = sent({**TEXT, "format": "binary"}, "image/png")
    new = sent({}, "image/png")
    new["paths"]["/things"]["post"]["requestBody"]["content"]["image/png"] = {}
    assert compare(old, new) == compare(new, old) == ()


def swagger() -> Tree:
    """A contract as drf-yasg writes it."""
    product = {"$ref": "#/definitions/Product"}
    ids = {"name": "ids", "in": "query", "type": "array", "items": {"type": "integer"}}
    return {
        "swagger": "2.0",
        "info": {"title": "Shop", "version": "1"},
        "host": "shop.example",
        "basePath": "/api/v1",
        "securityDefinitions": {
            "basic": {"type": "basic"},
            "login": {
                "type": "oauth2",
                "flow": "accessCode",
                "authorizationUrl": "https://shop.example/in",
                "tokenUrl": "https://shop.example/token",
                "scopes": {"read": "all"},
            },
        },
        "security": [{"basic": []}, {"login": ["read"]}],
        "paths": {
            "/products/": {
                "get": {
                    "parameters": [ids, {**ids, "name": "tags", "collectionFormat": "multi"}],
                    "responses": {"200": {"description": "", "schema": product}},
                },
                "post": {
                    "consumes": ["multipart/form-data"],
                    "parameters": [
                        {"name": "file", "in": "formData", "type": "file", "required": True}
                    ],
                    "responses": {"201": {"description": "", "schema": product}},
                },
            }
        },
        "definitions": {"Product": {"properties": {"note": {**TEXT, "x-nullable": True}}}},
    }


def converted() -> Tree:
    """The same in OpenAPI 3.1."""
    product = {"application/json": {"schema": named("Product")}}
    ids = {"name": "ids", "in": "query", "schema": typed("array", items=typed("integer"))}
    flow = {
        "authorizationUrl": "https://shop.example/in",
        "tokenUrl": "https://shop.example/token",
        "scopes": {"read": "all"},
    }
    form = fields("file", file={**TEXT, "contentMediaType": "application/octet-stream"})
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": "https://shop.example/api/v1"}],
        "security": [{"basic": []}, {"login": ["read"]}],
        "paths": {
            "/products/": {
                "get": {
                    "parameters": [{**ids, "explode": False}, {**ids, "name": "tags"}],
                    "responses": {"200": {"description": "", "content": product}},
                },
                "post": {
                    "requestBody": {
                        "required": True,
                        "content": {"multipart/form-data": {"schema": form}},
                    },
                    "responses": {"201": {"description": "", "content": product}},
                },
            }
        },
        "components": {
            "securitySchemes": {
                "basic": {"type": "http", "scheme": "basic"},
                "login": {"type": "oauth2", "flows": {"authorizationCode": flow}},
            },
            "schemas": {"Product": {"properties": {"note": typed(["string", "null"])}}},
        },
    }


def test_another_version_of_the_language_is_no_change() -> None:
    old, new = read(swagger()), read(converted())
    assert compare_contracts(old, new) == compare_contracts(new, old) == ()


def test_a_path_that_moves_out_of_the_address_of_the_server_is_found_again() -> None:
    moved = converted()
    moved["servers"] = [{"url": "https://shop.example"}]
    moved["paths"] = {f"/api/v1{path}": each for path, each in moved["paths"].items()}
    found = compare_contracts(read(swagger()), read(moved))
    assert {each.rule for each in found} == {"operation-moved"}
    assert [(each.was, each.is_, each.grade) for each in found] == [
        ("/products/", "/api/v1/products/", Grade.SAFE)
    ] * 2
    assert found[0].touches == ("GET /products/", "GET /api/v1/products/")
    moved["paths"]["/api/v1/products/"]["get"]["responses"] = {"204": {"description": ""}}
    assert Grade.BREAKING in {
        each.grade for each in compare_contracts(read(swagger()), read(moved))
    }


def test_parts_of_every_kind_may_move_behind_references() -> None:
    inline: Tree = {
        "parameters": [{"name": "q", "in": "query", "schema": TEXT}],
        "requestBody": {"content": {"application/json": {"schema": fields("a")}}},
        "responses": {"200": {"description": "", "headers": {"X-A": {"schema": TEXT}}}},
    }
    behind = described({"$ref": "#/components/pathItems/item"})
    behind["paths"]["/things"] = {"$ref": "#/components/pathItems/item"}
    behind["components"] = {
        "pathItems": {
            "item": {
                "post": {
                    "parameters": [{"$ref": "#/components/parameters/q"}],
                    "requestBody": {"$ref": "#/components/requestBodies/body"},
                    "responses": {"200": {"$ref": "#/components/responses/ok"}},
                }
            }
        },
        "parameters": {"q": inline["parameters"][0]},
        "requestBodies": {"body": inline["requestBody"]},
        "responses": {
            "ok": {"description": "", "headers": {"X-A": {"$ref": "#/components/headers/a"}}}
        },
        "headers": {"a": {"schema": TEXT}},
    }
    assert compare(described(inline, method="post"), behind) == ()


def test_a_stored_model_is_the_document() -> None:
    """Discord's own description, read, stored and compared with itself in another order."""
    if not PUBLISHED.is_file():
        pytest.skip("needs Discord's published API description beside the repository")
    tree = json.loads(PUBLISHED.read_bytes())
    reading = read_document(PUBLISHED.read_bytes())
    other = read(shuffled(tree, random.Random(1)))
    assert compare_contracts(thaw(prepare_upload(reading).model), other) == ()
