"""Old rows are dropped, seen by moderators, and nothing is said twice for it."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.retention import EVERY
from cogs.core.rates import TYPING_RATE
from domain.deliveries import DeliveryKey
from domain.shards import EVERYWHERE
from sandbox.client import Sandbox
from storage import deliveries, rate_uses, retention
from storage.sqlite.database import SqliteDatabase
from tests.e2e import faq
from tests.e2e.furniture import furnish
from tests.nexus import Nexus
from tests.statements import reading, writing

DAY = timedelta(days=1)
HALF_A_YEAR = timedelta(days=181)


def said(sandbox: Sandbox) -> Counter[int]:
    """Every message that more than one person sees, by its channel."""
    every = sandbox.world.messages.values()
    return Counter(message.channel_id for message in every if message.visible_to is None)


async def ledger(nexus: Nexus) -> set[tuple[str, int]]:
    """The kinds and ids of what has ended."""
    async with reading(nexus.services.database) as connection:
        rows = await connection.fetch_all(
            "SELECT kind, id FROM deliveries WHERE state NOT IN ('pending', 'claimed')"
        )
    return {(kind, id_) for kind, id_ in rows}


async def test_moderators_see_what_went_and_when(
    sandbox: Sandbox, nexus: Nexus, caplog: pytest.LogCaptureFixture
) -> None:
    mara, ada = sandbox.member("mara"), sandbox.member("ada")
    await nexus.settle()
    async with writing(nexus.services.database) as connection:
        await retention.erase_guild(connection, sandbox.guild.id)
    assert "They haven't been cleaned up yet" in (await mara.slash("doctor")).text
    await ada.slash("session create", title="Docker", when="tomorrow 18:00")
    caplog.set_level(logging.INFO, "bot.retention")
    await nexus.pass_time(EVERY + DAY)
    assert "1 drafts" in (await mara.slash("doctor")).text
    logged = [r.getMessage() for r in caplog.records if r.name == "bot.retention"]
    # On a slow machine the background may have come by before there was anything to drop.
    assert logged[-1] == "Retention: 1 servers, dropped 1 drafts; above its bound: nothing"
    await nexus.restart()
    await nexus.settle()
    seen = await mara.slash("doctor")
    assert "1 drafts" in seen.text, "the last run is known after a restart, and none was due"
    async with writing(nexus.services.database) as connection:
        run = retention.Run(nexus.clock() - 3 * DAY, {"drafts": 200}, ("drafts",))
        await retention.save_run(connection, sandbox.guild.id, run)
    assert "should happen every day" in (await mara.slash("doctor")).text
    async with writing(nexus.services.database) as connection:
        run = retention.Run(nexus.clock(), {"drafts": 10_000}, ("drafts",))
        await retention.save_run(connection, sandbox.guild.id, run)
    assert "There's more to go: drafts" in (await mara.slash("doctor")).text


async def test_nothing_is_sent_again_once_its_row_is_gone(sandbox: Sandbox, nexus: Nexus) -> None:
    await furnish(sandbox, nexus)
    for days in (1, 6, 14, 40):
        await nexus.pass_time(days * DAY)
    sent = await ledger(nexus)
    for passed in (HALF_A_YEAR, 2 * DAY, 2 * DAY):  # what is overdue keeps the rows beside it
        await nexus.pass_time(passed)
    before = said(sandbox)
    gone = sent - await ledger(nexus)
    kinds = {kind for kind, _ in gone}
    assert {"sessions-reminder", "apis-report", "endpoints-news", "announcement"} <= kinds
    await nexus.restart()  # all that plans looks at everything again
    await nexus.settle()
    assert said(sandbox) - before == Counter()


async def test_every_kind_is_planned_once_for_a_time(sandbox: Sandbox, nexus: Nexus) -> None:
    registry, database = nexus.registry, nexus.services.database
    await nexus.settle()
    now = nexus.clock()
    at = now - HALF_A_YEAR
    guild_id, kinds = sandbox.guild.id, sorted(registry.deliveries)
    keys = [DeliveryKey(guild_id, kind, 7, "slot") for kind in kinds]
    async with writing(database) as connection:
        for key in keys:
            id_ = await deliveries.schedule(connection, key, at, at)
            await connection.execute(
                "UPDATE deliveries SET state = 'sent', message_id = id WHERE id = :id", {"id": id_}
            )
        staying = registry.asked_again()
        dropped = await retention.drop_batch(connection, "deliveries", guild_id, now, staying)
        assert 0 < len(staying) < dropped == len(keys) - len(staying)
        for key in keys:
            assert await deliveries.schedule(connection, key, at, now) is None, key.kind
            assert not await deliveries.plan(connection, key, at, now), key.kind
            if key.kind in staying:  # asked for at any time: the row itself says that it was told
                assert await deliveries.schedule(connection, key, now, now) is None, key.kind


async def test_an_overdue_entry_is_not_told_of_again_when_it_changes(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara, due_on = sandbox.member("mara"), nexus.clock() - DAY

    async def bring(answer: str) -> None:
        file = f"---\nid: a\ntitle: Why?\nreview_by: {due_on:%Y-%m-%d}\n---\n{answer}\n"
        shown = await mara.slash("faq import", file=("a.md", file.encode()))
        await mara.click("Import 1", on=shown)
        await nexus.settle()

    before = said(sandbox)
    await bring("Because.")
    told = said(sandbox)
    assert sum((told - before).values()) == 1
    for _ in range(3):
        await nexus.pass_time(HALF_A_YEAR)
    assert not [kind for kind, _ in await ledger(nexus) if kind == "faq-due-editor"]
    await bring("That is why.")
    assert said(sandbox) - told == Counter()


async def test_a_restart_hands_nobody_a_new_quota(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")

    async def poll() -> str:
        slots = "tomorrow 18:00; tomorrow 19:00"
        return (await ada.slash("session poll", title="Docker", slots=slots)).text

    nexus.settings = replace(nexus.settings, posts_per_ten_minutes=2)
    await nexus.restart()
    for _ in range(2):
        assert "The poll is posted" in await poll()
    await nexus.settle()
    async with reading(nexus.services.database) as connection:  # a kill would lose nothing by now
        kept = await rate_uses.load_uses(connection, EVERYWHERE, nexus.clock(), limit=9)
    assert [(uses.kind, uses.member_id, len(uses.at)) for uses in kept] == [("post", ada.id, 2)]
    await nexus.restart()
    assert "You have made 2 public posts" in await poll()
    nexus.clock.advance(timedelta(minutes=11))
    assert "The poll is posted" in await poll()


async def test_who_floods_suggestions_gets_none_and_costs_no_query(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await faq.publish(sandbox)
    await nexus.settle()
    ada, database = sandbox.member("ada"), nexus.services.database
    assert isinstance(database, SqliteDatabase)
    offered = [await ada.autocomplete("faq show", entry="list") for _ in range(TYPING_RATE.times)]
    assert all(offered)
    statements: list[str] = []
    for driver in (database._writer, *database._readers):
        await driver.run(lambda file: file.set_trace_callback(statements.append))
    rest = range(300 - TYPING_RATE.times)
    assert not any([await ada.autocomplete("faq show", entry="list") for _ in rest])
    assert statements == []
    assert await sandbox.member("kofi").autocomplete("faq show", entry="list")
    assert statements != []
    nexus.clock.advance(TYPING_RATE.period)
    assert await ada.autocomplete("faq show", entry="list")
