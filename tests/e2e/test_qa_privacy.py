"""What stands in a channel is for those who see the channel."""

from __future__ import annotations

import pytest

from sandbox.client import Sandbox
from sandbox.world.models import Channel
from sandbox.world.permissions import Permission
from tests.e2e.permissions import deny_role
from tests.nexus import Nexus

HOME = "prodevprojectnexus"
TITLE = "Why does my queryset run twice?"


@pytest.fixture
async def thread(sandbox: Sandbox, nexus: Nexus) -> Channel:
    """A solved question in a channel that backend learners then cannot see any more."""
    femi = sandbox.member("femi")
    form = await femi.slash("ask", title=TITLE, channel=HOME)
    await femi.fill(form, {"What happens?": "It is slow."})
    asked = sandbox.threads(HOME)[-1]
    answer = await sandbox.member("lindiwe").send("Evaluate it once.", channel=asked)
    await nexus.settle()
    await femi.menu("Accept answer", answer)
    backend = next(r for r in sandbox.guild.roles.values() if r.name == "Backend")
    deny_role(sandbox, backend, sandbox.channel(HOME), Permission.VIEW_CHANNEL)
    await nexus.settle()
    return asked


async def test_a_question_is_not_shown_to_who_cannot_see_its_channel(
    sandbox: Sandbox, thread: Channel
) -> None:
    kofi = sandbox.member("kofi")
    for command in ("show", "claim"):
        seen = await kofi.slash(f"question {command}", question="1", channel="general")
        assert "no question #1" in seen.content.lower() or "#1" in seen.content
        assert TITLE not in seen.text
    link = f"https://discord.com/channels/{sandbox.guild.id}/{thread.id}"
    seen = await kofi.slash("question show", question=link, channel="general")
    assert TITLE not in seen.text


async def test_no_list_search_or_suggestion_names_it(sandbox: Sandbox, thread: Channel) -> None:
    kofi = sandbox.member("kofi")
    listed = await kofi.slash("question list", topic=None, channel="general")
    found = await kofi.slash("search", query="queryset twice", channel="general")
    assert thread.name == TITLE
    assert TITLE not in listed.text + found.text.replace("*", "")
    for command, option in (
        ("ask", "title"),
        ("question show", "question"),
        ("search", "query"),
    ):
        offered = await kofi.autocomplete(command, channel="general", **{option: "queryset"})
        assert offered == [], command


async def test_whoever_sees_the_channel_finds_it_everywhere(
    sandbox: Sandbox, thread: Channel
) -> None:
    lindiwe = sandbox.member("lindiwe")
    assert thread.name == TITLE
    assert TITLE in (await lindiwe.slash("question show", question="1", channel="general")).text
    for command, option in (("ask", "title"), ("question show", "question"), ("search", "query")):
        offered = await lindiwe.autocomplete(command, channel="general", **{option: "queryset"})
        assert any("queryset" in name for name, _ in offered), command


async def test_the_asker_and_moderators_keep_it(sandbox: Sandbox, thread: Channel) -> None:
    assert thread.name == TITLE
    mara = sandbox.member("mara")
    await mara.delete_channel(sandbox.channel(HOME))
    for name in ("femi", "mara"):
        seen = await sandbox.member(name).slash("question show", question="1", channel="general")
        assert TITLE in seen.text
