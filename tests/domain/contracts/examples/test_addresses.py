"""Where a request goes, and what it carries beside its body."""

from __future__ import annotations

from typing import Any

import pytest

from domain.contracts.examples.outcomes import Outcome, build_example
from tests.domain.contracts.examples.stored import one_operation, stored_of


def test_a_request_carries_what_it_must() -> None:
    stored = one_operation(
        {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "example": "a/b c"},
                {"name": "q", "in": "query", "required": True, "schema": {"enum": ["x&y"]}},
                {"name": "tags", "in": "query", "required": True, "schema": {"const": ["a", "b"]}},
                {"name": "page", "in": "query", "schema": {"type": "integer"}},
                {"name": "X-Shop", "in": "header", "required": True, "schema": {"const": 7}},
                {"name": "seen", "in": "cookie", "required": True, "schema": {"const": True}},
            ],
            "security": [{"bearer": [], "key": []}],
            "requestBody": {"content": {"application/json": {"example": {"a": 1}}}},
        },
        components={
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "key": {"type": "apiKey", "in": "query", "name": "api_key"},
            }
        },
    )
    request = build_example(stored).request
    assert request.url == (
        "https://things.example.com/things/a%2Fb%20c?q=x%26y&tags=a&tags=b&api_key=<token>"
    )
    assert dict(request.headers) == {
        "Content-Type": "application/json",
        "Authorization": "Bearer <token>",
        "X-Shop": "7",
        "Cookie": "seen=true",
    }
    assert request.body == {"a": 1}
    bare = build_example(stored, Outcome.UNAUTHORISED).request
    assert "Authorization" not in dict(bare.headers)
    assert "api_key" not in bare.url


@pytest.mark.parametrize(
    ("servers", "base_url", "start"),
    [
        (
            ["https://a.example.com/v1/"],
            "https://b.example.com",
            "https://a.example.com/v1/things/",
        ),
        (["/v1"], "https://b.example.com", "https://b.example.com/v1/things/"),
        (["localhost:8000"], "", "http://localhost:8000/things/"),
        (["https://x'; rm -rf ~; '.com"], "", "https://api.example.com/things/"),
        ([], "", "https://api.example.com/things/"),
    ],
)
def test_where_a_request_goes(servers: list[str], base_url: str, start: str) -> None:
    stored = one_operation({}, servers=[{"url": url} for url in servers])
    assert build_example(stored, base_url=base_url).request.url.startswith(start)


SCHEMES = {
    "tokenAuth": {"type": "apiKey", "in": "header", "name": "Authorization"},
    "Bearer": {"type": "apiKey", "in": "header", "name": "Authorization"},
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "cookieAuth": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
    "basicAuth": {"type": "http", "scheme": "basic"},
}


@pytest.mark.parametrize(
    ("names", "header"),
    [
        (["tokenAuth"], ("Authorization", "Token <token>")),
        (["Bearer"], ("Authorization", "Bearer <token>")),
        (["key"], ("X-Key", "<token>")),
        (["cookieAuth"], ("Cookie", "sessionid=<token>")),
        (["cookieAuth", "basicAuth"], ("Authorization", "Basic <base64 of <username>:<password>>")),
        (["cookieAuth", "basicAuth", "tokenAuth"], ("Authorization", "Token <token>")),
    ],
)
def test_credentials_are_those_that_are_easiest_to_have(
    names: list[str], header: tuple[str, str]
) -> None:
    security: list[Any] = [{name: []} for name in names]
    stored = one_operation({"security": security}, components={"securitySchemes": SCHEMES})
    assert build_example(stored).request.headers == (header,)


OBJECT = {"type": "object", "properties": {"r": {"const": 1}, "g": {"const": "x y"}}}


@pytest.mark.parametrize(
    ("more", "schema", "path"),
    [
        ({}, {"const": ["a", "b"]}, "a,b"),
        ({}, OBJECT, "r,1,g,x%20y"),
        ({"explode": True}, OBJECT, "r=1,g=x%20y"),
        ({"style": "label"}, {"const": "a"}, ".a"),
        ({"style": "label", "explode": True}, {"const": ["a", "b"]}, ".a.b"),
        ({"style": "matrix"}, {"const": ["a", "b"]}, ";id=a,b"),
        ({"style": "matrix", "explode": True}, {"const": ["a", "b"]}, ";id=a;id=b"),
        ({"style": "matrix", "explode": True}, OBJECT, ";r=1;g=x%20y"),
    ],
)
def test_a_parameter_of_the_path_is_written_in_its_style(
    more: dict[str, Any], schema: dict[str, Any], path: str
) -> None:
    parameter = {"name": "id", "in": "path", "required": True, "schema": schema, **more}
    url = build_example(one_operation({"parameters": [parameter]})).request.url
    assert url == f"https://things.example.com/things/{path}"


@pytest.mark.parametrize(
    ("more", "query"),
    [
        ({}, "r=1&g=x%20y"),
        ({"explode": False}, "f=r,1,g,x%20y"),
        ({"style": "deepObject"}, "f%5Br%5D=1&f%5Bg%5D=x%20y"),
    ],
)
def test_an_object_in_a_query_is_written_in_its_style(more: dict[str, Any], query: str) -> None:
    parameter = {"name": "f", "in": "query", "required": True, "schema": OBJECT, **more}
    url = build_example(one_operation({"parameters": [parameter]})).request.url
    assert url.endswith(f"?{query}")


def test_lists_of_swagger_have_commas() -> None:
    given = {"name": "tag", "in": "query", "required": True, "type": "array"}
    listed = {**given, "items": {"type": "string"}, "minItems": 2}
    document = {
        "swagger": "2.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": {"/pets": {"get": {"parameters": [listed], "responses": {}}}},
    }
    assert build_example(stored_of(document, "GET /pets")).request.url.endswith("?tag=tag,tag")


def test_a_parameter_that_has_an_example_of_its_own_is_sent() -> None:
    stored = one_operation(
        {
            "parameters": [
                {"name": "page", "in": "query", "schema": {"type": "integer"}, "example": 2},
                {"name": "size", "in": "query", "schema": {"type": "integer"}},
            ]
        }
    )
    assert build_example(stored).request.url.endswith("?page=2")


def test_a_header_that_would_break_out_is_left_out() -> None:
    stored = one_operation(
        {
            "parameters": [
                {"name": "X: y\r\nEvil", "in": "header", "required": True, "schema": {}},
                {"name": "X-A", "in": "header", "required": True, "schema": {"const": "1\r\nB: 2"}},
            ]
        }
    )
    assert dict(build_example(stored).request.headers) == {"X-A": "1B: 2"}
