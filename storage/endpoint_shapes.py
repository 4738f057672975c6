"""The shapes that endpoint requests have had, and each side's word for them."""

from __future__ import annotations

from datetime import datetime

from domain.endpoints.records import Confirmation, Shape, Side
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import from_stamp, to_stamp

MOST_EXPORTED = 10_000

_queries = load_queries("endpoint_shapes")


async def add_shape(
    connection: Connection,
    request_id: int,
    number: int,
    shape: Shape,
    author_id: int,
    now: datetime,
) -> None:
    """Keep a shape under a number that is free."""
    await _queries.add_shape(
        connection,
        request_id=request_id,
        number=number,
        method=shape.method,
        path=shape.path,
        request=shape.request,
        response=shape.response,
        author_id=author_id,
        now=to_stamp(now),
    )


async def confirm(
    connection: Connection,
    request_id: int,
    side: Side,
    shape_number: int,
    member_id: int,
    now: datetime,
) -> None:
    """Keep one side's word for a shape, in place of its word for an earlier one."""
    await _queries.confirm(
        connection,
        request_id=request_id,
        side=side,
        shape_number=shape_number,
        member_id=member_id,
        now=to_stamp(now),
    )


async def find_confirmations(connection: Connection, request_id: int) -> dict[Side, Confirmation]:
    """Find what each side has confirmed last."""
    rows = await _queries.list_confirmations(connection, request_id=request_id, most=len(Side))
    return {
        Side(side): Confirmation(Side(side), number, member_id, from_stamp(at))
        for side, number, member_id, at in rows
    }


async def drop_confirmation(connection: Connection, request_id: int, side: Side) -> None:
    """Drop what a side has confirmed."""
    await _queries.drop_confirmation(connection, request_id=request_id, side=side)


async def drop_confirmations(connection: Connection, request_id: int) -> None:
    """Neither side has confirmed anything any more."""
    await _queries.drop_confirmations(connection, request_id=request_id)


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """List the shapes that a member wrote and those that they confirmed, JSON-able."""
    person = {"guild_id": guild_id, "member_id": member_id, "most": MOST_EXPORTED}
    names = ("request", "shape", "method", "path", "sent", "returned")
    written = await _queries.export_shapes(connection, **person)
    confirmed = await _queries.export_confirmations(connection, **person)
    return [
        *(dict(zip(names, row, strict=True)) for row in written),
        *(
            {
                "request": request_id,
                "confirmed shape": number,
                "as": side,
                "at": from_stamp(at).isoformat(),
            }
            for request_id, number, side, at in confirmed
        ),
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Take a member's name off shapes and confirmations; the shapes stay agreed."""
    whose = {"guild_id": guild_id, "member_id": member_id}
    written: int = await _queries.forget_author(connection, **whose)
    confirmed: int = await _queries.forget_confirmer(connection, **whose)
    return written + confirmed
