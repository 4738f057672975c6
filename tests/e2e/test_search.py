"""`/search`, its suggestions and its pages."""

from __future__ import annotations

import inspect
import re

import pytest
from discord.state import ConnectionState

from sandbox.client import CannotDoError, Sandbox
from sandbox.world.channels import channel_event
from sandbox.world.models import Overwrite
from sandbox.world.people import role_changed
from sandbox.world.permissions import Permission
from tests.e2e.activity import HOME, SAID, TITLE, answer, ask, until_stored
from tests.nexus import Nexus

pytestmark = pytest.mark.usefixtures("nexus")


async def test_what_was_asked_and_answered_is_found_after_a_restart(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    thread = await ask(sandbox, nexus)
    message = await answer(sandbox, nexus, thread)
    await sandbox.member("ada").menu("Accept answer", message)
    await nexus.restart()
    femi = sandbox.member("femi")
    found = await femi.slash("search", query="queryset twice")
    assert found.ephemeral
    assert "**queryset**" in found.text
    assert f"/{thread.id})" in found.text
    found = await femi.slash("search", query="evaluate list", kind="answer", solved=True)
    assert f"/{thread.id}/{message.id})" in found.text
    assert "accepted answer" in found.text


async def test_titles_are_suggested(sandbox: Sandbox, nexus: Nexus) -> None:
    await ask(sandbox, nexus)
    femi = sandbox.member("femi")
    assert await femi.autocomplete("search", query="why does my que") == [(TITLE, TITLE)]
    assert await femi.autocomplete("search", query="") == []
    choices = await femi.autocomplete("search", query="x", topic="djan")
    assert choices == [("Django", "Django")]


async def test_nothing_found_says_what_to_do(sandbox: Sandbox) -> None:
    femi = sandbox.member("femi")
    found = await femi.slash("search", query='NEAR("xylophone*", :-)')
    assert "Nothing found" in found.text
    assert "/ask" in found.text
    found = await femi.slash("search", query="?!")
    assert "at least one word" in found.text


async def test_pages_are_turned_also_after_a_restart(sandbox: Sandbox, nexus: Nexus) -> None:
    for n in range(6):
        await ask(sandbox, nexus, f"Queryset number {n} of mine")
    femi = sandbox.member("femi")
    words = "queryset " + "of words that are many " * 5
    first = await femi.slash("search", query=words)
    await nexus.restart()
    second = await femi.click("Next ▶", on=first)
    assert "Page 2" in second.text
    with pytest.raises(CannotDoError):
        await femi.click("Next ▶", on=second)
    again = await femi.click("◀ Previous", on=second)
    assert "Page 1" in again.text


async def test_questions_in_channels_that_the_member_may_not_see_are_not_found(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await ask(sandbox, nexus)
    home = sandbox.channel(HOME)
    frontend = next(role for role in sandbox.guild.roles.values() if role.name == "Frontend")
    home.overwrites[frontend.id] = Overwrite(
        frontend.id, is_member=False, deny=int(Permission.VIEW_CHANNEL)
    )
    await nexus.restart()
    femi, ada = sandbox.member("femi"), sandbox.member("ada")
    hidden = await femi.slash("search", query="queryset", channel="general")
    assert "Nothing found" in hidden.text
    assert await femi.autocomplete("search", channel="general", query="queryset") == []
    shown = await ada.slash("search", query="queryset", channel="general")
    assert "**queryset**" in shown.text


async def test_what_discord_changes_counts_from_the_next_command(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await ask(sandbox, nexus)
    home, femi = sandbox.channel(HOME), sandbox.member("femi")
    role = sandbox.guild.roles[sandbox.guild.id]
    history, before = int(Permission.READ_MESSAGE_HISTORY), role.permissions

    async def finds() -> bool:
        found = await femi.slash("search", query="queryset", channel="general")
        return "**queryset**" in found.text

    assert await finds()
    home.overwrites[role.id] = Overwrite(role.id, is_member=False, deny=history)
    sandbox.world.emit(channel_event("CHANNEL_UPDATE", home))
    assert not await finds()
    del home.overwrites[role.id]
    sandbox.world.emit(channel_event("CHANNEL_UPDATE", home))
    assert await finds()
    role.permissions &= ~history
    role_changed(sandbox.world, sandbox.guild, role)
    assert not await finds()
    role.permissions = before
    role_changed(sandbox.world, sandbox.guild, role)
    assert await finds()


async def test_discord_is_not_asked_to_send_answers_back(sandbox: Sandbox) -> None:
    femi = sandbox.member("femi")
    await femi.slash("search", query="queryset")
    form = await femi.slash("ask", title="Why is it slow?", channel=HOME)
    assert form.interaction is not None
    answers = [each for each in sandbox.requests if each.path.endswith("/callback")]
    assert len(answers) == 2
    assert {(each.status, each.answer) for each in answers} == {(204, None)}


def test_every_event_that_changes_channels_or_roles_has_sights_forgotten(nexus: Nexus) -> None:
    parsers = nexus.app.client._connection.parsers
    changes = re.compile(
        "_(add|remove|store|clear)_(channel|thread|role|guild)|_(channels|threads)"
    )
    found = {
        name.removeprefix("parse_").upper()
        for name, parse in inspect.getmembers(ConnectionState, inspect.isfunction)
        if name.startswith("parse_") and changes.search(inspect.getsource(parse))
    }
    assert found >= {"CHANNEL_CREATE", "GUILD_ROLE_DELETE", "THREAD_LIST_SYNC"}
    for event in found - {"READY"}:  # servers follow it, one by one
        assert getattr(parsers[event], "func", None) == nexus.app.client._forget_sights, event


async def test_deleted_words_are_not_found(sandbox: Sandbox, nexus: Nexus) -> None:
    thread = await ask(sandbox, nexus)
    message = await answer(sandbox, nexus, thread)
    kofi = sandbox.member("kofi")
    assert SAID.split()[0].lower() in (await kofi.slash("search", query="evaluate")).text.lower()
    await kofi.delete(message)
    await until_stored(nexus, message.id, None)
    deleted = await kofi.slash("search", query="evaluate")
    assert "Nothing found" in deleted.text
