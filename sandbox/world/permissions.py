"""Permissions, computed as Discord's reference says ("Permissions")."""

from __future__ import annotations

from enum import IntEnum

from sandbox.world.models import Channel, Guild, Member


class Permission(IntEnum):
    """Discord's permission bits that the sandbox enforces or hands out.

    Plain ints to combine: flags of `enum` cost microseconds, and these are asked for all the time.
    """

    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    CONNECT = 1 << 20
    SPEAK = 1 << 21
    MUTE_MEMBERS = 1 << 22
    MOVE_MEMBERS = 1 << 24
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    CREATE_EVENTS = 1 << 44
    PIN_MESSAGES = 1 << 51


ALL = (1 << 53) - 1
IN_DM = int(
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.USE_EXTERNAL_EMOJIS
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.PIN_MESSAGES
)
_READING = int(Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY)
_WITH_SENDING = int(Permission.MENTION_EVERYONE | Permission.EMBED_LINKS | Permission.ATTACH_FILES)


def guild_permissions(guild: Guild, member: Member) -> int:
    """Return what a member may do in the guild, channels apart."""
    if member.user.id == guild.owner_id:
        return ALL
    permissions = guild.roles[guild.id].permissions
    for role_id in member.role_ids:
        permissions |= guild.roles[role_id].permissions
    return ALL if permissions & Permission.ADMINISTRATOR else permissions


def channel_permissions(guild: Guild, member: Member, channel: Channel) -> int:
    """Return what a member may do in a channel (for a thread: give its parent)."""
    permissions = guild_permissions(guild, member)
    if permissions & Permission.ADMINISTRATOR:
        return ALL
    everyone = channel.overwrites.get(guild.id)
    if everyone is not None:
        permissions = (permissions & ~everyone.deny) | everyone.allow
    allow = deny = 0
    for role_id in member.role_ids:
        overwrite = channel.overwrites.get(role_id)
        if overwrite is not None:
            allow |= overwrite.allow
            deny |= overwrite.deny
    permissions = (permissions & ~deny) | allow
    own = channel.overwrites.get(member.user.id)
    if own is not None:
        permissions = (permissions & ~own.deny) | own.allow
    return permissions if permissions & Permission.VIEW_CHANNEL else 0


def without_implied(permissions: int, *, in_thread: bool, is_timed_out: bool) -> int:
    """Return what stays once timeouts count, and what needs sending falls away without it."""
    if permissions == ALL:
        return ALL
    if is_timed_out:
        return permissions & _READING
    sending = Permission.SEND_MESSAGES_IN_THREADS if in_thread else Permission.SEND_MESSAGES
    return permissions if permissions & sending else permissions & ~_WITH_SENDING


def top_position(guild: Guild, user_id: int) -> int:
    """Tell how high a member's highest role stands; the owner stands above all."""
    if user_id == guild.owner_id:
        return len(guild.roles) + 1
    member = guild.members.get(user_id)
    held = member.role_ids if member else ()
    return max((guild.roles[role_id].position for role_id in held), default=0)
