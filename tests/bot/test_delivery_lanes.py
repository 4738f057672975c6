"""One channel's trouble is nobody else's: lanes, leases, lateness, and a clock that is set."""

from __future__ import annotations

from datetime import timedelta

from bot.outbox.delivery import DEEP, LEASE, MOST_HELD
from cogs.ui.client import DeliveryKind, NexusBot, Post
from cogs.ui.content import Content
from domain.deliveries import Delivery, DeliveryKey, DeliveryState
from domain.shards import EVERYWHERE
from sandbox.client import Sandbox
from storage import deliveries
from tests.bot.notes import HOME, MINUTE, SENDING, Notes, find, greeting, plan, run, said
from tests.nexus import Nexus
from tests.statements import reading, writing

KIND = "test.lane"


async def say_in_lane(bot: NexusBot, delivery: Delivery) -> Post:
    assert bot.registry.deliveries[delivery.kind].compose is say_in_lane
    return Post(Content(f"Note {delivery.subject_id}"), channel_id=delivery.key.channel_id)


async def plan_many(nexus: Nexus, places: list[int]) -> None:
    """A row for each place, all due now."""
    nexus.registry.deliveries[KIND] = DeliveryKind(KIND, say_in_lane, asked_again=False)
    now = nexus.clock()
    async with writing(nexus.services.database) as connection:
        for number, place in enumerate(places):
            key = DeliveryKey(1, KIND, number, channel_id=place)
            await deliveries.schedule(connection, key, now, now)


async def test_a_channel_that_discord_slows_down_keeps_nobody_waiting(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    """Far more rows than a process holds are due in one channel, earlier than the others."""
    slow, other = sandbox.channel("general"), sandbox.channel(HOME)
    sandbox.faults.rate_limit(SENDING, 30)
    await plan_many(nexus, [slow.id] * (2 * MOST_HELD) + [other.id] * 3)
    nexus.services.schedule.wake()
    await sandbox.until(lambda: len(said(sandbox)) == 3)
    assert said(sandbox) == ["Note 400", "Note 401", "Note 402"]
    async with reading(nexus.services.database) as connection:
        rows = await deliveries.list_of_subject(connection, 1, DEEP, limit=5)
    assert [row.state for row in rows] == [DeliveryState.PENDING]


async def test_posts_of_one_channel_keep_their_order(sandbox: Sandbox, nexus: Nexus) -> None:
    place = sandbox.channel(HOME)
    sandbox.faults.delay(SENDING, 0.1)
    await plan_many(nexus, [place.id] * 5)
    await run(nexus)
    assert said(sandbox) == [f"Note {number}" for number in range(5)]


async def test_posts_about_one_subject_keep_their_order_without_a_target(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    """The first takes longer to compose; its channel is known only then."""
    place, now = sandbox.channel(HOME), nexus.clock()

    async def compose(bot: NexusBot, delivery: Delivery) -> Post:
        if delivery.kind == f"{KIND}.slow":
            for _ in range(5):
                await bot.services.database.read(deliveries.has_due, EVERYWHERE, now)
        return Post(Content(delivery.kind), channel_id=place.id)

    kinds = (f"{KIND}.slow", f"{KIND}.quick")
    async with writing(nexus.services.database) as connection:
        for kind in kinds:
            nexus.registry.deliveries[kind] = DeliveryKind(kind, compose, asked_again=False)
            await deliveries.schedule(connection, DeliveryKey(1, kind, 7), now, now)
    await run(nexus)
    assert said(sandbox) == list(kinds)


async def test_what_waits_for_its_turn_stays_ours(sandbox: Sandbox, nexus: Nexus) -> None:
    """A long wait for Discord outlasts the lease: it is renewed, and nobody else sends."""
    place = sandbox.channel(HOME)
    sandbox.faults.delay(SENDING, 1)
    await plan_many(nexus, [place.id] * 2)
    nexus.services.schedule.wake()
    await sandbox.until(lambda: said(sandbox))
    nexus.clock.advance(LEASE - timedelta(seconds=1))
    await nexus.app.scheduler._workers["deliveries"]._work()
    nexus.clock.advance(timedelta(seconds=2))
    async with writing(nexus.services.database) as connection:
        taken = await deliveries.claim_due(
            connection, EVERYWHERE, nexus.clock(), "another", LEASE, 5
        )
    assert taken == []
    await nexus.settle()
    assert said(sandbox) == ["Note 0", "Note 1"]


async def test_what_comes_too_late_is_left_out_by_its_kinds_grace(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    notes = Notes(greeting(sandbox))
    notes.grace = timedelta(hours=1)
    notes.join(nexus)
    late, in_time = await plan(nexus), await plan(nexus, wait=2 * MINUTE, subject_id=8)
    nexus.clock.advance(timedelta(hours=1, seconds=30))
    await run(nexus)
    assert (await find(nexus, late)).reason == "shared-delivery-too-late"
    assert (await find(nexus, in_time)).state is DeliveryState.SENT
    assert said(sandbox) == ["Good morning."]


async def test_backing_off_does_not_hide_how_late_it_is(sandbox: Sandbox, nexus: Nexus) -> None:
    notes = Notes(greeting(sandbox))
    notes.grace = timedelta(minutes=1)
    notes.join(nexus)
    sandbox.faults.fail(SENDING, 503, times=2)
    id_ = await plan(nexus)
    await run(nexus)
    await nexus.pass_time(2 * MINUTE)
    delivery = await find(nexus, id_)
    assert (delivery.state, said(sandbox)) == (DeliveryState.SKIPPED, [])


async def test_a_clock_that_is_set_back_and_forth_posts_once(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    Notes(greeting(sandbox)).join(nexus)
    id_ = await plan(nexus, wait=MINUTE)
    await nexus.pass_time(timedelta(days=2))
    await nexus.pass_time(timedelta(days=-3))
    await nexus.pass_time(timedelta(days=4))
    assert (await find(nexus, id_)).state is DeliveryState.SENT
    assert said(sandbox) == ["Good morning."]


async def test_what_was_claimed_in_the_future_is_not_lost(sandbox: Sandbox, nexus: Nexus) -> None:
    """A process with a clock a week ahead claimed the row and ended; then the clock was set."""
    Notes(greeting(sandbox)).join(nexus)
    await plan(nexus)
    async with writing(nexus.services.database) as connection:
        ahead = nexus.clock() + timedelta(days=7)
        assert await deliveries.claim_due(connection, EVERYWHERE, ahead, "gone", LEASE, 5)
    await run(nexus)
    assert said(sandbox) == ["Good morning."]
