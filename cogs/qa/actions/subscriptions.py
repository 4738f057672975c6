"""Who hears of which topic, and the list of topics itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cogs.core.access import changing, require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.services import Services
from domain.audit import AuditEntry
from domain.errors import UserError
from domain.topics import find_topic, parse_topics
from storage import audit, subscriptions, topics
from storage.engine import Connection


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """A server's topics, and those of them that a member subscribed to."""

    topics: tuple[str, ...]
    subscribed: frozenset[str]


async def list_subscriptions(services: Services, actor: Actor) -> Subscriptions:
    """What the actor can subscribe to, and what she has subscribed to."""
    async with services.database.read() as connection:
        return await _subscriptions(connection, actor)


async def change_subscriptions(
    services: Services, actor: Actor, chosen: Collection[str]
) -> Subscriptions:
    """Subscribe to exactly the chosen topics."""
    guild_id, member_id = actor.guild_id, actor.member_id
    async with services.database.transaction() as connection:
        before = await _subscriptions(connection, actor)
        wanted = frozenset(chosen).intersection(before.topics)
        for topic in wanted - before.subscribed:
            await subscriptions.subscribe(connection, guild_id, member_id, topic)
        for topic in before.subscribed - wanted:
            await subscriptions.unsubscribe(connection, guild_id, member_id, topic)
    return Subscriptions(before.topics, wanted)


async def toggle_subscription(services: Services, actor: Actor, name: str) -> Subscriptions:
    """Subscribe to one topic, or end that subscription."""
    before = await list_subscriptions(services, actor)
    topic = find_topic(before.topics, name)
    if topic is None:
        raise UserError("qa-unknown-topic", name=label(name, 50), topics=", ".join(before.topics))
    return await change_subscriptions(services, actor, before.subscribed ^ {topic})


async def change_topics(services: Services, actor: Actor, text: str) -> tuple[str, ...]:
    """Replace the server's list of topics, one a line; for moderators."""
    require_moderator(actor)
    names = parse_topics(text)
    async with changing(services, actor) as connection:
        before = await topics.list_topics(connection, actor.guild_id)
        await topics.save_topics(connection, actor.guild_id, names)
        await audit.record(
            connection,
            AuditEntry(
                guild_id=actor.guild_id,
                actor_id=actor.member_id,
                action="qa.topics",
                subject=f"guild:{actor.guild_id}",
                at=services.clock(),
                details={"before": ", ".join(before), "after": ", ".join(names)},
            ),
        )
    return names


async def _subscriptions(connection: Connection, actor: Actor) -> Subscriptions:
    known = await topics.list_topics(connection, actor.guild_id)
    own = await subscriptions.list_topics_of_member(connection, actor.guild_id, actor.member_id)
    return Subscriptions(known, frozenset(own))
