"""`nexus run`: the bot until it is told to stop, with a sandbox where there is no token."""

from __future__ import annotations

import asyncio
import gc
import importlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from bot.app import App, open_app
from bot.settings import Secret, Settings, SettingsError
from storage import queries

T = TypeVar("T")

COLLECT_AFTER = (700, 10, 10)
"""Python's own thresholds: a start has higher ones, set by the command line."""
SANDBOX_STATE = Path("data/sandbox.json")
FORCED_EXIT = 130


async def run(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM, then stop cleanly; a second signal ends the process at once."""
    stop = asyncio.Event()
    _listen(stop)
    async with AsyncExitStack() as stack:
        if not settings.token:
            settings = await stack.enter_async_context(_with_sandbox(settings))
        health = None
        if settings.health_address is not None:
            from bot.health import Health, serve_health  # noqa: PLC0415 - a web server: few need it

            health = Health()
            await stack.enter_async_context(serve_health(health, settings.health_address))
        told = asyncio.create_task(stop.wait())
        opening = stack.enter_async_context(open_app(settings, stopping=stop))
        app = await _unless(told, opening)
        if app is None:
            return
        if health is not None:
            health.app = app
        await asyncio.to_thread(_warm_up, app)
        _settle_memory()
        await asyncio.wait({told, app.connection}, return_when=asyncio.FIRST_COMPLETED)
        if not told.done():
            told.cancel()
            app.connection.result()


async def _unless(
    told: asyncio.Task[Any], work: Coroutine[Any, Any, T]
) -> T | None:  # Any: not used
    """Do the work, unless a signal comes first: then it's given up, and the result is None."""
    task = asyncio.create_task(work)
    await asyncio.wait({told, task}, return_when=asyncio.FIRST_COMPLETED)
    if not task.done():
        task.cancel()
        await asyncio.wait({task})
    return None if task.cancelled() else task.result()


def _warm_up(app: App) -> None:
    """Load what the first members will ask for, in a thread, so that none of them waits for it."""
    app.services.text.warm_up()
    queries.warm_up()


def _settle_memory() -> None:
    """Spare the garbage collector what lives as long as the process: its pauses delay answers."""
    gc.freeze()  # unseen: looking for the little garbage of a start would stop the loop for 0.1 s
    gc.set_threshold(*COLLECT_AFTER)


def _listen(stop: asyncio.Event) -> None:
    def told(number: int) -> None:
        if stop.is_set():
            os._exit(FORCED_EXIT)
        stop.set()
        sys.stderr.write(f"\n{signal.Signals(number).name}: stopping (once more: at once)\n")

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, told, number)
        except NotImplementedError:  # Windows: the event loop cannot be asked
            signal.signal(number, lambda n, _: loop.call_soon_threadsafe(told, n))


@asynccontextmanager
async def _with_sandbox(settings: Settings) -> AsyncIterator[Settings]:
    """Start a local Discord beside the bot and point the bot at it."""
    # By name: the bot and the sandbox know each other on the wire only.
    sandbox = importlib.import_module("sandbox.__main__")
    try:
        running = sandbox.running(port=settings.sandbox_port, state=SANDBOX_STATE)
        async with running as served:
            sys.stdout.write(
                f"\n  Nexus runs in a sandbox. Open {served.url}/ in a browser.\n"
                "  To connect to Discord instead, set DISCORD_TOKEN in .env (see README.md).\n\n"
            )
            sys.stdout.flush()
            yield replace(settings, token=Secret(served.token), api_base=served.api_base)
    except sandbox.BusyPortError:
        fault = f"names a port that is in use: {settings.sandbox_port}"
        raise SettingsError("NEXUS_SANDBOX_PORT", fault, "8090") from None
