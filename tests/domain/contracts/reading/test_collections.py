"""Collections as learners export them: addresses with variables, headers, bodies, forms."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.contracts.model import Operation, Place
from domain.contracts.reading.documents import Reading, read_document

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


def collection(*requests: object, **more: Any) -> Reading:
    items = [{"name": "one", "request": each, "response": []} for each in requests]
    tree = {"info": {"name": "Shop", "schema": SCHEMA}, "item": items, **more}
    return read_document(json.dumps(tree, indent=1).encode())


def only(reading: Reading) -> Operation:
    (operation,) = reading.contract.operations
    return operation


@pytest.mark.parametrize(
    ("url", "path", "server"),
    [
        ("{{base_url}}users/", "/users/", ""),
        ("{{base_url}}/users/:id/", "/users/{id}/", ""),
        ("{{base_url}}?page=1", "/", ""),
        ("{{known}}users", "/api/users", "http://localhost:8000"),
        ("{{known}}/users", "/api/users", "http://localhost:8000"),
        ("{{bare}}/users", "/api/users", "localhost:8000"),
        ("{{through}}/users", "/api/users", "http://localhost:8000"),
        ("{{itself}}/users", "/users", ""),
        ("{{protocol}}://{{host}}/users", "/users", "{{protocol}}://{{host}}"),
        ("http://{{host}}/users", "/users", "http://{{host}}"),
        ("{{host}}:8000/users", "/users", "{{host}}:8000"),
        ("localhost:8000/users", "/users", "localhost:8000"),
        ("/users", "/users", ""),
        ("users", "/users", ""),
        ("{{base}}/a/<int:pk>/b/{name}/{{other id}}", "/a/{pk}/b/{name}/{other_id}", ""),
        ("{{base}}/users/7/posts/12", "/users/{id}/posts/{id_2}", ""),
        ("{{base}}/users/65f1c2d3e4f5a6b7c8d9e0f1", "/users/{id}", ""),
        ("{{base}}/users/b35e2f0a-0a6b-4cf8-a7a1-53d1a8a9d111", "/users/{id}", ""),
        ("{{base}}/v1/2fa", "/v1/2fa", ""),
    ],
)
def test_an_address_is_taken_apart(url: str, path: str, server: str) -> None:
    variables = {
        "known": "http://localhost:8000/api/",
        "bare": "localhost:8000/api",
        "through": "{{known}}",
        "itself": "{{itself}}",
    }
    reading = collection(
        {"method": "GET", "url": url},
        variable=[{"key": key, "value": value} for key, value in variables.items()],
    )
    assert only(reading).path == path
    assert reading.contract.servers == ((server,) if server else ())


def test_ids_in_paths_are_parameters_with_an_example() -> None:
    reading = collection("{{base}}/users/7", "{{base}}/users/8", {"method": "GET"})
    operation = only(reading)
    assert operation.parameters[0].examples == ("7",)
    faults = {each.rule: each for each in reading.faults}
    assert faults["value-in-path"].values == {"key": "GET /users/{id}"}
    assert faults["value-in-path"].more == 1
    assert faults["request-without-address"].line


@pytest.mark.parametrize(
    ("header", "scheme", "detail"),
    [
        ([{"key": "Authorization", "value": "Bearer {{token}}"}], "http", "bearer"),
        ([{"key": "authorization", "value": "Basic {{pair}}"}], "http", "basic"),
        ([{"key": "Authorization", "value": "Token {{token}}"}], "apiKey", "header Authorization"),
        ([{"key": "Cookie", "value": "theme=x; token={{t}}"}], "apiKey", "cookie token"),
        ("Accept: */*\nAuthorization: Bearer {{token}}\n", "http", "bearer"),
    ],
)
def test_a_header_says_who_asks(header: object, scheme: str, detail: str) -> None:
    contract = collection({"method": "GET", "url": "{{b}}/me", "header": header}).contract
    (requirement,) = contract.operations[0].security
    (name,) = requirement
    assert (contract.schemes[name].type, contract.schemes[name].detail) == (scheme, detail)


def test_headers_that_are_not_sent_say_nothing() -> None:
    header = [
        {"key": "Authorization", "value": "Bearer {{token}}", "disabled": True},
        {"key": "X-Off", "value": "1", "disabled": True},
        {"key": "X-Shop", "value": "1", "description": "Which shop"},
    ]
    operation = only(collection({"method": "GET", "url": "{{b}}/me", "header": header}))
    assert operation.security == ()
    assert [(each.name, each.description) for each in operation.parameters] == [
        ("X-Shop", "Which shop")
    ]


def test_an_api_key_is_named_and_its_value_is_not() -> None:
    auth = [
        {"key": "key", "value": "X-Shop-Key"},
        {"key": "value", "value": "0123abcd9876"},
        {"key": "in", "value": "query"},
    ]
    reading = collection("{{b}}/me", auth={"type": "apikey", "apikey": auth})
    assert reading.contract.schemes["apikey"].detail == "query X-Shop-Key"
    assert [each.kind for each in reading.secrets] == ["key"]


def test_what_is_said_of_parameters_is_kept() -> None:
    url = {
        "raw": "{{b}}/users/:id?page=1&page=2",
        "query": [
            {"key": "page", "value": "1", "description": {"content": "Which page"}},
            {"key": "page", "value": "2"},
            {"key": None, "value": None},
        ],
        "variable": [{"key": "id", "value": "5", "description": "Whose"}],
    }
    operation = only(collection({"method": "GET", "url": url}))
    assert [(each.name, each.place, each.description) for each in operation.parameters] == [
        ("id", Place.PATH, "Whose"),
        ("page", Place.QUERY, "Which page"),
    ]


@pytest.mark.parametrize(
    ("raw", "example", "rule"),
    [
        (
            '{"n": "Hi, {{n}}", "l": [{{a}}, {{b}}], "x": "a: {{b}}"}',
            {"n": "Hi, {{n}}", "l": ["{{a}}", "{{b}}"], "x": "a: {{b}}"},
            "variable-unquoted",
        ),
        (
            '{"a": 1, // first\n /* "b": 2, */ "u": "http://x",}',
            {"a": 1, "u": "http://x"},
            "body-relaxed",
        ),
    ],
)
def test_a_body_is_read_as_it_is_meant(raw: str, example: object, rule: str) -> None:
    body = {"mode": "raw", "raw": raw, "options": {"raw": {"language": "json"}}}
    reading = collection({"method": "POST", "url": "{{b}}/a", "body": body})
    operation = only(reading)
    assert operation.body is not None
    assert operation.body.media["application/json"].examples == (example,)
    assert rule in [each.rule for each in reading.faults]


def test_a_variable_without_quotes_is_of_any_type_and_one_within_is_a_text() -> None:
    body = {"mode": "raw", "raw": '{"name": "{{n}}", "price": {{p}}, "tags": [{{a}}, "{{b}}"]}'}
    operation = only(collection({"method": "POST", "url": "{{b}}/a", "body": body}))
    assert operation.body is not None
    media = operation.body.media["application/json"]
    assert media.examples == ({"name": "{{n}}", "price": "{{p}}", "tags": ["{{a}}", "{{b}}"]},)
    assert media.schema is not None
    assert media.schema["properties"] == {
        "name": {"type": "string"},
        "price": {},
        "tags": {"type": "array", "items": {"type": "string"}},
    }


def test_a_body_that_is_a_variable_is_of_any_shape() -> None:
    body = {"mode": "raw", "raw": "{{payload}}", "options": {"raw": {"language": "json"}}}
    reading = collection({"method": "POST", "url": "{{b}}/a", "body": body})
    operation = only(reading)
    assert operation.body is not None
    assert operation.body.media["application/json"].schema is None
    assert [each.rule for each in reading.faults] == ["no-saved-responses"]


def test_a_form_knows_its_files() -> None:
    fields = [
        {"key": "picture", "type": "file", "src": "me.png"},
        {"key": "note", "value": "hi", "type": "text"},
        {"key": "off", "value": "x", "disabled": True},
    ]
    body = {"mode": "formdata", "formdata": fields}
    operation = only(collection({"method": "POST", "url": "{{b}}/a", "body": body}))
    assert operation.body is not None
    assert operation.body.media["multipart/form-data"].schema == {
        "type": "object",
        "properties": {
            "picture": {"type": "string", "format": "binary"},
            "note": {"type": "string"},
        },
        "required": ["picture", "note"],
    }


def test_warnings_that_are_alike_are_one() -> None:
    reading = collection(*({"method": "GET", "url": f"{{{{b}}}}/x{n}"} for n in range(150)))
    (fault,) = reading.faults
    assert (fault.rule, fault.more) == ("no-saved-responses", 149)
    assert fault.where.startswith("15, 23, ")
