"""What changed between two contracts, and whether it breaks the clients of the old one.

Reordering, other names of path parameters and of types, references inlined or extracted, and the
several ways to write one thing are no change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

from domain.contracts.changes import Change, Grade
from domain.contracts.comparison.graphql import compare_graphql
from domain.contracts.comparison.operations import OperationComparer
from domain.contracts.comparison.rules import GRADES, Found
from domain.contracts.model import Contract, Operation
from domain.contracts.uploads import match_key

MOST_CHANGES: Final = 20_000
"""Where a comparison stops; what breaks in any operation is looked at before."""

__all__ = ["MOST_CHANGES", "compare_contracts"]


def compare_contracts(
    old: Contract, new: Contract, *, today: date | None = None
) -> tuple[Change, ...]:
    """Every difference that a client of `old` can notice, in the order of the operations.

    `today` decides whether the announced end of an operation has passed; without it, it has.
    """
    if old.kind.is_graphql != new.kind.is_graphql:
        rule = "kind-changed"
        keys = tuple(each.key for each in old.operations)
        return (Change(rule, GRADES[rule], "", "", old.kind, new.kind, {}, keys),)
    found = compare_graphql(old, new) if old.kind.is_graphql else _operations(old, new, today)
    return _bounded(found)


def _operations(old: Contract, new: Contract, today: date | None) -> Iterator[Change]:
    comparer = OperationComparer(old, new, today)
    after = {match_key(each.key): each for each in new.operations}
    before = {match_key(each.key) for each in old.operations}
    for operation in old.operations:
        twin = after.get(match_key(operation.key))
        if twin is None:
            yield _change(comparer.removed(operation), operation, operation)
        else:
            for found in comparer.compare(operation, twin):
                yield _change(found, twin, operation)
    for operation in new.operations:
        if match_key(operation.key) not in before:
            yield _change(Found("operation-added"), operation, operation)


def _change(found: Found, operation: Operation, old: Operation) -> Change:
    touches = tuple(dict.fromkeys((old.key, operation.key)))
    return Change(
        rule=found.rule,
        grade=found.grade,
        operation=operation.key,
        place=_spoken(found.place),
        was=found.was,
        is_=found.is_,
        values=found.values,
        touches=touches,
    )


def _spoken(place: tuple[str, ...]) -> str:
    """`response 200 application/json /items/0/price`: a JSON pointer behind what names a body."""
    depth = _depth(place)
    head, rest = place[:depth], place[depth:]
    pointer = "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in rest)
    return " ".join(filter(None, (*head, pointer)))


def _depth(place: tuple[str, ...]) -> int:
    """How many parts name the body, the parameter or the header."""
    if place[:1] == ("response",):
        return 4 if place[2:3] == ("header",) else 3
    return 2 if place else 0


def _bounded(found: Iterator[Change]) -> tuple[Change, ...]:
    """As many as can be kept; beyond, only those that break."""
    kept = list(islice(found, MOST_CHANGES))
    kept += islice((each for each in found if each.grade is Grade.BREAKING), MOST_CHANGES)
    return tuple(kept)
