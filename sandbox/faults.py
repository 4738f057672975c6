"""Faults that can be switched on: what a bot must survive, on demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["fail", "delay", "drop", "rate_limit"]


@dataclass(slots=True)
class Fault:
    """Something that goes wrong with the next `times` requests of a route."""

    route: str
    kind: Kind
    times: int
    status: int = 500
    seconds: float = 0.0
    is_global: bool = False


class Faults:
    """The faults that are switched on.

    Routes are named as in "POST /channels/{channel_id}/messages"; "*" means every route.
    """

    def __init__(self) -> None:
        self._on: list[Fault] = []

    def fail(self, route: str, status: int = 500, times: int = 1) -> None:
        """Answer with `status` without doing anything."""
        self._on.append(Fault(route, "fail", times, status=status))

    def delay(self, route: str, seconds: float, times: int = 1) -> None:
        """Do what was asked, and answer `seconds` later."""
        self._on.append(Fault(route, "delay", times, seconds=seconds))

    def drop_after(self, route: str, times: int = 1) -> None:
        """Do what was asked, and cut the connection instead of answering."""
        self._on.append(Fault(route, "drop", times))

    def rate_limit(
        self, route: str, retry_after: float, times: int = 1, *, is_global: bool = False
    ) -> None:
        """Answer 429 without doing anything."""
        self._on.append(
            Fault(route, "rate_limit", times, 429, seconds=retry_after, is_global=is_global)
        )

    def clear(self) -> None:
        """Switch everything off."""
        self._on.clear()

    def take(self, route: str) -> Fault | None:
        """The fault that this request meets, counted off."""
        for fault in self._on:
            if fault.route in (route, "*"):
                fault.times -= 1
                if fault.times <= 0:
                    self._on.remove(fault)
                return fault
        return None
