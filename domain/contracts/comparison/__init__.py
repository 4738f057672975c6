"""Comparison of two contracts, for the clients of the old one.

Reordering, other names of path parameters and of types, references inlined or extracted, and the
several ways to write one thing are no change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

from domain.contracts.changes import Change, Grade
from domain.contracts.comparison.operations import OperationComparer
from domain.contracts.comparison.rules import GRADES, Found
from domain.contracts.model import Contract, Operation
from domain.contracts.uploads import match_key

MOST_CHANGES: Final = 20_000
"""Number of changes at which a comparison stops; breaks are looked at before."""

__all__ = ["MOST_CHANGES", "compare_contracts"]


def compare_contracts(
    old: Contract, new: Contract, *, today: date | None = None
) -> tuple[Change, ...]:
    """Compare every difference that a client of `old` can notice, in the order of the operations.

    `today` decides whether the announced end of an operation has passed; without it, it has.
    """
    if old.kind.is_graphql != new.kind.is_graphql:
        rule = "kind-changed"
        keys = tuple(each.key for each in old.operations)
        return (Change(rule, GRADES[rule], "", "", old.kind, new.kind, {}, keys),)
    if old.kind.is_graphql:
        from domain.contracts.comparison.graphql import compare_graphql  # noqa: PLC0415 - 100 ms that REST doesn't need

        return _bounded(compare_graphql(old, new))
    return _bounded(_operations(old, new, today))


def _operations(old: Contract, new: Contract, today: date | None) -> Iterator[Change]:
    comparer = OperationComparer(old, new, today)
    after = {match_key(each.key): each for each in new.operations}
    before = {match_key(each.key) for each in old.operations}
    moved = _moved(old, new)
    found_again = {each.key for each in moved.values()}
    for operation in old.operations:
        twin = after.get(match_key(operation.key)) or moved.get(operation.key)
        if twin is None:
            yield _change(comparer.removed(operation), operation, operation)
            continue
        if operation.key in moved:
            yield _change(Found("operation-moved", (), operation.path, twin.path), twin, operation)
        for found in comparer.compare(operation, twin):
            yield _change(found, twin, operation)
    for operation in new.operations:
        if match_key(operation.key) not in before and operation.key not in found_again:
            yield _change(Found("operation-added"), operation, operation)


def _moved(old: Contract, new: Contract) -> dict[str, Operation]:
    """Operations of which a part of the path went from the server's address, or into it."""
    bases = _base(old), _base(new)
    if bases[0] == bases[1]:
        return {}
    known = [{match_key(each.key) for each in one.operations} for one in (old, new)]
    at = {
        match_key(f"{each.method} {bases[1]}{each.path}"): each
        for each in new.operations
        if match_key(each.key) not in known[0]
    }
    wanted = (
        (each.key, match_key(f"{each.method} {bases[0]}{each.path}"))
        for each in old.operations
        if match_key(each.key) not in known[1]
    )
    return {key: at[address] for key, address in wanted if address in at}


def _base(contract: Contract) -> str:
    """Return the path of the first server: `/api/v1` of `https://shop.example/api/v1`."""
    server = next(iter(contract.servers), "")
    rest = server.partition("://")[2].partition("/")[2] if "://" in server else server.strip("/")
    path = rest.partition("?")[0].rstrip("/")
    return f"/{path}" if path else ""


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
    """Tell how many parts name the body, the parameter or the header."""
    if place[:1] == ("response",):
        return 4 if place[2:3] == ("header",) else 3
    return 2 if place else 0


def _bounded(found: Iterator[Change]) -> tuple[Change, ...]:
    """Keep as many as can be stored; beyond, only those that break."""
    kept = list(islice(found, MOST_CHANGES))
    kept += islice((each for each in found if each.grade is Grade.BREAKING), MOST_CHANGES)
    return tuple(kept)
