from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cogs.core.access import admit, posting
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.server.moderation.bans import Target, ban_member, find_ban, lift_ban, list_bans
from cogs.ui.errors import render_error
from domain.errors import UserError
from storage import audit
from storage.audit import AuditFilter
from tests.statements import reading

MakeActor = Callable[..., Actor]
GUILD = 100
ADA = 3


@pytest.fixture
def mara(make_actor: MakeActor) -> Actor:
    return make_actor(1, is_moderator=True)


@pytest.fixture
def ada(make_actor: MakeActor) -> Actor:
    return make_actor(ADA)


def target(member_id: int = ADA, *, is_moderator: bool = False, is_bot: bool = False) -> Target:
    return Target(member_id, is_moderator=is_moderator, is_bot=is_bot)


async def post(services: Services, actor: Actor) -> None:
    with posting(services, actor):
        await services.read(admit, actor)


async def test_a_barred_member_is_told_why_and_until_when(
    services: Services, mara: Actor, ada: Actor
) -> None:
    await post(services, ada)
    ban = await services.write(ban_member, mara, target(), period="1d", reason=" Spam ")
    with pytest.raises(UserError) as refused:
        await post(services, ada)
    words = render_error(ada.text, refused.value)
    assert "Spam" in words
    assert f"<t:{int(ban.ends_at.timestamp())}:f>" in words


async def test_a_bar_ends_by_itself(
    services: Services, mara: Actor, ada: Actor, clock: Any
) -> None:
    await services.write(ban_member, mara, target(), period="1h", reason="Spam")
    clock.advance(timedelta(hours=1))
    await post(services, ada)
    assert await services.read(list_bans, mara, limit=10, skip=0) == []


async def test_a_new_bar_takes_the_place_of_the_old_one(services: Services, mara: Actor) -> None:
    await services.write(ban_member, mara, target(), period="1h", reason="Spam")
    await services.write(ban_member, mara, target(), period="4w", reason="Spam again")
    bans = await services.read(list_bans, mara, limit=10, skip=0)
    assert [ban.reason for ban in bans] == ["Spam again"]


async def test_lifting_lets_her_post_and_is_logged_with_the_reason(
    services: Services, mara: Actor, ada: Actor
) -> None:
    await services.write(ban_member, mara, target(), period="1d", reason="Spam")
    await services.write(lift_ban, mara, ADA, reason="A misunderstanding")
    await post(services, ada)
    async with reading(services.database) as connection:
        entries = await audit.list_entries(connection, GUILD, AuditFilter(), limit=10)
    assert [(e.action, e.subject, e.reason) for e in entries] == [
        ("server.lift", f"member:{ADA}", "A misunderstanding"),
        ("server.bar", f"member:{ADA}", "Spam"),
    ]


async def test_of_two_who_lift_a_bar_the_second_is_told(services: Services, mara: Actor) -> None:
    await services.write(ban_member, mara, target(), period="1d", reason="Spam")
    await services.write(lift_ban, mara, ADA, reason="")
    with pytest.raises(UserError) as refused:
        await services.write(lift_ban, mara, ADA, reason="")
    assert refused.value.problem == "server-bar-none"


@pytest.mark.parametrize(
    ("who", "problem"),
    [
        (target(1), "server-bar-yourself"),
        (target(is_bot=True), "server-bar-bot"),
        (target(is_moderator=True), "server-bar-moderator"),
    ],
)
async def test_who_cannot_be_barred(
    services: Services, mara: Actor, who: Target, problem: str
) -> None:
    with pytest.raises(UserError) as refused:
        await services.write(ban_member, mara, who, period="1d", reason="Spam")
    assert refused.value.problem == problem


@pytest.mark.parametrize("reason", ["", "   ", "...", "👎"])
async def test_a_bar_needs_a_reason_that_says_something(
    services: Services, mara: Actor, reason: str
) -> None:
    with pytest.raises(UserError) as refused:
        await services.write(ban_member, mara, target(), period="1d", reason=reason)
    assert refused.value.problem == "server-no-reason"


async def test_only_moderators_bar_lift_and_look(services: Services, ada: Actor) -> None:
    for attempt in (
        services.write(ban_member, ada, target(9), period="1d", reason="Spam"),
        services.write(lift_ban, ada, 9, reason=""),
        services.read(list_bans, ada, limit=10, skip=0),
        services.read(find_ban, ada, 9),
    ):
        with pytest.raises(UserError) as refused:
            await attempt
        assert refused.value.problem == "shared-moderators-only"
    assert await services.read(find_ban, ada, ada.member_id) is None


async def test_a_bar_holds_in_its_own_server_only(
    services: Services, mara: Actor, make_actor: MakeActor
) -> None:
    await services.write(ban_member, mara, target(), period="1d", reason="Spam")
    await post(services, make_actor(ADA, guild_id=101))


async def test_posts_have_a_rate_and_moderators_twice_that(
    services: Services, mara: Actor, ada: Actor, clock: Any
) -> None:
    for _ in range(5):
        await post(services, ada)
    with pytest.raises(UserError) as refused:
        await post(services, ada)
    assert refused.value.problem == "shared-rate-post"
    for _ in range(10):
        await post(services, mara)
    with pytest.raises(UserError):
        await post(services, mara)
    clock.advance(timedelta(minutes=10))
    await post(services, ada)
