"""A contract is held against what was agreed, field by field."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from domain.contracts.inference import infer_schema
from domain.contracts.model import (
    Body,
    Json,
    Media,
    Operation,
    Parameter,
    Place,
    Response,
    Schema,
    SecurityScheme,
)
from domain.endpoints.differences import Terms, differences
from domain.endpoints.records import Shape

TYPES: dict[str, Schema] = {
    "Product": {
        "type": "object",
        "properties": {
            "id": {"type": "integer"},
            "price": {"type": "string"},
            "parent": {"$ref": "#/types/Product"},
        },
        "required": ["id", "price"],
    }
}


def answering(schema: Schema | None, sent: Schema | None = None, status: str = "200") -> Operation:
    body = None if sent is None else Body({"application/json": Media(sent)}, required=True)
    answer = Response(status, media={"application/json": Media(schema)})
    return Operation("GET", "/products", body=body, responses=(answer,))


def told(shape: Shape, operation: Operation) -> list[tuple[str, str]]:
    return [(each.rule.value, each.place) for each in differences(shape, operation, Terms(TYPES))]


def agreed(response: Json = None, request: Json = None) -> Shape:
    texts = ["" if each is None else json.dumps(each) for each in (request, response)]
    return Shape("POST" if response else "GET", "/products", *texts)


LIST: Schema = {"type": "array", "items": {"$ref": "#/types/Product"}}


def test_what_is_as_agreed_has_no_difference() -> None:
    assert told(agreed([{"id": 1, "price": "9.50"}]), answering(LIST)) == []


def test_another_type_and_a_missing_field_are_told_where_they_are() -> None:
    shape = agreed([{"id": 1, "price": 9.5, "stock": 3}])
    assert told(shape, answering(LIST)) == [
        ("type", "response[].price"),
        ("missing", "response[].stock"),
    ]


def test_a_difference_says_what_was_agreed_and_what_is() -> None:
    schema: Schema = {"properties": {"n": {"type": ["string", "null"]}}}
    (found,) = differences(agreed({"n": 1.5}), answering(schema), Terms())
    assert (found.was, found.now) == ("number", "null / string")


def test_what_may_be_left_out_is_told() -> None:
    shape = agreed([{"id": 1, "price": "1", "parent": {"id": 2, "price": "2"}}])
    assert told(shape, answering(LIST)) == [("optional", "response[].parent")]


def test_what_may_be_null_is_told_unless_it_was_agreed_so() -> None:
    schema: Schema = {
        "type": "object",
        "properties": {
            "name": {"type": ["string", "null"]},
            "boss": {"anyOf": [{"$ref": "#/types/Product"}, {"type": "null"}]},
            "nick": {"type": ["string", "null"]},
        },
    }
    shape = agreed({"name": "Ada", "boss": {"id": 1, "price": "1"}, "nick": None})
    found = [("null", "response.name"), ("null", "response.boss")]
    assert told(shape, answering(schema)) == found
    field = replace(shape, method="QUERY", path="user")
    assert told(field, replace(answering(schema), method="QUERY", path="user")) == []


def test_a_request_that_needs_more_than_agreed_is_told() -> None:
    sent: Schema = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "sku": {"type": "string"}},
        "required": ["name", "sku"],
    }
    assert told(agreed(request={"name": "Tea"}), answering(None, sent)) == [
        ("extra", "request.sku")
    ]


USER: Schema = {
    "type": "object",
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "name": {"type": "string"},
        "password": {"type": "string", "writeOnly": True},
        "team": {"allOf": [{"$ref": "#/types/Product"}], "readOnly": True},
    },
    "required": ["id", "name", "team", "password"],
}


def test_what_only_the_server_sets_is_not_missed_in_a_request() -> None:
    operation = answering(USER, USER)
    sent: Json = {"name": "Ada", "password": "x"}
    shape = agreed({"id": 1, "name": "Ada"}, sent)
    assert told(shape, operation) == []


def test_what_goes_only_the_other_way_is_told() -> None:
    shape = agreed({"name": "Ada", "password": "x"}, {"id": 1, "name": "Ada", "password": "x"})
    assert told(shape, answering(USER, USER)) == [
        ("read-only", "request.id"),
        ("write-only", "response.password"),
    ]


@pytest.mark.parametrize(
    "composed",
    [
        {"allOf": [{"$ref": "#/types/Product"}, {"properties": {"stock": {"type": "integer"}}}]},
        {"oneOf": [{"$ref": "#/types/Product"}, {"type": "null"}]},
        {"anyOf": [{"type": "null"}, {"$ref": "#/types/Product"}]},
    ],
)
def test_composition_hides_no_difference(composed: Schema) -> None:
    assert told(agreed({"id": 1, "price": "1"}), answering(composed)) == []
    assert told(agreed({"id": "1", "price": "1"}), answering(composed)) == [("type", "response.id")]


def test_a_whole_number_may_be_any_number() -> None:
    assert told(agreed({"n": 1}), answering({"properties": {"n": {"type": "number"}}})) == []


def test_an_answer_without_a_description_is_told() -> None:
    assert told(agreed({"id": 1}), answering(None)) == [("body", "response")]
    assert told(agreed({"id": 1}), answering({"type": "object"}, status="404")) == [
        ("body", "response")
    ]


def test_what_comes_by_default_is_looked_at_where_no_success_is_described() -> None:
    error = Response("default", media={"application/json": Media({"type": "string"})})
    success = answering(LIST).responses[0]
    operation = replace(answering(LIST), responses=(error, success))
    shape = agreed([{"id": 1, "price": "1"}])
    assert told(shape, operation) == []
    assert told(shape, replace(operation, responses=(error,))) == [("type", "response")]


def test_an_endless_type_ends() -> None:
    value: Json = {"id": 1, "price": "1"}
    for _ in range(25):
        value = {"id": 1, "price": "1", "parent": value}
    assert {rule for rule, _ in told(agreed(value), answering({"$ref": "#/types/Product"}))} == {
        "optional"
    }


def test_arguments_of_a_field_are_its_request() -> None:
    arguments = (
        Parameter("id", Place.ARGUMENT, {"type": "string"}, required=True),
        Parameter("locale", Place.ARGUMENT, {"type": "string"}),
    )
    answer = Response("200", media={"application/json": Media({"$ref": "#/types/Product"})})
    operation = Operation("QUERY", "product", parameters=arguments, responses=(answer,))
    shape = Shape("QUERY", "product", "", '{"id": 1, "price": "1"}')
    assert told(shape, operation) == [("extra", "request.id")]


def test_the_query_of_what_has_no_body_is_its_request() -> None:
    parameters = (
        Parameter("page", Place.QUERY, {"type": "integer"}),
        Parameter("shop", Place.QUERY, {"type": "string"}, required=True),
        Parameter("id", Place.PATH, {"type": "string"}, required=True),
    )
    operation = Operation("GET", "/products", parameters=parameters)
    assert told(agreed(request={"page": "2", "size": 10}), operation) == [
        ("missing", "request.size"),
        ("extra", "request.shop"),
    ]


def test_the_names_inside_a_query_are_looked_at_and_not_its_types() -> None:
    where: Schema = {
        "type": "object",
        "properties": {"shop": {"type": "integer"}, "city": {"type": "string"}},
        "required": ["shop", "city"],
    }
    operation = Operation("GET", "/products", parameters=(Parameter("at", Place.QUERY, where),))
    assert told(agreed(request={"at": {"shop": "1", "city": "x"}}), operation) == []
    assert told(agreed(request={"at": {"shop": "1"}}), operation) == [("extra", "request.at.city")]


def test_a_body_that_is_null_is_not_one_that_is_left_out() -> None:
    shape = Shape("PUT", "/products", "null")
    assert told(shape, answering(None, {"type": ["object", "null"]})) == []
    assert told(shape, answering(None, {"type": "null"})) == []


@pytest.mark.parametrize(
    ("path", "servers", "expected"),
    [
        ("/products", (), []),
        ("/products/", (), ["path"]),
        ("/api/products", (), ["path"]),
        ("/products", ("https://shop.example/v1",), []),
    ],
)
def test_another_address_is_told(path: str, servers: tuple[str, ...], expected: list[str]) -> None:
    operation = Operation("GET", path)
    found = differences(Shape("GET", "/products"), operation, Terms(servers=servers))
    assert [each.rule.value for each in found] == expected


def test_types_that_compose_each_other_a_thousand_times_are_looked_at_once() -> None:
    types: dict[str, Schema] = {
        f"T{n}": {"allOf": [{"$ref": f"#/types/T{n + 1}"}] * 12} for n in range(20)
    }
    types |= {"Loop": {"oneOf": [{"$ref": "#/types/Loop"}] * 12}}
    for name in ("T0", "Loop"):
        operation = answering({"$ref": f"#/types/{name}"})
        assert differences(agreed({"id": 1}), operation, Terms(types)) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON)
def test_what_was_agreed_does_not_differ_from_itself(value: Json) -> None:
    body: Json = {"value": value}
    schema = infer_schema(body)
    assert differences(agreed(body, body), answering(schema, schema), Terms()) == []


VALUES: Schema = {
    "type": "object",
    "properties": {
        "role": {"$ref": "#/types/Role"},
        "kind": {"oneOf": [{"const": "a"}, {"const": "b"}]},
        "size": {"anyOf": [{"type": "integer", "maximum": 5}, {"type": "string"}]},
        "box": {"anyOf": [{"minLength": 3}, {"pattern": "y"}]},
        "code": {"type": "string", "maxLength": 3, "pattern": "^[A-Z]+$"},
        "age": {"type": "integer", "minimum": 18},
        "tags": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "boss": {"type": "object", "properties": {"age": {"type": "integer"}}, "required": ["age"]},
    },
}
ROLE: dict[str, Schema] = {"Role": {"enum": ["ADMIN", "USER"]}}
SOUND: dict[str, Json] = {"role": "USER", "kind": "a", "code": "ABC", "age": 18, "tags": ["x"]}


@pytest.mark.parametrize("is_sent", [True, False])
@pytest.mark.parametrize(
    ("changed", "place", "was", "now"),
    [
        ({"role": "admin"}, ".role", '"admin"', 'enum: ["ADMIN", "USER"]'),
        ({"kind": "c"}, ".kind", '"c"', 'enum: ["a", "b"]'),
        ({"size": 7}, ".size", "7", "maximum: 5"),
        ({"box": "x"}, ".box", '"x"', "anyOf"),
        ({"code": "ABCD"}, ".code", '"ABCD"', "maxLength: 3"),
        ({"code": "abc"}, ".code", '"abc"', "pattern: ^[A-Z]+$"),
        ({"age": 17}, ".age", "17", "minimum: 18"),
        ({"tags": []}, ".tags", "[]", "minItems: 1"),
        ({"tags": ["x", None, None]}, ".tags[]", "null", 'type: ["string"]'),
    ],
)
def test_an_example_that_the_contract_does_not_allow_is_told(
    changed: dict[str, Json], place: str, was: str, now: str, *, is_sent: bool
) -> None:
    example: Json = SOUND | changed
    shape = agreed({"ok": True}, example) if is_sent else agreed(example)
    sound = agreed({"ok": True}, dict(SOUND)) if is_sent else agreed(dict(SOUND))
    open_: Schema = {"type": "object"}
    operation = answering(open_, VALUES) if is_sent else answering(VALUES)
    assert differences(sound, operation, Terms(ROLE)) == []
    (found,) = differences(shape, operation, Terms(ROLE))
    where = "request" if is_sent else "response"
    assert (found.rule.value, found.place) == ("value", where + place)
    assert (found.was, found.now) == (was, now)
    assert differences(shape, operation, Terms(ROLE, is_guessed=True)) == []


def test_nothing_at_all_is_told_where_something_was_described() -> None:
    shape = Shape("GET", "/products", response="null")
    assert told(shape, answering(LIST)) == [("value", "response")]


def test_what_is_of_another_type_is_told_once() -> None:
    assert told(agreed({"age": "old"}), answering(VALUES)) == [("type", "response.age")]


def test_a_pattern_that_cannot_be_read_hides_no_other_fault() -> None:
    schema: Schema = {"type": "object", "properties": {"a": {"pattern": "(?<", "minLength": 3}}}
    (found,) = differences(agreed({"a": "x"}), answering(schema), Terms())
    assert found.now == "minLength: 3"


def test_values_of_a_query_are_held_against_what_an_address_can_say() -> None:
    known: dict[str, Schema] = {
        "page": {"type": "integer", "minimum": 1},
        "sort": {"enum": ["up", "down"]},
        "tag": {"type": "array", "items": {"enum": ["a"]}},
        "flag": {"type": "string"},
    }
    parameters = tuple(Parameter(name, Place.QUERY, each) for name, each in known.items())
    operation = replace(answering(None), parameters=parameters)
    for query, places in (
        ({"page": 1, "sort": "up", "tag": "a", "flag": 1}, []),
        ({"page": "2", "tag": ["a"]}, []),
        ({"page": 0, "sort": "UP", "tag": "b"}, ["page", "sort", "tag[]"]),
    ):
        shape = Shape("GET", "/products", json.dumps(query))
        assert told(shape, operation) == [("value", f"request.{place}") for place in places]


def test_what_has_to_be_sent_beside_the_body_is_told_but_for_credentials() -> None:
    def needed(name: str, place: Place, *, required: bool = True) -> Parameter:
        return Parameter(name, place, {"type": "string"}, required=required)

    parameters = (
        needed("tenant", Place.QUERY),
        needed("X-Tenant", Place.HEADER),
        needed("session", Place.COOKIE),
        needed("X-Optional", Place.HEADER, required=False),
        needed("Authorization", Place.HEADER),
        needed("x-api-key", Place.HEADER),
    )
    sent: Schema = {"type": "object", "properties": {"name": {"type": "string"}}}
    operation = replace(answering({"type": "object"}, sent), parameters=parameters)
    schemes = {"key": SecurityScheme("apiKey", "header X-API-Key")}
    shape = agreed({"ok": True}, {"name": "Ada"})
    found = differences(shape, operation, Terms(schemes=schemes))
    places = ["query.tenant", "header.X-Tenant", "cookie.session"]
    assert [(each.rule.value, each.place) for each in found] == [
        ("parameter", place) for place in places
    ]


@pytest.mark.parametrize(
    ("media", "found"),
    [
        ("multipart/form-data", [("media", "request"), ("extra", "request.sku")]),
        ("application/xml", [("media", "request")]),
        ("application/vnd.api+json", [("extra", "request.sku")]),
        ("*/*", [("extra", "request.sku")]),
    ],
)
def test_a_body_that_is_no_json_is_told(media: str, found: list[tuple[str, str]]) -> None:
    sent: Schema = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "sku": {"type": "string"}},
        "required": ["name", "sku"],
    }
    body = Body({media: Media(sent)}, required=True)
    operation = replace(answering({"type": "object"}), body=body)
    assert told(agreed({"ok": True}, {"name": "Tea"}), operation) == found


def test_an_answer_that_is_no_json_is_told() -> None:
    schemas: tuple[Schema | None, ...] = (None, {"type": "string"})
    for schema in schemas:
        answer = Response("200", media={"text/html": Media(schema), "text/plain": Media(None)})
        operation = replace(answering(None), responses=(answer,))
        (found,) = differences(agreed({"id": 1}), operation, Terms())
        assert (found.rule.value, found.place) == ("media", "response")
        assert (found.was, found.now) == ("JSON", "text/html / text/plain")
