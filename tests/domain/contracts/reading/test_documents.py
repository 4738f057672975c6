"""Documents as learners really have them: told apart by content, tolerated, refused with words."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from domain.contracts.model import Kind, Place
from domain.contracts.reading import bounds
from domain.contracts.reading.bounds import OutOfTimeError, RefusedError
from domain.contracts.reading.documents import (
    Reading,
    prepare_upload,
    read_contract,
    read_document,
    thaw,
)
from tests.domain.contracts.comparison.test_rest_changes import shop
from tests.domain.contracts.documents import (
    COLLECTION,
    INTROSPECTION,
    OPENAPI_30,
    OPENAPI_31,
    SDL,
    SWAGGER,
)


def read(document: object) -> Reading:
    text = document if isinstance(document, str) else json.dumps(document)
    return read_document(text.encode())


def rules(reading: Reading) -> dict[str, int | None]:
    return {fault.rule: fault.line for fault in reading.faults}


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (OPENAPI_30, Kind.OPENAPI_30),
        (OPENAPI_31, Kind.OPENAPI_31),
        (SWAGGER, Kind.SWAGGER_20),
        (COLLECTION, Kind.POSTMAN_21),
        ({"collection": COLLECTION}, Kind.POSTMAN_21),
        (SDL, Kind.GRAPHQL_SDL),
        (f"\n\n# a comment\n// another\n{SDL}", Kind.GRAPHQL_SDL),
        (INTROSPECTION, Kind.GRAPHQL_INTROSPECTION),
        (INTROSPECTION["data"], Kind.GRAPHQL_INTROSPECTION),
        ({**SWAGGER, "swagger": 2.0}, Kind.SWAGGER_20),
        ({key: each for key, each in OPENAPI_30.items() if key != "openapi"}, Kind.OPENAPI_30),
    ],
)
def test_the_kind_is_told_from_the_content(document: object, kind: Kind) -> None:
    assert read(document).contract.kind is kind


@pytest.mark.parametrize("document", [OPENAPI_30, OPENAPI_31, SWAGGER, COLLECTION, INTROSPECTION])
@pytest.mark.parametrize("start", ["", "\n", "\ufeff", "# made by a tool\n---\n"])
def test_yaml_says_the_same_as_json(document: dict[str, Any], start: str) -> None:
    text = start + yaml.safe_dump(document, sort_keys=False)
    assert read(text.replace("\n", "\r\n")).contract == read(document).contract


def test_an_operation_is_read_with_all_that_it_says() -> None:
    reading = read(OPENAPI_30)
    assert reading.faults == ()
    listing = reading.contract.find("GET /products/")
    assert listing is not None
    assert [(each.name, each.place, each.required) for each in listing.parameters] == [
        ("limit", Place.QUERY, False),
        ("X-Shop", Place.HEADER, True),
    ]
    assert listing.parameters[0].schema == {
        "type": ["integer", "null"],
        "exclusiveMinimum": 0,
        "maximum": 100,
    }
    assert listing.security == ({"tokenAuth": ()},)
    (response,) = listing.responses
    assert response.status == "200"
    assert response.media["application/json"].schema == {"$ref": "#/types/Page"}
    product = reading.contract.types["Product"]
    assert product["properties"]["owner"] == {  # type: ignore[index, call-overload] # a mapping
        "anyOf": [{"allOf": [{"$ref": "#/types/User"}]}, {"type": "null"}]
    }
    making = reading.contract.find("POST /products/")
    assert making is not None
    assert making.body is not None
    assert making.body.required
    assert making.security == ()


def test_swagger_says_the_same_in_the_one_model() -> None:
    contract = read(SWAGGER).contract
    making = contract.find("POST /products/")
    assert making is not None
    assert making.body is not None
    assert set(making.body.media) == {"application/json"}
    sending = contract.find("POST /upload")
    assert sending is not None
    assert sending.body is not None
    form = sending.body.media["multipart/form-data"].schema
    assert form == {
        "type": "object",
        "properties": {"file": {"type": "string", "format": "binary"}, "note": {"type": "string"}},
        "required": ["file"],
    }
    assert contract.servers == ("https://shop.example.com/api",)
    assert contract.schemes["Token"].detail == "header Authorization"


def test_graphql_says_the_same_as_sdl_and_as_introspection() -> None:
    one, other = read(SDL).contract, read(INTROSPECTION).contract
    assert one.operations == other.operations
    assert one.types == other.types
    assert one.sdl == other.sdl
    assert [each.key for each in one.operations] == [
        "Query.products",
        "Query.product",
        "Mutation.rate",
    ]
    first = one.operations[0].parameters[0]
    assert (first.name, first.schema["default"], first.required) == ("first", 10, False)


def test_a_collection_is_read_with_its_saved_responses() -> None:
    reading = read(COLLECTION)
    contract = reading.contract
    assert [each.key for each in contract.operations] == [
        "POST /api/v1/login",
        "GET /api/v1/users/{id}/posts/{post_id}",
    ]
    login, posts = contract.operations
    assert contract.servers == ("https://shop.example.com",)
    assert login.tags == ("Accounts",)
    assert login.security == ()
    assert posts.security == ({"bearer": ()},)
    assert [each.status for each in login.responses] == ["200", "400"]
    assert login.responses[0].media["application/json"].schema == {
        "type": "object",
        "properties": {"user": {"type": "integer"}, "admin": {"type": ["boolean", "null"]}},
        "required": ["user"],
    }
    assert "variable-unquoted" in rules(reading)


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("openapi: 3.0.3\nsecurity:\n  - Token\npaths: {/a: {get: {}}}\n", "security-as-text", 3),
        ("openapi: 3.0.3\npaths:\n  /a:\n    get:\n      summary: x\n", "no-responses", 4),
        ("swagger: '2.0'\nhost: https://a.io/v1\npaths: {}\n", "host-is-address", 2),
        ("swagger: 2.0\npaths: {}\n", "version-not-text", 1),
        (
            (
                "openapi: 3.0.3\npaths:\n  /a/{b}:\n    get: {responses: {'204': {description: x}},"
                " parameters: [{in: path, name: b, required: true, schema: {type: string}}]}\n"
                "  /a/{c}:\n    get: {responses: {'204': {description: x}}}\n"
            ),
            "duplicate-operation",
            6,
        ),
        ("openapi: 3.0.3\npaths: {}\npaths: {}\n", "duplicate-key", 3),
        (
            (
                "openapi: 3.0.3\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n"
                "          $ref: 'https://evil.example/x.json'\n"
            ),
            "reference-remote",
            7,
        ),
        (
            (
                "openapi: 3.0.3\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n"
                "          $ref: '#/components/responses/None'\n"
            ),
            "reference-lost",
            7,
        ),
        ("type Query {\n  a: Int // why\n}\n", "slash-comment", 2),
        ("type Query {\n  a: Missing\n}\n", "unknown-graphql-type", 2),
        ("extend type Query {\n  a: Int\n}\n", "extends-nothing", 1),
        ('{"swagger": "2.0",\n "paths": {},\n}', "relaxed-json", 2),
        ('{"swagger": "2.0",\n paths: {},\n}', "not-quite-json", 2),
    ],
)
def test_what_is_invalid_and_readable_is_accepted_with_a_warning(
    text: str, rule: str, line: int
) -> None:
    assert rules(read(text))[rule] == line


@pytest.mark.parametrize(
    ("document", "problem", "line"),
    [
        (b"", "empty", None),
        (b" \n ", "empty", None),
        (b"\xef\xbb\xbf", "empty", None),
        (b"PK\x03\x04", "binary", None),
        (b"openapi: 3\nx: \xff\xfe\n", "encoding", 2),
        (b'{"openapi": "3.0.0",\n "paths": {"/a" 1}}', "json", 2),
        (b"openapi: 3.0.3\npaths:\n  - a\n b: c\n", "yaml", 4),
        (b"type Query {\n  a Int\n}", "sdl", 2),
        (b"hello there", "no-mapping", None),
        (b"[1, 2]", "no-mapping", None),
        (b"name: me\nage: 3\n", "kind", None),
        (b'{"openapi": "4.0"}', "version", None),
        (b'{"id": "1", "requests": [], "order": []}', "collection-v1", None),
        (b"openapi: 3.0.3\nx: *a\n", "alias", 2),
        (b"openapi: 3.0.3\nx: &a [*a]\n", "alias", 2),
        (b'{"__schema": {"types": 3}}', "introspection", None),
    ],
)
def test_what_is_unreadable_is_refused_with_its_first_fault(
    document: bytes, problem: str, line: int | None
) -> None:
    with pytest.raises(RefusedError) as refused:
        read_document(document)
    assert refused.value.problem == f"contracts-refused-{problem}"
    assert refused.value.values.get("line") == line


def bomb() -> str:
    """Each list holds ten of the list before it: 10 to the 12 values in 400 bytes."""
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    return "openapi: 3.0.3\n" + "\n".join(rows)


def wide(count: int) -> str:
    return json.dumps({"openapi": "3.0.3", "paths": {f"/{n}": {"get": {}} for n in range(count)}})


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (bomb(), "nodes"),
        ("[" * 200_000, "depth"),
        ('{"openapi": "3.0.0", "x": ' + "[" * 150 + "]" * 150 + "}", "depth"),
        ("openapi: 3.0.3\nx: " + "[" * 150 + "]" * 150, "depth"),
        (wide(bounds.MOST_OPERATIONS + 1), "operations"),
        ("type Query { a: Int }\n" + "type A { b: Int }\n" * 50_000, "tokens"),
        ('{"openapi": "3.0.0", "x": ' + "9" * 5_000 + "}", "number"),
        ("x" * (bounds.MOST_BYTES + 1), "size"),
    ],
)
def test_what_breaks_a_bound_is_refused_by_its_name(text: str, problem: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read(text)
    assert refused.value.problem == f"contracts-refused-{problem}"


def test_a_type_that_refers_to_itself_is_read_once() -> None:
    reading = read(
        "openapi: 3.0.3\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n"
        "          description: x\n          content:\n            application/json:\n"
        "              schema: {$ref: '#/components/schemas/Node'}\n"
        "components:\n  schemas:\n    Node:\n      type: object\n      properties:\n"
        "        next: {$ref: '#/components/schemas/Node'}\n"
        "    Loop: {$ref: '#/components/schemas/Loop'}\n"
    )
    assert reading.contract.types == {
        "Node": {"type": "object", "properties": {"next": {"$ref": "#/types/Node"}}}
    }


@pytest.mark.parametrize("document", [OPENAPI_30, SWAGGER, COLLECTION, SDL])
def test_a_stored_model_is_the_contract(document: object) -> None:
    reading = read(document)
    upload = prepare_upload(reading)
    assert thaw(upload.model) == reading.contract
    assert [each.key for each in upload.operations] == [
        each.key for each in reading.contract.operations
    ]


def test_the_same_contract_has_the_same_checksum_however_it_is_written() -> None:
    as_yaml = prepare_upload(read(yaml.safe_dump(OPENAPI_30, sort_keys=False)))
    assert prepare_upload(read(OPENAPI_30)).checksum == as_yaml.checksum
    other = {**OPENAPI_30, "info": {"title": "Other", "version": "1"}}
    assert prepare_upload(read(other)).checksum != as_yaml.checksum


def test_a_comparison_reads_without_checking_against_the_published_rules() -> None:
    def over() -> None:
        raise OutOfTimeError

    document = json.dumps(shop()).encode()
    checked = read_document(document, over)
    assert [each.rule for each in checked.faults] == ["validation-cut"]
    assert read_contract(document) == checked.contract
