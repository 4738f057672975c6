"""Documents at the bounds and beyond, through the real process: read or refused, and in time."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Final

import pytest

from bot.contract_reader import PATIENCE, ContractReader
from domain.contracts.reading.bounds import SECONDS, RefusedError
from tests.domain.contracts.fuzzing.corpus import as_json
from tests.domain.contracts.fuzzing.giants import QUICK, SLOW, doubling
from tests.domain.contracts.fuzzing.verdicts import TODAY, check_refusal, check_upload, judge
from tests.sandbox.openapi import PUBLISHED

REFUSED: Final = {
    "one byte more than the most": "size",
    "laughs": "nodes",
    "merges": "nodes",
    "an alias of itself": "alias",
    "a mapping for a key": "key",
    "too many lists in lists": "depth",
    "mappings in mappings": "depth",
    "too many folders": "depth",
    "too many digits": "number",
    "fragments of GraphQL": "depth",
    "spaces": "empty",
    "comments of YAML": "kind",
    "opening braces": "json",
    "opening YAML": "depth",
    "questions": "depth",
    "operations": "operations",
    "operations in YAML": "nodes",
    "requests": "operations",
    "fields": "tokens",
    "arguments": "memory",
    "a long enumeration": "nodes",
    "an example of many values": "nodes",
    "escapes": "kind",
}
"""What is refused for its own reason, whatever the machine; of the rest, all else holds."""
STARTS: Final = 2.0
"""Seconds beyond the bound that a process may take to start and to be ended."""


async def take(document: bytes) -> str:
    """Have the process read a document; the problem that it is refused with, or ""."""
    start = perf_counter()
    try:
        upload = await ContractReader().read(document, since=None, today=TODAY)
    except RefusedError as error:
        check_refusal(error)
        return error.problem
    finally:
        assert perf_counter() - start < SECONDS * PATIENCE + STARTS
    check_upload(upload, most_operations=2)
    return ""


@pytest.mark.parametrize("name", QUICK)
def test_what_is_made_to_hang_is_read_or_refused(name: str) -> None:
    upload = judge(QUICK[name]())
    assert (upload is None) == (name in REFUSED)


@pytest.mark.parametrize("name", ["laughs", "too many lists in lists"])
async def test_the_process_answers_a_bomb(name: str) -> None:
    assert await take(QUICK[name]()) == f"contracts-refused-{REFUSED[name]}"


@pytest.mark.long
@pytest.mark.parametrize("make", [*QUICK.values(), *SLOW.values()], ids=[*QUICK, *SLOW])
async def test_the_process_answers_giants(
    make: Callable[[], bytes], request: pytest.FixtureRequest
) -> None:
    problem = await take(make())
    expected = REFUSED.get(request.node.callspec.id)
    assert expected is None or problem == f"contracts-refused-{expected}"


@pytest.mark.long
@pytest.mark.skipif(not PUBLISHED.exists(), reason="Discord's own description is not there")
async def test_the_process_answers_a_published_description_cut_anywhere() -> None:
    whole = PUBLISHED.read_bytes()
    assert await take(whole) == ""
    for part in range(1, 10):
        assert await take(whole[: len(whole) * part // 10]) == "contracts-refused-json"


@pytest.mark.long
@pytest.mark.parametrize("keyword", ["properties", "anyOf", "allOf", "oneOf"])
async def test_a_change_below_what_is_doubled_is_told_or_refused(keyword: str) -> None:
    before, after = doubling(30, keyword), doubling(30, keyword)
    after["components"]["schemas"]["30"]["enum"] = ["a", "c"]
    first = await ContractReader().read(as_json(before), since=None, today=TODAY)
    try:
        second = await ContractReader().read(as_json(after), since=first.model, today=TODAY)
    except RefusedError as error:
        check_refusal(error)
    else:
        assert second.comparison.changes
        check_upload(second)
