"""Words for contracts, their changes and their grades."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final

from cogs.contracts.notes import escaping
from cogs.core.markup import inline_code
from cogs.core.text import Catalogue
from domain.contracts.changes import Change, Grade

MOST_PLACE: Final = 160
MOST_THROUGH: Final = 2
"""Operations that are named for one type that changed."""
GRAPHQL: Final = "graphql-"
KIND_CHANGED: Final = "kind-changed"
SIGNS: Final = {Grade.BREAKING: "🔴", Grade.RISKY: "🟠", Grade.SAFE: "🟢"}


def describe_change(text: Catalogue, change: Change, *, escape: bool = True) -> str:
    """Describe what happened and where: `request /price`: was number, is string."""
    show = escaping(escape)
    values = {name: show(value) for name, value in change.values.items()}
    nothing = text("contracts-change-nothing")
    was, is_ = (show(value) if value else nothing for value in (change.was, change.is_))
    if change.rule == KIND_CHANGED:
        was, is_ = (name_kind(text, value) for value in (change.was, change.is_))
    # `name` is what the place ends with, and no sentence says it twice.
    values.pop("name", None)
    said = text(f"contracts-change-{change.rule}", was=was, **{"is": is_}, **values)
    if not change.place:
        return said
    place = inline_code(change.place, MOST_PLACE) if escape else change.place
    return text("contracts-change-line", place=place, change=said)


def explain_change(text: Catalogue, change: Change) -> str:
    """Its grade in one sentence, with the fix where there is one."""
    key = f"contracts-change-{change.rule}"
    why = text.attribute(key, "why") or ""
    fix = text.attribute(key, "fix")
    return f"{why} {fix}" if fix else why


def leading_to(changes: Iterable[Change]) -> list[str]:
    """Return the operations through which clients meet parts of a GraphQL schema.

    None of REST's.
    """
    return list(
        dict.fromkeys(
            key
            for each in changes
            if each.rule.startswith(GRAPHQL) and not is_of_operation(each)
            for key in each.touches
        )
    )


def is_of_operation(change: Change) -> bool:
    """Tell whether it is of an operation or its arguments, and not of a type that several reach."""
    return change.operation.partition("(")[0] in change.touches


def name_changed(
    text: Catalogue,
    key: str,
    changes: Iterable[Change],
    write: Callable[[str], str] = str,
) -> str:
    """Name what changed, with the operations that lead there: `Product.price (in Query.product)`.

    `write` says how a key is written; left out, as it is.
    """
    through = leading_to(changes)
    if not through:
        return write(key)
    named, more = ", ".join(map(write, through[:MOST_THROUGH])), len(through) - MOST_THROUGH
    return text("contracts-change-within", changed=write(key), operations=named, more=max(0, more))


def by_operation(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Group changes by operation, the gravest operations first."""
    grades = list(Grade)
    ordered = sorted(changes, key=lambda each: each.operation)
    groups = [(key, list(each)) for key, each in groupby(ordered, key=lambda one: one.operation)]
    for _, each in groups:
        each.sort(key=lambda change: grades.index(change.grade))
    groups.sort(key=lambda group: grades.index(group[1][0].grade))
    yield from groups


def name_grade(text: Catalogue, grade: Grade) -> str:
    """Name a grade in one word."""
    return text(f"contracts-grade-{grade}")


def name_kind(text: Catalogue, kind: str) -> str:
    """Name what a kind of document is called: OpenAPI 3.1."""
    return text(f"contracts-kind-{kind.replace('.', '')}")
