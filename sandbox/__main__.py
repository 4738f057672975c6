"""`python -m sandbox`: a local Discord with its page, for anybody's bot."""

from __future__ import annotations

import argparse
import asyncio
import errno
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.page.api import add_page
from sandbox.server import Served, serve
from sandbox.world.keep import KeptStateError, keeping, load
from sandbox.world.seed import seed
from sandbox.world.world import World


class BusyPortError(OSError):
    """The port belongs to somebody else."""


@dataclass(frozen=True, slots=True)
class Running:
    """Addresses at which a bot connects, and people look."""

    url: str
    api_base: str
    token: str


@asynccontextmanager
async def running(
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    state: Path | None = None,
    token: str | None = None,
    rate_limits: bool = True,
) -> AsyncIterator[Running]:
    """Run a sandbox with its page until the block ends.

    With `state`, what happened before is there again, and what happens is kept. Raises
    `BusyPortError`, and `KeptStateError` for a file that is no state.
    """
    world = _world(state, token)
    async with AsyncExitStack() as stack:
        if state is not None:
            await stack.enter_async_context(keeping(world, state))
        served = await stack.enter_async_context(_serve(world, host, port, rate_limits=rate_limits))
        application = next(iter(world.applications.values()))
        yield Running(served.url, served.api_base, application.token)


def _world(state: Path | None, token: str | None) -> World:
    world = None if state is None else load(state)
    if world is None:
        world = World()
        seed(world, token)
    if token is not None:
        next(iter(world.applications.values())).token = token
    return world


@asynccontextmanager
async def _serve(world: World, host: str, port: int, *, rate_limits: bool) -> AsyncIterator[Served]:
    try:
        serving = serve(world, host=host, port=port, rate_limits=rate_limits, add_routes=add_page)
        async with serving as served:
            yield served
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise BusyPortError(*error.args) from None
        raise


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGINT or SIGTERM; returns the exit code."""
    options = _parser().parse_args(arguments)
    if options.fresh and options.state is not None:
        options.state.unlink(missing_ok=True)
    try:
        asyncio.run(_until_told(options))
    except BusyPortError:
        sys.stderr.write(
            f"sandbox: port {options.port} is in use; choose another, such as --port "
            f"{options.port + 10}\n"
        )
        return 1
    except KeptStateError as error:
        sys.stderr.write(f"sandbox: {error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nexus sandbox",
        description="A local stand-in for Discord, with a page to act as its members.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8080, help="0 takes a free one (8080)")
    parser.add_argument("--state", type=Path, help="a file to keep everything in between runs")
    parser.add_argument("--fresh", action="store_true", help="begin anew: forget the state")
    parser.add_argument("--token", help="the token that the bot has to sign in with")
    parser.add_argument(
        "--no-rate-limits", dest="rate_limits", action="store_false", help="let bots hurry"
    )
    return parser


async def _until_told(options: argparse.Namespace) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows: the event loop cannot be asked
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    async with running(
        host=options.host,
        port=options.port,
        state=options.state,
        token=options.token,
        rate_limits=options.rate_limits,
    ) as served:
        sys.stdout.write(
            f"page               {served.url}/\n"
            f"DISCORD_API_BASE={served.api_base}\nDISCORD_TOKEN={served.token}\n"
        )
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    raise SystemExit(main())
