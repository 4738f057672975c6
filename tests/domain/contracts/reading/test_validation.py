"""What the published rules say is wrong: with its path, its line, and what had to be mended."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.contracts.reading.documents import read_document
from domain.contracts.uploads import Fault

HEADS = {
    "2.0": "swagger: '2.0'\ninfo: {title: Shop, version: '1'}\n",
    "3.0": "openapi: 3.0.3\ninfo: {title: Shop, version: '1'}\n",
    "3.1": "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\n",
}
OK = "      responses: {'204': {description: gone}}\n"


def faults(text: str) -> list[tuple[int | None, str, str]]:
    """The line, the place and the words of all that the validator says."""
    return [
        (each.line, each.values.get("place", ""), each.values["fault"])
        for each in read_document(text.encode()).faults
        if each.rule.startswith("invalid")
    ]


def listed(document: dict[str, Any]) -> list[Fault]:
    return list(read_document(json.dumps(document).encode()).faults)


def answering(schema: dict[str, Any]) -> dict[str, Any]:
    """A document in one line, with one operation that answers with such a schema."""
    answer = {"description": "ok", "content": {"application/json": {"schema": schema}}}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Shop", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": answer}}}},
    }


def test_a_lost_reference_keeps_no_other_word_back() -> None:
    text = (
        f"{HEADS['3.0']}paths:\n  /a:\n    get:\n      responses:\n        '200':\n"
        "          description: false\n          content: {a/b: {schema: {$ref: '#/lost'}}}\n"
    )
    assert faults(text) == [(8, "responses/200/description", 'false is not of type "string"')]


@pytest.mark.parametrize("version", HEADS)
def test_of_alternatives_the_nearest_is_named_with_its_path(version: str) -> None:
    text = (
        f"{HEADS[version]}paths:\n  /a:\n    get:\n      responses:\n"
        "        '200':\n          description: false\n"
    )
    assert faults(text) == [(8, "responses/200/description", 'false is not of type "string"')]


def test_words_that_tell_alternatives_apart_are_all_named() -> None:
    text = (
        f"{HEADS['3.0']}paths:\n  /a:\n    get:\n{OK}components:\n  securitySchemes:\n"
        "    Token:\n      type: jwt\n"
    )
    ((line, place, said),) = faults(text)
    assert (line, place) == (10, "securitySchemes/Token/type")
    for option in ("apiKey", "http", "oauth2", "openIdConnect"):
        assert f'"{option}"' in said


def test_what_the_document_lacks_is_said_where_it_begins() -> None:
    text = f"# mine\nopenapi: 3.0.3\npaths:\n  /a:\n    get:\n{OK}"
    assert faults(text) == [(2, "", '"info" is a required property')]


def test_a_fault_within_a_schema_has_its_line() -> None:
    text = (
        f"{HEADS['3.0']}paths:\n  /a:\n    get:\n{OK}components:\n  schemas:\n"
        "    A:\n      type: number\n      default: few\n"
    )
    assert faults(text) == [(11, "schemas/A/default", "'few' is not of type 'number'")]


def test_a_long_value_is_not_repeated() -> None:
    document = answering({"type": "string"})
    document["info"]["description"] = ["ok" * 100] * 3
    (said,) = [each.values["fault"] for each in listed(document) if each.rule == "invalid-at"]
    assert said == 'this is not of type "string"'


def test_alike_in_one_line_says_no_lines() -> None:
    lost = {f"p{n}": {"$ref": f"#/nowhere/{n}"} for n in range(15)}
    alike = [each for each in listed(answering({"properties": lost})) if each.more]
    assert [(each.rule, each.more, each.where) for each in alike] == [("reference-lost", 12, "")]


def test_each_line_of_what_is_alike_is_named_once() -> None:
    schema = "{allOf: [{$ref: '#/x'}, {$ref: '#/y'}]}"
    rows = "".join(f"        - {{name: a{n}, in: query, schema: {schema}}}\n" for n in range(4))
    text = f"{HEADS['3.0']}paths:\n  /a:\n    get:\n      parameters:\n{rows}{OK}"
    (alike,) = [each for each in read_document(text.encode()).faults if each.more]
    assert (alike.line, alike.more, alike.where) == (8, 5, "8, 9, 10")


def test_in_one_line_the_validators_word_is_kept_beside_others() -> None:
    document = answering({"properties": {"p": {"$ref": "#/nowhere"}}})
    document["info"] = {"title": "Shop", "version": False}
    rules = [each.rule for each in listed(document)]
    assert "reference-lost" in rules
    assert "invalid-at" in rules
