"""Accepting, replacing, undoing and proposing answers."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.client import Member, Sandbox
from sandbox.world.models import Channel, Message

TITLE = "Why does my queryset run twice?"
HOME = "prodevprojectnexus"


async def ask(sandbox: Sandbox, title: str = TITLE) -> Channel:
    ada = sandbox.member("ada")
    form = await ada.slash("ask", title=title, channel=HOME)
    await ada.fill(form, {"What happens?": f"It is slow: {title}"})
    return sandbox.threads(HOME)[-1]


def card_of(sandbox: Sandbox, thread: Channel) -> Message:
    return sandbox.world.messages[thread.id]


def card_text(sandbox: Sandbox, thread: Channel) -> str:
    return str(card_of(sandbox, thread).embeds)


async def answers(sandbox: Sandbox, nexus: Any, thread: Channel, *texts: str) -> list[Message]:
    kofi = sandbox.member("kofi")
    written = [await kofi.send(text, channel=thread) for text in texts]
    await nexus.settle()
    return written


async def proposal_in(sandbox: Sandbox, thread: Channel) -> Message:
    await sandbox.until(lambda: "Did it?" in sandbox.messages(thread)[-1].content)
    return sandbox.messages(thread)[-1]


async def test_the_menu_accepts_and_everything_follows(sandbox: Sandbox, nexus: Any) -> None:
    ada = sandbox.member("ada")
    thread = await ask(sandbox)
    (answer,) = await answers(sandbox, nexus, thread, "Use select_related")
    seen = await ada.menu("Accept answer", answer)
    assert seen.ephemeral
    assert "solved" in seen.content
    await nexus.settle()
    shown = card_text(sandbox, thread)
    assert "✅ Solved" in shown
    assert f"<@{sandbox.member('kofi').id}> 💚" in shown
    assert str(answer.id) in shown
    assert thread.name == TITLE
    thanks = sandbox.messages(thread)[-1]
    assert "Thank you" in thanks.content
    assert thanks.mention_ids == []
    assert not any(e.method == "PATCH" and e.body.get("name") for e in sandbox.requests if e.body)


async def test_an_acceptance_is_undone_with_one_click(sandbox: Sandbox, nexus: Any) -> None:
    ada = sandbox.member("ada")
    thread = await ask(sandbox)
    (answer,) = await answers(sandbox, nexus, thread, "Use select_related")
    seen = await ada.menu("Accept answer", answer)
    undone = await ada.click("Undo", on=seen)
    assert "open again" in undone.content
    await nexus.settle()
    assert "✅" not in card_text(sandbox, thread)
    again = await ada.menu("Accept answer", answer)
    assert "solved" in again.content
    await nexus.settle()
    thanks = [m for m in sandbox.messages(thread) if "Thank you" in m.content]
    assert len(thanks) == 1


async def test_the_second_of_two_moderators_is_told(sandbox: Sandbox, nexus: Any) -> None:
    ada, mara = sandbox.member("ada"), sandbox.member("mara")
    thread = await ask(sandbox)
    (answer,) = await answers(sandbox, nexus, thread, "Use select_related")
    first, second = (
        ada.begin_menu("Accept answer", answer),
        mara.begin_menu("Accept answer", answer),
    )
    await sandbox.until(lambda: first.message_ids and second.message_ids)
    contents = [ada.seen(first).content, mara.seen(second).content]
    assert sum("accepted already" in content for content in contents) == 1
    assert ada.seen(first).ephemeral
    assert mara.seen(second).ephemeral


async def test_the_cards_select_accepts_replaces_and_undoes(sandbox: Sandbox, nexus: Any) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    thread = await ask(sandbox)
    first, second = await answers(sandbox, nexus, thread, "Use only()", "Use select_related")
    choice = await ada.click("Accept", on=card_of(sandbox, thread))
    assert choice.ephemeral
    assert f"<@{kofi.id}>" in choice.content
    assert str(second.id) in choice.content
    accepted = await ada.select("Which answer?", [str(first.id)], on=choice)
    assert str(first.id) in accepted.content
    choice = await ada.click("Accept", on=card_of(sandbox, thread))
    replaced = await ada.select("Which answer?", [str(second.id)], on=choice)
    assert str(second.id) in replaced.content
    assert str(first.id) not in replaced.content
    choice = await ada.click("Accept", on=card_of(sandbox, thread))
    both = await ada.select("Which answer?", [str(first.id), str(second.id)], on=choice)
    assert str(first.id) in both.content
    choice = await ada.click("Accept", on=card_of(sandbox, thread))
    none = await ada.select("Which answer?", [], on=choice)
    assert "open again" in none.content


@pytest.mark.usefixtures("nexus")
async def test_without_answers_there_is_nothing_to_choose(sandbox: Sandbox) -> None:
    thread = await ask(sandbox)
    seen = await sandbox.member("ada").click("Accept", on=card_of(sandbox, thread))
    assert "Nobody has written" in seen.content
    assert seen.ephemeral


async def test_the_commands_accept_and_undo(sandbox: Sandbox, nexus: Any) -> None:
    ada = sandbox.member("ada")
    thread = await ask(sandbox)
    (answer,) = await answers(sandbox, nexus, thread, "Use select_related")
    ((_, value),) = await ada.autocomplete("question accept", answer="sel", channel=thread)
    assert value == str(answer.id)
    seen = await ada.slash("question accept", answer=value, channel=thread)
    assert "solved" in seen.content
    refused = await ada.slash("question accept", answer=value, channel=thread)
    assert "accepted already" in refused.content
    ((_, value),) = await ada.autocomplete("question unaccept", answer="", channel=thread)
    seen = await ada.slash("question unaccept", answer=value, channel=thread)
    assert "open again" in seen.content
    refused = await ada.slash("question unaccept", answer=value, channel=thread)
    assert "not accepted" in refused.content
    link = f"https://discord.com/channels/{sandbox.guild.id}/{thread.id}/{answer.id}"
    seen = await ada.slash("question accept", answer=link, question="1", channel=HOME)
    assert "solved" in seen.content


async def test_others_propose_and_the_asker_decides(sandbox: Sandbox, nexus: Any) -> None:
    ada, femi = sandbox.member("ada"), sandbox.member("femi")
    thread = await ask(sandbox)
    (answer,) = await answers(sandbox, nexus, thread, "Use select_related")
    await femi.menu("Accept answer", answer)
    proposal = await proposal_in(sandbox, thread)
    assert f"<@{ada.id}>" in proposal.content
    assert proposal.mention_ids == [ada.id]
    refused = await femi.click("Yes, accept it", on=proposal)
    assert "Only the one who asked" in refused.content
    again = await femi.menu("Accept answer", answer)
    assert "proposed this answer already" in again.content
    await ada.click("Yes, accept it", on=proposal)
    assert "solved" in proposal.content
    assert proposal.components == []
    await nexus.settle()
    assert "✅ Solved" in card_text(sandbox, thread)


async def test_the_asker_may_say_that_it_was_not_the_solution(sandbox: Sandbox, nexus: Any) -> None:
    ada, femi = sandbox.member("ada"), sandbox.member("femi")
    thread = await ask(sandbox)
    (answer,) = await answers(sandbox, nexus, thread, "Use select_related")
    choice = await femi.click("Accept", on=card_of(sandbox, thread))
    await femi.select("Which answer do you propose?", [str(answer.id)], on=choice)
    proposal = await proposal_in(sandbox, thread)
    await ada.click("Not this one", on=proposal)
    assert proposal.content == "That answer was not the solution yet."
    assert "❔" in card_text(sandbox, thread) or "💬" in card_text(sandbox, thread)


@pytest.mark.parametrize("where", ["card", "elsewhere"])
async def test_only_a_members_message_in_the_thread_is_an_answer(
    sandbox: Sandbox, nexus: Any, where: str
) -> None:
    ada = sandbox.member("ada")
    thread = await ask(sandbox)
    if where == "card":
        await sandbox.member("kofi").send("x", channel=thread)
        page = await _bots_message(sandbox, nexus, thread, ada)
        assert "written by a bot" in (await ada.menu("Accept answer", page)).content
    else:
        message = await ada.send("hello", channel="general")
        assert "not a question's thread" in (await ada.menu("Accept answer", message)).content


async def _bots_message(sandbox: Sandbox, nexus: Any, thread: Channel, asker: Member) -> Message:
    form = await asker.click("Edit", on=card_of(sandbox, thread))
    await asker.fill(form, {"What happens?": "long " * 400})
    await nexus.settle()
    return sandbox.messages(thread)[-1]


async def test_an_old_archived_thread_stays_silent(sandbox: Sandbox, nexus: Any) -> None:
    ada = sandbox.member("ada")
    thread = await ask(sandbox)
    (answer,) = await answers(sandbox, nexus, thread, "Use select_related")
    await ada.menu("Accept answer", answer)
    await nexus.settle()
    seen = await ada.slash("question unaccept", answer=str(answer.id), channel=thread)
    assert "open again" in seen.content
    await nexus.settle()
    assert thread.thread is not None
    thread.thread.archived = True
    before = len(sandbox.messages(thread))
    seen = await ada.slash("question accept", answer=str(answer.id), question="1", channel=HOME)
    assert "solved" in seen.content
    await nexus.settle()
    assert len(sandbox.messages(thread)) == before
    assert thread.thread.archived
    assert "✅ Solved" in card_text(sandbox, thread)


async def test_buttons_work_after_a_restart(sandbox: Sandbox, nexus: Any) -> None:
    ada = sandbox.member("ada")
    thread = await ask(sandbox)
    (answer,) = await answers(sandbox, nexus, thread, "Use select_related")
    choice = await ada.click("Accept", on=card_of(sandbox, thread))
    await nexus.restart()
    accepted = await ada.select("Which answer?", [str(answer.id)], on=choice)
    assert "solved" in accepted.content
    await nexus.settle()
    assert "✅ Solved" in card_text(sandbox, thread)


async def test_a_solver_who_left_stays_credited(sandbox: Sandbox, nexus: Any) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    thread = await ask(sandbox)
    (answer,) = await answers(sandbox, nexus, thread, "Use select_related")
    await kofi.leave()
    seen = await ada.menu("Accept answer", answer)
    assert "solved" in seen.content
    await nexus.settle()
    assert f"<@{kofi.id}>" in card_text(sandbox, thread)
