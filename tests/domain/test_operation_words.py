"""How near an operation comes to what somebody typed."""

from __future__ import annotations

import pytest

from domain.contracts.model import Operation
from domain.contracts.uploads import words_of
from domain.operation_words import FAR, nearness, spellings

KEY = "GET /users/{id}"
WORDS = "get /users/{id} getuser people one person"


@pytest.mark.parametrize(
    ("typed", "rank"),
    [
        (KEY, 0),
        ("get  /Users/{pk}/", 1),
        ("/users/{id}", 2),
        ("getUser", 3),
        ("people", 4),
        ("person", 4),
        ("user", FAR),
    ],
)
def test_the_nearer_the_smaller(typed: str, rank: int) -> None:
    assert nearness(typed, KEY, WORDS) == rank


def test_a_tag_is_no_operation_id_where_there_is_none() -> None:
    named, nameless = (
        Operation(method, "/x", name=name, tags=("orders",))
        for method, name in (("POST", "createX"), ("GET", ""))
    )
    assert nearness("orders", named.key, words_of(named)) == 4
    assert nearness("orders", nameless.key, words_of(nameless)) == 4
    assert nearness("createx", named.key, words_of(named)) == 3


def test_a_field_is_near_by_its_name_alone() -> None:
    assert nearness("user", "Query.user", "query.user") == 2
    assert nearness("query.user", "Query.user", "query.user") == 1


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("get /users", "GET /users"),
        ("get /users/", "GET /users"),
        ("GET /users", "GET /users/"),
        ("/users", "DELETE /users/"),
        ("users", "GET /users"),
        ("get users", "GET /users"),
        ("GET /Users", "GET /users"),
        ("user", "Mutation.user"),
        ("query.user", "Query.user"),
    ],
)
def test_what_is_typed_may_mean_several_keys(typed: str, key: str) -> None:
    assert key in spellings(typed)
