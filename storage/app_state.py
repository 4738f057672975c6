"""State that the bot keeps of itself between runs."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import to_stamp

INTERACTIONS_KEPT = timedelta(days=1)
"""Time that handled interactions are remembered; Discord lets them be answered for 15 minutes."""
MOST_FORGOTTEN = 100
"""Old interactions that go with each new one: the table shrinks faster than it grows."""

_queries = load_queries("app_state")


async def find_value(connection: Connection, key: str) -> str | None:
    """Find what was remembered under `key`."""
    value: str | None = await _queries.find_value(connection, key=key)
    return value


async def forget_value(connection: Connection, key: str) -> None:
    """Remember nothing under `key` any more."""
    await _queries.forget_value(connection, key=key)


async def save_value(connection: Connection, key: str, value: str) -> None:
    """Remember `value` under `key`, in place of what was there."""
    await _queries.save_value(connection, key=key, value=value)


async def handle_interaction(connection: Connection, interaction_id: int, now: datetime) -> bool:
    """Remember that an interaction was handled, for a day; False where it was before."""
    added: int = await _queries.handle_interaction(
        connection, interaction_id=interaction_id, now=to_stamp(now)
    )
    await _queries.forget_interactions(
        connection, before=to_stamp(now - INTERACTIONS_KEPT), most=MOST_FORGOTTEN
    )
    return added > 0
