from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cogs.core.access import posting
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.server.moderation.reports import (
    DELIVERY,
    begin_report,
    get_report,
    list_reports,
    report_message,
    resolve_report,
)
from domain.errors import UserError
from domain.reports import Reported
from storage import deliveries, reports
from tests.statements import reading, writing

MakeActor = Callable[..., Actor]
GUILD = 100
MESSAGE = Reported(channel_id=10, message_id=11, author_id=4, quote="buy my coin")


@pytest.fixture
def mara(make_actor: MakeActor) -> Actor:
    return make_actor(1, is_moderator=True)


@pytest.fixture
def ada(make_actor: MakeActor) -> Actor:
    return make_actor(3)


async def report(services: Services, actor: Actor, message: Reported = MESSAGE) -> int:
    draft_id = await services.write(begin_report, actor, message)
    with posting(services, actor):
        return await services.write(report_message, actor, draft_id, reason="Spam")


async def test_a_report_is_stored_and_its_delivery_due_at_once(
    services: Services, ada: Actor, mara: Actor, schedule: Any
) -> None:
    report_id = await report(services, ada)
    stored = await services.read(get_report, mara, report_id)
    assert (stored.message, stored.reporter_id, stored.reason) == (MESSAGE, 3, "Spam")
    assert stored.jump_url == "https://discord.com/channels/100/10/11"
    async with reading(services.database) as connection:
        planned = await deliveries.list_of_subject(connection, GUILD, report_id, limit=5)
    assert [(d.kind, d.due_at) for d in planned] == [(DELIVERY, services.clock())]
    assert schedule.wakes == [None]


async def test_the_same_message_is_reported_once_by_a_member(
    services: Services, ada: Actor, mara: Actor, make_actor: MakeActor
) -> None:
    await report(services, ada)
    with pytest.raises(UserError) as refused:
        await report(services, ada)
    assert refused.value.problem == "server-report-twice"
    await report(services, make_actor(5))
    assert len(await services.read(list_reports, mara, limit=10, skip=0)) == 2


async def test_a_submission_that_comes_twice_reports_once(
    services: Services, ada: Actor, mara: Actor
) -> None:
    draft_id = await services.write(begin_report, ada, MESSAGE)
    await services.write(report_message, ada, draft_id, reason="Spam")
    with pytest.raises(UserError):
        await services.write(report_message, ada, draft_id, reason="Spam")
    assert len(await services.read(list_reports, mara, limit=10, skip=0)) == 1


async def test_a_form_left_open_too_long_says_how_to_start_again(
    services: Services, ada: Actor, clock: Any
) -> None:
    draft_id = await services.write(begin_report, ada, MESSAGE)
    clock.advance(timedelta(hours=2))
    with pytest.raises(UserError) as refused:
        await services.write(report_message, ada, draft_id, reason="Spam")
    assert refused.value.problem == "server-report-gone"


async def test_reports_have_the_rate_of_posts(services: Services, ada: Actor) -> None:
    for number in range(5):
        await report(services, ada, Reported(10, number, 4, ""))
    with pytest.raises(UserError) as refused:
        await report(services, ada, Reported(10, 99, 4, ""))
    assert refused.value.problem == "shared-rate-post"


async def test_of_two_moderators_who_resolve_the_first_counts(
    services: Services, ada: Actor, mara: Actor, make_actor: MakeActor
) -> None:
    report_id = await report(services, ada)
    first, resolved = await services.write(resolve_report, mara, report_id)
    assert (first.resolver_id, resolved) == (1, True)
    second, resolved = await services.write(
        resolve_report, make_actor(2, is_moderator=True), report_id
    )
    assert (second.resolver_id, resolved) == (1, False)
    assert await services.read(list_reports, mara, limit=10, skip=0) == []


async def test_reported_words_are_kept_only_until_they_were_passed_on(
    services: Services, ada: Actor, mara: Actor
) -> None:
    report_id = await report(services, ada)
    async with writing(services.database) as connection:
        await reports.forget_quote(connection, report_id)
    assert (await services.read(get_report, mara, report_id)).message.quote == ""


async def test_only_moderators_see_and_resolve_reports(services: Services, ada: Actor) -> None:
    report_id = await report(services, ada)
    for attempt in (
        services.read(get_report, ada, report_id),
        services.read(list_reports, ada, limit=10, skip=0),
        services.write(resolve_report, ada, report_id),
    ):
        with pytest.raises(UserError) as refused:
            await attempt
        assert refused.value.problem == "shared-moderators-only"


async def test_another_servers_moderators_cannot_touch_a_report(
    services: Services, ada: Actor, make_actor: MakeActor
) -> None:
    report_id = await report(services, ada)
    elsewhere = make_actor(1, is_moderator=True, guild_id=101)
    for attempt in (
        services.read(get_report, elsewhere, report_id),
        services.write(resolve_report, elsewhere, report_id),
    ):
        with pytest.raises(UserError) as refused:
            await attempt
        assert refused.value.problem == "server-report-unknown"
