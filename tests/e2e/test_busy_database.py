"""Another program holds the database: everything is acknowledged, and nothing typed is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from itertools import islice
from typing import Any

import pytest

from bot.settings import Settings
from cogs.ui.items import DynamicChannelSelect, DynamicRoleSelect, DynamicSelect, custom_id
from sandbox.acting.commands import (
    ATTACHMENT,
    BOOLEAN,
    CHANNEL,
    GROUP,
    ROLE,
    SLASH,
    STRING,
    SUBCOMMAND,
    USER,
)
from sandbox.client import Member, Sandbox
from sandbox.interactions.calls import COMPONENT, MODAL, Interaction
from sandbox.wire.components import BUTTON
from sandbox.world.messages import Draft, create_message
from sandbox.world.models import Channel, Json
from storage.sqlite import driver
from tests.e2e.faq import publish
from tests.e2e.test_faq_hints import hints, say, switch_on
from tests.nexus import Nexus

HOME = "prodevprojectnexus"
TITLE = "Why does my queryset run twice?"
FORM = {"What happens?": "It is slow."}
MOST_AT_ONCE = 12


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
    monkeypatch.setattr("cogs.ui.answers.DEFER_AFTER_SECONDS", 0.05)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a locked database up soon: the bot itself waits five seconds."""
    pragmas = [p for p in driver._PRAGMAS if "busy_timeout" not in p]
    monkeypatch.setattr(driver, "_PRAGMAS", ("PRAGMA busy_timeout = 100", *pragmas))


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
        async with locked(settings):  # and again, it is still kept
            asked = await ada.click("Try again", on=asked)
            command = await kofi.click("Try again", on=command)
            assert command.files[0][1] == b"/me timezone zone:Nairobi"
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
        async with locked(settings):
            command = await kofi.slash("me timezone", zone="Accra")
        await sandbox.until(lambda: not nexus.app.client.deferring)  # it is in the database now
        await nexus.restart()
        assert "Accra" in (await kofi.click("Try again", on=command)).content
    assert len(sandbox.threads(HOME)) == 1
    assert not [r for r in caplog.records if r.name.startswith("cogs") and r.exc_info]


@pytest.mark.usefixtures("hurry", "impatient")
async def test_a_hint_that_a_busy_database_kept_is_deleted_by_the_next_try(
    sandbox: Sandbox, settings: Settings
) -> None:
    ada = sandbox.member("ada")
    async with Nexus(settings, sandbox) as nexus:
        await publish(sandbox)
        await switch_on(sandbox)
        await say(sandbox, nexus)
        (hint,) = hints(sandbox)
        async with locked(settings):
            busy = await ada.click("Not helpful", on=hint)
        assert "The database is busy" in busy.content
        ada.begin_click("Try again", on=busy)
        await sandbox.until(lambda: not hints(sandbox))
        await nexus.settle()
        assert busy.message is not None
    assert busy.message.id in sandbox.world.messages


async def test_a_form_that_comes_too_late_is_offered_by_button(
    sandbox: Sandbox, nexus: Nexus, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert nexus.app.client.is_ready()
    ada = sandbox.member("ada")
    with monkeypatch.context() as at_once:
        at_once.setattr("cogs.ui.answers.DEFER_AFTER_SECONDS", 0)
        late = await ada.slash("ask", title=TITLE, channel=HOME)
    assert "took too long" in late.content
    form = await ada.click("Open the form", on=late)
    assert "is posted" in (await ada.fill(form, FORM)).content


def leaves(command: Json, path: str = "") -> Iterator[tuple[str, list[Json]]]:
    """List the commands that can be called, with their options."""
    name, options = f"{path} {command['name']}".strip(), command.get("options", [])
    below = [option for option in options if option["type"] in (SUBCOMMAND, GROUP)]
    for option in below:
        yield from leaves(option, name)
    if not below:
        yield name, options


def some_value(option: Json, member: Member, channel: Channel) -> Any:  # Any: by the option's type
    """Give an option a value that a client would send."""
    if option.get("choices"):
        return option["choices"][0]["value"]
    role = next(iter(member.guild.roles.values()))
    by_type = {STRING: "something", BOOLEAN: True, USER: member, CHANNEL: channel, ROLE: role}
    by_type[ATTACHMENT] = ("a.json", b"{}")
    return by_type.get(option["type"], option.get("min_value", 1))


def component(item: type[Any], id_: str) -> Json:  # Any: items of several kinds
    """Describe a button or select as it stands in a message."""
    kinds = {DynamicSelect: 3, DynamicRoleSelect: 6, DynamicChannelSelect: 8}
    kind = next((number for base, number in kinds.items() if issubclass(item, base)), BUTTON)
    body: Json = {"type": kind, "custom_id": id_, "id": 2, "disabled": False}
    if kind == BUTTON:
        return body | {"style": 2, "label": "x"}
    return body | {"min_values": 0, "max_values": 1} | ({"options": []} if kind == 3 else {})


def holding(part: Json) -> Draft:
    return Draft(components=[{"type": 1, "id": 1, "components": [part]}])


def entrances(
    sandbox: Sandbox, nexus: Nexus, mara: Member, place: Channel
) -> Iterator[tuple[str, Callable[[], Interaction]]]:
    """List every command, item and form, each with a function that uses it."""
    application, begin = sandbox.application, mara._interactions.begin
    for command in application.commands.values():
        if command.kind != SLASH:
            continue
        for name, options in leaves({"name": command.name, **command.fields}):
            values = {o["name"]: some_value(o, mara, place) for o in options}
            yield name, partial(mara.begin_slash, name, values, place)
    store: Any = nexus.app.client._connection._view_store  # Any: discord.py's own
    for item in store._dynamic_items.values():
        count = item.__discord_ui_compiled_template__.groups
        part = component(item, custom_id(item.name, *["1"] * count))
        source = create_message(sandbox.world, application.bot.id, place, holding(part))
        data = {"component_type": part["type"], "custom_id": part["custom_id"], "id": 2}
        data |= {"values": [], "resolved": {}} if part["type"] != BUTTON else {}
        yield item.name, partial(begin, application, COMPONENT, mara.id, place, data, source)
    for form in nexus.registry.forms.values():
        data = {"custom_id": custom_id(form.name, 1, 1, "x"), "components": []}
        yield f"form {form.name}", partial(begin, application, MODAL, mara.id, place, data)


@pytest.mark.usefixtures("hurry", "impatient")
async def test_every_entrance_is_acknowledged_while_the_database_is_locked(
    sandbox: Sandbox, settings: Settings
) -> None:
    mara, place = sandbox.member("mara"), sandbox.channel(HOME)
    async with Nexus(settings, sandbox) as nexus:
        begun: dict[str, Interaction] = {}
        async with locked(settings):
            # A few at once: hundreds take a busy machine longer than Discord waits for the first.
            left = entrances(sandbox, nexus, mara, place)
            while some := [*islice(left, MOST_AT_ONCE)]:
                fresh = {name: begin() for name, begin in some}
                begun |= fresh
                await sandbox.until(lambda: all(i.is_acknowledged for i in fresh.values()))  # noqa: B023 - awaited here
        assert len(begun) > 150
        await nexus.settle()
