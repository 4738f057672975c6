"""Cards of every kind heal, or are given up and somebody hears of it: whatever happens to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.cards import MOST_ATTEMPTS, CardFault
from domain.guilds import GuildSettings
from sandbox.client import Sandbox
from sandbox.world.channels import channel_event, delete_channel
from sandbox.world.messages import delete_message
from sandbox.world.models import Channel, Message, Overwrite, Role
from sandbox.world.people import create_role, member_changed, role_changed
from sandbox.world.permissions import Permission
from storage import guilds
from tests.e2e import apis, endpoints
from tests.e2e.permissions import deny
from tests.nexus import Nexus
from tests.statements import writing

POSTS = "POST /channels/{channel_id}/messages"
EDITS = "PATCH /channels/{channel_id}/messages/{message_id}"
DAY = timedelta(days=1)
Step = Callable[[Sandbox, Nexus], Awaitable[object]]


async def _register(sandbox: Sandbox, nexus: Nexus) -> None:
    await apis.register(sandbox, nexus)


async def _edit(sandbox: Sandbox, nexus: Nexus) -> None:
    seen = await sandbox.member("ada").slash("api edit", api="Shop", stack="Flask")
    assert "Shop" in seen.text, seen.text
    await nexus.settle()


async def _ask(sandbox: Sandbox, nexus: Nexus) -> None:
    seen = await sandbox.member("ada").slash("endpoint request", path="/users/:id")
    await sandbox.member("ada").fill(seen, {"why": "x", "response": endpoints.ONE})
    await nexus.settle()


async def _accept(sandbox: Sandbox, nexus: Nexus) -> None:
    await endpoints.say(sandbox, nexus, "kofi", "accept")


@dataclass(frozen=True)
class Kind:
    """A kind of card: how one comes to be, how it changes, and what it says then."""

    name: str
    make: Step
    change: Step
    news: str
    show: str
    options: dict[str, str]


KINDS = (
    Kind("api", _register, _edit, "Flask", "api show", {"api": "Shop"}),
    Kind("endpoint", _ask, _accept, "accepted", "endpoint show", {"request": "1"}),
)


@pytest.fixture(params=KINDS, ids=[kind.name for kind in KINDS])
def kind(request: pytest.FixtureRequest) -> Kind:
    found: Kind = request.param
    return found


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "nexus.db"


def cards(sandbox: Sandbox, place: str | Channel = apis.HOME) -> list[Message]:
    return [message for message in sandbox.messages(place) if message.embeds]


def told(sandbox: Sandbox) -> list[str]:
    """List what Ada, to whom the card belongs, was told directly."""
    return [
        message.content
        for message in sandbox.member("ada").direct_messages()
        if "cannot be shown" in message.content
    ]


def bots_role(sandbox: Sandbox) -> Role:
    bot_id = sandbox.application.bot.id
    return next(role for role in sandbox.guild.roles.values() if role.bot_id == bot_id)


async def doctor(sandbox: Sandbox) -> str:
    return (await sandbox.member("mara").slash("doctor")).text


def take_by_channel(sandbox: Sandbox, home: Channel) -> Callable[[], None]:
    deny(sandbox, home, Permission.SEND_MESSAGES)

    def give() -> None:
        home.overwrites.clear()
        sandbox.world.emit(channel_event("CHANNEL_UPDATE", home))

    return give


def take_by_role(sandbox: Sandbox, _home: Channel) -> Callable[[], None]:
    role, everyone = bots_role(sandbox), sandbox.guild.roles[sandbox.guild.id]
    before = (role.permissions, everyone.permissions)
    for each in (role, everyone):
        each.permissions &= ~(Permission.SEND_MESSAGES | Permission.ADMINISTRATOR)
        role_changed(sandbox.world, sandbox.guild, each)

    def give() -> None:
        role.permissions, everyone.permissions = before
        for each in (role, everyone):
            role_changed(sandbox.world, sandbox.guild, each)

    return give


def take_by_member(sandbox: Sandbox, home: Channel) -> Callable[[], None]:
    """A channel for those who have a role, which the bot is given later."""
    writers = create_role(sandbox.world, sandbox.guild, "writers", permissions=0)
    home.overwrites[writers.id] = Overwrite(
        writers.id, is_member=False, allow=int(Permission.SEND_MESSAGES)
    )
    deny(sandbox, home, Permission.SEND_MESSAGES)

    def give() -> None:
        member = sandbox.guild.members[sandbox.application.bot.id]
        member.role_ids.append(writers.id)
        member_changed(sandbox.world, sandbox.guild, member)

    return give


@pytest.mark.parametrize("take", [take_by_channel, take_by_role, take_by_member])
async def test_a_card_that_was_forbidden_comes_as_soon_as_it_may(
    sandbox: Sandbox,
    nexus: Nexus,
    kind: Kind,
    take: Callable[[Sandbox, Channel], Callable[[], None]],
) -> None:
    await kind.make(sandbox, nexus)
    (old,) = cards(sandbox)
    give = take(sandbox, sandbox.channel(apis.HOME))
    delete_message(sandbox.world, old)
    await nexus.settle()
    assert cards(sandbox) == []
    (lost,) = told(sandbox)
    assert "I may not write there." in lost
    assert "1 card that can't be shown" in await doctor(sandbox)
    give()
    await nexus.settle()
    (back,) = cards(sandbox)
    assert back.id != old.id
    assert told(sandbox) == [lost]
    assert "can't be shown" not in await doctor(sandbox)


async def test_moderators_hear_of_a_card_whose_owner_gets_no_direct_messages(
    sandbox: Sandbox, nexus: Nexus, kind: Kind
) -> None:
    settings = replace(
        GuildSettings(sandbox.guild.id), moderator_channel_id=sandbox.channel("moderators").id
    )
    async with writing(nexus.services.database) as connection:
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    sandbox.member("ada").closed_dms = True
    await kind.make(sandbox, nexus)
    (old,) = cards(sandbox)
    take_by_channel(sandbox, sandbox.channel(apis.HOME))
    delete_message(sandbox.world, old)
    await nexus.settle()
    heard = [message.content for message in sandbox.messages("moderators")]
    assert len(heard) == 1, heard
    assert "I could not post" in heard[0]


async def test_a_deleted_card_comes_back_once_and_later_on_demand(
    sandbox: Sandbox, nexus: Nexus, kind: Kind
) -> None:
    await kind.make(sandbox, nexus)
    (first,) = cards(sandbox)
    delete_message(sandbox.world, first)
    await nexus.settle()
    (second,) = cards(sandbox)
    assert second.id != first.id
    assert told(sandbox) == []
    delete_message(sandbox.world, second)
    await nexus.settle()
    assert cards(sandbox) == []
    (lost,) = told(sandbox)
    assert "Somebody deleted it." in lost
    await kind.change(sandbox, nexus)
    await nexus.restart()
    await nexus.settle()
    assert cards(sandbox) == []

    stranger = await sandbox.member("femi").slash(kind.show, **kind.options)
    assert "Post again" not in str(stranger.components)
    seen = await sandbox.member("ada").slash(kind.show, **kind.options)
    again = await sandbox.member("ada").click("Post again", on=seen)
    assert "on its way" in again.text
    again = await sandbox.member("ada").click("Post again", on=seen)
    assert "there already" in again.text
    await nexus.settle()
    (third,) = cards(sandbox)
    assert kind.news in str(third.embeds)
    await nexus.pass_time(DAY)
    delete_message(sandbox.world, third)
    await nexus.settle()
    assert len(cards(sandbox)) == 1
    assert told(sandbox) == [lost]


@pytest.mark.parametrize("is_away", [False, True])
async def test_a_card_deleted_at_any_time_comes_back(
    sandbox: Sandbox, nexus: Nexus, kind: Kind, *, is_away: bool
) -> None:
    await kind.make(sandbox, nexus)
    if is_away:
        await nexus.stop()
    delete_message(sandbox.world, cards(sandbox)[0])
    if is_away:
        await nexus.start()
    await kind.change(sandbox, nexus)
    (back,) = cards(sandbox)
    assert kind.news in str(back.embeds)


@pytest.mark.parametrize("is_away", [False, True])
async def test_a_card_moves_where_its_channel_was_deleted(
    sandbox: Sandbox, nexus: Nexus, *, is_away: bool
) -> None:
    mara = sandbox.member("mara")
    await apis.register(sandbox, nexus)
    if is_away:
        await nexus.stop()
    delete_channel(sandbox.world, sandbox.channel(apis.HOME))
    if is_away:
        await nexus.start()
    await nexus.settle()
    (lost,) = told(sandbox)
    assert "The channel was deleted." in lost
    assert (
        "Run /setup and choose the channels" in (await mara.slash("doctor", channel="general")).text
    )
    settings = GuildSettings(sandbox.guild.id, endpoint_channel_id=sandbox.channel("general").id)
    async with writing(nexus.services.database) as connection:
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    await sandbox.member("ada").slash("api edit", api="Shop", stack="Flask", channel="general")
    await nexus.settle()
    (moved,) = cards(sandbox, "general")
    assert "Flask" in str(moved.embeds)


async def test_a_post_that_is_deleted_stays_away_until_it_is_wanted(
    sandbox: Sandbox, nexus: Nexus, kind: Kind
) -> None:
    forum = sandbox.channel("questions")
    settings = GuildSettings(sandbox.guild.id, endpoint_channel_id=forum.id)
    async with writing(nexus.services.database) as connection:
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    await kind.make(sandbox, nexus)
    (post,) = sandbox.threads(forum)
    assert post.thread is not None
    post.thread.archived = True
    await kind.change(sandbox, nexus)
    assert kind.news in str(sandbox.messages(post)[0].embeds)
    assert post.thread.archived or kind.name == "endpoint"  # there, something was said in it
    delete_channel(sandbox.world, post)
    await nexus.restart()
    await nexus.settle()
    assert sandbox.threads(forum) == []
    assert told(sandbox) == []
    seen = await sandbox.member("mara").slash(kind.show, **kind.options)
    await sandbox.member("mara").click("Post again", on=seen)
    await nexus.settle()
    (again,) = sandbox.threads(forum)
    assert kind.news in str(sandbox.messages(again)[0].embeds)


async def test_what_discord_refuses_for_good_is_given_up_and_said(
    sandbox: Sandbox, nexus: Nexus, kind: Kind
) -> None:
    await kind.make(sandbox, nexus)
    sandbox.faults.fail(EDITS, status=400, times=100)
    await kind.change(sandbox, nexus)
    for _ in range(3):
        await nexus.pass_time(timedelta(minutes=1))
    tried = [each for each in sandbox.requests if each.method == "PATCH"]
    assert len(tried) == 1
    (lost,) = told(sandbox)
    assert "Discord refused it." in lost
    assert "Discord refuses them." in await doctor(sandbox)
    sandbox.faults.clear()
    await nexus.restart()
    await nexus.settle()
    assert kind.news in str(cards(sandbox)[0].embeds)
    assert told(sandbox) == [lost]


async def test_while_discord_is_unwell_a_card_is_tried_ever_more_seldom(
    sandbox: Sandbox, nexus: Nexus, database: Path, kind: Kind
) -> None:
    await kind.make(sandbox, nexus)
    sandbox.faults.fail(EDITS, status=503, times=10_000)
    await kind.change(sandbox, nexus)
    for _ in range(MOST_ATTEMPTS * 2):
        await nexus.pass_time(timedelta(hours=1))
    with closing(sqlite3.connect(database)) as connection:
        row = connection.execute("SELECT attempts, fault FROM cards").fetchone()
    assert row == (MOST_ATTEMPTS - 1, CardFault.GAVE_UP.value)
    (lost,) = told(sandbox)
    assert "however often I tried" in lost
    sandbox.faults.clear()
    await nexus.restart()
    await nexus.settle()
    assert kind.news in str(cards(sandbox)[0].embeds)


async def test_a_card_posted_by_a_process_that_was_killed_is_found_again(
    sandbox: Sandbox, nexus: Nexus, database: Path, kind: Kind
) -> None:
    await kind.make(sandbox, nexus)
    await nexus.stop()
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE cards SET shown = 0, message_id = NULL")
    await nexus.start()
    await nexus.settle()
    assert len(cards(sandbox)) == 1
    await kind.change(sandbox, nexus)
    assert kind.news in str(cards(sandbox)[0].embeds)
