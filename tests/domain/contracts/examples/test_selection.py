"""What an example asks of GraphQL: enough to be of use, and nothing only because it is there."""

from __future__ import annotations

import pytest

from domain.contracts.examples.outcomes import build_example
from domain.contracts.examples.records import Request
from tests.domain.contracts.examples.stored import stored_of

SHOP = """
type Query {
  products(first: Int, name: String): ProductConnection
  me: User
  nothing: Deep
}
type Mutation {
  edit(id: ID!, name: String, price: Float, old: String @deprecated): Product
}
type ProductConnection { pageInfo: PageInfo! edges: [ProductEdge!]! }
type ProductEdge { node: Product! cursor: String! }
type PageInfo { hasNextPage: Boolean! }
type Product { id: ID! name: String! owner: User similar: ProductConnection }
type User { id: ID! name: String! best: Friend orders(state: String!): [Product!] }
type Friend { user: Wrapped }
type Wrapped { deep: Deep }
type Deep { only(needed: Int!): Int }
"""


def request_of(key: str) -> Request:
    return build_example(stored_of(SHOP, key)).request


def test_a_connection_is_asked_for_what_it_connects() -> None:
    assert (
        request_of("Query.products").query
        == """query Products($first: Int) {
  products(first: $first) {
    pageInfo {
      hasNextPage
    }
    edges {
      node {
        id
        name
        owner {
          id
          name
        }
      }
      cursor
    }
  }
}"""
    )
    assert request_of("Query.products").variables == {"first": 10}


def test_an_object_of_which_nothing_can_be_asked_is_left_out() -> None:
    assert (
        request_of("Query.me").query
        == """query Me {
  me {
    id
    name
  }
}"""
    )


def test_what_is_asked_for_itself_is_asked_for_its_name_at_least() -> None:
    assert "nothing {\n    __typename\n  }" in request_of("Query.nothing").query


@pytest.mark.parametrize("form", ["query", "variables"])
def test_a_mutation_is_given_what_it_changes(form: str) -> None:
    request = request_of("Mutation.edit")
    if form == "query":
        assert request.query.startswith("mutation Edit($id: ID!, $name: String, $price: Float) {")
    else:
        assert request.variables == {"id": "1", "name": "name", "price": 19.5}
