"""Faults that can be switched on: what a bot must survive, on demand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["fail", "delay", "drop", "rate_limit"]
_NAME = re.compile(r"\{[^}]*\}")


@dataclass(slots=True)
class Fault:
    """Something that goes wrong with the next `times` requests of a route."""

    route: str
    kind: Kind
    times: int
    status: int = 500
    seconds: float = 0.0
    is_global: bool = False
    code: int = 0


class Faults:
    """The faults that are switched on.

    Routes are named as in "POST /channels/{channel_id}/messages" (what the names between braces
    are does not matter); "*" means every route. A route that the sandbox does not have is refused.
    """

    def __init__(self) -> None:
        self._on: list[Fault] = []
        self._known: set[str] = {"*"}

    def know(self, routes: Iterable[str]) -> None:
        """Learn which routes there are."""
        self._known.update(_NAME.sub("{}", route) for route in routes)

    def fail(self, route: str, status: int = 500, times: int = 1, *, code: int = 0) -> None:
        """Answer with `status` (and an error code of Discord's) without doing anything."""
        self._switch_on(Fault(route, "fail", times, status=status, code=code))

    def delay(self, route: str, seconds: float, times: int = 1) -> None:
        """Do what was asked, and answer `seconds` later."""
        self._switch_on(Fault(route, "delay", times, seconds=seconds))

    def drop_after(self, route: str, times: int = 1) -> None:
        """Do what was asked, and cut the connection instead of answering."""
        self._switch_on(Fault(route, "drop", times))

    def rate_limit(
        self, route: str, retry_after: float, times: int = 1, *, is_global: bool = False
    ) -> None:
        """Answer 429 without doing anything."""
        self._switch_on(
            Fault(route, "rate_limit", times, 429, seconds=retry_after, is_global=is_global)
        )

    def clear(self) -> None:
        """Switch everything off."""
        self._on.clear()

    def _switch_on(self, fault: Fault) -> None:
        fault.route = _NAME.sub("{}", fault.route)
        if fault.route not in self._known:
            raise ValueError(f"the sandbox has no route {fault.route!r}")
        self._on.append(fault)

    def take(self, route: str) -> Fault | None:
        """The fault that this request meets, counted off."""
        if not self._on:
            return None
        plain = _NAME.sub("{}", route)
        for fault in self._on:
            if fault.route in (plain, "*"):
                fault.times -= 1
                if fault.times <= 0:
                    self._on.remove(fault)
                return fault
        return None
