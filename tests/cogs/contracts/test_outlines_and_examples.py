"""Operations and their examples as Discord shows them: within its limits, and forging nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cogs.contracts.examples import describe_example, file_name
from cogs.contracts.outline import MOST_PAGES, PAGE_LIMIT, describe_operation
from cogs.shared.text import LANGUAGES, Catalogues
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
    assert page.splitlines()[:7] == [
        "### `GET /products/`",
        "All products",
        "Who calls it must sign in: `tokenAuth`.",
        "**Parameters**",
        "- `limit` · `integer | null` · in the query · `> 0` · `≤ 100`",
        "- `X-Shop` · `string` · header · **required**",
        "**Response 200** · `application/json` · `Page`",
    ]


def test_a_large_operation_comes_on_pages_within_the_limit() -> None:
    fields = {f"field_{at}_{'x' * 60}": {"enum": ["y" * 200] * 9} for at in range(60)}
    answers = {
        str(200 + at): {
            "description": "z" * 500,
            "content": {"application/json": {"schema": {"properties": fields}}},
        }
        for at in range(5)
    }
    stored = one_operation(with_body({"properties": fields}, responses=answers))
    pages = describe_operation(TEXT, stored)
    assert len(pages) == MOST_PAGES
    assert all(len(page) <= PAGE_LIMIT for page in pages)
    assert pages[-1].endswith("-# There is more; the contract itself has all of it.")


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


def test_rest_has_no_graphql_and_graphql_has() -> None:
    assert Form.GRAPHQL not in forms_of(Kind.OPENAPI_31)
    assert Form.GRAPHQL in forms_of(Kind.GRAPHQL_SDL)
    stored = one_operation({})
    content = describe_example(TEXT, stored, build_example(stored), Form.GRAPHQL)
    assert content.text.endswith("This operation is not GraphQL.")


def test_a_file_has_a_plain_name() -> None:
    example = build_example(stored_of(documents.SDL, "Query.product"), Outcome.EMPTY)
    assert file_name(example, Form.TYPESCRIPT) == "query-product-empty.ts"
