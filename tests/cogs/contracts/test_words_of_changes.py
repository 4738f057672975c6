"""What is said of changes, in words, and whether consumers are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cogs.apis.actions.uploads import is_told_of
from cogs.contracts.words import describe_change, explain_change
from cogs.core.text import Catalogues
from domain.contracts.changes import Change, Grade
from domain.contracts.comparison import compare_contracts
from domain.contracts.reading.documents import read_document
from tests.domain.contracts.comparison.trees import (
    Tree,
    compare,
    described,
    parameter,
    received,
    sent,
    typed,
)

ENGLISH = Catalogues.load().of("en")
TEXT = typed("string")
OLD: Tree = {"deprecated": True}
ENDING: Tree = {"deprecated": True, "x-sunset": "2026-06-01"}
LATER: Tree = {"deprecated": True, "x-sunset": "2026-09-01"}


def only(old: Tree, new: Tree) -> tuple[Change, str]:
    """The one change, and its words."""
    (change,) = compare(old, new)
    return change, describe_change(ENGLISH, change, escape=False)


@pytest.mark.parametrize("whole", [described, lambda life: parameter(TEXT, **life)])
@pytest.mark.parametrize(
    ("old", "new", "day"),
    [
        ({}, OLD, "deprecated"),
        ({}, ENDING, "it ends on 2026-06-01"),
        (OLD, ENDING, "it ends on 2026-06-01"),
        (ENDING, LATER, "it ends on 2026-09-01"),
    ],
)
def test_the_day_on_which_a_thing_ends_is_said_and_told(
    whole: Callable[[Tree], Tree], old: Tree, new: Tree, day: str
) -> None:
    change, said = only(whole(old), whole(new))
    assert day in said
    assert is_told_of(change)


@pytest.mark.parametrize("sunset", ["2026-02-01", None])
def test_consumers_are_told_of_a_parameter_that_went_as_announced(sunset: str | None) -> None:
    life = {**OLD, "x-sunset": sunset} if sunset else OLD
    change, said = only(parameter(TEXT, **life), described({}))
    assert is_told_of(change)
    assert (sunset or "deprecated") in said


SCHEMES: Tree = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {"type": "http", "scheme": "basic"},
    "key": {"type": "apiKey", "in": "header", "name": "X-Token"},
    "flows": {"type": "oauth2", "flows": {"password": {"tokenUrl": "/t", "scopes": {}}}},
}


def entered(*ways: Tree, **schemes: str) -> Tree:
    """A document with ways in, and schemes under other names."""
    given = SCHEMES | {name: SCHEMES[each] for name, each in schemes.items()}
    return described({"security": list(ways)}, components={"securitySchemes": given})


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            entered({"token": []}, token="key"),
            entered({"token": []}, token="bearer"),
            "access was by API key in header X-Token and is by bearer token",
        ),
        (entered(), entered({"key": []}), "nobody had to sign in; access is by API key in"),
        (entered({}), entered({"flows": []}), "access is by OAuth 2 (password) now"),
        (entered({"basic": []}), entered(), "access was by HTTP authentication (basic); nobody"),
        (
            entered({"key": []}),
            entered({"key": []}, {"basic": [], "bearer": []}),
            "is by API key in header X-Token | HTTP authentication (basic) + bearer token, too",
        ),
        (entered(), entered({}, {"key": []}), "who does may use API key in header X-Token"),
    ],
)
def test_ways_in_are_told_by_what_clients_do(old: Tree, new: Tree, words: str) -> None:
    assert words in only(old, new)[1]


def test_an_optional_way_in_that_is_gone_is_no_change_to_those_who_need_none() -> None:
    assert compare(entered({}, {"key": []}), entered()) == ()


SHOP = "type Query { state(by: Int!): State! states: [State!]! }  enum State { NEW SOLD }"


@pytest.mark.parametrize(
    ("old", "new", "rule", "grade"),
    [
        ("): State!", "): State", "graphql-field-became-nullable", Grade.BREAKING),
        ("[State!]!", "[State]!", "graphql-field-became-nullable", Grade.BREAKING),
        ("[State!]!", "[State!]", "graphql-field-became-nullable", Grade.BREAKING),
        ("[State!]!", "[Int!]", "graphql-field-changed-kind", Grade.BREAKING),
        ("by: Int!", "by: Int", "graphql-arg-changed-kind-safe", Grade.SAFE),
    ],
)
def test_a_field_of_graphql_that_can_be_null_now_says_so(
    old: str, new: str, rule: str, grade: Grade
) -> None:
    before, after = (
        read_document(each.encode()).contract for each in (SHOP, SHOP.replace(old, new))
    )
    (change,) = compare_contracts(before, after)
    assert (change.rule, change.grade) == (rule, grade)
    said = describe_change(ENGLISH, change, escape=False)
    assert ("null can come" in said) is rule.endswith("nullable")


def test_another_format_is_not_explained_as_another_type() -> None:
    mail = typed("string", format="email")
    date, time = (typed("string", format=name) for name in ("date", "time"))
    for old, new in ((sent(TEXT), sent(mail)), (received(date), received(time))):
        change, _ = only(old, new)
        assert change.grade is Grade.BREAKING
        assert "type" not in explain_change(ENGLISH, change)


def test_a_body_has_no_default() -> None:
    body = sent(TEXT)
    needed = sent(TEXT)
    needed["paths"]["/things"]["post"]["requestBody"]["required"] = True
    for old in (body, described({}, method="post")):
        assert "default" not in explain_change(ENGLISH, only(old, needed)[0])
