"""Study sessions in the database: what belongs together, and what is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.channels import UNLIMITED
from domain.sessions.polls import Poll, PollSlot, PollState
from domain.sessions.records import (
    Answer,
    AnswerSource,
    Occurrence,
    OccurrenceState,
    Place,
    PlaceKind,
    Plan,
    Reminders,
    Route,
    Rsvp,
    Series,
    SeriesState,
    Shown,
)
from domain.shards import EVERYWHERE
from domain.times.recurrence import Schedule, list_moments
from storage import cards, session_occurrences, session_people, session_polls, sessions
from storage.connection import Connection, Database
from tests.statements import writing

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PLAN = Plan("Django", "ORM", "Bring a project.", 90, Place(PlaceKind.CHANNEL, 7), 2)
SCHEDULE = Schedule(datetime(2026, 11, 24, 18), "UTC", "FREQ=DAILY")  # noqa: DTZ001 - a wall time


async def add(connection: Connection, guild_id: int = 1, uid: str = "u", count: int = 3) -> Series:
    series = Series(0, guild_id, 5, PLAN, SCHEDULE, 9, (60, 5), SeriesState.ACTIVE, uid, 1)
    id_ = await sessions.create_series(connection, series, NOW)
    found = await sessions.find_series(connection, guild_id, id_)
    assert found is not None
    moments = list_moments(SCHEDULE, limit=count)
    assert await session_occurrences.add(connection, found, moments) == count
    assert await session_occurrences.add(connection, found, moments) == 0
    return found


async def first(connection: Connection, series: Series) -> Occurrence:
    return (await session_occurrences.list_of_series(connection, series.id))[0]


async def due(connection: Connection, now: datetime) -> list[tuple[int, int]]:
    return await session_occurrences.list_to_move_on(connection, EVERYWHERE, now, limit=9)


async def test_what_is_kept_is_read_as_it_was(database: Database) -> None:
    async with writing(database) as connection:
        series = await add(connection)
        assert (series.plan, series.schedule, series.leads) == (PLAN, SCHEDULE, (60, 5))
        assert await sessions.find_series(connection, 2, series.id) is None
        occurrence = await first(connection, series)
    assert (occurrence.plan, occurrence.slot) == (PLAN, "20261124T1800")
    assert occurrence.ends_at - occurrence.starts_at == 1.5 * HOUR
    assert (occurrence.leads, occurrence.home_id, occurrence.host_id) == ((60, 5), 9, 5)


async def test_what_is_changed_for_one_is_the_series_for_all_others(database: Database) -> None:
    other = Plan("Docker", "", "", 90, Place(PlaceKind.LINK, url="https://x.org"), None)
    async with writing(database) as connection:
        series = await add(connection)
        occurrence = await first(connection, series)
        await session_occurrences.override(connection, occurrence.id, other)
        changed, unchanged, _ = await session_occurrences.list_of_series(connection, series.id)
        assert (changed.plan, unchanged.plan) == (other, PLAN)
        assert changed.sequence == occurrence.sequence + 1
        await session_occurrences.follow_series(connection, occurrence.id)
        assert (await first(connection, series)).plan == PLAN


async def test_cards_are_due_for_the_nearest_and_events_for_two(database: Database) -> None:
    async with writing(database) as connection:
        await add(connection, count=9)
        near = NOW + timedelta(days=30)
        due = [
            await session_occurrences.list_without_card(connection, EVERYWHERE, at, 5, limit=20)
            for at in (near, NOW)
        ]
        assert due == [[(1, id_, 1) for id_ in (1, 2, 3, 4, 5)], [(1, 1, 1)]]
        for guild_id, id_, revision in due[0]:
            assert await cards.want(connection, guild_id, "session", id_, revision)
        assert not await cards.want(connection, 1, "session", 1, 1)
        stale = await cards.list_stale(connection, EVERYWHERE, NOW, limit=20)
        assert [card.subject_id for card in stale] == [1, 2, 3, 4, 5]
        wanting = session_occurrences.list_without_card(connection, EVERYWHERE, near, 5, limit=20)
        assert await wanting == []
        # An event leads to its card, so that comes first.
        wanting = session_occurrences.list_without_event(connection, EVERYWHERE, NOW, 2, limit=20)
        assert await wanting == []
        for _, id_, _ in due[0]:
            await session_occurrences.mark_posted(connection, id_, Shown(9, 100 + id_, None))
        events = await session_occurrences.list_without_event(
            connection, EVERYWHERE, NOW, 2, limit=20
        )
        assert [id_ for _, id_, _ in events] == [1, 2]
        await session_occurrences.change_state(connection, 1, OccurrenceState.CANCELLED)
        events = await session_occurrences.list_without_event(
            connection, EVERYWHERE, NOW, 2, limit=20
        )
        assert [id_ for _, id_, _ in events] == [2, 3]


async def test_what_is_ahead_comes_in_pages(database: Database) -> None:
    async with writing(database) as connection:
        await add(connection)
        pages = [
            await session_occurrences.list_ahead(
                connection, 1, (NOW, None), UNLIMITED, limit=2, skipped=skipped
            )
            for skipped in (0, 2)
        ]
    starts = [[each.starts_at.day for each in page] for page in pages]
    assert starts == [[24, 25], [26]]


async def test_what_the_clock_has_begun_and_ended_is_known(database: Database) -> None:
    async with writing(database) as connection:
        series = await add(connection, count=2)
        start = (await first(connection, series)).starts_at
        assert await due(connection, NOW) == []
        assert await session_occurrences.next_change_at(connection, EVERYWHERE, NOW) == start
        assert await due(connection, start) == [(1, 1)]
        assert await session_occurrences.change_state(connection, 1, OccurrenceState.RUNNING)
        assert await due(connection, start) == []
        end = start + 1.5 * HOUR
        assert await session_occurrences.next_change_at(connection, EVERYWHERE, start) == end
        assert await due(connection, end) == [(1, 1)]
        assert await session_occurrences.change_state(connection, 1, OccurrenceState.ENDED)
        assert not await session_occurrences.change_state(connection, 1, OccurrenceState.CANCELLED)


async def test_time_in_the_voice_channel_is_added_up(database: Database) -> None:
    async with writing(database) as connection:
        await add(connection)
        assert await session_people.check_in(connection, 1, 1, 5, NOW)
        assert not await session_people.check_in(connection, 1, 1, 5, NOW + HOUR)
        for come, go in ((0, 1), (2, 5)):
            await session_people.enter(connection, 1, 1, 6, NOW + come * HOUR)
            await session_people.enter(connection, 1, 1, 6, NOW + (come + 0.5) * HOUR)
            assert await session_people.list_present(connection, 1) == {6}
            await session_people.leave(connection, 1, NOW + go * HOUR)
        here, voice = await session_people.list_attendance(connection, 1)
    assert (here.member_id, here.is_checked_in, here.seconds) == (5, True, 0)
    assert (voice.member_id, voice.is_checked_in, voice.seconds) == (6, False, 4 * 3600)


async def test_everything_of_a_member_is_given_out_and_forgotten(database: Database) -> None:
    async with writing(database) as connection:
        await add(connection)
        going = Rsvp(5, Answer.GOING, AnswerSource.BUTTON, 1)
        await session_people.save_rsvp(connection, 1, 1, going, NOW)
        await session_people.check_in(connection, 1, 1, 5, NOW)
        await session_people.save_reminders(connection, 1, 5, Reminders(Route.DM, (30,)))
        await session_occurrences.keep_notes(connection, 1, "Notes.", 5)
        poll = Poll(
            0,
            1,
            5,
            "X",
            "",
            60,
            "UTC",
            9,
            None,
            PollState.OPEN,
            None,
            1,
            NOW,
            [
                PollSlot("a", NOW),
                PollSlot("b", NOW + HOUR),
            ],
        )
        poll_id = await session_polls.create_poll(connection, poll, NOW)
        kept = await session_polls.find_poll(connection, 1, poll_id)
        assert kept is not None
        await session_polls.vote(connection, kept, 5, ["a"])
        exported = await session_people.export_member(connection, 1, 5, UNLIMITED)
        assert [list(row)[2] for row in exported[:2]] == ["answer", "came"]
        assert exported[2] == {"reminders": "dm", "minutes before": "30"}
        hosted, noted = await sessions.export_member(connection, 1, 5)
        assert (hosted["title"], noted["notes"]) == ("Django", "Notes.")
        assert len(await session_polls.export_member(connection, 1, 5, UNLIMITED)) == 2
        for store in (sessions, session_people, session_polls):
            assert await store.erase_member(connection, 1, 5) > 0
            assert await store.erase_member(connection, 1, 5) == 0
        occurrence = (await session_occurrences.list_of_series(connection, 1))[0]
        assert (occurrence.host_id, occurrence.notes) == (None, "Notes.")
        assert await session_people.export_member(connection, 1, 5, UNLIMITED) == []
        assert await session_people.list_rsvps(connection, 1) == []


@pytest.mark.parametrize("table", ["session_series", "session_occurrences", "session_rsvps"])
async def test_a_server_is_forgotten_and_no_other(database: Database, table: str) -> None:
    async with writing(database) as connection:
        for guild_id in (1, 2):
            series = await add(connection, guild_id, uid=str(guild_id))
            one = await first(connection, series)
            rsvp = Rsvp(5, Answer.GOING, AnswerSource.BUTTON, 1)
            await session_people.save_rsvp(connection, guild_id, one.id, rsvp, NOW)
        await sessions.erase_guild(connection, 1)
        left = await connection.fetch_all(f"SELECT DISTINCT guild_id FROM {table}")  # noqa: S608 - a name of ours
    assert [row["guild_id"] for row in left] == [2]
