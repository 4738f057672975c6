from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.server.setup.actions import (
    begin_setup,
    cancel_setup,
    change_setup,
    find_setup,
    record_creation,
    save_moderator_channel,
    save_setup,
)
from domain.errors import UserError
from domain.guilds import GuildSettings
from storage import audit
from storage.audit import AuditFilter
from tests.statements import reading

MakeActor = Callable[..., Actor]
GUILD = 100


@pytest.fixture
def mara(make_actor: MakeActor) -> Actor:
    return make_actor(1, is_moderator=True)


@pytest.fixture
def zuri(make_actor: MakeActor) -> Actor:
    return make_actor(2, is_moderator=True)


async def logged(services: Services) -> list[tuple[str, Any]]:
    async with reading(services.database) as connection:
        entries = await audit.list_entries(connection, GUILD, AuditFilter(), limit=10)
    return [(entry.action, entry.details) for entry in entries]


async def test_nothing_is_in_force_before_it_is_saved(services: Services, mara: Actor) -> None:
    draft = await services.write(begin_setup, mara, GuildSettings(GUILD, question_channel_id=5))
    await services.write(change_setup, mara, draft.id, language="fr")
    assert await services.guilds.saved(GUILD) is None
    assert await logged(services) == []


async def test_saving_puts_the_choices_in_force_at_once(services: Services, mara: Actor) -> None:
    assert await services.guilds.settings(GUILD) == GuildSettings(GUILD)  # now in the cache
    draft = await services.write(begin_setup, mara, GuildSettings(GUILD, question_channel_id=5))
    await services.write(
        change_setup, mara, draft.id, time_zone="Africa/Nairobi", moderator_role_id=7
    )
    await services.write(change_setup, mara, draft.id, question_channel_id=None)
    expected = GuildSettings(GUILD, moderator_role_id=7, time_zone="Africa/Nairobi")
    assert await services.write(save_setup, mara, draft.id) == expected
    assert await services.guilds.settings(GUILD) == expected


async def test_the_log_holds_what_changed_and_only_that(services: Services, mara: Actor) -> None:
    first = await services.write(begin_setup, mara, GuildSettings(GUILD, question_channel_id=5))
    saved = await services.write(save_setup, mara, first.id)
    second = await services.write(begin_setup, mara, saved)
    await services.write(change_setup, mara, second.id, language="fr")
    await services.write(save_setup, mara, second.id)
    entries = await logged(services)
    assert entries[0] == (
        "server.setup",
        {"before": {"language": "en"}, "after": {"language": "fr"}},
    )
    assert entries[1][1]["before"]["question_channel_id"] is None


async def test_every_choice_is_kept_as_it_was_made(services: Services, mara: Actor) -> None:
    chosen = GuildSettings(GUILD, language="fr", digest_day=3, digest_hour=17, digest_on=False)
    draft = await services.write(begin_setup, mara, chosen)
    assert await services.write(save_setup, mara, draft.id) == chosen
    assert await services.guilds.settings(GUILD) == chosen


async def test_saving_twice_is_refused_and_changes_nothing(services: Services, mara: Actor) -> None:
    draft = await services.write(begin_setup, mara, GuildSettings(GUILD))
    await services.write(save_setup, mara, draft.id)
    with pytest.raises(UserError) as refused:
        await services.write(save_setup, mara, draft.id)
    assert refused.value.problem == "server-setup-gone"
    assert len(await logged(services)) == 1


async def test_a_draft_is_its_members_own(services: Services, mara: Actor, zuri: Actor) -> None:
    draft = await services.write(begin_setup, mara, GuildSettings(GUILD))
    for attempt in (
        services.read(find_setup, zuri, draft.id),
        services.write(change_setup, zuri, draft.id, language="fr"),
        services.write(save_setup, zuri, draft.id),
        services.write(cancel_setup, zuri, draft.id),
        services.read(find_setup, replace(mara, guild_id=101), draft.id),
    ):
        with pytest.raises(UserError) as refused:
            await attempt
        assert refused.value.problem == "server-setup-gone"


async def test_beginning_again_replaces_the_unfinished_draft(
    services: Services, mara: Actor
) -> None:
    first = await services.write(begin_setup, mara, GuildSettings(GUILD))
    second = await services.write(begin_setup, mara, GuildSettings(GUILD, language="fr"))
    assert (await services.read(find_setup, mara, second.id)).settings.language == "fr"
    with pytest.raises(UserError):
        await services.read(find_setup, mara, first.id)


async def test_a_draft_left_alone_expires_and_one_in_use_does_not(
    services: Services, mara: Actor, clock: Any
) -> None:
    draft = await services.write(begin_setup, mara, GuildSettings(GUILD))
    clock.advance(timedelta(minutes=50))
    await services.write(change_setup, mara, draft.id, language="fr")
    clock.advance(timedelta(minutes=50))
    assert (await services.read(find_setup, mara, draft.id)).settings.language == "fr"
    clock.advance(timedelta(minutes=20))
    with pytest.raises(UserError):
        await services.write(save_setup, mara, draft.id)


async def test_cancelling_forgets_the_draft(services: Services, mara: Actor) -> None:
    draft = await services.write(begin_setup, mara, GuildSettings(GUILD))
    await services.write(cancel_setup, mara, draft.id)
    with pytest.raises(UserError):
        await services.read(find_setup, mara, draft.id)


async def test_only_moderators_set_up(services: Services, make_actor: MakeActor) -> None:
    learner = make_actor(3)
    for attempt in (
        services.write(begin_setup, learner, GuildSettings(GUILD)),
        services.write(change_setup, learner, 1, language="fr"),
        services.write(save_setup, learner, 1),
        services.write(cancel_setup, learner, 1),
    ):
        with pytest.raises(UserError) as refused:
            await attempt
        assert refused.value.problem == "shared-moderators-only"


async def test_only_fields_that_setup_asks_for_can_change(services: Services, mara: Actor) -> None:
    draft = await services.write(begin_setup, mara, GuildSettings(GUILD))
    with pytest.raises(ValueError, match="guild_id"):
        await services.write(change_setup, mara, draft.id, guild_id=3)


async def test_a_created_channel_is_used_and_logged(services: Services, mara: Actor) -> None:
    await services.write(save_moderator_channel, mara, 55, "nexus-moderators")
    await services.write(record_creation, mara, 56, tags=["Open"])
    assert (await services.guilds.settings(GUILD)).moderator_channel_id == 55
    assert await logged(services) == [
        ("server.create", {"tags": ["Open"]}),
        ("server.create", {"channel": "nexus-moderators"}),
    ]
