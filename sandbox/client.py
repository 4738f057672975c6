"""The sandbox for tests: start one, act as its members, look at what happened."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

from sandbox.acting.errors import CannotDoError, NoAnswerError
from sandbox.acting.member import Actor
from sandbox.acting.seen import Seen, text_of
from sandbox.faults import Faults
from sandbox.gateway.socket import Gateway
from sandbox.rest.journal import Exchange
from sandbox.server import Served, serve
from sandbox.world.clock import Clock
from sandbox.world.models import Application, Channel, Guild, Message, ScheduledEvent
from sandbox.world.people import create_user, join_guild
from sandbox.world.seed import seed
from sandbox.world.world import Event, World

__all__ = ["Actor", "CannotDoError", "Member", "NoAnswerError", "Sandbox", "Seen", "text_of"]

Member = Actor
LOOK_AGAIN_SECONDS = 0.02
PATIENCE_SECONDS = 60.0
"""A bound of every wait that only a hang reaches, on a loaded machine too."""


class Sandbox:
    """A running sandbox with the seeded guild. `async with Sandbox.start() as sandbox: ...`."""

    def __init__(self, served: Served, guild: Guild) -> None:
        self._served = served
        self._actors: dict[tuple[int, str], Actor] = {}
        self.patience(PATIENCE_SECONDS)
        self.guild = guild
        self.posts: Counter[tuple[int, str]] = Counter()
        """Number of messages made with each nonce, by channel id and nonce."""
        served.world.subscribe(self._count)

    def _count(self, event: Event) -> None:
        message = event.message
        if event.name == "MESSAGE_CREATE" and message is not None and message.nonce is not None:
            self.posts[message.channel_id, str(message.nonce)] += 1

    @classmethod
    @asynccontextmanager
    async def start(
        cls, *, token: str | None = None, rate_limits: bool = True, limit_pace: float = 1.0
    ) -> AsyncIterator[Sandbox]:
        """Serve a freshly seeded world on a free port of the loopback address.

        With a `limit_pace` of 20, five edits in five seconds are five in a quarter second.
        """
        world = World()
        guild = seed(world, token)
        async with serve(world, rate_limits=rate_limits) as served:
            served.rest.limits.pace = limit_pace
            yield cls(served, guild)

    @property
    def world(self) -> World:
        return self._served.world

    @property
    def clock(self) -> Clock:
        return self.world.clock

    @property
    def api_base(self) -> str:
        return self._served.api_base

    @property
    def page_url(self) -> str:
        return self._served.url + "/"

    @property
    def application(self) -> Application:
        return next(iter(self.world.applications.values()))

    @property
    def token(self) -> str:
        return self.application.token

    @property
    def faults(self) -> Faults:
        return self._served.rest.faults

    @property
    def gateway(self) -> Gateway:
        return self._served.gateway

    @property
    def requests(self) -> Sequence[Exchange]:
        """The latest 20,000 requests with their answers, oldest first."""
        return self._served.rest.journal.exchanges

    @property
    def request_count(self) -> int:
        """Requests so far, also those that `requests` no longer has."""
        return self._served.rest.journal.count

    @property
    def violations(self) -> list[str]:
        """Requests that Discord would have called invalid or unknown."""
        return self._served.rest.journal.violations

    def forgive(self) -> None:
        """Forget the violations that a test provoked on purpose."""
        self.violations.clear()

    def patience(self, seconds: float) -> None:
        """Let members wait this long in real time: less, where the bot is killed on purpose."""
        self._served.interactions.patience_seconds = seconds

    def acknowledge_within(self, seconds: float) -> None:
        """Allow more than Discord's three seconds, where a machine may be busy with other work."""
        self._served.interactions.to_acknowledge_within = timedelta(seconds=seconds)

    def member(self, name: str, guild: Guild | None = None) -> Actor:
        """Return a member by user name."""
        guild = guild or self.guild
        key = (guild.id, name)
        if key not in self._actors:
            user = next((u for u in self.world.users.values() if u.username == name), None)
            if user is None:
                raise CannotDoError(f"There is no member {name!r}")
            self._actors[key] = Actor(self.world, self._served.interactions, guild, user)
        return self._actors[key]

    def add_member(self, name: str, *, roles: Sequence[str] = ()) -> Actor:
        """Let somebody new join."""
        role_ids = [role.id for role in self.guild.roles.values() if role.name in roles]
        join_guild(self.world, self.guild, create_user(self.world, name), role_ids)
        return self.member(name)

    def channel(self, name: str) -> Channel:
        """Return a channel of the guild by name."""
        for channel in self.world.channels.values():
            if channel.name == name and channel.guild_id == self.guild.id:
                return channel
        raise CannotDoError(f"There is no channel named {name!r}")

    def threads(self, channel: Channel | str) -> list[Channel]:
        """Return a channel's threads, oldest first."""
        place = self.channel(channel) if isinstance(channel, str) else channel
        return [c for c in self.world.channels.values() if c.is_thread and c.parent_id == place.id]

    def messages(self, channel: Channel | str) -> list[Message]:
        """Return a channel's messages that everybody sees, oldest first."""
        place = self.channel(channel) if isinstance(channel, str) else channel
        every = (self.world.messages[i] for i in self.world.history.get(place.id, ()))
        return [message for message in every if message.visible_to is None]

    def event(self, name: str) -> ScheduledEvent:
        """Return the guild's newest scheduled event of this name, be it ahead or over."""
        for event in reversed(self.guild.events.values()):
            if event.fields["name"] == name:
                return event
        raise CannotDoError(f"There is no event named {name!r}")

    def has_command(self, name: str) -> bool:
        """Tell whether any application registered a command of this name."""
        applications = self.world.applications.values()
        return any(c.name == name for a in applications for c in a.commands.values())

    async def until(self, is_so: Callable[[], object], timeout: float = PATIENCE_SECONDS) -> None:  # noqa: ASYNC109 - longer, where a benchmark's own work is
        """Wait until something is so; `TimeoutError` after a minute, which only a hang takes.

        Looked at again at every event and request, and, since a bot's own state changes without
        either, every few milliseconds.
        """
        happened = asyncio.Event()
        listeners = self._served.rest.journal.listeners
        unsubscribe = self.world.subscribe(lambda _: happened.set())
        listeners.append(happened.set)
        try:
            async with asyncio.timeout(timeout):
                while not is_so():
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(happened.wait(), LOOK_AGAIN_SECONDS)
                    happened.clear()
        finally:
            unsubscribe()
            listeners.remove(happened.set)
