"""Subscriptions of members to topics."""

from __future__ import annotations

from collections.abc import Iterable

from storage.connection import Connection
from storage.queries import load_queries

MOST_TOPICS = 100

_queries = load_queries("subscriptions")


async def list_topics_of_member(
    connection: Connection, guild_id: int, member_id: int
) -> tuple[str, ...]:
    """List the topics that a member has subscribed to."""
    rows = await _queries.list_topics_of_member(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_TOPICS
    )
    return tuple(topic for (topic,) in rows)


async def subscribe(connection: Connection, guild_id: int, member_id: int, topic: str) -> bool:
    """Add a subscription; False where it was there already."""
    added: int = await _queries.subscribe(
        connection, guild_id=guild_id, topic=topic, member_id=member_id
    )
    return added > 0


async def unsubscribe(connection: Connection, guild_id: int, member_id: int, topic: str) -> bool:
    """End a subscription; False where there was none."""
    ended: int = await _queries.unsubscribe(
        connection, guild_id=guild_id, topic=topic, member_id=member_id
    )
    return ended > 0


async def list_subscribers(
    connection: Connection, guild_id: int, topics: Iterable[str], *, limit: int
) -> list[int]:
    """List who subscribed to any of the topics, each member once."""
    found: dict[int, None] = {}
    for topic in topics:
        rows = await _queries.list_subscribers(
            connection, guild_id=guild_id, topic=topic, most=limit
        )
        found.update((member_id, None) for (member_id,) in rows)
    return list(found)[:limit]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """End all subscriptions of a member; returns how many."""
    erased: int = await _queries.erase_member(connection, guild_id=guild_id, member_id=member_id)
    return erased


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's subscriptions."""
    await _queries.erase_guild(connection, guild_id=guild_id)
