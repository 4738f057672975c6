"""Holdings: what a member has open at once on a server, each with its bound."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from storage.connection import Connection
from storage.queries import load_queries

_queries = load_queries("holdings")


class Holding(Enum):
    """Things that a member can begin, and has to end before there can be ever more of them.

    The value is the key of the sentence that says so.
    """

    POLL = "shared-most-polls"
    SESSION = "shared-most-sessions"
    REQUEST = "shared-most-requests"
    WATCHED = "shared-most-watched"
    SUGGESTION = "shared-most-suggestions"
    REPORT = "shared-most-reports"


MOST: Final[Mapping[Holding, int]] = MappingProxyType(
    {
        Holding.POLL: 10,
        Holding.SESSION: 50,
        Holding.REQUEST: 50,
        Holding.WATCHED: 200,
        Holding.SUGGESTION: 20,
        Holding.REPORT: 20,
    }
)
"""Bounds of what a member can have open: far more than anybody needs who tidies up."""

_COUNTS: Final[Mapping[Holding, Callable[[Connection, Mapping[str, object]], Awaitable[int]]]] = (
    MappingProxyType(
        {
            Holding.POLL: lambda on, whose: _queries.count_polls(on, **whose),
            Holding.SESSION: lambda on, whose: _queries.count_sessions(on, **whose),
            Holding.REQUEST: lambda on, whose: _queries.count_requests(on, **whose),
            Holding.WATCHED: lambda on, whose: _queries.count_watched(on, **whose),
            Holding.SUGGESTION: lambda on, whose: _queries.count_suggestions(on, **whose),
            Holding.REPORT: lambda on, whose: _queries.count_reports(on, **whose),
        }
    )
)


async def is_full(connection: Connection, holding: Holding, guild_id: int, member_id: int) -> bool:
    """Tell whether a member has as many of these open as there can be."""
    most = MOST[holding]
    limits = {"guild_id": guild_id, "member_id": member_id, "most": most}
    return await _COUNTS[holding](connection, limits) >= most
