"""What members write, edit and delete in questions' threads, heard of or caught up on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sandbox.client import Sandbox
from sandbox.world.messages import delete_messages
from sandbox.world.permissions import Permission
from storage import messages
from tests.e2e.activity import HOME, SAID, answer, ask, catch_up, stored, until_stored
from tests.e2e.permissions import deny
from tests.nexus import Nexus
from tests.statements import reading

pytestmark = pytest.mark.usefixtures("nexus")


async def test_messages_are_kept_with_their_edits(sandbox: Sandbox, nexus: Nexus) -> None:
    kofi = sandbox.member("kofi")
    thread = await ask(sandbox, nexus)
    message = await answer(sandbox, nexus, thread)
    await kofi.edit(message, f"{SAID}, please")
    await until_stored(nexus, message.id, f"{SAID}, please")
    async with reading(nexus.services.database) as connection:
        assert [text for _, text in await messages.list_edits(connection, message.id)] == [SAID]
    await kofi.delete(message)
    await until_stored(nexus, message.id, None)
    async with reading(nexus.services.database) as connection:
        assert await messages.list_edits(connection, message.id) == []


async def test_messages_elsewhere_are_not_kept(sandbox: Sandbox, nexus: Nexus) -> None:
    kofi = sandbox.member("kofi")
    thread = await ask(sandbox, nexus)
    elsewhere = await kofi.send(SAID, channel="general")
    in_thread = await kofi.send(SAID, channel=thread)
    await until_stored(nexus, in_thread.id, SAID)
    assert await stored(nexus, elsewhere.id) is None


async def test_the_first_answer_shows_on_the_card(sandbox: Sandbox, nexus: Nexus) -> None:
    kofi = sandbox.member("kofi")
    thread = await ask(sandbox, nexus)
    await kofi.send(SAID, channel=thread)
    card = sandbox.world.messages[thread.id]
    await sandbox.until(lambda: card.embeds[0]["fields"][0]["value"] == "💬 Answered")


async def test_after_downtime_everything_is_caught_up_on(sandbox: Sandbox, nexus: Nexus) -> None:
    kofi, ada = sandbox.member("kofi"), sandbox.member("ada")
    thread = await ask(sandbox, nexus)
    edited = await kofi.send("first words of mine", channel=thread)
    deleted = await kofi.send("words to be deleted", channel=thread)
    await until_stored(nexus, deleted.id, "words to be deleted")
    await nexus.stop()
    await kofi.edit(edited, "other words of mine")
    await kofi.delete(deleted)
    missed = [await kofi.send(f"missed number {n}", channel=thread) for n in range(120)]
    said = len(sandbox.messages(thread))
    await nexus.start()
    await catch_up(nexus)
    await until_stored(nexus, edited.id, "other words of mine")
    await until_stored(nexus, deleted.id, None)
    for message in (missed[0], missed[-1]):
        await until_stored(nexus, message.id, message.content)
    assert len(sandbox.messages(thread)) == said
    assert ada.direct_messages() == kofi.direct_messages() == []


async def test_a_history_that_may_not_be_read_erases_nothing(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    sandbox.member("kofi")
    thread = await ask(sandbox, nexus)
    message = await answer(sandbox, nexus, thread)
    await nexus.stop()
    deny(sandbox, sandbox.channel(HOME), Permission.READ_MESSAGE_HISTORY)
    await nexus.start()
    await catch_up(nexus)
    await until_stored(nexus, message.id, SAID)


async def test_a_thread_that_was_deleted_meanwhile_loses_its_chatter(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara = sandbox.member("mara")
    thread = await ask(sandbox, nexus)
    message = await answer(sandbox, nexus, thread)
    await nexus.stop()
    await mara.delete_channel(thread)
    await nexus.start()
    await catch_up(nexus)
    await until_stored(nexus, message.id, None)


async def test_the_author_of_a_deleted_answer_lets_its_text_stay(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    kofi, ada = sandbox.member("kofi"), sandbox.member("ada")
    thread = await ask(sandbox, nexus)
    message = await answer(sandbox, nexus, thread)
    await ada.menu("Accept answer", message)
    await kofi.delete(message)
    await until_stored(nexus, message.id, None)
    await nexus.settle()
    (asked,) = kofi.direct_messages()
    assert SAID not in asked.content
    await nexus.restart()
    decided = await kofi.click("Let the text stay", on=asked)
    assert "stays" in decided.text
    await until_stored(nexus, message.id, SAID)
    await nexus.settle()
    copy = sandbox.messages(thread)[-1]
    assert copy.embeds[0]["description"] == SAID
    assert f"<@{kofi.id}>" in copy.content
    assert copy.mention_ids == []
    await nexus.pass_time(timedelta(days=8))
    await until_stored(nexus, message.id, SAID)


async def test_without_a_decision_nothing_is_kept(sandbox: Sandbox, nexus: Nexus) -> None:
    kofi, ada = sandbox.member("kofi"), sandbox.member("ada")
    thread = await ask(sandbox, nexus)
    message = await answer(sandbox, nexus, thread)
    await ada.menu("Accept answer", message)
    kofi.closed_dms = True
    await kofi.delete(message)
    await until_stored(nexus, message.id, None)
    await nexus.settle()
    await nexus.pass_time(timedelta(minutes=3))
    asked = sandbox.messages(thread)[-1]
    assert asked.mention_ids == [kofi.id]
    refused = await ada.click("Let the text stay", on=asked)
    assert "somebody else" in refused.text
    await nexus.pass_time(timedelta(days=8))
    late = await kofi.click("Let the text stay", on=asked)
    assert "erased" in late.text
    await until_stored(nexus, message.id, None)


async def test_who_leaves_is_named_so_until_she_is_back(sandbox: Sandbox, nexus: Nexus) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    thread = await ask(sandbox, nexus)
    card = sandbox.world.messages[thread.id]
    await kofi.click("Claim", on=card)
    await kofi.leave()
    await sandbox.until(
        lambda: not any("answered by" in f["name"] for f in card.embeds[0]["fields"])
    )
    await ada.leave()
    await sandbox.until(lambda: "(has left the server)" in card.embeds[0]["fields"][1]["value"])
    await ada.join()
    await sandbox.until(lambda: card.embeds[0]["fields"][1]["value"] == f"<@{ada.id}>")


async def test_words_that_moderators_delete_in_bulk_are_erased_without_asking(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    thread = await ask(sandbox, nexus)
    both = [await answer(sandbox, nexus, thread, f"{SAID} {n}") for n in range(2)]
    await ada.menu("Accept answer", both[0])
    delete_messages(sandbox.world, thread, both)
    for message in both:
        await until_stored(nexus, message.id, None)
    await nexus.settle()
    assert kofi.direct_messages() == []


async def test_a_deleted_channel_keeps_accepted_answers_only(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada, mara = sandbox.member("ada"), sandbox.member("mara")
    thread = await ask(sandbox, nexus)
    accepted = await answer(sandbox, nexus, thread)
    chatter = await answer(sandbox, nexus, thread, "just chatting along here")
    await ada.menu("Accept answer", accepted)
    await mara.delete_channel(sandbox.channel(HOME))
    await until_stored(nexus, chatter.id, None)
    kept = await stored(nexus, accepted.id)
    assert kept is not None
    assert kept.content == SAID
