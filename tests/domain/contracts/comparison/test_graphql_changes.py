"""What changed between two GraphQL schemas, and which operations it touches."""

from __future__ import annotations

import json

import pytest
from graphql import build_schema, introspection_from_schema
from graphql.utilities.find_schema_changes import (
    BreakingChangeType,
    DangerousChangeType,
    SafeChangeType,
)

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
        ("price: Float! note", "note", "input-field-removed", "NewProduct.price", "", ""),
        (
            "price: Float! note",
            "price: Float note",
            "input-field-changed-kind-safe",
            "NewProduct.price",
            "Float!",
            "Float",
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


EVERY = """
directive @shown(to: String, at: Int = 1) repeatable on FIELD | QUERY
directive @kept on OBJECT
interface Node { id: ID! }
interface Named { name: String }
type Product implements Node { id: ID! price(in: String = "EUR", at: Int): Float! maker: Maker }
type Maker implements Named { name: String }
type Extra { text: String }
type Spare { text: Int }
union Hit = Product | Maker
enum State { NEW SOLD }
input Filter { state: State = NEW, words: String }
input Either { one: Int, other: Int }
type Query { node(id: ID!): Node hits(by: Filter, text: String!): [Hit!]! extra: Extra }
type Mutation { sell(id: ID!): Boolean! mark(by: Either): Int }
"""
NODE = "interface Node { id: ID! }"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("type Spare { text: Int }", "", "type-removed"),
        (NODE, f"{NODE} scalar Day", "type-added"),
        ("union Hit = Product | Maker", "type Hit { id: ID! }", "type-changed-kind"),
        ("= Product | Maker", "= Product", "type-removed-from-union"),
        ("= Product | Maker", "= Product | Maker | Extra", "type-added-to-union"),
        ("NEW SOLD", "NEW", "value-removed-from-enum"),
        ("NEW SOLD", "NEW SOLD OLD", "value-added-to-enum"),
        ("words: String", "words: String, more: Int!", "required-input-field-added"),
        ("words: String", "words: String, more: Int", "optional-input-field-added"),
        ("= NEW,", "= SOLD,", "input-field-default-value-change"),
        ("words: String", 'words: String = "a"', "input-field-default-value-added"),
        ("input Either {", "input Either @oneOf {", "input-became-choice"),
        ("Product implements Node", "Product", "implemented-interface-removed"),
        ("implements Named {", "implements Named & Node { id: ID!", "implemented-interface-added"),
        (", words: String", "", "input-field-removed"),
        ("words: String", "words: String!", "input-field-changed-kind"),
        ("one: Int,", "one: Float,", "input-field-changed-kind"),
        ("extra: Extra", "", "field-removed"),
        ("extra: Extra", "extra: Extra more: Int", "field-added"),
        ("extra: Extra", "extra: [Extra]", "field-changed-kind"),
        ("extra: Extra", "extra: Extra!", "field-changed-kind-safe"),
        ("by: Filter,", "by: Filter, more: Int!,", "required-arg-added"),
        ("by: Filter,", "by: Filter, more: Int,", "optional-arg-added"),
        ("by: Filter,", "", "arg-removed"),
        ("by: Filter,", "by: Filter!,", "arg-changed-kind"),
        ("text: String!)", "text: String)", "arg-changed-kind-safe"),
        ('"EUR"', '"USD"', "arg-default-value-change"),
        ("at: Int):", "at: Int = 1):", "arg-default-value-added"),
        ("directive @kept on OBJECT", "", "directive-removed"),
        (NODE, f"{NODE} directive @new on OBJECT", "directive-added"),
        ("to: String,", "", "directive-arg-removed"),
        ("to: String,", "to: String, by: Int!,", "required-directive-arg-added"),
        ("to: String,", "to: String, by: Int,", "optional-directive-arg-added"),
        ("repeatable on", "on", "directive-repeatable-removed"),
        ("@kept on", "@kept repeatable on", "directive-repeatable-added"),
        ("FIELD | QUERY", "FIELD", "directive-location-removed"),
        ("@kept on OBJECT", "@kept on OBJECT | UNION", "directive-location-added"),
        ("extra: Extra", 'extra: Extra @deprecated(reason: "late")', "deprecated"),
    ],
)  # fmt: skip  # one case a line
def test_each_kind_of_change_is_found_in_both_forms_of_a_schema(
    old: str, new: str, rule: str
) -> None:
    assert EVERY.count(old) == 1
    texts = EVERY, EVERY.replace(old, new)
    found = compare_contracts(*(read_document(each.encode()).contract for each in texts))
    assert f"graphql-{rule}" in {each.rule for each in found}
    answers = [
        json.dumps({"data": introspection_from_schema(build_schema(each))}).encode()
        for each in texts
    ]
    before, after = (read_document(each).contract for each in answers)
    assert compare_contracts(before, after) == found
    assert compare_contracts(read_document(texts[0].encode()).contract, before) == ()


def test_no_kind_of_change_of_the_reference_is_forgotten() -> None:
    kinds = {*BreakingChangeType, *DangerousChangeType, *SafeChangeType}
    rules = {f"graphql-{each.name.lower().replace('_', '-')}" for each in kinds}
    assert rules - GRADES.keys() == {"graphql-description-changed"}


def every(old: str, new: str) -> list[Change]:
    return changes(old, new, text=EVERY)


def test_a_root_type_that_is_gone_touches_all_that_it_offered() -> None:
    change, *_ = every("type Mutation { sell(id: ID!): Boolean! mark(by: Either): Int }", "")
    assert set(change.touches) == {"Mutation.sell", "Mutation.mark"}


def test_what_implements_an_interface_is_reached_through_it() -> None:
    (change,) = every("maker: Maker }", "}")
    assert (change.operation, set(change.touches)) == (
        "Product.maker",
        {"Query.node", "Query.hits"},
    )
    (change,) = every("{ text: String }", "{ text: Int }")
    assert change.touches == ("Query.extra",)


def test_a_directive_touches_those_who_write_it() -> None:
    (change,) = every("FIELD | QUERY", "FIELD")
    assert set(change.touches) == {
        *("Query.node", "Query.hits", "Query.extra", "Mutation.sell", "Mutation.mark")
    }
    (change,) = every("directive @kept on OBJECT", "")
    assert change.touches == ()


def test_defaults_are_told_as_they_were_and_are() -> None:
    (change,) = every(' = "EUR"', "")
    assert (change.was, change.is_) == ('"EUR"', "")
    (change,) = every('"EUR"', '"from EUR to USD"')
    assert (change.was, change.is_) == ('"EUR"', '"from EUR to USD"')


def test_another_reason_for_a_deprecation_is_told() -> None:
    text = EVERY.replace("extra: Extra", 'extra: Extra @deprecated(reason: "late")')
    (change,) = changes('"late"', '"use hits"', text=text)
    assert (change.rule, change.was, change.is_) == (
        "graphql-deprecation-explained",
        "late",
        "use hits",
    )


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
