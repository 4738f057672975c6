"""The server that everybody starts with: ALX ProDev, its members, and the bot."""

from __future__ import annotations

from base64 import b64encode

from sandbox.world.channels import create_channel
from sandbox.world.models import Application, ChannelKind, Guild, Overwrite, Role
from sandbox.world.people import create_role, create_user, join_guild
from sandbox.world.permissions import Permission
from sandbox.world.world import World

EVERYONE = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.USE_EXTERNAL_EMOJIS
    | Permission.CONNECT
    | Permission.SPEAK
    | Permission.CHANGE_NICKNAME
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)
MODERATOR = (
    Permission.MANAGE_GUILD
    | Permission.MANAGE_CHANNELS
    | Permission.MANAGE_MESSAGES
    | Permission.MANAGE_THREADS
    | Permission.MANAGE_ROLES
    | Permission.MANAGE_EVENTS
    | Permission.CREATE_EVENTS
    | Permission.PIN_MESSAGES
    | Permission.MUTE_MEMBERS
    | Permission.MOVE_MEMBERS
    | Permission.MODERATE_MEMBERS
    | Permission.KICK_MEMBERS
    | Permission.BAN_MEMBERS
    | Permission.VIEW_AUDIT_LOG
    | Permission.MENTION_EVERYONE
)
BOT = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.CREATE_PRIVATE_THREADS
    | Permission.MANAGE_THREADS
    | Permission.MANAGE_MESSAGES
    | Permission.PIN_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.USE_EXTERNAL_EMOJIS
    | Permission.MANAGE_EVENTS
    | Permission.CREATE_EVENTS
    | Permission.MANAGE_CHANNELS
)
MEMBERS = {
    "mara": "Moderator",
    "ada": "Backend",
    "kofi": "Backend",
    "femi": "Frontend",
    "lindiwe": "Frontend",
}


def seed(world: World, token: str | None = None) -> Guild:
    """Fill an empty world. The bot's token is made up where none is given."""
    owner = create_user(world, "mara")
    guild = create_guild(world, "ALX ProDev", owner.id)
    roles = {
        "Backend": create_role(world, guild, "Backend"),
        "Frontend": create_role(world, guild, "Frontend"),
        "Moderator": create_role(world, guild, "Moderator", MODERATOR),
    }
    for name, role_name in MEMBERS.items():
        user = owner if name == "mara" else create_user(world, name)
        join_guild(world, guild, user, [roles[role_name].id])
    application = create_application(world, "Nexus", owner.id, token)
    role = add_bot(world, guild, application)
    _channels(world, guild, roles["Moderator"], role)
    return guild


def create_guild(world: World, name: str, owner_id: int) -> Guild:
    """Create a guild with nothing but its @everyone role."""
    guild = Guild(world.ids.next(), name, owner_id)
    guild.roles[guild.id] = Role(guild.id, "@everyone", EVERYONE)
    world.guilds[guild.id] = guild
    return guild


def create_application(
    world: World, name: str, owner_id: int, token: str | None = None
) -> Application:
    """Register a bot."""
    bot = create_user(world, name, is_bot=True)
    application = Application(bot.id, name, bot, token or make_token(bot.id), owner_id)
    world.applications[application.id] = application
    return application


def make_token(bot_id: int) -> str:
    """Make a token of Discord's form, which starts with the bot's id.

    Good for this sandbox only.
    """
    encoded = b64encode(str(bot_id).encode()).decode().rstrip("=")
    return f"{encoded}.sandbox.not-a-secret"


def add_bot(world: World, guild: Guild, application: Application, permissions: int = BOT) -> Role:
    """Let a bot join a guild, with a role of its own."""
    role = create_role(world, guild, application.name, permissions, bot_id=application.bot.id)
    join_guild(world, guild, application.bot, [role.id])
    return role


def _channels(world: World, guild: Guild, moderator: Role, bot: Role) -> None:
    create_channel(world, guild, ChannelKind.TEXT, "general")
    create_channel(world, guild, ChannelKind.TEXT, "prodevprojectnexus")
    create_channel(world, guild, ChannelKind.FORUM, "questions")
    create_channel(world, guild, ChannelKind.ANNOUNCEMENT, "announcements")
    private = {
        guild.id: Overwrite(guild.id, is_member=False, deny=Permission.VIEW_CHANNEL),
        moderator.id: Overwrite(moderator.id, is_member=False, allow=Permission.VIEW_CHANNEL),
        bot.id: Overwrite(bot.id, is_member=False, allow=Permission.VIEW_CHANNEL),
    }
    create_channel(world, guild, ChannelKind.TEXT, "moderators", overwrites=private)
    create_channel(world, guild, ChannelKind.VOICE, "Study room")
