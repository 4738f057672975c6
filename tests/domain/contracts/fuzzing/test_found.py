"""Documents that once ended the reading process: each is read or refused since."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from domain.contracts.reading.documents import thaw
from tests.domain.contracts.fuzzing.corpus import TREES, as_json
from tests.domain.contracts.fuzzing.mutations import changed_at
from tests.domain.contracts.fuzzing.verdicts import judge

NO_WORD: Any = {"not": "a word"}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("postman-2.1", ("auth", "type")),
        ("postman-2.1", ("item", 0, "item", 0, "request", "body", "mode")),
        ("swagger-2.0", ("paths", "/upload", "post", "parameters", 0, "in")),
        ("openapi-3.0", ("paths", "/products/", "get", "parameters", 0, "in")),
    ],
)
def test_a_mapping_where_a_word_belongs_is_left_out(name: str, path: tuple[str | int, ...]) -> None:
    assert judge(as_json(changed_at(TREES[name], path, NO_WORD))) is not None


@pytest.mark.parametrize("value", [NO_WORD, 1.5])
def test_a_description_of_a_type_that_is_no_text_is_refused(value: Any) -> None:
    tree = copy.deepcopy(TREES["introspection"])
    for each in tree["data"]["__schema"]["types"]:
        each["description"] = value
    assert judge(as_json(tree)) is None


def test_half_a_surrogate_pair_is_replaced_and_a_whole_one_kept() -> None:
    document = (
        b'{"openapi": "3.1.0", "info": {"version": "1", '
        rb'"title": "\ud800 \\ud800 \ud83d\ude00 \udc00\uD800x"}, "paths": {"/\udfff": {}}}'
    )
    upload = judge(document)
    assert upload is not None
    assert upload.title == "\ufffd \\ud800 \U0001f600 \ufffd\ufffdx"


def test_what_is_no_json_number_in_a_saved_body_is_none() -> None:
    tree = copy.deepcopy(TREES["postman-2.1"])
    request = tree["item"][0]["item"][0]["request"]
    request["body"]["raw"] = '{"a": NaN, "b": -Infinity, "c": 1e999, "d": "\\ud800"}'
    upload = judge(as_json(tree))
    assert upload is not None
    body = thaw(upload.model).operations[0].body
    assert body is not None
    assert body.media["application/json"].examples == (
        {"a": None, "b": None, "c": None, "d": "\ufffd"},
    )
