"""Events of channels and threads, whoever causes them."""

from __future__ import annotations

from datetime import timedelta

from sandbox.world.errors import ApiError, Faults, RateLimitedError, invalid_form
from sandbox.world.messages import (
    HAS_THREAD,
    THREAD_CREATED,
    THREAD_STARTER,
    message_event,
    say_as_system,
)
from sandbox.world.models import (
    Channel,
    ChannelKind,
    ForumTag,
    Guild,
    Json,
    Message,
    Overwrite,
    ThreadState,
)
from sandbox.world.scheduled_events import cancel_events_in
from sandbox.world.voice import leave_voice, members_in
from sandbox.world.world import Event, World

MOST_TAGS = 20
MOST_ACTIVE_THREADS = 1000
MOST_TAGS_OF_A_POST = 5
REQUIRE_TAG = 1 << 4
RENAMES = 2
RENAME_PERIOD = timedelta(minutes=10)


def create_channel(
    world: World, guild: Guild, kind: ChannelKind, name: str, **fields: object
) -> Channel:
    """Make a channel that is not a thread."""
    siblings = world.guild_channels(guild.id)
    if len(siblings) >= 500:  # noqa: PLR2004 - Discord's limit
        raise ApiError(30013)
    channel = Channel(world.ids.next(), kind, guild.id, name, position=len(siblings))
    for field_name, value in fields.items():
        setattr(channel, field_name, value)
    world.channels[channel.id] = channel
    world.emit(channel_event("CHANNEL_CREATE", channel))
    return channel


def channel_event(name: str, channel: Channel) -> Event:
    """Return the gateway's event for a channel that appeared, changed or went."""
    return Event(name, channel, channel.guild_id, channel.id)


def make_tags(world: World, wanted: list[Json]) -> list[ForumTag]:
    """Make a forum's new list of tags; those without an id are new. Too many are refused."""
    if len(wanted) > MOST_TAGS:
        fault = ("BASE_TYPE_MAX_LENGTH", f"Must be {MOST_TAGS} or fewer in length.")
        raise invalid_form({("available_tags",): fault})
    names = [tag["name"].casefold() for tag in wanted]
    if len(set(names)) < len(names):
        fault = ("FORUM_TAG_NAME_DUPLICATE", "Tag names must be unique")
        raise invalid_form({("available_tags",): fault})
    return [
        ForumTag(
            int(tag.get("id") or world.ids.next()),
            tag["name"],
            bool(tag.get("moderated", False)),
            tag.get("emoji_id"),
            tag.get("emoji_name"),
        )
        for tag in wanted
    ]


def make_overwrites(wanted: list[Json]) -> dict[int, Overwrite]:
    """Permission overwrites from their JSON."""
    return {
        o["id"]: Overwrite(o["id"], bool(o["type"]), o.get("allow") or 0, o.get("deny") or 0)
        for o in wanted
    }


def note_rename(world: World, channel: Channel) -> None:
    """Count a rename against Discord's limit; raises `RateLimitedError`."""
    now = world.clock.now()
    channel.renamed_at = [at for at in channel.renamed_at if at > now - RENAME_PERIOD]
    if len(channel.renamed_at) >= RENAMES:
        raise RateLimitedError((channel.renamed_at[0] + RENAME_PERIOD - now).total_seconds())
    channel.renamed_at.append(now)


def delete_channel(world: World, channel: Channel) -> None:
    """Remove a channel with its threads, messages, connections and events ahead."""
    guild = world.guilds.get(channel.guild_id or 0)
    if guild is not None:
        for user_id in members_in(guild, channel.id):
            leave_voice(world, guild, user_id)
        cancel_events_in(world, guild, channel.id)
    for thread in [c for c in world.channels.values() if c.parent_id == channel.id and c.is_thread]:
        _remove(world, thread)
    _remove(world, channel)
    if channel.is_thread:
        data: Json = {
            "id": str(channel.id),
            "guild_id": str(channel.guild_id),
            "parent_id": str(channel.parent_id),
            "type": int(channel.kind),
        }
        world.emit(Event("THREAD_DELETE", None, channel.guild_id, channel.parent_id, data=data))
    else:
        world.emit(Event("CHANNEL_DELETE", channel, channel.guild_id))


def _remove(world: World, channel: Channel) -> None:
    for message_id in world.history.pop(channel.id, ()):
        world.messages.pop(message_id, None)
    del world.channels[channel.id]


def start_thread(
    world: World,
    parent: Channel,
    owner_id: int,
    name: str,
    *,
    kind: ChannelKind,
    thread_id: int | None = None,
    auto_archive_minutes: int | None = None,
    applied_tags: list[int] | None = None,
) -> Channel:
    """Open a thread; `thread_id` is the message's that it starts from."""
    now = world.clock.now()
    state = ThreadState(
        archived=False,
        locked=False,
        auto_archive_minutes=auto_archive_minutes or parent.default_auto_archive_minutes,
        archive_changed_at=now,
        created_at=now,
        member_ids={owner_id: now},
        applied_tags=applied_tags or [],
    )
    thread = Channel(
        thread_id or world.ids.next(),
        kind,
        parent.guild_id,
        name,
        parent_id=parent.id,
        owner_id=owner_id,
        thread=state,
    )
    if sum(not t.thread.archived for t in world.threads_of(parent.guild_id or 0) if t.thread) >= (
        MOST_ACTIVE_THREADS
    ):
        raise ApiError(160006)
    world.channels[thread.id] = thread
    world.emit(_with_newness(thread))
    return thread


def _with_newness(thread: Channel) -> Event:
    newly = {"newly_created": True}
    return Event("THREAD_CREATE", thread, thread.guild_id, thread.id, data=newly)


def start_thread_from(world: World, message: Message, thread: Channel) -> None:
    """Mark a message as the start of a thread."""
    message.flags |= HAS_THREAD
    message.thread_id = thread.id
    world.emit(message_event(world, "MESSAGE_UPDATE", message))
    say_as_system(world, thread, message.author_id, THREAD_STARTER, about=message)


def tell_of_thread(world: World, parent: Channel, thread: Channel) -> None:
    """Say in a channel that somebody began a thread there without a message."""
    if thread.kind is not ChannelKind.PRIVATE_THREAD and thread.owner_id is not None:
        say_as_system(
            world, parent, thread.owner_id, THREAD_CREATED, content=thread.name, about=thread
        )


def set_tags(world: World, forum: Channel, tags: list[ForumTag]) -> None:
    """Give a forum these tags; posts lose those that are gone."""
    forum.tags = tags
    kept = {tag.id for tag in tags}
    for post in world.threads_of(forum.guild_id or 0):
        if post.parent_id == forum.id and post.thread is not None:
            post.thread.applied_tags = [i for i in post.thread.applied_tags if i in kept]


def check_post_tags(forum: Channel, tag_ids: list[int]) -> None:
    """Refuse too many tags, unknown ones, and none where the forum requires one."""
    faults: Faults = {}
    if len(tag_ids) > MOST_TAGS_OF_A_POST:
        faults["applied_tags",] = (
            "BASE_TYPE_MAX_LENGTH",
            f"Must be {MOST_TAGS_OF_A_POST} or fewer in length.",
        )
    if set(tag_ids) - {tag.id for tag in forum.tags}:
        faults["applied_tags",] = ("INVALID_FORUM_TAG", "Tag does not exist in this forum")
    if faults:
        raise invalid_form(faults)
    if not tag_ids and forum.flags & REQUIRE_TAG:
        raise ApiError(40067)


def change_thread_member(world: World, thread: Channel, user_id: int, *, joins: bool) -> None:
    """Add somebody to a thread or take them out."""
    assert thread.thread is not None, "only threads have members of their own"  # noqa: S101 - an invariant
    known = user_id in thread.thread.member_ids
    if known == joins:
        return
    if joins:
        thread.thread.member_ids[user_id] = world.clock.now()
    else:
        del thread.thread.member_ids[user_id]
    data: Json = {
        "id": str(thread.id),
        "guild_id": str(thread.guild_id),
        "member_count": len(thread.thread.member_ids),
        "removed_member_ids": [] if joins else [str(user_id)],
    }
    joined = (user_id,) if joins else ()
    world.emit(
        Event(
            "THREAD_MEMBERS_UPDATE",
            thread,
            thread.guild_id,
            thread.id,
            data=data,
            joined=joined,
        )
    )
