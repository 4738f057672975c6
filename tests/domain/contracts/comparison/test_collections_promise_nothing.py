"""Collections show samples: other samples are no break, whatever is in them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.contracts.changes import Change, Grade
from domain.contracts.comparison import compare_contracts
from domain.contracts.model import Contract
from domain.contracts.reading.documents import read_document
from tests.domain.contracts.comparison.trees import fields, read, received, sent, typed

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
JSON = [{"key": "Content-Type", "value": "application/json"}]
THING = {"id": 1, "text": "hi", "owner": {"n": 1}}


def collection(
    got: Any, given: Any = None, *, method: str = "POST", query: str = "?page=2", **request: Any
) -> Contract:
    """A collection with one request and one saved response."""
    asked = {"method": method, "header": JSON, "url": f"http://shop.example/things{query}"}
    body = {"mode": "raw", "raw": json.dumps(given or {"a": 1, "b": "x"})}
    saved = {"name": "ok", "code": 200, "header": JSON, "body": json.dumps(got)}
    item = {"name": "x", "request": {**asked, "body": body, **request}, "response": [saved]}
    tree = {"info": {"name": "N", "schema": SCHEMA}, "item": [item]}
    return read_document(json.dumps(tree).encode()).contract


def told(old: Contract, new: Contract) -> list[tuple[str, str]]:
    found: tuple[Change, ...] = compare_contracts(old, new)
    assert Grade.BREAKING not in {each.grade for each in found}
    return [(each.grade.value, each.place) for each in found]


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ([], []),
        ([THING, {**THING, "id": 2}], []),
        ([{**THING, "text": None}], []),
        ([{**THING, "id": 1.5}], []),
        ([{**THING, "more": 1}], [("safe", "/0/more")]),
        ([{**THING, "id": "1"}], [("risky", "/0/id")]),
        ([{"id": 1, "text": "hi"}], [("risky", "/0/owner")]),
        ({"detail": "x"}, [("risky", "")]),
    ],
)
def test_another_saved_response_breaks_nothing(got: Any, expected: list[tuple[str, str]]) -> None:
    place = "response 200 application/json"
    whole = [(grade, f"{place} {at}".strip()) for grade, at in expected]
    assert told(collection([THING]), collection(got)) == whole


def test_samples_of_before_say_as_little() -> None:
    for empty in ([], None, [{**THING, "text": None}], [{**THING, "id": 1.5}]):
        found = told(collection(empty), collection([THING]))
        assert all(grade == "safe" for grade, _ in found)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"given": {"a": 1, "b": "x", "c": 2}}, [("safe", "request application/json /c")]),
        ({"given": {"a": 1}}, [("risky", "request application/json /b")]),
        ({"given": {"a": 1, "b": 2}}, [("risky", "request application/json /b")]),
        ({"given": {"a": 1, "b": None}}, []),
        ({"query": ""}, [("risky", "query page")]),
        ({"query": "?page=2&size=3"}, [("safe", "query size")]),
        ({"body": None}, [("risky", "request")]),
        ({"auth": {"type": "bearer"}}, [("risky", "security")]),
    ],
)
def test_another_request_breaks_nothing(
    change: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert told(collection([THING]), collection([THING], **change)) == expected


def test_a_description_says_more_than_samples_do_and_a_collection_less() -> None:
    strict = typed("integer", minimum=1, maximum=9)
    text = typed("string", enum=["hi", "ho"], pattern="^h")
    shown = read(sent(fields(id=strict, text=text, at=typed("string", format="date"))))
    sample = collection({}, {"id": 1, "text": "hi", "at": "2026-03-01"}, query="")
    assert not [each for each in told(shown, sample) if each[1].startswith("request")]
    assert not [each for each in told(sample, shown) if each[1].startswith("request")]


def test_what_a_description_needs_and_no_sample_has_is_worth_a_look() -> None:
    described = read(sent(fields("a", "b", "c")))
    found = told(collection({}, {"a": "1", "b": "x"}, query=""), described)
    assert ("risky", "request application/json /c") in found


def test_a_described_response_that_a_sample_lacks_a_field_of_is_worth_a_look() -> None:
    described = read(received(fields("id", "note")))
    listed = collection({"id": "1"}, method="GET", query="", body=None)
    assert told(described, listed) == [("risky", "response 200 application/json /note")]
