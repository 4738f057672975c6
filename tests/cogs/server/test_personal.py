from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cogs.core.access import refuse_banned
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.me.actions import choose_language, choose_zone, erase_data, export_data
from cogs.server.moderation.bans import Target, ban_member
from cogs.server.moderation.log import list_entries
from cogs.server.moderation.reports import begin_report, get_report, report_message
from cogs.server.personal import PERSONAL
from domain.errors import UserError
from domain.reports import Reported
from storage.audit import AuditFilter
from tests.statements import reading, writing

MakeActor = Callable[..., Actor]


@pytest.fixture(autouse=True)
def _personal(services: Services) -> None:
    services.features.personal.append(PERSONAL)


@pytest.fixture
def mara(make_actor: MakeActor) -> Actor:
    return make_actor(1, is_moderator=True)


@pytest.fixture
def ada(make_actor: MakeActor) -> Actor:
    return make_actor(3)


async def rows(services: Services, actor: Actor) -> list[dict[str, Any]]:
    document = json.loads(await export_data(services, actor))
    assert document["member"] == str(actor.member_id)
    found: list[dict[str, Any]] = document["data"]["server"]
    return found


async def fill(services: Services, mara: Actor, ada: Actor) -> int:
    """Ada chose a language, reported a message and was barred; returns the report's id."""
    await services.write(choose_language, ada, "fr")
    draft_id = await services.write(begin_report, ada, Reported(10, 11, 4, "words"))
    report_id = await services.write(report_message, ada, draft_id, reason="Spam")
    target = Target(ada.member_id, is_moderator=False, is_bot=False)
    await services.write(ban_member, mara, target, period="1d", reason="False report")
    return report_id


async def test_the_export_holds_all_kinds(services: Services, mara: Actor, ada: Actor) -> None:
    await fill(services, mara, ada)
    found = await rows(services, ada)
    assert [row["kind"] for row in found] == ["settings", "report", "bar", "audit entry"]
    assert found[0]["language"] == "fr"
    assert [row["by you"] for row in await rows(services, mara)] == [True]


async def test_nothing_is_held_on_somebody_new(services: Services, ada: Actor) -> None:
    assert await rows(services, ada) == []
    assert await services.write(erase_data, ada, services.features.personal) == 0


async def test_erasing_takes_the_person_out_and_keeps_what_others_rely_on(
    services: Services, mara: Actor, ada: Actor
) -> None:
    report_id = await fill(services, mara, ada)
    assert await services.write(erase_data, ada, services.features.personal) > 0
    report = await services.read(get_report, mara, report_id)
    assert (report.reporter_id, report.reason) == (None, "")
    (entry,) = await services.read(list_entries, mara, AuditFilter(), limit=10, skip=0)
    assert (entry.action, entry.subject, entry.reason) == ("server.bar", "member:0", None)
    assert (await services.guilds.member(ada.guild_id, ada.member_id)).language is None


async def test_a_bar_in_force_outlives_erasing_and_an_ended_one_does_not(
    services: Services, mara: Actor, ada: Actor, clock: Any
) -> None:
    await fill(services, mara, ada)
    await services.write(erase_data, ada, services.features.personal)
    async with reading(services.database) as connection:
        with pytest.raises(UserError):
            await refuse_banned(connection, ada.guild_id, ada.member_id, services.clock())
    clock.advance(timedelta(days=2))
    assert await services.write(erase_data, ada, services.features.personal) == 1


async def test_a_moderators_name_leaves_the_log(
    services: Services, mara: Actor, ada: Actor, make_actor: MakeActor
) -> None:
    await fill(services, mara, ada)
    await services.write(erase_data, mara, services.features.personal)
    zuri = make_actor(2, is_moderator=True)
    (entry,) = await services.read(list_entries, zuri, AuditFilter(), limit=10, skip=0)
    assert entry.actor_id is None


async def test_what_others_see_is_brought_in_line_after_erasing(
    services: Services, ada: Actor, schedule: Any
) -> None:
    await services.write(erase_data, ada, services.features.personal)
    assert schedule.mirrors == ["all"]


async def test_erasing_a_server_leaves_nothing(services: Services, mara: Actor, ada: Actor) -> None:
    await fill(services, mara, ada)
    async with writing(services.database) as connection:
        for feature in services.features.personal:
            await feature.erase_guild(connection, ada.guild_id)
    assert await services.read(list_entries, mara, AuditFilter(), limit=10, skip=0) == []
    services.guilds.forget(ada.guild_id, ada.member_id)
    assert await rows(services, ada) == []


async def test_an_export_that_no_message_can_carry_is_refused(
    services: Services, ada: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cogs.me.actions.MAX_EXPORT", 10)
    with pytest.raises(UserError) as refused:
        await export_data(services, ada)
    assert refused.value.problem == "me-export-too-large"


async def test_language_and_zone_are_chosen_apart(services: Services, ada: Actor) -> None:
    await services.write(choose_language, ada, "fr")
    assert await services.write(choose_zone, ada, "nairobi") == "Africa/Nairobi"
    chosen = await services.guilds.member(ada.guild_id, ada.member_id)
    assert (chosen.language, chosen.time_zone) == ("fr", "Africa/Nairobi")
    await services.write(choose_language, ada, None)
    chosen = await services.guilds.member(ada.guild_id, ada.member_id)
    assert (chosen.language, chosen.time_zone) == (None, "Africa/Nairobi")


async def test_an_unknown_zone_changes_nothing(services: Services, ada: Actor) -> None:
    with pytest.raises(UserError):
        await services.write(choose_zone, ada, "Mars")
    assert (await services.guilds.member(ada.guild_id, ada.member_id)).time_zone is None
