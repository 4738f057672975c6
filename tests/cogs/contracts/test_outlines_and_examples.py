"""Operations and their examples as Discord shows them: within its limits, and forging nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cogs.contracts.examples import describe_example, file_name
from cogs.contracts.outline import MOST_PAGES, PAGE_LIMIT, describe_operation
from cogs.core.markup import plain
from cogs.core.text import LANGUAGES, Catalogues
from domain.contracts.examples.forms import Form, forms_of, write_example
from domain.contracts.examples.outcomes import Outcome, build_example
from domain.contracts.model import Kind
from tests.domain.contracts import documents
from tests.domain.contracts.examples.stored import contract_of, one_operation, stored_of

TEXT = Catalogues.load().of("en")
DOCUMENTS = (
    *(documents.OPENAPI_30, documents.OPENAPI_31, documents.SWAGGER),
    *(documents.COLLECTION, documents.SDL),
)
FENCE = "```"


def with_body(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}, **more}


def test_an_operation_reads_as_a_list() -> None:
    stored = stored_of(documents.OPENAPI_30, "GET /products/")
    (page,) = describe_operation(TEXT, stored)
    assert page.splitlines()[:8] == [
        "### `GET /products/`",
        "All products",
        "-# `products_list` · `products`",
        "Who calls it must sign in: `tokenAuth` (header Authorization).",
        "**Parameters**",
        "- `limit` · `integer | null` · in the query · `> 0` · `≤ 100`",
        "- `X-Shop` · `string` · header · **required**",
        "**Response 200** · `application/json` · `Page`",
    ]


def test_a_large_operation_comes_on_pages_within_the_limit() -> None:
    def fields(number: int) -> dict[str, Any]:
        values = {"enum": ["y" * 200] * 9}
        return {f"field_{number}_{at}_{'x' * 60}": values for at in range(60)}

    answers = {
        str(200 + number): {
            "description": "z" * 500,
            "content": {"application/json": {"schema": {"properties": fields(number)}}},
        }
        for number in range(60)
    }
    stored = one_operation(with_body({"properties": fields(60)}, responses=answers))
    pages = describe_operation(TEXT, stored)
    assert len(pages) == MOST_PAGES
    assert all(len(page) <= PAGE_LIMIT for page in pages)
    assert pages[-1].endswith("-# There is more; the contract itself has all of it.")


def test_a_page_has_room_for_the_longest_name_of_an_api() -> None:
    line = f"-# {plain('*' * 100, 100)}, upload 1000000\n"
    assert PAGE_LIMIT + len(line) <= 2_000


def page_of(**operation: Any) -> str:
    (page,) = describe_operation(TEXT, one_operation(operation, components=COMPONENTS))
    return page


COMPONENTS = {
    "securitySchemes": {
        "token": {"type": "http", "scheme": "bearer"},
        "key": {"type": "apiKey", "in": "query", "name": "api_key"},
        "login": {"type": "openIdConnect", "openIdConnectUrl": "https://id.example.com"},
    },
    "schemas": {
        "Problem": {"type": "object", "properties": {"detail": {"type": "string"}}},
    },
}


def test_ways_to_sign_in_are_told_apart_from_what_is_needed_together() -> None:
    page = page_of(security=[{"token": []}, {"key": [], "login": []}])
    assert "sign in: `token` (bearer) or `key` (query api\\_key) + `login`." in page.splitlines()[1]


def test_what_was_listed_above_is_not_listed_again() -> None:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    page = page_of(responses={code: {"description": "", "content": content} for code in (400, 404)})
    assert page.count("- `detail`") == 1
    assert page.endswith("**Response 404** · `application/json` · `Problem` · its fields are above")


def test_headers_that_come_back_and_words_of_fields_are_shown() -> None:
    words = "How many there are. It counts hidden ones as well."
    page = page_of(
        responses={
            "200": {
                "description": "",
                "headers": {"X-Total": {"schema": {"type": "integer"}, "description": words}},
                "content": {
                    "application/json": {
                        "schema": {"enum": ["a", "b"], "type": "string", "description": words}
                    }
                },
            }
        }
    )
    assert page.splitlines()[-2:] == [
        '**Response 200** · `application/json` · `string` · one of `"a"`, `"b"`',
        "- `X-Total` · `integer` · header · How many there are.",
    ]


def test_a_field_of_graphql_reads_as_it_is_asked_for() -> None:
    sdl = """
    type Query { shelf(order: Order = UP): Shelf @deprecated(reason: "Use `shelves`.") }
    type Shelf { books(after: String, first: Int!): [Int!]! old: Int @deprecated(reason: "Dust.") }
    enum Order { UP DOWN }
    """
    (page,) = describe_operation(TEXT, stored_of(sdl, "Query.shelf"))
    assert page.splitlines() == [
        "### `Query.shelf`",
        "Deprecated, build nothing new on it: Use \\`shelves\\`.",
        "**Parameters**",
        "- `order` · `Order` · one of `UP`, `DOWN` · by default `UP`",
        "**Answer** · `application/json` · `Shelf`",
        "- `books(first: Int!, after: String)` · `[Int!]!` · **required**",
        "- `old` · `Int` · deprecated: Dust.",
    ]


@pytest.mark.parametrize(("language", "words"), [("en", "multiple of"), ("fr", "multiple de")])
def test_a_step_is_told_in_words(language: str, words: str) -> None:
    stored = one_operation(with_body({"properties": {"n": {"type": "integer", "multipleOf": 2}}}))
    (page,) = describe_operation(Catalogues.load().of(language), stored)
    assert f"- `n` · `integer` · {words} `2`" in page


def test_values_that_do_not_fit_a_row_are_counted() -> None:
    listed = {"enum": [f"{at}{'y' * 200}" for at in range(9)]}
    page = page_of(**with_body({"properties": {"x" * 99: listed}}))
    assert page.splitlines()[-1].endswith("…` and 5 more")


def test_nothing_in_a_contract_can_forge_markup() -> None:
    nasty = "`@everyone` **x**\n# y [a](https://evil.example)"
    stored = one_operation(
        with_body({"properties": {nasty: {"default": nasty}}}, summary=nasty, description=nasty)
    )
    (page,) = describe_operation(TEXT, stored)
    bare = re.sub(r"`[^`\n]*`", "", page)
    assert "\n# y" not in bare
    assert "[a](https" not in bare.replace("\\[", "")
    assert "@everyone" not in bare
    rows = [line for line in page.splitlines() if line.startswith("- ")]
    assert rows
    assert all(line.count("`") % 2 == 0 for line in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_fits_a_message_in_every_form(language: str) -> None:
    text = Catalogues.load().of(language)
    for document in DOCUMENTS:
        contract = contract_of(document)
        for operation in contract.operations:
            stored = stored_of(contract, operation.key)
            for outcome in Outcome:
                example = build_example(stored, outcome)
                for form in forms_of(stored.kind):
                    content = describe_example(text, stored, example, form)
                    assert len(content.text) <= 2_000
                    assert (FENCE in content.text) is not bool(content.files)


def test_an_example_that_is_too_long_is_attached() -> None:
    stored = one_operation(with_body({"const": {"a": "x" * 3_000}}))
    example = build_example(stored)
    content = describe_example(TEXT, stored, example, Form.JSON)
    assert content.files == [
        ("post-things-id-success.json", write_example(example, stored, Form.JSON).encode())
    ]
    assert "post-things-id-success.json" in content.text


def test_a_fence_within_an_example_is_attached() -> None:
    stored = one_operation(with_body({"const": "```"}))
    content = describe_example(TEXT, stored, build_example(stored), Form.CURL)
    assert FENCE not in content.text
    assert content.files


def test_what_must_be_said_of_an_example_is_said() -> None:
    stored = one_operation({})
    content = describe_example(TEXT, stored, build_example(stored, Outcome.NOT_FOUND), Form.CURL)
    assert content.text.startswith("`POST /things/{id}` · not found (404)\n-# The contract says ")
    assert '# HTTP 404 application/json\n# {\n#   "detail": "Not found."\n# }' in content.text


@pytest.mark.parametrize(("name", "shown"), [("code", "`code`"), ("", "the whole")])
def test_a_field_without_text_is_named(name: str, shown: str) -> None:
    lost = {"type": "string", "pattern": "^(?=x)y$"}
    schema = {"required": [name], "properties": {name: lost}} if name else lost
    stored = one_operation(with_body(schema))
    content = describe_example(TEXT, stored, build_example(stored), Form.JSON)
    assert f"No text was found for the pattern of {shown}: what stands there" in content.text


def test_rest_has_no_graphql_and_graphql_has() -> None:
    assert Form.GRAPHQL not in forms_of(Kind.OPENAPI_31)
    assert Form.GRAPHQL in forms_of(Kind.GRAPHQL_SDL)
    stored = one_operation({})
    content = describe_example(TEXT, stored, build_example(stored), Form.GRAPHQL)
    assert content.text.endswith("This operation is not GraphQL.")


def test_a_file_has_a_plain_name() -> None:
    example = build_example(stored_of(documents.SDL, "Query.product"), Outcome.EMPTY)
    assert file_name(example, Form.TYPESCRIPT) == "query-product-empty.ts"
