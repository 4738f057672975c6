"""What people and tools write wrongly and everybody understands: read as it is meant, and noted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.contracts.model import Operation
from domain.contracts.reading.bounds import RefusedError
from domain.contracts.reading.documents import Reading, read_document

HEAD = "openapi: 3.0.3\ninfo: {title: Shop, version: '1'}\n"
SCHEMES = "components: {securitySchemes: {Token: {type: http, scheme: bearer}}}\n"


def read(text: str | bytes) -> Reading:
    return read_document(text if isinstance(text, bytes) else text.encode())


def operation(lines: str, path: str = "/a") -> tuple[Operation, dict[str, int | None]]:
    """The operation `GET` of a path with such lines in it, and the lines of faults by rule."""
    body = "".join(f"      {line}\n" for line in lines.split("\n"))
    reading = read(
        f"{HEAD}paths:\n  {path}:\n    get:\n{body}"
        f"      responses: {{'204': {{description: gone}}}}\n{SCHEMES}"
    )
    (one,) = reading.contract.operations
    return one, {fault.rule: fault.line for fault in reading.faults}


@pytest.mark.parametrize("given", ["security: Token", "security: {Token: []}", "security: [Token]"])
def test_security_is_never_lost(given: str) -> None:
    one, faults = operation(given)
    assert one.security == ({"Token": ()},)
    assert {"security-as-text", "not-list"} & set(faults)
    assert 6 in faults.values()


@pytest.mark.parametrize(
    "given",
    [
        "parameters: {name: q, in: query, schema: {type: integer}}",
        "parameters: {q: {in: query, schema: {type: integer}}}",
    ],
)
def test_parameters_that_are_no_list_are_read(given: str) -> None:
    one, faults = operation(given)
    assert [(each.name, each.schema) for each in one.parameters] == [("q", {"type": "integer"})]
    assert faults["not-list"] == 6


def test_a_tag_alone_is_a_tag() -> None:
    one, faults = operation("tags: Users")
    assert one.tags == ("Users",)
    assert faults == {"not-list": 6}


@pytest.mark.parametrize(
    ("path", "read_as"),
    [("/a/:id", "/a/{id}"), ("/a/{id}?full={full}", "/a/{id}")],
)
def test_a_path_of_another_style_is_read(path: str, read_as: str) -> None:
    one, faults = operation(
        "parameters: [{name: id, in: path, required: true, schema: {type: integer}}]", path
    )
    assert one.path == read_as
    assert one.parameters[0].schema == {"type": "integer"}
    assert faults == {"path-unusual": 4}


def test_a_method_in_capitals_is_one() -> None:
    reading = read(f"{HEAD}paths:\n  /a:\n    GET: {{responses: {{'204': {{description: x}}}}}}\n")
    assert [each.key for each in reading.contract.operations] == ["GET /a"]
    assert "method-in-capitals" in {fault.rule for fault in reading.faults}


def test_numbers_that_yaml_makes_of_texts_are_texts() -> None:
    reading = read("openapi: 3.0\ninfo:\n  title: 2048\n  version: 1.0\npaths: {}\n")
    assert (reading.contract.title, reading.contract.version) == ("2048", "1.0")
    said = [(fault.values["place"], fault.values["fault"]) for fault in reading.faults]
    assert said[0][0] == "openapi"
    assert said[0][1].startswith("3.0 is not")


def test_a_number_with_zeros_before_it_is_a_text() -> None:
    one, _ = operation(
        "requestBody: {content: {application/json: {example: {p: 0123, q: 0, r: 0.5, s: 10}}}}"
    )
    assert one.body is not None
    assert one.body.media["application/json"].examples == (
        {"p": "0123", "q": 0, "r": 0.5, "s": 10},
    )


def test_what_replaces_a_merged_key_is_no_second_key() -> None:
    reading = read(
        f"{HEAD}x-base: &base {{summary: base, description: base}}\npaths:\n  /a:\n    get:\n"
        "      <<: *base\n      summary: own\n      summary: again\n"
        "      responses: {'204': {description: x}}\n"
    )
    assert reading.contract.operations[0].description == "base"
    assert [(each.rule, each.line) for each in reading.faults] == [("duplicate-key", 9)]


def test_examples_that_are_kept_elsewhere_are_found() -> None:
    one, faults = operation(
        "requestBody: {content: {application/json: {examples: {a: {$ref: '#/x-ex'}}}}}\nx-none: 1"
    )
    assert "reference-lost" in faults
    reading = read(
        f"{HEAD}x-ex: {{value: {{b: 1}}}}\npaths: {{/a: {{get: {{requestBody: {{content: "
        "{application/json: {examples: {a: {$ref: '#/x-ex'}}}}}}}}\n"
    )
    one = reading.contract.operations[0]
    assert one.body is not None
    assert one.body.media["application/json"].examples == ({"b": 1},)


@pytest.mark.parametrize(
    ("reference", "rule"),
    [
        ("#/components/schemas/Pet", None),
        ("#pet", None),
        ("#dynamic", None),
        ("Pet", "reference-bare"),
        ("#nothing", "reference-lost"),
        ("Nothing", "reference-remote"),
        ("./pet.yaml#/Pet", "reference-remote"),
        ("file:///etc/passwd", "reference-remote"),
        ("http://127.0.0.1:9/pet.json", "reference-remote"),
    ],
)
@pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef"])
def test_a_reference_is_followed_within_the_document(
    reference: str, rule: str | None, keyword: str
) -> None:
    pet = {"$anchor": "pet", "$dynamicAnchor": "dynamic", "type": "object"}
    media = {"application/json": {"schema": {keyword: reference}}}
    answer = {"200": {"description": "ok", "content": media}}
    reading = read(
        json.dumps(
            {
                "openapi": "3.1.0",
                "info": {"title": "Pets", "version": "1"},
                "paths": {"/a": {"get": {"responses": answer}}},
                "components": {"schemas": {"Pet": pet}},
            }
        )
    )
    found = reading.contract.operations[0].responses[0].media["application/json"].schema
    is_lost = rule in ("reference-lost", "reference-remote")
    assert found == ({} if is_lost else {"$ref": "#/types/Pet"})
    rules = {fault.rule for fault in reading.faults}
    assert rule is None or rule in rules
    assert "reference-lost" not in rules or is_lost


def test_json_with_comments_is_read_and_lines_stay() -> None:
    reading = read(
        '{\n // who\n "openapi": "3.0.0", /* more\n lines */\n'
        ' "info": {"title": "a // b", "version": "1"},\n'
        ' "paths": {"/a": {\n  "get": {"summary": "x",}}},\n}'
    )
    assert reading.contract.title == "a // b"
    assert {(each.rule, each.line) for each in reading.faults} == {
        ("relaxed-json", 2),
        ("no-responses", 7),
    }


def test_a_key_that_comes_twice_in_json_is_named_with_its_line() -> None:
    reading = read(
        '{"openapi": "3.0.0", "info": {"title": "a", "version": "1"},\n "paths": {\n'
        '  "/a": {},\n  "/b": {},\n  "/a": {}}}'
    )
    assert [(each.rule, each.line) for each in reading.faults] == [("duplicate-key", 5)]


def test_lines_are_found_where_slashes_are_escaped() -> None:
    reading = read(
        '{"openapi": "3.0.0", "info": {"title": "a", "version": "1"},\n "paths": {\n'
        '  "\\/a": {\n   "get": {}}}}'
    )
    assert [(each.rule, each.line) for each in reading.faults] == [("no-responses", 4)]


def test_of_several_documents_the_first_is_read() -> None:
    reading = read(f"---\n{HEAD}paths: {{}}\n---\nopenapi: 3.0.0\n")
    assert [(each.rule, each.line) for each in reading.faults] == [("more-documents", 5)]
    assert read(f"---\n{HEAD}paths: {{}}\n...\n").faults == ()


def test_a_document_of_webhooks_alone_is_read() -> None:
    reading = read("openapi: 3.1.0\ninfo: {title: a, version: '1'}\nwebhooks: {}\n")
    assert [each.rule for each in reading.faults] == ["only-webhooks"]


@pytest.mark.parametrize("text", ["swagger: '3.0.1'", "openapi: v3.0.1"])
def test_a_version_in_another_place_or_style_is_understood(text: str) -> None:
    reading = read(f"{text}\ninfo: {{title: a, version: '1'}}\npaths: {{}}\n")
    assert reading.contract.kind.value == "openapi-3.0"
    assert 1 in [each.line for each in reading.faults]


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (b"\n<!DOCTYPE html>\n<style>a { b: c }</style>", "page"),
        (b"<?xml version='1.0'?><application/>", "page"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "binary"),
        (b"GIF89a\x01\0\xff", "binary"),
        (b"\x1f\x8b\x08\0", "binary"),
        (b"any\0\xff", "binary"),
        (b'{"_postman_variable_scope": "environment", "values": []}', "environment"),
        (b"query { users { id } }", "query"),
        (b"# mine\nmutation Add($a: Int) { add(a: $a) }", "query"),
    ],
)
def test_what_is_something_else_is_called_by_its_name(document: bytes, problem: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read(document)
    assert refused.value.problem == f"contracts-refused-{problem}"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_byte_order_marks_are_heeded(encoding: str) -> None:
    mark = "\ufeff" if encoding.endswith("e") and encoding != "utf-16" else ""
    text: Any = f"{mark}{HEAD}paths: {{}}\r\n"
    assert read(text.encode(encoding)).contract.title == "Shop"


@pytest.mark.parametrize(
    ("definition", "name"),
    [
        ("extend type A { a: Int }", "A"),
        ("extend input A { a: Int }", "A"),
        ("extend interface A { a: Int }", "A"),
        ("extend enum A { B }", "A"),
        ("extend union A = Query", "A"),
        ("extend scalar A @tag", "A"),
    ],
)
def test_what_extends_nothing_is_defined(definition: str, name: str) -> None:
    reading = read(f"type Query {{ a: Int }}\n{definition}\ndirective @tag on SCALAR\n")
    assert name in reading.contract.types
    assert ("extends-nothing", 2) in [(each.rule, each.line) for each in reading.faults]


def test_a_schema_of_a_federation_is_read() -> None:
    reading = read(
        'extend schema @link(url: "https://specs.example/fed", import: ["@key"])\n'
        "schema { query: Root }\n"
        'type Root { me: User }\ntype User @key(fields: "id") { id: ID! @external }\n'
    )
    assert [each.key for each in reading.contract.operations] == ["Query.me"]
    assert reading.faults == ()


def test_a_description_may_hold_quotes_and_slashes() -> None:
    reading = read('"""\nsay \\""" // hi\n"""\ntype Query {\n  a: Int // why\n}\n')
    assert [(each.rule, each.line) for each in reading.faults] == [("slash-comment", 5)]


def test_what_ends_too_early_shows_its_last_line() -> None:
    with pytest.raises(RefusedError) as refused:
        read("type Query {\n  a: Int\n\n")
    assert refused.value.values["text"] == "a: Int"


def test_what_an_introspection_lacks_is_named() -> None:
    with pytest.raises(RefusedError) as refused:
        read('{"data": {"__schema": {}}}')
    assert refused.value.values["fault"] == "it has no types"


@pytest.mark.parametrize(
    ("text", "hint", "line"),
    [
        ("openapi: 3.0.0\ninfo:\n  title: Shop: the best\n", "colon", 3),
        ("openapi: 3.0.0\ninfo:\n\ttitle: a\n", "tab", 3),
        ("openapi: 3.0.0\ninfo:\n  title: @shop\n", "sign", 3),
        ("openapi: 3.0.0\ninfo:\n  title: *bold* text\n", "sign", 3),
        ("openapi: 3.0.0\ninfo:\n  title: 'a\n  version: 1\n", "quote", 3),
        ("openapi: 3.0.0\npaths:\n    /a: {}\n  /b: {}\n", "indentation", 4),
        ("openapi: 3.0.0\ninfo\npaths: {}\n", "key", 3),
        ("openapi: 3.0.0\ninfo\n", "key", 3),
        ("openapi: 3.0.0\ninfo: {title: a\n", "", 3),
    ],
)
def test_what_is_wrong_in_yaml_is_said_in_words(text: str, hint: str, line: int) -> None:
    with pytest.raises(RefusedError) as refused:
        read(text)
    assert refused.value.problem == "contracts-refused-yaml"
    assert (refused.value.values["hint"], refused.value.values["line"]) == (hint, line)


@pytest.mark.parametrize(
    "text",
    [
        '{"openapi": "3.0.0", "info": {"title": "a\\u0000b", "version": "1"}, "paths": {}}',
        'openapi: 3.0.0\ninfo: {title: "a\\0b", version: "1"}\npaths: {}\n',
    ],
)
def test_a_nul_is_replaced(text: str) -> None:
    assert read(text).contract.title == "a\ufffdb"


def test_a_fault_within_a_schema_is_placed_in_the_document_and_said_once() -> None:
    reading = read(
        "swagger: '2.0'\ninfo: {title: a, version: '1'}\npaths:\n  /a:\n    post:\n"
        "      parameters: [{name: b, in: body, schema: {$ref: '#/definitions/User'}}]\n"
        "      responses: {'204': {description: gone}}\n"
        "definitions:\n  User:\n    required: true\n"
    )
    assert [(each.rule, each.line) for each in reading.faults] == [("required-not-list", 10)]


def test_what_tools_write_has_no_faults_and_no_secrets() -> None:
    user = {
        "type": "object",
        "properties": {
            "password": {"type": "string", "writeOnly": True, "title": "Password"},
            "access_token": {"type": "string", "format": "password"},
            "token_type": {"type": "string", "default": "bearer"},
            "client_secret": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        },
        "required": ["password"],
    }
    media = {"application/json": {"schema": {"$ref": "#/components/schemas/Token"}}}
    login = {
        "requestBody": {"content": media},
        "security": [{"jwtAuth": []}, {"cookieAuth": []}, {}],
        "responses": {"200": {"description": "", "content": media}},
    }
    reading = read(
        json.dumps(
            {
                "openapi": "3.1.0",
                "info": {"title": "API", "version": "0.1.0", "contact": {"email": "me@shop.dev"}},
                "paths": {"/token": {"post": login}},
                "components": {
                    "schemas": {"Token": user},
                    "securitySchemes": {
                        "jwtAuth": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                        "cookieAuth": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
                        "password": {
                            "type": "oauth2",
                            "flows": {"password": {"scopes": {}, "tokenUrl": "token"}},
                        },
                    },
                },
            }
        )
    )
    assert (reading.faults, reading.secrets) == ((), ())
    assert reading.contract.operations[0].security == ({"jwtAuth": ()}, {"cookieAuth": ()}, {})


@pytest.mark.parametrize(
    ("host", "base", "server"),
    [
        ("http://127.0.0.1:8000/api", "/api", "http://127.0.0.1:8000/api"),
        ("127.0.0.1:8000/api/", "/api/", "https://127.0.0.1:8000/api"),
        ("http://127.0.0.1:8000/api/v1", "/v1", "http://127.0.0.1:8000/api/v1"),
        ("http://127.0.0.1:8000", "/api", "http://127.0.0.1:8000/api"),
        ("http://shop.example/my-api", "/api", "http://shop.example/my-api/api"),
        ("http://api", "/api", "http://api/api"),
        ("http://127.0.0.1:8000/", "/", "http://127.0.0.1:8000"),
    ],
)
def test_a_host_that_ends_in_the_base_path_has_it_once(host: str, base: str, server: str) -> None:
    reading = read(
        f"swagger: '2.0'\ninfo: {{title: Shop, version: '1'}}\nhost: '{host}'\n"
        f"basePath: '{base}'\npaths: {{}}\n"
    )
    assert reading.contract.servers == (server,)
