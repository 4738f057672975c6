"""Deprecation of a thing, and the day on which it ends (`x-sunset`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from domain.contracts.comparison.rules import Found


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
    if not new.deprecated:
        return Found(f"{kind}-reactivated")
    if new.sunset is None:
        return Found(f"{kind}-deprecated")
    return Found(f"{kind}-deprecated-with-day", is_=new.sunset.isoformat())


def removal(old: Ending, kind: str, today: date | None) -> Found:
    """Return what it means that a thing is gone."""
    if not old.deprecated:
        return Found(f"{kind}-removed")
    if old.sunset is None:
        return Found(f"{kind}-removed-deprecated")
    is_over = today is None or old.sunset <= today
    rule = f"{kind}-removed-{'after' if is_over else 'before'}-sunset"
    return Found(rule, was=old.sunset.isoformat())
