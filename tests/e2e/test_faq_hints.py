"""Hints in chat channels: where they are wanted, once in a while, and gone again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sandbox.client import Sandbox, text_of
from sandbox.world.models import Message, Overwrite
from sandbox.world.permissions import Permission
from tests.e2e.activity import HOME, answer, ask
from tests.e2e.faq import QUESTION, publish
from tests.e2e.permissions import deny_role
from tests.nexus import Nexus

pytestmark = pytest.mark.usefixtures("nexus")

ASKED = "hey all, why does my list endpoint run hundreds of queries??"


async def switch_on(sandbox: Sandbox) -> None:
    mara = sandbox.member("mara")
    page = await mara.slash("setup")
    for _ in range(2):
        page = await mara.click("Next", on=page)
    page = await mara.select(
        "Channels in which existing answers are pointed out", [sandbox.channel("general")], on=page
    )
    for _ in range(3):
        page = await mara.click("Next", on=page)
    await mara.click("Save", on=page)


def hints(sandbox: Sandbox) -> list[Message]:
    return [m for m in sandbox.messages("general") if "may have an answer already" in m.content]


async def say(sandbox: Sandbox, nexus: Nexus, words: str = ASKED) -> Message:
    message = await sandbox.member("ada").send(words, channel="general")
    await nexus.settle()
    return message


async def test_a_known_answer_is_pointed_out_without_a_ping(sandbox: Sandbox, nexus: Nexus) -> None:
    await publish(sandbox)
    await switch_on(sandbox)
    message = await say(sandbox, nexus)
    (hint,) = hints(sandbox)
    assert QUESTION in hint.content
    assert hint.mention_ids == []
    assert hint.reference is not None
    assert str(message.id) in str(hint.reference)
    shown = await sandbox.member("ada").click("Show me", on=hint)
    assert shown.ephemeral
    assert "select_related" in shown.text


async def test_it_is_gone_after_ten_minutes_whatever_happens_meanwhile(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await publish(sandbox)
    await switch_on(sandbox)
    await say(sandbox, nexus)
    await nexus.restart()
    await nexus.pass_time(timedelta(minutes=9))
    assert len(hints(sandbox)) == 1
    await nexus.pass_time(timedelta(minutes=2))
    assert hints(sandbox) == []


async def test_it_is_gone_when_it_does_not_help(sandbox: Sandbox, nexus: Nexus) -> None:
    await publish(sandbox)
    await switch_on(sandbox)
    await say(sandbox, nexus)
    femi = sandbox.member("femi")
    femi.begin_click("Not helpful", on=hints(sandbox)[0])
    await sandbox.until(lambda: not hints(sandbox))
    await nexus.restart()
    await nexus.pass_time(timedelta(hours=2))
    await say(sandbox, nexus)
    assert hints(sandbox) == [], "not again soon"
    await nexus.pass_time(timedelta(days=1))
    await say(sandbox, nexus)
    assert len(hints(sandbox)) == 1


async def test_two_find_it_unhelpful_at_once(sandbox: Sandbox, nexus: Nexus) -> None:
    await publish(sandbox)
    await switch_on(sandbox)
    await say(sandbox, nexus)
    (hint,) = hints(sandbox)
    for name in ("femi", "kofi"):
        sandbox.member(name).begin_click("Not helpful", on=hint)
    await sandbox.until(lambda: not hints(sandbox))
    await nexus.settle()


async def test_it_goes_with_the_message_that_it_answers(sandbox: Sandbox, nexus: Nexus) -> None:
    await publish(sandbox)
    await switch_on(sandbox)
    message = await say(sandbox, nexus)
    await sandbox.member("ada").delete(message)
    await nexus.settle()
    assert hints(sandbox) == []


async def test_a_hidden_answer_makes_room_for_an_open_one(sandbox: Sandbox, nexus: Nexus) -> None:
    await ask(sandbox, nexus, QUESTION)
    thread = sandbox.threads(HOME)[0]
    message = await answer(sandbox, nexus, thread)
    await sandbox.member("ada").menu("Accept answer", message)
    await publish(sandbox, "Does a list endpoint run hundreds of queries?", "An open answer.")
    await switch_on(sandbox)
    everyone = sandbox.guild.roles[sandbox.guild.id]
    nexus_role = next(r for r in sandbox.guild.roles.values() if r.bot_id is not None)
    sandbox.channel(HOME).overwrites[nexus_role.id] = Overwrite(
        nexus_role.id, is_member=False, allow=int(Permission.VIEW_CHANNEL)
    )
    deny_role(sandbox, everyone, sandbox.channel(HOME), Permission.VIEW_CHANNEL)
    await nexus.settle()
    await say(sandbox, nexus)
    (hint,) = hints(sandbox)
    assert "Does a list endpoint" in hint.content


async def test_a_channel_and_a_topic_rest(sandbox: Sandbox, nexus: Nexus) -> None:
    await publish(sandbox, Topics=["Django"])
    await publish(sandbox, "How do I cache a view?", "With it.", Topics=["Caching"])
    await publish(sandbox, "How do I write a migration?", "So.", Topics=["Django"])
    await switch_on(sandbox)
    await say(sandbox, nexus)
    await say(sandbox, nexus, "and how do I cache a view in it?")
    assert len(hints(sandbox)) == 1, "the channel rests"
    nexus.clock.advance(timedelta(minutes=6))
    await say(sandbox, nexus, "anybody? how do I write a migration?")
    assert len(hints(sandbox)) == 1, "so does the topic"
    await say(sandbox, nexus, "please, how do I cache a view in it?")
    assert len(hints(sandbox)) == 2


@pytest.mark.parametrize(
    "words",
    [
        "I like list endpoints with hundreds of queries a lot",
        "why does my cat run?",
        "What is this?",
        "why",
        "Anybody here who is good at queries?",
    ],
)
async def test_small_talk_is_left_alone(sandbox: Sandbox, nexus: Nexus, words: str) -> None:
    await publish(sandbox)
    await switch_on(sandbox)
    await say(sandbox, nexus, words)
    assert hints(sandbox) == []


async def test_hints_are_off_by_default_and_elsewhere(sandbox: Sandbox, nexus: Nexus) -> None:
    await publish(sandbox)
    await say(sandbox, nexus)
    assert hints(sandbox) == []
    await switch_on(sandbox)
    await sandbox.member("ada").send(ASKED, channel="prodevprojectnexus")
    await nexus.settle()
    assert "may have" not in "".join(map(text_of, sandbox.messages("prodevprojectnexus")))


async def test_a_late_hint_is_not_posted(sandbox: Sandbox, nexus: Nexus) -> None:
    await publish(sandbox)
    await switch_on(sandbox)
    sandbox.faults.fail("POST /channels/{channel_id}/messages", 503, times=5)
    await say(sandbox, nexus)
    await nexus.pass_time(timedelta(minutes=3))
    sandbox.faults.clear()
    await nexus.pass_time(timedelta(minutes=30))
    assert hints(sandbox) == []
