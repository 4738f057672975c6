"""Timed posts: claimed, composed when due, said once, recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.outbox.delivery import MOST_ATTEMPTS
from cogs.core.unit import Unit
from cogs.ui.client import Post, Postpone, Skip
from cogs.ui.content import Content
from domain.deliveries import Delivery, DeliveryKey, DeliveryState
from sandbox.client import Sandbox
from storage import deliveries
from tests.bot.notes import KIND, MINUTE, SENDING, Notes, find, greeting, plan, run, said
from tests.nexus import Nexus


async def test_a_post_is_made_when_it_is_due_and_once(sandbox: Sandbox, nexus: Nexus) -> None:
    notes = Notes(greeting(sandbox))
    notes.join(nexus)
    id_ = await plan(nexus, wait=MINUTE)
    await run(nexus)
    assert said(sandbox) == []
    await nexus.pass_time(MINUTE)
    await nexus.pass_time(MINUTE)
    assert said(sandbox) == ["Good morning."]
    delivery = await find(nexus, id_)
    assert (delivery.state, [delivery.message_id]) == (DeliveryState.SENT, notes.sent)


async def test_a_feature_decides_when_the_time_has_come(sandbox: Sandbox, nexus: Nexus) -> None:
    later = nexus.clock() + MINUTE
    Notes(Postpone(later), Skip("the question was solved")).join(nexus)
    id_ = await plan(nexus)
    await run(nexus)
    delivery = await find(nexus, id_)
    assert (delivery.state, delivery.attempts) == (DeliveryState.PENDING, 0)
    await nexus.pass_time(2 * MINUTE)
    delivery = await find(nexus, id_)
    assert delivery.state is DeliveryState.SKIPPED
    assert delivery.reason == "the question was solved"
    assert said(sandbox) == []


async def test_a_kind_that_nobody_knows_is_skipped(nexus: Nexus) -> None:
    id_ = await plan(nexus)
    await run(nexus)
    assert (await find(nexus, id_)).state is DeliveryState.SKIPPED


async def test_what_was_applied_but_not_answered_is_not_said_twice(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    Notes(greeting(sandbox)).join(nexus)
    sandbox.faults.drop_after(SENDING, times=5)  # discord.py itself tries five times
    id_ = await plan(nexus)
    await run(nexus)
    for _ in range(MOST_ATTEMPTS):
        await nexus.pass_time(timedelta(hours=1))
    assert said(sandbox) == ["Good morning."]
    assert (await find(nexus, id_)).state is DeliveryState.SENT


async def test_a_stop_gives_claims_back(sandbox: Sandbox, nexus: Nexus) -> None:
    notes = Notes(greeting(sandbox))
    notes.join(nexus)
    sandbox.faults.delay(SENDING, 30)
    id_ = await plan(nexus)
    nexus.services.schedule.wake()
    await sandbox.until(lambda: said(sandbox))
    await nexus.restart()
    assert (await find(nexus, id_)).state is not DeliveryState.CLAIMED
    notes.join(nexus)
    await run(nexus)
    assert said(sandbox) == ["Good morning."]


async def test_a_failure_that_may_pass_is_tried_again(sandbox: Sandbox, nexus: Nexus) -> None:
    Notes(greeting(sandbox)).join(nexus)
    sandbox.faults.fail(SENDING, 503)  # discord.py repeats what failed with 500, but not this
    id_ = await plan(nexus)
    await run(nexus)
    delivery = await find(nexus, id_)
    assert delivery.state is DeliveryState.PENDING
    assert "503" in (delivery.reason or "")
    assert said(sandbox) == []
    await nexus.pass_time(MINUTE)
    assert said(sandbox) == ["Good morning."]


async def test_a_failure_that_cannot_pass_is_final_and_has_its_reason(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    place = sandbox.channel("general")
    Notes(Post(Content("Good morning."), channel_id=place.id)).join(nexus)
    await sandbox.member("mara").delete_channel(place)
    id_ = await plan(nexus)
    await run(nexus)
    delivery = await find(nexus, id_)
    assert (delivery.state, delivery.reason) == (DeliveryState.FAILED, "shared-delivery-no-channel")


async def test_a_closed_mailbox_is_final(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    ada.user.closed_dms = True
    Notes(Post(Content("Good morning."), member_id=ada.id)).join(nexus)
    id_ = await plan(nexus)
    await run(nexus)
    assert (await find(nexus, id_)).reason == "shared-delivery-dm-closed"


async def test_another_way_is_planned_in_the_transaction_that_records_the_failure(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada, planned = sandbox.member("ada"), list[bool]()
    ada.user.closed_dms = True
    here = Notes(greeting(sandbox))

    async def say_it_here(unit: Unit, failed: Delivery) -> None:
        recorded = await deliveries.find_delivery(unit.connection, failed.id)
        assert recorded is not None
        assert recorded.state is DeliveryState.FAILED
        key = DeliveryKey(failed.guild_id, "test.here", failed.subject_id)
        planned.append(await unit.plan_once(key))

    Notes(Post(Content("Good morning."), member_id=ada.id)).join(nexus)
    kinds = nexus.registry.deliveries
    kinds["test.here"] = replace(kinds[KIND], name="test.here", compose=here.compose)
    kinds[KIND] = replace(kinds[KIND], otherwise=say_it_here)
    id_ = await plan(nexus)
    await run(nexus)
    assert (await find(nexus, id_)).state is DeliveryState.FAILED
    assert (planned, said(sandbox)) == ([True], ["Good morning."])


async def test_a_fault_of_ours_is_tried_again_and_then_given_up(
    nexus: Nexus, caplog: pytest.LogCaptureFixture
) -> None:
    Notes(Post(Content("Where to?"))).join(nexus)
    id_ = await plan(nexus)
    await run(nexus)
    for _ in range(MOST_ATTEMPTS):
        await nexus.pass_time(timedelta(hours=1))
    delivery = await find(nexus, id_)
    assert delivery.state is DeliveryState.FAILED
    assert delivery.attempts == MOST_ATTEMPTS - 1  # the last one's end is the row's
    assert delivery.reason == "shared-delivery-gave-up"
    assert "could not be made" in caplog.text


async def test_the_last_failure_is_looked_into(sandbox: Sandbox, nexus: Nexus) -> None:
    """Every answer was lost, and one post was made: that one counts."""
    Notes(greeting(sandbox)).join(nexus)
    sandbox.faults.fail(SENDING, 503, times=MOST_ATTEMPTS - 1)
    id_ = await plan(nexus)
    await run(nexus)
    for number in range(MOST_ATTEMPTS - 1):
        if number == MOST_ATTEMPTS - 2:
            sandbox.faults.drop_after(SENDING)
        await nexus.pass_time(timedelta(hours=1))
    assert said(sandbox) == ["Good morning."]
    assert (await find(nexus, id_)).state is DeliveryState.SENT
