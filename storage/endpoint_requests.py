"""Endpoint requests as they are now: found by state, API, side, and by what is overdue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.channels import Sight
from domain.contracts.uploads import match_key
from domain.endpoints.records import OPEN, Request, Shape, Shown, Side, State
from domain.shards import Reach
from storage import endpoint_shapes
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.stamps import Row, from_stamp, from_stamp_or_none, to_stamp

MOST_EXPORTED = 10_000
MOST_STANDINGS = 500

_queries = load_queries("endpoint_requests")


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A new request: its API, and its channel."""

    guild_id: int
    api_id: int | None
    shape: Shape
    why: str
    requester_id: int
    due_at: datetime | None
    channel_id: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which requests of a server to list; what is left out does not matter."""

    sight: Sight
    states: tuple[State, ...] = ()
    api_id: int | None = None
    member_id: int | None = None
    side: Side | None = None
    """With `member_id`: what they asked for, or what they build; None: both."""
    overdue_at: datetime | None = None
    waiting: Side | None = None
    """Without `member_id`: of accepted ones, those whose shape this side has not confirmed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Number of requests of a channel in a state, and how many of them are overdue."""

    channel_id: int
    state: State
    count: int
    overdue: int


async def create_request(connection: Connection, new: NewRequest, now: datetime) -> int:
    """Add a request with its first shape, and return its id."""
    request_id: int = await _queries.create_request(
        connection,
        guild_id=new.guild_id,
        api_id=new.api_id,
        key=new.shape.key,
        match_key=match_key(new.shape.key),
        why=new.why,
        requester_id=new.requester_id,
        due_at=None if new.due_at is None else to_stamp(new.due_at),
        channel_id=new.channel_id,
        now=to_stamp(now),
    )
    await endpoint_shapes.add_shape(connection, request_id, 1, new.shape, new.requester_id, now)
    return request_id


async def find_request(connection: Connection, guild_id: int, request_id: int) -> Request | None:
    """Find a server's request, or None."""
    row = await _queries.find_request(connection, guild_id=guild_id, request_id=request_id)
    return None if row is None else await _request(connection, row)


async def find_by_thread(connection: Connection, guild_id: int, thread_id: int) -> Request | None:
    """Find the request whose thread this is."""
    row = await _queries.find_by_thread(connection, guild_id=guild_id, thread_id=thread_id)
    return None if row is None else await _request(connection, row)


async def list_requests(
    connection: Connection, guild_id: int, wanted: Wanted, *, limit: int, skip: int = 0
) -> list[Request]:
    """List a server's requests, the latest first; of overdue ones the longest overdue."""
    page = {"guild_id": guild_id, "api_id": wanted.api_id, "most": limit, "skip": skip}
    states = _spaced(wanted.states)
    if wanted.overdue_at is not None:
        rows = await _queries.list_overdue(
            connection,
            **page,
            **seen_by(wanted.sight),
            member_id=wanted.member_id,
            now=to_stamp(wanted.overdue_at),
            states=states or _spaced(OPEN),
        )
    elif wanted.member_id is None:
        rows = await _queries.list_requests(
            connection, **page, **seen_by(wanted.sight), states=states, waiting=wanted.waiting or ""
        )
    else:
        of_side: dict[Side | None, Any] = {  # Any: a query
            Side.REQUESTER: _queries.list_of_requester,
            Side.BUILDER: _queries.list_of_builder,
        }
        listing = of_side.get(wanted.side, _queries.list_of_member)
        rows = await listing(connection, **page, member_id=wanted.member_id, states=states)
    return await _requests(connection, rows)


async def list_matches(
    connection: Connection, guild_id: int, key: str, sight: Sight, *, limit: int
) -> list[Request]:
    """List requests that are seen and ask for the same operation, the latest first.

    Only the names of its parameters may differ.
    """
    rows = await _queries.list_matches(
        connection, guild_id=guild_id, match_key=match_key(key), most=limit, **seen_by(sight)
    )
    return await _requests(connection, rows)


async def list_of_api(
    connection: Connection,
    guild_id: int,
    api_id: int,
    *,
    builder_id: int | None = None,
    limit: int,
) -> list[Request]:
    """List what an API is going to have; with `builder_id`, also what they build for no API yet."""
    rows = await _queries.list_of_api(
        connection, guild_id=guild_id, api_id=api_id, builder_id=builder_id, most=limit
    )
    return await _requests(connection, rows)


async def list_to_export(
    connection: Connection, guild_id: int, api_id: int, sight: Sight, *, limit: int
) -> list[Request]:
    """List what an API is going to have as it was agreed, as far as it is seen.

    Blocked or not, the earliest asked first.
    """
    rows = await _queries.list_to_export(
        connection, guild_id=guild_id, api_id=api_id, most=limit, **seen_by(sight)
    )
    return await _requests(connection, rows)


async def list_built(connection: Connection, api_id: int, *, limit: int) -> list[Request]:
    """List what is live or verified of an API, the latest asked first."""
    rows = await _queries.list_built(connection, api_id=api_id, most=limit)
    return await _requests(connection, rows)


async def list_held(
    connection: Connection, reach: Reach, *, after: int, limit: int
) -> list[tuple[int, int]]:
    """List the (server, id) of all servers' requests from agreed to verified, by id."""
    rows = await _queries.list_held(connection, **reach.as_parameters(), after=after, most=limit)
    return list(map(tuple, rows))


async def list_changed(
    connection: Connection,
    guild_id: int,
    since: datetime,
    until: datetime,
    sight: Sight,
    *,
    limit: int,
) -> list[Request]:
    """List what is seen and something happened to between two moments, the latest first."""
    rows = await _queries.list_changed(
        connection,
        guild_id=guild_id,
        since=to_stamp(since),
        until=to_stamp(until),
        most=limit,
        **seen_by(sight),
    )
    return await _requests(connection, rows)


async def list_board(
    connection: Connection, guild_id: int, now: datetime, sight: Sight
) -> list[Standing]:
    """Count how many of a server's requests stand where, by the channel they were asked in."""
    rows = await _queries.list_board(
        connection, guild_id=guild_id, now=to_stamp(now), most=MOST_STANDINGS, **seen_by(sight)
    )
    return [
        Standing(channel_id, State(state), count, late if State(state) in OPEN else 0)
        for channel_id, state, count, late in rows
    ]


async def change_request(connection: Connection, request: Request, now: datetime) -> bool:
    """Keep state, sides, API and reason of a record; False where another change came first."""
    changed: int = await _queries.change_request(
        connection,
        request_id=request.id,
        revision=request.revision,
        state=request.state,
        resume_state=request.resume_state,
        blocked_on=request.blocked_on,
        reason=request.reason,
        api_id=request.api_id,
        requester_id=request.requester_id,
        builder_id=request.builder_id,
        now=to_stamp(now),
    )
    return changed > 0


async def change_due(
    connection: Connection, request_id: int, due_at: datetime | None, now: datetime
) -> None:
    """Say by when it is needed, or that it no longer matters."""
    due = None if due_at is None else to_stamp(due_at)
    await _queries.change_due(connection, request_id=request_id, due_at=due, now=to_stamp(now))


async def change_shape(
    connection: Connection, request: Request, shape: Shape, author_id: int, now: datetime
) -> int:
    """Give it another shape, which nobody has confirmed; returns the shape's number."""
    number = request.shape_number + 1
    await endpoint_shapes.add_shape(connection, request.id, number, shape, author_id, now)
    await endpoint_shapes.drop_confirmations(connection, request.id)
    await _queries.note_shape(
        connection,
        request_id=request.id,
        key=shape.key,
        match_key=match_key(shape.key),
        number=number,
    )
    return number


async def touch(connection: Connection, request_id: int) -> None:
    """Mark that what its card says has changed."""
    await _queries.touch(connection, request_id=request_id)


async def mark_posted(connection: Connection, request_id: int, shown: Shown) -> None:
    """Note where a request's card and its thread stand."""
    await _queries.mark_posted(
        connection,
        request_id=request_id,
        channel_id=shown.channel_id,
        message_id=shown.message_id,
        thread_id=shown.thread_id,
    )


async def forget_thread(connection: Connection, thread_id: int) -> None:
    """Forget the thread of a card; a forum's post was the card itself."""
    await _queries.forget_thread(connection, thread_id=thread_id)


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """Export what a member asked for or builds, JSON-able."""
    rows = await _queries.export_requests(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED
    )
    return [
        {
            "request": id_,
            "operation": key,
            "why": why if asked else None,
            "state": state,
            "asked": bool(asked),
            "builds": bool(builds),
            "at": from_stamp(at).isoformat(),
        }
        for id_, key, why, state, asked, builds, at in rows
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Take a member's name and reasons off what they asked for and build; returns how many.

    What they were to build is requested again. Their history has to be forgotten after this.
    """
    whose = {"guild_id": guild_id, "member_id": member_id}
    reasons: int = await _queries.forget_reason(connection, **whose)
    await _queries.drop_builders_word(connection, **whose)
    asked: int = await _queries.forget_requester(connection, **whose)
    built: int = await _queries.forget_builder(connection, **whose)
    blocked: int = await _queries.forget_blocker(connection, **whose)
    return reasons + asked + built + blocked


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's requests, with all that belongs to them."""
    await _queries.erase_guild(connection, guild_id=guild_id)


def _spaced(words: Iterable[str]) -> str:
    """Return words as the queries look for them: each between spaces; "" is any, or none."""
    joined = " ".join(words)
    return f" {joined} " if joined else ""


async def _requests(connection: Connection, rows: Sequence[Row]) -> list[Request]:
    return [await _request(connection, row) for row in rows]


async def _request(connection: Connection, row: Row) -> Request:
    return Request(
        id=row["id"],
        guild_id=row["guild_id"],
        api_id=row["api_id"],
        api_name=row["api_name"],
        shape=Shape(row["method"], row["path"], row["request"], row["response"]),
        shape_number=row["shape_number"],
        why=row["why"],
        requester_id=row["requester_id"],
        builder_id=row["builder_id"],
        state=State(row["state"]),
        due_at=from_stamp_or_none(row["due_at"]),
        revision=row["revision"],
        created_at=from_stamp(row["created_at"]),
        changed_at=from_stamp(row["changed_at"]),
        channel_id=row["channel_id"],
        resume_state=None if row["resume_state"] is None else State(row["resume_state"]),
        blocked_on=row["blocked_on"],
        reason=row["reason"],
        confirmations=await endpoint_shapes.find_confirmations(connection, row["id"]),
        shown=Shown(row["shown_channel_id"], row["message_id"], row["thread_id"]),
    )
