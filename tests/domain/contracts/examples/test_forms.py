"""Examples as text: whatever a contract holds, nothing breaks out of the language it is put in."""

from __future__ import annotations

import json
import re
import shlex
from typing import Any

import pytest
from graphql import parse
from hypothesis import given, settings, strategies as st

from domain.contracts.examples.as_json import write_json
from domain.contracts.examples.curl import write_curl
from domain.contracts.examples.graphql import write_graphql
from domain.contracts.examples.outcomes import Outcome, build_example
from domain.contracts.examples.typescript import write_typescript
from domain.contracts.examples.typescript_types import TypeWriter, pascal
from domain.contracts.model import Schema
from tests.domain.contracts import documents
from tests.domain.contracts.examples.stored import contract_of, one_operation, stored_of

NASTY = "'; rm -rf ~ #`$(id)`\"\\ */ </script> \u2028 é"

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
"""Whoever reads a document takes NUL out of it."""


def body_of(value: object, media: str = "application/json") -> dict[str, Any]:
    return {"requestBody": {"content": {media: {"schema": {"const": value}}}}}


def test_json_says_what_is_sent_and_what_comes_back() -> None:
    stored = stored_of(documents.OPENAPI_30, "POST /products/")
    assert json.loads(write_json(build_example(stored, Outcome.NOT_FOUND))) == {
        "request": {
            "method": "POST",
            "url": "https://shop.example.com/api/products/",
            "headers": {"Content-Type": "application/json", "Accept": "application/json"},
            "body": {
                "name": "Kettle",
                "price": "1.50",
                "status": "draft",
                "owner": {"name": "name"},
            },
        },
        "response": {
            "status": 404,
            "headers": {"Content-Type": "application/json"},
            "body": {"detail": "Not found."},
        },
    }


def test_json_has_a_body_only_where_there_is_one() -> None:
    stored = stored_of(documents.OPENAPI_30, "DELETE /products/{id}/")
    written = json.loads(write_json(build_example(stored)))
    assert written["response"] == {"status": 204}
    assert "body" not in written["request"]


def test_a_command_of_curl() -> None:
    stored = stored_of(documents.OPENAPI_30, "GET /products/")
    assert write_curl(build_example(stored)) == (
        "curl -X GET https://shop.example.com/api/products/ \\\n"
        "  -H 'Accept: application/json' \\\n"
        "  -H 'Authorization: Token <token>' \\\n"
        "  -H 'X-Shop: X-Shop'"
    )


@given(text=TEXTS)
@settings(max_examples=60)
def test_a_shell_reads_back_exactly_what_was_meant(text: str) -> None:
    example = build_example(one_operation(body_of({"a": text})))
    words = shlex.split(write_curl(example).replace(" \\\n", " "))
    assert words[:3] == ["curl", "-X", "POST"]
    assert json.loads(words[words.index("--data-raw") + 1]) == {"a": text}


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ("application/x-www-form-urlencoded", ["--data-urlencode", f"a={NASTY}"]),
        ("multipart/form-data", ["--form-string", f"a={NASTY}"]),
        ("text/plain", ["--data-raw", json.dumps({"a": NASTY}, ensure_ascii=False)]),
    ],
)
def test_other_bodies_of_curl(media: str, words: list[str]) -> None:
    written = write_curl(build_example(one_operation(body_of({"a": NASTY}, media))))
    assert shlex.split(written.replace(" \\\n", " "))[-2:] == words


def test_a_file_is_a_file_of_ones_own() -> None:
    stored = stored_of(documents.SWAGGER, "POST /upload")
    assert write_curl(build_example(stored)).endswith(
        "-F file=@file1 \\\n  --form-string note=note"
    )
    assert 'pasted.append("file", new Blob(["file1"]));'.replace("pasted", "postUploadBody") in (
        write_typescript(build_example(stored), stored)
    )


@pytest.mark.parametrize(
    ("schema", "written"),
    [
        ({"type": "string"}, "string"),
        ({"type": ["integer", "null"]}, "number | null"),
        ({"enum": ["a", 'b"c', 3, None, True]}, '"a" | "b\\"c" | 3 | null | true'),
        ({"const": "</script>"}, '"<\\/script>"'),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, '("a" | "b")[]'),
        ({"type": "array"}, "unknown[]"),
        ({"type": "array", "prefixItems": [{"type": "string"}]}, "[string, ...unknown[]]"),
        ({"oneOf": [{"type": "string"}, {"$ref": "#/types/a-b"}]}, "string | AB"),
        (
            {"allOf": [{"$ref": "#/types/a-b"}, {"properties": {"x": {}}}]},
            "AB & {\n  x?: unknown;\n}",
        ),
        ({"type": "object"}, "Record<string, unknown>"),
        ({"additionalProperties": {"type": "integer"}}, "{\n  [key: string]: number;\n}"),
        (
            {"properties": {"a b": {}, "c": {"type": "string"}}, "required": ["c", "d"]},
            '{\n  "a b"?: unknown;\n  c: string;\n  d: unknown;\n}',
        ),
        ({"properties": {'x";evil();"': {}}}, '{\n  "x\\";evil();\\""?: unknown;\n}'),
        ({"not": {}}, "never"),
        ({}, "unknown"),
        ({"$ref": "#/types/gone"}, "unknown"),
    ],
)
def test_types_of_typescript(schema: Schema, written: str) -> None:
    assert TypeWriter({"a-b": {"type": "object"}}).write(schema) == written


def test_named_types_are_declared_once_and_never_under_a_taken_name() -> None:
    types: dict[str, Schema] = {
        "a.b": {"type": "object", "properties": {"again": {"$ref": "#/types/a.b"}}},
        "A-B": {"type": "string"},
        "Error": {"type": "null"},
    }
    writer = TypeWriter(types)
    assert writer.write({"oneOf": [{"$ref": f"#/types/{name}"} for name in types]}) == (
        "AB | AB2 | Error2"
    )
    assert writer.declarations() == [
        "export interface AB {\n  again?: AB;\n}",
        "export type AB2 = string;",
        "export type Error2 = null;",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [("get /users/{id}", "GetUsersId"), ("1st", "Value1st"), ("é", "Value"), ("class", "Class")],
)
def test_any_text_gives_an_identifier(text: str, name: str) -> None:
    assert pascal(text) == name


def test_typescript_has_types_a_call_and_the_example() -> None:
    stored = stored_of(documents.OPENAPI_30, "POST /products/")
    written = write_typescript(build_example(stored), stored)
    for part in (
        "export interface Product {\n  id: number;\n  name: string;\n  price: string;\n",
        '  status?: "draft" | "live";\n  owner?: User | null;\n}',
        "export interface ProductInput {\n  name: string;",
        "export type ProductsCreateBody = ProductInput;",
        "callProductsCreate(body: ProductsCreateBody): Promise<ProductsCreateAnswer>",
        "  return (await response.json()) as ProductsCreateAnswer;",
        'fetch("https://shop.example.com/api/products/", {\n    method: "POST",',
        "body: JSON.stringify(body),",
        "} as ProductsCreateBody;",
    ):
        assert part in written


@given(text=TEXTS)
@settings(max_examples=60)
def test_no_text_of_a_contract_ends_a_text_of_typescript(text: str) -> None:
    stored = one_operation(body_of({"a": text}) | {"operationId": text})
    written = write_typescript(build_example(stored), stored)
    value = re.search(r"Body = (\{\n.*?\n\}) as ", written, re.DOTALL)
    assert value is not None
    assert json.loads(value[1]) == {"a": text}
    assert "\u2028" not in written
    assert "</" not in written


def test_graphql_gives_the_document_with_variables_and_answer_as_comments() -> None:
    stored = stored_of(documents.SDL, "Query.product")
    written = write_graphql(build_example(stored))
    assert written.startswith("query Product($id: ID!) {\n  product(id: $id) {\n    id\n    name\n")
    assert '# Variables:\n# {\n#   "id": "1"\n# }' in written
    parse(written)


def test_graphql_is_not_for_rest() -> None:
    assert write_graphql(build_example(stored_of(documents.SWAGGER, "POST /upload"))) == ""


def test_graphql_in_typescript_has_types_of_variables_and_of_what_is_asked_for() -> None:
    contract = contract_of(documents.SDL)
    stored = stored_of(contract, "Mutation.rate")
    written = write_typescript(build_example(stored), stored)
    for part in (
        "export interface MutationRateVariables {\n  input: Rating;\n}",
        "export interface MutationRateAnswer {\n  rate: {\n    id: string;",
        '"mutation Rate($input: Rating!) {\\n"',
        "      variables,\n",
    ):
        assert part in written


def test_no_form_shows_a_control_character() -> None:
    stored = one_operation(body_of("a\x1b[31m\x07", "text/plain"))
    assert "\x1b" not in write_curl(build_example(stored))
    assert "\x1b" not in write_typescript(build_example(stored), stored)


def test_files_are_what_the_contract_calls_files_whatever_they_hold() -> None:
    fields = {
        "photo": {"type": "string", "format": "binary"},
        "pages": {"type": "array", "items": {"type": "string", "contentMediaType": "image/png"}},
        "note": {"const": "file7"},
    }
    schema = {"schema": {"type": "object", "properties": fields}}
    content = {"application/json": schema, "multipart/form-data": schema}
    stored = one_operation({"requestBody": {"content": content}})
    assert write_curl(build_example(stored)).endswith(
        "-F photo=@file1 \\\n  -F pages=@file1 \\\n  --form-string note=file7"
    )
    written = write_typescript(build_example(stored), stored)
    assert 'append("pages", new Blob(["file1"]));' in written
    assert 'append("note", "file7");' in written


def test_a_file_of_a_collection_has_a_name() -> None:
    body = {"mode": "formdata", "formdata": [{"key": "photo", "type": "file", "src": []}]}
    request = {"method": "POST", "url": "https://a.example.com/b", "body": body}
    collection = {
        "info": {"schema": documents.COLLECTION["info"]["schema"], "name": "Pets"},
        "item": [{"name": "photo", "request": request}],
    }
    assert write_curl(build_example(stored_of(collection, "POST /b"))).endswith("-F photo=@file1")


def test_a_body_that_is_a_file_is_sent_from_one() -> None:
    content = {"image/png": {"schema": {"type": "string", "format": "binary"}}}
    stored = one_operation({"requestBody": {"content": content}})
    assert write_curl(build_example(stored)).endswith("--data-binary @file1")
    written = write_typescript(build_example(stored), stored)
    assert "(parameters: PostThingsIdParameters, body: Blob)" in written


def test_a_name_and_password_are_encoded_where_they_are_pasted() -> None:
    stored = one_operation(
        {"security": [{"basic": []}]},
        components={"securitySchemes": {"basic": {"type": "http", "scheme": "basic"}}},
    )
    assert "-u '<username>:<password>'" in write_curl(build_example(stored))
    written = write_typescript(build_example(stored), stored)
    assert '"Authorization": "Basic " + btoa("<username>:<password>"),' in written


def test_the_address_of_curl_has_nothing_that_curl_expands() -> None:
    filters = {"type": "object", "properties": {"min": {"const": 1}}}
    parameter = {"name": "price", "in": "query", "required": True, "style": "deepObject"}
    stored = one_operation({"parameters": [{**parameter, "schema": filters}]})
    assert "?price%5Bmin%5D=1" in write_curl(build_example(stored))


def test_a_function_of_typescript_takes_the_parameters() -> None:
    texts = {"type": "array", "items": {"type": "string"}}
    stored = one_operation(
        {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
                {"name": "page-size", "in": "query", "schema": {"type": "integer"}},
                {"name": "tags", "in": "query", "required": True, "schema": texts},
                {"name": "ids", "in": "query", "explode": False, "schema": texts},
            ]
        }
    )
    written = write_typescript(build_example(stored), stored)
    for part in (
        (
            "export interface PostThingsIdParameters {\n  id: number;\n"
            '  "page-size"?: number;\n  tags: string[];\n  ids?: string[];\n}'
        ),
        'new URL("https://things.example.com/things/" + encodeURIComponent(parameters.id));',
        '    "page-size": parameters["page-size"],\n    tags: parameters.tags,\n',
        '    url.searchParams.set("ids", [parameters.ids].flat().join(","));',
        (
            "export const postThingsIdParameters = {\n"
            '  "id": 1,\n  "tags": [\n    "tag"\n  ]\n} as PostThingsIdParameters;'
        ),
    ):
        assert part in written


def listed(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "integer"}, **more}


def test_a_function_whose_parameters_may_be_left_out_takes_none() -> None:
    tree = documents.OPENAPI_31 | {"paths": {"/notes": {"get": {"parameters": [listed("page")]}}}}
    stored = stored_of(tree, "GET /notes")
    written = write_typescript(build_example(stored), stored)
    assert "callGetNotes(parameters: GetNotesParameters = {}): Promise<void>" in written
    assert (
        "  if (parameters.page !== undefined) {\n"
        '    url.searchParams.set("page", String(parameters.page));\n  }\n'
    ) in written
    assert "getNotesParameters" not in written


def test_an_answer_that_is_an_error_is_called_one() -> None:
    content = {"application/json": {"schema": {"properties": {"detail": {"type": "string"}}}}}
    stored = one_operation({"responses": {"404": {"description": "", "content": content}}})
    written = write_typescript(build_example(stored, Outcome.NOT_FOUND), stored)
    assert 'Error = {\n  "detail": "Not found."\n} as PostThingsIdError;' in written
    written = write_typescript(build_example(stored, Outcome.FORBIDDEN), stored)
    assert "Error = {\n" in written
    assert "as PostThingsIdError;" not in written


def test_types_that_are_alike_in_both_directions_are_written_once() -> None:
    schemas = {
        "Tag": {"type": "object", "properties": {"name": {"type": "string"}}},
        "Post": {
            "type": "object",
            "properties": {
                "id": {"type": "integer", "readOnly": True},
                "tag": {"$ref": "#/components/schemas/Tag"},
            },
        },
    }
    content = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Post"}}}}
    stored = one_operation(
        {"requestBody": content, "responses": {"201": {"description": "", **content}}},
        components={"schemas": schemas},
    )
    written = write_typescript(build_example(stored), stored)
    assert "export interface PostInput {\n  tag?: Tag;\n}" in written
    assert "export interface Post {\n  id?: number;\n  tag?: Tag;\n}" in written
    assert "TagInput" not in written


def test_cookies_are_left_to_the_browser() -> None:
    parameter = {"name": "sid", "in": "cookie", "required": True, "schema": {"const": "a"}}
    stored = one_operation({"parameters": [parameter]})
    written = write_typescript(build_example(stored), stored)
    assert 'credentials: "include",' in written
    assert "Cookie" not in written
