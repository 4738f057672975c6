"""Journal of requests and responses, and what was wrong with them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer. `route` is the template, `path` what was really asked for."""

    method: str
    route: str
    path: str
    body: Any
    status: int
    answer: Any
    reason: str | None = None
    file_names: tuple[str, ...] = ()


@dataclass(slots=True)
class Journal:
    """The exchanges so far, and the violations among them."""

    exchanges: deque[Exchange] = field(default_factory=lambda: deque(maxlen=MOST_KEPT))
    count: int = 0
    """Exchanges so far, also those that aren't kept."""
    violations: list[str] = field(default_factory=list)
    listeners: list[Callable[[], None]] = field(default_factory=list)

    def add(self, exchange: Exchange) -> None:
        """Keep an exchange; invalid requests are violations too."""
        self.exchanges.append(exchange)
        self.count += 1
        if exchange.status == 400 and (exchange.answer or {}).get("code") == 50035:  # noqa: PLR2004 - Discord's numbers
            self.violations.append(f"{exchange.method} {exchange.path}: {exchange.answer}")
        for listener in tuple(self.listeners):
            listener()
