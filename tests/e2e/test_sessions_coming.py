"""Study sessions are planned, answered, changed and cancelled."""

from __future__ import annotations

import asyncio

import pytest

from domain.guilds import GuildSettings
from sandbox.client import Sandbox
from storage import guilds
from tests.e2e.sessions import (
    DAY,
    HOME,
    HOUR,
    cards,
    field,
    names,
    plan,
    press,
    said,
    starts_at,
    thread,
    words,
)
from tests.nexus import Nexus
from tests.statements import writing

pytestmark = pytest.mark.usefixtures("nexus")


async def test_nothing_is_saved_before_it_was_seen(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    seen = await ada.slash(
        "session create",
        title="Django signals",
        when="every Tuesday at 18:00, 4 times",
        length="1h30",
        seats=2,
        zone="Nairobi",
        before="2h, 10m",
        link="https://meet.example.com/django",
    )
    assert "🔁 every Tuesday at 18:00, 4 times (Africa/Nairobi)" in seen.text
    assert "1 h 30 min" in seen.text
    assert "2 seats" in seen.text
    assert "2 hours before, 10 minutes before" in seen.text
    assert cards(sandbox) == []
    form = await ada.click("Write more about it", on=seen)
    seen = await ada.fill(form, {"Text": "Bring a project."})
    assert "Bring a project." in seen.text
    await nexus.restart()
    # The second press comes before the first is answered.
    await asyncio.gather(*(ada.click("Create", on=seen) for _ in range(2)))
    await nexus.settle()
    card = cards(sandbox)[0]
    assert len(sandbox.threads(HOME)) == len(cards(sandbox)) == 2
    assert card.embeds[0]["title"] == "Django signals"
    assert card.embeds[0]["description"] == "Bring a project."
    assert "every Tuesday at 18:00" in field(card, "When")
    assert field(card, "Where") == "<https://meet.example.com/django>"
    (thread,) = [t for t in sandbox.threads(HOME) if t.id == card.id]
    assert "Django signals" in thread.name


async def test_what_was_not_understood_is_said(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    for typed, said_of_it in (
        ("03/04 18:00", "could be"),
        ("yesterday 9:00", "yesterday"),
        ("2020-01-01 9:00", "which is past"),
    ):
        seen = await ada.slash("session create", title="X", when=typed)
        assert said_of_it in seen.text
    seen = await ada.slash("session create", title="X", when="tomorrow 9:00", length="long")
    assert "no length" in seen.text
    seen = await ada.slash("session create", title="X", when="tomorrow 9:00", link="meet")
    assert "no link" in seen.text


async def test_seats_are_taken_waited_for_and_given_up(sandbox: Sandbox, nexus: Nexus) -> None:
    await plan(sandbox, nexus, seats=1)
    (card,) = cards(sandbox)
    kofi, femi = sandbox.member("kofi"), sandbox.member("femi")
    seen = await press(sandbox, nexus, card, "kofi", "Going")
    assert "You are going" in seen.text
    seen = await press(sandbox, nexus, card, "femi", "Going")
    assert "number 1 on the waitlist" in seen.text
    seen = await press(sandbox, nexus, card, "lindiwe", "Going")
    assert "number 2 on the waitlist" in seen.text
    await press(sandbox, nexus, card, "femi", "Going")
    assert field(card, "Going (1/1)") == f"<@{kofi.id}>"
    assert "(2)" in next(name for name in names(card) if "Waiting" in name)
    await nexus.restart()
    await press(sandbox, nexus, card, "kofi", "Can't")
    assert field(card, "Going (1/1)") == f"<@{femi.id}>"
    (told,) = [m.content for m in femi.direct_messages()]
    assert "A seat became free" in told
    assert kofi.direct_messages() == []


async def test_a_seat_is_told_in_the_thread_where_direct_messages_are_closed(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus, seats=1)
    (card,) = cards(sandbox)
    femi = sandbox.member("femi")
    femi.closed_dms = True
    await press(sandbox, nexus, card, "kofi", "Going")
    await press(sandbox, nexus, card, "femi", "Going")
    await press(sandbox, nexus, card, "kofi", "Maybe")
    (told,) = said(sandbox, card)
    assert told.mention_ids == [femi.id]
    assert "A seat became free" in told.content


async def test_more_seats_let_those_in_who_wait_and_fewer_throw_nobody_out(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus, seats=1)
    (card,) = cards(sandbox)
    for name in ("kofi", "femi"):
        await press(sandbox, nexus, card, name, "Going")
    ada = sandbox.member("ada")
    seen = await ada.slash("session edit", session=str(number), seats=2)
    await ada.click("Save", on=seen)
    await nexus.settle()
    assert "Going (2/2)" in " ".join(names(card))
    seen = await ada.slash("session edit", session=str(number), seats=1)
    await ada.click("Save", on=seen)
    await nexus.settle()
    assert "Going (2/1)" in " ".join(names(card))
    await press(sandbox, nexus, card, "lindiwe", "Going")
    seen = await ada.slash("session edit", session=str(number), seats=0)
    await ada.click("Save", on=seen)
    await nexus.settle()
    assert "Going (3)" in " ".join(names(card))


async def test_what_has_begun_is_not_moved(sandbox: Sandbox, nexus: Nexus) -> None:
    number = await plan(sandbox, nexus, "every day at 18:00 UTC, 3 times", length="2h")
    await nexus.pass_time(await starts_at(sandbox, nexus, number) - nexus.clock() + HOUR / 2)
    ada = sandbox.member("ada")
    for options in ({"when": words(nexus, DAY)}, {"scope": "following", "title": "Later"}):
        seen = await ada.slash("session edit", session=str(number), **options)
        seen = await ada.click("Save", on=seen)
        assert "Its time has come already" in seen.text
    seen = await ada.slash("session edit", session=str(number), title="Signals, now")
    seen = await ada.click("Save", on=seen)
    await nexus.settle()
    assert cards(sandbox)[0].embeds[0]["title"] == "Signals, now"


async def test_one_of_a_series_is_moved_and_those_who_come_are_told(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus, "every day at 18:00 UTC")
    first, second, *_ = cards(sandbox)
    await press(sandbox, nexus, first, "kofi", "Going")
    before = await starts_at(sandbox, nexus, number + 1)
    ada = sandbox.member("ada")
    to = words(nexus, 20 * DAY)
    seen = await ada.slash("session edit", session=str(number), when=to, title="Signals, later")
    assert "Only this one changes" in seen.text
    await ada.click("Save", on=seen)
    await nexus.settle()
    assert first.embeds[0]["title"] == "Signals, later"
    assert second.embeds[0]["title"] == "Django signals"
    (told,) = said(sandbox, first)
    assert told.mention_ids == [sandbox.member("kofi").id]
    assert "has changed" in told.content
    assert await starts_at(sandbox, nexus, number + 1) == before
    assert await starts_at(sandbox, nexus, number) > before
    seen = await ada.slash("session edit", session=str(number), when="every day at 9")
    assert "only happen once" in seen.text


async def test_this_and_all_after_it_change_and_keep_their_answers(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus, "every day at 18:00 UTC, 5 times")
    posted = cards(sandbox)
    assert len(posted) == 5
    await press(sandbox, nexus, posted[2], "kofi", "Going")
    times = [await starts_at(sandbox, nexus, number + n) for n in range(5)]
    ada = sandbox.member("ada")
    seen = await ada.slash(
        "session edit",
        session=str(number + 2),
        scope="following",
        title="Signals in the morning",
        when=f"every day at 9:00 UTC starting {times[2]:%Y-%m-%d}, 2 times",
    )
    assert "answers are kept" in seen.text
    await ada.click("Save", on=seen)
    await nexus.settle()
    titles = [card.embeds[0]["title"] for card in posted]
    assert titles[:2] == ["Django signals"] * 2
    assert titles[2:4] == ["Signals in the morning"] * 2
    assert field(posted[2], "Going") == f"<@{sandbox.member('kofi').id}>"
    assert await starts_at(sandbox, nexus, number + 2) == times[2] - 9 * HOUR
    assert "Cancelled" in field(posted[4], "When")
    assert len(cards(sandbox)) == 5
    await nexus.pass_time(7 * HOUR)
    assert len(cards(sandbox)) == 5


async def test_a_session_is_cancelled_after_a_question_and_people_are_told(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus, "every day at 18:00 UTC, 3 times")
    posted = cards(sandbox)
    await press(sandbox, nexus, posted[1], "kofi", "Going")
    femi = sandbox.member("femi")
    seen = await femi.slash("session cancel", session=str(number + 1))
    assert "Only its host or a moderator" in seen.text
    ada = sandbox.member("ada")
    seen = await ada.slash("session cancel", session=str(number + 1), scope="following")
    kept = await ada.click("Keep it", on=seen)
    assert "Nothing was cancelled" in kept.text
    seen = await ada.slash("session cancel", session=str(number + 1), scope="following")
    form = await ada.click("Cancel it", on=seen)
    seen = await ada.fill(form, {"Why": "The room is *taken*."})
    assert "2 sessions are cancelled" in seen.text
    await nexus.settle()
    states = ["Cancelled" in field(card, "When") for card in posted]
    assert states == [False, True, True]
    (told,) = said(sandbox, posted[1])
    assert r"The room is \*taken\*." in told.content
    seen = await femi.click("Going", on=posted[0])
    assert "You are going" in seen.text
    await nexus.pass_time(7 * HOUR)
    assert len(cards(sandbox)) == 3


async def test_lists_show_what_is_to_come_and_what_is_mine(sandbox: Sandbox, nexus: Nexus) -> None:
    kofi = sandbox.member("kofi")
    seen = await kofi.slash("session list")
    assert "No session is planned" in seen.text
    await plan(sandbox, nexus, "every day at 18:00 UTC, 12 times")
    posted = cards(sandbox)
    await press(sandbox, nexus, posted[3], "kofi", "Maybe")
    seen = await kofi.slash("session list")
    assert seen.text.count("Django signals") == 8
    seen = await kofi.click("Next ▶", on=seen)
    assert seen.text.count("Django signals") == 4
    seen = await kofi.slash("session list", mine=True)
    assert seen.text.count("Django signals") == 1
    offered = await kofi.autocomplete("session show", session="signals")
    assert len(offered) == 12
    seen = await kofi.slash("session show", session=offered[3][1])
    assert "Session 4" in str(seen.embeds)


async def test_a_card_that_was_posted_and_not_recorded_is_found(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    async with writing(nexus.services.database) as connection:
        await connection.execute(
            "UPDATE session_occurrences SET message_id = NULL, thread_id = NULL"
        )
        await connection.execute("UPDATE cards SET shown = 0, message_id = NULL")
    await nexus.restart()
    await nexus.settle()
    assert [message.id for message in cards(sandbox)] == [card.id]
    await press(sandbox, nexus, card, "kofi", "Going")
    assert field(card, "Going") == f"<@{sandbox.member('kofi').id}>"


async def test_a_french_server_reads_french(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    ada.locale = "fr"
    seen = await ada.slash("session create", title="Signaux", when="tous les lundis à 18h")
    assert "chaque lundi à 18:00" in seen.text
    await ada.click("Créer", on=seen)
    await nexus.settle()
    (card, *_) = cards(sandbox)
    seen = await ada.click("Going", on=card)
    assert "Vous venez" in seen.text


async def test_who_leaves_the_server_or_is_forgotten_gives_up_her_seat(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus, seats=1)
    (card,) = cards(sandbox)
    kofi, femi, lindiwe = (sandbox.member(name) for name in ("kofi", "femi", "lindiwe"))
    for name in ("kofi", "femi", "lindiwe"):
        await press(sandbox, nexus, card, name, "Going")
    await kofi.leave()
    await nexus.settle()
    assert field(card, "Going (1/1)") == f"<@{femi.id}>"
    seen = await femi.slash("me erase")
    seen = await femi.click("Yes, erase", on=seen)
    seen = await femi.click("Erase for good", on=seen)
    await nexus.settle()
    assert field(card, "Going (1/1)") == f"<@{lindiwe.id}>"
    assert len(lindiwe.direct_messages()) == 1


async def test_the_host_is_told_of_what_cannot_be_posted(sandbox: Sandbox, nexus: Nexus) -> None:
    await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    await press(sandbox, nexus, card, "kofi", "Going")
    ada, mara = sandbox.member("ada"), sandbox.member("mara")
    await mara.delete(card)
    await nexus.settle()
    (card,) = cards(sandbox)  # it comes back once
    assert ada.direct_messages() == []
    await mara.delete(card)
    await nexus.settle()
    await nexus.restart()
    seen = await ada.slash("session edit", session="1", title="Receivers")
    await ada.click("Save", on=seen)
    await nexus.settle()
    (told,) = [m.content for m in ada.direct_messages()]
    assert "Somebody deleted it" in told
    assert "signals" in told
    await mara.delete_channel(thread(sandbox, card))
    await nexus.pass_time(2 * DAY + HOUR)
    await nexus.pass_time(HOUR / 60)
    reports = [m.content for m in ada.direct_messages()][1:]
    assert len(reports) == 1
    assert "The channel was deleted" in reports[0]
    assert "Receivers" in reports[0]


async def test_a_session_lives_in_a_forum_until_its_post_is_deleted(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    forum, ada, mara = sandbox.channel("questions"), sandbox.member("ada"), sandbox.member("mara")
    settings = GuildSettings(sandbox.guild.id, session_channel_id=forum.id)
    await nexus.services.database.write(guilds.save_settings, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    await plan(sandbox, nexus)
    (post,) = sandbox.threads(forum)
    assert post.name.endswith("Django signals")
    await press(sandbox, nexus, sandbox.messages(post)[0], "kofi", "Going")
    assert field(sandbox.messages(post)[0], "Going") == f"<@{sandbox.member('kofi').id}>"
    await mara.delete_channel(post)
    await nexus.restart()
    await nexus.settle()
    assert sandbox.threads(forum) == []
    assert ada.direct_messages() == []
    seen = await sandbox.member("kofi").slash("session show", session="1")
    assert "Post again" not in str(seen.components)
    seen = await ada.slash("session show", session="1")
    await ada.click("Post again", on=seen)
    await nexus.settle()
    (post,) = sandbox.threads(forum)
    assert field(sandbox.messages(post)[0], "Going") == f"<@{sandbox.member('kofi').id}>"
