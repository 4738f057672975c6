from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cogs.endpoints.actions.news import News
from cogs.sessions.actions.answers import Promoted
from domain.deliveries import Delivery, DeliveryKey, DeliveryState
from domain.shards import EVERYWHERE, KEY_BITS, Reach, Shards
from storage import deliveries
from storage.connection import Database
from storage.engine import open_database
from tests.statements import reading, writing

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LEASE = timedelta(minutes=5)
KEY = DeliveryKey(1, "question.quiet", 12)


async def schedule(database: Database, *keys: DeliveryKey, due_at: datetime = NOON) -> list[int]:
    async with writing(database) as connection:
        ids = [await deliveries.schedule(connection, key, due_at, NOON) for key in keys]
    return [id_ for id_ in ids if id_ is not None]


async def claim(
    database: Database, worker: str = "ada", now: datetime = NOON, limit: int = 10
) -> list[Delivery]:
    async with writing(database) as connection:
        return await deliveries.claim_due(connection, EVERYWHERE, now, worker, LEASE, limit)


async def find(database: Database, delivery_id: int) -> Delivery:
    async with reading(database) as connection:
        delivery = await deliveries.find_delivery(connection, delivery_id)
    assert delivery is not None
    return delivery


async def next_due_at(database: Database, now: datetime = NOON - MINUTE) -> datetime | None:
    async with reading(database) as connection:
        return await deliveries.next_due_at(connection, EVERYWHERE, now)


async def test_scheduling_twice_is_harmless(database: Database) -> None:
    others = [
        DeliveryKey(2, "question.quiet", 12),
        DeliveryKey(1, "question.escalation", 12),
        DeliveryKey(1, "question.quiet", 13),
        DeliveryKey(1, "question.quiet", 12, occurrence="2"),
        DeliveryKey(1, "question.quiet", 12, channel_id=5),
        DeliveryKey(1, "question.quiet", 12, member_id=5),
    ]
    assert len(await schedule(database, KEY, KEY, *others, KEY)) == 1 + len(others)
    assert [delivery.key for delivery in await claim(database)] == [KEY, *others]


async def test_what_is_due_is_claimed_once_and_the_earliest_first(database: Database) -> None:
    for minutes in (3, 1, 2):
        await schedule(database, DeliveryKey(1, "x", minutes), due_at=NOON + minutes * MINUTE)
    assert await claim(database, now=NOON) == []
    assert [d.subject_id for d in await claim(database, now=NOON + 2 * MINUTE)] == [1, 2]
    assert await claim(database, "bob", now=NOON + 2 * MINUTE) == []


async def test_two_processes_never_claim_the_same(database: Database, database_url: str) -> None:
    await schedule(database, *(DeliveryKey(1, "x", number) for number in range(60)))
    async with open_database(database_url) as other:
        batches = await asyncio.gather(
            *(claim(place, name, limit=4) for place, name in [(database, "a"), (other, "b")] * 10)
        )
    claimed = [delivery.id for batch in batches for delivery in batch]
    assert sorted(claimed) == list(range(1, 61))


async def test_what_a_dead_worker_left_behind_is_taken_over(database: Database) -> None:
    await schedule(database, KEY)
    (first,) = await claim(database, "ada")
    assert (first.attempts, first.may_have_been_sent) == (0, False)
    assert await next_due_at(database) == NOON + LEASE
    assert await claim(database, "bob", NOON + LEASE - MINUTE) == []
    (again,) = await claim(database, "bob", NOON + LEASE)
    assert (again.id, again.attempts, again.may_have_been_sent) == (first.id, 0, False)
    async with writing(database) as connection:
        assert not await deliveries.mark_sent(connection, first.id, "ada", 77, NOON)
        assert await deliveries.mark_sent(connection, first.id, "bob", 78, NOON)
    assert (await find(database, first.id)).message_id == 78


@pytest.mark.parametrize(
    "state", [DeliveryState.FAILED, DeliveryState.SKIPPED, DeliveryState.UNKNOWN]
)
async def test_an_end_keeps_its_reason(database: Database, state: DeliveryState) -> None:
    await schedule(database, KEY)
    await claim(database)
    async with writing(database) as connection:
        assert not await deliveries.end(connection, 1, "bob", state, "not yours", NOON)
        assert await deliveries.end(connection, 1, "ada", state, "The channel is gone.", NOON)
    ended = await find(database, 1)
    assert (ended.state, ended.reason) == (state, "The channel is gone.")
    assert await claim(database, now=NOON + 9 * LEASE) == []
    assert await next_due_at(database) is None


@pytest.mark.parametrize(("reason", "attempts"), [("It was busy.", 1), (None, 0)])
async def test_a_delivery_can_be_tried_again_later(
    database: Database, reason: str | None, attempts: int
) -> None:
    await schedule(database, KEY)
    await claim(database)
    later = NOON + 2 * MINUTE
    async with writing(database) as connection:
        assert await deliveries.retry(connection, 1, "ada", later, reason, NOON)
        assert not await deliveries.retry(connection, 1, "ada", later, reason, NOON)
    assert (await find(database, 1)).reason == reason
    assert await next_due_at(database) == later
    (again,) = await claim(database, now=later)
    assert again.attempts == attempts


async def test_what_is_pending_can_be_moved_or_cancelled_and_nothing_else(
    database: Database,
) -> None:
    other = DeliveryKey(1, "question.quiet", 12, channel_id=5)
    await schedule(database, KEY, other)
    async with writing(database) as connection:
        assert await deliveries.reschedule(connection, KEY, NOON + MINUTE, NOON)
    (claimed,) = await claim(database)
    assert claimed.key == other
    async with writing(database) as connection:
        assert not await deliveries.reschedule(connection, other, NOON, NOON)
        assert await deliveries.cancel(connection, 1, KEY.kind, 12, "Answered.", NOON) == 1
    assert (await find(database, 1)).state is DeliveryState.SKIPPED
    assert (await find(database, 2)).state is DeliveryState.CLAIMED


async def plan(database: Database, due_at: datetime, now: datetime = NOON) -> bool:
    async with writing(database) as connection:
        return await deliveries.plan(connection, KEY, due_at, now)


async def cancel(database: Database, now: datetime = NOON, keep: Sequence[str] = ()) -> int:
    async with writing(database) as connection:
        return await deliveries.cancel(connection, 1, KEY.kind, 12, "Moved.", now, keep=keep)


async def test_what_was_cancelled_before_its_time_can_be_planned_again(database: Database) -> None:
    assert await plan(database, NOON + MINUTE)
    assert await cancel(database) == 1
    assert await schedule(database, KEY, due_at=NOON + MINUTE) == []
    assert (await find(database, 1)).state is DeliveryState.SKIPPED
    assert await plan(database, NOON + 2 * MINUTE)
    again = await find(database, 1)
    assert (again.state, again.reason) == (DeliveryState.PENDING, None)
    assert again.due_at == again.planned_at == NOON + 2 * MINUTE
    assert await plan(database, NOON + 3 * MINUTE)
    assert await claim(database, now=NOON + 2 * MINUTE) == []
    assert [each.id for each in await claim(database, now=NOON + 3 * MINUTE)] == [1]


@pytest.mark.parametrize("end", ["claimed", "sent", "failed", "unknown", "skipped"])
async def test_what_was_ever_taken_in_hand_is_not_planned_again(
    database: Database, end: str
) -> None:
    await schedule(database, KEY)
    await claim(database)
    async with writing(database) as connection:
        if end == "sent":
            await deliveries.mark_sent(connection, 1, "ada", 77, NOON)
        elif end != "claimed":
            await deliveries.end(connection, 1, "ada", DeliveryState(end), "Over.", NOON)
    before = await find(database, 1)
    assert not await plan(database, NOON + 5 * MINUTE)
    assert await find(database, 1) == before


@pytest.mark.parametrize("was", ["begun", "tried", "due"])
async def test_what_was_cancelled_too_late_is_not_planned_again(
    database: Database, was: str
) -> None:
    """It may have been sent, has failed, or its time had come."""
    await schedule(database, KEY)
    if was != "due":
        await claim(database)
        if was == "begun":
            assert await begin(database, "ada", "words", None)
        reason = "It was busy." if was == "tried" else None
        async with writing(database) as connection:
            await deliveries.retry(connection, 1, "ada", NOON + 9 * MINUTE, reason, NOON)
    assert await cancel(database, NOON + MINUTE) == 1
    assert not await plan(database, NOON + 9 * MINUTE, NOON + MINUTE)
    assert (await find(database, 1)).state is DeliveryState.SKIPPED


async def test_those_of_a_series_that_are_to_stay_are_not_cancelled(database: Database) -> None:
    others = [replace(KEY, occurrence=slot) for slot in ("a", "b", "c")]
    await schedule(database, *others)
    assert await cancel(database, keep=("a", "c")) == 1
    assert [each.key.occurrence for each in await claim(database)] == ["a", "c"]


async def test_a_subject_knows_its_deliveries(database: Database) -> None:
    await schedule(database, KEY)
    await schedule(database, DeliveryKey(1, "question.escalation", 12), due_at=NOON + MINUTE)
    await schedule(database, DeliveryKey(2, "question.quiet", 12))
    async with reading(database) as connection:
        found = await deliveries.list_of_subject(connection, 1, 12, limit=5)
    assert [delivery.kind for delivery in found] == ["question.escalation", "question.quiet"]


async def test_who_is_named_in_the_data_of_a_post_is_forgotten(database: Database) -> None:
    posts = (Promoted(1, 7, 60, 5, is_here=True), News(1, 8, 3, former_id=5), News(1, 8, 4, 6))
    async with writing(database) as connection:
        for post in posts:
            await deliveries.schedule(connection, post, NOON, NOON)
        exported = await deliveries.export_member(connection, 1, 5)
        assert [row["of"] for row in exported] == ["sessions-promoted-here"]
        assert await deliveries.erase_member(connection, 1, 5) == 2
    first, second = await claim(database)
    assert [News.of(row).former_id for row in (first, second)] == [None, 6]


async def test_members_and_servers_are_forgotten(database: Database) -> None:
    await schedule(database, KEY, DeliveryKey(1, "x", 1, member_id=5), DeliveryKey(2, "x", 1))
    async with writing(database) as connection:
        assert await deliveries.erase_member(connection, 1, 5) == 1
        await deliveries.erase_guild(connection, 1)
    assert [delivery.guild_id for delivery in await claim(database)] == [2]


async def test_a_worker_that_stops_gives_its_claims_back(database: Database) -> None:
    await schedule(database, KEY, DeliveryKey(1, "x", 1))
    async with writing(database) as connection:
        claimed = await deliveries.claim_due(connection, EVERYWHERE, NOON, "ada", LEASE, 1)
        assert await deliveries.release(connection, "kofi", NOON) == 0
        assert await deliveries.release(connection, "ada", NOON) == 1
    again = await claim(database)
    assert [delivery.id for delivery in again] == [1, 2]
    assert claimed[0].id == again[0].id
    assert not again[0].may_have_been_sent


async def begin(database: Database, worker: str, fingerprint: str, after_id: int | None) -> bool:
    async with writing(database) as connection:
        beginning = deliveries.Beginning(9, fingerprint, after_id)
        return await deliveries.begin(connection, 1, worker, beginning, NOON + MINUTE)


async def test_what_was_handed_over_is_known_to_whoever_takes_over(database: Database) -> None:
    """Everything that was ever said is kept, and what stood above the first attempt."""
    await schedule(database, KEY)
    await claim(database, "ada")
    assert await begin(database, "ada", "first", 70)
    assert await begin(database, "ada", "second", 80)
    assert await begin(database, "ada", "first", 90)
    (again,) = await claim(database, "bob", NOON + LEASE)
    assert again.may_have_been_sent
    assert (again.begun_at, again.place_id) == (NOON + MINUTE, 9)
    assert (again.fingerprint, again.after_id) == ("first second", 70)


async def test_nothing_is_handed_over_once_the_claim_is_lost(database: Database) -> None:
    await schedule(database, KEY)
    await claim(database, "ada")
    await claim(database, "bob", NOON + LEASE)
    assert not await begin(database, "ada", "late", None)
    assert await begin(database, "bob", "in time", None)


async def test_leases_that_run_short_are_renewed(database: Database) -> None:
    await schedule(database, KEY)
    await claim(database, "ada")
    async with writing(database) as connection:
        assert await deliveries.renew(connection, "ada", NOON, LEASE) == 0
        assert await deliveries.renew(connection, "bob", NOON + LEASE - MINUTE, LEASE) == 0
        assert await deliveries.renew(connection, "ada", NOON + LEASE - MINUTE, LEASE) == 1
    assert await claim(database, "bob", NOON + LEASE) == []


async def test_a_lease_given_by_a_clock_that_was_wrong_ends(database: Database) -> None:
    """The clock was a day ahead when the row was claimed, and has been set back since."""
    await schedule(database, KEY)
    await claim(database, "ada", NOON + timedelta(days=1))
    assert [d.key for d in await claim(database, "bob", NOON + MINUTE)] == [KEY]


async def test_a_lane_is_claimed_little_by_little(database: Database) -> None:
    """A channel with much to say does not keep the others from being claimed."""
    await schedule(database, *(DeliveryKey(1, "x", n, channel_id=5) for n in range(50)))
    await schedule(database, DeliveryKey(1, "x", 1, channel_id=6), due_at=NOON + MINUTE)
    await schedule(database, *(DeliveryKey(1, "x", n) for n in range(100, 104)))
    async with writing(database) as connection:
        now = NOON + MINUTE
        first = await deliveries.claim_due(connection, EVERYWHERE, now, "ada", LEASE, 20, deep=3)
        second = await deliveries.claim_due(
            connection, EVERYWHERE, now, "ada", LEASE, 20, deep=3, full_lanes=[5]
        )
    assert [delivery.lane for delivery in first] == [5, 5, 5, -1, -1, -1, 6]
    assert [delivery.subject_id for delivery in second] == [103]


async def test_when_it_was_planned_is_kept_through_failures(database: Database) -> None:
    await schedule(database, KEY)
    await claim(database)
    async with writing(database) as connection:
        await deliveries.retry(connection, 1, "ada", NOON + MINUTE, "503", NOON)
    delivery = await find(database, 1)
    assert (delivery.planned_at, delivery.due_at) == (NOON, NOON + MINUTE)
    await claim(database, now=NOON + MINUTE)
    async with writing(database) as connection:
        await deliveries.retry(connection, 1, "ada", NOON + LEASE, None, NOON)
    assert (await find(database, 1)).planned_at == NOON + LEASE


async def test_one_occurrence_is_cancelled_and_the_others_stay(database: Database) -> None:
    await schedule(database, *(DeliveryKey(1, "x", 7, occurrence=slot) for slot in "abc"))
    async with writing(database) as connection:
        assert await deliveries.cancel(connection, 1, "x", 7, "Skipped.", NOON, occurrence="b") == 1
        rows = await deliveries.list_ledger(connection, 1, ("x", "y"), 7, limit=5)
        (one,) = await deliveries.list_ledger(connection, 1, ("x",), 7, occurrence="b", limit=5)
    states = {row.key.occurrence: row.state.value for row in rows}
    assert states == {"a": "pending", "b": "skipped", "c": "pending"}
    assert one.reason == "Skipped."


async def test_whoever_scheduled_it_can_be_forgotten(database: Database) -> None:
    async with writing(database) as connection:
        await deliveries.schedule(connection, KEY, NOON, NOON, scheduled_by=5)
        assert await deliveries.erase_member(connection, 1, 5) == 1
    delivery = await find(database, 1)
    assert (delivery.scheduled_by, delivery.state) == (None, DeliveryState.PENDING)


async def test_a_process_claims_and_releases_what_it_owns_and_sees(database: Database) -> None:
    mine, away, theirs = (number << KEY_BITS for number in (0, 2, 1))
    first = Reach(Shards((0,), 2), frozenset({away}))
    second = Reach(Shards((1,), 2))
    async with writing(database) as connection:
        for guild_id in (mine, away, theirs):
            for place in ((7, None), (None, 5)):  # a direct message is its server's, too
                key = DeliveryKey(guild_id, "test", 1, "", *place)
                await deliveries.schedule(connection, key, NOON, NOON)
        for reach, guild_id in ((first, mine), (second, theirs)):
            assert await deliveries.has_due(connection, reach, NOON)
            claimed = await deliveries.claim_due(connection, reach, NOON, "ada", LEASE, 9)
            assert [each.guild_id for each in claimed] == [guild_id] * 2
            assert not await deliveries.has_due(connection, reach, NOON)
            assert await deliveries.next_due_at(connection, reach, NOON) == NOON + LEASE
        # What another shard's process left is neither taken over nor released here.
        late = NOON + 2 * LEASE
        left = await deliveries.claim_due(connection, first, late, "ben", LEASE, 9)
        assert {each.guild_id for each in left} == {mine}
        assert await deliveries.release_all(connection, Reach(first.shards), late) == 2
        assert await deliveries.release_all(connection, Reach(first.shards), late) == 0
        back = await deliveries.claim_due(connection, Reach(first.shards), late, "cy", LEASE, 9)
        assert {each.guild_id for each in back} == {mine, away}
