"""Real documents, mutated: each is read or refused, and what is read can be shown and compared."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.domain.contracts.fuzzing.corpus import TEXTS, TREES, as_json, as_yaml
from tests.domain.contracts.fuzzing.mutations import damaged, encoded, mutated
from tests.domain.contracts.fuzzing.verdicts import judge, read

MODELS = {name: read(as_json(tree)).model for name, tree in TREES.items()}
SAMPLE = settings(
    max_examples=12,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
LONG = settings(SAMPLE, max_examples=1_500, derandomize=False, print_blob=True)


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_not_mutated_is_read(name: str) -> None:
    assert judge(TEXTS[name]) is not None


@pytest.mark.parametrize("name", TREES)
def test_a_sample_of_mutated_values(name: str) -> None:
    @SAMPLE
    @given(mutated(TREES[name]))
    def check(tree: dict[str, Any]) -> None:
        judge(as_json(tree), MODELS[name])

    check()


@pytest.mark.long
@pytest.mark.parametrize("name", TREES)
def test_mutated_values(name: str) -> None:
    @LONG
    @given(mutated(TREES[name], most=8), st.sampled_from([as_json, as_yaml]))
    def check(tree: dict[str, Any], write: Any) -> None:
        judge(write(tree), MODELS[name])

    check()


@pytest.mark.parametrize("name", TEXTS)
def test_a_sample_of_damaged_bytes(name: str) -> None:
    @SAMPLE
    @given(damaged(TEXTS[name]) | encoded(TEXTS[name]))
    def check(document: bytes) -> None:
        judge(document)

    check()


@pytest.mark.long
@pytest.mark.parametrize("name", TEXTS)
def test_damaged_bytes(name: str) -> None:
    @LONG
    @given(damaged(TEXTS[name], most=10) | encoded(TEXTS[name]))
    def check(document: bytes) -> None:
        judge(document)

    check()
