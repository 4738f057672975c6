"""What can happen to users and memberships, whoever does it."""

from __future__ import annotations

from sandbox.wire import serialise
from sandbox.world.models import Channel, ChannelKind, Guild, Member, Role, User
from sandbox.world.world import Event, World


def create_user(world: World, username: str, *, is_bot: bool = False) -> User:
    """Register an account."""
    user = User(world.ids.next(), username, None if is_bot else username, is_bot=is_bot)
    world.users[user.id] = user
    return user


def join_guild(world: World, guild: Guild, user: User, role_ids: list[int]) -> Member:
    """Make a user a member."""
    member = Member(user, role_ids, world.clock.now())
    guild.members[user.id] = member
    data = serialise.member(member) | {"guild_id": str(guild.id)}
    world.emit(Event("GUILD_MEMBER_ADD", data, guild.id))
    return member


def leave_guild(world: World, guild: Guild, user_id: int) -> None:
    """End a membership."""
    member = guild.members.pop(user_id)
    data = {"guild_id": str(guild.id), "user": serialise.user(member.user)}
    world.emit(Event("GUILD_MEMBER_REMOVE", data, guild.id))


def member_changed(world: World, guild: Guild, member: Member) -> None:
    """Say that a membership's nick, roles or timeout changed."""
    data = serialise.member(member) | {"guild_id": str(guild.id)}
    world.emit(Event("GUILD_MEMBER_UPDATE", data, guild.id))


def create_role(
    world: World, guild: Guild, name: str, permissions: int = 0, *, bot_id: int | None = None
) -> Role:
    """Add a role above all others."""
    role = Role(world.ids.next(), name, permissions, position=len(guild.roles), bot_id=bot_id)
    guild.roles[role.id] = role
    role_changed(world, guild, role, "GUILD_ROLE_CREATE")
    return role


def role_changed(world: World, guild: Guild, role: Role, name: str = "GUILD_ROLE_UPDATE") -> None:
    """Say that a role appeared or changed."""
    data = {"guild_id": str(guild.id), "role": serialise.role(role)}
    world.emit(Event(name, data, guild.id))


def open_dm(world: World, first_id: int, second_id: int) -> Channel:
    """The channel of two users' direct messages, made at first use."""
    wanted = {first_id, second_id}
    for channel in world.channels.values():
        if channel.kind is ChannelKind.DM and set(channel.recipient_ids) == wanted:
            return channel
    channel = Channel(world.ids.next(), ChannelKind.DM, recipient_ids=[first_id, second_id])
    world.channels[channel.id] = channel
    return channel
