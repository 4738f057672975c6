"""A request to try rules on."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.endpoints.records import Confirmation, Request, Shape, Side, State

AT = datetime(2026, 11, 2, tzinfo=UTC)
ASKING, BUILDING, OTHER = 1, 2, 3


def request(state: State, *confirmed: Side, shape_number: int = 1) -> Request:
    return Request(
        id=1,
        guild_id=1,
        api_id=None,
        api_name="",
        shape=Shape("GET", "/users"),
        shape_number=shape_number,
        why="",
        requester_id=ASKING,
        builder_id=BUILDING,
        state=state,
        due_at=None,
        revision=1,
        created_at=AT,
        changed_at=AT,
        channel_id=1,
        confirmations={side: Confirmation(side, 1, 1, AT) for side in confirmed},
    )
