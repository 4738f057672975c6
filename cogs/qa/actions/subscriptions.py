"""Who hears of which topic, and the list of topics itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.unit import Unit
from domain.errors import UserError
from domain.topics import find_topic, parse_topics
from storage import subscriptions, topics


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """A server's topics, and those of them that a member subscribed to."""

    topics: tuple[str, ...]
    subscribed: frozenset[str]


async def list_subscriptions(unit: Unit, actor: Actor) -> Subscriptions:
    """List what the actor can subscribe to, and what they have subscribed to."""
    guild_id, member_id = actor.guild_id, actor.member_id
    known = await topics.list_topics(unit.connection, guild_id)
    own = await subscriptions.list_topics_of_member(unit.connection, guild_id, member_id)
    return Subscriptions(known, frozenset(own))


async def change_subscriptions(unit: Unit, actor: Actor, chosen: Collection[str]) -> Subscriptions:
    """Subscribe to exactly the chosen topics."""
    guild_id, member_id = actor.guild_id, actor.member_id
    before = await list_subscriptions(unit, actor)
    wanted = frozenset(chosen).intersection(before.topics)
    for topic in wanted - before.subscribed:
        await subscriptions.subscribe(unit.connection, guild_id, member_id, topic)
    for topic in before.subscribed - wanted:
        await subscriptions.unsubscribe(unit.connection, guild_id, member_id, topic)
    return Subscriptions(before.topics, wanted)


async def toggle_subscription(unit: Unit, actor: Actor, name: str) -> Subscriptions:
    """Subscribe to one topic, or end that subscription."""
    before = await list_subscriptions(unit, actor)
    topic = find_topic(before.topics, name)
    if topic is None:
        raise UserError("qa-unknown-topic", name=label(name, 50), topics=", ".join(before.topics))
    return await change_subscriptions(unit, actor, before.subscribed ^ {topic})


async def change_topics(unit: Unit, actor: Actor, text: str) -> tuple[str, ...]:
    """Replace the server's list of topics, one a line; for moderators."""
    require_moderator(actor)
    await admit(unit, actor)
    names = parse_topics(text)
    before = await topics.list_topics(unit.connection, actor.guild_id)
    await topics.save_topics(unit.connection, actor.guild_id, names)
    subject, was, now = f"guild:{actor.guild_id}", ", ".join(before), ", ".join(names)
    await unit.note(actor, "qa.topics", subject, before=was, after=now)
    return names
