"""What an operation takes and gives, in rows that stay few."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from domain.contracts.codec import (
    pack_contract,
    pack_operation,
    unpack_contract,
    unpack_operation,
)
from domain.contracts.model import Place, Schema
from domain.contracts.outline import Row, outline_operation, type_text
from tests.domain.contracts import documents
from tests.domain.contracts.examples.stored import contract_of, one_operation, stored_of


def rows_of(schema: dict[str, Any], **schemas: Any) -> tuple[Row, ...]:
    """The rows of a body, without that of the whole."""
    stored = one_operation(
        {"requestBody": {"content": {"application/json": {"schema": schema}}}},
        components={"schemas": schemas},
    )
    body = outline_operation(stored.operation, stored.types).body
    assert body is not None
    return body.rows[1:]


def test_parameters_and_what_comes_back() -> None:
    stored = stored_of(documents.OPENAPI_30, "GET /products/")
    outline = outline_operation(stored.operation, stored.types)
    assert outline.parameters == (
        Row("limit", "integer | null", bounds=("> 0", "≤ 100"), place=Place.QUERY),
        Row("X-Shop", "string", is_required=True, place=Place.HEADER),
    )
    assert outline.body is None
    (response,) = outline.responses
    assert (response.status, response.media, response.is_cut) == ("200", "application/json", False)
    assert [(row.path, row.type) for row in response.rows] == [
        ("", "Page"),
        ("count", "integer"),
        ("results", "Product[]"),
        ("results[].id", "integer"),
        ("results[].name", "string"),
        ("results[].price", "string (decimal)"),
        ("results[].status", "string"),
        ("results[].owner", "User | null"),
        ("results[].owner.name", "string"),
    ]
    status = response.rows[6]
    assert (status.values, status.default) == (('"draft"', '"live"'), '"draft"')


def test_what_is_only_read_is_no_field_of_what_is_sent() -> None:
    stored = stored_of(documents.OPENAPI_30, "POST /products/")
    outline = outline_operation(stored.operation, stored.types)
    assert outline.body is not None
    assert outline.is_body_required
    assert "id" not in [row.path for row in outline.body.rows]
    assert "id" in [row.path for row in outline.responses[0].rows]


def test_a_type_within_itself_is_marked_and_ends() -> None:
    node = {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "children": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
        },
    }
    rows = rows_of({"$ref": "#/components/schemas/Node"}, Node=node)
    assert rows == (Row("name", "string"), Row("children", "Node[]", is_recursive=True))


def test_the_types_of_a_union_list_their_fields() -> None:
    cat = {"type": "object", "required": ["lives"], "properties": {"lives": {"type": "integer"}}}
    named = [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Name"}]
    rows = rows_of({"properties": {"pet": {"oneOf": named}}}, Cat=cat, Name={"type": "string"})
    assert rows == (
        Row("pet", "Cat | Name"),
        Row("pet(Cat)", "Cat"),
        Row("pet(Cat).lives", "integer", is_required=True),
        Row("pet(Name)", "Name"),
    )


def test_depth_and_rows_are_bounded() -> None:
    deep: dict[str, Any] = {"type": "string"}
    for _ in range(10):
        deep = {"type": "object", "properties": {"in": deep}}
    assert [row.path for row in rows_of(deep)] == ["in", "in.in", "in.in.in", "in.in.in.in"]
    wide = {"type": "object", "properties": {f"f{at}": {} for at in range(200)}}
    assert len(rows_of(wide)) == 59


def test_many_values_are_counted() -> None:
    (row,) = rows_of({"properties": {"a": {"enum": [*range(20)]}}})
    assert (len(row.values), row.more_values) == (8, 12)


GRAPH = """
type Query {
  shelf(order: Order = UP, orders: [Order!] = [UP, DOWN]): Shelf
  old(at: Int @deprecated(reason: "Use shelf.")): Shelf @deprecated(reason: "Use shelf.")
  older: Shelf @deprecated
}
type Shelf {
  books(after: String, first: Int!): [Int!]!
  many(a: Int, b: Int, c: Int, d: Int, e: Int, f: Int, g: Int, h: Int, i: Int!): Int
  rows: Int @deprecated(reason: "Use books.")
  gone: Int @deprecated
}
enum Order { UP DOWN }
"""


def test_fields_of_graphql_come_with_what_they_take_and_why_they_are_deprecated() -> None:
    stored = stored_of(GRAPH, "Query.shelf")
    outline = outline_operation(stored.operation, stored.types)
    assert [(row.values, row.default) for row in outline.parameters] == [
        (("UP", "DOWN"), "UP"),
        (("UP", "DOWN"), "[UP, DOWN]"),
    ]
    books, many, rows, gone = outline.responses[0].rows[1:]
    assert books.arguments == ("first: Int!", "after: String")
    assert (many.arguments[0], len(many.arguments), many.more_arguments) == ("i: Int!", 8, 1)
    assert (rows.is_deprecated, rows.reason) == (True, "Use books.")
    assert (gone.is_deprecated, gone.reason) == (True, "")


def test_the_reason_of_a_deprecation_is_kept() -> None:
    contract = contract_of(GRAPH)
    packed = json.loads(json.dumps(pack_contract(contract)))
    assert unpack_contract(packed) == contract
    old = stored_of(contract, "Query.old")
    assert (old.operation.deprecated, old.operation.reason) == (True, "Use shelf.")
    row = outline_operation(old.operation, old.types).parameters[0]
    assert (row.is_deprecated, row.reason) == (True, "Use shelf.")
    older = stored_of(contract, "Query.older").operation
    assert (older.deprecated, older.reason) == (True, "")
    before = pack_operation(old.operation)
    del before["reason"]  # as it was written before reasons were kept
    assert unpack_operation(before) == replace(old.operation, reason="")


def test_arguments_of_graphql_list_their_fields() -> None:
    stored = stored_of(documents.SDL, "Mutation.rate")
    rows = outline_operation(stored.operation, stored.types).parameters
    assert [(row.path, row.type, row.is_required) for row in rows] == [
        ("input", "Rating!", True),
        ("input.product", "ID!", True),
        ("input.stars", "Int!", False),
        ("input.words", "String", False),
    ]


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({}, "any"),
        ({"type": ["null", "string"], "format": "date"}, "string (date) | null"),
        ({"oneOf": [{"$ref": "#/types/Cat"}, {"type": "integer"}]}, "Cat | integer"),
        ({"type": "array", "items": {"type": ["string", "null"]}}, "(string | null)[]"),
        ({"allOf": [{"$ref": "#/types/Cat"}, {"properties": {}}]}, "Cat"),
        ({"const": 1}, "1"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "{*: integer}"),
        ({"type": "array", "prefixItems": [{"type": "integer"}, {}]}, "[integer, any, …]"),
        ({"type": "array", "prefixItems": [{"type": "integer"}], "maxItems": 1}, "[integer]"),
        ({"x-graphql": "[Cat!]!", "type": "array"}, "[Cat!]!"),
    ],
)
def test_a_type_in_a_few_words(schema: Schema, text: str) -> None:
    assert type_text(schema, {"Cat": {"type": "object"}}) == text


@pytest.mark.parametrize(
    ("schema", "rows"),
    [
        (
            {"type": "object", "additionalProperties": {"properties": {"b": {"type": "string"}}}},
            (Row("a", "{*: any}"), Row("a.*", "any"), Row("a.*.b", "string")),
        ),
        (
            {"oneOf": [{"title": "Card", "properties": {"b": {}}}, {"properties": {"c": {}}}]},
            (
                *(Row("a", "any"), Row("a(Card)", "any"), Row("a(Card).b", "any")),
                *(Row("a(2)", "any"), Row("a(2).c", "any")),
            ),
        ),
        (
            {"anyOf": [{"type": "integer", "minimum": 1.0}, {"type": "null"}]},
            (Row("a", "integer | null", bounds=("≥ 1",)),),
        ),
        (
            {"type": "array", "items": {"type": "string", "maxLength": 5}},
            (Row("a", "string[]", bounds=("[]length ≤ 5",)),),
        ),
        (
            {"oneOf": [{"enum": ["a"]}, {"enum": [""]}, {"enum": [None]}], "type": "string"},
            (Row("a", "any | string", values=('"a"', '""')),),
        ),
        ({"type": "string", "const": "cat"}, (Row("a", "string", values=('"cat"',)),)),
        (
            {"type": "integer", "maximum": 2**63 - 1, "minimum": 0},
            (Row("a", "integer", bounds=("≥ 0",)),),
        ),
        (
            {"type": "string", "pattern": "a" * 50},
            (Row("a", "string", bounds=(f"/{'a' * 39}…/",)),),
        ),
        (
            {"type": "string", "description": "Required. A name.\n\n* `x` - a value"},
            (Row("a", "string", words="Required. A name."),),
        ),
    ],
)
def test_nothing_of_a_field_is_lost(schema: dict[str, Any], rows: tuple[Row, ...]) -> None:
    assert rows_of({"properties": {"a": schema}}) == rows
