"""With less than everything: no message content intent, lost answers, people who are erased."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from sandbox.client import Sandbox
from tests.e2e.activity import SAID, answer, ask, eventually, stored, until_stored
from tests.nexus import Nexus
from tests.statements import writing

pytestmark = pytest.mark.usefixtures("nexus")


async def test_without_the_intent_only_menus_bring_text(sandbox: Sandbox, nexus: Nexus) -> None:
    await nexus.stop()
    sandbox.application.has_message_content = False
    sandbox.application.has_members = False
    await nexus.start()
    ada, kofi, femi = sandbox.member("ada"), sandbox.member("kofi"), sandbox.member("femi")
    thread = await ask(sandbox, nexus)
    message = await kofi.send(SAID, channel=thread)
    await until_stored(nexus, message.id, None)
    card = sandbox.world.messages[thread.id]
    await sandbox.until(lambda: "Answered" in card.embeds[0]["fields"][0]["value"])
    assert "Nothing found" in (await femi.slash("search", query="evaluate")).text
    await ada.menu("Accept answer", message)
    await until_stored(nexus, message.id, SAID)
    assert "**Evaluate**" in (await femi.slash("search", query="evaluate")).text
    await kofi.edit(message, "something else entirely")
    await nexus.restart()
    await until_stored(nexus, message.id, SAID)


async def test_who_left_is_noticed_when_the_question_is_asked_about(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await nexus.stop()
    sandbox.application.has_members = False
    await nexus.start()
    thread = await ask(sandbox, nexus)
    await answer(sandbox, nexus, thread)
    await sandbox.member("ada").leave()
    await nexus.pass_time(timedelta(days=4))
    asked = sandbox.messages(thread)[-1]
    assert "The asker has left the server" in asked.content
    card = sandbox.world.messages[thread.id]
    await sandbox.until(lambda: "(has left" in card.embeds[0]["fields"][1]["value"])


async def test_what_a_member_wrote_is_given_out_and_erased(sandbox: Sandbox, nexus: Nexus) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    thread = await ask(sandbox, nexus)
    accepted = await answer(sandbox, nexus, thread)
    chatter = await answer(sandbox, nexus, thread, "a little something more")
    await ada.menu("Accept answer", accepted)
    exported = await kofi.slash("me export")
    ((_, data),) = exported.files
    rows = json.loads(data)["data"]["messages"]
    assert [row["text"] for row in rows] == [SAID, "a little something more"]
    async with writing(nexus.services.database) as connection:
        for feature in nexus.services.features.personal:
            await feature.erase(connection, sandbox.guild.id, kofi.id, nexus.clock())
    await until_stored(nexus, accepted.id, SAID)
    await until_stored(nexus, chatter.id, None)
    for message_id in (accepted.id, chatter.id):
        found = await stored(nexus, message_id)
        assert found is not None
        assert found.author_id is None


async def test_a_post_whose_answer_was_lost_is_not_sent_twice(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    thread = await ask(sandbox, nexus)
    await answer(sandbox, nexus, thread)
    sandbox.faults.drop_after("POST /channels/{channel_id}/messages")
    await nexus.pass_time(timedelta(days=3, hours=1))
    for _ in range(3):
        await nexus.pass_time(timedelta(minutes=5))

    async def is_asked() -> bool:
        return any("did this get solved" in m.content for m in sandbox.messages(thread))

    await eventually(is_asked)
    asked = [m for m in sandbox.messages(thread) if "did this get solved" in m.content]
    assert len(asked) == 1
