"""The sandbox's state in one place, and the events that tell of its changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from sandbox.world.clock import Clock
from sandbox.world.errors import ApiError
from sandbox.world.models import (
    Application,
    Attachment,
    AuditEntry,
    Channel,
    ChannelKind,
    Guild,
    Json,
    Member,
    Message,
    Role,
    ScheduledEvent,
    User,
    VoiceState,
)
from sandbox.world.permissions import IN_DM, Permission, channel_permissions, without_implied
from sandbox.world.snowflakes import Snowflakes

Record = Message | Channel | Member | User | Role | VoiceState | ScheduledEvent | AuditEntry
"""Records that an event may be about; `sandbox.wire.serialise` turns them into Discord's JSON."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, named as Discord's gateway names it.

    `record` is what it happened to, as it is now; `data` is what is told besides. `guild_id`,
    `channel_id` and `user_ids` say who may hear of it; `message` is what its content is blanked
    for. `application_id` addresses one bot alone (interactions).
    """

    name: str
    record: Record | None
    guild_id: int | None = None
    channel_id: int | None = None
    message: Message | None = None
    user_ids: frozenset[int] | None = None
    application_id: int | None = None
    data: Json = field(default_factory=dict)
    joined: tuple[int, ...] = ()
    """Members who have come into a thread."""


Listener = Callable[[Event], None]
NONCE_KEPT = timedelta(minutes=5)
"""Time that Discord remembers a nonce; its reference says "a few minutes"."""


@dataclass(slots=True)
class World:
    """Everything that exists. Mutations live beside this module and end in `emit`."""

    clock: Clock = field(default_factory=Clock)
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    history: dict[int, list[int]] = field(default_factory=dict)
    """Message ids by channel, oldest first."""
    files: dict[int, Attachment] = field(default_factory=dict)
    """Every uploaded file, those given to commands and forms included."""
    applications: dict[int, Application] = field(default_factory=dict)
    files_url: str = "http://127.0.0.1"
    nonce_kept: timedelta = NONCE_KEPT
    ids: Snowflakes = field(init=False)
    _listeners: list[Listener] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ids = Snowflakes(self.clock)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every event from now on; call what is returned to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def emit(self, event: Event) -> None:
        """Tell everyone who listens, in order of subscription."""
        for listener in tuple(self._listeners):
            listener(event)

    def get_guild(self, guild_id: int) -> Guild:
        """Get a guild, or Discord's error 10004."""
        guild = self.guilds.get(guild_id)
        if guild is None:
            raise ApiError(10004)
        return guild

    def get_channel(self, channel_id: int) -> Channel:
        """Get a channel, or Discord's error 10003."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise ApiError(10003)
        return channel

    def get_message(self, channel_id: int, message_id: int) -> Message:
        """Get a message that is not ephemeral, or Discord's error 10008."""
        message = self.messages.get(message_id)
        if message is None or message.channel_id != channel_id or message.visible_to is not None:
            raise ApiError(10008)
        return message

    def is_recent(self, message: Message) -> bool:
        """Tell whether Discord still remembers a message's nonce."""
        return message.created_at >= self.clock.now() - self.nonce_kept

    def get_member(self, guild_id: int, user_id: int) -> Member:
        """Get a membership, or Discord's error 10007."""
        member = self.get_guild(guild_id).members.get(user_id)
        if member is None:
            raise ApiError(10007)
        return member

    def application_of_bot(self, user_id: int) -> Application | None:
        """Return the application whose bot a user is."""
        return next((a for a in self.applications.values() if a.bot.id == user_id), None)

    def permissions_in(self, user_id: int, channel: Channel) -> int:
        """Return what a user may do in a channel; threads take their parent's permissions."""
        if channel.kind is ChannelKind.DM:
            return IN_DM if user_id in channel.recipient_ids else 0
        guild = self.guilds.get(channel.guild_id or 0)
        if guild is None or user_id not in guild.members:
            return 0
        member = guild.members[user_id]
        place = channel
        if channel.is_thread and channel.parent_id in self.channels:
            place = self.channels[channel.parent_id]
        until = member.timed_out_until
        permissions = without_implied(
            channel_permissions(guild, member, place),
            in_thread=channel.is_thread,
            is_timed_out=until is not None and until > self.clock.now(),
        )
        if channel.kind is ChannelKind.PRIVATE_THREAD and channel.thread is not None:
            knows = user_id in channel.thread.member_ids
            if not knows and not permissions & Permission.MANAGE_THREADS:
                return 0
        return permissions

    def may_see(self, user_id: int, channel: Channel) -> bool:
        """Tell whether a user sees that the channel exists."""
        if channel.kind is ChannelKind.DM:
            return user_id in channel.recipient_ids
        return bool(self.permissions_in(user_id, channel) & Permission.VIEW_CHANNEL)

    def require(self, user_id: int, channel: Channel, permissions: int) -> None:
        """Raise 50001 where the channel is hidden from the user, 50013 where a permission lacks."""
        if not self.may_see(user_id, channel):
            raise ApiError(50001)
        if permissions & ~self.permissions_in(user_id, channel):
            raise ApiError(50013)

    def threads_of(self, guild_id: int) -> list[Channel]:
        """Return a guild's threads, archived ones included."""
        return [c for c in self.channels.values() if c.is_thread and c.guild_id == guild_id]

    def guild_channels(self, guild_id: int) -> list[Channel]:
        """Return a guild's channels that are not threads."""
        return [c for c in self.channels.values() if c.guild_id == guild_id and not c.is_thread]

    def audit(
        self,
        guild_id: int | None,
        user_id: int,
        action: int,
        target_id: int | None,
        reason: str | None,
    ) -> None:
        """Write a line into a guild's audit log."""
        if guild_id is not None:
            entry = AuditEntry(self.ids.next(), user_id, action, target_id, reason)
            self.guilds[guild_id].audit_log.append(entry)
            self.emit(Event("GUILD_AUDIT_LOG_ENTRY_CREATE", entry, guild_id))
