"""Another program holds the database: everything is acknowledged, and nothing typed is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.settings import Settings
from sandbox.client import Sandbox
from sandbox.interactions.pending import Interaction
from storage.sqlite import database
from tests.nexus import Nexus

HOME = "prodevprojectnexus"
TITLE = "Why does my queryset run twice?"
FORM = {"What happens?": "It is slow."}


@asynccontextmanager
async def locked(settings: Settings) -> AsyncIterator[None]:
    """Hold the database as a backup or a shell does: others read, and nobody writes."""
    path = settings.database_url.removeprefix("sqlite:///")
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")  # the bot may be writing
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Defer soon: the tests need not wait as long as a member may."""
    monkeypatch.setattr("cogs.shared.answers.DEFER_AFTER_SECONDS", 0.05)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a locked database up soon: the bot itself waits five seconds."""
    pragmas = [p for p in database._PRAGMAS if "busy_timeout" not in p]
    monkeypatch.setattr(database, "_PRAGMAS", ("PRAGMA busy_timeout = 100", *pragmas))


async def acknowledged(sandbox: Sandbox, interaction: Interaction) -> None:
    """Wait until the bot has reacted in some way, though it cannot have finished."""
    await sandbox.until(lambda: interaction.is_acknowledged)


@pytest.mark.usefixtures("hurry")
async def test_what_waits_for_the_database_is_acknowledged_and_finished_later(
    sandbox: Sandbox, settings: Settings, nexus: Nexus
) -> None:
    assert nexus.app.client.is_ready()
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    form = await ada.slash("ask", title=TITLE, channel=HOME)
    async with locked(settings):
        asking = ada.begin_fill(form, FORM)
        command = ada.begin_slash("me timezone", {"zone": "Nairobi"}, sandbox.channel(HOME))
        for waiting in (asking, command):
            await acknowledged(sandbox, waiting)
            assert not ada.seen(waiting).content
    await sandbox.until(lambda: "is posted" in ada.seen(asking).content)
    await sandbox.until(lambda: "Nairobi" in ada.seen(command).content)
    await nexus.settle()
    card = sandbox.world.messages[sandbox.threads(HOME)[-1].id]
    async with locked(settings):
        pressing = kofi.begin_click("Claim", on=card)
        await acknowledged(sandbox, pressing)
    await sandbox.until(lambda: f"<@{kofi.id}>" in str(card.embeds))


@pytest.mark.usefixtures("hurry", "impatient")
async def test_what_the_database_refuses_is_kept_and_tried_again(
    sandbox: Sandbox, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    async with Nexus(settings, sandbox) as nexus:
        form = await ada.slash("ask", title=TITLE, channel=HOME)
        async with locked(settings):
            asked = await ada.fill(form, FORM)
            command = await kofi.slash("me timezone", zone="Nairobi")
        for seen, typed in ((asked, b"It is slow."), (command, b"/me timezone zone:Nairobi")):
            assert "The database is busy, so nothing was saved" in seen.content
            assert seen.ephemeral
            assert typed in seen.files[0][1]
        assert "is posted" in (await ada.click("Try again", on=asked)).content
        assert "Nairobi" in (await kofi.click("Try again", on=command)).content
        assert "isn't kept any longer" in (await kofi.click("Try again", on=command)).content
        await nexus.settle()
        card = sandbox.world.messages[sandbox.threads(HOME)[-1].id]
        async with locked(settings):
            pressed = await kofi.click("Claim", on=card)
        assert "The database is busy" in pressed.content
        kofi.begin_click("Try again", on=pressed)
        await sandbox.until(lambda: f"<@{kofi.id}>" in str(card.embeds))
        await nexus.settle()
    assert len(sandbox.threads(HOME)) == 1
    assert not [r for r in caplog.records if r.name.startswith("cogs") and r.exc_info]


async def test_a_form_that_comes_too_late_is_offered_by_button(
    sandbox: Sandbox, nexus: Nexus, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert nexus.app.client.is_ready()
    ada = sandbox.member("ada")
    with monkeypatch.context() as at_once:
        at_once.setattr("cogs.shared.answers.DEFER_AFTER_SECONDS", 0)
        late = await ada.slash("ask", title=TITLE, channel=HOME)
    assert "took too long" in late.content
    form = await ada.click("Open the form", on=late)
    assert "is posted" in (await ada.fill(form, FORM)).content
