"""What changed between two REST contracts, and whether it breaks clients."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import pytest

from bot.contract_worker import time_limit
from domain.contracts.changes import Change, Grade
from domain.contracts.comparison import compare_contracts
from domain.contracts.model import Contract, Kind
from domain.contracts.reading.documents import read_document

Tree = dict[str, Any]  # Any: a document, as JSON
TODAY = date(2026, 3, 1)


def shop() -> Tree:
    """A small API with a list, a creation, and everything that can change."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": {
            "/products": {
                "get": {
                    "operationId": "list",
                    "parameters": [
                        {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                        {"name": "X-Shop", "in": "header", "schema": {"type": "string"}},
                    ],
                    "responses": {
                        "200": {
                            "description": "ok",
                            "headers": {"X-Total": {"schema": {"type": "integer"}}},
                            "content": {
                                "application/json": {
                                    "schema": {
                                        "type": "array",
                                        "items": {"$ref": "#/components/schemas/Product"},
                                    }
                                }
                            },
                        },
                        "404": {"description": "none"},
                    },
                },
                "post": {
                    "requestBody": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/New"}}
                        }
                    },
                    "responses": {"201": {"description": "made"}},
                },
            },
            "/products/{id}": {
                "get": {
                    "parameters": [
                        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
                    ],
                    "responses": {"200": {"description": "ok"}},
                }
            },
        },
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Product": {
                    "type": "object",
                    "required": ["id", "price"],
                    "properties": {
                        "id": {"type": "integer"},
                        "price": {"type": "number"},
                        "note": {"type": "string", "maxLength": 100},
                        "state": {"type": "string", "enum": ["new", "sold"]},
                    },
                },
                "New": {
                    "type": "object",
                    "required": ["price"],
                    "properties": {
                        "price": {"type": "number", "minimum": 0},
                        "state": {"type": "string", "enum": ["new", "sold"]},
                        "note": {"type": ["string", "null"]},
                    },
                },
            },
        },
    }


def read(tree: Tree) -> Contract:
    return read_document(json.dumps(tree).encode(), time_limit(1)).contract


def changes(edit: str, value: object, *, of: Tree | None = None) -> list[Change]:
    """The changes after the value at a path (parts by `>`) was set, or removed by `...`."""
    old = of or shop()
    new = copy.deepcopy(old)
    *way, last = edit.split(">")
    place: Any = new
    for part in way:
        place = place[int(part)] if isinstance(place, list) else place[part]
    key: Any = int(last) if isinstance(place, list) else last
    if value is ...:
        del place[key]
    else:
        place[key] = value
    return list(compare_contracts(read(old), read(new), today=TODAY))


PRODUCT = "components>schemas>Product"
NEW = "components>schemas>New"
LIST = "paths>/products>get"
POST = "paths>/products>post"


@pytest.mark.parametrize(
    ("edit", "value", "rule", "place"),
    [
        (LIST, ..., "operation-removed", ""),
        ("paths>/users", {"get": {"responses": {}}}, "operation-added", ""),
        (f"{LIST}>deprecated", True, "operation-deprecated", ""),
        (f"{LIST}>operationId", "listAll", "operation-renamed", ""),
        (f"{LIST}>parameters>0", ..., "parameter-removed", "query limit"),
        (f"{LIST}>parameters>0>required", True, "parameter-became-required", "query limit"),
        (f"{LIST}>parameters>0>schema>type", "boolean", "request-type-changed", "query limit"),
        (f"{LIST}>parameters>0>schema>type", "string", "request-type-widened", "query limit"),
        (f"{LIST}>parameters>0>schema>type", "number", "request-type-widened", "query limit"),
        (
            f"{LIST}>parameters>0>schema>default",
            5,
            "optional-parameter-default-changed",
            "query limit",
        ),
        (f"{LIST}>parameters>0>schema>maximum", 5, "request-bound-set", "query limit"),
        (f"{POST}>requestBody>required", True, "body-became-required", "request"),
        (f"{POST}>requestBody", ..., "body-removed", "request"),
        (f"{LIST}>responses>200", ..., "response-success-removed", "response 200"),
        (f"{LIST}>responses>404", ..., "response-error-removed", "response 404"),
        (f"{LIST}>responses>429", {"description": ""}, "response-added", "response 429"),
        (f"{LIST}>responses>200>headers>X-Total", ..., "header-removed", "*X-Total"),
        (f"{LIST}>security", [{"bearer": []}], "security-set", "security"),
        (f"{PRODUCT}>properties>price>type", "string", "response-type-changed", "*/0/price"),
        (f"{PRODUCT}>properties>price>type", "integer", "response-type-narrowed", "*/0/price"),
        (f"{PRODUCT}>properties>price", ..., "response-property-removed", "*/0/price"),
        (f"{PRODUCT}>properties>note", ..., "response-property-optional-removed", "*/0/note"),
        (f"{PRODUCT}>properties>new", {}, "response-property-added", "*/0/new"),
        (f"{PRODUCT}>required", ["id"], "response-property-became-optional", "*/0/price"),
        (f"{PRODUCT}>required>0", "note", "response-property-became-required", "*/0/note"),
        (
            f"{PRODUCT}>properties>id>type",
            ["integer", "null"],
            "response-became-nullable",
            "*/0/id",
        ),
        (f"{PRODUCT}>properties>state>enum>2", ..., "", ""),
        (f"{PRODUCT}>properties>state>enum", ["new"], "response-enum-value-removed", "*/0/state"),
        (
            f"{PRODUCT}>properties>state>enum",
            ["new", "sold", "gone"],
            "response-enum-value-added",
            "*/0/state",
        ),
        (f"{PRODUCT}>properties>note>maxLength", 200, "response-bound-loosened", "*/0/note"),
        (f"{PRODUCT}>properties>note>maxLength", ..., "response-bound-loosened", "*/0/note"),
        (f"{PRODUCT}>properties>note>maxLength", 50, "response-bound-tightened", "*/0/note"),
        (f"{PRODUCT}>properties>note>format", "email", "response-type-narrowed", "*/0/note"),
        (f"{NEW}>properties>price", {"type": "string"}, "request-type-changed", "*/price"),
        (f"{NEW}>properties>price>minimum", 1, "request-bound-tightened", "*/price"),
        (f"{NEW}>properties>price>minimum", ..., "request-bound-loosened", "*/price"),
        (f"{NEW}>properties>price>exclusiveMinimum", 0, "request-bound-tightened", "*/price"),
        (f"{NEW}>properties>extra", {"type": "string"}, "request-property-added", "*/extra"),
        (f"{NEW}>properties>note", ..., "request-property-removed", "*/note"),
        (f"{NEW}>properties>note>type", "string", "request-became-not-nullable", "*/note"),
        (f"{NEW}>properties>note>format", "email", "request-format-changed", "*/note"),
        (f"{NEW}>properties>note>pattern", "^a", "request-pattern-added", "*/note"),
        (f"{NEW}>properties>note>default", "a", "default-changed", "*/note"),
        (f"{NEW}>properties>state>enum", ["new"], "request-enum-value-removed", "*/state"),
        (f"{NEW}>properties>state>enum", ["new", "sold", "x"], "request-enum-value-added", "*"),
        (f"{NEW}>required", ["note", "price"], "request-property-became-required", "*/note"),
        (f"{NEW}>required", [], "request-property-became-optional", "*/price"),
        (f"{NEW}>additionalProperties", False, "request-closed", "request application/json"),
        (f"{PRODUCT}>not", {"required": ["x"]}, "response-condition-tightened", "*/0"),
    ],
)
def test_one_edit_is_one_change_at_its_place(
    edit: str, value: object, rule: str, place: str
) -> None:
    if edit.endswith(">2"):  # an enum in another order is no change
        edit, value = edit.removesuffix(">2"), ["sold", "new"]
    if rule == "response-property-became-required":
        edit, value = edit.removesuffix(">0"), ["id", "note", "price"]
    found = changes(edit, value)
    assert [change.rule for change in found] == ([rule] if rule else [])
    if place:
        assert found[0].place.endswith(place.removeprefix("*"))


def test_a_required_field_breaks_requests_and_a_default_does_not_stand_in_for_it() -> None:
    new = shop()["components"]["schemas"]["New"]
    new["required"].append("size")
    new["properties"]["size"] = {"type": "string"}
    (change,) = changes(NEW, new)
    assert (change.rule, change.grade) == ("request-property-required-added", Grade.BREAKING)
    new["properties"]["size"]["default"] = "m"
    (change,) = changes(NEW, new)
    assert change.rule == "request-property-required-default-added"
    assert change.grade is Grade.BREAKING
    new["required"].remove("size")
    (change,) = changes(NEW, new)
    assert (change.rule, change.grade) == ("request-property-added", Grade.SAFE)


def test_what_is_required_and_described_nowhere_is_required() -> None:
    (change,) = changes(f"{NEW}>required", ["price", "signature"])
    assert (change.rule, change.grade) == ("request-property-required-added", Grade.BREAKING)


def test_composition_that_doubles_ends() -> None:
    tree = shop()
    schemas = tree["components"]["schemas"]
    for level in range(40):
        below = {"$ref": f"#/components/schemas/L{level + 1}"}
        schemas[f"L{level}"] = {"allOf": [below, below]}
    schemas["L40"] = {"type": "object", "properties": {"deep": {"type": "string"}}}
    schemas["Product"]["properties"]["deep"] = {"$ref": "#/components/schemas/L0"}
    (found,) = changes("components>schemas>L40>properties>deep>type", "integer", of=tree)
    assert (found.rule, found.place.rpartition(" ")[2]) == (
        "response-type-changed",
        "/0/deep/deep",
    )


def test_a_path_parameter_may_be_renamed() -> None:
    tree = json.loads(
        json.dumps(shop()).replace("{id}", "{pk}").replace('"name": "id"', '"name": "pk"')
    )
    assert compare_contracts(read(shop()), read(tree)) == ()


@pytest.mark.parametrize(
    ("sunset", "rule"),
    [
        (None, "operation-removed-deprecated"),
        ("2026-02-01", "operation-removed-after-sunset"),
        ("2026-04-01", "operation-removed-before-sunset"),
    ],
)
def test_what_was_announced_may_go_when_its_day_has_come(sunset: str | None, rule: str) -> None:
    tree = shop()
    tree["paths"]["/products"]["get"]["deprecated"] = True
    if sunset:
        tree["paths"]["/products"]["get"]["x-sunset"] = sunset
    assert [each.rule for each in changes(LIST, ..., of=tree)] == [rule]


def test_another_way_in_is_safe_and_a_lost_one_breaks() -> None:
    tree = shop()
    tree["components"]["securitySchemes"]["key"] = {"type": "apiKey", "in": "header", "name": "K"}
    tree["security"] = [{"bearer": []}]
    (wider, *_) = changes("security", [{"bearer": []}, {"key": []}], of=tree)
    assert (wider.rule, wider.grade) == ("security-widened", Grade.SAFE)
    (lost, *_) = changes("security", [{"key": []}], of=tree)
    assert (lost.rule, lost.grade) == ("security-added", Grade.BREAKING)
    renamed = json.loads(json.dumps(tree).replace('"bearer": ', '"token": '))
    assert compare_contracts(read(tree), read(renamed)) == ()


@pytest.mark.parametrize("keyword", ["allOf", "oneOf", "anyOf"])
@pytest.mark.parametrize(
    ("part", "value", "grade"),
    [
        ("price", {"type": "string"}, Grade.BREAKING),
        ("price", ..., Grade.BREAKING),
        ("id", {"type": ["integer", "null"]}, Grade.BREAKING),
    ],
)
def test_composition_hides_nothing(keyword: str, part: str, value: object, grade: Grade) -> None:
    tree = shop()
    schemas = tree["components"]["schemas"]
    schemas["Base"] = schemas.pop("Product")
    schemas["Other"] = {"type": "object", "properties": {"kind": {"type": "string"}}}
    schemas["Product"] = {keyword: [{"$ref": "#/components/schemas/Base"}]}
    if keyword != "allOf":
        schemas["Product"][keyword].append({"$ref": "#/components/schemas/Other"})
    found = changes(f"components>schemas>Base>properties>{part}", value, of=tree)
    assert grade in {each.grade for each in found}


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
def test_alternatives_are_graded_by_direction(keyword: str) -> None:
    tree = shop()
    schemas = tree["components"]["schemas"]
    for name in ("Product", "New"):
        schemas[f"{name}A"] = schemas[name]
        schemas[f"{name}B"] = {"type": "string"}
        schemas[name] = {keyword: [{"$ref": f"#/components/schemas/{name}A"}]}
    more = {
        name: [*schemas[name][keyword], {"$ref": f"#/components/schemas/{name}B"}]
        for name in ("Product", "New")
    }
    for name, added, removed in (
        ("Product", Grade.BREAKING, Grade.SAFE),
        ("New", Grade.SAFE, Grade.BREAKING),
    ):
        edit = f"components>schemas>{name}>{keyword}"
        assert {each.grade for each in changes(edit, more[name], of=tree)} == {added}
        wide = copy.deepcopy(tree)
        wide["components"]["schemas"][name][keyword] = more[name]
        found = changes(edit, schemas[name][keyword], of=wide)
        assert {each.grade for each in found} == {removed}


def test_types_that_refer_to_each_other_are_compared_whole() -> None:
    tree = shop()
    schemas = tree["components"]["schemas"]
    schemas["Product"]["properties"]["shelf"] = {"$ref": "#/components/schemas/Shelf"}
    schemas["Shelf"] = {
        "type": "object",
        "properties": {"best": {"$ref": "#/components/schemas/Product"}, "row": {"type": "string"}},
    }
    tree["paths"]["/shelves"] = {
        "get": {
            "responses": {
                "200": {
                    "description": "",
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Shelf"}}
                    },
                }
            }
        }
    }
    found = changes(f"{PRODUCT}>properties>price>type", "string", of=tree)
    assert [(each.operation, each.place.rpartition(" ")[2]) for each in found] == [
        ("GET /products", "/0/price"),
        ("GET /shelves", "/best/price"),
    ]


def test_alternatives_that_multiply_end() -> None:
    tree = shop()
    schemas = tree["components"]["schemas"]
    for level in range(60):
        below = {"$ref": f"#/components/schemas/L{level + 1}"}
        schemas[f"L{level}"] = {"type": "object", "properties": {"a": below, "b": below}}
    schemas["L60"] = {"type": "string"}
    schemas["Product"]["properties"]["deep"] = {"$ref": "#/components/schemas/L0"}
    found = changes("components>schemas>L60>type", "integer", of=tree)
    assert found
    assert all(each.rule == "response-type-changed" for each in found)


def test_what_a_collection_leaves_out_may_be_there_all_the_same() -> None:
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    asked = {"name": "One", "request": {"method": "GET", "url": "{{base}}/products/1"}}
    tree = {"info": {"name": "Shop", "schema": schema}, "item": [asked]}
    described, listed = read(shop()), read(tree)
    assert described.operations
    assert listed.kind is Kind.POSTMAN_21
    for pair in ((described, listed), (listed, described)):
        gone = [each for each in compare_contracts(*pair) if "removed" in each.rule]
        assert Grade.BREAKING not in {each.grade for each in gone}
    rules = {each.rule for each in compare_contracts(described, listed)}
    assert {"collection-request-removed", "collection-response-removed"} <= rules
