"""Events of users and memberships, whoever causes them."""

from __future__ import annotations

from sandbox.world.models import Channel, ChannelKind, Guild, Member, Role, User
from sandbox.world.voice import leave_voice
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
    world.emit(Event("GUILD_MEMBER_ADD", member, guild.id))
    return member


def leave_guild(world: World, guild: Guild, user_id: int) -> None:
    """End a membership."""
    leave_voice(world, guild, user_id)
    member = guild.members.pop(user_id)
    world.emit(Event("GUILD_MEMBER_REMOVE", member.user, guild.id))


def member_changed(world: World, guild: Guild, member: Member) -> None:
    """Say that a membership's nick, roles or timeout changed."""
    world.emit(Event("GUILD_MEMBER_UPDATE", member, guild.id))


def ban(world: World, guild: Guild, user_id: int, reason: str | None) -> None:
    """Bar a user from the guild; a member leaves."""
    guild.bans[user_id] = reason
    if user_id in guild.members:
        leave_guild(world, guild, user_id)
    _tell_ban(world, guild, user_id, "GUILD_BAN_ADD")


def unban(world: World, guild: Guild, user_id: int) -> None:
    """Let a banned user come back."""
    del guild.bans[user_id]
    _tell_ban(world, guild, user_id, "GUILD_BAN_REMOVE")


def _tell_ban(world: World, guild: Guild, user_id: int, name: str) -> None:
    world.emit(Event(name, world.users[user_id], guild.id))


def create_role(
    world: World,
    guild: Guild,
    name: str,
    permissions: int = 0,
    *,
    bot_id: int | None = None,
    position: int | None = None,
) -> Role:
    """Add a role above all others, or at a position, where it lifts those from there on."""
    place = len(guild.roles) if position is None else position
    for other in guild.roles.values():
        if other.position >= place:
            other.position += 1
    role = Role(world.ids.next(), name, permissions, position=place, bot_id=bot_id)
    guild.roles[role.id] = role
    role_changed(world, guild, role, "GUILD_ROLE_CREATE")
    return role


def role_changed(world: World, guild: Guild, role: Role, name: str = "GUILD_ROLE_UPDATE") -> None:
    """Say that a role appeared or changed."""
    world.emit(Event(name, role, guild.id))


def delete_role(world: World, guild: Guild, role: Role) -> None:
    """Remove a role, from its members and from overwrites too."""
    del guild.roles[role.id]
    for member in guild.members.values():
        if role.id in member.role_ids:
            member.role_ids.remove(role.id)
    for channel in world.guild_channels(guild.id):
        channel.overwrites.pop(role.id, None)
    data = {"guild_id": str(guild.id), "role_id": str(role.id)}
    world.emit(Event("GUILD_ROLE_DELETE", None, guild.id, data=data))


def open_dm(world: World, first_id: int, second_id: int) -> Channel:
    """Open the channel of two users' direct messages, made at first use."""
    wanted = {first_id, second_id}
    for channel in world.channels.values():
        if channel.kind is ChannelKind.DM and set(channel.recipient_ids) == wanted:
            return channel
    channel = Channel(world.ids.next(), ChannelKind.DM, recipient_ids=[first_id, second_id])
    world.channels[channel.id] = channel
    return channel
