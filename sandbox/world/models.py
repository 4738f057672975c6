"""The things that exist on Discord, as far as the sandbox knows them.

Ids are ints, times aware and in UTC; `sandbox.wire.serialise` turns records into Discord's JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

Json = dict[str, Any]
"""A JSON object of Discord's; its fields are checked when it comes in."""


class ChannelKind(IntEnum):
    """Discord's channel types."""

    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15


THREADS = frozenset(
    {ChannelKind.ANNOUNCEMENT_THREAD, ChannelKind.PUBLIC_THREAD, ChannelKind.PRIVATE_THREAD}
)
HOLDS_VOICES = frozenset({ChannelKind.VOICE, ChannelKind.STAGE})
HOLDS_MESSAGES = THREADS | {
    ChannelKind.TEXT,
    ChannelKind.DM,
    ChannelKind.VOICE,
    ChannelKind.ANNOUNCEMENT,
    ChannelKind.STAGE,
}


@dataclass(slots=True)
class User:
    """An account, of a person or of a bot."""

    id: int
    username: str
    global_name: str | None = None
    is_bot: bool = False
    locale: str = "en-US"
    closed_dms: bool = False


@dataclass(slots=True)
class Role:
    """A role; the one with its guild's id is @everyone."""

    id: int
    name: str
    permissions: int
    position: int = 0
    color: int = 0
    hoist: bool = False
    mentionable: bool = False
    bot_id: int | None = None
    """The bot whose own role this is."""


@dataclass(slots=True)
class Overwrite:
    """Overwrite of a channel for a role or a member."""

    id: int
    is_member: bool
    allow: int = 0
    deny: int = 0


@dataclass(slots=True)
class Member:
    """A user's membership in a guild."""

    user: User
    role_ids: list[int]
    joined_at: datetime
    nick: str | None = None
    timed_out_until: datetime | None = None


@dataclass(slots=True)
class ForumTag:
    """A tag that posts of a forum may carry."""

    id: int
    name: str
    moderated: bool = False
    emoji_id: int | None = None
    emoji_name: str | None = None


@dataclass(slots=True)
class ThreadState:
    """State that only threads have."""

    archived: bool
    locked: bool
    auto_archive_minutes: int
    archive_changed_at: datetime
    created_at: datetime
    invitable: bool = True
    member_ids: dict[int, datetime] = field(default_factory=dict)
    applied_tags: list[int] = field(default_factory=list)
    message_count: int = 0
    total_message_sent: int = 0


@dataclass(slots=True)
class Channel:
    """A channel of any kind, thread and direct messages included."""

    id: int
    kind: ChannelKind
    guild_id: int | None = None
    name: str = ""
    topic: str | None = None
    position: int = 0
    parent_id: int | None = None
    owner_id: int | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    nsfw: bool = False
    slowmode_seconds: int = 0
    tags: list[ForumTag] = field(default_factory=list)
    flags: int = 0
    last_message_id: int | None = None
    last_pin_at: datetime | None = None
    thread: ThreadState | None = None
    recipient_ids: list[int] = field(default_factory=list)
    bitrate: int = 64_000
    user_limit: int = 0
    default_auto_archive_minutes: int = 1440
    default_thread_slowmode_seconds: int = 0
    default_reaction: Json | None = None
    default_sort_order: int | None = None
    default_forum_layout: int = 0
    rtc_region: str | None = None
    video_quality_mode: int = 1
    renamed_at: list[datetime] = field(default_factory=list)
    published_at: list[datetime] = field(default_factory=list)
    emptied_at: datetime | None = None
    """Time at which the last one left a voice or stage channel."""

    @property
    def is_thread(self) -> bool:
        return self.kind in THREADS


@dataclass(slots=True)
class Attachment:
    """A file that was sent."""

    id: int
    filename: str
    data: bytes
    content_type: str | None = None
    description: str | None = None
    is_ephemeral: bool = False


@dataclass(slots=True)
class Message:
    """A message. One with `visible_to` is ephemeral: only that user ever sees it."""

    id: int
    channel_id: int
    author_id: int
    created_at: datetime
    kind: int = 0
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    nonce: str | int | None = None
    tts: bool = False
    edited_at: datetime | None = None
    pinned_at: datetime | None = None
    mention_ids: list[int] = field(default_factory=list)
    mention_role_ids: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    reference: Json | None = None
    reactions: dict[str, list[int]] = field(default_factory=dict)
    webhook_id: int | None = None
    interaction: Json | None = None
    """Discord's `interaction_metadata`, for answers to interactions."""
    visible_to: int | None = None
    thread_id: int | None = None
    loading: bool = False


@dataclass(slots=True)
class ScheduledEvent:
    """A guild's event."""

    id: int
    guild_id: int
    creator_id: int
    fields: Json
    user_ids: list[int] = field(default_factory=list)
    started_at: datetime | None = None

    @property
    def status(self) -> int:
        return int(self.fields["status"])

    @property
    def channel_id(self) -> int | None:
        """The voice or stage channel where it takes place, if it is in one."""
        channel_id = self.fields["channel_id"]
        return None if channel_id is None else int(channel_id)


@dataclass(slots=True)
class VoiceState:
    """Somebody in a voice or stage channel; who only listens to a stage is suppressed."""

    user_id: int
    channel_id: int
    session_id: str
    is_suppressed: bool = False


@dataclass(slots=True)
class AuditEntry:
    """A line of a guild's audit log."""

    id: int
    user_id: int
    action: int
    target_id: int | None
    reason: str | None


@dataclass(slots=True)
class Guild:
    """A server."""

    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    bans: dict[int, str | None] = field(default_factory=dict)
    """Banned users, and why."""
    events: dict[int, ScheduledEvent] = field(default_factory=dict)
    voice_states: dict[int, VoiceState] = field(default_factory=dict)
    """Members in a voice or stage channel, by user."""
    audit_log: list[AuditEntry] = field(default_factory=list)
    preferred_locale: str = "en-US"


@dataclass(slots=True)
class Command:
    """A registered application command; `fields` is what the bot sent, completed."""

    id: int
    guild_id: int | None
    version: int
    fields: Json

    @property
    def name(self) -> str:
        return str(self.fields["name"])

    @property
    def kind(self) -> int:
        return int(self.fields["type"])


@dataclass(slots=True)
class Application:
    """A bot's application."""

    id: int
    name: str
    bot: User
    token: str
    owner_id: int
    has_message_content: bool = True
    has_members: bool = True
    has_presence: bool = True
    commands: dict[int, Command] = field(default_factory=dict)
