"""What is asked for is read as people write it, and broken JSON is pointed at."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from domain.endpoints.records import Request, Shape, State
from domain.endpoints.shapes import (
    check_json,
    check_request,
    parse_field,
    parse_operation,
    parse_path,
    without_secrets,
)
from domain.endpoints.similarity import similar, similarity
from domain.errors import UserError
from tests.domain.endpoints.requests import request

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_json_has_no_fault(value: object) -> None:
    assert check_json(json.dumps(value, indent=1)) is None


@given(st.text())
def test_any_text_has_a_place_for_its_fault(text: str) -> None:
    fault = check_json(text)
    assert fault is None or (fault.line >= 1 and fault.column >= 1)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{\n  "id": 1,\n}', 2, 10),
        ('{\n  "price": NaN\n}', 2, 12),
        ('{"NaN": NaN}', 1, 9),
        ("{'id': 1}", 1, 2),
        ('{"id": 1} {"id": 2}', 1, 11),
    ],
)
def test_the_fault_is_where_it_is(text: str, line: int, column: int) -> None:
    fault = check_json(text)
    assert fault is not None
    assert (fault.line, fault.column) == (line, column)


@pytest.mark.parametrize(
    ("text", "column", "rule", "what"),
    [
        ('{"id": 1, "a": [{"id": 2}], "id": 3}', 29, "twice", "id"),
        ('[{"a": ","}, {"a": 1, "\\u0061": 2}]', 23, "twice", "a"),
        ('{"n": [1, -1e999]}', 11, "huge", "-1e999"),
        ('{"\\ud800": 1}', 2, "half", ""),
    ],
)
def test_what_readers_do_not_agree_about_is_a_fault(
    text: str, column: int, rule: str, what: str
) -> None:
    fault = check_json(text)
    assert fault is not None
    assert (fault.line, fault.column, fault.rule, fault.what) == (1, column, rule, what)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('{"a": }', "value"),
        ('{"a" 2}', "colon"),
        ('{"a": 1 "b": 2}', "comma"),
        ("{'a': 1}", "name"),
        ("1 2", "extra"),
        ('{"a', "unterminated"),
        ('["a\nb"]', "control"),
        ('["\\d"]', "escape"),
        ('["\\u12"]', "escape"),
        ("\ufeff[]", "mark"),
        ("[NaN]", "constant"),
        ("[" * 100_000, "deep"),
        ("9" * 10_000, "too-much"),
        ("[" * 31 + "]" * 31, "deep"),
    ],
)
def test_what_the_parser_says_has_a_rule(text: str, rule: str) -> None:
    fault = check_json(text)
    assert fault is not None
    assert (fault.rule, fault.is_json) == (rule, False)


@given(st.text(alphabet='{}[]",:\\u1eE-. \n\tabnul', max_size=20))
def test_the_parser_says_nothing_unknown(text: str) -> None:
    fault = check_json(text)
    assert fault is None or fault.rule != "other"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{\n "ok": 1,\n "b-c": 2}', 3, 2),
        ('{"ok": {"b-c": 1}, "b-c": 2}', 1, 20),
        ('{"ok": "b-c", "\\u0062-c": 2}', 1, 15),
    ],
)
def test_an_argument_that_graphql_cannot_name_is_pointed_at(
    text: str, line: int, column: int
) -> None:
    fault = check_request(Shape("QUERY", "a", text))
    assert fault is not None
    assert (fault.rule, fault.what) == ("argument", "b-c")
    assert (fault.line, fault.column) == (line, column)


@pytest.mark.parametrize(
    ("shape", "rule"),
    [
        (Shape("GET", "/a", "[1]"), "query"),
        (Shape("DELETE", "/a", "5"), "query"),
        (Shape("GET", "/a", '{"page": 2}'), None),
        (Shape("POST", "/a", "[1]"), None),
        (Shape("QUERY", "a", "[1]"), "arguments"),
        (Shape("QUERY", "a", '{"no name": 1}'), "argument"),
        (Shape("QUERY", "a", '{"id": {"no name": 1}}'), None),
        (Shape("QUERY", "a", "{"), "name"),
        (Shape("QUERY", "a", " "), None),
    ],
)
def test_what_names_parameters_is_an_object(shape: Shape, rule: str | None) -> None:
    fault = check_request(shape)
    assert (None if fault is None else fault.rule) == rule


@given(JSON)
def test_taking_secrets_out_leaves_json(value: object) -> None:
    text, _ = without_secrets(json.dumps(value))
    assert check_json(text) is None


def test_what_holds_no_secret_stays_as_it_was_written() -> None:
    text = '{ "id": 1,\n"name":"Ada" }'
    assert without_secrets(text) == (text, 0)
    text, count = without_secrets('{"password": "Tr0ub4dor-and-3", "id": 1}')
    assert count == 1
    assert "Tr0ub4dor" not in text
    assert json.loads(text)["id"] == 1


def test_nesting_is_bounded() -> None:
    assert check_json("[" * 20 + "]" * 20) is None
    assert check_json("[" * 100 + "]" * 100) is not None
    assert check_json("[" * 1_900 + "]" * 1_900) is not None


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/users/:id", "/users/{id}"),
        ("/users/<int:id>/", "/users/{id}/"),
        ("https://api.example.org/users/{id}", "/users/{id}"),
        ("HTTP://localhost:8000/users", "/users"),
        ("/users/{id:int}", "/users/{id}"),
        ("/users/{{ userId }}", "/users/{userId}"),
        ("  /users ", "/users"),
    ],
)
def test_paths_are_read_as_frameworks_write_them(typed: str, path: str) -> None:
    assert parse_path(typed) == path


@pytest.mark.parametrize(
    "typed",
    ["users", "/a b", "/users?page=1", "/users/{id", "/users/{}", "/}a{", "/" + "a" * 200],
)
def test_what_is_no_path_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        parse_path(typed)


def test_a_field_is_a_querys_unless_it_says_otherwise() -> None:
    assert parse_field("users").key == "Query.users"
    assert parse_field("Mutation.login").key == "Mutation.login"
    assert parse_field("mutation login").key == "Mutation.login"
    assert parse_operation("MUTATION", None, "login").key == "Mutation.login"
    with pytest.raises(UserError):
        parse_field("log in now")


def test_a_path_may_say_its_method() -> None:
    assert parse_operation(None, "post /orders", None).key == "POST /orders"
    assert parse_operation("POST", "POST /orders", None).key == "POST /orders"
    with pytest.raises(UserError):
        parse_operation("GET", "POST /orders", None)


def test_either_a_path_or_a_field() -> None:
    with pytest.raises(UserError):
        parse_operation("GET", "/users", "users")
    with pytest.raises(UserError):
        parse_operation("GET", None, None)


def test_the_same_but_for_names_of_parameters_is_the_same() -> None:
    assert similarity(Shape("GET", "/users/{id}"), Shape("GET", "/users/{user_id}")) == 1.0


def test_what_is_nearer_comes_first_and_what_is_far_does_not_come() -> None:
    def asked(id_: int, method: str, path: str) -> Request:
        return replace(request(State.REQUESTED), id=id_, shape=Shape(method, path))

    known = [
        asked(1, "GET", "/orders"),
        asked(2, "GET", "/api/v1/users/{pk}"),
        asked(3, "GET", "/users/{key}"),
        asked(4, "QUERY", "user"),
    ]
    found = similar(Shape("GET", "/users/{id}"), known, limit=5)
    assert [each.id for each in found] == [3, 2, 4]
