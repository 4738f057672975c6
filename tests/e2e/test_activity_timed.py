"""Quiet questions are asked about before they are closed; unanswered ones are escalated."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.guilds import GuildSettings
from sandbox.client import Sandbox
from sandbox.world.messages import thread_event
from sandbox.world.models import Channel, Message
from storage import guilds, subscriptions
from tests.e2e.activity import HOME, answer, ask
from tests.nexus import Nexus
from tests.statements import writing

pytestmark = pytest.mark.usefixtures("nexus")

HOURS, DAYS = timedelta(hours=1), timedelta(days=1)
SENDING = "POST /channels/{channel_id}/messages"


def asking(sandbox: Sandbox, thread: Channel) -> list[Message]:
    return [m for m in sandbox.messages(thread) if "did this get solved" in m.content]


def notes(sandbox: Sandbox, thread: Channel) -> list[Message]:
    return [m for m in sandbox.messages(thread) if "closed as stale" in m.content]


def status(sandbox: Sandbox, thread: Channel) -> str:
    value: str = sandbox.world.messages[thread.id].embeds[0]["fields"][0]["value"]
    return value


async def subscribe(sandbox: Sandbox, nexus: Nexus, *names: str, topic: str = "Django") -> None:
    async with writing(nexus.services.database) as connection:
        for name in names:
            member_id = sandbox.member(name).id
            await subscriptions.subscribe(connection, sandbox.guild.id, member_id, topic)


async def test_a_quiet_question_is_asked_about_and_then_closed(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada = sandbox.member("ada")
    thread = await ask(sandbox, nexus)
    await answer(sandbox, nexus, thread)
    await nexus.pass_time(2 * DAYS)
    assert asking(sandbox, thread) == []
    await nexus.pass_time(DAYS + HOURS)
    (asked,) = asking(sandbox, thread)
    assert asked.mention_ids == [ada.id]
    await nexus.restart()
    await nexus.pass_time(6 * DAYS)
    assert status(sandbox, thread) == "💬 Answered"
    await nexus.pass_time(DAYS + HOURS)
    (note,) = notes(sandbox, thread)
    assert status(sandbox, thread) == "🔒 Stale"
    assert note.mention_ids == []
    assert len(asking(sandbox, thread)) == 1
    await ada.click("Reopen", on=note)
    await nexus.settle()
    assert status(sandbox, thread) == "💬 Answered"
    await nexus.pass_time(4 * DAYS)
    assert len(asking(sandbox, thread)) == 2


async def test_an_archived_thread_is_asked_about_too(sandbox: Sandbox, nexus: Nexus) -> None:
    thread = await ask(sandbox, nexus)
    await answer(sandbox, nexus, thread)
    assert thread.thread is not None
    thread.thread.archived = True
    sandbox.world.emit(thread_event("THREAD_UPDATE", thread))
    await nexus.pass_time(3 * DAYS + HOURS)
    assert len(asking(sandbox, thread)) == 1
    assert not thread.thread.archived


async def test_not_yet_keeps_it_open_and_asks_again_later(sandbox: Sandbox, nexus: Nexus) -> None:
    ada, femi = sandbox.member("ada"), sandbox.member("femi")
    thread = await ask(sandbox, nexus)
    await answer(sandbox, nexus, thread)
    await nexus.pass_time(3 * DAYS + HOURS)
    (asked,) = asking(sandbox, thread)
    refused = await femi.click("Not yet", on=asked)
    assert refused.ephemeral
    await nexus.pass_time(HOURS)
    await ada.click("Not yet", on=asked)
    assert "stays open" in sandbox.world.messages[asked.id].content
    assert sandbox.world.messages[asked.id].components == []
    await nexus.pass_time(7 * DAYS)
    await nexus.pass_time(HOURS)
    assert notes(sandbox, thread) == []
    assert len(asking(sandbox, thread)) == 1
    assert status(sandbox, thread) == "💬 Answered"


async def test_yes_leads_to_accepting_an_answer(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    thread = await ask(sandbox, nexus)
    message = await answer(sandbox, nexus, thread)
    await nexus.pass_time(3 * DAYS + HOURS)
    (asked,) = asking(sandbox, thread)
    choice = await ada.click("Yes, it did", on=asked)
    await ada.select("Which answer?", [str(message.id)], on=choice)
    await nexus.settle()
    assert status(sandbox, thread).startswith("✅")
    await nexus.pass_time(8 * DAYS)
    assert notes(sandbox, thread) == []


async def test_what_is_written_meanwhile_postpones(sandbox: Sandbox, nexus: Nexus) -> None:
    thread = await ask(sandbox, nexus)
    await answer(sandbox, nexus, thread)
    await nexus.pass_time(2 * DAYS)
    sandbox.clock.advance((2 * DAYS).total_seconds())
    await answer(sandbox, nexus, thread, "something else that I found", by="ada")
    await nexus.pass_time(2 * DAYS)
    assert asking(sandbox, thread) == []
    await nexus.pass_time(DAYS + HOURS)
    assert len(asking(sandbox, thread)) == 1


async def test_an_unanswered_question_calls_its_topics_subscribers(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await subscribe(sandbox, nexus, "ada", "kofi", "femi")
    thread = await ask(sandbox, nexus, Topics=["Django"])
    await nexus.pass_time(19 * HOURS)
    called = [m for m in sandbox.messages(thread) if "no answer yet" in m.content]
    assert called == []
    sandbox.faults.fail(SENDING, status=503)
    await nexus.pass_time(2 * HOURS)
    await nexus.pass_time(HOURS)
    (call,) = [m for m in sandbox.messages(thread) if "no answer yet" in m.content]
    assert set(call.mention_ids) == {sandbox.member("kofi").id, sandbox.member("femi").id}
    await nexus.pass_time(30 * DAYS)
    assert len([m for m in sandbox.messages(thread) if "no answer yet" in m.content]) == 1
    assert status(sandbox, thread) == "❔ Open"


async def test_without_subscribers_the_moderators_hear_of_it(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    settings = replace(
        GuildSettings(sandbox.guild.id), moderator_channel_id=sandbox.channel("moderators").id
    )
    async with writing(nexus.services.database) as connection:
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    thread = await ask(sandbox, nexus, Topics=["Django"])
    await nexus.pass_time(21 * HOURS)
    (told,) = sandbox.messages("moderators")
    assert str(thread.id) in told.content
    assert not any("no answer yet" in m.content for m in sandbox.messages(thread))


async def test_an_answer_in_time_calls_nobody(sandbox: Sandbox, nexus: Nexus) -> None:
    await subscribe(sandbox, nexus, "femi")
    thread = await ask(sandbox, nexus, Topics=["Django"])
    await answer(sandbox, nexus, thread)
    await nexus.pass_time(21 * HOURS)
    assert not any("no answer yet" in m.content for m in sandbox.messages(thread))
    assert sandbox.messages(HOME)
