"""Reminders of study sessions: on time, one way for each member, and never of what is over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cogs.sessions.actions.reminders import MOST_MENTIONED
from domain.deliveries import DeliveryState
from sandbox.client import Sandbox
from sandbox.world.channels import delete_channel
from sandbox.world.models import Message
from sandbox.world.permissions import Permission
from storage import deliveries
from tests.e2e.permissions import deny, deny_role
from tests.e2e.sessions import (
    DAY,
    HOME,
    HOUR,
    cards,
    field,
    fill_session,
    names,
    plan,
    press,
    said,
    words,
)
from tests.nexus import Nexus
from tests.statements import reading

pytestmark = pytest.mark.usefixtures("nexus")

MINUTE = timedelta(minutes=1)
SENDING = "POST /channels/{channel_id}/messages"


async def in_time(nexus: Nexus, period: timedelta) -> None:
    """Let time pass, and a few seconds more, for what waits for direct messages."""
    await nexus.pass_time(period)
    for _ in range(3):
        await nexus.pass_time(timedelta(seconds=6))


def reminders(sandbox: Sandbox, card: Message) -> list[Message]:
    return [message for message in said(sandbox, card) if "🔔" in message.content]


async def coming(sandbox: Sandbox, nexus: Nexus, card: Message, *names: str) -> None:
    for name in names:
        await press(sandbox, nexus, card, name, "Going")


async def test_those_who_come_are_reminded_in_one_message_a_day_and_a_quarter_before(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    await coming(sandbox, nexus, card, "kofi")
    await press(sandbox, nexus, card, "femi", "Maybe")
    await press(sandbox, nexus, card, "lindiwe", "Can't")
    kofi, femi = sandbox.member("kofi").id, sandbox.member("femi").id
    await in_time(nexus, 2 * DAY - 2 * MINUTE)
    assert reminders(sandbox, card) == []
    await in_time(nexus, 2 * MINUTE)
    (first,) = reminders(sandbox, card)
    assert sorted(first.mention_ids) == sorted([kofi, femi])
    assert "Late" not in first.content
    await nexus.restart()
    await in_time(nexus, DAY - 20 * MINUTE)
    assert len(reminders(sandbox, card)) == 1
    await in_time(nexus, 5 * MINUTE)
    assert len(reminders(sandbox, card)) == 2
    await in_time(nexus, HOUR)
    assert len(reminders(sandbox, card)) == 2


async def test_direct_messages_take_the_threads_place(sandbox: Sandbox, nexus: Nexus) -> None:
    await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    await coming(sandbox, nexus, card, "kofi", "femi")
    femi = sandbox.member("femi")
    seen = await femi.slash("me reminders", route="dm")
    assert "by direct message" in seen.text
    await in_time(nexus, 2 * DAY + MINUTE)
    (told,) = [m.content for m in femi.direct_messages()]
    assert "Django signals" in told
    (reminder,) = reminders(sandbox, card)
    assert reminder.mention_ids == [sandbox.member("kofi").id]


@pytest.mark.parametrize("loss", ["thread deleted", "thread closed to the bot", "channel deleted"])
async def test_those_who_come_are_reminded_without_the_thread(
    sandbox: Sandbox, nexus: Nexus, loss: str
) -> None:
    await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    await coming(sandbox, nexus, card, "kofi", "femi")
    world, kofi = sandbox.world, sandbox.member("kofi")
    if loss == "thread deleted":
        delete_channel(world, world.channels[card.id])
    elif loss == "channel deleted":
        delete_channel(world, sandbox.channel(HOME))
    else:
        deny(sandbox, sandbox.channel(HOME), Permission.SEND_MESSAGES_IN_THREADS)
    await nexus.settle()
    await in_time(nexus, 2 * DAY + MINUTE)
    there = [] if loss == "channel deleted" else sandbox.messages(HOME)
    told = [m for m in there if kofi.id in m.mention_ids] + kofi.direct_messages()
    assert sum("🔔" in message.content for message in told) == 1


async def test_no_direct_message_goes_to_who_no_longer_sees_the_channel(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    await coming(sandbox, nexus, card, "kofi", "femi")
    kofi, femi = sandbox.member("kofi"), sandbox.member("femi")
    for member in (kofi, femi):
        await member.slash("me reminders", route="dm", channel="general")
    backend = next(r for r in sandbox.guild.roles.values() if r.name == "Backend")
    deny_role(sandbox, backend, sandbox.channel(HOME), Permission.VIEW_CHANNEL)
    await in_time(nexus, 2 * DAY + MINUTE)
    assert len(femi.direct_messages()) == 1
    assert kofi.direct_messages() == []
    (exported,) = [data for _, data in (await kofi.slash("me export", channel="general")).files]
    assert b"Django signals" not in exported
    assert b'"answer": "going"' in exported


async def test_closed_direct_messages_are_made_up_for_in_the_one_message_of_the_thread(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    await coming(sandbox, nexus, card, "kofi", "femi", "lindiwe")
    for name in ("femi", "lindiwe"):
        member = sandbox.member(name)
        await member.slash("me reminders", route="dm")
        member.closed_dms = True
    await in_time(nexus, 2 * DAY + MINUTE)
    (reminder,) = reminders(sandbox, card)
    ids = sorted(sandbox.member(name).id for name in ("kofi", "femi", "lindiwe"))
    assert sorted(reminder.mention_ids) == ids
    for name, is_host in (("ada", True), ("kofi", False)):
        shown = await sandbox.member(name).slash("session show", session="1")
        assert ("no direct messages" in shown.text) is is_host
    seen = await sandbox.member("femi").slash("me reminders")
    assert "by direct message" in seen.text  # nothing was switched off


async def test_everybody_has_times_of_her_own_and_may_have_none(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    await coming(sandbox, nexus, card, "kofi", "femi")
    kofi, femi = sandbox.member("kofi"), sandbox.member("femi")
    seen = await kofi.slash("me reminders", before="2h, 0")
    assert "2 hours before, when it begins" in seen.text
    await femi.slash("me reminders", route="off")
    await in_time(nexus, 3 * DAY - 3 * HOUR)
    assert reminders(sandbox, card) == []
    await in_time(nexus, HOUR)
    assert [m.mention_ids for m in reminders(sandbox, card)] == [[kofi.id]]
    await in_time(nexus, 2 * HOUR)
    assert [m.mention_ids for m in reminders(sandbox, card)] == [[kofi.id]] * 2
    seen = await kofi.slash("me reminders", before="default")
    assert "as each session says" in seen.text
    seen = await kofi.slash("me reminders", before="soon")
    assert "no time before the start" in seen.text


async def test_a_series_has_times_of_its_own_and_reminds_at_once_when_asked(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus, before="3h")
    (card,) = cards(sandbox)
    await coming(sandbox, nexus, card, "kofi")
    ada = sandbox.member("ada")
    seen = await ada.slash("session remind", session=str(number), before="5h")
    assert "5 hours before" in seen.text
    await in_time(nexus, 3 * DAY - 4 * HOUR)
    assert len(reminders(sandbox, card)) == 1
    await in_time(nexus, 2 * HOUR)
    assert len(reminders(sandbox, card)) == 1
    seen = await ada.slash("session remind", session=str(number))
    assert "reminded now" in seen.text
    await in_time(nexus, timedelta())
    assert len(reminders(sandbox, card)) == 2
    seen = await ada.slash("session remind", session=str(number))
    assert "a few minutes ago" in seen.text
    seen = await sandbox.member("kofi").slash("session remind", session=str(number))
    assert "Only its host" in seen.text


async def test_after_an_outage_one_late_reminder_comes_and_none_of_what_is_over(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus)
    await plan(sandbox, nexus, words(nexus, DAY + HOUR), title="Docker")
    later, sooner = cards(sandbox)
    for card in (later, sooner):
        await coming(sandbox, nexus, card, "kofi")
    await nexus.stop()
    nexus.clock.advance(2 * DAY + 6 * HOUR)
    await nexus.start()
    await in_time(nexus, timedelta())
    (late,) = reminders(sandbox, later)
    assert "⏰ Late" in late.content
    assert reminders(sandbox, sooner) == []
    assert "It is over" in field(sooner, "When")
    seen = await sandbox.member("kofi").slash("session show", session="2")
    ledger = field(seen.message, "Reminders") if seen.message else ""
    assert ledger.count("left out. The session had begun by then.") == 2


async def test_the_longer_reminder_is_left_out_once_the_shorter_ones_time_has_come(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    await coming(sandbox, nexus, card, "kofi")
    await nexus.stop()
    nexus.clock.advance(3 * DAY - 10 * MINUTE)
    await nexus.start()
    await in_time(nexus, timedelta())
    assert len(reminders(sandbox, card)) == 1


async def test_who_has_no_shorter_reminder_gets_the_longer_one_late(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    await coming(sandbox, nexus, card, "kofi", "femi")
    femi = sandbox.member("femi")
    await femi.slash("me reminders", before="24h")
    await nexus.stop()
    nexus.clock.advance(3 * DAY - 10 * MINUTE)
    await nexus.start()
    await in_time(nexus, timedelta())
    mentioned = sorted(message.mention_ids for message in reminders(sandbox, card))
    assert mentioned == sorted([[sandbox.member("kofi").id], [femi.id]])


async def test_more_than_one_message_can_mention_are_each_mentioned_once(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    ids = await fill_session(sandbox, nexus, number, [f"learner-{n}" for n in range(150)])
    sandbox.faults.drop_after(SENDING)
    await in_time(nexus, 2 * DAY + MINUTE)
    await nexus.restart()
    await in_time(nexus, MINUTE)
    mentioned = [i for message in reminders(sandbox, card) for i in message.mention_ids]
    assert sorted(mentioned) == sorted(ids)
    assert len(reminders(sandbox, card)) == 3


async def test_only_those_of_the_post_that_failed_are_reminded_directly(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    names = [f"learner-{n}" for n in range(150)]
    ids = await fill_session(sandbox, nexus, number, names)
    sandbox.faults.fail(SENDING, 403, code=50001)
    await in_time(nexus, 2 * DAY + MINUTE)
    mentioned = [i for message in reminders(sandbox, card) for i in message.mention_ids]
    directly = [
        i for i, name in zip(ids, names, strict=True) if sandbox.member(name).direct_messages()
    ]
    assert len(directly) == MOST_MENTIONED
    assert sorted(mentioned + directly) == sorted(ids)


async def test_a_session_that_is_moved_is_reminded_of_by_its_new_time(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    await coming(sandbox, nexus, card, "kofi")
    ada = sandbox.member("ada")
    seen = await ada.slash("session edit", session=str(number), when=words(nexus, 5 * DAY))
    await ada.click("Save", on=seen)
    await in_time(nexus, 3 * DAY)
    assert reminders(sandbox, card) == []
    await in_time(nexus, DAY + MINUTE)
    assert len(reminders(sandbox, card)) == 1
    async with reading(nexus.services.database) as connection:
        rows = await deliveries.list_ledger(
            connection, sandbox.guild.id, ("sessions-reminder",), number, limit=9
        )
    skipped = [row.reason for row in rows if row.state is DeliveryState.SKIPPED]
    assert skipped == ["sessions-moved-on"] * 2


async def test_a_session_that_is_moved_and_back_is_reminded_of(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    first = words(nexus, 3 * DAY)
    number = await plan(sandbox, nexus, when=first)
    (card,) = cards(sandbox)
    await coming(sandbox, nexus, card, "kofi")
    ada = sandbox.member("ada")
    for when in (words(nexus, 5 * DAY), first):
        seen = await ada.slash("session edit", session=str(number), when=when)
        await ada.click("Save", on=seen)
    await in_time(nexus, 2 * DAY + MINUTE)
    assert len(reminders(sandbox, card)) == 1


async def test_a_reminder_whose_answer_is_lost_is_not_doubled(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    await coming(sandbox, nexus, card, "kofi")
    sandbox.faults.drop_after(SENDING)
    await in_time(nexus, 2 * DAY + MINUTE)
    await in_time(nexus, MINUTE)
    assert len(reminders(sandbox, card)) == 1


async def test_who_came_is_noted_and_the_host_is_asked_for_notes(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus, length="30")
    (card,) = cards(sandbox)
    await coming(sandbox, nexus, card, "kofi", "femi")
    await in_time(nexus, 3 * DAY)
    assert "It goes on now" in field(card, "When")
    seen = await press(sandbox, nexus, card, "kofi", "I am here")
    assert "you are here" in seen.text
    seen = await press(sandbox, nexus, card, "kofi", "I am here")
    assert "noted already" in seen.text
    assert "1 member came" in field(card, "Attendance")
    await in_time(nexus, HOUR)
    assert "It is over" in field(card, "When")
    ada = sandbox.member("ada")
    (summary,) = [m.content for m in ada.direct_messages()]
    assert f"<@{sandbox.member('kofi').id}>" in summary
    assert f"Said they would come: <@{sandbox.member('femi').id}>" in summary
    asking = said(sandbox, card)[-1]
    form = await ada.click("Write notes", on=asking)
    seen = await ada.fill(form, {"Notes": "We wrote a receiver."})
    assert "Kept" in seen.text
    await nexus.settle()
    assert field(card, "Notes") == "We wrote a receiver."
    seen = await sandbox.member("kofi").click("Write notes", on=asking)
    assert "Only its host" in seen.text
    seen = await sandbox.member("kofi").slash("session attendance", session=str(number))
    assert "checked in" in seen.text
    offered = await ada.autocomplete("session attendance", session="django")
    assert [value for _, value in offered] == [str(number)]


async def test_what_is_over_takes_no_answers(sandbox: Sandbox, nexus: Nexus) -> None:
    await plan(sandbox, nexus, length="30")
    (card,) = cards(sandbox)
    await press(sandbox, nexus, card, "kofi", "Going")
    await in_time(nexus, 3 * DAY + HOUR)
    buttons = [b for row in card.components for b in row["components"]]
    assert all(button["disabled"] for button in buttons)
    assert "Going (1)" in " ".join(names(card))


async def test_who_is_in_the_voice_channel_has_come(sandbox: Sandbox, nexus: Nexus) -> None:
    room = sandbox.channel("Study room")
    number = await plan(sandbox, nexus, place=room, length="1h")
    (card,) = cards(sandbox)
    kofi, femi, lindiwe = (sandbox.member(name) for name in ("kofi", "femi", "lindiwe"))
    await kofi.join_voice(room)
    await nexus.settle()
    await nexus.pass_time(3 * DAY)
    assert "1 member came" in field(card, "Attendance")
    await femi.join_voice(room)
    await nexus.settle()
    await nexus.pass_time(20 * MINUTE)
    await kofi.leave_voice()
    await nexus.settle()
    await nexus.stop()
    await femi.leave_voice()
    await lindiwe.join_voice(room)
    nexus.clock.advance(10 * MINUTE)
    await nexus.start()
    await nexus.settle()
    assert "3 members came" in field(card, "Attendance")
    await in_time(nexus, HOUR)
    seen = await sandbox.member("ada").slash("session attendance", session=str(number))
    lines = {line.split()[1]: line for line in seen.text.splitlines() if line.startswith("- ")}
    for member, minutes in ((kofi, "20"), (femi, "30")):
        assert f"in the voice channel, {minutes} min" in lines[f"<@{member.id}>"]
    assert len(lines) == 3
