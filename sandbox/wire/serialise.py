"""Records in, Discord's JSON out. Field names and nullability follow Discord's reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.world.clock import iso
from sandbox.world.models import (
    Attachment,
    AuditEntry,
    Channel,
    ChannelKind,
    Command,
    ForumTag,
    Guild,
    Json,
    Member,
    Message,
    Overwrite,
    Role,
    ScheduledEvent,
    User,
    VoiceState,
)

if TYPE_CHECKING:
    from sandbox.world.world import World


def user(record: User) -> Json:
    """Return an account."""
    body: Json = {
        "id": str(record.id),
        "username": record.username,
        "discriminator": "0000" if record.is_bot else "0",
        "global_name": record.global_name,
        "avatar": None,
        "avatar_decoration_data": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }
    if record.is_bot:
        body["bot"] = True
    return body


def member(record: Member, *, with_user: bool = True) -> Json:
    """Return a membership."""
    body: Json = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": iso(record.timed_out_until),
        "deaf": False,
        "flags": 0,
        "joined_at": iso(record.joined_at),
        "mute": False,
        "nick": record.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(role_id) for role_id in record.role_ids],
    }
    if with_user:
        body["user"] = user(record.user)
    return body


def voice_state(guild: Guild, record: VoiceState, *, has_left: bool = False) -> Json:
    """Tell where somebody is connected; `has_left` says that it is nowhere any more."""
    return {
        "guild_id": str(guild.id),
        "channel_id": None if has_left else str(record.channel_id),
        "user_id": str(record.user_id),
        "member": member(guild.members[record.user_id]),
        "session_id": record.session_id,
        "deaf": False,
        "mute": False,
        "self_deaf": False,
        "self_mute": False,
        "self_stream": False,
        "self_video": False,
        "suppress": record.is_suppressed,
        "request_to_speak_timestamp": None,
    }


def role(record: Role) -> Json:
    """Return a role."""
    body: Json = {
        "id": str(record.id),
        "name": record.name,
        "description": None,
        "permissions": str(record.permissions),
        "position": record.position,
        "color": record.color,
        "colors": {
            "primary_color": record.color,
            "secondary_color": None,
            "tertiary_color": None,
        },
        "hoist": record.hoist,
        "managed": record.bot_id is not None,
        "mentionable": record.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if record.bot_id is not None:
        body["tags"] = {"bot_id": str(record.bot_id)}
    return body


def overwrite(record: Overwrite) -> Json:
    """Return a channel's permission overwrite."""
    return {
        "id": str(record.id),
        "type": int(record.is_member),
        "allow": str(record.allow),
        "deny": str(record.deny),
    }


def forum_tag(record: ForumTag) -> Json:
    """Return a forum's tag."""
    return {
        "id": str(record.id),
        "name": record.name,
        "moderated": record.moderated,
        "emoji_id": None if record.emoji_id is None else str(record.emoji_id),
        "emoji_name": record.emoji_name,
    }


def channel(world: World, record: Channel, *, viewer_id: int | None = None) -> Json:
    """Write a channel of any kind, without `viewer_id` among a conversation's recipients."""
    if record.kind is ChannelKind.DM:
        return {
            "id": str(record.id),
            "type": int(record.kind),
            "flags": 0,
            "last_message_id": _optional(record.last_message_id),
            "last_pin_timestamp": iso(record.last_pin_at),
            "recipients": [user(world.users[i]) for i in record.recipient_ids if i != viewer_id],
        }
    return _thread(record) if record.is_thread else _guild_channel(record)


def _guild_channel(record: Channel) -> Json:
    body: Json = {
        "id": str(record.id),
        "type": int(record.kind),
        "guild_id": str(record.guild_id),
        "name": record.name,
        "position": record.position,
        "parent_id": _optional(record.parent_id),
        "permission_overwrites": [overwrite(o) for o in record.overwrites.values()],
        "flags": record.flags,
        "nsfw": record.nsfw,
        "rate_limit_per_user": record.slowmode_seconds,
    }
    if record.kind is ChannelKind.CATEGORY:
        return body
    body["last_message_id"] = _optional(record.last_message_id)
    body["last_pin_timestamp"] = iso(record.last_pin_at)
    if record.kind in (ChannelKind.VOICE, ChannelKind.STAGE):
        return body | {
            "bitrate": record.bitrate,
            "user_limit": record.user_limit,
            "rtc_region": record.rtc_region,
            "video_quality_mode": record.video_quality_mode,
        }
    body["topic"] = record.topic
    body["default_auto_archive_duration"] = record.default_auto_archive_minutes
    if record.kind is ChannelKind.FORUM:
        body |= {
            "available_tags": [forum_tag(tag) for tag in record.tags],
            "default_reaction_emoji": record.default_reaction,
            "default_sort_order": record.default_sort_order,
            "default_forum_layout": record.default_forum_layout,
        }
    body["default_thread_rate_limit_per_user"] = record.default_thread_slowmode_seconds
    return body


def _thread(record: Channel) -> Json:
    state = record.thread
    assert state is not None, "a thread's state is made with it"  # noqa: S101 - an invariant
    metadata: Json = {
        "archived": state.archived,
        "archive_timestamp": iso(state.archive_changed_at),
        "auto_archive_duration": state.auto_archive_minutes,
        "locked": state.locked,
        "create_timestamp": iso(state.created_at),
    }
    if record.kind is ChannelKind.PRIVATE_THREAD:
        metadata["invitable"] = state.invitable
    return {
        "id": str(record.id),
        "type": int(record.kind),
        "guild_id": str(record.guild_id),
        "parent_id": str(record.parent_id),
        "owner_id": str(record.owner_id),
        "name": record.name,
        "flags": record.flags,
        "last_message_id": _optional(record.last_message_id),
        "last_pin_timestamp": iso(record.last_pin_at),
        "rate_limit_per_user": record.slowmode_seconds,
        "thread_metadata": metadata,
        "message_count": state.message_count,
        "member_count": min(len(state.member_ids), 50),
        "total_message_sent": state.total_message_sent,
        "applied_tags": [str(tag_id) for tag_id in state.applied_tags],
    }


def thread_member(thread: Channel, user_id: int) -> Json:
    """Return a user's membership in a thread."""
    assert thread.thread is not None, "only threads have members of their own"  # noqa: S101 - an invariant
    return {
        "id": str(thread.id),
        "user_id": str(user_id),
        "join_timestamp": iso(thread.thread.member_ids[user_id]),
        "flags": 0,
    }


def attachment(world: World, record: Attachment) -> Json:
    """Return a file, with the address it can be fetched from."""
    url = f"{world.files_url}/attachments/{record.id}/{record.filename}"
    body: Json = {
        "id": str(record.id),
        "filename": record.filename,
        "size": len(record.data),
        "url": url,
        "proxy_url": url,
    }
    if record.content_type:
        body["content_type"] = record.content_type
    if record.description:
        body["description"] = record.description
    if record.is_ephemeral:
        body["ephemeral"] = True
    return body


def message(world: World, record: Message, *, viewer_id: int | None = None) -> Json:
    """Return a message. `viewer_id` decides which reactions are "me"."""
    body: Json = {
        "id": str(record.id),
        "channel_id": str(record.channel_id),
        "type": record.kind,
        "content": record.content,
        "author": user(world.users[record.author_id]),
        "timestamp": iso(record.created_at),
        "edited_timestamp": iso(record.edited_at),
        "tts": record.tts,
        "mention_everyone": record.mention_everyone,
        "mentions": [user(world.users[i]) for i in record.mention_ids],
        "mention_roles": [str(role_id) for role_id in record.mention_role_ids],
        "attachments": [attachment(world, a) for a in record.attachments],
        "embeds": record.embeds,
        "components": record.components,
        "pinned": record.pinned_at is not None,
        "flags": record.flags,
    }
    if record.reactions:
        body["reactions"] = [
            _reaction(emoji, ids, viewer_id) for emoji, ids in record.reactions.items()
        ]
    if record.nonce is not None and world.is_recent(record):
        body["nonce"] = record.nonce
    if record.webhook_id is not None:
        body["webhook_id"] = str(record.webhook_id)
        body["application_id"] = str(record.webhook_id)
    if record.interaction is not None:
        body["interaction_metadata"] = record.interaction
    _add_reference(world, record, body)
    if record.thread_id is not None and record.thread_id in world.channels:
        body["thread"] = channel(world, world.channels[record.thread_id])
    return body


def _add_reference(world: World, record: Message, body: Json) -> None:
    if record.reference is None:
        return
    body["message_reference"] = record.reference
    original_id = record.reference.get("message_id")
    if record.kind in (19, 21) and original_id is not None:
        original = world.messages.get(int(original_id))
        body["referenced_message"] = original and message(world, original)


def _reaction(emoji: str, user_ids: list[int], viewer_id: int | None) -> Json:
    return {
        "count": len(user_ids),
        "count_details": {"burst": 0, "normal": len(user_ids)},
        "burst_colors": [],
        "me": viewer_id in user_ids,
        "me_burst": False,
        "emoji": {"id": None, "name": emoji},
    }


def guild(record: Guild) -> Json:
    """Return a guild, as `GET /guilds/{id}` shows it."""
    return {
        "id": str(record.id),
        "name": record.name,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": ["COMMUNITY", "NEWS"],
        "banner": None,
        "owner_id": str(record.owner_id),
        "application_id": None,
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 1,
        "roles": [role(r) for r in record.roles.values()],
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 2,
        "max_presences": None,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": record.preferred_locale,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "premium_progress_bar_enabled_user_updated_at": None,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
        "inventory_settings": None,
        "latest_onboarding_question_id": None,
    }


def command(application_id: int, record: Command) -> Json:
    """Return a registered application command."""
    body: Json = {
        "id": str(record.id),
        "application_id": str(application_id),
        "version": str(record.version),
        **record.fields,
    }
    if record.guild_id is not None:
        body["guild_id"] = str(record.guild_id)
    return body


def scheduled_event(world: World, record: ScheduledEvent, *, count: bool = False) -> Json:
    """Return a guild's event."""
    body: Json = {
        "id": str(record.id),
        "guild_id": str(record.guild_id),
        "creator_id": str(record.creator_id),
        "creator": user(world.users[record.creator_id]),
        **record.fields,
    }
    if count:
        body["user_count"] = len(record.user_ids)
    return body


def audit_entry(record: AuditEntry) -> Json:
    """Return a line of the audit log."""
    body: Json = {
        "id": str(record.id),
        "user_id": str(record.user_id),
        "target_id": _optional(record.target_id),
        "action_type": record.action,
    }
    if record.reason is not None:
        body["reason"] = record.reason
    return body


def _optional(snowflake: int | None) -> str | None:
    return None if snowflake is None else str(snowflake)
