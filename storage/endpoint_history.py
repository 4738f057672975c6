"""History of endpoint requests, and who watches them."""

from __future__ import annotations

from datetime import datetime

from domain.channels import Sight
from domain.endpoints.records import Event, State
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.stamps import Row, from_stamp, to_stamp

MOST_EXPORTED = 10_000
MOST_WATCHERS = 100

_queries = load_queries("endpoint_history")
_watchers = load_queries("endpoint_watchers")


async def add_event(
    connection: Connection,
    request_id: int,
    what: str,
    state: State,
    at: datetime,
    *,
    member_id: int | None,
    note: str | None = None,
) -> int:
    """Keep what a member did, and what it came to; returns the event's id."""
    event_id: int = await _queries.add_event(
        connection,
        request_id=request_id,
        at=to_stamp(at),
        member_id=member_id,
        what=what,
        state=state,
        note=note,
    )
    return event_id


async def find_event(connection: Connection, event_id: int) -> Event | None:
    """Something that happened."""
    row = await _queries.find_event(connection, event_id=event_id)
    return None if row is None else _event(row)


async def list_events(connection: Connection, request_id: int, *, limit: int) -> list[Event]:
    """List what happened to a request, the latest first."""
    rows = await _queries.list_events(connection, request_id=request_id, most=limit)
    return [_event(row) for row in rows]


async def find_first(connection: Connection, request_id: int) -> Event | None:
    """Find what a request began with."""
    row = await _queries.find_first(connection, request_id=request_id)
    return None if row is None else _event(row)


async def count_events(connection: Connection, request_id: int) -> int:
    """Tell how much happened to a request."""
    count: int = await _queries.count_events(connection, request_id=request_id)
    return count


async def watch(connection: Connection, guild_id: int, request_id: int, member_id: int) -> bool:
    """Tell a member of what happens from now on; False where they are told already."""
    added: int = await _watchers.watch(
        connection, guild_id=guild_id, request_id=request_id, member_id=member_id
    )
    return added > 0


async def unwatch(connection: Connection, request_id: int, member_id: int) -> bool:
    """Tell them no more; False where they were not told."""
    removed: int = await _watchers.unwatch(connection, request_id=request_id, member_id=member_id)
    return removed > 0


async def list_watchers(connection: Connection, request_id: int) -> list[int]:
    """List who is told of what happens to a request without taking part."""
    rows = await _watchers.list_watchers(connection, request_id=request_id, most=MOST_WATCHERS)
    return [member_id for (member_id,) in rows]


async def export_member(
    connection: Connection, guild_id: int, member_id: int, sight: Sight
) -> list[dict[str, object]]:
    """Export what a member did with requests, and which they watch, JSON-able."""
    whose = {"guild_id": guild_id, "member_id": member_id, "most": MOST_EXPORTED}
    rows = await _queries.export_events(connection, **whose)
    done: list[dict[str, object]] = [
        {"request": id_, "at": from_stamp(at).isoformat(), "did": what, "to": state, "note": note}
        for id_, at, what, state, note in rows
    ]
    watched = await _watchers.export_watched(connection, **whose, **seen_by(sight))
    return done + [{"watches": id_, "operation": key} for id_, key in watched]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Take a member's name and words out of what happened; they watch nothing any more."""
    whose = {"guild_id": guild_id, "member_id": member_id}
    done: int = await _queries.forget_member(connection, **whose)
    watched: int = await _watchers.forget_watcher(connection, **whose)
    return done + watched


def _event(row: Row) -> Event:
    id_, request_id, at, member_id, what, state, note = row
    return Event(id_, request_id, from_stamp(at), member_id, what, State(state), note)
