"""Fixtures for every test: the sandbox, which fails whoever sends it something invalid; the bot."""

from __future__ import annotations

import asyncio
import gc
import shutil
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import discord
import pytest
from hypothesis import HealthCheck, settings as properties

from bot.settings import Secret, Settings
from cogs.core.text import Catalogue, Catalogues
from sandbox.client import PATIENCE_SECONDS, Sandbox
from sandbox.rest.journal import Exchange
from storage.connection import Database, guarded
from storage.engine import apply_migrations, open_database
from tests.nexus import Nexus
from tests.sandbox import openapi

# A busy machine is slow, and no fault: hypothesis would allow 0.2 s for each example.
properties.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("patient")


def pytest_collection_finish() -> None:
    """Spare the garbage collector thousands of collected tests, which live until the end."""
    gc.collect()
    gc.freeze()


LOOP_ONLY: tuple[tuple[type, tuple[str, ...]], ...] = (
    (asyncio.Lock, ("acquire", "release")),
    (asyncio.Event, ("set", "clear", "wait")),
    (Catalogue, ("__call__", "attribute", "warm_up")),
    (Catalogues, ("of", "warm_up")),
    (discord.Client, ("get_guild", "get_channel", "get_partial_messageable", "dispatch")),
    (discord.Guild, ("get_channel", "get_thread", "get_member", "get_role")),
    (discord.http.HTTPClient, ("request",)),
    (discord.InteractionResponse, ("send_message", "defer", "edit_message")),
)
"""Objects of the event loop without `loop_only`, with their methods.

Catalogues are read by commands that load no database, so they cannot have it.
"""


@pytest.fixture(scope="session", autouse=True)
def nothing_of_the_loop_in_units() -> Iterator[None]:
    """Let what belongs to the loop raise in units of work, as our own `loop_only` classes do."""
    with pytest.MonkeyPatch.context() as patch:
        for kind, methods in LOOP_ONLY:
            for name in methods:
                patch.setattr(kind, name, guarded(vars(kind)[name], f"{kind.__name__}.{name}"))
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Sum up what the hostile sweep has sent, and what came back."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, counted in report.user_properties:
            if name.startswith("hostile: ") and report.when == "call":
                counts[name].update(counted)
    for name, counted in (counts | {"hostile: all": sum(counts.values(), Counter())}).items():
        if counted:
            told = ", ".join(f"{number:,} {what}" for what, number in sorted(counted.items()))
            terminalreporter.write_line(f"{name}: {told}")


@pytest.fixture
def limit_pace() -> float:
    """Factor by which the periods of rate limits pass faster than Discord's."""
    return 20.0


@pytest.fixture
async def sandbox(limit_pace: float) -> AsyncIterator[Sandbox]:
    """A fresh sandbox; violations and disagreements with Discord's description are failures."""
    async with Sandbox.start(limit_pace=limit_pace) as running:
        running.acknowledge_within(PATIENCE_SECONDS)
        yield running
        assert running.violations == []
        assert list(_disagreements(running)) == []


def _disagreements(sandbox: Sandbox) -> list[str]:
    description = openapi.published()
    if description is None:
        return []
    return [
        fault
        for exchange in sandbox.requests
        if exchange.status not in openapi.NOT_DISCORDS_OWN
        for fault in description.faults(
            openapi.Exchange(
                exchange.method, exchange.path, exchange.body, exchange.status, exchange.answer
            )
        )
    ]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every migration, only to be copied: migrating takes ten times as long."""
    path = tmp_path_factory.mktemp("migrated") / "nexus.db"
    apply_migrations(f"sqlite:///{path}")
    return path


@pytest.fixture
def database_url(tmp_path: Path, migrated_file: Path) -> str:
    """The address of a fresh database, in a real file of the test's own."""
    path = tmp_path / "nexus.db"
    shutil.copyfile(migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with open_database(database_url) as database:
        yield database


@pytest.fixture
def settings(sandbox: Sandbox, database_url: str) -> Settings:
    return replace(
        Settings(),
        token=Secret(sandbox.token),
        api_base=sandbox.api_base,
        database_url=database_url,
        commands_per_minute=1_000,
        posts_per_ten_minutes=1_000,
    )


@pytest.fixture
async def nexus(settings: Settings, sandbox: Sandbox) -> AsyncIterator[Nexus]:
    running = Nexus(settings, sandbox)
    await running.start()
    yield running
    await running.stop()
    assert list(_open_to_pings(sandbox)) == []


def _open_to_pings(sandbox: Sandbox) -> Iterator[object]:
    """Messages of the bot, new or edited, that leave it to Discord whom their text mentions."""
    for exchange in sandbox.requests:
        yield from open_to_pings(exchange)


def open_to_pings(exchange: Exchange) -> Iterator[object]:
    """Yield the messages of one request that leave it to Discord whom their text mentions."""
    body = exchange.body
    if exchange.method not in {"POST", "PATCH"} or not isinstance(body, dict):
        return
    for message in (body, body.get("data"), body.get("message")):
        if isinstance(message, dict) and message.keys() & {"content", "embeds", "components"}:
            if "custom_id" in message:
                continue  # a form
            allowed = message.get("allowed_mentions") or {"parse": ["everyone"]}
            if allowed.get("parse"):
                yield exchange.path, message
