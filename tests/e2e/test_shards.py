"""Two processes on one database: each acts for the servers of its shard, and for no others."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.settings import Settings
from cogs.announcements.names import ANNOUNCEMENT
from cogs.announcements.planning import plan
from cogs.ui.client import NexusBot
from domain.announcements.records import Contents, Pings, Wording
from domain.deliveries import Delivery
from domain.shards import Shards
from domain.times.recurrence import Schedule
from sandbox.client import Sandbox
from sandbox.world.channels import create_channel
from sandbox.world.models import ChannelKind, Guild
from sandbox.world.people import create_role
from sandbox.world.seed import add_bot, create_guild
from storage import announcements
from storage.engine import open_database
from tests.nexus import Nexus

PER_SERVER = 100
PLACES = 4
COUNT = 2


def shard_of(guild: Guild) -> int:
    return (guild.id >> 22) % COUNT


def second_server(sandbox: Sandbox) -> Guild:
    """Another server of the bot's, on the other shard."""
    world, owner_id = sandbox.world, sandbox.member("mara").id
    guild = create_guild(world, "Second", owner_id)
    while shard_of(guild) == shard_of(sandbox.guild):  # an id is a moment, to the millisecond
        del world.guilds[guild.id]
        guild = create_guild(world, "Second", owner_id)
    guild.members[owner_id] = replace(sandbox.guild.members[owner_id], role_ids=[])
    add_bot(world, guild, sandbox.application)
    return guild


def add_role(sandbox: Sandbox, guild: Guild) -> int:
    """A role that everybody may mention."""
    role = create_role(sandbox.world, guild, "Learners")
    role.mentionable = True
    return role.id


async def plan_posts(settings: Settings, sandbox: Sandbox, guild: Guild, role_id: int) -> None:
    """Have a hundred announcements due that ping a role."""
    places = [
        create_channel(sandbox.world, guild, ChannelKind.TEXT, f"news-{number}").id
        for number in range(PLACES)
    ]
    now = datetime.now(UTC)
    schedule = Schedule(now.replace(second=0, microsecond=0, tzinfo=None), "UTC")
    mara = sandbox.member("mara").id
    async with (
        open_database(settings.database_url) as database,
        database.transaction() as connection,
    ):
        for number in range(PER_SERVER):
            wording = Wording(f"News {number}", "Read it.", has_button=False)
            contents = Contents(wording, Pings((role_id,)), (places[number % PLACES],))
            made = await announcements.create_announcement(
                connection, guild.id, contents, schedule, mara, now
            )
            await plan(connection, made, None, now)


class Pair:
    """Two bots on one database, and which of them posted for which server."""

    def __init__(self, settings: Settings, sandbox: Sandbox) -> None:
        self.bots = [
            Nexus(replace(settings, shards=Shards((number,), COUNT)), sandbox)
            for number in range(COUNT)
        ]
        self.posted: Counter[tuple[int, int]] = Counter()
        """Posts by shard of the poster and server."""

    async def start(self) -> None:
        await asyncio.gather(*(bot.start() for bot in self.bots))
        for number, bot in enumerate(self.bots):
            kinds = bot.registry.deliveries
            kinds[ANNOUNCEMENT] = replace(kinds[ANNOUNCEMENT], sent=self._recording(number, bot))

    def _recording(
        self, number: int, bot: Nexus
    ) -> Callable[[NexusBot, Delivery, int], Awaitable[None]]:
        told = bot.registry.deliveries[ANNOUNCEMENT].sent
        assert told is not None

        async def sent(client: NexusBot, delivery: Delivery, message_id: int) -> None:
            self.posted[number, delivery.guild_id] += 1
            await told(client, delivery, message_id)

        return sent

    async def settle(self) -> None:
        for bot in self.bots:
            await bot.settle()


@pytest.fixture
async def pair(settings: Settings, sandbox: Sandbox) -> AsyncIterator[Pair]:
    made = Pair(settings, sandbox)
    yield made
    for bot in made.bots:
        await bot.stop()


async def test_each_post_is_made_once_with_its_ping_by_its_owner(
    pair: Pair, sandbox: Sandbox, settings: Settings
) -> None:
    servers = [sandbox.guild, second_server(sandbox)]
    roles = {guild.id: add_role(sandbox, guild) for guild in servers}
    await pair.start()
    for guild in servers:
        await plan_posts(settings, sandbox, guild, roles[guild.id])
    for bot in pair.bots:
        bot.app.scheduler.sweep()
    await pair.settle()
    assert pair.posted == {(shard_of(guild), guild.id): PER_SERVER for guild in servers}
    for guild in servers:
        places = [c for c in sandbox.world.guild_channels(guild.id) if c.name.startswith("news-")]
        posts = [message for place in places for message in sandbox.messages(place)]
        assert len(posts) == PER_SERVER
        assert {tuple(message.mention_role_ids) for message in posts} == {(roles[guild.id],)}
        titles = {message.embeds[0]["title"] for message in posts}
        assert len(titles) == PER_SERVER
