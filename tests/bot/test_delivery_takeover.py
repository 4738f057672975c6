"""After a crash between sending and recording: what was sent is found before it is sent again."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta

import discord
import pytest

from bot.outbox.delivery import LEASE
from bot.outbox.fingerprints import fingerprint_of_content, fingerprint_of_message
from bot.outbox.sender import newest_in
from cogs.ui.client import DeliveryKind, NexusBot, Post, Postpone, Skip
from cogs.ui.content import Content
from domain.deliveries import Delivery, DeliveryState
from domain.shards import EVERYWHERE
from sandbox.client import Sandbox
from storage import deliveries
from tests.bot.notes import HOME, KIND, SENDING, Notes, find, greeting, plan, run, said
from tests.nexus import Nexus
from tests.statements import writing

HOUR = timedelta(hours=1)
HISTORY = "GET /channels/{channel_id}/messages"


async def claimed_by_another(nexus: Nexus, sandbox: Sandbox, id_: int, content: Content) -> None:
    """Another process has said that it is about to send the delivery, and is gone."""
    channel = sandbox.channel(HOME)
    newest = newest_in(nexus.app.client, channel.id)
    async with writing(nexus.services.database) as connection:
        await deliveries.claim_due(connection, EVERYWHERE, nexus.clock(), "gone", LEASE, 10)
        beginning = deliveries.Beginning(channel.id, fingerprint_of_content(content), newest)
        assert await deliveries.begin(connection, id_, "gone", beginning, nexus.clock())


async def taken_over(nexus: Nexus, sandbox: Sandbox) -> tuple[Delivery, list[str]]:
    """What becomes of the delivery, whose lease has ended; and what can be read in the channel."""
    await nexus.pass_time(LEASE)
    return await find(nexus, 1), said(sandbox)


async def send(nexus: Nexus, sandbox: Sandbox, post: Post, nonce: str | None) -> int:
    channel = nexus.app.client.get_partial_messageable(sandbox.channel(HOME).id)
    message = await channel.send(post.content.text, nonce=nonce or secrets.randbits(32))
    await nexus.settle()
    return message.id


async def test_what_was_sent_and_not_recorded_is_found(sandbox: Sandbox, nexus: Nexus) -> None:
    """Hours later, when Discord has long forgotten the nonce, among what others said since."""
    post = greeting(sandbox)
    notes = Notes(post)
    notes.join(nexus)
    id_ = await plan(nexus)
    await claimed_by_another(nexus, sandbox, id_, post.content)
    earlier = await send(nexus, sandbox, post, f"nexus-{id_}")
    ada = sandbox.member("ada")
    for number in range(120):
        await ada.send(f"{number}", channel=HOME)
    sandbox.clock.advance(5 * 3600)
    await run(nexus)
    assert (await find(nexus, id_)).state is DeliveryState.CLAIMED
    delivery, texts = await taken_over(nexus, sandbox)
    assert texts.count("Good morning.") == 1
    assert (delivery.state, delivery.message_id) == (DeliveryState.SENT, earlier)
    assert notes.sent == [earlier]


async def test_what_was_not_sent_is_sent_and_others_of_the_same_words_do_not_count(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    post = greeting(sandbox)
    notes = Notes(post)
    notes.join(nexus)
    await send(nexus, sandbox, post, None)  # before it was begun
    first = await plan(nexus)
    await run(nexus)
    id_ = await plan(nexus, subject_id=8)
    await claimed_by_another(nexus, sandbox, id_, post.content)
    await sandbox.member("ada").send("Good morning.", channel=HOME)
    await nexus.pass_time(LEASE)
    assert said(sandbox).count("Good morning.") == 4
    assert {(await find(nexus, i)).state for i in (first, id_)} == {DeliveryState.SENT}


async def test_what_was_sent_is_found_though_it_is_not_wanted_any_more(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    """The ledger says what happened, not what would be right now."""
    post = greeting(sandbox)
    notes = Notes(Skip("solved meanwhile"))
    notes.grace = timedelta(seconds=1)
    notes.join(nexus)
    id_ = await plan(nexus)
    await claimed_by_another(nexus, sandbox, id_, post.content)
    earlier = await send(nexus, sandbox, post, f"nexus-{id_}")
    delivery, _ = await taken_over(nexus, sandbox)
    assert (delivery.state, notes.sent) == (DeliveryState.SENT, [earlier])


async def test_a_history_that_cannot_be_read_proves_nothing(sandbox: Sandbox, nexus: Nexus) -> None:
    notes = Notes(greeting(sandbox))
    notes.join(nexus)
    id_ = await plan(nexus)
    await claimed_by_another(nexus, sandbox, id_, greeting(sandbox).content)
    sandbox.faults.fail(HISTORY, 403, code=50001)
    delivery, texts = await taken_over(nexus, sandbox)
    assert (delivery.state, delivery.reason) == (DeliveryState.UNKNOWN, "shared-delivery-unknown")
    assert texts == []


async def test_discords_memory_of_the_nonce_does_where_the_history_cannot_be_read(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    """The answer to a post is lost, and the history is closed: posting again shows the first."""
    notes = Notes(greeting(sandbox))
    notes.join(nexus)
    sandbox.faults.drop_after(SENDING)
    sandbox.faults.fail(HISTORY, 403, times=9, code=50001)
    id_ = await plan(nexus)
    await run(nexus)
    await nexus.pass_time(timedelta(seconds=30))
    assert said(sandbox) == ["Good morning."]
    assert (await find(nexus, id_)).state is DeliveryState.SENT


async def test_every_text_that_was_handed_over_is_looked_for(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    """A second attempt says something else ("late"): the first one's words are found too."""
    first, second = greeting(sandbox), greeting(sandbox)
    second = replace(second, content=Content("Good morning, late."))
    notes = Notes(second)
    notes.join(nexus)
    id_ = await plan(nexus)
    await claimed_by_another(nexus, sandbox, id_, first.content)
    earlier = await send(nexus, sandbox, first, None)
    async with writing(nexus.services.database) as connection:
        beginning = deliveries.Beginning(1, fingerprint_of_content(second.content))
        await deliveries.begin(connection, id_, "gone", beginning, nexus.clock())
        place = deliveries.Beginning(
            sandbox.channel(HOME).id, fingerprint_of_content(second.content)
        )
        await deliveries.begin(connection, id_, "gone", place, nexus.clock())
    delivery, texts = await taken_over(nexus, sandbox)
    assert (delivery.message_id, texts) == (earlier, ["Good morning."])


async def test_a_channel_that_is_gone_ends_the_search(
    sandbox: Sandbox, nexus: Nexus, caplog: pytest.LogCaptureFixture
) -> None:
    place = sandbox.channel("general")
    notes = Notes(Post(Content("Good morning."), channel_id=place.id))
    notes.join(nexus)
    id_ = await plan(nexus)
    async with writing(nexus.services.database) as connection:
        await deliveries.claim_due(connection, EVERYWHERE, nexus.clock(), "gone", LEASE, 10)
        beginning = deliveries.Beginning(place.id, "print")
        await deliveries.begin(connection, id_, "gone", beginning, nexus.clock())
    await sandbox.member("mara").delete_channel(place)
    delivery, _ = await taken_over(nexus, sandbox)
    assert delivery.reason == "shared-delivery-no-channel"
    assert "could not be made" not in caplog.text


async def slowly(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Decides so slowly that another process takes the row over meanwhile."""
    assert delivery.state is DeliveryState.CLAIMED
    async with writing(bot.services.database) as connection:
        await deliveries.claim_due(
            connection, EVERYWHERE, bot.services.clock() + LEASE, "another", LEASE, 1
        )
    place = discord.utils.get(bot.get_all_channels(), name=HOME)
    assert place is not None
    return Post(Content("Good morning."), channel_id=place.id)


async def test_a_claim_that_was_lost_is_not_used(sandbox: Sandbox, nexus: Nexus) -> None:
    """The process that has it now is the one to post it."""
    nexus.registry.deliveries[KIND] = DeliveryKind(KIND, slowly, asked_again=False)
    id_ = await plan(nexus)
    await run(nexus)
    assert said(sandbox) == []
    assert (await find(nexus, id_)).state is DeliveryState.CLAIMED


async def test_a_message_of_containers_is_recognised_by_its_texts_and_ids(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    def panel(words: str, name: str) -> discord.ui.LayoutView:
        button: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(custom_id=name)
        button.label = "x"
        section = discord.ui.Section(discord.ui.TextDisplay(words), accessory=button)
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(discord.ui.Container(section))
        return view

    channel = nexus.app.client.get_partial_messageable(sandbox.channel(HOME).id)
    sent = await channel.send(view=panel("Hello", "nexus:x:1"))
    meant = [
        fingerprint_of_content(Content(view=panel(*each)))  # type: ignore[arg-type] # a layout
        for each in (("Hello", "nexus:x:1"), ("Bye", "nexus:x:1"), ("Hello", "nexus:x:2"))
    ]
    found = fingerprint_of_message(await channel.fetch_message(sent.id))
    assert [each == found for each in meant] == [True, False, False]
