"""Changes that a comparison finds: each with its place, and whether it breaks clients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Grade(StrEnum):
    """Effects on clients that were written for the old contract."""

    BREAKING = "breaking"
    """A client that was right before can fail."""
    RISKY = "risky"
    """A client fails only if it took for granted what the contract did not promise."""
    SAFE = "safe"
    """No client notices, unless it wants to."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two contracts.

    `rule` names what happened; the catalogues hold under `contracts-change-<rule>` the sentence
    for people, with the attribute `.why` (the grade explained in one sentence) and, where there is
    one, `.fix` (what would make it safe).
    """

    rule: str
    grade: Grade
    operation: str
    """The key of the operation; for GraphQL the coordinate that changed, such as `User.email`."""
    place: str
    """Place in it: `response 200 application/json /items/0/price`; "" for the operation itself."""
    was: str = ""
    is_: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    """Further names in the sentence."""
    touches: tuple[str, ...] = ()
    """The keys of the operations whose clients it concerns."""
