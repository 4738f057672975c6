"""What stands in Discord is deleted, and the request goes on."""

from __future__ import annotations

from sandbox.client import Sandbox
from sandbox.world.messages import delete_message
from tests.e2e.endpoints import HOME, ask, cards, field, press, said, say
from tests.nexus import Nexus


async def test_without_its_card_a_request_goes_on(sandbox: Sandbox, nexus: Nexus) -> None:
    await ask(sandbox, nexus)
    for _ in range(2):  # the first time, it comes back
        delete_message(sandbox.world, cards(sandbox)[-1])
        await nexus.settle()
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    await say(sandbox, nexus, "kofi", "accept")
    (told,) = ada.direct_messages()
    assert "its `show` command has all of it" in told.content
    assert "session" not in told.content
    seen = await say(sandbox, nexus, "kofi", "show")
    seen = await kofi.click("Agree to this shape", on=seen)
    assert "You agree to this shape" in seen.text
    await nexus.settle()
    assert cards(sandbox) == []


async def test_without_its_thread_what_happens_is_told_below_the_card(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    card = await ask(sandbox, nexus)
    await sandbox.member("mara").delete_channel(sandbox.world.channels[card.id])
    await nexus.settle()
    await press(sandbox, nexus, card, "kofi", "Accept")
    assert "accepted" in field(card, "State")
    told = sandbox.messages(HOME)[-1]
    assert "builds it" in told.content
    assert f"<@{sandbox.member('ada').id}>" in told.content
    assert told.reference is not None


async def test_what_is_told_reaches_a_thread_that_is_archived_and_locked(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    card = await ask(sandbox, nexus)
    thread = sandbox.world.channels[card.id].thread
    assert thread is not None
    thread.archived = thread.locked = True
    await press(sandbox, nexus, card, "kofi", "Accept")
    assert "builds it" in said(sandbox, card)[-1].content
