"""Answers for a supervisor: is it alive, is it ready, how is it doing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from time import monotonic

from aiohttp import web

from bot.app import App
from storage.connection import Connection

GRACE_SECONDS = 10.0
"""Time without the gateway that a shard is granted: most come back within a second."""


@asynccontextmanager
async def serve_health(health: Health, address: tuple[str, int]) -> AsyncIterator[int]:
    """Answer `/healthz`, `/readyz` and `/metrics` at `address`; gives the port (0: a free one)."""
    server = web.Application()
    server.router.add_get("/healthz", health.alive)
    server.router.add_get("/readyz", health.ready)
    server.router.add_get("/metrics", health.metrics)
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, *address).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


class Health:
    """Answers about a bot: before it has started, while it waits for Discord, and after."""

    def __init__(self, app: App | None = None) -> None:
        self.app = app
        self._began = monotonic()

    async def alive(self, _: web.Request) -> web.Response:
        """Say that the process runs and its event loop turns."""
        return web.Response(text="ok\n")

    async def ready(self, _: web.Request) -> web.Response:
        """Say that Discord is connected and the database answers, or what is amiss."""
        fault = await self._fault()
        return web.Response(text=f"{fault or 'ready'}\n", status=503 if fault else 200)

    async def _fault(self) -> str | None:
        if self.app is None:
            return "starting"
        client = self.app.client
        if not client.is_ready() or client.is_closed():
            return "not connected to Discord"
        down = client.links.longest()
        if down is not None and down[1] > GRACE_SECONDS:
            return f"shard {down[0]} has been without Discord for {down[1]:.0f} s"
        try:
            await self.app.services.database.read(_ask)
        except Exception as error:  # noqa: BLE001 - whatever it is, the database does not answer
            return f"the database does not answer ({type(error).__name__})"
        return None

    async def metrics(self, _: web.Request) -> web.Response:
        """Give figures in Prometheus' text format."""
        figures = [
            _figure("nexus_up_seconds", "Seconds since the start.", monotonic() - self._began),
            _figure("nexus_ready", "1 when ready.", int(await self._fault() is None)),
        ]
        if self.app is not None:
            client = self.app.client
            figures += [
                _figure("nexus_guilds", "Servers the bot is in.", len(client.guilds)),
                _figure("nexus_gateway_latency_seconds", "Heartbeat round trip.", client.latency),
                _per_shard(
                    "nexus_shard_connected",
                    "1 while the shard is connected to the gateway.",
                    {i: int(client.links.down_seconds(i) is None) for i in client.shards},
                ),
                _per_shard(
                    "nexus_shard_last_event_seconds",
                    "Seconds since the gateway was last heard, heartbeats included.",
                    {i: client.heard_seconds_ago(i) for i in client.shards},
                ),
            ]
        return web.Response(text="".join(figures), content_type="text/plain")


async def _ask(connection: Connection) -> None:
    await connection.fetch_value("SELECT 1")


def _figure(name: str, about: str, value: float) -> str:
    return f"# HELP {name} {about}\n# TYPE {name} gauge\n{name} {value}\n"


def _per_shard(name: str, about: str, values: Mapping[int, float]) -> str:
    lines = [f'{name}{{shard="{shard_id}"}} {value}\n' for shard_id, value in values.items()]
    return f"# HELP {name} {about}\n# TYPE {name} gauge\n" + "".join(lines)
