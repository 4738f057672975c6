"""Encoders of texts, and how vectors are kept and compared."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from operator import mul
from typing import Protocol

DIMENSIONS = 384
STEPS = 400
"""Steps from 0 to 1. A byte ends at 127 of them, 0.32: over what the model's dimensions reach."""
MOST_STEPS = 127


class SemanticError(Exception):
    """Meanings cannot be compared here; the text is one plain sentence with the fix."""


class Encoder(Protocol):
    """A sentence model."""

    @property
    def model(self) -> str:
        """Names the model, and whatever else its vectors depend on."""

    def encode(self, text: str) -> bytes:
        """Return the vector of a text, as `pack` makes it.

        Takes tens of milliseconds of one core.
        """


@dataclass(frozen=True, slots=True)
class Meaning:
    """Meaning of a text to one model."""

    model: str
    vector: bytes


def text_of(title: str, body: str) -> str:
    """Return what is encoded of a document."""
    return f"{title}\n{body}"


SHORTEST = 1e-300
"""Shorter vectors have no direction that floating point can tell."""


def pack(values: Sequence[float]) -> bytes:
    """Pack a direction as it is kept: of length 1, one signed byte a dimension.

    `ValueError` for another number of dimensions.
    """
    if len(values) != DIMENSIONS:
        raise ValueError(f"a vector has {DIMENSIONS} dimensions, not {len(values)}")
    length = hypot(*values)
    # What is too short to divide by is as good as nothing, and nothing has no direction.
    scale = STEPS / length if length >= SHORTEST else 0.0
    return array("b", (_step(value * scale) for value in values)).tobytes()


def cosines(vector: bytes, others: Iterable[bytes]) -> list[float]:
    """Tell how alike in direction each of the other vectors is: about -1 to 1."""
    one = array("b", vector)
    return [sum(map(mul, one, array("b", other))) / STEPS**2 for other in others]


def _step(value: float) -> int:
    return max(-MOST_STEPS, min(MOST_STEPS, round(value)))
