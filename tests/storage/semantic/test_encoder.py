"""Vectors as they are kept, and the stand-in that the other tests make them with."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from storage.semantic.encoder import DIMENSIONS, cosines, pack, text_of
from tests.storage.semantic.fake import FailingEncoder, HashEncoder


def direction(*values: float) -> bytes:
    """Spread over many dimensions, as the model's are."""
    repeats = DIMENSIONS // len(values)
    return pack([value for value in values for _ in range(repeats)])


def test_a_vector_has_a_byte_for_each_dimension() -> None:
    assert len(direction(1.0, 2.0)) == DIMENSIONS == 384
    with pytest.raises(ValueError, match="384 dimensions, not 3"):
        pack([1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("other", "cosine"),
    [((1.0, 0.0), 1.0), ((5.0, 0.0), 1.0), ((0.0, 1.0), 0.0), ((-2.0, 0.0), -1.0), ((1, 1), 0.707)],
)
def test_likeness_is_the_cosine_whatever_the_lengths(
    other: tuple[float, float], cosine: float
) -> None:
    assert cosines(direction(3.0, 0.0), [direction(*other)]) == [pytest.approx(cosine, abs=0.03)]


@given(st.lists(st.floats(-1e6, 1e6), min_size=DIMENSIONS, max_size=DIMENSIONS))
def test_any_vector_can_be_kept(values: list[float]) -> None:
    (cosine,) = cosines(pack(values), [pack(values)])
    assert -0.001 <= cosine <= 1.1


def test_what_is_all_but_nothing_is_nothing() -> None:
    assert pack([2.2e-308] + [0.0] * (DIMENSIONS - 1)) == pack([0.0] * DIMENSIONS)


def test_nothing_is_like_nothing() -> None:
    assert cosines(pack([0.0] * DIMENSIONS), [direction(1.0)]) == [0.0]
    assert cosines(direction(1.0), []) == []


def test_a_document_is_encoded_with_its_title_first() -> None:
    assert text_of("Title", "Text") == "Title\nText"


def test_the_stand_in_takes_texts_to_be_as_alike_as_their_words() -> None:
    encoder = HashEncoder(same={"automobile": "car"})
    words = "red green blue white black brown grey pink car mauve"
    text = encoder.encode(words)
    assert text == encoder.encode(words)
    half, same, none = (
        encoder.encode(other)
        for other in ("red green blue white black", words.replace("car", "automobile"), "seven")
    )
    assert cosines(text, [same, half, none]) == [
        pytest.approx(1.0, abs=0.05),
        pytest.approx(0.67, abs=0.1),
        pytest.approx(0.0, abs=0.1),
    ]
    assert encoder.encoded[0] == words


def test_the_failing_stand_in_fails_only_where_it_is_told_to() -> None:
    encoder = FailingEncoder()
    assert encoder.encode("fine") == HashEncoder().encode("fine")
    with pytest.raises(RuntimeError):
        encoder.encode("please fail")
