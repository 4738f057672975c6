"""Whatever a schema asks for, the value made of it is valid against it, and always the same."""

from __future__ import annotations

import re
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings, strategies as st

from domain.contracts.examples.checks import (
    MOST_WORK_TOGETHER,
    WORK_OF_A_VALIDATOR,
    Checker,
    ExhaustedError,
)
from domain.contracts.examples.generate import Extent, UnsatisfiableError, generate_value
from domain.contracts.examples.patterns import texts_matching
from domain.contracts.model import Schema

NODE: Schema = {
    "type": "object",
    "required": ["name", "children"],
    "properties": {
        "name": {"type": "string"},
        "parent": {"$ref": "#/types/Node"},
        "children": {"type": "array", "items": {"$ref": "#/types/Node"}},
    },
}
LEAVES: st.SearchStrategy[Schema] = st.sampled_from(
    [
        {"type": "string"},
        {"type": "string", "format": "email"},
        {"type": "string", "format": "date-time"},
        {"type": "string", "format": "uuid"},
        {"type": "string", "format": "uri"},
        {"type": "string", "format": "duration"},
        {"type": "string", "minLength": 12, "maxLength": 14},
        {"type": "string", "pattern": "^[A-Z]{3}-\\d{4}$"},
        {"type": "string", "pattern": "^(0|[1-9][0-9]*)$", "minLength": 4},
        {"type": "string", "enum": ["draft", "live"]},
        {"type": ["string", "null"], "maxLength": 1},
        {"type": "integer", "exclusiveMinimum": 3, "multipleOf": 4},
        {"type": "integer", "maximum": -7},
        {"type": "number", "minimum": 0.25, "exclusiveMaximum": 0.5},
        {"type": "number", "multipleOf": 0.01, "minimum": 10.005},
        {"type": "boolean"},
        {"type": "null"},
        {"const": {"a": [1]}},
        {"type": "string", "not": {"const": "text"}},
        {"$ref": "#/types/Node"},
        {"type": "integer", "default": "none", "examples": ["x", 7]},
        {},
    ]
)


def _composed(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    names = st.sampled_from(["id", "email", "items", "a b", "count"])
    objects = st.builds(
        lambda properties, count: {
            "type": "object",
            "properties": properties,
            "required": sorted(properties)[:count],
        },
        st.dictionaries(names, inner, max_size=3),
        st.integers(0, 3),
    )
    lists = st.builds(
        lambda items, least: {"type": "array", "items": items, "minItems": least},
        inner,
        st.integers(0, 3),
    )
    return st.one_of(
        objects,
        lists,
        st.builds(lambda schema: {"type": "object", "additionalProperties": schema}, inner),
        st.builds(lambda one, other: {"anyOf": [one, other]}, inner, inner),
        st.builds(lambda one: {"oneOf": [one, {"type": "null"}]}, objects),
        st.builds(lambda one, other: {"allOf": [one, other]}, objects, objects),
        st.builds(lambda one, two: {"type": "array", "prefixItems": [one, two]}, inner, inner),
    )


SCHEMAS: st.SearchStrategy[Schema] = st.recursive(LEAVES, _composed, max_leaves=8)


def is_valid(schema: Schema, value: object, *, formats: bool = True) -> bool:
    """What jsonschema-rs says, with the types moved to where it looks for them."""

    def moved(part: Any) -> Any:
        if isinstance(part, list):
            return [moved(each) for each in part]
        if not isinstance(part, dict):
            return part
        return {
            key: each.replace("#/types/", "#/$defs/") if key == "$ref" else moved(each)
            for key, each in part.items()
        }

    whole = moved(schema) | {"$defs": moved({"Node": NODE})}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=formats).is_valid(value)


@settings(max_examples=150)
@given(schema=SCHEMAS, extent=st.sampled_from(Extent))
def test_every_generated_value_is_valid_and_the_same_again(schema: Schema, extent: Extent) -> None:
    types = {"Node": NODE}
    try:
        value = generate_value(schema, types, extent)
    except UnsatisfiableError:
        return
    assert is_valid(schema, value, formats=False)  # two formats at once: nothing has both
    assert generate_value(schema, types, extent) == value


@settings(max_examples=100)
@given(schema=LEAVES)
def test_every_plain_schema_has_a_value(schema: Schema) -> None:
    assert is_valid(schema, generate_value(schema, {"Node": NODE}))


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "integer", "examples": ["no", 7], "default": 3}, 7),
        ({"type": "integer", "examples": ["no"], "default": 3}, 3),
        ({"type": "integer", "default": "no", "enum": [5, 6]}, 5),
        ({"const": None}, None),
        ({"type": ["null", "string"], "maxLength": 2}, "te"),
        ({"type": "string", "format": "date"}, "2026-01-01"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, {"key": 1}),
        ({"type": "array", "items": {"type": "integer"}, "minItems": 2}, [1, 1]),
        (
            {"type": "array", "items": {"type": "integer"}, "minItems": 2, "uniqueItems": True},
            [1, 2],
        ),
        ({"type": "array", "items": {}, "maxItems": 0}, []),
        ({"oneOf": [{"type": "integer"}, {"type": "string"}]}, 1),
        ({"allOf": [{"type": "integer", "minimum": 5}, {"maximum": 5}]}, 5),
        ({"$ref": "#/types/Node"}, {"name": "Ada", "children": []}),
        ({"anyOf": [{"type": "null"}, {"type": "boolean"}]}, True),
    ],
)
def test_what_is_made(schema: Schema, value: object) -> None:
    types: dict[str, Schema] = {
        "Node": {**NODE, "properties": {"name": {"const": "Ada"}, "children": {"maxItems": 0}}}
    }
    assert generate_value(schema, types) == value


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "array", "items": {"type": "integer"}}, []),
        ({"type": "array", "items": {"type": "integer"}, "minItems": 1}, [1]),
        (
            {
                "type": "object",
                "required": ["count", "next", "results"],
                "properties": {
                    "count": {"type": "integer"},
                    "next": {"type": ["string", "null"]},
                    "results": {"type": "array", "items": {"type": "string"}},
                },
            },
            {"count": 0, "next": None, "results": []},
        ),
    ],
)
def test_an_empty_value_is_empty_where_that_is_allowed(schema: Schema, value: object) -> None:
    assert generate_value(schema, {}, Extent.EMPTY) == value


@pytest.mark.parametrize(
    "schema",
    [
        {"not": {}},
        {"type": "integer", "minimum": 5, "maximum": 4},
        {"type": "string", "minLength": 10_000_000},
        {"type": "array", "minItems": 1_000_000, "items": {}},
        {"allOf": [{"type": "integer"}, {"type": "string"}]},
        {"enum": []},
        {"$ref": "#/types/Endless"},
        {"type": "string", "pattern": "a{3}", "maxLength": 2},
    ],
)
def test_what_nobody_can_satisfy_is_said(schema: Schema) -> None:
    endless: Schema = {
        "type": "object",
        "required": ["again"],
        "properties": {"again": {"$ref": "#/types/Endless"}},
    }
    with pytest.raises(UnsatisfiableError):
        generate_value(schema, {"Endless": endless})


def test_a_type_that_doubles_at_every_step_ends() -> None:
    types: dict[str, Schema] = {
        f"T{at}": {
            "type": "object",
            "required": ["a", "b"],
            "properties": {
                "a": {"$ref": f"#/types/T{at + 1}"},
                "b": {"$ref": f"#/types/T{at + 1}"},
            },
        }
        for at in range(40)
    }
    with pytest.raises(UnsatisfiableError):
        generate_value({"$ref": "#/types/T0"}, types)


def test_the_discriminator_names_the_alternative() -> None:
    pet: Schema = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}},
    }
    schema: Schema = {
        "oneOf": [{"$ref": "#/types/Cat"}, {"type": "integer"}],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/types/Cat"}},
    }
    assert generate_value(schema, {"Cat": pet}) == {"kind": "cat"}


@pytest.mark.parametrize(
    "pattern",
    [
        r"^\d{3}-[a-f]+$",
        r"(foo|bar)baz?",
        r"^[^a-z]{2,5}$",
        r"^(a)(b)?\1$",
        r"\w+@\w+\.[a-z]{2,}",
        r"^(?:[01]\d|2[0-3]):[0-5]\d$",
        r".{3}",
    ],
)
def test_texts_of_a_pattern_match_it(pattern: str) -> None:
    assert re.search(pattern, texts_matching(pattern)[0])


@pytest.mark.parametrize(
    "pattern",
    [
        r"^(?=.*[A-Z])(?=.*\d).{8,}$",
        r"^(?=.*[a-z])(?=.*\d)[A-Za-z\d]{8,}$",
        r"^(?=.*?[A-Z])(?=.*?[a-z])(?=.*?[0-9])(?=.*?[#^~]).{8,32}$",
        r"(?=^.{8,}$)((?=.*\d)|(?=.*\W+))(?![.\n])(?=.*[A-Z])(?=.*[a-z]).*$",
        r"^(?!.*\s)(?=.*\d)[^a-z]{6}$",
        r"^(?=(?:.*\d){3})[a-z\d]{4,6}$",
        r"^(?=.*foo)(?=.*bar)[a-z]+$",
        r"^(?!.*(.)\1{2})(?=.*[A-Z])(?=.*[^A-Za-z0-9]).{12,}$",
        r"^(?!(000|666))\d{3}-(?!00)\d{2}$",
        r"^(?=.*[\p{Lu}])(?=.*\d).{8,}$",
    ],
)
def test_a_pattern_that_looks_ahead_has_a_text(pattern: str) -> None:
    schema: Schema = {"type": "string", "pattern": pattern}
    assert is_valid(schema, generate_value(schema, {}))
    longer = schema | {"minLength": 12, "maxLength": 12}
    if pattern.endswith((",}$", "+$")):
        assert is_valid(longer, generate_value(longer, {}))


def test_what_has_no_text_is_named_with_its_pattern() -> None:
    lost: Schema = {"type": "string", "pattern": "^(?=x)y$"}
    items: Schema = {"type": "array", "minItems": 1, "items": {"oneOf": [lost, {"not": {}}]}}
    for inner in (lost, items):
        schema: Schema = {"type": "object", "required": ["codes"], "properties": {"codes": inner}}
        with pytest.raises(UnsatisfiableError) as caught:
            generate_value(schema, {})
        assert (caught.value.name.rstrip("s"), caught.value.pattern) == ("code", "^(?=x)y$")


@pytest.mark.parametrize("pattern", ["(", r"\p{L}+", "a{9999}"])
def test_a_pattern_that_cannot_be_walked_gives_nothing(pattern: str) -> None:
    assert texts_matching(pattern) == ()


def test_alternatives_without_end_are_given_up() -> None:
    schema: Schema = {"type": "string", "pattern": "^[^a]{3,}$", "maxLength": 2}
    for _ in range(12):
        schema = {"anyOf": [schema, {"allOf": [schema, {"minLength": 9}]}, {"not": {}}]}
    with pytest.raises(UnsatisfiableError):
        generate_value(schema, {})


@pytest.mark.parametrize(
    ("name", "schema", "value"),
    [
        ("billingEmail", {}, "ada1@example.com"),
        ("created_at", {}, "2026-01-01T09:30:00Z"),
        ("profile-image", {}, "https://example.com/1.png"),
        ("price", {"format": "decimal", "pattern": r"^-?\d{0,8}(?:\.\d{0,2})?$"}, "1.50"),
        ("username", {"pattern": r"^[\w.@+-]+$", "maxLength": 150}, "ada1"),
        ("slug", {"pattern": "^[-a-zA-Z0-9_]+$"}, "example-1"),
        ("slug", {"pattern": "^[A-Z]{3}$"}, "AAA"),
        ("ip", {"format": "ipvanyaddress"}, "192.0.2.1"),
        ("access", {}, "<token>"),
        ("wheelchair_access", {}, "wheelchair_access"),
    ],
)
def test_a_text_is_what_its_name_and_format_say_where_that_fits(
    name: str, schema: Schema, value: str
) -> None:
    assert generate_value({"type": "string", **schema}, {}, name=name) == value


@pytest.mark.parametrize(
    ("name", "schema", "value"),
    [
        ("unitPrice", {"type": "number"}, 19.5),
        ("total", {"type": "integer"}, 19),
        ("year", {"type": "integer"}, 2026),
        ("year", {"type": "integer", "maximum": 1999}, 1),
        ("limit", {"type": "integer", "maximum": 100}, 10),
    ],
)
def test_a_number_is_what_its_name_says_where_that_fits(
    name: str, schema: Schema, value: float
) -> None:
    assert generate_value(schema, {}, name=name) == value


def test_all_attempts_together_are_bounded() -> None:
    checker = Checker({}, {})
    with pytest.raises(ExhaustedError):
        for _ in range(MOST_WORK_TOGETHER):
            checker.begin()
            assert checker.fits({"type": "string"}, "a")
    assert checker.work <= MOST_WORK_TOGETHER + WORK_OF_A_VALIDATOR


def test_a_check_of_much_is_more_work_than_one_of_little() -> None:
    little, much = Checker({}, {}), Checker({}, {})
    assert little.fits({"type": "array"}, [1] * 1_000)
    assert much.fits({"type": "array", "items": {"type": "integer"}}, [1] * 1_000)
    assert much.work > little.work * 5
