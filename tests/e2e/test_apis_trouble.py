"""Deleted cards, threads and channels, lost permissions, members who left: nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.guilds import GuildSettings
from sandbox.client import Sandbox
from sandbox.world.channels import channel_event, delete_channel
from sandbox.world.messages import delete_message
from sandbox.world.permissions import Permission
from storage import guilds
from tests.domain.contracts.comparison.test_rest_changes import shop
from tests.e2e.apis import HOME, card, field, register, said, upload
from tests.e2e.permissions import deny
from tests.e2e.test_apis import broken, later
from tests.e2e.test_apis_telling import told
from tests.nexus import Nexus
from tests.statements import writing

pytestmark = pytest.mark.usefixtures("nexus")


@pytest.fixture(autouse=True)
async def _shop(sandbox: Sandbox, nexus: Nexus) -> None:
    """An API with a contract, reported in its thread."""
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    await later(nexus)


async def test_a_deleted_thread_comes_back_with_the_next_report(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    old = card(sandbox)
    delete_channel(sandbox.world, sandbox.world.channels[old.id])
    await nexus.settle()
    assert [message for message in sandbox.messages(HOME) if message.embeds] == []
    await upload(sandbox, nexus, broken())
    await later(nexus)
    assert card(sandbox).id != old.id
    assert "🔴 1 breaking" in said(sandbox)[-1]
    assert told(sandbox, "ada") == []


async def test_a_thread_deleted_meanwhile_comes_back_too(sandbox: Sandbox, nexus: Nexus) -> None:
    await nexus.stop()
    delete_channel(sandbox.world, sandbox.world.channels[card(sandbox).id])
    await nexus.start()
    await upload(sandbox, nexus, broken())
    await later(nexus)
    assert "🔴 1 breaking" in said(sandbox)[-1]
    assert told(sandbox, "ada") == []


async def test_a_deleted_forum_post_comes_back(sandbox: Sandbox, nexus: Nexus) -> None:
    forum = sandbox.channel("questions")
    async with writing(nexus.services.database) as connection:
        settings = GuildSettings(sandbox.guild.id, endpoint_channel_id=forum.id)
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    await register(sandbox, nexus, name="Blog")
    (post,) = sandbox.threads(forum)
    delete_channel(sandbox.world, post)
    await nexus.settle()
    await upload(sandbox, nexus, shop(), api="Blog")
    await later(nexus)
    (post,) = sandbox.threads(forum)
    assert "uploaded the contract" in sandbox.messages(post)[-1].content


async def test_a_deleted_card_is_posted_anew(sandbox: Sandbox, nexus: Nexus) -> None:
    delete_message(sandbox.world, card(sandbox))
    await sandbox.member("ada").slash("api edit", api="Shop", stack="Flask")
    await nexus.settle()
    assert field(card(sandbox), "Built with") == "Flask"


async def test_a_retired_api_whose_card_was_deleted_stays_away(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada = sandbox.member("ada")
    await ada.slash("api retire", api="Shop")
    await nexus.settle()
    delete_channel(sandbox.world, sandbox.world.channels[card(sandbox).id])
    await nexus.settle()
    await ada.slash("api edit", api="Shop", stack="Flask")
    await nexus.settle()
    assert [message for message in sandbox.messages(HOME) if message.embeds] == []
    await ada.slash("api retire", api="Shop", undo=True)
    await nexus.settle()
    assert field(card(sandbox), "Built with") == "Flask"


@pytest.mark.parametrize("is_away", [False, True])
async def test_cards_move_where_a_channel_was_deleted(
    sandbox: Sandbox,
    nexus: Nexus,
    is_away: bool,
) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    if is_away:
        await nexus.stop()
    delete_channel(sandbox.world, sandbox.channel(HOME))
    if is_away:
        await nexus.start()
    await nexus.settle()
    lists = [await member.slash("api list", channel="general") for member in (ada, kofi)]
    assert ["Shop" in str(each.message) for each in lists] == [True, False]
    async with writing(nexus.services.database) as connection:
        settings = GuildSettings(
            sandbox.guild.id, endpoint_channel_id=sandbox.channel("general").id
        )
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    await nexus.settle()
    await ada.slash("api edit", api="Shop", stack="Flask", channel="general")
    await nexus.settle()
    (shown,) = [message for message in sandbox.messages("general") if message.embeds]
    assert field(shown, "Built with") == "Flask"
    assert [thread.name for thread in sandbox.threads("general")] == ["Shop"]


async def test_a_report_waits_for_a_card_that_cannot_be_posted(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    home = sandbox.channel(HOME)
    delete_channel(sandbox.world, sandbox.world.channels[card(sandbox).id])
    deny(sandbox, home, Permission.SEND_MESSAGES)
    await nexus.settle()
    await upload(sandbox, nexus, broken())
    await later(nexus)
    (lost,) = told(sandbox, "ada")
    assert "The card of **Shop** cannot be shown. I may not write there." in lost
    await nexus.pass_time(timedelta(hours=5))
    home.overwrites.clear()
    sandbox.world.emit(channel_event("CHANNEL_UPDATE", home))
    await nexus.settle()
    await nexus.pass_time(timedelta(minutes=11))
    assert "🔴 1 breaking" in said(sandbox)[-1]
    assert told(sandbox, "ada") == [lost]


async def test_closed_direct_messages_are_nobodys_failure(sandbox: Sandbox, nexus: Nexus) -> None:
    kofi = sandbox.member("kofi")
    kofi.closed_dms = True
    await kofi.slash("api consume", api="Shop")
    await upload(sandbox, nexus, broken())
    await later(nexus)
    await nexus.pass_time(timedelta(minutes=1))
    thread = sandbox.world.channels[card(sandbox).id]
    notice = sandbox.messages(thread)[-1]
    assert notice.content.startswith(f"<@{kofi.user.id}>")
    assert told(sandbox, "ada") == []
    seen = await sandbox.member("femi").click("Got it", on=notice)
    assert "was not for you" in seen.text
    await nexus.restart()
    seen = await kofi.click("Got it", on=notice)
    assert "the owners see that you know" in seen.text
    seen = await kofi.click("Got it", on=notice)
    assert "noted already" in seen.text


async def test_who_has_left_is_neither_told_nor_waited_for(sandbox: Sandbox, nexus: Nexus) -> None:
    kofi, femi = sandbox.member("kofi"), sandbox.member("femi")
    for member in (kofi, femi):
        await member.slash("api consume", api="Shop")
    await kofi.leave()
    await nexus.settle()
    await upload(sandbox, nexus, broken())
    await later(nexus)
    assert not any(f"<@{kofi.user.id}>" in words for words in said(sandbox))
    seen = await sandbox.member("ada").slash("api changes", api="Shop")
    assert f"Seen by 0 of 1 who were told; not yet: <@{femi.user.id}>" in seen.text


async def test_after_a_long_outage_consumers_are_told_all_the_same(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await sandbox.member("kofi").slash("api consume", api="Shop")
    await nexus.settle()
    route = "POST /channels/{channel_id}/messages"
    sandbox.faults.fail(route, status=503, times=100)
    await upload(sandbox, nexus, broken())
    sandbox.faults.clear()
    await nexus.pass_time(timedelta(days=5))
    await later(nexus)
    (notice,) = told(sandbox, "kofi")
    assert "upload 2, <t:" in notice
    assert "🔴 1 breaking" in said(sandbox)[-1]
