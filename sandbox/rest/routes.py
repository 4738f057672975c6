"""Routes from a request to the function that answers it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.wire.schema import Body, Check, check, integer, snowflake
from sandbox.world.models import Application
from sandbox.world.world import World

Answer = tuple[int, Any]  # Any: JSON
Handler = Callable[["Call"], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Call:
    """One request, as far as handlers see it. `bot_id` is the user who asks."""

    world: World
    application: Application | None
    names: dict[str, str]
    query: dict[str, str]
    body: Body
    reason: str | None

    @property
    def bot_id(self) -> int:
        """The asking bot's user id."""
        if self.application is None:
            raise LookupError("this route needs no token, so nobody is known to ask")
        return self.application.bot.id

    @property
    def app(self) -> Application:
        """The asking application."""
        if self.application is None:
            raise LookupError("this route needs no token, so nobody is known to ask")
        return self.application

    def id(self, name: str) -> int:
        """Return an id from the path, or 50035."""
        return _one(name, self.names[name], snowflake)

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """Return a number from the query, or 50035 for one out of bounds."""
        value = self.query.get(name)
        if value is None:
            return default
        digits = int(value) if value.isascii() and value.isdigit() else value
        return _one(name, digits, integer(least, most))

    def optional_id(self, name: str) -> int | None:
        """Return an id from the query, if there is one."""
        value = self.query.get(name)
        return None if value is None else _one(name, value, snowflake)

    def flag(self, name: str) -> bool:
        """Read a switch from the query."""
        return self.query.get(name, "").lower() in ("1", "true")


def _one(name: str, value: object, reads: Check) -> int:
    return int(check({name: reads}, {name: value})[name])


@dataclass(frozen=True, slots=True)
class Route:
    """A method, a path and their handler; interactions carry their token in the path."""

    method: str
    path: str
    handler: Handler
    needs_token: bool = True

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(slots=True)
class Routes:
    """A resource's routes; handlers are added with the decorator `on`."""

    all: list[Route] = field(default_factory=list)

    def on(self, route: str, *, needs_token: bool = True) -> Callable[[Handler], Handler]:
        """Register a handler for "METHOD /path/{id}"."""
        method, _, path = route.partition(" ")

        def register(handler: Handler) -> Handler:
            self.all.append(Route(method, path, handler, needs_token))
            return handler

        return register
