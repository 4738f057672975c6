"""The real bot against the sandbox, in this process, on a database file of its own."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Self

from bot.app import App, open_app
from bot.client import NexusClient
from bot.settings import Settings
from cogs.core.services import Services
from cogs.ui.client import Registry
from sandbox.client import Sandbox

HANDLERS = ("CommandTree-invoker", "discord-ui-", "discord.py: on_")
"""Names that discord.py gives the tasks in which commands, items, forms and events are handled."""


class MovableClock:
    """The real time, and what was added to it."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def advance(self, period: timedelta) -> None:
        self._ahead += period


class Nexus:
    """The bot, as tests handle it: stop it, start it, let its time pass, await its work."""

    def __init__(self, settings: Settings, sandbox: Sandbox) -> None:
        self.settings = settings
        self._sandbox = sandbox
        self.clock = MovableClock()
        self._stack = AsyncExitStack()
        self._app: App | None = None

    @property
    def app(self) -> App:
        assert self._app is not None, "the bot is not running"
        return self._app

    @property
    def services(self) -> Services:
        return self.app.services

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        self._app = await self._stack.enter_async_context(open_app(self.settings, self.clock))

    async def stop(self) -> None:
        await self._stack.aclose()
        self._app = None

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    @property
    def registry(self) -> Registry:
        return self.app.client.registry

    async def settle(self) -> None:
        """Wait until the bot has heard what happened, and its background has nothing left to do."""
        await self._hear()
        await self.app.scheduler.settle()

    async def _hear(self) -> None:
        client, sessions = self.app.client, self._sandbox.gateway.sessions
        sent = {session.id: session.sequence for session in sessions.connected()}
        await self._sandbox.until(lambda: _has_heard(client, sent))
        while tasks := [t for t in asyncio.all_tasks() if t.get_name().startswith(HANDLERS)]:
            await asyncio.wait(tasks)

    async def pass_time(self, period: timedelta) -> None:
        """Move the bot's clock, let it look at what is due, and wait until that is done."""
        self.clock.advance(period)
        self.app.scheduler.sweep()
        await self.settle()


def _has_heard(client: NexusClient, sent: dict[str, int]) -> bool:
    """Whether each shard has the last event of its session, as discord.py's connections know."""
    connections = [shard._parent.ws for shard in client.shards.values()]
    return all((ws.sequence or 0) >= sent.get(ws.session_id or "", 0) for ws in connections)
