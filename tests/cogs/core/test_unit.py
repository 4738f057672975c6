"""Units of work: what follows a commit, what is noted and done once, what they may not touch."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import fields, replace
from datetime import timedelta
from inspect import getattr_static, iscoroutine, isfunction
from typing import Any

import discord
import pytest

from bot.outbox.scheduler import Scheduler
from cogs.apis.actions.registrations import register
from cogs.core.access import posting
from cogs.core.services import Services
from cogs.core.unit import Unit
from cogs.sessions.actions.polls import create_poll, get_poll
from domain.apis import ApiText
from domain.deliveries import DeliveryKey
from domain.errors import UserError
from domain.guilds import MemberSettings
from domain.sessions.records import Plan
from storage import app_state, audit, deliveries, guilds
from storage.audit import AuditFilter
from storage.connection import Connection
from storage.errors import DatabaseError
from storage.semantic.service import Semantics
from tests.cogs.conftest import GUILD, MakeActor, RecordedSchedule, TestClock

KEY = DeliveryKey(GUILD, "kind", 5, channel_id=9)
PLAIN = {
    "database": "raises by itself",
    "clock": "a function",
    "features": "set up at the start",
}
"""Fields of `Services` that the decorator does not guard, and why."""


async def ask(unit: Unit, minutes: int = 0, *, fails: bool = False) -> str:
    assert await unit.plan(KEY, unit.now + timedelta(minutes=minutes))
    unit.show("question", 12)
    unit.show("session", 3)
    if fails:
        raise LookupError
    return "done"


async def list_planned(unit: Unit) -> list[Any]:  # Any: rows of several kinds
    return await deliveries.list_of_subject(unit.connection, GUILD, 5, limit=9)


async def test_what_follows_a_commit_is_done_by_itself(
    services: Services, schedule: RecordedSchedule, clock: TestClock
) -> None:
    assert await services.write(ask) == "done"
    assert (schedule.wakes, schedule.shown) == ([None], [("question", 12), ("session", 3)])
    assert await services.write(ask, 20) == "done"
    assert schedule.wakes == [None, clock.now + timedelta(minutes=20)]
    (row,) = await services.read(list_planned)
    assert row.due_at == clock.now + timedelta(minutes=20)


async def test_nothing_follows_what_was_rolled_back(
    services: Services, schedule: RecordedSchedule
) -> None:
    with pytest.raises(LookupError):
        await services.write(ask, fails=True)
    assert (schedule.wakes, schedule.shown) == ([], [])
    assert await services.read(list_planned) == []


async def test_what_follows_is_done_also_when_the_caller_was_cancelled(
    services: Services, schedule: RecordedSchedule
) -> None:
    loop = asyncio.get_running_loop()

    async def ask_and_be_cancelled(unit: Unit) -> None:
        await ask(unit)
        asyncio.run_coroutine_threadsafe(cancel(), loop).result()

    async def cancel() -> None:
        task.cancel()

    task = asyncio.create_task(services.write(ask_and_be_cancelled))
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (schedule.wakes, schedule.shown) == ([None], [("question", 12), ("session", 3)])
    assert len(await services.read(list_planned)) == 1


async def test_settings_are_read_anew_and_all_is_shown_after_the_commit(
    services: Services, schedule: RecordedSchedule
) -> None:
    async def save(unit: Unit) -> None:
        await guilds.save_member_settings(unit.connection, MemberSettings(10, 1, language="fr"))
        unit.reread_settings(10, 1)
        unit.show_all()

    assert (await services.guilds.member(10, 1)).language is None
    await services.write(save)
    assert (await services.guilds.member(10, 1)).language == "fr"
    assert schedule.mirrors == ["all"]


async def test_rows_are_shown_by_the_mirrors_that_say_so(clock: TestClock) -> None:
    async def work() -> None: ...

    scheduler = Scheduler(clock)
    scheduler.add("cards", work, shows=("session", "poll"))
    scheduler.add("events", work, shows=("session",))
    scheduler.add("others", work, shows=("question",))
    scheduler.show("poll", 1)
    assert [name for name, each in scheduler._workers.items() if not each.is_idle] == ["cards"]
    scheduler.show("session", 1)
    scheduler.show("nothing", 1)
    woken = [name for name, each in scheduler._workers.items() if not each.is_idle]
    assert woken == ["cards", "events"]


async def test_a_delivery_is_planned_once_or_moved(
    services: Services, schedule: RecordedSchedule, clock: TestClock
) -> None:
    async def plan_once(unit: Unit) -> bool:
        return await unit.plan_once(KEY, unit.now + timedelta(hours=1), scheduled_by=7)

    assert await services.write(plan_once)
    assert not await services.write(plan_once)
    assert schedule.wakes == [clock.now + timedelta(hours=1)]
    (row,) = await services.read(list_planned)
    assert row.scheduled_by == 7


async def test_moderators_acts_are_noted_and_what_people_do_with_their_own_is_not(
    services: Services, make_actor: MakeActor
) -> None:
    mara, kofi = make_actor(3, is_moderator=True), make_actor(2)

    async def close(unit: Unit, owner_id: int | None, *, by_moderator: bool) -> None:
        actor = mara if by_moderator else kofi
        await unit.note(
            actor, "qa.close", "question:1", owners=(owner_id,), reason="old", title="T"
        )

    await services.write(close, 2, by_moderator=False)
    await services.write(close, 3, by_moderator=True)
    await services.write(close, 2, by_moderator=True)
    (entry,) = await services.database.read(audit.list_entries, GUILD, AuditFilter(), limit=9)
    assert (entry.actor_id, entry.action, entry.subject) == (3, "qa.close", "question:1")
    assert (entry.reason, entry.details) == ("old", {"title": "T"})


async def test_an_interaction_is_handled_once_and_remembered_for_a_day(
    services: Services, clock: TestClock
) -> None:
    async def create(unit: Unit, interaction_id: int | None) -> bool:
        return await unit.once(interaction_id)

    assert [await services.write(create, 7) for _ in range(3)] == [True, False, False]
    assert [await services.write(create, None) for _ in range(2)] == [True, True]
    clock.advance(app_state.INTERACTIONS_KEPT + timedelta(seconds=1))
    assert await services.write(create, 8)
    assert await services.database.read(handled) == 1


async def test_a_poll_that_is_asked_for_twice_is_made_once(
    services: Services, make_actor: MakeActor, schedule: RecordedSchedule
) -> None:
    ada = replace(make_actor(1), interaction_id=77)
    asked = (Plan("Docker", "", "", 60), "tomorrow 18:00; tomorrow 20:00", "UTC", 9)
    made = [await services.write(create_poll, ada, *asked) for _ in range(2)]
    assert made == [1, None]
    assert schedule.shown == [("poll", 1)]
    assert (await services.read(get_poll, ada, 1)).title == "Docker"


async def test_an_api_that_is_registered_twice_by_one_command_is_made_once(
    services: Services, make_actor: MakeActor, schedule: RecordedSchedule
) -> None:
    ada = replace(make_actor(1), interaction_id=77)
    made = [await services.write(register, ada, ApiText("Shop"), 9) for _ in range(2)]
    assert made[0] == made[1]
    assert schedule.shown == [("api", 1)]
    with pytest.raises(UserError, match="apis-name-taken"):
        await services.write(register, replace(ada, interaction_id=78), ApiText("Shop"), 9)


async def test_posts_count_from_their_beginning_and_not_when_they_fail(
    services: Services, make_actor: MakeActor
) -> None:
    ada = make_actor(1)
    for _ in range(9):
        with pytest.raises(LookupError), posting(services, ada):
            raise LookupError
    with ExitStack() as at_once:
        for _ in range(5):
            at_once.enter_context(posting(services, ada))
        with pytest.raises(UserError, match="shared-rate-post"), posting(services, ada):
            pytest.fail("the sixth is one too many")


async def handled(connection: Connection) -> int:
    count: int = await connection.fetch_value("SELECT count(*) FROM handled_interactions")
    return count


async def test_services_that_belong_to_the_loop_raise_in_units(services: Services) -> None:
    services = replace(services, schedule=Scheduler(services.clock))
    kept = [(f.name, getattr(services, f.name)) for f in fields(Services) if f.name not in PLAIN]
    kept = [(name, value) for name, value in kept if value is not None]
    kept += [("semantics", Semantics.__new__(Semantics)), ("text", services.text.of("en"))]
    tried = 0
    for name, value in kept:
        for method in public_methods(value):

            async def touch(_: Unit, value: object = value, method: str = method) -> None:
                found = getattr(value, method)()
                if iscoroutine(found):
                    await found

            with pytest.raises(DatabaseError, match="in the database's thread"):
                await services.write(touch)
            tried += 1
        assert public_methods(value), f"services.{name} has nothing to guard: name it in PLAIN"
    assert tried > 20


def public_methods(value: object) -> list[str]:
    return [
        name
        for name in vars(type(value))
        if (not name.startswith("_") or name == "__call__")
        and isfunction(getattr_static(type(value), name))
    ]


async def test_locks_and_discord_s_objects_raise_in_units_of_tests(services: Services) -> None:
    lock, client = asyncio.Lock(), discord.Client(intents=discord.Intents.none())

    async def take(_: Unit) -> None:
        await lock.acquire()

    async def look(_: Unit) -> None:
        client.get_guild(1)

    for use_case in (take, look):
        with pytest.raises(DatabaseError, match="in the database's thread"):
            await services.write(use_case)
    assert client.get_guild(1) is None
    async with lock:
        pass
