"""Mentions of a message, as its `allowed_mentions` permits, and whom that pings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sandbox.world.models import Guild, Json, Message
from sandbox.world.permissions import Permission
from sandbox.world.world import World

USER_MENTION = re.compile(r"<@!?(\d+)>")
ROLE_MENTION = re.compile(r"<@&(\d+)>")
REPLY = 19
TEXT_DISPLAY = 10


def mention(world: World, message: Message, allowed: Json | None) -> None:
    """Work out a message's mentions. `allowed` is `allowed_mentions`, or None for "all"."""
    parse = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or ())
    allowed = allowed if allowed is not None else {"replied_user": True}
    text = words_of(message)
    message.mention_ids = _users(world, message, text, parse, allowed)
    channel = world.channels[message.channel_id]
    guild = world.guilds.get(channel.guild_id or 0)
    if guild is None:
        return
    permissions = world.permissions_in(message.author_id, channel)
    mentions_all = bool(permissions & Permission.MENTION_EVERYONE)
    message.mention_role_ids = _roles(guild, text, parse, allowed, every=mentions_all)
    shouted = "@everyone" in text or "@here" in text
    message.mention_everyone = shouted and "everyone" in parse and mentions_all


def words_of(message: Message) -> str:
    """Join the texts of a message that can mention: its content, and its text displays."""
    return "\n".join((message.content, *_displayed(message.components)))


def _displayed(components: Iterable[Json]) -> Iterator[str]:
    """Yield the texts of components, those inside others included."""
    for component in components:
        if component.get("type") == TEXT_DISPLAY:
            yield component["content"]
        yield from _displayed(component.get("components", ()))


def _users(world: World, message: Message, text: str, parse: set[str], allowed: Json) -> list[int]:
    named = _chosen(USER_MENTION, text, "users", parse, allowed)
    found = [user_id for user_id in named if user_id in world.users]
    if message.kind == REPLY and message.reference and allowed.get("replied_user"):
        replied = world.messages.get(int(message.reference["message_id"]))
        found += [] if replied is None else [replied.author_id]
    return list(dict.fromkeys(found))


def _roles(guild: Guild, text: str, parse: set[str], allowed: Json, *, every: bool) -> list[int]:
    named = _chosen(ROLE_MENTION, text, "roles", parse, allowed)
    return [i for i in named if i in guild.roles and (every or guild.roles[i].mentionable)]


def _chosen(
    pattern: re.Pattern[str], text: str, name: str, parse: set[str], allowed: Json
) -> list[int]:
    """Return the ids in the text that `allowed_mentions` lets through, each once."""
    found = dict.fromkeys(int(i) for i in pattern.findall(text))
    if name in parse:
        return list(found)
    listed = set(allowed.get(name) or ())
    return [i for i in found if i in listed]


def pinged_ids(world: World, message: Message) -> set[int]:
    """Return the users whom a message pings: named, by a role of theirs, or with everybody."""
    found = set(message.mention_ids)
    guild = world.guilds.get(world.channels[message.channel_id].guild_id or 0)
    for member in guild.members.values() if guild is not None else ():
        if message.mention_everyone or set(member.role_ids) & set(message.mention_role_ids):
            found.add(member.user.id)
    return found - {message.author_id}
