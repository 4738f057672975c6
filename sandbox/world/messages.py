"""Events of messages, whoever causes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sandbox.world.errors import ApiError, RateLimitedError
from sandbox.world.mentions import REPLY, mention
from sandbox.world.models import HOLDS_MESSAGES, Attachment, Channel, ChannelKind, Json, Message
from sandbox.world.world import Event, World

MOST_PINS = 250
MOST_REACTIONS = 20
PINNED, THREAD_CREATED, THREAD_STARTER = 6, 18, 21
PUBLISHED_PER_HOUR = 10

EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_EMBEDS = 1 << 2
SILENT = 1 << 12
CROSSPOSTED = 1 << 0
HAS_THREAD = 1 << 5
COMPONENTS_V2 = 1 << 15


@dataclass(slots=True)
class Draft:
    """A message to be made. `allowed_mentions` is Discord's object, or None for "all"."""

    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    nonce: str | int | None = None
    tts: bool = False
    kind: int = 0
    reply_to: int | None = None
    allowed_mentions: Json | None = None
    reference: Json | None = None
    webhook_id: int | None = None
    interaction: Json | None = None
    visible_to: int | None = None
    loading: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.content.strip() or self.embeds or self.components or self.attachments)


def create_message(
    world: World, author_id: int, channel: Channel, draft: Draft, *, message_id: int | None = None
) -> Message:
    """Make a message, tell everyone who may see it, and open the thread again if it slept.

    `message_id` is given for the first message of a forum post, which has its thread's id.
    """
    if channel.kind not in HOLDS_MESSAGES:
        raise ApiError(50008)
    message = Message(
        id=message_id or world.ids.next(),
        channel_id=channel.id,
        author_id=author_id,
        created_at=world.clock.now(),
        kind=draft.kind,
        content=draft.content,
        embeds=draft.embeds,
        components=draft.components,
        attachments=draft.attachments,
        flags=draft.flags,
        nonce=draft.nonce,
        tts=draft.tts,
        reference=draft.reference,
        webhook_id=draft.webhook_id,
        interaction=draft.interaction,
        visible_to=draft.visible_to,
        loading=draft.loading,
    )
    _reply(message, channel, draft)
    mention(world, message, draft.allowed_mentions)
    world.messages[message.id] = message
    world.files |= {file.id: file for file in message.attachments}
    world.history.setdefault(channel.id, []).append(message.id)
    if message.visible_to is None:
        _count(world, channel, message)
    world.emit(message_event(world, "MESSAGE_CREATE", message))
    return message


def _reply(message: Message, channel: Channel, draft: Draft) -> None:
    if draft.reply_to is None:
        return
    message.kind = REPLY
    message.reference = {
        "type": 0,
        "channel_id": str(channel.id),
        "message_id": str(draft.reply_to),
        **({"guild_id": str(channel.guild_id)} if channel.guild_id else {}),
    }


def _count(world: World, channel: Channel, message: Message) -> None:
    channel.last_message_id = message.id
    state = channel.thread
    if state is None:
        return
    if message.id != channel.id and message.kind != THREAD_STARTER:
        state.message_count += 1
        state.total_message_sent += 1
    if state.archived:
        state.archived = False
        state.archive_changed_at = world.clock.now()
        world.emit(thread_event("THREAD_UPDATE", channel))
    if message.author_id not in state.member_ids:
        state.member_ids[message.author_id] = world.clock.now()


def message_event(world: World, name: str, message: Message) -> Event:
    """Return the gateway's event for a message that appeared or changed."""
    channel = world.channels[message.channel_id]
    only = None
    if channel.kind is ChannelKind.DM:
        only = frozenset(channel.recipient_ids)
    elif message.visible_to is not None:
        only = frozenset({message.visible_to})
    return Event(name, message, channel.guild_id, channel.id, message, only)


def thread_event(name: str, thread: Channel) -> Event:
    """Return the gateway's event for a thread that changed."""
    return Event(name, thread, thread.guild_id, thread.id)


def find_by_nonce(world: World, author_id: int, channel_id: int, nonce: object) -> Message | None:
    """Find the author's recent message with this nonce: `enforce_nonce` answers with that one."""
    for message_id in reversed(world.history.get(channel_id, ())):
        message = world.messages[message_id]
        if not world.is_recent(message):
            return None
        if message.author_id == author_id and str(message.nonce) == str(nonce):
            return message
    return None


def edit_message(world: World, message: Message, **changes: Any) -> Message:
    """Change fields of a message and say so.

    New texts mention anew, as `allowed_mentions` among the changes permits.
    """
    allowed = changes.pop("allowed_mentions", None)
    for name, value in changes.items():
        setattr(message, name, value)
    if "content" in changes or (message.flags & COMPONENTS_V2 and "components" in changes):
        mention(world, message, allowed)
    world.files |= {file.id: file for file in message.attachments}
    message.edited_at = world.clock.now()
    message.loading = False
    world.emit(message_event(world, "MESSAGE_UPDATE", message))
    return message


def delete_message(world: World, message: Message) -> None:
    """Remove a message for good."""
    _forget(world, message)
    channel = world.channels[message.channel_id]
    world.emit(
        Event(
            "MESSAGE_DELETE",
            None,
            channel.guild_id,
            channel.id,
            message if message.visible_to is not None else None,
            None if message.visible_to is None else frozenset({message.visible_to}),
            data=_place(channel) | {"id": str(message.id)},
        )
    )


def delete_messages(world: World, channel: Channel, messages: Sequence[Message]) -> None:
    """Remove several messages at once: one event for all."""
    for message in messages:
        _forget(world, message)
    data = _place(channel) | {"ids": [str(message.id) for message in messages]}
    world.emit(Event("MESSAGE_DELETE_BULK", None, channel.guild_id, channel.id, data=data))


def _forget(world: World, message: Message) -> None:
    del world.messages[message.id]
    for file in message.attachments:
        world.files.pop(file.id, None)
    world.history[message.channel_id].remove(message.id)
    state = world.channels[message.channel_id].thread
    if state is not None and message.visible_to is None and message.id != message.channel_id:
        state.message_count = max(0, state.message_count - 1)


def _place(channel: Channel) -> Json:
    place: Json = {"channel_id": str(channel.id)}
    if channel.guild_id is not None:
        place["guild_id"] = str(channel.guild_id)
    return place


def add_reaction(world: World, message: Message, user_id: int, emoji: str) -> None:
    """React to a message; doing it twice changes nothing."""
    if emoji not in message.reactions and len(message.reactions) >= MOST_REACTIONS:
        raise ApiError(30010)
    users = message.reactions.setdefault(emoji, [])
    if user_id not in users:
        users.append(user_id)
        world.emit(_reaction_event(world, "MESSAGE_REACTION_ADD", message, user_id, emoji))


def remove_reaction(world: World, message: Message, user_id: int, emoji: str) -> None:
    """Take a reaction back."""
    users = message.reactions.get(emoji, [])
    if user_id in users:
        users.remove(user_id)
        if not users:
            del message.reactions[emoji]
        world.emit(_reaction_event(world, "MESSAGE_REACTION_REMOVE", message, user_id, emoji))


def clear_reactions(world: World, message: Message, emoji: str | None = None) -> None:
    """Take everybody's reactions away, or those with one emoji."""
    channel = world.channels[message.channel_id]
    data = _place(channel) | {"message_id": str(message.id)}
    if emoji is None:
        message.reactions.clear()
        world.emit(
            Event("MESSAGE_REACTION_REMOVE_ALL", None, channel.guild_id, channel.id, data=data)
        )
    elif message.reactions.pop(emoji, None):
        data["emoji"] = {"id": None, "name": emoji}
        world.emit(
            Event("MESSAGE_REACTION_REMOVE_EMOJI", None, channel.guild_id, channel.id, data=data)
        )


def _reaction_event(world: World, name: str, message: Message, user_id: int, emoji: str) -> Event:
    channel = world.channels[message.channel_id]
    data = _place(channel) | {
        "user_id": str(user_id),
        "message_id": str(message.id),
        "message_author_id": str(message.author_id),
        "emoji": {"id": None, "name": emoji},
        "burst": False,
        "type": 0,
    }
    return Event(name, None, channel.guild_id, channel.id, data=data)


def pin_message(world: World, message: Message, user_id: int, *, pinned: bool) -> None:
    """Pin or unpin a message; a pin is told in the channel, as Discord does."""
    if (message.pinned_at is not None) == pinned:
        return
    channel = world.channels[message.channel_id]
    already = [m for m in channel_messages(world, channel.id) if m.pinned_at is not None]
    if pinned and len(already) >= MOST_PINS:
        raise ApiError(30003)
    message.pinned_at = world.clock.now() if pinned else None
    world.emit(message_event(world, "MESSAGE_UPDATE", message))
    channel.last_pin_at = message.pinned_at or channel.last_pin_at
    place = _place(channel)
    world.emit(Event("CHANNEL_PINS_UPDATE", channel, channel.guild_id, channel.id, data=place))
    if pinned:
        say_as_system(world, channel, user_id, PINNED, about=message)


def say_as_system(
    world: World,
    channel: Channel,
    author_id: int,
    kind: int,
    *,
    content: str = "",
    about: Message | Channel | None = None,
) -> Message:
    """Write what Discord itself writes into a channel: of a pin, of a thread that began."""
    draft = Draft(content, kind=kind, allowed_mentions={"parse": []})
    if about is not None:
        draft.reference = {
            "type": 0,
            "channel_id": str(about.channel_id if isinstance(about, Message) else about.id),
        }
        if isinstance(about, Message):
            draft.reference["message_id"] = str(about.id)
        if channel.guild_id is not None:
            draft.reference["guild_id"] = str(channel.guild_id)
    return create_message(world, author_id, channel, draft)


def crosspost_message(world: World, message: Message) -> Message:
    """Publish a message of an announcement channel to the channels that follow it."""
    channel = world.channels[message.channel_id]
    if channel.kind is not ChannelKind.ANNOUNCEMENT:
        raise ApiError(50024)
    if message.flags & CROSSPOSTED:
        raise ApiError(40033)
    hour_ago = world.clock.now() - timedelta(hours=1)
    channel.published_at = [at for at in channel.published_at if at > hour_ago]
    if len(channel.published_at) >= PUBLISHED_PER_HOUR:
        wait = channel.published_at[0] + timedelta(hours=1) - world.clock.now()
        raise RateLimitedError(wait.total_seconds(), 20028)
    channel.published_at.append(world.clock.now())
    message.flags |= CROSSPOSTED
    world.emit(message_event(world, "MESSAGE_UPDATE", message))
    return message


def begin_typing(world: World, user_id: int, channel: Channel) -> None:
    """Show a user as typing."""
    started = int(world.clock.now().timestamp())
    data = _place(channel) | {"user_id": str(user_id), "timestamp": started}
    member = world.guilds[channel.guild_id].members.get(user_id) if channel.guild_id else None
    only = frozenset(channel.recipient_ids) if channel.kind is ChannelKind.DM else None
    world.emit(
        Event("TYPING_START", member, channel.guild_id, channel.id, user_ids=only, data=data)
    )


def channel_messages(world: World, channel_id: int) -> list[Message]:
    """Return a channel's messages, oldest first, ephemeral ones left out."""
    every = (world.messages[i] for i in world.history.get(channel_id, ()))
    return [message for message in every if message.visible_to is None]
