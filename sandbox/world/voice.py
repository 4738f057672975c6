"""Members in voice and stage channels: everybody in at most one."""

from __future__ import annotations

import secrets

from sandbox.world.models import Channel, ChannelKind, Guild, VoiceState
from sandbox.world.world import Event, World


def members_in(guild: Guild, channel_id: int) -> list[int]:
    """Return the ids of those who are connected to a channel."""
    return [s.user_id for s in guild.voice_states.values() if s.channel_id == channel_id]


def join_voice(world: World, guild: Guild, user_id: int, channel: Channel) -> VoiceState:
    """Connect a member to a channel, from another one of the guild too; on a stage as a listener.

    Whoever is connected in another guild leaves there.
    """
    for other in world.guilds.values():
        if other is not guild:
            leave_voice(world, other, user_id)
    before = guild.voice_states.get(user_id)
    if before is not None and before.channel_id == channel.id:
        return before
    session_id = secrets.token_hex(16) if before is None else before.session_id
    is_listener = channel.kind is ChannelKind.STAGE
    state = VoiceState(user_id, channel.id, session_id, is_listener)
    guild.voice_states[user_id] = state
    if before is not None:
        _note_emptiness(world, guild, before.channel_id)
    world.emit(Event("VOICE_STATE_UPDATE", state, guild.id))
    return state


def leave_voice(world: World, guild: Guild, user_id: int) -> None:
    """Disconnect a member; whoever is not connected stays so."""
    state = guild.voice_states.pop(user_id, None)
    if state is None:
        return
    _note_emptiness(world, guild, state.channel_id)
    nowhere = {"channel_id": None}
    world.emit(Event("VOICE_STATE_UPDATE", state, guild.id, data=nowhere))


def _note_emptiness(world: World, guild: Guild, channel_id: int) -> None:
    channel = world.channels.get(channel_id)
    if channel is not None and not members_in(guild, channel_id):
        channel.emptied_at = world.clock.now()
