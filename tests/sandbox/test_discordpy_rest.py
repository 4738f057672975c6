"""discord.py's own REST calls, unmodified, over everything that servers are managed with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import discord
import pytest

from sandbox.client import Sandbox
from sandbox.world.permissions import ALL


@pytest.fixture
async def guild(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[discord.Guild]:
    monkeypatch.setattr(discord.http.Route, "BASE", sandbox.api_base)
    role = next(r for r in sandbox.guild.roles.values() if r.bot_id is not None)
    role.permissions = ALL
    async with discord.Client(intents=discord.Intents.all()) as client:
        await client.login(sandbox.token)
        yield await client.fetch_guild(sandbox.guild.id)


async def text_channel(guild: discord.Guild, sandbox: Sandbox) -> discord.TextChannel:
    channel = await guild.fetch_channel(sandbox.channel("general").id)
    assert isinstance(channel, discord.TextChannel)
    return channel


async def test_messages_are_sent_found_pinned_and_purged(
    guild: discord.Guild, sandbox: Sandbox
) -> None:
    channel = await text_channel(guild, sandbox)
    first = await channel.send("one", file=discord.File(__file__), embed=discord.Embed(title="x"))
    assert (await first.attachments[0].read()).startswith(b'"""discord.py')
    second = await first.reply("two", mention_author=False)
    assert second.reference is not None
    await first.pin(reason="worth it")
    assert [message.id async for message in channel.pins()] == [first.id]
    await first.add_reaction("👍")
    fetched = await channel.fetch_message(first.id)
    assert [user.name async for user in fetched.reactions[0].users()] == ["Nexus"]
    await first.clear_reactions()
    assert [m.content async for m in channel.history(limit=2, before=second)] == ["one"]
    assert [m.content async for m in channel.history(after=first)] == ["two", ""]
    await first.edit(content="uno", attachments=[])
    await first.unpin()
    await channel.delete_messages([first, second])
    async with channel.typing():
        assert len(sandbox.messages("general")) == 1, "what Discord said of the pin"


async def test_a_limit_is_waited_for(guild: discord.Guild, sandbox: Sandbox) -> None:
    channel = await text_channel(guild, sandbox)
    sandbox.faults.rate_limit("POST /channels/{channel_id}/messages", retry_after=0.01)
    assert (await channel.send("after all")).content == "after all"


async def publish_ten(guild: discord.Guild, sandbox: Sandbox) -> discord.Message:
    """Use up what a channel may publish in an hour; one more message, not published."""
    news = await guild.fetch_channel(sandbox.channel("announcements").id)
    assert isinstance(news, discord.TextChannel)
    for number in range(10):
        message = await sandbox.member("mara").send(f"News {number}", channel="announcements")
        await news.get_partial_message(message.id).publish()
    return await news.send("One more")


async def test_an_eleventh_publication_in_an_hour_waits_without_a_word(
    guild: discord.Guild, sandbox: Sandbox
) -> None:
    message = await publish_ten(guild, sandbox)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await message.publish()
    assert sandbox.requests[-1].answer["code"] == 20028
    sandbox.clock.advance(3600)
    await message.publish()
    assert sandbox.world.messages[message.id].flags & 1


async def test_an_eleventh_publication_is_refused_where_waiting_is_bounded(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", sandbox.api_base)
    intents = discord.Intents.none()
    async with discord.Client(intents=intents, max_ratelimit_timeout=30) as client:
        await client.login(sandbox.token)
        message = await publish_ten(await client.fetch_guild(sandbox.guild.id), sandbox)
        with pytest.raises(discord.RateLimited) as refused:
            await message.publish()
    assert 3000 < refused.value.retry_after <= 3600


async def test_six_edits_in_five_seconds_wait_before_they_are_refused(
    guild: discord.Guild, sandbox: Sandbox
) -> None:
    message = await (await text_channel(guild, sandbox)).send("0")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            for number in range(6):
                await message.edit(content=str(number + 1))
    assert int(sandbox.messages("general")[0].content) >= 4
    assert {exchange.status for exchange in sandbox.requests} == {200}


async def test_closed_conversations_are_opened_and_refuse_what_is_said(
    guild: discord.Guild, sandbox: Sandbox
) -> None:
    ada = sandbox.member("ada")
    ada.closed_dms = True
    member = await guild.fetch_member(ada.id)
    conversation = await member.create_dm()
    with pytest.raises(discord.Forbidden) as refused:
        await conversation.send("psst")
    assert refused.value.code == 50007
    assert ada.direct_messages() == []
    ada.closed_dms = False
    await member.send("psst")
    assert [m.content for m in ada.direct_messages()] == ["psst"]


async def test_threads_begin_change_and_are_found(guild: discord.Guild, sandbox: Sandbox) -> None:
    channel = await text_channel(guild, sandbox)
    message = await channel.send("start")
    thread = await message.create_thread(name="One", auto_archive_duration=60)
    ada = await guild.fetch_member(sandbox.member("ada").id)
    await thread.add_user(ada)
    assert {member.id for member in await thread.fetch_members()} >= {ada.id}
    await thread.edit(archived=True, locked=True, reason="done")
    private = await channel.create_thread(name="Two", invitable=False)
    await private.edit(archived=True)
    assert [t.name async for t in channel.archived_threads()] == ["One"]
    assert [t.name async for t in channel.archived_threads(private=True)] == ["Two"]
    joined = channel.archived_threads(private=True, joined=True)
    assert [t.name async for t in joined] == ["Two"]
    open_one = await channel.create_thread(name="Three", type=discord.ChannelType.public_thread)
    assert [t.id for t in await guild.active_threads()] == [open_one.id]
    await open_one.delete()


async def test_a_forum_is_set_up_and_posted_in(guild: discord.Guild, sandbox: Sandbox) -> None:
    forum = await guild.fetch_channel(sandbox.channel("questions").id)
    assert isinstance(forum, discord.ForumChannel)
    tag = await forum.create_tag(name="open", emoji=discord.PartialEmoji(name="🟢"))
    edited = await forum.edit(topic="Ask", default_layout=discord.ForumLayoutType.list_view)
    assert edited is not None
    thread, message = await edited.create_thread(name="Why?", content="text", applied_tags=[tag])
    assert thread.id == message.id
    state = sandbox.threads("questions")[0].thread
    assert state is not None
    assert state.applied_tags == [tag.id]
    await thread.edit(applied_tags=[])
    assert state.applied_tags == []
    assert (await guild.fetch_channel(thread.id)).name == "Why?"


async def test_channels_roles_and_members_are_managed(
    guild: discord.Guild, sandbox: Sandbox
) -> None:
    category = await guild.create_category("Cohort")
    channel = await guild.create_text_channel("class", category=category, topic="all")
    role = await guild.create_role(name="Mentor", colour=discord.Colour.red(), reason="new")
    await channel.set_permissions(role, send_messages=False, reason="quiet")
    await channel.edit(name="klass", topic="", slowmode_delay=5)
    await guild.edit_role_positions({role: 2})
    ada = await guild.fetch_member(sandbox.member("ada").id)
    await ada.add_roles(role)
    await ada.edit(nick="Countess", timed_out_until=discord.utils.utcnow() + timedelta(hours=1))
    await ada.remove_roles(role)
    await role.edit(name="Guide")
    await role.delete()
    await channel.delete()
    assert len([m async for m in guild.fetch_members()]) == 6
    await guild.ban(discord.Object(ada.id), reason="spam", delete_message_seconds=0)
    assert [entry.reason async for entry in guild.bans()] == ["spam"]
    await guild.unban(discord.Object(ada.id))
    await guild.kick(discord.Object(sandbox.member("kofi").id))
    entries = [e async for e in guild.audit_logs(limit=1, action=discord.AuditLogAction.ban)]
    assert entries[0].reason == "spam"


async def test_events_are_scheduled_started_and_ended(
    guild: discord.Guild, sandbox: Sandbox
) -> None:
    start = discord.utils.utcnow() + timedelta(hours=1)
    event = await guild.create_scheduled_event(
        name="Study",
        start_time=start,
        end_time=start + timedelta(hours=1),
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location="Online",
    )
    event = await event.edit(name="Study together")
    assert [user async for user in event.users()] == []
    event = await event.start()
    assert (await event.end()).status is discord.EventStatus.completed
    room = discord.Object(sandbox.channel("Study room").id)
    spoken = await guild.create_scheduled_event(
        name="Talk",
        start_time=start,
        channel=room,
        entity_type=discord.EntityType.voice,
        privacy_level=discord.PrivacyLevel.guild_only,
    )
    assert [e.name for e in await guild.fetch_scheduled_events()] == ["Talk"]
    await spoken.delete()


async def test_a_member_is_written_to_unless_closed(guild: discord.Guild, sandbox: Sandbox) -> None:
    ada = await guild.fetch_member(sandbox.member("ada").id)
    message = await ada.send("psst")
    assert isinstance(message.channel, discord.DMChannel)
    assert message.channel.recipient == ada
    sandbox.member("ada").closed_dms = True
    with pytest.raises(discord.Forbidden, match="50007"):
        await ada.send("psst")


async def test_news_is_published(guild: discord.Guild, sandbox: Sandbox) -> None:
    channel = await guild.fetch_channel(sandbox.channel("announcements").id)
    assert isinstance(channel, discord.TextChannel)
    await (await channel.send("news")).publish()
    assert sandbox.messages("announcements")[0].flags & 1
