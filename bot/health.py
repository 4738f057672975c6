"""What a supervisor asks: is it alive, is it ready, how is it doing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from aiohttp import web

from bot.app import App


@asynccontextmanager
async def serve_health(app: App, address: tuple[str, int]) -> AsyncIterator[int]:
    """Answer `/healthz`, `/readyz` and `/metrics` at `address`; gives the port (0: a free one)."""
    server = web.Application()
    health = _Health(app)
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


class _Health:
    def __init__(self, app: App) -> None:
        self._app = app
        self._began = monotonic()

    async def alive(self, _: web.Request) -> web.Response:
        """The process runs and its event loop turns."""
        return web.Response(text="ok\n")

    async def ready(self, _: web.Request) -> web.Response:
        """Discord is connected and the database answers."""
        fault = await self._fault()
        return web.Response(text=f"{fault or 'ready'}\n", status=503 if fault else 200)

    async def _fault(self) -> str | None:
        if not self._app.client.is_ready() or self._app.client.is_closed():
            return "not connected to Discord"
        try:
            async with self._app.services.database.read() as connection:
                await connection.fetch_value("SELECT 1")
        except Exception as error:  # noqa: BLE001 - whatever it is, the database does not answer
            return f"the database does not answer ({type(error).__name__})"
        return None

    async def metrics(self, _: web.Request) -> web.Response:
        """Figures in Prometheus' text format."""
        client = self._app.client
        figures = {
            "nexus_up_seconds": ("Seconds since the start.", monotonic() - self._began),
            "nexus_ready": ("1 when ready.", int(await self._fault() is None)),
            "nexus_guilds": ("Servers the bot is in.", len(client.guilds)),
            "nexus_gateway_latency_seconds": ("Heartbeat round trip.", client.latency),
        }
        lines = [
            f"# HELP {name} {about}\n# TYPE {name} gauge\n{name} {value}"
            for name, (about, value) in figures.items()
        ]
        return web.Response(text="\n".join(lines) + "\n", content_type="text/plain")
