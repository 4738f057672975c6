"""Faults that can be switched on: what a bot must survive, on demand or by chance."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal

from sandbox.world.errors import KNOWN

Kind = Literal["fail", "delay", "drop", "rate_limit"]
ChanceKind = Literal["fail", "delay", "drop"]
_NAME = re.compile(r"\{[^{}]*\}")


@dataclass(slots=True)
class Fault:
    """Something that goes wrong with the next `times` requests of a route."""

    route: str
    kind: Kind
    times: int = 1
    status: int = 500
    seconds: float = 0.0
    is_global: bool = False
    code: int = 0


@dataclass(frozen=True, slots=True)
class _Chance:
    """A fault that any request of its route may meet."""

    fault: Fault
    probability: float
    random: Random

    def strikes(self) -> bool:
        """Tell whether it does this time; the same times for the same seed."""
        return self.random.random() < self.probability


class Faults:
    """The faults that are switched on.

    Routes are named as in "POST /channels/{channel_id}/messages" (what the names between braces
    are does not matter); "*" means every route. A route that the sandbox does not have is refused.
    """

    def __init__(self) -> None:
        self._on: list[Fault] = []
        self._chances: list[_Chance] = []
        self._cleared = asyncio.Event()
        self._known: set[str] = {"*"}
        self.met: Counter[Kind] = Counter()
        """Number of requests that have met a fault so far, by its kind."""

    def know(self, routes: Iterable[str]) -> None:
        """Learn which routes there are."""
        self._known.update(_NAME.sub("{}", route) for route in routes)

    def fail(self, route: str, status: int | None = None, times: int = 1, *, code: int = 0) -> None:
        """Answer with `status` and an error code of Discord's without doing anything.

        Without a status it is the code's own, or 500.
        """
        status = status or KNOWN.get(code, (500, ""))[0]
        self._on.append(self._checked(Fault(route, "fail", times, status=status, code=code)))

    def delay(self, route: str, seconds: float, times: int = 1) -> None:
        """Do what was asked, and answer `seconds` later, or at once when faults are cleared."""
        self._on.append(self._checked(Fault(route, "delay", times, seconds=seconds)))

    def drop_after(self, route: str, times: int = 1) -> None:
        """Do what was asked, and cut the connection instead of answering."""
        self._on.append(self._checked(Fault(route, "drop", times)))

    def rate_limit(
        self, route: str, retry_after: float, times: int = 1, *, is_global: bool = False
    ) -> None:
        """Answer 429 without doing anything."""
        fault = Fault(route, "rate_limit", times, 429, seconds=retry_after, is_global=is_global)
        self._on.append(self._checked(fault))

    def chance(
        self,
        route: str,
        kind: ChanceKind,
        probability: float,
        seed: int,
        *,
        status: int = 500,
        seconds: float = 0.0,
    ) -> None:
        """Let each request of a route meet a fault with a probability from 0 to 1, until `clear`.

        "fail" answers with `status` and does nothing, "drop" does what was asked and cuts the
        connection, "delay" answers `seconds` late. The same requests in the same order meet the
        same faults for the same seed. Of several that strike at once the first switched on counts.
        """
        if not 0 <= probability <= 1:
            raise ValueError(f"a probability lies between 0 and 1, unlike {probability}")
        fault = self._checked(Fault(route, kind, status=status, seconds=seconds))
        self._chances.append(_Chance(fault, probability, Random(seed)))  # noqa: S311 - no secret

    def clear(self) -> None:
        """Switch everything off, and answer what is delayed; what has been met stays counted."""
        self._on.clear()
        self._chances.clear()
        self._cleared.set()
        self._cleared = asyncio.Event()

    async def pause(self, seconds: float) -> None:
        """Wait out a delay; `clear` ends it."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._cleared.wait(), seconds)

    def _checked(self, fault: Fault) -> Fault:
        fault.route = _NAME.sub("{}", fault.route)
        if fault.route not in self._known:
            raise ValueError(f"the sandbox has no route {fault.route!r}")
        return fault

    def take(self, route: str) -> Fault | None:
        """Return the fault that this request meets, counted off."""
        if not self._on and not self._chances:
            return None
        routes = (_NAME.sub("{}", route), "*")
        # Each draws at each request, so that none depends on what else is switched on.
        struck = [c.fault for c in self._chances if c.fault.route in routes and c.strikes()]
        fault = self._next(routes) or next(iter(struck), None)
        if fault is not None:
            self.met[fault.kind] += 1
        return fault

    def _next(self, routes: tuple[str, str]) -> Fault | None:
        for fault in self._on:
            if fault.route in routes:
                fault.times -= 1
                if fault.times <= 0:
                    self._on.remove(fault)
                return fault
        return None
