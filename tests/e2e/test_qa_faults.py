"""What Discord may do wrong on every route that questions use: nothing is lost, nothing doubled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.guilds import GuildSettings
from sandbox.client import Sandbox
from sandbox.world.channels import channel_event
from sandbox.world.models import Channel, Message
from storage import cards as cards_kept, guilds, questions
from tests.e2e.activity import eventually
from tests.nexus import Nexus
from tests.statements import reading, writing

TITLE = "Why does my queryset run twice?"
HOME = "prodevprojectnexus"
LONG = "word " * 500

SEND = "POST /channels/{channel_id}/messages"
THREAD = "POST /channels/{channel_id}/messages/{message_id}/threads"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
ORIGINAL = "PATCH /webhooks/{application_id}/{token}/messages/{message_id}"
CALLBACK = "POST /interactions/{interaction_id}/{token}/callback"


async def recover(nexus: Nexus) -> None:
    """Let the time pass after which a card is tried again."""
    for _ in range(3):
        await nexus.pass_time(timedelta(minutes=2))


async def ask(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    form = await ada.slash("ask", title=TITLE, channel=HOME)
    interaction = ada.begin_fill(form, {"What happens?": LONG})
    await sandbox.until(lambda: interaction.is_acknowledged)


async def everything_is_shown(nexus: Nexus) -> bool:
    async with reading(nexus.services.database) as connection:
        card = await cards_kept.find_card(connection, _guild(nexus), "question", 1)
        question = await questions.find_question(connection, _guild(nexus), 1)
    is_whole = card is not None and card.fault is None and card.shown >= card.wanted
    return is_whole and question is not None and question.place.thread_id is not None


def _guild(nexus: Nexus) -> int:
    return nexus.app.client.guilds[0].id


def cards(sandbox: Sandbox) -> list[Message]:
    return [m for m in sandbox.messages(HOME) if m.embeds and m.embeds[0].get("title") == TITLE]


def pages(sandbox: Sandbox, thread: Channel) -> list[Message]:
    return [m for m in sandbox.messages(thread) if "word" in m.content]


def is_whole(sandbox: Sandbox) -> None:
    (thread,) = sandbox.threads(HOME)
    assert [card.id for card in cards(sandbox)] == [thread.id]
    assert len(pages(sandbox, thread)) == 2


@pytest.mark.parametrize("route", [SEND, THREAD])
@pytest.mark.parametrize("fault", ["fail", "drop", "rate limit"])
async def test_a_question_is_posted_once_whatever_happens(
    sandbox: Sandbox, nexus: Nexus, route: str, fault: str
) -> None:
    if fault == "fail":
        sandbox.faults.fail(route, status=503)
    elif fault == "drop":
        sandbox.faults.drop_after(route)
    else:
        sandbox.faults.rate_limit(route, 0.05)
    await ask(sandbox)
    await recover(nexus)
    await eventually(lambda: everything_is_shown(nexus))
    is_whole(sandbox)


async def test_a_question_whose_asker_was_not_told_is_there(sandbox: Sandbox, nexus: Nexus) -> None:
    sandbox.faults.fail(ORIGINAL, status=503)
    await ask(sandbox)
    await eventually(lambda: everything_is_shown(nexus))
    is_whole(sandbox)


@pytest.mark.parametrize("fault", ["fail", "drop", "rate limit"])
async def test_a_card_follows_in_the_end(sandbox: Sandbox, nexus: Nexus, fault: str) -> None:
    ada = sandbox.member("ada")
    await ask(sandbox)
    await eventually(lambda: everything_is_shown(nexus))
    if fault == "fail":
        sandbox.faults.fail(EDIT, status=503)
    elif fault == "drop":
        sandbox.faults.drop_after(EDIT)
    else:
        sandbox.faults.rate_limit(EDIT, 0.05)
    closed = await ada.slash("question close", resolution="stale", question="1", channel=HOME)
    assert "Stale" in closed.content
    await recover(nexus)
    assert "🔒 Stale" in str(cards(sandbox)[0].embeds)


async def test_what_was_accepted_stays_accepted_though_the_reply_was_lost(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    await ask(sandbox)
    await eventually(lambda: everything_is_shown(nexus))
    (thread,) = sandbox.threads(HOME)
    answer = await kofi.send("Use select_related", channel=thread)
    await nexus.settle()
    sandbox.faults.fail(CALLBACK, status=503)
    ada.begin_menu("Accept answer", answer)
    await sandbox.until(lambda: "✅ Solved" in str(cards(sandbox)[0].embeds))
    again = await ada.menu("Accept answer", answer)
    assert f"accepted already, by <@{ada.id}>" in again.content


async def test_a_click_whose_reply_was_lost_still_reaches_the_card(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    kofi = sandbox.member("kofi")
    await ask(sandbox)
    await eventually(lambda: everything_is_shown(nexus))
    sandbox.faults.fail(CALLBACK, status=503)
    kofi.begin_click("Claim", on=cards(sandbox)[0])
    await sandbox.until(lambda: f"<@{kofi.id}>" in str(cards(sandbox)[0].embeds))


async def test_a_crash_before_anything_was_posted_costs_nothing(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    sandbox.faults.fail(SEND, status=503)
    await ask(sandbox)
    await nexus.restart()
    await nexus.settle()
    assert await everything_is_shown(nexus)
    is_whole(sandbox)


async def test_a_crash_between_posting_and_recording_doubles_nothing(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    sandbox.faults.drop_after(SEND)
    await ask(sandbox)
    await nexus.restart()
    await nexus.settle()
    assert await everything_is_shown(nexus)
    is_whole(sandbox)


async def test_an_invalid_session_changes_nothing(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    await ask(sandbox)
    await eventually(lambda: everything_is_shown(nexus))
    sandbox.gateway.reconnect()
    await sandbox.until(sandbox.gateway.sessions.connected)
    closed = await ada.slash("question close", resolution="stale", question="1", channel=HOME)
    assert "Stale" in closed.content


async def test_a_missing_permission_is_waited_for(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    await ask(sandbox)
    await eventually(lambda: everything_is_shown(nexus))
    sandbox.faults.fail(EDIT, status=403, code=50013)
    await ada.slash("question close", resolution="stale", question="1", channel=HOME)
    await recover(nexus)
    assert "🔒 Stale" not in str(cards(sandbox)[0].embeds)
    changed = channel_event("CHANNEL_UPDATE", sandbox.channel(HOME))
    sandbox.world.emit(changed)
    await sandbox.until(lambda: "🔒 Stale" in str(cards(sandbox)[0].embeds))


async def test_an_unreadable_history_is_no_proof_that_nothing_was_posted(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    sandbox.faults.drop_after(SEND)
    sandbox.faults.fail("GET /channels/{channel_id}/messages", status=403, times=9, code=50001)
    await ask(sandbox)
    await recover(nexus)
    await nexus.restart()
    await nexus.settle()
    assert len(cards(sandbox)) == 1
    assert not await everything_is_shown(nexus)
    sandbox.faults.clear()
    await nexus.restart()
    await nexus.settle()
    assert await everything_is_shown(nexus)
    is_whole(sandbox)


async def test_a_question_goes_to_the_channel_in_use_when_its_own_is_gone(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada, mara = sandbox.member("ada"), sandbox.member("mara")
    await ask(sandbox)
    await eventually(lambda: everything_is_shown(nexus))
    await mara.delete_channel(sandbox.channel(HOME))
    async with writing(nexus.services.database) as connection:
        chosen = GuildSettings(sandbox.guild.id, question_channel_id=sandbox.channel("general").id)
        await guilds.save_settings(connection, chosen)
    nexus.services.guilds.forget(sandbox.guild.id)
    await nexus.settle()
    await ada.slash("question close", resolution="stale", question="1", channel="general")
    await ada.slash("question reopen", question="1", channel="general")
    await nexus.settle()
    (thread,) = sandbox.threads("general")
    assert thread.name == TITLE
