"""The digest: once a week at the server's hour, of what its readers may see, or not at all."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from cogs.digest.posts import next_digest
from domain.deliveries import DeliveryState
from domain.guilds import GuildSettings
from domain.times.wall import to_wall
from sandbox.client import Sandbox
from sandbox.world.models import Message
from sandbox.world.permissions import Permission
from storage import deliveries, guilds
from tests.e2e.activity import ask
from tests.e2e.faq import publish
from tests.e2e.permissions import deny
from tests.e2e.sessions import DAY, HOUR, plan, words
from tests.nexus import Nexus
from tests.statements import reading, writing

pytestmark = pytest.mark.usefixtures("nexus")

PLACE = "announcements"


async def set_up(sandbox: Sandbox, nexus: Nexus, **choices: object) -> datetime:
    """Save settings, and return when the digest is due by them."""
    settings = GuildSettings(
        sandbox.guild.id,
        announcement_channel_id=sandbox.channel(PLACE).id,
        moderator_channel_id=sandbox.channel("moderators").id,
        time_zone="Africa/Lagos",
    )
    settings = replace(settings, **choices)  # type: ignore[arg-type]  # fields by name
    async with writing(nexus.services.database) as connection:
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    nexus.app.scheduler.sweep()
    await nexus.settle()
    moment = next_digest(settings, nexus.clock())
    return nexus.clock() if moment is None else moment.at


def digests(sandbox: Sandbox) -> list[Message]:
    return [message for message in sandbox.messages(PLACE) if message.embeds]


def heads(message: Message) -> list[str]:
    return [field["name"] for field in message.embeds[0]["fields"]]


async def until(nexus: Nexus, at: datetime) -> None:
    await nexus.pass_time(at - nexus.clock())


async def test_it_comes_once_a_week_at_the_servers_hour(sandbox: Sandbox, nexus: Nexus) -> None:
    at = await set_up(sandbox, nexus, digest_day=2, digest_hour=18)
    assert f"{to_wall(at, 'Africa/Lagos'):%w %H:%M}" == "3 18:00"
    await ask(sandbox, nexus)
    await publish(sandbox)
    await plan(sandbox, nexus, words(nexus, at + 2 * DAY - nexus.clock()))
    await until(nexus, at - timedelta(minutes=1))
    assert digests(sandbox) == []
    await nexus.restart()
    await until(nexus, at + timedelta(seconds=5))
    (digest,) = digests(sandbox)
    assert heads(digest) == [
        "🙋 1 question waits for an answer",
        "📖 1 new entry of the FAQ",
        "🗓️ 1 study session in the week ahead",
    ]
    await nexus.pass_time(6 * DAY)
    assert len(digests(sandbox)) == 1
    await nexus.pass_time(DAY + HOUR)
    assert len(digests(sandbox)) == 2


async def test_a_quiet_week_has_none(sandbox: Sandbox, nexus: Nexus) -> None:
    at = await set_up(sandbox, nexus)
    await until(nexus, at + timedelta(seconds=5))
    assert digests(sandbox) == []
    async with reading(nexus.services.database) as connection:
        rows = await deliveries.list_ledger(
            connection, sandbox.guild.id, ("digest-weekly",), sandbox.guild.id, limit=5
        )
    assert [(row.state, row.reason) for row in rows if not row.is_open] == [
        (DeliveryState.SKIPPED, "digest-nothing")
    ]


async def test_another_day_or_none_moves_it(sandbox: Sandbox, nexus: Nexus) -> None:
    await ask(sandbox, nexus)
    first = await set_up(sandbox, nexus, digest_day=0)
    later = await set_up(sandbox, nexus, digest_day=0, digest_hour=11)
    assert later == first + 2 * HOUR
    await until(nexus, first + HOUR)
    assert digests(sandbox) == []
    await until(nexus, later + timedelta(seconds=5))
    assert len(digests(sandbox)) == 1
    await set_up(sandbox, nexus, digest_on=False)
    await nexus.pass_time(8 * DAY)
    assert len(digests(sandbox)) == 1


async def test_after_an_outage_a_late_one_says_so_and_a_stale_one_is_left_out(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await ask(sandbox, nexus)
    at = await set_up(sandbox, nexus)
    await nexus.stop()
    nexus.clock.advance(at + 3 * HOUR - nexus.clock())
    await nexus.start()
    await nexus.settle()
    (digest,) = digests(sandbox)
    assert "⏰ Late" in digest.content
    await nexus.stop()
    nexus.clock.advance(7 * DAY + 12 * HOUR)
    await nexus.start()
    await nexus.settle()
    assert len(digests(sandbox)) == 1


async def test_what_readers_of_the_channel_may_not_see_is_left_out(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    at = await set_up(sandbox, nexus)
    thread = await ask(sandbox, nexus)
    async with writing(nexus.services.database) as connection:
        await connection.execute(
            "UPDATE questions SET channel_id = :id", {"id": sandbox.channel("moderators").id}
        )
    await until(nexus, at + timedelta(seconds=5))
    assert digests(sandbox) == []
    assert thread.name


async def test_everybody_can_look_and_moderators_can_post_it(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await set_up(sandbox, nexus)
    ada, mara = sandbox.member("ada"), sandbox.member("mara")
    seen = await ada.slash("digest")
    assert "Nothing happened" in seen.text
    await ask(sandbox, nexus)
    seen = await ada.slash("digest")
    assert seen.components == []
    seen = await mara.slash("digest")
    await asyncio.gather(*(mara.click("Post it for everybody", on=seen) for _ in range(2)))
    await nexus.settle()
    assert len(digests(sandbox)) == 1


async def test_moderators_are_told_where_it_cannot_be_posted(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    at = await set_up(sandbox, nexus)
    await ask(sandbox, nexus)
    deny(sandbox, sandbox.channel(PLACE), Permission.SEND_MESSAGES)
    await until(nexus, at + timedelta(seconds=5))
    (note,) = [m for m in sandbox.messages("moderators") if "could not post" in m.content]
    assert "the digest" in note.content
    assert "I may not write there" in note.content


async def test_a_french_server_gets_a_french_one(sandbox: Sandbox, nexus: Nexus) -> None:
    at = await set_up(sandbox, nexus, language="fr")
    await ask(sandbox, nexus)
    await until(nexus, at + timedelta(seconds=5))
    (digest,) = digests(sandbox)
    assert heads(digest) == ["🙋 1 question attend une réponse"]
