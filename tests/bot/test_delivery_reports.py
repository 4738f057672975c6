"""Whoever scheduled a post that failed is told, with what helps; else the moderators are."""

from __future__ import annotations

from datetime import timedelta

from cogs.ui.client import Post
from cogs.ui.content import Content
from cogs.ui.failures import GATHERED_FOR
from domain.guilds import GuildSettings
from sandbox.client import Sandbox
from storage import guilds
from tests.bot.notes import Notes, find, plan, run
from tests.nexus import Nexus
from tests.statements import writing

LATER = GATHERED_FOR + timedelta(seconds=1)
SENDING = "POST /channels/{channel_id}/messages"


def told(sandbox: Sandbox, name: str) -> list[str]:
    return [message.content for message in sandbox.member(name).direct_messages()]


async def fail(sandbox: Sandbox, nexus: Nexus, *subjects: int, code: int = 50013) -> None:
    place = sandbox.channel("general")
    Notes(Post(Content("Good morning."), channel_id=place.id)).join(nexus)
    sandbox.faults.fail(SENDING, 403, times=len(subjects), code=code)
    for subject in subjects:
        ada = sandbox.member("ada")
        await plan(nexus, subject_id=subject, channel_id=place.id, scheduled_by=ada.id)
    await run(nexus)


async def test_a_failure_is_told_to_whoever_scheduled_it(sandbox: Sandbox, nexus: Nexus) -> None:
    await fail(sandbox, nexus, 7)
    assert told(sandbox, "ada") == []
    await nexus.pass_time(LATER)
    (words,) = told(sandbox, "ada")
    assert "the note 7 (en)" in words
    assert f"<#{sandbox.channel('general').id}>" in words
    assert "I may not write there" in words
    assert "`/doctor`" in words
    await nexus.pass_time(timedelta(hours=1))
    assert len(told(sandbox, "ada")) == 1


async def test_the_moderators_are_told_where_she_accepts_no_direct_messages(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada = sandbox.member("ada")
    ada.user.closed_dms = True
    settings = GuildSettings(
        sandbox.guild.id, moderator_channel_id=sandbox.channel("moderators").id
    )
    async with writing(nexus.services.database) as connection:
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    Notes(Post(Content("Good morning."), channel_id=1)).join(nexus)
    id_ = await plan(nexus, scheduled_by=ada.id, guild_id=sandbox.guild.id)
    await run(nexus)
    await nexus.pass_time(LATER)
    assert (await find(nexus, id_)).reason == "shared-delivery-no-channel"
    (note,) = sandbox.messages("moderators")
    assert note.mention_ids == [ada.id]
    assert "The channel was deleted. Choose another channel." in note.content
