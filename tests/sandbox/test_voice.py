"""Who is in which voice channel: acted by people, seen at the wire and by discord.py."""

from __future__ import annotations

import discord
import pytest

from sandbox.client import CannotDoError, Sandbox
from sandbox.world.channels import create_channel, delete_channel
from sandbox.world.models import Channel, ChannelKind, Overwrite
from sandbox.world.people import join_guild
from sandbox.world.permissions import Permission
from sandbox.world.seed import create_guild
from sandbox.world.voice import join_voice
from tests.sandbox.api import Api
from tests.sandbox.wire import EVERYTHING, connect

VOICE_STATES = 1 << 7
ROOM = "Study room"


@pytest.fixture
def room(sandbox: Sandbox) -> Channel:
    return sandbox.channel(ROOM)


@pytest.fixture
async def company(sandbox: Sandbox) -> None:
    """Two are there before the bot is."""
    await sandbox.member("ada").join_voice(ROOM)
    await sandbox.member("kofi").join_voice(ROOM)


def states(sandbox: Sandbox) -> str:
    return f"GET /guilds/{sandbox.guild.id}/voice-states"


def forbid(sandbox: Sandbox, channel: Channel, permission: int) -> None:
    everyone = sandbox.guild.id
    channel.overwrites[everyone] = Overwrite(everyone, is_member=False, deny=permission)


async def test_discordpy_sees_who_joins_moves_and_leaves(
    sandbox: Sandbox, client: discord.Client, room: Channel
) -> None:
    stage = create_channel(sandbox.world, sandbox.guild, ChannelKind.STAGE, "Stage")
    heard: list[str] = []

    @client.event
    async def on_voice_state_update(
        member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        heard.append(f"{member.name}: {before.channel} -> {after.channel}")

    ada = sandbox.member("ada")
    await ada.join_voice(ROOM)
    await sandbox.until(lambda: len(heard) == 1)
    channel = client.get_channel(room.id)
    assert isinstance(channel, discord.VoiceChannel)
    assert [member.name for member in channel.members] == ["ada"]
    await ada.join_voice(stage)
    await sandbox.until(lambda: len(heard) == 2)
    on_stage = channel.guild.get_channel(stage.id)
    assert isinstance(on_stage, discord.StageChannel)
    assert [member.name for member in on_stage.listeners] == ["ada"]
    await ada.leave_voice()
    await sandbox.until(lambda: len(heard) == 3)
    assert heard == [
        "ada: None -> Study room",
        "ada: Study room -> Stage",
        "ada: Stage -> None",
    ]
    assert not channel.members
    assert not on_stage.members


@pytest.mark.parametrize("intents", [discord.Intents(guilds=True, voice_states=True)])
@pytest.mark.usefixtures("company")
async def test_who_was_there_before_is_known_without_the_members_intent(
    client: discord.Client, room: Channel
) -> None:
    assert not client.intents.members
    channel = client.get_channel(room.id)
    assert isinstance(channel, discord.VoiceChannel)
    assert {member.name for member in channel.members} == {"ada", "kofi"}


async def test_without_the_intent_nothing_is_told(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    await ada.join_voice(ROOM)
    async with connect(sandbox) as wire:
        await wire.identify(EVERYTHING & ~VOICE_STATES)
        assert (await wire.event("GUILD_CREATE"))["d"]["voice_states"] == []
        await ada.leave_voice()
        assert await wire.is_silent()


async def test_a_move_is_one_event_of_the_same_connection(sandbox: Sandbox) -> None:
    create_channel(sandbox.world, sandbox.guild, ChannelKind.VOICE, "Other room")
    ada = sandbox.member("ada")
    async with connect(sandbox) as wire:
        await wire.identify()
        await wire.event("GUILD_CREATE")
        await ada.join_voice(ROOM)
        joined = (await wire.event("VOICE_STATE_UPDATE"))["d"]
        await ada.join_voice(ROOM)
        await ada.join_voice("Other room")
        moved = (await wire.event("VOICE_STATE_UPDATE"))["d"]
        assert moved["session_id"] == joined["session_id"]
        assert moved["channel_id"] == str(sandbox.channel("Other room").id)
        assert await wire.is_silent()


async def test_a_state_is_looked_up(api: Api, room: Channel) -> None:
    sandbox, ada = api.sandbox, api.sandbox.member("ada")
    assert (await api(f"{states(sandbox)}/@me")).code == 10065
    assert (await api(f"{states(sandbox)}/{ada.id}")).code == 10065
    await ada.join_voice(ROOM)
    answer = await api(f"{states(sandbox)}/{ada.id}")
    assert answer.body["channel_id"] == str(room.id)
    assert answer.body["member"]["user"]["username"] == "ada"
    forbid(sandbox, room, Permission.VIEW_CHANNEL)
    assert (await api(f"{states(sandbox)}/{ada.id}")).code == 50001


async def test_discordpy_asks_for_a_state(sandbox: Sandbox, client: discord.Client) -> None:
    ada = sandbox.member("ada")
    guild = client.get_guild(sandbox.guild.id)
    assert guild is not None
    member = guild.get_member(ada.id)
    assert member is not None
    with pytest.raises(discord.NotFound):
        await member.fetch_voice()
    await ada.join_voice(ROOM)
    state = await member.fetch_voice()
    assert state.channel is not None
    assert state.channel.name == ROOM


async def test_who_goes_or_whose_channel_goes_is_connected_no_more(
    sandbox: Sandbox, room: Channel
) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    await ada.join_voice(ROOM)
    await kofi.join_voice(ROOM)
    async with connect(sandbox) as wire:
        await wire.identify()
        await wire.event("GUILD_CREATE")
        await ada.leave()
        assert (await wire.event("VOICE_STATE_UPDATE"))["d"]["channel_id"] is None
        delete_channel(sandbox.world, room)
        assert (await wire.event("VOICE_STATE_UPDATE"))["d"]["user_id"] == str(kofi.id)
    assert sandbox.guild.voice_states == {}


async def test_what_keeps_somebody_out(sandbox: Sandbox, room: Channel) -> None:
    ada, kofi, mara = map(sandbox.member, ("ada", "kofi", "mara"))
    with pytest.raises(CannotDoError, match="is no voice channel"):
        await ada.join_voice("general")
    with pytest.raises(CannotDoError, match="is in no voice channel"):
        await ada.leave_voice()
    room.user_limit = 1
    await kofi.join_voice(room)
    with pytest.raises(CannotDoError, match="is full"):
        await ada.join_voice(room)
    await kofi.join_voice(room)  # who is in it already is not kept out
    await mara.join_voice(room)  # nor is who may move members
    forbid(sandbox, room, Permission.CONNECT)
    await kofi.leave_voice()
    with pytest.raises(CannotDoError, match="may not join"):
        await kofi.join_voice(room)


async def test_somebody_is_connected_in_one_guild_at_most(sandbox: Sandbox, room: Channel) -> None:
    ada = sandbox.member("ada")
    other = create_guild(sandbox.world, "Another server", ada.id)
    join_guild(sandbox.world, other, ada.user, [])
    place = create_channel(sandbox.world, other, ChannelKind.VOICE, "Elsewhere")
    await ada.join_voice(room)
    join_voice(sandbox.world, other, ada.id, place)
    assert ada.voice is None
    assert list(other.voice_states) == [ada.id]
