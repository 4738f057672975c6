"""What barred, closed and taken away means; and what nobody has to wait or ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.bans import PostingBan
from sandbox.client import PATIENCE_SECONDS, Member, Sandbox, Seen
from sandbox.wire.components import BUTTON, walk
from sandbox.world.models import Channel, Message
from sandbox.world.permissions import Permission
from storage import bans
from tests.e2e.permissions import deny_role
from tests.nexus import Nexus
from tests.statements import writing

HOME = "prodevprojectnexus"
TITLE = "Why does my queryset run twice?"
SPAM = "Buy my coin, it is very good"


async def ask(sandbox: Sandbox, nexus: Nexus, name: str = "ada", title: str = TITLE) -> Channel:
    member = sandbox.member(name)
    form = await member.slash("ask", title=title, channel=HOME)
    await member.fill(form, {"What happens?": "It is slow."})
    await nexus.settle()
    return sandbox.threads(HOME)[-1]


async def answer(sandbox: Sandbox, nexus: Nexus, thread: Channel, text: str = "Do it.") -> Message:
    message = await sandbox.member("kofi").send(text, channel=thread)
    await nexus.settle()
    return message


async def ban(nexus: Nexus, sandbox: Sandbox, member: Member) -> None:
    now = nexus.clock()
    ban = PostingBan(sandbox.guild.id, member.id, 1, "Spam", now, now + timedelta(days=1))
    async with writing(nexus.services.database) as connection:
        await bans.save_ban(connection, ban)


def card_of(sandbox: Sandbox, thread: Channel) -> Message:
    return sandbox.world.messages[thread.id]


def card_text(sandbox: Sandbox, thread: Channel) -> str:
    return str(card_of(sandbox, thread).embeds)


def buttons(seen: Seen) -> list[str]:
    return [item["label"] for item in walk(seen.components) if item["type"] == BUTTON]


async def test_who_is_barred_edits_claims_and_proposes_nothing(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    own = await ask(sandbox, nexus, "kofi", "How do I nest serializers?")
    other = await ask(sandbox, nexus)
    proposed = await answer(sandbox, nexus, other)
    form = await kofi.click("Edit", on=card_of(sandbox, own))
    await ban(nexus, sandbox, kofi)
    before = len(sandbox.messages(other))
    for seen in (
        await kofi.fill(form, {"What happens?": SPAM}),
        await kofi.click("Edit", on=card_of(sandbox, own)),
        await kofi.click("Claim", on=card_of(sandbox, other)),
        await kofi.menu("Accept answer", proposed),
    ):
        assert "blocked you from posting" in seen.content
    await nexus.settle()
    assert SPAM not in card_text(sandbox, own)
    assert len(sandbox.messages(other)) == before
    assert ada.direct_messages() == []


async def test_proposals_count_as_posts(sandbox: Sandbox, nexus: Nexus) -> None:
    await nexus.stop()
    nexus.settings = replace(nexus.settings, posts_per_ten_minutes=2)
    await nexus.start()
    thread = await ask(sandbox, nexus)
    messages = [await answer(sandbox, nexus, thread, f"Try {n}") for n in range(3)]
    seen = [await sandbox.member("femi").menu("Accept answer", message) for message in messages]
    assert ["has been asked" in each.content for each in seen] == [True, True, False]
    assert "public posts" in seen[2].content


async def test_what_a_moderator_ended_its_asker_does_not_open_again(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada, mara = sandbox.member("ada"), sandbox.member("mara")
    thread = await ask(sandbox, nexus)
    seen = await mara.slash("question close", resolution="invalid", reason="Spam", question="1")
    assert "closed" in seen.content
    await nexus.settle()
    (told,) = [m for m in sandbox.messages(thread) if "closed this question" in m.content]
    assert told.mention_ids == [ada.id]
    assert "> Spam" in told.content
    refused = await ada.click("Reopen", on=card_of(sandbox, thread))
    assert "talk to a moderator" in refused.content
    opened = await mara.click("Reopen", on=card_of(sandbox, thread))
    assert opened.message is not None
    assert "Answered" in card_text(sandbox, thread) or "Open" in card_text(sandbox, thread)


async def test_a_deleted_thread_takes_its_card_along_and_barred_members_do_not_post_it_again(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada, mara = sandbox.member("ada"), sandbox.member("mara")
    thread = await ask(sandbox, nexus)
    await mara.delete_channel(thread)
    await nexus.settle()
    assert sandbox.messages(HOME) == []
    await ban(nexus, sandbox, ada)
    seen = await ada.slash("question reopen", question="1")
    assert "blocked you from posting" in seen.content
    await nexus.settle()
    assert sandbox.threads(HOME) == []


async def test_reopening_a_question_without_its_thread_makes_a_new_one(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada = sandbox.member("ada")
    await sandbox.member("mara").delete_channel(await ask(sandbox, nexus))
    await nexus.settle()
    assert "Reopening it makes a new one" in (await ada.slash("question show", question="1")).text
    await ada.slash("question reopen", question="1")
    await nexus.settle()
    assert [thread.name for thread in sandbox.threads(HOME)] == [TITLE]


async def test_a_moderator_removes_a_question_with_its_words(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara = sandbox.member("mara")
    thread = await ask(sandbox, nexus, title=SPAM)
    choice = await mara.click("Close", on=card_of(sandbox, thread))
    sure = await mara.select("How did it end?", ["withdrawn"], on=choice)
    assert "Remove this question?" in sure.content
    await mara.click("Remove this question", on=sure)
    await nexus.settle()
    assert sandbox.threads(HOME) == []
    assert SPAM not in (await mara.slash("question show", question="1")).text
    assert SPAM not in (await mara.slash("search", query="coin")).text
    assert "removed the words of" in (await mara.slash("audit")).text


async def test_the_asker_follows_her_thread(sandbox: Sandbox, nexus: Nexus) -> None:
    thread = await ask(sandbox, nexus)
    assert thread.thread is not None
    assert sandbox.member("ada").id in thread.thread.member_ids


async def test_a_card_or_page_that_was_deleted_stops_nothing(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada, mara = sandbox.member("ada"), sandbox.member("mara")
    form = await ada.slash("ask", title=TITLE, channel=HOME)
    await ada.fill(form, {"What happens?": "Slow. " * 400})
    await nexus.settle()
    thread = sandbox.threads(HOME)[-1]
    page = next(m for m in sandbox.messages(thread) if "Slow." in m.content)
    await mara.delete(page)
    form = await ada.click("Edit", on=card_of(sandbox, thread))
    await ada.fill(form, {"What happens?": "Sluggish. " * 300})
    await nexus.settle()
    assert any("Sluggish." in m.content for m in sandbox.messages(thread))
    accepted = await answer(sandbox, nexus, thread)
    await mara.delete(card_of(sandbox, thread))
    await ada.menu("Accept answer", accepted)
    await nexus.settle()
    assert any("Thank you" in m.content for m in sandbox.messages(thread))


async def test_nobody_waits_for_a_question_that_is_being_posted(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    form = await ada.slash("ask", title=TITLE, channel=HOME)
    sandbox.faults.delay("PUT /channels/{channel_id}/thread-members/{user_id}", PATIENCE_SECONDS)
    asking = ada.begin_fill(form, {"What happens?": "It is slow."})
    await sandbox.until(lambda: sandbox.threads(HOME))
    seen = await kofi.click("Claim", on=card_of(sandbox, sandbox.threads(HOME)[-1]))
    assert "You are working on question #1" in seen.content
    assert "is posted" not in ada.seen(asking).content
    sandbox.faults.clear()
    await sandbox.until(lambda: "is posted" in ada.seen(asking).content)
    await nexus.settle()
    assert f"<@{kofi.id}>" in card_text(sandbox, sandbox.threads(HOME)[-1])


async def test_whoever_cannot_take_part_does_not_ask(sandbox: Sandbox, nexus: Nexus) -> None:
    assert nexus.app.client.is_ready()
    backend = next(r for r in sandbox.guild.roles.values() if r.name == "Backend")
    deny_role(sandbox, backend, sandbox.channel(HOME), Permission.SEND_MESSAGES_IN_THREADS)
    seen = await sandbox.member("ada").slash("ask", title=TITLE, channel="general")
    assert "you can not take part" in seen.content


async def test_only_its_author_asks_a_message_of_a_closed_channel(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    assert nexus.app.client.is_ready()
    mara = sandbox.member("mara")
    other = sandbox.add_member("zed", roles=["Moderator"])
    message = await other.send("Why is the cohort late?", channel="moderators")
    seen = await mara.menu("Ask as question", message)
    assert "Only its author can ask it" in seen.content
    assert (await other.menu("Ask as question", message)).modal is not None


async def test_what_was_typed_is_kept_whatever_is_in_the_way(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada = sandbox.member("ada")
    form = await ada.slash("ask", title=TITLE, channel="general")
    backend = next(r for r in sandbox.guild.roles.values() if r.name == "Backend")
    home = sandbox.channel(HOME)
    deny_role(sandbox, backend, home, Permission.VIEW_CHANNEL)
    await nexus.settle()
    seen = await ada.fill(form, {"What happens?": "Three thousand characters."})
    await sandbox.until(lambda: "take part" in ada.seen(seen.interaction).content)
    seen = ada.seen(seen.interaction)
    assert buttons(seen) == ["Try again", "Change my question"]
    again = await ada.click("Change my question", on=seen)
    assert "Three thousand characters." in str(again.modal)
    home.overwrites.pop(backend.id)
    deny_role(sandbox, backend, home)
    await nexus.settle()
    await ada.click("Try again", on=seen)
    await sandbox.until(lambda: sandbox.threads(HOME))


async def test_an_edit_with_a_mistake_is_kept(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    thread = await ask(sandbox, nexus)
    form = await ada.click("Edit", on=card_of(sandbox, thread))
    seen = await ada.fill(form, {"Title": "🔥🔥🔥", "What happens?": "Much more text."})
    assert "at least three letters" in seen.content
    again = await ada.click("Change my question", on=seen)
    await ada.fill(again, {"Title": "Why is it slow?"})
    await nexus.settle()
    assert "Why is it slow?" in card_text(sandbox, thread)
    assert "Much more text." in card_text(sandbox, thread)


async def test_too_many_posts_are_refused_before_anything_is_typed(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await nexus.stop()
    nexus.settings = replace(nexus.settings, posts_per_ten_minutes=1)
    await nexus.start()
    await ask(sandbox, nexus)
    seen = await sandbox.member("ada").slash("ask", title="Another one?", channel=HOME)
    assert seen.modal is None
    assert "public posts" in seen.content


async def test_accepting_again_after_reopening_solves_it(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    thread = await ask(sandbox, nexus)
    accepted = await answer(sandbox, nexus, thread)
    await ada.menu("Accept answer", accepted)
    await nexus.settle()
    await ada.click("Reopen", on=card_of(sandbox, thread))
    await nexus.settle()
    seen = await ada.menu("Accept answer", accepted)
    assert "is solved" in seen.content
    await nexus.settle()
    assert "✅ Solved" in card_text(sandbox, thread)


async def test_a_proposal_that_cannot_be_shown_is_not_kept(sandbox: Sandbox, nexus: Nexus) -> None:
    femi = sandbox.member("femi")
    thread = await ask(sandbox, nexus)
    message = await answer(sandbox, nexus, thread)
    sandbox.faults.fail("POST /channels/{channel_id}/messages", 403, code=50013)
    seen = await femi.menu("Accept answer", message)
    assert "no thread that I can write in" in seen.content
    seen = await femi.menu("Accept answer", message)
    assert "has been asked" in seen.content


async def test_a_declined_click_on_what_is_accepted_says_so(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    thread = await ask(sandbox, nexus)
    message = await answer(sandbox, nexus, thread)
    await sandbox.member("femi").menu("Accept answer", message)
    proposal = next(m for m in sandbox.messages(thread) if "Did it?" in m.content)
    await ada.menu("Accept answer", message)
    seen = await ada.click("Not this one", on=proposal)
    assert "accepted already" in seen.content


async def test_a_withdrawn_questions_message_can_be_asked_again(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada = sandbox.member("ada")
    message = await ada.send("Why is it slow?", channel="general")
    await ada.fill(await ada.menu("Ask as question", message), {})
    await nexus.settle()
    choice = await ada.click("Close", on=card_of(sandbox, sandbox.threads(HOME)[-1]))
    sure = await ada.select("How did it end?", ["withdrawn"], on=choice)
    await ada.click("Withdraw my question", on=sure)
    await nexus.settle()
    assert (await ada.menu("Ask as question", message)).modal is not None


async def test_the_words_of_a_deleted_message_do_not_live_on_in_a_proposal(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada = sandbox.member("ada")
    message = await ada.send("My password is hunter2, why?", channel="general")
    asked = await sandbox.member("kofi").menu("Ask as question", message)
    await ada.delete(message)
    await nexus.settle()
    seen = await ada.click("Ask it", on=asked)
    assert seen.modal is None
    assert "too old" in seen.content


async def test_duplicates_lead_to_the_original(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    first = await ask(sandbox, nexus, title="What is alpha?")
    second = await ask(sandbox, nexus, title="Where is bravo?")
    await ada.slash("question close", resolution="duplicate", link="1", question="2")
    await nexus.settle()
    assert f"/{first.id}" in card_text(sandbox, second)
    seen = await ada.slash("question close", resolution="duplicate", link="2", question="1")
    assert "duplicate of itself" in seen.content


async def test_of_two_moderators_who_close_differently_the_second_is_told(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara, zed = sandbox.member("mara"), sandbox.add_member("zed", roles=["Moderator"])
    thread = await ask(sandbox, nexus)
    choices = [await m.click("Close", on=card_of(sandbox, thread)) for m in (mara, zed)]
    form = await mara.select("How did it end?", ["stale"], on=choices[0])
    await mara.fill(form, {})
    await nexus.settle()
    seen = await zed.select("How did it end?", ["invalid"], on=choices[1])
    assert f"closed already: stale, by <@{mara.id}>" in seen.content


async def test_a_list_is_chosen_by_one_option(sandbox: Sandbox, nexus: Nexus) -> None:
    assert nexus.app.client.is_ready()
    seen = await sandbox.member("ada").slash("question list", show="mine", topic="Django")
    assert "Choose one of the lists" in seen.content


@pytest.mark.parametrize("reason", ["left", "cannot see it"])
async def test_nobody_is_called_who_cannot_come(
    sandbox: Sandbox, nexus: Nexus, reason: str
) -> None:
    kofi = sandbox.member("kofi")
    await kofi.slash("question subscribe", topic="Django")
    ada = sandbox.member("ada")
    form = await ada.slash("ask", title=TITLE, channel=HOME)
    await ada.fill(form, {"What happens?": "It is slow.", "Topics": ["Django"]})
    await nexus.settle()
    if reason == "left":
        await kofi.leave()
    else:
        backend = next(r for r in sandbox.guild.roles.values() if r.name == "Backend")
        deny_role(sandbox, backend, sandbox.channel(HOME), Permission.VIEW_CHANNEL)
    await nexus.settle()
    await nexus.pass_time(timedelta(hours=21))
    said = [m.content for m in sandbox.messages(sandbox.threads(HOME)[-1])]
    assert not any(f"<@{kofi.id}>" in words for words in said)
    said += [m.content for m in sandbox.messages("moderators")]
    assert any("has no answer yet" in words for words in said)
