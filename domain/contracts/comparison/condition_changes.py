"""Changes of the rarer keywords of a schema.

One that is new takes less, one that is gone takes more; a schema within one is compared like any
other, and within `not` the other way round.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final, TypeAlias, cast

from domain.contracts.changes import Grade
from domain.contracts.comparison.conditions import BRANCHES, SCHEMAS, Conditions
from domain.contracts.comparison.rules import Direction, Found
from domain.contracts.comparison.views import as_json, reference
from domain.contracts.model import Json, Schema

Compare: TypeAlias = Callable[[Schema, Schema, Direction], list[Found]]
MOST_SHOWN: Final = 200
WHOLE: Final = frozenset({"contentEncoding", "contentMediaType"})
"""Keywords that say how a value is read: with another one, or without it, it is read otherwise."""


def compare_conditions(
    old: Conditions, new: Conditions, direction: Direction, compare: Compare
) -> Iterator[Found]:
    """Compare what changed of the conditions, by keyword."""
    for key in sorted(old.keys() | new.keys()):
        keyword, name = key
        if keyword == "prefixItems":
            continue  # compared with the items that follow them
        if keyword in WHOLE and old.get(key) != new.get(key):
            values = {"keyword": keyword}
            yield Found("condition-changed", (), shown(old.get(key)), shown(new.get(key)), values)
        elif key not in new or key not in old:
            yield _graded(key, old.get(key), new.get(key), direction, tighter=key in new)
        elif keyword in SCHEMAS:
            pair = cast("Schema", old[key]), cast("Schema", new[key])
            found = compare(*pair, direction)
            yield from (each.under(_place(keyword, name)) for each in found)
        elif old[key] != new[key]:
            yield from _changed(key, old[key], new[key], direction, compare)


def _place(keyword: str, name: str) -> str:
    if keyword == "patternProperties":
        return name
    return "*" if keyword.startswith("unevaluated") else f"({_text((keyword, name))})"


def _changed(
    key: tuple[str, str], old: Json, new: Json, direction: Direction, compare: Compare
) -> Iterator[Found]:
    if key[0] == "not":
        pair = cast("Schema", old), cast("Schema", new)
        yield from _negation(key, *pair, direction, compare)
    elif key[0] == "if":
        lists = cast("list[Json]", old), cast("list[Json]", new)
        yield from _branches(key, *lists, direction, compare)
    else:
        yield from _ordered(key, old, new, direction)


def _negation(
    key: tuple[str, str], old: Schema, new: Schema, direction: Direction, compare: Compare
) -> Iterator[Found]:
    """Return what `not` excludes is judged the other way: to exclude more is to take less."""
    found = compare(old, new, direction.opposite)
    if found:
        breaks = any(each.grade is Grade.BREAKING for each in found)
        yield _graded(key, old, new, direction, tighter=breaks is (direction is Direction.REQUEST))


def _branches(
    key: tuple[str, str],
    old: list[Json],
    new: list[Json],
    direction: Direction,
    compare: Compare,
) -> Iterator[Found]:
    """`if` with `then` and `else`: those of one `if` against each other."""
    left = [cast("dict[str, Schema]", each) for each in new]
    for each in cast("list[dict[str, Schema]]", old):
        twin = next((one for one in left if not compare(each["if"], one["if"], direction)), None)
        if twin is None and len(old) == len(new) == 1:
            yield Found("condition-unclear", (), shown(old[0]), shown(new[0]), {"keyword": "if"})
            return
        if twin is None:
            yield _graded(key, cast("Json", each), None, direction, tighter=False)
            continue
        left.remove(twin)
        for branch in BRANCHES[1:]:
            pair = (branch, ""), each.get(branch), twin.get(branch), direction
            if branch in each and branch in twin:
                found = compare(each[branch], twin[branch], direction)
                yield from (one.under(f"({branch})") for one in found)
            elif branch in each or branch in twin:
                yield _graded(*pair, tighter=branch in twin)
    for each in left:
        yield _graded(key, None, cast("Json", each), direction, tighter=True)


def _ordered(key: tuple[str, str], old: Json, new: Json, direction: Direction) -> Iterator[Found]:
    """Values of which one may hold the other: a multiple of ten is one of five."""
    tighter, looser = _holds(key[0], old, new), _holds(key[0], new, old)
    if tighter == looser:
        yield Found("condition-changed", (), shown(old), shown(new), {"keyword": _text(key)})
    else:
        yield _graded(key, old, new, direction, tighter=tighter)


def _holds(keyword: str, one: Json, other: Json) -> bool:
    """Tell whether all that meets `other` meets `one`."""
    if keyword == "multipleOf" and _is_step(one) and _is_step(other):
        return (_exact(other) / _exact(one)).denominator == 1
    if keyword == "dependentRequired" and isinstance(one, list) and isinstance(other, list):
        return all(name in other for name in one)
    return False


def _is_step(value: Json) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and value > 0


def _exact(value: Json) -> Fraction:
    """Return a number as it is written: a tenth is one tenth."""
    return Fraction(value if isinstance(value, int) else str(value))


def _graded(
    key: tuple[str, str], old: Json, new: Json, direction: Direction, *, tighter: bool
) -> Found:
    if tighter:
        rule = direction.choose("request-condition-tightened", "response-condition-tightened")
    else:
        rule = direction.choose("request-condition-loosened", "response-condition-loosened")
    return Found(rule, (), shown(old), shown(new), {"keyword": _text(key)})


def _text(key: tuple[str, str]) -> str:
    return " ".join(key).strip()


def shown(value: Json) -> str:
    """Return a condition in short: a type by its name, all else as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value[:MOST_SHOWN]
    name = reference(value) if isinstance(value, dict) and len(value) == 1 else None
    return (name or as_json(value))[:MOST_SHOWN]
