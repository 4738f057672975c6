"""Every outcome of every operation has an example that its contract allows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from graphql import build_schema, graphql_sync, parse, validate

from domain.apis import StoredOperation
from domain.contracts.examples.checks import standalone
from domain.contracts.examples.outcomes import Note, Outcome, build_example
from domain.contracts.examples.samples import directed
from domain.contracts.model import Media
from tests.domain.contracts import documents
from tests.domain.contracts.examples.stored import contract_of, one_operation, stored_of

PUBLISHED = Path(__file__).parents[5] / "shared" / "discord-openapi.json"
"""Discord's own description, beside a checkout."""
REST = (documents.OPENAPI_30, documents.OPENAPI_31, documents.SWAGGER, documents.COLLECTION)
GRAPH = """
type Query {
  search(text: String!, kinds: [Kind!]! = [BOOK]): [Found!]!
  node(id: ID!): Node
  feed(filter: Filter!): Feed!
  now: DateTime!
  matrix: [[Int!]!]
}
type Mutation { add(input: Filter!): Book }
type Subscription { added: Book! }
union Found = Book | Author
interface Node { id: ID! }
type Book implements Node { id: ID! title: String! size: Int author: Author! }
type Author implements Node {
  id: ID! title: Int name: String! books(first: Int!): [Book!]! best: Book
}
type Feed { edges: [Edge!]! total: Int! }
type Edge { node: Book! }
input Filter { words: [String!]! = ["a"] kind: Kind not: Filter day: DateTime! }
enum Kind { BOOK AUTHOR }
scalar DateTime
"""


def strictly_valid(
    stored: StoredOperation, media: Media, body: object, *, is_request: bool
) -> bool:
    """Whether a body fits in its direction, by a validator of its own."""
    schema, types = directed(media.schema or {}, stored.types, is_request=is_request)
    whole = standalone(schema, types)
    return jsonschema_rs.Draft202012Validator(whole, offline=True).is_valid(body)


def check(stored: StoredOperation) -> None:
    """Build all outcomes of an operation, and hold them against the contract."""
    operation = stored.operation
    responses = {each.status: each for each in operation.responses}
    for outcome in Outcome:
        example = build_example(stored, outcome)
        assert example == build_example(stored, outcome)
        request, answer = example.request, example.answer
        if operation.body and request.media in operation.body.media:
            media = operation.body.media[request.media]
            assert strictly_valid(stored, media, request.body, is_request=True)
        status = str(answer.status)
        found = responses.get(status) or responses.get(f"{status[0]}XX") or responses.get("default")
        if found and answer.media in found.media and Note.NOT_DESCRIBED not in example.notes:
            media = found.media[answer.media]
            assert strictly_valid(stored, media, answer.body, is_request=False)
        assert Note.IMPOSSIBLE_ANSWER not in example.notes
        assert Note.IMPOSSIBLE_BODY not in example.notes


@pytest.mark.parametrize("document", REST)
def test_every_outcome_of_every_kind(document: dict[str, Any]) -> None:
    contract = contract_of(document)
    for operation in contract.operations:
        check(stored_of(contract, operation.key))


@pytest.mark.skipif(not PUBLISHED.exists(), reason="Discord's own description is not there")
@pytest.mark.parametrize("step", [15, pytest.param(1, marks=pytest.mark.long, id="all")])
def test_every_outcome_of_discords_own_operations(step: int) -> None:
    contract = contract_of(PUBLISHED.read_text("utf-8"))
    for operation in contract.operations[::step]:
        check(stored_of(contract, operation.key))


PRODUCTS = {
    "200": {
        "description": "",
        "content": {
            "application/json": {
                "schema": {"type": "array", "items": {"type": "integer"}},
                "example": [7],
            }
        },
    },
    "422": {
        "description": "",
        "content": {"application/json": {"schema": {"const": {"errors": ["no"]}}}},
    },
    "4XX": {"description": ""},
}


@pytest.mark.parametrize(
    ("outcome", "status", "body", "notes"),
    [
        (Outcome.SUCCESS, 200, [7], ()),
        (Outcome.EMPTY, 200, [], ()),
        (Outcome.VALIDATION_ERROR, 422, {"errors": ["no"]}, ()),
        (Outcome.FORBIDDEN, 403, None, ()),
    ],
)
def test_the_answer_that_the_contract_describes(
    outcome: Outcome, status: int, body: object, notes: tuple[Note, ...]
) -> None:
    example = build_example(one_operation({"responses": PRODUCTS}), outcome)
    assert (example.answer.status, example.answer.body, example.notes) == (status, body, notes)


@pytest.mark.parametrize(
    ("outcome", "status", "body"),
    [
        (Outcome.SUCCESS, 200, None),
        (Outcome.EMPTY, 204, None),
        (Outcome.VALIDATION_ERROR, 400, {"name": ["This field is required."]}),
        (Outcome.UNAUTHORISED, 401, {"detail": "Authentication credentials were not provided."}),
        (Outcome.NOT_FOUND, 404, {"detail": "Not found."}),
    ],
)
def test_an_outcome_that_is_not_described_has_the_usual_shape(
    outcome: Outcome, status: int, body: object
) -> None:
    schema = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
    stored = one_operation({"requestBody": {"content": {"application/json": {"schema": schema}}}})
    example = build_example(stored, outcome)
    assert (example.answer.status, example.answer.body) == (status, body)
    is_refused = outcome is Outcome.VALIDATION_ERROR
    assert example.notes == (*([Note.SENT_IS_VALID] if is_refused else []), Note.NOT_DESCRIBED)


def test_an_example_of_the_document_is_taken_when_it_fits() -> None:
    body = {"content": {"application/json": {"schema": {"type": "integer"}, "example": 7}}}
    wrong = {"content": {"application/json": {"schema": {"type": "integer"}, "example": "x"}}}
    fine = {"200": {"description": ""}}
    right = build_example(one_operation({"requestBody": body, "responses": fine}))
    assert (right.request.body, right.is_generated) == (7, False)
    made = build_example(one_operation({"requestBody": wrong, "responses": fine}))
    assert (made.request.body, made.is_generated) == (1, True)
    assert build_example(one_operation({"responses": fine})).is_generated


def test_what_is_read_only_is_not_sent_and_what_is_write_only_does_not_come_back() -> None:
    schema = {
        "type": "object",
        "required": ["id", "secret", "name"],
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "secret": {"type": "string", "writeOnly": True},
            "name": {"const": "Ada"},
        },
    }
    content = {"content": {"application/json": {"schema": schema}}}
    example = build_example(
        one_operation(
            {"requestBody": content, "responses": {"201": {"description": "", **content}}}
        )
    )
    assert example.request.body == {"secret": "secret", "name": "Ada"}
    assert example.answer.body == {"id": 1, "name": "Ada"}


def test_a_schema_that_nothing_fits_is_said() -> None:
    content: dict[str, Any] = {"content": {"application/json": {"schema": {"not": {}}}}}
    example = build_example(
        one_operation(
            {"requestBody": content, "responses": {"200": {"description": "", **content}}}
        )
    )
    assert example.notes == (Note.IMPOSSIBLE_BODY, Note.IMPOSSIBLE_ANSWER)
    assert (example.request.media, example.answer.media) == ("", "")


def test_an_example_of_the_contract_does_not_hide_that_nothing_is_emptier() -> None:
    schema = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
    content = {"application/json": {"schema": schema, "example": {"id": 42}}}
    stored = one_operation({"responses": {"201": {"description": "", "content": content}}})
    example = build_example(stored, Outcome.EMPTY)
    assert (example.answer.body, example.notes) == ({"id": 1}, (Note.NEVER_EMPTY,))


INVALID = "This value is not valid."
LOST = {"type": "string", "pattern": "^(?=x)y$"}


def with_fields(required: list[str], **fields: Any) -> StoredOperation:
    schema = {"type": "object", "required": required, "properties": fields}
    content = {"content": {"application/json": {"schema": schema}}}
    return one_operation({"requestBody": content, "responses": {"204": {"description": ""}}})


def test_a_field_that_may_be_missing_is_left_out_where_it_has_no_text() -> None:
    example = build_example(with_fields(["name"], name={"const": "Ada"}, code=LOST))
    assert (example.request.body, example.notes) == ({"name": "Ada"}, ())


def test_a_field_without_text_does_not_take_the_body_with_it() -> None:
    stored = with_fields(["name", "code"], name={"const": "Ada"}, code=LOST)
    example = build_example(stored)
    assert example.request.body == {"name": "Ada", "code": "code"}
    assert (example.notes, example.unmade) == ((Note.UNMADE,), ("code",))


def test_what_contradicts_itself_beside_a_field_without_text_is_said() -> None:
    example = build_example(with_fields(["name", "code"], name={"not": {}}, code=LOST))
    assert (example.request.media, example.notes) == ("", (Note.IMPOSSIBLE_BODY,))


@pytest.mark.parametrize("sdl", [GRAPH, documents.SDL])
@pytest.mark.parametrize("outcome", [Outcome.SUCCESS, Outcome.EMPTY])
def test_a_graphql_example_is_what_a_server_would_answer(sdl: str, outcome: Outcome) -> None:
    contract, schema = contract_of(sdl), build_schema(sdl)
    for operation in contract.operations:
        example = build_example(stored_of(contract, operation.key), outcome)
        document = parse(example.request.query)
        assert validate(schema, document) == []
        if operation.method == "SUBSCRIPTION":
            continue
        answer = json.loads(json.dumps(example.answer.body))
        result = graphql_sync(
            schema,
            example.request.query,
            root_value=answer["data"],
            variable_values=dict(example.request.variables),
            type_resolver=lambda value, *_: value.get("__typename", "Book"),
        )
        assert result.errors is None
        assert result.data == answer["data"]


def test_graphql_errors_come_with_what_null_allows() -> None:
    contract = contract_of(documents.SDL)
    one = build_example(stored_of(contract, "Query.product"), Outcome.NOT_FOUND).answer.body
    many = build_example(stored_of(contract, "Query.products"), Outcome.FORBIDDEN)
    assert one == {
        "errors": [
            {"message": "Not found.", "path": ["product"], "extensions": {"code": "NOT_FOUND"}}
        ],
        "data": {"product": None},
    }
    assert isinstance(many.answer.body, dict)
    assert many.answer.body["data"] is None
    assert many.notes == (Note.GRAPHQL_ERROR,)


@pytest.mark.parametrize(
    ("payload", "good", "bad"),
    [
        (
            "thing: Thing errors: [Wrong!]",
            {"thing": {"id": "1"}, "errors": []},
            {"thing": None, "errors": [{"field": "name", "messages": [INVALID]}]},
        ),
        (
            "thing: Thing! ok: Boolean! userErrors: [Wrong!]! tags: [String!]!",
            {"thing": {"id": "1"}, "ok": True, "userErrors": [], "tags": ["tags"]},
            {
                "thing": {"id": "1"},
                "ok": False,
                "userErrors": [{"field": "name", "messages": [INVALID]}],
                "tags": [],
            },
        ),
        (
            "thing: Thing error: Wrong",
            {"thing": {"id": "1"}, "error": None},
            {"thing": None, "error": {"field": "name", "messages": [INVALID]}},
        ),
    ],
)
def test_a_mutation_tells_in_its_own_list_what_is_wrong(
    payload: str, good: dict[str, Any], bad: dict[str, Any]
) -> None:
    sdl = f"""
    type Query {{ thing: Thing }}
    type Mutation {{ add(input: Given!): Added }}
    type Added {{ {payload} }}
    type Thing {{ id: ID! }}
    type Wrong {{ field: String! messages: [String!]! }}
    input Given {{ size: Int name: String! }}
    """
    stored = stored_of(sdl, "Mutation.add")
    assert build_example(stored).answer.body == {"data": {"add": good}}
    wrong = build_example(stored, Outcome.VALIDATION_ERROR)
    assert (wrong.answer.body, wrong.notes) == ({"data": {"add": bad}}, (Note.SENT_IS_VALID,))
    lost = build_example(stored, Outcome.FORBIDDEN)
    assert isinstance(lost.answer.body, dict)
    assert lost.answer.body["data"] == {"add": None}
    assert lost.notes == (Note.GRAPHQL_ERROR,)


def test_alternatives_that_only_a_discriminator_tells_apart_have_an_example() -> None:
    def named(field: str) -> dict[str, Any]:
        fields = {"kind": {"type": "string"}, field: {"type": "integer"}}
        return {"type": "object", "required": ["kind"], "properties": fields}

    schema = {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"},
        },
    }
    stored = one_operation(
        {"requestBody": {"content": {"application/json": {"schema": schema}}}},
        components={"schemas": {"Cat": named("lives"), "Dog": named("walks")}},
    )
    example = build_example(stored)
    assert example.request.body == {"kind": "cat", "lives": 1}
    assert Note.OVERLAPPING in example.notes


def answered(schema: dict[str, Any], status: str = "200") -> Any:
    content = {"application/json": {"schema": schema}}
    stored = one_operation({"responses": {status: {"description": "", "content": content}}})
    outcome = Outcome.VALIDATION_ERROR if status == "422" else Outcome.SUCCESS
    return build_example(stored, outcome)


@pytest.mark.parametrize("schema", [{}, {"type": "object", "additionalProperties": True}])
def test_an_answer_that_is_not_described_is_empty_and_said(schema: dict[str, Any]) -> None:
    example = answered(schema)
    assert (example.answer.body, example.notes) == ({}, (Note.UNTOLD,))
    assert example.is_generated


def test_an_error_says_what_went_wrong() -> None:
    text = {"type": "string"}
    listed = {"type": "array", "items": text}
    fields = {"detail": text, "code": {"type": "integer"}, "loc": listed, "errors": listed}
    assert answered({"type": "object", "properties": fields}, "422").answer.body == {
        "detail": "This value is not valid.",
        "code": 422,
        "loc": ["body"],
        "errors": ["This value is not valid."],
    }
