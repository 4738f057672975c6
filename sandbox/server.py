"""The sandbox as a running server: REST, gateway and files on one loopback address."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from mimetypes import guess_type

from aiohttp import web

from sandbox.gateway.socket import Gateway
from sandbox.interactions.callbacks import make_routes
from sandbox.interactions.calls import Interactions
from sandbox.interactions.commands import routes as command_routes
from sandbox.rest import (
    accounts,
    channels,
    guilds,
    members,
    messages,
    pins,
    reactions,
    roles,
    scheduled_events,
    thread_lists,
    threads,
    voice,
)
from sandbox.rest.app import MOST_BODY_BYTES, PREFIX, Rest
from sandbox.world.automation import going_on
from sandbox.world.world import World

GOING_AWAY = 1001
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""Types that a browser shows and never runs; SVG isn't one of them."""
RESOURCES = (
    accounts,
    channels,
    guilds,
    members,
    messages,
    pins,
    reactions,
    roles,
    scheduled_events,
    thread_lists,
    threads,
    voice,
)


@dataclass(frozen=True, slots=True)
class Served:
    """A running sandbox."""

    world: World
    rest: Rest
    gateway: Gateway
    interactions: Interactions
    url: str

    @property
    def api_base(self) -> str:
        return self.url + PREFIX


AddRoutes = Callable[[web.Application, Served], None]


@asynccontextmanager
async def serve(
    world: World,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    rate_limits: bool = True,
    add_routes: AddRoutes | None = None,
) -> AsyncIterator[Served]:
    """Serve `world` until the block ends. Port 0 takes a free one; `OSError` for a busy one.

    `add_routes` may add pages of its own to the same address.
    """
    listening = socket.create_server((host, port), backlog=256)
    world.files_url = f"http://{host}:{listening.getsockname()[1]}"
    served = Served(
        world,
        Rest(world, rate_limits=rate_limits),
        Gateway(world),
        Interactions(world),
        world.files_url,
    )
    app = _application(served)
    if add_routes is not None:
        add_routes(app, served)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        async with going_on(world):
            yield served
    finally:
        served.gateway.close(GOING_AWAY)
        await runner.cleanup()


def _application(served: Served) -> web.Application:
    app = web.Application(client_max_size=MOST_BODY_BYTES)
    for path in ("/gateway", "/gateway/"):
        app.router.add_get(path, served.gateway.serve)
    app.router.add_get("/attachments/{attachment_id}/{name}", _files_of(served.world))
    routes = [route for resource in RESOURCES for route in resource.routes.all]
    routes += command_routes.all + make_routes(served.interactions).all
    served.rest.register(app, routes)
    return app


def _files_of(world: World) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def send_file(request: web.Request) -> web.Response:
        wanted = request.match_info["attachment_id"]
        attachment = world.files.get(int(wanted)) if wanted.isdecimal() else None
        if attachment is None:
            raise web.HTTPNotFound
        # Anything else would run in the page's own origin when somebody opens it.
        guessed, _ = guess_type(attachment.filename)
        kind = guessed if guessed in PICTURES else None
        headers = {
            "Content-Type": kind or "application/octet-stream",
            "Content-Disposition": "inline" if kind else "attachment",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=attachment.data, headers=headers)

    return send_file
