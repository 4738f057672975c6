"""What the bot remembers of itself between runs."""

from __future__ import annotations

from storage.engine import Connection
from storage.queries import load_queries

_queries = load_queries("app_state")


async def find_value(connection: Connection, key: str) -> str | None:
    """What was remembered under `key`."""
    value: str | None = await _queries.find_value(connection, key=key)
    return value


async def forget_value(connection: Connection, key: str) -> None:
    """Remember nothing under `key` any more."""
    await _queries.forget_value(connection, key=key)


async def save_value(connection: Connection, key: str, value: str) -> None:
    """Remember `value` under `key`, in place of what was there."""
    await _queries.save_value(connection, key=key, value=value)
