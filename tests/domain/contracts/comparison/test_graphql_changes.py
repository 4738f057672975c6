"""What changed between two GraphQL schemas, and which operations it touches."""

from __future__ import annotations

import pytest

from domain.contracts.changes import Change, Grade
from domain.contracts.comparison import compare_contracts
from domain.contracts.comparison.rules import GRADES
from domain.contracts.reading.documents import read_document

SHOP = """
directive @owned(by: String) on FIELD_DEFINITION
interface Node { id: ID! }
type Product implements Node { id: ID! price: Float! state: State! maker: Maker }
type Maker { name: String products(first: Int = 10, state: State): [Product!]! }
enum State { NEW SOLD }
union Hit = Product | Maker
input NewProduct { price: Float! note: String = "none" }
type Query { product(id: ID!): Product search(text: String!): [Hit!]! makers: [Maker!]! }
type Mutation { create(input: NewProduct!): Boolean! }
"""


def changes(old: str, new: str, *, text: str = SHOP) -> list[Change]:
    assert old in text
    before, after = (
        read_document(each.encode()).contract for each in (text, text.replace(old, new, 1))
    )
    return list(compare_contracts(before, after))


@pytest.mark.parametrize(
    ("old", "new", "rule", "coordinate", "was", "is_"),
    [
        ("price: Float! state", "state", "field-removed", "Product.price", "", ""),
        (
            "price: Float! st",
            "price: String! st",
            "field-changed-kind",
            "Product.price",
            "Float!",
            "String!",
        ),
        (
            "maker: Maker }",
            "maker: Maker! }",
            "field-changed-kind-safe",
            "Product.maker",
            "Maker",
            "Maker!",
        ),
        ("maker: Maker }", "maker: Maker size: Int }", "field-added", "Product.size", "", ""),
        ("NEW SOLD", "NEW", "value-removed-from-enum", "State.SOLD", "", ""),
        ("NEW SOLD", "NEW SOLD OLD", "value-added-to-enum", "State.OLD", "", ""),
        ("= Product | Maker", "= Product", "type-removed-from-union", "Hit", "Maker", ""),
        ("implements Node ", "", "implemented-interface-removed", "Product", "Node", ""),
        (
            "note: String",
            "size: Int! note: String",
            "required-input-field-added",
            "NewProduct.size",
            "",
            "",
        ),
        (
            "note: String",
            "size: Int note: String",
            "optional-input-field-added",
            "NewProduct.size",
            "",
            "",
        ),
        (
            '= "none"',
            '= "any"',
            "input-field-default-value-change",
            "NewProduct.note",
            '"none"',
            '"any"',
        ),
        ("first: Int = 10, ", "", "arg-removed", "Maker.products(first:)", "", ""),
        (
            "first: Int = 10",
            "first: Int = 20",
            "arg-default-value-change",
            "Maker.products(first:)",
            "10",
            "20",
        ),
        (
            "text: String!)",
            "text: String!, page: Int!)",
            "required-arg-added",
            "Query.search(page:)",
            "",
            "",
        ),
        (
            "text: String!)",
            "text: String!, page: Int)",
            "optional-arg-added",
            "Query.search(page:)",
            "",
            "",
        ),
        (
            "(text: String!)",
            "(text: Int!)",
            "arg-changed-kind",
            "Query.search(text:)",
            "String!",
            "Int!",
        ),
        ("makers: [Maker!]! }", "}", "field-removed", "Query.makers", "", ""),
        (
            "directive @owned(by: String) on FIELD_DEFINITION",
            "",
            "directive-removed",
            "@owned",
            "",
            "",
        ),
    ],
)
def test_what_the_reference_finds_is_named_by_its_coordinate(
    old: str, new: str, rule: str, coordinate: str, was: str, is_: str
) -> None:
    (change,) = changes(old, new)
    assert (change.rule, change.operation) == (f"graphql-{rule}", coordinate)
    assert (change.was, change.is_) == (was, is_)
    assert change.grade is GRADES[change.rule]


def test_those_who_reach_a_type_are_touched_and_no_others() -> None:
    (change,) = changes("price: Float! state", "state")
    assert set(change.touches) == {"Query.product", "Query.search", "Query.makers"}
    (change,) = changes("note: String", "size: Int! note: String")
    assert change.touches == ("Mutation.create",)
    (change,) = changes("NEW SOLD", "NEW")
    assert set(change.touches) == {"Query.product", "Query.search", "Query.makers"}
    (change,) = changes("(text: String!)", "(text: Int!)")
    assert change.touches == ("Query.search",)


def test_deprecation_is_told_and_descriptions_are_not() -> None:
    (change,) = changes("maker: Maker }", 'maker: Maker @deprecated(reason: "use makers") }')
    assert (change.rule, change.grade) == ("graphql-deprecated", Grade.SAFE)
    assert (change.operation, change.is_) == ("Product.maker", "use makers")
    assert changes("maker: Maker }", '"who made it" maker: Maker }') == []


def test_another_order_is_no_change() -> None:
    assert changes("id: ID! price: Float!", "price: Float! id: ID!") == []
    assert changes("= Product | Maker", "= Maker | Product") == []


def test_rest_that_became_graphql_breaks_everything() -> None:
    rest = b'{"openapi": "3.0.3", "info": {}, "paths": {"/a": {"get": {"responses": {}}}}}'
    old, new = read_document(rest).contract, read_document(SHOP.encode()).contract
    (change,) = compare_contracts(old, new)
    assert (change.rule, change.grade, change.touches) == (
        "kind-changed",
        Grade.BREAKING,
        ("GET /a",),
    )


def test_a_standard_scalar_is_no_new_type() -> None:
    text = "type Query { a: Boolean }"
    (change,) = changes("a: Boolean", "a: Boolean b: Int", text=text)
    assert change.operation == "Query.b"
    (change,) = changes("b: Int", "", text="type Query { a: Boolean b: Int }")
    assert change.operation == "Query.b"
