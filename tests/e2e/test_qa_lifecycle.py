"""Claiming, closing, reopening, listing, showing, subscribing."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from sandbox.client import Sandbox, Seen
from sandbox.wire.components import BUTTON, walk
from sandbox.world.models import Channel, Message

HOME = "prodevprojectnexus"
WORDS = ["apricot", "badger", "candle", "donkey", "ember", "fiddle", "glacier", "hammock"]
WORDS += ["igloo", "jigsaw", "kettle", "lantern"]
TITLES = ["What is alpha?", "Where is bravo?", "Who is charlie?", "When is delta?"]


async def ask(sandbox: Sandbox, title: str = TITLES[0], **fields: Any) -> Channel:
    ada = sandbox.member("ada")
    form = await ada.slash("ask", title=title, channel=HOME)
    await ada.fill(form, {"What happens?": title} | fields)
    return sandbox.threads(HOME)[-1]


def card_of(sandbox: Sandbox, thread: Channel) -> Message:
    return sandbox.world.messages[thread.id]


def card_text(sandbox: Sandbox, thread: Channel) -> str:
    return str(card_of(sandbox, thread).embeds)


def buttons(seen: Seen | Message) -> list[str]:
    return [item["label"] for item in walk(seen.components) if item["type"] == BUTTON]


async def test_a_click_claims_and_the_card_answers(sandbox: Sandbox, nexus: Any) -> None:
    kofi = sandbox.member("kofi")
    thread = await ask(sandbox)
    await nexus.settle()
    before = len(sandbox.requests)
    await kofi.click("Claim", on=card_of(sandbox, thread))
    await nexus.settle()
    assert f"<@{kofi.id}>" in card_text(sandbox, thread)
    assert buttons(card_of(sandbox, thread)) == ["Accept", "Release", "Close", "Subscribe…", "Edit"]
    assert len(sandbox.requests) == before + 1
    await kofi.click("Release", on=card_of(sandbox, thread))
    assert "Claim" in buttons(card_of(sandbox, thread))


async def test_of_two_claims_at_once_the_second_is_told_privately(
    sandbox: Sandbox, nexus: Any
) -> None:
    kofi, femi = sandbox.member("kofi"), sandbox.member("femi")
    thread = await ask(sandbox)
    card = card_of(sandbox, thread)
    first, second = kofi.begin_click("Claim", on=card), femi.begin_click("Claim", on=card)
    await sandbox.until(lambda: first.message_ids and second.message_ids)
    await nexus.settle()
    (told,) = [m for m in sandbox.world.messages.values() if "is working on" in m.content]
    assert told.visible_to in (kofi.id, femi.id)
    assert card_text(sandbox, thread).count("Being answered by") == 1


@pytest.mark.usefixtures("nexus")
async def test_claims_are_refused_in_words(sandbox: Sandbox) -> None:
    ada, kofi, femi = (sandbox.member(name) for name in ("ada", "kofi", "femi"))
    thread = await ask(sandbox)
    assert "your own" in (await ada.slash("question claim", channel=thread)).content
    assert "#1" in (await kofi.slash("question claim", question="1", channel=HOME)).content
    assert "already" in (await kofi.slash("question claim", channel=thread)).content
    refused = await femi.slash("question release", channel=thread)
    assert f"<@{kofi.id}>" in refused.content
    assert "free" in (await kofi.slash("question release", channel=thread)).content
    assert "Nobody" in (await kofi.slash("question release", channel=thread)).content


async def test_the_card_closes_and_reopens(sandbox: Sandbox, nexus: Any) -> None:
    ada = sandbox.member("ada")
    thread = await ask(sandbox)
    choice = await ada.click("Close", on=card_of(sandbox, thread))
    assert choice.ephemeral
    closed = await ada.select("How did it end?", ["Invalid"], on=choice)
    assert "Invalid" in closed.content
    await nexus.settle()
    assert "🔒 Invalid" in card_text(sandbox, thread)
    assert buttons(card_of(sandbox, thread)) == ["Accept", "Reopen", "Subscribe…", "Edit"]
    await ada.click("Reopen", on=card_of(sandbox, thread))
    assert "❔ Open" in card_text(sandbox, thread)


async def test_a_duplicate_says_where_to_look(sandbox: Sandbox, nexus: Any) -> None:
    ada = sandbox.member("ada")
    await ask(sandbox, TITLES[0])
    thread = await ask(sandbox, TITLES[1])
    choice = await ada.click("Close", on=card_of(sandbox, thread))
    form = await ada.select("How did it end?", ["Duplicate"], on=choice)
    refused = await ada.fill(form, {"Where to look instead": "somewhere"})
    assert "a link" in refused.content
    form = await ada.select("How did it end?", ["Duplicate"], on=choice)
    closed = await ada.fill(form, {"Where to look instead": "#1"})
    assert "Duplicate #1" in closed.content
    await nexus.settle()
    assert "🔒 Duplicate #1" in card_text(sandbox, thread)


@pytest.mark.usefixtures("nexus")
async def test_only_the_asker_and_moderators_close(sandbox: Sandbox) -> None:
    kofi, mara = sandbox.member("kofi"), sandbox.member("mara")
    thread = await ask(sandbox)
    refused = await kofi.click("Close", on=card_of(sandbox, thread))
    assert "Only the one who asked" in refused.content
    refused = await kofi.slash("question close", resolution="stale", channel=thread)
    assert "Only the one who asked" in refused.content
    closed = await mara.slash(
        "question close", resolution="moved", link="https://x.org", reason="Vue", channel=thread
    )
    assert "https://x.org" in closed.content
    refused = await mara.slash("question close", resolution="moved", link="#1", channel=thread)
    assert "closed already" in refused.content
    assert "open again" in (await mara.slash("question reopen", channel=thread)).content
    assert "open already" in (await mara.slash("question reopen", channel=thread)).content
    log = await mara.slash("audit", channel=HOME)
    assert "closed" in log.text
    assert "Vue" in log.text


@pytest.mark.usefixtures("nexus")
async def test_lists_turn_their_pages(sandbox: Sandbox) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    empty = await kofi.slash("question list", channel=HOME)
    assert "`/ask`" in empty.text
    for word in WORDS:
        await ask(sandbox, f"{word}?")
        sandbox.clock.advance(10)
    first = await kofi.slash("question list", channel=HOME)
    assert "#12`" in first.text
    assert "#2`" not in first.text
    second = await kofi.click("Next ▶", on=first)
    assert "#2`" in second.text
    back = await kofi.click("◀ Previous", on=second)
    assert "#12`" in back.text
    unanswered = await kofi.slash("question list", show="unanswered", channel=HOME)
    assert unanswered.text.index("#1`") < unanswered.text.index("#9`")
    assert "#12`" in (await ada.slash("question list", show="mine", channel=HOME)).text
    assert "not asked" in (await kofi.slash("question list", show="mine", channel=HOME)).text


@pytest.mark.usefixtures("nexus")
async def test_lists_by_topic_and_by_helper(sandbox: Sandbox) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    thread = await ask(sandbox, Topics=["Docker"])
    assert ("Docker", "Docker") in await kofi.autocomplete("question list", topic="d", channel=HOME)
    assert TITLES[0] in (await kofi.slash("question list", topic="docker", channel=HOME)).text
    empty = await kofi.slash("question list", topic="REST", channel=HOME)
    assert "Nobody has asked" in empty.text
    unknown = await kofi.slash("question list", topic="Knitting", channel=HOME)
    assert "not a topic here" in unknown.content
    answer = await kofi.send("Build it anew", channel=thread)
    await ada.menu("Accept answer", answer)
    assert TITLES[0] in (await ada.slash("question list", helper=kofi, channel=HOME)).text
    empty = await ada.slash("question list", helper=ada, channel=HOME)
    assert "No answer" in empty.text


@pytest.mark.usefixtures("nexus")
async def test_one_question_is_shown_by_number_title_link_or_place(sandbox: Sandbox) -> None:
    kofi = sandbox.member("kofi")
    thread = await ask(sandbox)
    ((name, value),) = await kofi.autocomplete("question show", question="alph", channel=HOME)
    assert name == f"#1 {TITLES[0]}"
    link = f"https://discord.com/channels/{sandbox.guild.id}/{thread.id}"
    for typed in (value, "#1", link):
        seen = await kofi.slash("question show", question=typed, channel=HOME)
        assert seen.ephemeral
        assert TITLES[0] in seen.text
        assert link in seen.content
    assert TITLES[0] in (await kofi.slash("question show", channel=thread)).text
    for typed, words in (("99", "no question #99"), ("nonsense", "neither")):
        seen = await kofi.slash("question show", question=typed, channel=HOME)
        assert words in seen.content
    elsewhere = await kofi.slash("question show", channel="general")
    assert "not a question's thread" in elsewhere.content


@pytest.mark.usefixtures("nexus")
async def test_members_subscribe_to_topics(sandbox: Sandbox) -> None:
    kofi = sandbox.member("kofi")
    thread = await ask(sandbox)
    choice = await kofi.click("Subscribe…", on=card_of(sandbox, thread))
    chosen = await kofi.select("Topics to hear of", ["Django", "REST"], on=choice)
    assert "Django, REST" in chosen.content
    choice = await kofi.slash("question subscribe", channel=HOME)
    none = await kofi.select("Topics to hear of", [], on=choice)
    assert "no topics" in none.content
    one = await kofi.slash("question subscribe", topic="docker", channel=HOME)
    assert "Docker" in one.content
    unknown = await kofi.slash("question subscribe", topic="Knitting", channel=HOME)
    assert "not a topic here" in unknown.content


@pytest.mark.usefixtures("nexus")
async def test_moderators_edit_the_list_of_topics(sandbox: Sandbox) -> None:
    mara, kofi = sandbox.member("mara"), sandbox.member("kofi")
    assert "Edit the list" not in str((await kofi.slash("question subscribe")).components)
    choice = await mara.slash("question subscribe", channel=HOME)
    form = await mara.click("Edit the list of topics", on=choice)
    refused = await mara.fill(form, {"Topics, one a line": "Vue\nvue"})
    assert "twice" in refused.content
    form = await mara.click("Edit the list of topics", on=choice)
    changed = await mara.fill(form, {"Topics, one a line": "Vue\nDjango"})
    assert "Vue, Django" in changed.content
    assert await kofi.autocomplete("question subscribe", topic="", channel=HOME) == [
        ("Vue", "Vue"),
        ("Django", "Django"),
    ]


@pytest.mark.usefixtures("nexus")
async def test_private_replies_speak_the_members_language(sandbox: Sandbox) -> None:
    kofi = sandbox.member("kofi")
    kofi.locale = "fr"
    thread = await ask(sandbox)
    assert "État" in (await kofi.slash("question show", channel=thread)).text
    assert "Status" in card_text(sandbox, thread)


async def test_a_deleted_thread_leaves_the_question(sandbox: Sandbox, nexus: Any) -> None:
    ada, mara = sandbox.member("ada"), sandbox.member("mara")
    thread = await ask(sandbox)
    await mara.delete_channel(thread)
    await sandbox.until(lambda: not sandbox.threads(HOME))
    await asyncio.sleep(0)
    closed = await ada.slash("question close", resolution="stale", question="1", channel=HOME)
    assert "Stale" in closed.content
    await nexus.settle()
    shown = await ada.slash("question show", question="1", channel=HOME)
    assert "no thread" in shown.content
    await ada.slash("question reopen", question="1", channel=HOME)
    await nexus.settle()
    (again,) = sandbox.threads(HOME)
    assert again.id != thread.id
    assert "❔ Open" in card_text(sandbox, again)


async def test_without_its_channel_nothing_is_asked_but_nothing_breaks(
    sandbox: Sandbox, nexus: Any
) -> None:
    ada, mara = sandbox.member("ada"), sandbox.member("mara")
    await ask(sandbox)
    await mara.delete_channel(sandbox.channel(HOME))
    await nexus.settle()
    seen = await ada.slash("ask", title=TITLES[1], channel="general")
    assert "no channel for questions" in seen.content
    assert "/setup" in seen.content
    await nexus.settle()
    shown = await ada.slash("question show", question="1", channel="general")
    assert "no thread" in shown.content


@pytest.mark.usefixtures("nexus")
async def test_a_moderator_pins_and_unpins(sandbox: Sandbox) -> None:
    kofi, mara = sandbox.member("kofi"), sandbox.member("mara")
    thread = await ask(sandbox)
    assert "Nothing is pinned" in (await kofi.slash("question list", show="pinned")).text
    assert "moderators" in (await kofi.slash("question pin", channel=thread)).text
    assert "is pinned" in (await mara.slash("question pin", channel=thread)).text
    assert TITLES[0] in (await kofi.slash("question list", show="pinned")).text
    assert "isn't pinned now" in (await mara.slash("question pin", channel=thread)).text
    assert "Nothing is pinned" in (await kofi.slash("question list", show="pinned")).text
    log = (await mara.slash("audit")).text
    assert log.index("unpinned") < log.index("**pinned**")
