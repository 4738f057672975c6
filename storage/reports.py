"""Messages reported to the moderators."""

from __future__ import annotations

from datetime import datetime

from domain.reports import Report, Reported
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import Row, from_stamp, from_stamp_or_none, to_stamp

MOST_EXPORTED = 1_000

_queries = load_queries("reports")


async def create_report(
    connection: Connection,
    guild_id: int,
    reporter_id: int,
    message: Reported,
    reason: str,
    at: datetime,
) -> int | None:
    """Store a report and return its id; None where this member has reported the message before."""
    report_id: int | None = await _queries.create_report(
        connection,
        guild_id=guild_id,
        channel_id=message.channel_id,
        message_id=message.message_id,
        author_id=message.author_id,
        reporter_id=reporter_id,
        reason=reason,
        quote=message.quote,
        reported_at=to_stamp(at),
    )
    return report_id


async def find_report(connection: Connection, guild_id: int, report_id: int) -> Report | None:
    """Find a server's report, or None: also where the report is another server's."""
    row: Row | None = await _queries.find_report(connection, report_id=report_id)
    return None if row is None or row["guild_id"] != guild_id else _report(row)


async def list_open(
    connection: Connection, guild_id: int, *, limit: int, skip: int = 0
) -> list[Report]:
    """List the reports that nobody has resolved, the oldest first."""
    rows: list[Row] = await _queries.list_open(connection, guild_id=guild_id, most=limit, skip=skip)
    return [_report(row) for row in rows]


async def list_of_reporter(connection: Connection, guild_id: int, member_id: int) -> list[Report]:
    """List what a member has reported."""
    rows: list[Row] = await _queries.list_of_reporter(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED
    )
    return [_report(row) for row in rows]


async def forget_quote(connection: Connection, report_id: int) -> None:
    """Drop the reported words: the moderators have them now."""
    await _queries.forget_quote(connection, report_id=report_id)


async def resolve(
    connection: Connection, guild_id: int, report_id: int, member_id: int, at: datetime
) -> bool:
    """Mark a server's report as dealt with; False where it is no open one."""
    resolved: int = await _queries.resolve(
        connection,
        guild_id=guild_id,
        report_id=report_id,
        member_id=member_id,
        resolved_at=to_stamp(at),
    )
    return resolved > 0


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Take a person out of reports; that a message was reported stays."""
    erased = 0
    for erase in (_queries.erase_reporter, _queries.erase_author, _queries.erase_resolver):
        erased += await erase(connection, guild_id=guild_id, member_id=member_id)
    return erased


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's reports."""
    await _queries.erase_guild(connection, guild_id=guild_id)


def _report(row: Row) -> Report:
    message = Reported(row["channel_id"], row["message_id"], row["author_id"], row["quote"])
    return Report(
        id=row["id"],
        guild_id=row["guild_id"],
        message=message,
        reporter_id=row["reporter_id"],
        reason=row["reason"],
        reported_at=from_stamp(row["reported_at"]),
        resolver_id=row["resolver_id"],
        resolved_at=from_stamp_or_none(row["resolved_at"]),
    )
