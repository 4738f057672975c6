"""Discord's own events of sessions: the bot keeps, starts and ends them, in step both ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.sessions.records import Plan, Series, SeriesState, Shown
from domain.times.recurrence import Schedule, list_moments
from sandbox.client import Sandbox
from sandbox.world.clock import iso
from sandbox.world.models import Message, ScheduledEvent
from sandbox.world.scheduled_events import event_changed, remove_event, set_interest
from storage import session_occurrences, sessions
from storage.cards import want
from storage.connection import Connection
from tests.e2e.sessions import DAY, HOUR, cards, field, names, plan, press, said, starts_at
from tests.nexus import Nexus
from tests.statements import writing

pytestmark = pytest.mark.usefixtures("nexus")

SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4


def events(sandbox: Sandbox) -> list[ScheduledEvent]:
    return sorted(sandbox.guild.events.values(), key=lambda event: event.id)


def ahead(sandbox: Sandbox) -> list[ScheduledEvent]:
    return [event for event in events(sandbox) if event.fields["status"] in (SCHEDULED, ACTIVE)]


async def in_time(sandbox: Sandbox, nexus: Nexus, period: timedelta) -> None:
    """Time passes for Discord and for the bot."""
    sandbox.clock.advance(period.total_seconds())
    await nexus.pass_time(period)


async def by_somebody(
    sandbox: Sandbox, nexus: Nexus, event: ScheduledEvent, **fields: object
) -> None:
    """A person, or Discord, changes an event."""
    event.fields |= fields
    event_changed(sandbox.world, event)
    await nexus.settle()


def maybe(card: Message) -> str:
    return next((name for name in names(card) if "Maybe" in name), "")


async def test_the_next_two_of_a_series_are_events_and_never_more(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(
        sandbox, nexus, "every day at 18:00 UTC, 6 times", place=sandbox.channel("Study room")
    )
    first, second = ahead(sandbox)
    assert first.fields["name"] == "Django signals"
    assert first.fields["channel_id"] == str(sandbox.channel("Study room").id)
    assert first.fields["recurrence_rule"] is None
    card = cards(sandbox)[0]
    assert first.fields["description"].endswith(str(card.id))
    await nexus.restart()
    assert ahead(sandbox) == [first, second]
    at = await starts_at(sandbox, nexus, 1)
    await in_time(sandbox, nexus, at - nexus.clock())
    assert first.fields["status"] == ACTIVE
    await in_time(sandbox, nexus, HOUR)
    assert first.fields["status"] == COMPLETED
    assert len(ahead(sandbox)) == 2


@pytest.mark.parametrize(
    "message_id", [None, 77], ids=["without a card", "of a server that was left"]
)
async def test_events_that_cannot_be_shown_hold_up_no_others(
    sandbox: Sandbox, nexus: Nexus, message_id: int | None
) -> None:
    """More of them than are read at once, and all before the one that can be shown."""
    async with writing(nexus.services.database) as connection:
        for number in range(25):
            await _plan_elsewhere(connection, number, nexus.clock() + HOUR, message_id)
    await plan(sandbox, nexus)
    assert [event.fields["name"] for event in ahead(sandbox)] == ["Django signals"]


async def _plan_elsewhere(
    connection: Connection, number: int, at: datetime, message_id: int | None
) -> None:
    """A session of a server that the bot is not on, as if its card were posted (or not)."""
    schedule = Schedule(at.replace(tzinfo=None, second=0, microsecond=0), "UTC")
    series = Series(
        0, 7, 5, Plan("Gone"), schedule, 9, None, SeriesState.ACTIVE, f"gone-{number}", 1
    )
    series = replace(series, id=await sessions.create_series(connection, series, at))
    await session_occurrences.add(connection, series, list_moments(schedule, limit=1))
    (occurrence,) = await session_occurrences.list_of_series(connection, series.id)
    if message_id is None:
        await want(connection, 7, "session", occurrence.id, occurrence.revision)
    else:
        shown = Shown(9, message_id + number)
        await session_occurrences.mark_posted(connection, occurrence.id, shown)


async def test_a_place_that_is_no_voice_channel_is_a_location(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus, link="https://meet.example.com/django")
    (event,) = events(sandbox)
    assert event.fields["entity_metadata"] == {"location": "https://meet.example.com/django"}
    assert event.fields["channel_id"] is None


async def test_what_changes_here_changes_there(sandbox: Sandbox, nexus: Nexus) -> None:
    number = await plan(sandbox, nexus)
    (event,) = events(sandbox)
    ada = sandbox.member("ada")
    seen = await ada.slash("session edit", session=str(number), title="Receivers", length="2h")
    await ada.click("Save", on=seen)
    await nexus.settle()
    assert event.fields["name"] == "Receivers"
    start = await starts_at(sandbox, nexus, number)
    assert event.fields["scheduled_end_time"] == iso(start + 2 * HOUR)
    seen = await ada.slash("session cancel", session=str(number))
    await ada.fill(await ada.click("Cancel it", on=seen), {"Why": ""})
    await nexus.settle()
    assert ahead(sandbox) == []
    assert "Cancelled" in field(cards(sandbox)[0], "When")


async def test_what_a_person_changes_there_changes_here(sandbox: Sandbox, nexus: Nexus) -> None:
    number = await plan(sandbox, nexus)
    (event,), (card,) = events(sandbox), cards(sandbox)
    await press(sandbox, nexus, card, "kofi", "Going")
    start = await starts_at(sandbox, nexus, number) + DAY
    await by_somebody(
        sandbox,
        nexus,
        event,
        name="Signals, moved",
        scheduled_start_time=iso(start),
        scheduled_end_time=iso(start + HOUR),
    )
    assert await starts_at(sandbox, nexus, number) == start
    assert card.embeds[0]["title"] == "Signals, moved"
    assert ["has changed" in message.content for message in said(sandbox, card)] == [True]
    assert len(events(sandbox)) == 1


@pytest.mark.parametrize("way", ["cancelled", "deleted"])
async def test_who_cancels_there_before_it_begins_cancels_here(
    sandbox: Sandbox, nexus: Nexus, way: str
) -> None:
    await plan(sandbox, nexus)
    (event,), (card,) = events(sandbox), cards(sandbox)
    if way == "cancelled":
        await by_somebody(sandbox, nexus, event, status=CANCELED)
    else:
        remove_event(sandbox.world, event)
        await nexus.settle()
    assert "Cancelled" in field(card, "When")
    assert ahead(sandbox) == []


@pytest.mark.parametrize("status", [CANCELED, COMPLETED])
async def test_that_discord_ends_an_event_is_no_cancellation(
    sandbox: Sandbox, nexus: Nexus, status: int
) -> None:
    """Nobody started it, or its channel became empty."""
    number = await plan(sandbox, nexus, place=sandbox.channel("Study room"))
    (event,), (card,) = events(sandbox), cards(sandbox)
    at = await starts_at(sandbox, nexus, number)
    await in_time(sandbox, nexus, at - nexus.clock() + timedelta(minutes=5))
    await by_somebody(sandbox, nexus, event, status=status)
    assert "It goes on now" in field(card, "When")
    await in_time(sandbox, nexus, HOUR)
    assert "It is over" in field(card, "When")
    assert len(events(sandbox)) == 1


async def test_interest_is_a_maybe_and_its_end_takes_only_that_back(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus)
    (event,), (card,) = events(sandbox), cards(sandbox)
    femi, kofi = sandbox.member("femi").id, sandbox.member("kofi").id
    await press(sandbox, nexus, card, "kofi", "Going")
    for member_id in (femi, kofi):
        set_interest(sandbox.world, event, member_id, interested=True)
        await nexus.settle()
    assert field(card, "Maybe") == f"<@{femi}>"
    assert field(card, "Going") == f"<@{kofi}>"
    for member_id in (femi, kofi):
        set_interest(sandbox.world, event, member_id, interested=False)
        await nexus.settle()
    assert maybe(card) == ""
    assert field(card, "Going") == f"<@{kofi}>"
    set_interest(sandbox.world, event, femi, interested=True)
    await nexus.settle()
    await press(sandbox, nexus, card, "femi", "Maybe")
    set_interest(sandbox.world, event, femi, interested=False)
    await nexus.settle()
    assert "(1)" in maybe(card)  # she said it with the button, too


async def test_interest_shown_while_the_bot_was_away_is_noticed(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus)
    (event,), (card,) = events(sandbox), cards(sandbox)
    femi, kofi = sandbox.member("femi").id, sandbox.member("kofi").id
    set_interest(sandbox.world, event, femi, interested=True)
    await nexus.settle()
    await nexus.stop()
    set_interest(sandbox.world, event, femi, interested=False)
    set_interest(sandbox.world, event, kofi, interested=True)
    await nexus.start()
    await nexus.settle()
    assert field(card, "Maybe") == f"<@{kofi}>"


async def test_more_are_interested_than_one_page_holds(sandbox: Sandbox, nexus: Nexus) -> None:
    await plan(sandbox, nexus)
    (event,), (card,) = events(sandbox), cards(sandbox)
    for number in range(130):
        member = sandbox.add_member(f"learner-{number}")
        set_interest(sandbox.world, event, member.id, interested=True)
    await nexus.settle()
    assert "(130)" in maybe(card)
    await nexus.restart()
    await nexus.settle()
    assert "(130)" in maybe(card)


async def test_without_the_permission_sessions_work_as_well(sandbox: Sandbox, nexus: Nexus) -> None:
    sandbox.faults.fail("POST /guilds/{guild_id}/scheduled-events", 403, code=50013)
    await plan(sandbox, nexus)
    assert events(sandbox) == []
    (card,) = cards(sandbox)
    seen = await press(sandbox, nexus, card, "kofi", "Going")
    assert "You are going" in seen.text


async def test_an_event_that_was_made_and_not_recorded_is_found(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus)
    (event,) = events(sandbox)
    async with writing(nexus.services.database) as connection:
        await connection.execute(
            "UPDATE session_occurrences SET event_id = NULL, event_revision = 0"
        )
    await nexus.restart()
    await nexus.settle()
    assert events(sandbox) == [event]
