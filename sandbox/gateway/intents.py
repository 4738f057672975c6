"""Which events a session hears of, and what of a message it may read."""

from __future__ import annotations

from enum import IntFlag

from sandbox.world.models import ChannelKind, Json, Message
from sandbox.world.world import Event, World


class Intent(IntFlag):
    """Discord's gateway intents."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_MODERATION = 1 << 2
    GUILD_VOICE_STATES = 1 << 7
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15
    GUILD_SCHEDULED_EVENTS = 1 << 16


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
KNOWN = (1 << 26) - 1

_BY_PREFIX = (
    ("GUILD_MEMBER_", Intent.GUILD_MEMBERS),
    ("GUILD_BAN_", Intent.GUILD_MODERATION),
    ("GUILD_AUDIT_LOG_ENTRY_", Intent.GUILD_MODERATION),
    ("GUILD_SCHEDULED_EVENT", Intent.GUILD_SCHEDULED_EVENTS),
    ("VOICE_STATE_", Intent.GUILD_VOICE_STATES),
    ("GUILD_", Intent.GUILDS),
    ("CHANNEL_", Intent.GUILDS),
    ("THREAD_", Intent.GUILDS),
)


def needed(event: Event, *, is_dm: bool) -> int:
    """Return the intent that an event needs; 0 for those that everybody hears."""
    name = event.name
    if name.startswith("MESSAGE_REACTION"):
        return Intent.DIRECT_MESSAGE_REACTIONS if is_dm else Intent.GUILD_MESSAGE_REACTIONS
    if name.startswith("MESSAGE_"):
        return Intent.DIRECT_MESSAGES if is_dm else Intent.GUILD_MESSAGES
    if name == "TYPING_START":
        return Intent.DIRECT_MESSAGE_TYPING if is_dm else Intent.GUILD_MESSAGE_TYPING
    for prefix, intent in _BY_PREFIX:
        if name.startswith(prefix):
            return intent
    return 0


def readable(world: World, message: Message, data: Json, bot_id: int, intents: int) -> Json:
    """Return a message as a session may read it: without the content intent only some have content.

    Discord's reference, "Message Content Intent": a bot's own messages, direct ones and those that
    mention it are exempt. The message that another one answers is judged by itself.
    """
    if intents & Intent.MESSAGE_CONTENT:
        return data
    quoted = data.get("referenced_message")
    original = world.messages.get(int(quoted["id"])) if quoted else None
    if quoted is not None and original is not None:
        data = data | {
            "referenced_message": readable(world, original, quoted, bot_id, intents),
        }
    if message.author_id == bot_id or bot_id in message.mention_ids:
        return data
    if world.channels[message.channel_id].kind is ChannelKind.DM:
        return data
    return data | {"content": "", "embeds": [], "attachments": [], "components": []}
