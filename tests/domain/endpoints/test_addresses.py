"""The operation that was agreed is found where its address is written otherwise."""

from __future__ import annotations

import pytest

from domain.endpoints.addresses import is_same_address, nearest_key

SERVER = ("https://shop.example/shop/",)


@pytest.mark.parametrize(
    ("agreed", "keys", "found"),
    [
        ("GET /users/{id}", ["GET /users", "GET /users/{pk}"], "GET /users/{pk}"),
        ("GET /users/{id}", ["GET /users/{pk}/"], "GET /users/{pk}/"),
        ("GET /users/{id}/", ["POST /users/{pk}", "GET /users/{pk}"], "GET /users/{pk}"),
        ("GET /users", ["GET /api/v1/users/"], "GET /api/v1/users/"),
        ("GET /api/users", ["GET /users"], "GET /users"),
        ("GET /shop/users", ["GET /users"], "GET /users"),
        ("GET /users", ["GET /api/users", "GET /users/"], "GET /users/"),
        ("GET /users", ["GET /v1/users", "GET /v2/users"], None),
        ("GET /v2/users", ["GET /v1/users", "GET /v2/users"], "GET /v2/users"),
        ("GET /users", ["GET /admin/users", "GET /usersx", "GET /apiusers"], None),
        ("GET /users/me", ["GET /users/{id}"], None),
        ("Query.users", ["Query.users", "Mutation.users"], "Query.users"),
        ("Query.users", ["Query.Users"], None),
    ],
)
def test_the_nearest_is_found_unless_it_could_be_several(
    agreed: str, keys: list[str], found: str | None
) -> None:
    assert nearest_key(agreed, keys, SERVER) == found


def test_an_address_is_the_same_behind_a_server() -> None:
    assert is_same_address("/shop/users/{id}", "/users/{pk}", SERVER)
    assert is_same_address("/users", "/users", ("no [address",))
    assert not is_same_address("/users", "/users/", SERVER)
