"""The composition root: makes everything, connects it, and closes it in reverse."""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.arrivals import Arrivals
from bot.client import NexusClient, open_client
from bot.contract_reader import ContractReader
from bot.lock import shard_locks
from bot.outbox.cards import CardSync
from bot.outbox.delivery import Dispatcher
from bot.outbox.scheduler import Scheduler, Work
from bot.retention import Retention
from bot.settings import Settings
from bot.sync import CommandSync
from cogs.core.guilds import GuildDirectory, Servers
from cogs.core.rates import MOST_MEMBERS, TYPING, TYPING_RATE, Rate, Rates
from cogs.core.services import CARDS, Clock, Features, Services
from cogs.core.text import Catalogues
from cogs.ui.client import Feature, Mirror, Registry
from cogs.ui.failures import FAILURE_KINDS
from cogs.ui.forms import RetryButton
from cogs.ui.retries import AgainButton, PostAgainButton, offer_again
from domain.shards import Reach, Shards
from storage import deliveries, rate_uses, search_index
from storage.connection import Database
from storage.engine import open_database
from storage.question_search import ANSWERING_KINDS
from storage.semantic.service import Semantics, forget_semantics, open_semantics
from storage.sqlite.address import parse_path

log = logging.getLogger(__name__)

FEATURES: tuple[str, ...] = (
    "cogs.qa.feature",
    "cogs.faq.feature",
    "cogs.sessions.feature",
    "cogs.endpoints.feature",
    "cogs.digest.feature",
    "cogs.announcements.feature",
    "cogs.apis.feature",
    "cogs.search.feature",
    "cogs.server.feature",
    "cogs.me.feature",
)
SHARED = Feature(
    name="shared",
    items=(RetryButton, AgainButton, PostAgainButton),
    commands={"shared": "help"},
    deliveries=FAILURE_KINDS,
)
"""Items and deliveries that every feature may come to use."""
MEANINGS = "meanings"
KEEP_RATES = "rates"
MERGE_SEARCH = "search"
TEN_MINUTES = timedelta(minutes=10)
STOP_SECONDS = 3.0
"""Time that a clean stop waits for interactions that are being answered."""


def utc_now() -> datetime:
    """Return the real time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class App:
    """A running bot."""

    client: NexusClient
    services: Services
    scheduler: Scheduler
    connection: asyncio.Task[None]
    """Ends when the connection to Discord does."""


@asynccontextmanager
async def open_app(
    settings: Settings, clock: Clock = utc_now, *, stopping: asyncio.Event | None = None
) -> AsyncIterator[App]:
    """Start the bot and wait until it is ready; it is stopped cleanly when the block ends.

    Once `stopping` is set, nothing new is begun.

    Another process that runs one of its shards is waited for. Raises `DatabaseError`,
    `SemanticError`, `discord.LoginFailure` or what the network says, before anything is shown to
    anybody.
    """
    shards = settings.shards or Shards()
    async with AsyncExitStack() as stack:
        folder = parse_path(settings.database_url).parent
        await stack.enter_async_context(shard_locks(folder, shards))
        database = await stack.enter_async_context(open_database(settings.database_url))
        await search_index.bring_up_to_date(database)
        semantics = await stack.enter_async_context(open_semantics(settings.semantic_model))
        if semantics is None:
            await forget_semantics(database)
        client = await stack.enter_async_context(open_client(settings))
        scheduler = Scheduler(clock)
        client.stopping = stopping or asyncio.Event()
        servers = Servers(shards, client.absent)
        client.services = make_services(settings, database, clock, scheduler, semantics, servers)
        await _release_predecessors(client.services)
        await _restore_rates(client.services)
        stack.push_async_callback(_keep_rates, client.services)
        client.registry = Registry(again=offer_again)
        await client.registry.add(client, SHARED)
        for feature in FEATURES:
            await client.registry.add(client, importlib.import_module(feature).FEATURE)
        dispatcher = Dispatcher(client)
        _add_cards(client)
        _add_background_work(scheduler, dispatcher, client)
        connection = asyncio.create_task(client.connect(), name="discord")
        stack.push_async_callback(_stop, client, connection)
        await _until_ready(client, connection)
        sync = CommandSync(client, database, settings.guild_ids)
        await sync.register()
        await stack.enter_async_context(dispatcher.working())
        await stack.enter_async_context(scheduler.running())
        await stack.enter_async_context(sync.working())
        log.info("Ready as %s in %d servers", client.user, len(client.guilds))
        yield App(client, client.services, scheduler, connection)


def make_services(
    settings: Settings,
    database: Database,
    clock: Clock,
    schedule: Scheduler,
    semantics: Semantics | None,
    servers: Servers,
) -> Services:
    """Make what actions are given."""
    return Services(
        database=database,
        clock=clock,
        schedule=schedule,
        text=Catalogues.load(),
        guilds=GuildDirectory(database),
        rates=Rates(
            {
                "command": Rate(settings.commands_per_minute, timedelta(minutes=1)),
                "post": Rate(settings.posts_per_ten_minutes, TEN_MINUTES, is_kept=True),
                "upload": Rate(settings.uploads_per_ten_minutes, TEN_MINUTES, is_kept=True),
                TYPING: TYPING_RATE,
            },
            lambda: schedule.show(KEEP_RATES, 0),
        ),
        features=Features(),
        contracts=ContractReader(),
        servers=servers,
        semantics=semantics,
    )


async def _release_predecessors(services: Services) -> None:
    """Take up at once what a process that crashed had claimed: its shards' lock is held here."""
    reach, now = Reach(services.servers.shards), services.clock()
    left = await services.database.write(deliveries.release_all, reach, now)
    if left:
        log.info("%d deliveries were left claimed by a process that has ended", left)


async def _restore_rates(services: Services) -> None:
    """Go on counting against the limits what members did before a restart."""
    reach, now = Reach(services.servers.shards), services.clock()
    kept = await services.database.read(rate_uses.load_uses, reach, now, limit=MOST_MEMBERS)
    services.rates.restore(kept)


async def _keep_rates(services: Services) -> None:
    """Write down what was counted since the last time."""
    if changed := services.rates.take_changed():
        await services.database.write(rate_uses.save_uses, changed)


def _add_cards(client: NexusClient) -> None:
    keeper = CardSync(client)
    client.cards = keeper
    client.registry.mirrors[CARDS] = Mirror(
        CARDS, keeper.run, keeper.arrived, (CARDS, *client.registry.cards)
    )


def _add_background_work(scheduler: Scheduler, dispatcher: Dispatcher, client: NexusClient) -> None:
    arrivals = Arrivals(client)
    scheduler.add(Arrivals.NAME, arrivals.run)
    scheduler.add(Scheduler.DELIVERIES, dispatcher.run, dispatcher.idle)
    for mirror in client.registry.mirrors.values():
        scheduler.add(mirror.name, _reconciling(mirror, client), shows=mirror.shows)
    scheduler.add(KEEP_RATES, _keeping_rates(client.services), shows=(KEEP_RATES,))
    scheduler.add(Retention.NAME, Retention(client).run)
    scheduler.add(MERGE_SEARCH, _merging(client.services.database))
    if client.services.semantics is not None:
        scheduler.add(MEANINGS, _filling(client.services.semantics, client.services.database))


def _reconciling(mirror: Mirror, client: NexusClient) -> Work:
    async def reconcile() -> datetime | None:
        return await mirror.reconcile(client)

    return reconcile


def _keeping_rates(services: Services) -> Work:
    async def keep() -> None:
        await _keep_rates(services)

    return keep


def _merging(database: Database) -> Work:
    async def merge() -> None:
        await search_index.merge(database)

    return merge


def _filling(semantics: Semantics, database: Database) -> Work:
    async def fill() -> None:
        await semantics.fill(database, ANSWERING_KINDS)

    return fill


async def _until_ready(client: NexusClient, connection: asyncio.Task[None]) -> None:
    """Wait for the servers of the first READY, or raise what kept it from coming."""
    ready = asyncio.create_task(client.wait_for_servers())
    await asyncio.wait({ready, connection}, return_when=asyncio.FIRST_COMPLETED)
    if not ready.done():
        ready.cancel()
        connection.result()
        raise ConnectionError("Discord ended the connection before it was ready")


def _answering() -> set[asyncio.Task[object]]:
    """List what discord.py runs for interactions and events now, by its tasks' names."""
    names = ("CommandTree-invoker", "discord-ui-", "discord.py: on_")
    return {task for task in asyncio.all_tasks() if task.get_name().startswith(names)}


async def _stop(client: NexusClient, connection: asyncio.Task[None]) -> None:
    """No new work; what is being answered may finish."""
    client.stopping.set()
    with suppress(TimeoutError):
        async with asyncio.timeout(STOP_SECONDS):
            while busy := _answering():
                await asyncio.wait(busy)
    for task in tuple(client.deferring):
        task.cancel()
    await client.close()
    connection.cancel()  # it may be waiting for Discord to come back
    await asyncio.gather(connection, return_exceptions=True)
