"""The sandbox's records as the page draws them."""

from __future__ import annotations

from sandbox.acting.member import Actor
from sandbox.page import gatherings
from sandbox.wire import serialise
from sandbox.world.messages import channel_messages
from sandbox.world.models import Application, Channel, ChannelKind, Command, Json, Message
from sandbox.world.permissions import Permission
from sandbox.world.world import World

MOST_MESSAGES = 100
EXCERPT = 200


def state(world: World, actor: Actor) -> Json:
    """Return the server as a member sees it: who is there, which channels, which threads."""
    guild = actor.guild
    channels = [c for c in world.guild_channels(guild.id) if world.may_see(actor.id, c)]
    threads = [t for t in world.threads_of(guild.id) if world.may_see(actor.id, t)]
    direct = [
        c
        for c in world.channels.values()
        if c.kind is ChannelKind.DM and actor.id in c.recipient_ids
    ]
    return {
        "guild": {"id": str(guild.id), "name": guild.name},
        "me": {"id": str(actor.id), "locale": actor.locale, "closed_dms": actor.closed_dms},
        "members": [
            {
                "id": str(m.user.id),
                "name": m.nick or m.user.global_name or m.user.username,
                "bot": m.user.is_bot,
                "roles": [guild.roles[r].name for r in m.role_ids if r in guild.roles],
            }
            for m in guild.members.values()
        ],
        "roles": [{"id": str(r.id), "name": r.name} for r in guild.roles.values()],
        "channels": [_channel(world, actor, c) for c in channels],
        "threads": [_channel(world, actor, t) for t in threads],
        "dms": [_channel(world, actor, c) for c in direct],
        "voice": gatherings.voice(world, actor),
        "events": gatherings.events(world, actor),
    }


def _channel(world: World, actor: Actor, record: Channel) -> Json:
    shown = serialise.channel(world, record)
    allowed = world.permissions_in(actor.id, record)
    needed = Permission.SEND_MESSAGES_IN_THREADS if record.is_thread else Permission.SEND_MESSAGES
    locked = record.thread is not None and record.thread.locked
    shown["can_send"] = bool(allowed & needed) and not (
        locked and not allowed & Permission.MANAGE_THREADS
    )
    shown["can_manage"] = bool(allowed & Permission.MANAGE_MESSAGES)
    return shown


def channel(world: World, actor: Actor, record: Channel) -> Json:
    """Return a channel with its newest messages, the ephemeral ones for this member among them."""
    shown = _channel(world, actor, record)
    newest = actor.sees(record)[-MOST_MESSAGES:]
    shown["messages"] = [_message(world, actor, m) for m in newest]
    if record.kind is ChannelKind.FORUM:
        posts = [c for c in world.channels.values() if c.is_thread and c.parent_id == record.id]
        posts.sort(key=lambda t: t.last_message_id or t.id, reverse=True)
        shown["posts"] = [_post(world, t) for t in posts]
    return shown


def _post(world: World, thread: Channel) -> Json:
    first = next(iter(channel_messages(world, thread.id)), None)
    words = "" if first is None else first.content
    if first is not None and not words and first.embeds:
        words = first.embeds[0].get("description") or ""
    author = world.users[thread.owner_id or 0]
    return serialise.channel(world, thread) | {
        "excerpt": words[:EXCERPT],
        "author": author.global_name or author.username,
    }


def _message(world: World, actor: Actor, record: Message) -> Json:
    return serialise.message(world, record, viewer_id=actor.id) | {
        "ephemeral": record.visible_to is not None,
        "loading": record.loading,
    }


def command(application: Application, record: Command) -> Json:
    """Return a command, with the bot that it belongs to."""
    return record.fields | {"id": str(record.id), "application": application.name}
