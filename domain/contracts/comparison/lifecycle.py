"""Deprecation of a thing, and the day on which it ends (`x-sunset`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple, Protocol

from domain.contracts.comparison.rules import Found


class Names(NamedTuple):
    """Names of the rules about the life of a kind of thing."""

    reactivated: str
    deprecated: str
    deprecated_with_day: str
    removed: str
    removed_deprecated: str
    removed_after_sunset: str
    removed_before_sunset: str


LIFE: Final = {
    "operation": Names(
        reactivated="operation-reactivated",
        deprecated="operation-deprecated",
        deprecated_with_day="operation-deprecated-with-day",
        removed="operation-removed",
        removed_deprecated="operation-removed-deprecated",
        removed_after_sunset="operation-removed-after-sunset",
        removed_before_sunset="operation-removed-before-sunset",
    ),
    "parameter": Names(
        reactivated="parameter-reactivated",
        deprecated="parameter-deprecated",
        deprecated_with_day="parameter-deprecated-with-day",
        removed="parameter-removed",
        removed_deprecated="parameter-removed-deprecated",
        removed_after_sunset="parameter-removed-after-sunset",
        removed_before_sunset="parameter-removed-before-sunset",
    ),
}


class Ending(Protocol):
    """An operation or a parameter."""

    @property
    def deprecated(self) -> bool: ...

    @property
    def sunset(self) -> date | None: ...


def compare_life(old: Ending, new: Ending, kind: str, today: date | None) -> Iterator[Found]:
    """Compare what was announced, taken back, or put off; `kind` is `operation` or `parameter`."""
    if old.deprecated != new.deprecated:
        yield _announced(new, kind)
        return
    if not new.deprecated or old.sunset == new.sunset:
        return
    if old.sunset is None:
        yield Found("sunset-added", is_=new.sunset.isoformat() if new.sunset else "")
        return
    was = old.sunset.isoformat()
    if new.sunset is None:
        yield Found("sunset-removed", was=was)
    elif new.sunset > old.sunset:
        yield Found("sunset-later", (), was, new.sunset.isoformat())
    else:
        is_over = today is not None and new.sunset <= today
        rule = "sunset-too-soon" if is_over else "sunset-sooner"
        yield Found(rule, (), was, new.sunset.isoformat())


def _announced(new: Ending, kind: str) -> Found:
    names = LIFE[kind]
    if not new.deprecated:
        return Found(names.reactivated)
    if new.sunset is None:
        return Found(names.deprecated)
    return Found(names.deprecated_with_day, is_=new.sunset.isoformat())


def removal(old: Ending, kind: str, today: date | None) -> Found:
    """Return the change that a thing is gone, by what was announced of it."""
    names = LIFE[kind]
    if not old.deprecated:
        return Found(names.removed)
    if old.sunset is None:
        return Found(names.removed_deprecated)
    is_over = today is None or old.sunset <= today
    rule = names.removed_after_sunset if is_over else names.removed_before_sunset
    return Found(rule, was=old.sunset.isoformat())
