"""Whether a change breaks clients, by direction: the table that the documentation tells."""

from __future__ import annotations

from typing import Any

import pytest

from domain.contracts.changes import Grade
from tests.domain.contracts.comparison.trees import (
    OK,
    Tree,
    compare,
    described,
    fields,
    parameter,
    received,
    sent,
    typed,
)

BREAKING, RISKY, SAFE = Grade.BREAKING, Grade.RISKY, Grade.SAFE
TEXT, NUMBER, WHOLE = typed("string"), typed("number"), typed("integer")
TEXTS = typed("array", items=TEXT)
USUAL = {**TEXT, "default": "x"}
SOME = {**TEXTS, "contains": TEXT}
THING = typed("object")


def worst(old: Tree, new: Tree) -> Grade | None:
    """The gravest grade of what changed."""
    grades = {each.grade for each in compare(old, new)}
    return next((grade for grade in Grade if grade in grades), None)


NARROWER = [
    pytest.param(wide, narrow, id=f"{number}-{name}")
    for number, (name, wide, narrow) in enumerate(
        [
            ("type", NUMBER, WHOLE),
            ("types", typed(["string", "integer"]), TEXT),
            ("typed at all", {}, TEXT),
            ("format", TEXT, typed("string", format="email")),
            ("smaller", typed("integer", format="int64"), typed("integer", format="int32")),
            ("time", typed("string", format="date-time"), typed("string", format="time")),
            ("null", typed(["string", "null"]), TEXT),
            ("enum", TEXT, typed("string", enum=["a"])),
            ("enum of values", TEXT, {"enum": ["a"]}),
            ("enum anywhere", {}, {"enum": ["a"]}),
            ("const", TEXT, typed("string", const="a")),
            ("bound set", WHOLE, typed("integer", maximum=5)),
            ("bound", typed("integer", minimum=1), typed("integer", minimum=2)),
            ("length", TEXT, typed("string", minLength=1)),
            ("items", TEXTS, {**TEXTS, "maxItems": 3}),
            ("contained", {**SOME}, {**SOME, "minContains": 2}),
            ("contains", TEXTS, {**TEXTS, "contains": typed("string", const="a")}),
            ("pattern", TEXT, typed("string", pattern="^a")),
            ("step set", WHOLE, typed("integer", multipleOf=5)),
            ("step", typed("number", multipleOf=0.1), typed("number", multipleOf=0.3)),
            ("unique", TEXTS, {**TEXTS, "uniqueItems": True}),
            ("first item", typed("array", prefixItems=[{}]), typed("array", prefixItems=[TEXT])),
            ("by pattern", THING, {**THING, "patternProperties": {"^a": WHOLE}}),
            ("names", THING, {**THING, "propertyNames": {"pattern": "^a"}}),
            ("together", THING, {**THING, "dependentRequired": {"a": ["b"]}}),
            (
                "more together",
                {**THING, "dependentRequired": {"a": ["b"]}},
                {**THING, "dependentRequired": {"a": ["b", "c"]}},
            ),
            ("depending", THING, {**THING, "dependentSchemas": {"a": {"required": ["b"]}}}),
            ("no others", fields("a"), {**fields("a"), "unevaluatedProperties": False}),
            ("if", THING, {**THING, "if": {"required": ["a"]}, "then": {"required": ["b"]}}),
            (
                "else",
                {**THING, "if": {"required": ["a"]}, "then": {"required": ["b"]}},
                {
                    **THING, "if": {"required": ["a"]}, "then": {"required": ["b"]},
                    "else": {"required": ["c"]},
                },
            ),
            ("not", THING, {**THING, "not": {"required": ["a"]}}),
            ("not more", {"not": typed("string", maxLength=3)}, {"not": TEXT}),
            ("required", fields(a=TEXT), fields("a")),
            ("with default", fields(a=USUAL), fields("a", a=USUAL)),
            ("alternative", {"oneOf": [fields("a"), fields("b")]}, fields("a")),
        ]
    )
]  # fmt: skip  # one case a line


@pytest.mark.parametrize(("wide", "narrow"), NARROWER)
def test_what_takes_less_breaks_requests_and_what_allows_more_breaks_responses(
    wide: Tree, narrow: Tree
) -> None:
    def deep(schema: Tree) -> Tree:
        return {"allOf": [fields(of=typed("array", items=schema)), fields(z=TEXT)]}

    for place in (lambda schema: schema, deep):
        assert worst(sent(place(wide)), sent(place(narrow))) is BREAKING
        assert worst(sent(place(narrow)), sent(place(wide))) in {None, SAFE}
        assert worst(received(place(narrow)), received(place(wide))) is BREAKING
        assert worst(received(place(wide)), received(place(narrow))) in {None, SAFE}


def known(*values: str) -> Tree:
    return {**TEXT, "x-extensible-enum": list(values)}


UNEVALUATED: Tree = {"unevaluatedProperties": False}
OWN, OTHER, LESS = fields(a=TEXT, b=TEXT), fields(b=TEXT, c=TEXT), fields(a=TEXT)


def closed(*required: str, **properties: Any) -> Tree:
    return {**fields(*required, **properties), "additionalProperties": False}


def both(one: Tree, **properties: Any) -> Tree:
    return {"allOf": [one, fields(**properties)]}


def listing(kind: str, **keywords: Any) -> Tree:
    return typed("array", items=typed(kind), **keywords)


def mapped(kind: str, **properties: Any) -> Tree:
    return {**fields("a", **properties), "additionalProperties": typed(kind)}


def patterned(kind: str, **properties: Any) -> Tree:
    return {**fields("a", **properties), "patternProperties": {"^b": typed(kind)}}


FIRST, WHOLES = listing("string", prefixItems=[NUMBER]), listing("integer")
BOTH_WAYS = [
    (fields("a", b=TEXT), {**fields("a"), "required": ["a", "b"]}, BREAKING, RISKY),
    ({**fields("a"), "required": ["a", "b"]}, fields("a", b=TEXT), SAFE, BREAKING),
    ({"anyOf": [fields("a"), fields(b=TEXT)]}, fields(c=TEXT), RISKY, RISKY),
    (typed("integer"), typed("boolean"), BREAKING, BREAKING),
    (typed("string", format="email"), typed("string", format="uri"), BREAKING, BREAKING),
    (typed("string", const="a"), typed("string", const="b"), BREAKING, BREAKING),
    (typed("integer", multipleOf=4), typed("integer", multipleOf=6), BREAKING, BREAKING),
    (TEXT, typed("string", contentEncoding="base64"), BREAKING, BREAKING),
    (typed("string", pattern="^a"), typed("string", pattern="^b"), RISKY, RISKY),
    (typed("string", enum=["a"]), typed("string", enum=["a", "b"]), SAFE, RISKY),
    (TEXT, {**TEXT, "default": "a"}, SAFE, SAFE),
    (TEXT, {**TEXT, "deprecated": True}, SAFE, SAFE),
    (fields("a", b=TEXT), fields("a"), RISKY, RISKY),
    (fields("a", "b"), fields("a"), RISKY, BREAKING),
    (fields("a"), fields("a", b=TEXT), SAFE, SAFE),
    (fields("a"), fields("a", "b"), BREAKING, SAFE),
    (fields("a"), {**fields("a"), "required": ["a", "b"]}, BREAKING, None),
    (fields("a"), fields("a", b={**TEXT, "readOnly": True}), None, SAFE),
    (fields("a"), fields("a", b={**TEXT, "writeOnly": True}), SAFE, None),
    (fields("a", "b"), fields("a", "b", b={**TEXT, "readOnly": True}), RISKY, None),
    (fields("a", "b", b={**TEXT, "readOnly": True}), fields("a", "b"), RISKY, None),
    (fields("a", b={**TEXT, "readOnly": True}), fields("a", "b"), BREAKING, SAFE),
    (fields("a", "b"), fields("a", "b", b={**TEXT, "writeOnly": True}), None, RISKY),
    (fields("a", "b", b={**TEXT, "writeOnly": True}), fields("a", "b"), None, RISKY),
    (known("a", "b"), known("a"), BREAKING, SAFE),
    (known("a"), known("a", "b"), SAFE, SAFE),
    (closed("a", "b"), closed("a"), BREAKING, BREAKING),
    (closed("a", b=TEXT), closed("a"), BREAKING, RISKY),
    (closed("a"), closed("a", b=TEXT), SAFE, SAFE),
    (both(closed("a", b=TEXT)), both(closed("a")), BREAKING, RISKY),
    (fields(a=closed("a", b=TEXT)), fields(a=closed("a")), BREAKING, RISKY),
    ({**fields("a", b=TEXT), **UNEVALUATED}, {**fields("a"), **UNEVALUATED}, BREAKING, RISKY),
    (mapped("integer", b=TEXT), mapped("integer"), BREAKING, BREAKING),
    (mapped("integer"), mapped("integer", b=TEXT), BREAKING, BREAKING),
    (mapped("string"), mapped("string", b=TEXT), SAFE, SAFE),
    (mapped("integer"), closed("a"), BREAKING, SAFE),
    (fields("a"), closed("a"), RISKY, SAFE),
    (patterned("integer", b=TEXT), patterned("integer"), BREAKING, BREAKING),
    (patterned("integer", c=TEXT), patterned("integer"), RISKY, RISKY),
    ({"anyOf": [OWN, OTHER, WHOLE]}, {"anyOf": [OWN, WHOLE]}, BREAKING, SAFE),
    ({"anyOf": [OWN, WHOLE]}, {"anyOf": [OWN, OTHER, WHOLE]}, SAFE, BREAKING),
    ({"anyOf": [OWN, LESS, WHOLE]}, {"anyOf": [OWN, WHOLE]}, None, SAFE),
    ({"allOf": [FIRST, WHOLES]}, {"allOf": [FIRST, listing("boolean")]}, BREAKING, SAFE),
    (both(closed("a"), b=TEXT), both(closed("a", "b"), b=TEXT), BREAKING, BREAKING),
]  # fmt: skip  # one case a line


@pytest.mark.parametrize(("old", "new", "request_", "response"), BOTH_WAYS)
def test_other_changes_are_graded_by_direction(
    old: Tree, new: Tree, request_: Grade | None, response: Grade | None
) -> None:
    assert worst(sent(old), sent(new)) is request_
    assert worst(received(old), received(new)) is response


FORM, XML = "multipart/form-data", "application/xml"
SHAPELESS: Tree = {"application/json": {}}
OUTSIDE = {"description": "a", "content": {"application/json": {"schema": TEXT}}}
BODY = {"requestBody": {"content": {"application/json": {"schema": TEXT}}}}
DEPRECATED: Tree = {"deprecated": True, "x-sunset": "2026-06-01"}
SOONER: Tree = {**DEPRECATED, "x-sunset": "2026-05-01"}
PASSED: Tree = {**DEPRECATED, "x-sunset": "2026-02-01"}
SCHEMES: Tree = {
    "a": {"type": "http", "scheme": "bearer"},
    "o": {
        "type": "oauth2",
        "flows": {"password": {"tokenUrl": "/t", "scopes": {"r": "", "w": ""}}},
    },
}


def secured(*ways: Tree) -> Tree:
    return described({"security": list(ways)}, components={"securitySchemes": SCHEMES})


def responding(**responses: Tree) -> Tree:
    return described({"responses": {key.strip("_"): each for key, each in responses.items()}})


TAKING = described({"requestBody": {"content": SHAPELESS}}, method="post")
GIVING = responding(_200={"description": "", "content": SHAPELESS})


@pytest.mark.parametrize(
    ("old", "new", "grade"),
    [
        (described(BODY, method="post"), described({}, method="post"), BREAKING),
        (sent(TEXT), TAKING, SAFE),
        (TAKING, sent(TEXT), BREAKING),
        (received(TEXT), GIVING, BREAKING),
        (GIVING, received(TEXT), SAFE),
        (sent(TEXT), sent(TEXT, "application/*"), SAFE),
        (sent(TEXT), sent(WHOLE, "application/*"), BREAKING),
        (received(TEXT, "image/*"), received(TEXT, "image/png"), SAFE),
        (received(TEXT, "image/png"), received(TEXT, "image/*"), BREAKING),
        (received(TEXT), received(TEXT, "application/problem+json"), SAFE),
        (responding(_200=OUTSIDE), responding(_2XX=OUTSIDE), SAFE),
        (responding(_2XX=OUTSIDE), responding(_200=OUTSIDE), SAFE),
        (responding(_200=OUTSIDE), responding(_2XX={"description": ""}), BREAKING),
        (responding(_200=OUTSIDE, default=OUTSIDE), responding(_200=OUTSIDE), SAFE),
        (parameter(TEXT, **DEPRECATED), described({}), BREAKING),
        (parameter(TEXT, deprecated=True), described({}), SAFE),
        (parameter(TEXT, **PASSED), described({}), SAFE),
        (parameter(TEXT, **DEPRECATED), parameter(TEXT, deprecated=True), BREAKING),
        (parameter(TEXT, **DEPRECATED), parameter(TEXT, **SOONER), BREAKING),
        (described(DEPRECATED), described(SOONER), BREAKING),
        (parameter(TEXT), parameter(USUAL), BREAKING),
        (parameter(USUAL), parameter(TEXT, required=False), BREAKING),
        (parameter(USUAL, "header"), parameter({**USUAL, "default": "y"}, "header"), BREAKING),
        (parameter(USUAL, "cookie"), parameter(TEXT, "cookie"), BREAKING),
        (parameter(USUAL, required=True), parameter(TEXT, required=True), RISKY),
        (sent(fields(a=USUAL)), sent(fields(a=TEXT)), SAFE),
        (parameter(TEXTS), parameter(TEXTS, explode=False), BREAKING),
        (parameter(TEXTS), parameter(TEXTS, style="form", explode=True), None),
        (parameter(TEXT), parameter(TEXT, explode=False), None),
        (parameter(WHOLE, "path"), parameter(TEXT, "path"), SAFE),
        (parameter(TEXT, "path"), parameter(WHOLE, "path"), BREAKING),
        (parameter(WHOLE, "path"), parameter(typed("string", format="uuid"), "path"), BREAKING),
        (parameter(TEXTS), parameter(TEXT), BREAKING),
        (parameter(TEXT), parameter(TEXTS), SAFE),
        (parameter(TEXT), parameter(TEXTS, explode=False), BREAKING),
        (parameter(TEXT), parameter({**TEXTS, "minItems": 2}), BREAKING),
        (sent(fields(a=WHOLE), FORM), sent(fields(a=TEXT), FORM), SAFE),
        (sent(fields(a=WHOLE)), sent(fields(a=TEXT)), BREAKING),
        (received(fields(a=TEXT), XML), received(fields(a=WHOLE), XML), SAFE),
        (secured({"o": ["r"]}), secured({"o": ["r", "w"]}), BREAKING),
        (secured({"o": ["r", "w"]}), secured({"o": ["r"]}), None),
        (secured({"a": [], "o": ["r"]}), secured({"o": ["r", "w"]}), BREAKING),
        (secured({"a": [], "o": ["r"]}), secured({"o": ["r"]}), SAFE),
        (secured({"a": []}), secured(), SAFE),
        (secured(), secured({"a": []}), BREAKING),
        (secured(), secured({"a": []}, {}), SAFE),
    ],
)  # fmt: skip  # one case a line
def test_what_stands_around_schemas_is_graded(old: Tree, new: Tree, grade: Grade | None) -> None:
    assert worst(old, new) is grade


def test_a_flow_of_oauth_beside_the_old_one_is_another_way_in() -> None:
    more = secured({"o": ["r"]})
    flows = {**SCHEMES["o"]["flows"], "clientCredentials": {"tokenUrl": "/t", "scopes": {}}}
    more["components"] = {"securitySchemes": {**SCHEMES, "o": {"type": "oauth2", "flows": flows}}}
    assert worst(secured({"o": ["r"]}), more) is SAFE
    assert worst(more, secured({"o": ["r"]})) is BREAKING


def test_a_success_that_is_left_out_breaks() -> None:
    assert worst(described({"responses": {**OK, "201": OK["200"]}}), described({})) is BREAKING
