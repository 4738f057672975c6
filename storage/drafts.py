"""Drafts: input over several steps, kept for a while."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import Row, from_stamp, to_stamp

MOST_EXPORTED = 1_000
MOST_OF_KIND = 20
"""Drafts of one kind that a member can have on a server: the oldest makes room for one more."""

_queries = load_queries("drafts")


@dataclass(frozen=True, slots=True)
class Draft:
    """Unfinished input of one kind. `body` is JSON-able; what it holds is known to its feature."""

    id: int
    guild_id: int
    member_id: int
    kind: str
    subject: int | None
    body: dict[str, Any]  # Any: JSON
    expires_at: datetime


async def create_draft(
    connection: Connection,
    guild_id: int,
    member_id: int,
    kind: str,
    body: Mapping[str, object],
    expires_at: datetime,
    *,
    subject: int | None = None,
) -> int:
    """Keep a draft and return its id; it takes the place of one of the same kind and subject.

    Of more than `MOST_OF_KIND` the oldest goes: a refusal would keep somebody who typed out until
    one expires, for the sake of what they have left behind.
    """
    if subject is not None:
        await _queries.delete_like(connection, guild_id=guild_id, kind=kind, subject=subject)
    draft_id: int = await _queries.create_draft(
        connection,
        guild_id=guild_id,
        member_id=member_id,
        kind=kind,
        subject=subject,
        body=json.dumps(dict(body), ensure_ascii=False),
        expires_at=to_stamp(expires_at),
    )
    await _queries.drop_oldest(
        connection, guild_id=guild_id, member_id=member_id, kind=kind, most=MOST_OF_KIND
    )
    return draft_id


async def find_draft(connection: Connection, draft_id: int, now: datetime) -> Draft | None:
    """Find a draft that has not expired, or None."""
    row: Row | None = await _queries.find_draft(connection, draft_id=draft_id, now=to_stamp(now))
    return None if row is None else _draft(row)


async def find_draft_about(
    connection: Connection, guild_id: int, kind: str, subject: int, now: datetime
) -> Draft | None:
    """Find the draft of this kind about a subject, unless it has expired."""
    row: Row | None = await _queries.find_draft_about(
        connection, guild_id=guild_id, kind=kind, subject=subject, now=to_stamp(now)
    )
    return None if row is None else _draft(row)


async def change_draft(
    connection: Connection, draft_id: int, body: Mapping[str, object], expires_at: datetime
) -> None:
    """Replace what a draft holds, and keep it until `expires_at`."""
    await _queries.change_draft(
        connection,
        draft_id=draft_id,
        body=json.dumps(dict(body), ensure_ascii=False),
        expires_at=to_stamp(expires_at),
    )


async def delete_draft(connection: Connection, draft_id: int) -> bool:
    """Forget a draft; False where it was gone already."""
    deleted: int = await _queries.delete_draft(connection, draft_id=draft_id)
    return deleted > 0


async def delete_about(connection: Connection, guild_id: int, kind: str, subject: int) -> None:
    """Forget the draft of this kind about a subject."""
    await _queries.delete_like(connection, guild_id=guild_id, kind=kind, subject=subject)


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """List what a member has begun and not finished, JSON-able."""
    rows = await _queries.export_member(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED
    )
    return [
        {
            "kind": "draft",
            "of": kind,
            "holds": json.loads(body),
            "kept until": from_stamp(expires_at).isoformat(),
        }
        for kind, body, expires_at in rows
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Forget a member's drafts; returns how many."""
    erased: int = await _queries.erase_member(connection, guild_id=guild_id, member_id=member_id)
    return erased


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's drafts."""
    await _queries.erase_guild(connection, guild_id=guild_id)


def _draft(row: Row) -> Draft:
    *head, body, expires_at = row
    return Draft(*(*head, json.loads(body), from_stamp(expires_at)))
