"""Study sessions as they were planned: series, of which each has one occurrence or many."""

from __future__ import annotations

from datetime import datetime

from domain.channels import Sight
from domain.sessions.records import Place, PlaceKind, Plan, Series, SeriesState
from domain.shards import Reach
from domain.times.recurrence import Schedule
from domain.times.wall import parse_slot, slot_of
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.stamps import Row, to_stamp

_queries = load_queries("sessions")
MOST_EXPORTED = 10_000


def to_numbers(leads: tuple[int, ...] | None) -> str | None:
    """Numbers as a column holds them: separated by spaces."""
    return None if leads is None else " ".join(map(str, leads))


def from_numbers(column: str | None) -> tuple[int, ...] | None:
    """Numbers out of a column; None where nothing was chosen."""
    return None if column is None else tuple(map(int, column.split()))


async def create_series(connection: Connection, series: Series, now: datetime) -> int:
    """Add a series and return its id; the one in the record is not looked at."""
    series_id: int = await _queries.create_series(
        connection,
        guild_id=series.guild_id,
        host_id=series.host_id,
        channel_id=series.channel_id,
        follows_id=series.follows_id,
        uid=series.uid,
        now=to_stamp(now),
        **_columns(series.plan, series.schedule, series.lead_minutes),
    )
    return series_id


async def find_series(connection: Connection, guild_id: int, series_id: int) -> Series | None:
    """Find a series of a server, or None."""
    row = await _queries.find_series(connection, guild_id=guild_id, series_id=series_id)
    return None if row is None else _series(row)


async def list_active(
    connection: Connection, reach: Reach, *, after: int, limit: int
) -> list[Series]:
    """List the series of all servers that go on, by id."""
    rows = await _queries.list_active(connection, **reach.as_parameters(), after=after, most=limit)
    return [_series(row) for row in rows]


async def list_of_guild(
    connection: Connection, guild_id: int, since: datetime, sight: Sight, *, limit: int
) -> list[Series]:
    """List the series that are seen and go on, or were cancelled since then, the oldest first."""
    rows = await _queries.list_of_guild(
        connection, guild_id=guild_id, since=to_stamp(since), most=limit, **seen_by(sight)
    )
    return [_series(row) for row in rows]


async def change_series(
    connection: Connection,
    series_id: int,
    plan: Plan,
    schedule: Schedule,
    leads: tuple[int, ...] | None,
    now: datetime,
) -> None:
    """Plan a series anew; its occurrences are changed one by one by whoever calls."""
    await _queries.change_series(
        connection, series_id=series_id, now=to_stamp(now), **_columns(plan, schedule, leads)
    )


async def end_series(
    connection: Connection, series_id: int, state: SeriesState, now: datetime
) -> bool:
    """End a series that goes on; False where it was over already."""
    ended: int = await _queries.end_series(
        connection, series_id=series_id, state=state, now=to_stamp(now)
    )
    return ended > 0


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """Export the sessions that a member hosts or hosted, and the notes they wrote, JSON-able."""
    rows = await _queries.export_hosted(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED
    )
    names = ("session", "title", "topic", "description", "start", "zone", "rule")
    hosted: list[dict[str, object]] = [dict(zip(names, row, strict=True)) for row in rows]
    noted = await _queries.export_notes(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED
    )
    return hosted + [{"slot": slot, "notes": notes} for slot, notes in noted]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Take a member's name off what they hosted and noted; returns how many records that were."""
    await _queries.touch_hosted(connection, guild_id=guild_id, member_id=member_id)
    hosted: int = await _queries.forget_host(connection, guild_id=guild_id, member_id=member_id)
    noted: int = await _queries.forget_note_taker(
        connection, guild_id=guild_id, member_id=member_id
    )
    return hosted + noted


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's sessions, with all that belongs to them."""
    await _queries.erase_guild(connection, guild_id=guild_id)


def _columns(plan: Plan, schedule: Schedule, leads: tuple[int, ...] | None) -> dict[str, object]:
    return plan_columns(plan) | {
        "minutes": plan.minutes,
        "start_wall": slot_of(schedule.start),
        "zone": schedule.zone,
        "rule": schedule.rule,
        "lead_minutes": to_numbers(leads),
    }


def plan_columns(plan: Plan) -> dict[str, object]:
    """Return what series and occurrences keep alike."""
    return {
        "title": plan.title,
        "topic": plan.topic,
        "description": plan.description,
        "place_kind": plan.place.kind,
        "place_id": plan.place.channel_id,
        "place_url": plan.place.url,
        "capacity": plan.capacity,
    }


def _series(row: Row) -> Series:
    return Series(
        id=row["id"],
        guild_id=row["guild_id"],
        host_id=row["host_id"],
        plan=plan_of(row, row["minutes"]),
        schedule=Schedule(parse_slot(row["start_wall"]), row["zone"], row["rule"]),
        channel_id=row["channel_id"],
        lead_minutes=from_numbers(row["lead_minutes"]),
        state=SeriesState(row["state"]),
        uid=row["uid"],
        revision=row["revision"],
        follows_id=row["follows_id"],
    )


def plan_of(row: Row, minutes: int) -> Plan:
    """Read the plan that a series or an occurrence holds, of so many minutes."""
    place = Place(PlaceKind(row["place_kind"]), row["place_id"], row["place_url"])
    return Plan(row["title"], row["topic"], row["description"], minutes, place, row["capacity"])
