"""What is agreed and not live is written down so that an owner can paste it."""

from __future__ import annotations

import json
from dataclasses import replace

import yaml
from graphql import GraphQLObjectType, build_schema
from hypothesis import given, strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from domain.contracts.model import Json
from domain.contracts.reading.documents import read_document
from domain.contracts.uploads import match_key
from domain.endpoints.differences import Difference, Terms, differences
from domain.endpoints.fragments import openapi_fragment, sdl_fragment
from domain.endpoints.records import WITHOUT_BODY, Request, Shape, State
from tests.domain.endpoints.requests import request

BASE = "type Query { _: Boolean }\ntype Mutation { _: Boolean }\ntype Subscription { _: Boolean }\n"
KEYS = st.sampled_from(["id", "user_name", "tags", "__x", "no name", "é"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)


def agreed(method: str, path: str, sent: Json = None, returned: Json = None) -> Request:
    texts = ["" if each is None else json.dumps(each) for each in (sent, returned)]
    found = replace(request(State.AGREED), shape=Shape(method, path, *texts), why='A "profile".')
    return replace(found, api_name="Shop")


def test_rest_requests_become_openapi() -> None:
    text = openapi_fragment(
        [
            agreed("GET", "/users/{id}", {"page": 2}, {"id": 1}),
            agreed("DELETE", "/users/{user_id}"),
            agreed("POST", "/users", {"name": "Ada"}, {"id": 1}),
            agreed("QUERY", "users"),
        ]
    )
    document = yaml.safe_load(text)
    OpenAPIV31SpecValidator(document).validate()
    assert list(document["paths"]) == ["/users/{id}", "/users"]
    get = document["paths"]["/users/{id}"]["get"]
    assert [each["name"] for each in get["parameters"]] == ["id", "page"]
    assert get["responses"]["200"]["content"]["application/json"]["example"] == {"id": 1}
    assert "requestBody" in document["paths"]["/users"]["post"]


def test_graphql_requests_become_a_schema() -> None:
    text = sdl_fragment(
        [
            agreed(
                "QUERY",
                "users",
                {"page": 1, "after": None},
                [{"id": 1, "boss": {"id": 2}, "nick": None}],
            ),
            agreed("MUTATION", "login", {"input": {"name": "x"}}, {"token": "t"}),
            agreed("GET", "/users"),
        ]
    )
    schema = build_schema(BASE + text)
    query = schema.query_type
    assert isinstance(query, GraphQLObjectType)
    assert str(query.fields["users"].type) == "[UsersResult!]"
    assert str(query.fields["users"].args["page"].type) == "Int!"
    assert str(query.fields["users"].args["after"].type) == "String"
    result = schema.type_map["UsersResult"]
    assert isinstance(result, GraphQLObjectType)
    kinds = {name: str(each.type) for name, each in result.fields.items()}
    assert kinds == {"id": "Int!", "boss": "UsersResultBoss!", "nick": "String"}


def test_of_several_requests_for_a_field_the_latest_counts() -> None:
    first = agreed("QUERY", "users", None, [{"id": 1}])
    second = agreed("QUERY", "users", None, [{"id": 1, "name": "Ada"}])
    assert sdl_fragment([first, second]) == sdl_fragment([second])


def test_what_graphql_has_no_type_for_is_a_scalar() -> None:
    returned: Json = {"by day": {"2026-11-02": 3}, "x": 1}
    text = sdl_fragment([agreed("QUERY", "stats", None, {"n": returned, "e": {}, "m": [1, "a"]})])
    fields = build_schema(BASE + text).type_map["StatsResult"]
    assert isinstance(fields, GraphQLObjectType)
    kinds = {name: str(each.type) for name, each in fields.fields.items()}
    assert kinds == {"n": "JSON!", "e": "JSON!", "m": "[JSON!]!"}
    assert "JSON" not in sdl_fragment([agreed("QUERY", "users", None, [{"id": None}])])


def test_a_number_that_no_int_holds_is_a_float() -> None:
    text = sdl_fragment([agreed("QUERY", "now", None, {"at": 1_760_000_000_000, "n": 7})])
    assert "at: Float!" in text
    assert "n: Int!" in text


def read_again(text: str, request: Request) -> list[Difference]:
    """What differs from what was agreed once the fragment is the contract."""
    contract = read_document(text.encode()).contract
    key = match_key(request.shape.key)
    (operation,) = (each for each in contract.operations if match_key(each.key) == key)
    return differences(request.shape, operation, Terms(contract.types))


@given(st.sampled_from(["GET", "DELETE", "POST", "PATCH"]), JSON, JSON)
def test_openapi_read_again_is_what_was_agreed(method: str, sent: Json, returned: Json) -> None:
    if method in WITHOUT_BODY:
        sent = {"q": sent}
    request = agreed(method, "/users/{id}/posts/{post-id}/", sent, returned)
    assert read_again(openapi_fragment([request]), request) == []


@given(st.sampled_from(["QUERY", "MUTATION"]), JSON, JSON)
def test_sdl_read_again_is_what_was_agreed(method: str, sent: Json, returned: Json) -> None:
    request = agreed(method, "users", {"input": sent}, returned)
    assert read_again(sdl_fragment([request]), request) == []


def test_nothing_is_written_of_nothing() -> None:
    assert openapi_fragment([agreed("QUERY", "users")]) == ""
    assert sdl_fragment([agreed("GET", "/users")]) == ""


@given(JSON, JSON)
def test_whatever_was_agreed_the_fragment_is_valid(sent: Json, returned: Json) -> None:
    build_schema(
        BASE
        + sdl_fragment([agreed("QUERY", "a", sent, returned), agreed("QUERY", "b", sent, sent)])
    )


@given(JSON, JSON)
def test_whatever_was_agreed_the_openapi_is_valid(sent: Json, returned: Json) -> None:
    requests = [agreed("POST", "/a/{id}", sent, returned), agreed("GET", "/b", sent, returned)]
    OpenAPIV31SpecValidator(yaml.safe_load(openapi_fragment(requests))).validate()
