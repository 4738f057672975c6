"""Two processes on one database: each acts for the servers of its shard, and for no others."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.settings import Settings
from cogs.announcements.actions.plans import plan
from cogs.announcements.names import ANNOUNCEMENT
from cogs.core.unit import Unit
from cogs.ui.client import NexusBot
from cogs.ui.items import name_in
from domain.announcements.records import Contents, Pings, Wording
from domain.deliveries import Delivery
from domain.shards import Shards
from domain.times.recurrence import Schedule
from sandbox.client import Sandbox, text_of
from sandbox.wire.components import walk
from sandbox.world.channels import create_channel
from sandbox.world.models import Channel, ChannelKind, Guild
from sandbox.world.people import create_role
from sandbox.world.seed import add_bot, create_guild
from storage import announcements
from storage.engine import open_database
from tests.domain.contracts.comparison.test_rest_changes import shop
from tests.e2e import apis
from tests.e2e.activity import SAID, answer, ask
from tests.e2e.hostile_values import items_of
from tests.e2e.test_apis import broken, later
from tests.nexus import Nexus
from tests.statements import writing

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
        writing(database) as connection,
    ):
        for number in range(PER_SERVER):
            wording = Wording(f"News {number}", "Read it.", has_button=False)
            contents = Contents(wording, Pings((role_id,)), (places[number % PLACES],))
            made = await announcements.create_announcement(
                connection, guild.id, contents, schedule, mara, now
            )
            await plan(Unit(connection, now), made, None)


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


@pytest.fixture
async def apart(settings: Settings, sandbox: Sandbox) -> AsyncIterator[tuple[Nexus, Nexus]]:
    """The process that gets direct messages, and the one that owns the seeded server."""
    count = next(each for each in (2, 3, 5, 7, 11, 13) if (sandbox.guild.id >> 22) % each)
    own = (sandbox.guild.id >> 22) % count
    async with (
        Nexus(replace(settings, shards=Shards((0,), count)), sandbox) as first,
        Nexus(replace(settings, shards=Shards((own,), count)), sandbox) as owner,
    ):
        yield first, owner


async def test_presses_in_direct_messages_are_committed_at_shard_0(
    apart: tuple[Nexus, Nexus], sandbox: Sandbox
) -> None:
    """The owner of the server finds what was decided there by its sweep."""
    first, owner = apart
    ada, kofi, femi = map(sandbox.member, ("ada", "kofi", "femi"))
    pressed = set()

    async def press(words: str, label: str) -> str:
        asked = next(m for m in kofi.direct_messages() if words in m.content)
        seen = await kofi.click(label, on=asked)
        pressed.add(name_in(seen.interaction.data["custom_id"]))
        return seen.text

    # An upload that breaks what Kofi uses.
    await apis.register(sandbox, owner)
    await apis.upload(sandbox, owner, shop())
    await kofi.slash("api consume", api="Shop", operation="GET /products")
    await apis.upload(sandbox, owner, broken())
    await later(owner)
    assert "Noted" in await press("price", "Got it")
    # Two answers of his that were accepted and are gone.
    for title, label, words in (
        ("Why does it run twice?", "Let the text stay", "stays"),
        ("Where do the migrations go?", "Erase it now", "erased"),
    ):
        thread = await ask(sandbox, owner, title)
        said = await answer(sandbox, owner, thread)
        await ada.menu("Accept answer", said)
        await owner.settle()
        await kofi.delete(said)
        await owner.settle()
        assert words in await press(title, label)
        await owner.pass_time(timedelta(minutes=2))
        assert (SAID in everything_said(sandbox, thread)) is (words == "stays")
    # An answer of his that somebody suggests for the FAQ.
    thread = await ask(sandbox, owner, "Who closes the cursor?")
    said = await answer(sandbox, owner, thread, "The context manager closes it.")
    await ada.menu("Accept answer", said)
    await owner.settle()
    card = sandbox.world.messages[thread.id]
    made = [str(c.get("custom_id")) for c in walk(card.components)]
    (suggest,) = [each for each in made if "suggest-question" in each]
    await femi.fill(await femi.click(on=card, custom_id=suggest), {})
    await owner.settle()
    await press("suggested your answer", "Keep my answer out of the FAQ")
    await owner.pass_time(timedelta(minutes=2))
    assert "Nothing waits" in (await sandbox.member("mara").slash("faq review")).text
    known = {item.name for item in items_of(first) if item.is_for_anywhere()}
    assert pressed == known, "press this one, too"


def everything_said(sandbox: Sandbox, thread: Channel) -> str:
    return "\n".join(text_of(message) for message in sandbox.messages(thread))
