"""The single times of study sessions, as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.channels import Sight
from domain.sessions.records import (
    DEFAULT_LEADS,
    Occurrence,
    OccurrenceState,
    Plan,
    Series,
    Shown,
)
from domain.shards import Reach
from domain.times.recurrence import Moment
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.sessions import from_numbers, plan_columns, plan_of
from storage.stamps import Row, from_stamp, from_stamp_or_none, to_stamp

_queries = load_queries("session_occurrences")

MOST_OF_SERIES = 1_000
MOST_RUNNING = 1_000
FOREVER = 1 << 53
"""Later than any stamp."""


async def add(connection: Connection, series: Series, moments: Sequence[Moment]) -> int:
    """Have these times of a series exist; returns how many are new."""
    added = 0
    for moment in moments:
        added += await _queries.add(
            connection,
            series_id=series.id,
            guild_id=series.guild_id,
            slot=moment.slot,
            starts_at=to_stamp(moment.at),
            ends_at=to_stamp(moment.at + series.plan.length),
        )
    return added


async def list_slots(connection: Connection, series_id: int) -> set[str]:
    """List the slots of a series that exist, the latest ones."""
    rows = await _queries.list_slots(connection, series_id=series_id, most=MOST_OF_SERIES)
    return {slot for (slot,) in rows}


async def find_occurrence(
    connection: Connection, guild_id: int, occurrence_id: int
) -> Occurrence | None:
    """Find one time of a session of a server, or None."""
    row = await _queries.find_occurrence(connection, guild_id=guild_id, occurrence_id=occurrence_id)
    return None if row is None else _occurrence(row)


async def find_id(
    connection: Connection,
    *,
    message_id: int | None = None,
    thread_id: int | None = None,
    event_id: int | None = None,
) -> tuple[int, int] | None:
    """Find the server and the id of what a card, a thread or an event of Discord's belongs to."""
    if message_id is not None:
        row = await _queries.find_by_message(connection, message_id=message_id)
    elif thread_id is not None:
        row = await _queries.find_by_thread(connection, thread_id=thread_id)
    else:
        row = await _queries.find_by_event(connection, event_id=event_id)
    return None if row is None else (row["guild_id"], row["id"])


async def list_ahead(
    connection: Connection,
    guild_id: int,
    span: tuple[datetime, datetime | None],
    sight: Sight,
    *,
    member_id: int | None = None,
    is_open: bool = True,
    limit: int,
    skipped: int = 0,
) -> list[Occurrence]:
    """List what starts within a span (None: without end) and is seen, the earliest first.

    With `member_id` only what that member comes to.
    """
    since, before = span
    rows = await _queries.list_ahead(
        connection,
        guild_id=guild_id,
        since=to_stamp(since),
        before=FOREVER if before is None else to_stamp(before),
        member_id=member_id,
        is_open=int(is_open),
        most=limit,
        skipped=skipped,
        **seen_by(sight),
    )
    return [_occurrence(row) for row in rows]


async def list_of_series(
    connection: Connection, series_id: int, *, since_slot: str = "", limit: int = MOST_OF_SERIES
) -> list[Occurrence]:
    """List the times of a series from a slot on, in order."""
    rows = await _queries.list_of_series(
        connection, series_id=series_id, since_slot=since_slot, most=limit
    )
    return [_occurrence(row) for row in rows]


async def has_open(connection: Connection, series_id: int) -> bool:
    """Tell whether any time of a series is still to come, or goes on."""
    return await _queries.find_open(connection, series_id=series_id) is not None


async def list_to_move_on(
    connection: Connection, reach: Reach, now: datetime, *, limit: int
) -> list[tuple[int, int]]:
    """List the (server, id) of those that began or ended by the clock, not yet marked."""
    rows = await _queries.list_to_move_on(
        connection, **reach.as_parameters(), now=to_stamp(now), most=limit
    )
    return list(map(tuple, rows))


async def list_running_in(connection: Connection, guild_id: int, channel_id: int) -> list[int]:
    """List the ids of those that go on in a channel now."""
    rows = await _queries.list_running_in(
        connection, guild_id=guild_id, channel_id=channel_id, most=MOST_RUNNING
    )
    return [occurrence_id for (occurrence_id,) in rows]


async def list_running(connection: Connection, reach: Reach) -> list[tuple[int, int]]:
    """List the (server, id) of all that go on now."""
    rows = await _queries.list_running(connection, **reach.as_parameters(), most=MOST_RUNNING)
    return list(map(tuple, rows))


async def next_change_at(connection: Connection, reach: Reach, now: datetime) -> datetime | None:
    """Tell when the next one begins or ends."""
    return from_stamp_or_none(
        await _queries.next_change_at(connection, **reach.as_parameters(), now=to_stamp(now))
    )


async def list_without_card(
    connection: Connection, reach: Reach, before: datetime, most_cards: int, *, limit: int
) -> list[tuple[int, int, int]]:
    """List the (server, id, revision) of those whose card is due, and isn't wanted yet.

    Of a series that is the next one, and what starts before then, up to `most_cards`.
    """
    rows = await _queries.list_without_card(
        connection,
        **reach.as_parameters(),
        before=to_stamp(before),
        most_cards=most_cards,
        most=limit,
    )
    return list(map(tuple, rows))


async def list_to_fill(
    connection: Connection, reach: Reach, *, limit: int
) -> list[tuple[int, int]]:
    """List the (server, id) of those that have free seats and members who wait for one."""
    rows = await _queries.list_to_fill(connection, **reach.as_parameters(), most=limit)
    return list(map(tuple, rows))


async def move(connection: Connection, occurrence_id: int, at: datetime, length: timedelta) -> None:
    """Put it at another time."""
    await _queries.move(
        connection,
        occurrence_id=occurrence_id,
        starts_at=to_stamp(at),
        ends_at=to_stamp(at + length),
    )


async def override(connection: Connection, occurrence_id: int, plan: Plan) -> None:
    """Have it differ from its series."""
    columns = plan_columns(plan) | {"capacity": plan.capacity or 0}
    await _queries.override(connection, occurrence_id=occurrence_id, **columns)


async def follow_series(connection: Connection, occurrence_id: int) -> None:
    """Have it be as its series again."""
    await _queries.follow_series(connection, occurrence_id=occurrence_id)


async def adopt(connection: Connection, occurrence_id: int, series_id: int, slot: str) -> None:
    """Make it one of another series, with its answers, its card and its thread."""
    await _queries.adopt(connection, occurrence_id=occurrence_id, series_id=series_id, slot=slot)


async def change_state(
    connection: Connection, occurrence_id: int, state: OccurrenceState, reason: str | None = None
) -> bool:
    """Begin, end or cancel it; False where it is over already."""
    changed: int = await _queries.change_state(
        connection, occurrence_id=occurrence_id, state=state, reason=reason
    )
    return changed > 0


async def touch(connection: Connection, occurrence_id: int) -> None:
    """Mark that what its card says has changed."""
    await _queries.touch(connection, occurrence_id=occurrence_id)


async def mark_posted(connection: Connection, occurrence_id: int, shown: Shown) -> None:
    """Keep where its card and its thread stand."""
    await _queries.mark_posted(
        connection,
        occurrence_id=occurrence_id,
        channel_id=shown.channel_id,
        message_id=shown.message_id,
        thread_id=shown.thread_id,
    )


async def keep_notes(
    connection: Connection, occurrence_id: int, notes: str, member_id: int
) -> None:
    """Keep what was noted about it, in place of earlier notes."""
    await _queries.keep_notes(
        connection, occurrence_id=occurrence_id, notes=notes, member_id=member_id
    )


async def list_without_event(
    connection: Connection, reach: Reach, now: datetime, most_events: int, *, limit: int
) -> list[tuple[int, int, int]]:
    """List the (server, id, revision) of those whose event is due, and isn't wanted yet."""
    rows = await _queries.list_without_event(
        connection, **reach.as_parameters(), now=to_stamp(now), most_events=most_events, most=limit
    )
    return list(map(tuple, rows))


async def mark_event(
    connection: Connection, occurrence_id: int, event_id: int | None, revision: int
) -> None:
    """Remember Discord's event, and which revision it shows."""
    await _queries.mark_event(
        connection, occurrence_id=occurrence_id, event_id=event_id, revision=revision
    )


def _occurrence(row: Row) -> Occurrence:
    return Occurrence(
        id=row["id"],
        series_id=row["series_id"],
        guild_id=row["guild_id"],
        host_id=row["host_id"],
        slot=row["slot"],
        starts_at=from_stamp(row["starts_at"]),
        ends_at=from_stamp(row["ends_at"]),
        plan=plan_of(row, (row["ends_at"] - row["starts_at"]) // 60),
        state=OccurrenceState(row["state"]),
        revision=row["revision"],
        sequence=row["sequence"],
        zone=row["zone"],
        rule=row["rule"],
        leads=from_numbers(row["lead_minutes"]) or DEFAULT_LEADS,
        home_id=row["home_id"],
        shown=Shown(
            row["channel_id"],
            row["message_id"],
            row["thread_id"],
            row["event_id"],
            row["event_revision"],
        ),
        reason=row["reason"],
        notes=row["notes"],
    )
