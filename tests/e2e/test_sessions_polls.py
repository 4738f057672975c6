"""Finding a time together, and taking sessions along in a calendar."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from sandbox.client import Sandbox, Seen
from sandbox.world.models import Message
from tests.e2e.sessions import DAY, HOME, HOUR, cards, field, plan, press, starts_at, words
from tests.nexus import Nexus

pytestmark = pytest.mark.usefixtures("nexus")


def polls(sandbox: Sandbox) -> list[Message]:
    return [message for message in sandbox.messages(HOME) if "🗓️" in message.content]


async def offer(sandbox: Sandbox, nexus: Nexus) -> Message:
    slots = "; ".join(words(nexus, n * DAY) for n in (2, 3, 4))
    seen = await sandbox.member("ada").slash("session poll", title="Docker", slots=slots)
    assert "The poll is posted" in seen.text, seen.text
    await nexus.settle()
    (poll,) = polls(sandbox)
    return poll


async def mark(sandbox: Sandbox, nexus: Nexus, poll: Message, name: str, *numbers: int) -> Seen:
    """A member marks slots by their numbers."""
    member = sandbox.member(name)
    seen = await member.click("Mark what fits me", on=poll)
    assert seen.message is not None
    options = seen.message.components[0]["components"][0]["options"]
    labels = [options[number]["label"] for number in numbers]
    seen = await member.select("The times that fit you", labels, on=seen)
    await nexus.settle()
    return seen


async def test_the_slot_that_fits_most_becomes_a_session(sandbox: Sandbox, nexus: Nexus) -> None:
    poll = await offer(sandbox, nexus)
    await mark(sandbox, nexus, poll, "kofi", 0, 1)
    await mark(sandbox, nexus, poll, "femi", 1, 2)
    await mark(sandbox, nexus, poll, "lindiwe", 2)
    await mark(sandbox, nexus, poll, "lindiwe", 0)
    assert "3 members have answered" in poll.content
    kofi = sandbox.member("kofi")
    seen = await kofi.click("Take the best", on=poll)
    assert "Only its host" in seen.text
    await nexus.restart()
    ada = sandbox.member("ada")
    await asyncio.gather(*(ada.click("Take the best", on=poll) for _ in range(2)))
    await nexus.settle()
    (card,) = cards(sandbox)
    going = field(card, "Going")
    assert {f"<@{sandbox.member(name).id}>" in going for name in ("kofi", "lindiwe")} == {True}
    assert "A session came of it" in poll.content
    assert poll.components == []


async def test_a_poll_needs_slots_and_can_be_closed(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    seen = await ada.slash("session poll", title="X", slots=words(nexus, DAY))
    assert "Offer from 2 to 10" in seen.text
    seen = await ada.slash("session poll", title="X", slots="every day at 9; tomorrow 9:00")
    assert "only happen once" in seen.text
    poll = await offer(sandbox, nexus)
    await ada.click("Close", on=poll)
    await nexus.settle()
    assert poll.content.endswith("Closed.")
    assert cards(sandbox) == []


async def calendar(sandbox: Sandbox, name: str = "kofi", **options: str) -> Calendar:
    seen = await sandbox.member(name).slash("session calendar", **options)
    assert seen.message is not None
    (attachment,) = seen.message.attachments
    data = sandbox.world.files[attachment.id].data
    assert b"\r\n" in data
    assert max(map(len, data.split(b"\r\n"))) <= 75
    found = Calendar.from_ical(data)
    assert isinstance(found, Calendar)
    return found


def events(found: Calendar) -> list[Any]:  # Any: values of many types by name
    return list(found.walk("VEVENT"))


async def test_a_series_is_one_event_with_what_differs_from_it(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(
        sandbox, nexus, "every day at 18:00 until 31 December", zone="Africa/Cairo", length="90"
    )
    ada = sandbox.member("ada")
    seen = await ada.slash("session edit", session=str(number + 1), title="Moved", length="1h")
    await ada.click("Save", on=seen)
    seen = await ada.slash("session cancel", session=str(number + 2))
    await ada.fill(await ada.click("Cancel it", on=seen), {"Why": ""})
    await nexus.settle()
    found = await calendar(sandbox, session=str(number))
    main, moved, cancelled = events(found)
    zones: list[Any] = list(found.walk("VTIMEZONE"))
    assert [zone["TZID"] for zone in zones] == ["Africa/Cairo"]
    assert main["DTSTART"].params["TZID"] == "Africa/Cairo"
    until = main["RRULE"]["UNTIL"][0]
    assert (until.utcoffset(), until.hour) == (timedelta(), 21)
    assert {str(event["UID"]) for event in (main, moved, cancelled)} == {str(main["UID"])}
    assert (str(moved["SUMMARY"]), str(cancelled["STATUS"])) == ("Moved", "CANCELLED")
    dates = rrulestr(main["RRULE"].to_ical().decode(), dtstart=main.decoded("DTSTART"))
    first, second, *_ = dates
    assert first.astimezone(UTC) == await starts_at(sandbox, nexus, number)
    assert moved.decoded("RECURRENCE-ID") == second
    assert moved.decoded("DTEND") - moved.decoded("DTSTART") == HOUR
    assert int(moved["SEQUENCE"]) > int(main["SEQUENCE"])
    again = await calendar(sandbox, session=str(number))
    assert str(events(again)[0]["UID"]) == str(main["UID"])


async def test_mine_are_those_where_i_come(sandbox: Sandbox, nexus: Nexus) -> None:
    await plan(sandbox, nexus, "every day at 18:00 UTC, 4 times")
    seen = await sandbox.member("kofi").slash("session calendar")
    assert "no session to put" in seen.text
    card = cards(sandbox)[1]
    await press(sandbox, nexus, card, "kofi", "Maybe")
    (mine,) = events(await calendar(sandbox))
    at: datetime = mine.decoded("DTSTART")
    assert at.astimezone(UTC) == await starts_at(sandbox, nexus, 2)
    (whole,) = events(await calendar(sandbox, which="all of this server"))
    assert whole["RRULE"]["COUNT"] == [4]


async def test_each_occurrence_of_mine_has_a_name_of_its_own(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    """Two events of one UID without RECURRENCE-ID would be one to a calendar program."""
    await plan(sandbox, nexus, "every day at 18:00 UTC, 4 times")
    for card in cards(sandbox)[:2]:
        await press(sandbox, nexus, card, "kofi", "Going")
    found = events(await calendar(sandbox))
    keys = {(str(event["UID"]), str(event.decoded("RECURRENCE-ID"))) for event in found}
    assert len(keys) == len(found) == 2


async def test_a_series_that_was_cancelled_is_cancelled_in_calendars(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus, "every day at 18:00 UTC")
    (before,) = events(await calendar(sandbox, which="all of this server"))
    ada = sandbox.member("ada")
    seen = await ada.slash("session cancel", session=str(number), scope="following")
    await ada.fill(await ada.click("Cancel it", on=seen), {"Why": ""})
    await nexus.settle()
    for options in ({"session": str(number)}, {"which": "all of this server"}):
        main, *others = events(await calendar(sandbox, **options))
        assert (str(main["UID"]), str(main["STATUS"])) == (str(before["UID"]), "CANCELLED")
        assert int(main["SEQUENCE"]) > int(before["SEQUENCE"])
        assert {str(event["STATUS"]) for event in others} == {"CANCELLED"}


async def test_a_session_that_was_put_off_stays_in_calendars(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus, words(nexus, HOUR))
    ada = sandbox.member("ada")
    later = words(nexus, 20 * DAY)
    seen = await ada.slash("session edit", session=str(number), when=later)
    await ada.click("Save", on=seen)
    await nexus.pass_time(DAY)
    await nexus.restart()
    await nexus.settle()
    (event,) = events(await calendar(sandbox, which="all of this server"))
    at: datetime = event.decoded("DTSTART")
    assert at.astimezone(UTC) == await starts_at(sandbox, nexus, number)


async def test_who_started_a_poll_is_told_where_it_was_deleted_twice(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    for _ in range(2):
        (poll,) = polls(sandbox) or [await offer(sandbox, nexus)]
        await sandbox.member("mara").delete(poll)
        await nexus.settle()
    assert polls(sandbox) == []
    (told,) = [message.content for message in sandbox.member("ada").direct_messages()]
    assert "The poll **Docker** can't be shown. Somebody deleted it." in told
    assert "`/session poll`" in told
