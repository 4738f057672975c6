"""Each server's list of topics."""

from __future__ import annotations

from collections.abc import Sequence

from domain.topics import DEFAULT_TOPICS, MOST_PER_GUILD
from storage.connection import Connection
from storage.queries import load_queries

_queries = load_queries("topics")


async def list_topics(connection: Connection, guild_id: int) -> tuple[str, ...]:
    """List a server's topics in its order; the default list where it has none of its own."""
    rows = await _queries.list_topics(connection, guild_id=guild_id, most=MOST_PER_GUILD)
    return tuple(name for (name,) in rows) or DEFAULT_TOPICS


async def save_topics(connection: Connection, guild_id: int, names: Sequence[str]) -> None:
    """Replace a server's list; questions keep the topics that they have."""
    await _queries.delete_topics(connection, guild_id=guild_id)
    await _queries.save_topics(
        connection,
        [
            {"guild_id": guild_id, "name": name, "position": position}
            for position, name in enumerate(names)
        ],
    )


async def list_by_use(connection: Connection, guild_id: int) -> tuple[str, ...]:
    """List a server's topics, those of most questions first, then in its order."""
    rows = await _queries.list_uses(connection, guild_id=guild_id, most=MOST_PER_GUILD)
    uses: dict[str, int] = dict(rows)
    topics = await list_topics(connection, guild_id)
    return tuple(sorted(topics, key=lambda topic: -uses.get(topic, 0)))


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's list."""
    await _queries.delete_topics(connection, guild_id=guild_id)
