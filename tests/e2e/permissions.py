"""Changing what the bot may do, as a server's owner would."""

from sandbox.client import Sandbox
from sandbox.world.channels import channel_event
from sandbox.world.models import Channel, Overwrite, Role
from sandbox.world.permissions import Permission


def deny(sandbox: Sandbox, channel: Channel, *permissions: Permission) -> None:
    """Take permissions from the bot in one channel."""
    bot_id = sandbox.application.bot.id
    role = next(role for role in sandbox.guild.roles.values() if role.bot_id == bot_id)
    deny_role(sandbox, role, channel, *permissions)


def deny_role(sandbox: Sandbox, role: Role, channel: Channel, *permissions: Permission) -> None:
    """Take permissions from everybody with a role in one channel."""
    overwrite = channel.overwrites.setdefault(role.id, Overwrite(role.id, is_member=False))
    for permission in permissions:
        overwrite.allow &= ~permission
        overwrite.deny |= permission
    sandbox.world.emit(channel_event("CHANNEL_UPDATE", channel))
