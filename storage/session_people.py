"""People of study sessions: who comes, who came, and how they are reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.channels import Sight
from domain.sessions.records import Answer, AnswerSource, Reminders, Route, Rsvp
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.sessions import from_numbers, to_numbers
from storage.stamps import Row, from_stamp, to_stamp

_queries = load_queries("session_people")

MOST_PEOPLE = 5_000
MOST_EXPORTED = 10_000


@dataclass(frozen=True, slots=True)
class Attended:
    """Attendance: who came, how that is known, when, and for how long (0: unknown)."""

    member_id: int
    is_checked_in: bool
    came_at: datetime
    seconds: int


async def list_rsvps(connection: Connection, occurrence_id: int) -> list[Rsvp]:
    """Everybody's answer, in the order of answers."""
    rows = await _queries.list_rsvps(connection, occurrence_id=occurrence_id, most=MOST_PEOPLE)
    return [Rsvp(member, Answer(given), AnswerSource(by), turn) for member, given, by, turn in rows]


async def save_rsvp(
    connection: Connection, guild_id: int, occurrence_id: int, rsvp: Rsvp, now: datetime
) -> None:
    """Keep an answer in place of an earlier one."""
    await _queries.save_rsvp(
        connection,
        guild_id=guild_id,
        occurrence_id=occurrence_id,
        member_id=rsvp.member_id,
        answer=rsvp.answer,
        source=rsvp.source,
        turn=rsvp.turn,
        now=to_stamp(now),
    )


async def promote(connection: Connection, occurrence_id: int, member_id: int) -> bool:
    """Give a seat to one who waits; False where they do not wait any more."""
    promoted: int = await _queries.promote(
        connection, occurrence_id=occurrence_id, member_id=member_id
    )
    return promoted > 0


async def drop_rsvp(connection: Connection, occurrence_id: int, member_id: int) -> bool:
    """Forget an answer; False where there was none."""
    dropped: int = await _queries.drop_rsvp(
        connection, occurrence_id=occurrence_id, member_id=member_id
    )
    return dropped > 0


async def check_in(
    connection: Connection, guild_id: int, occurrence_id: int, member_id: int, now: datetime
) -> bool:
    """Note that a member says they are there; False where that is known."""
    noted: int = await _queries.check_in(
        connection,
        guild_id=guild_id,
        occurrence_id=occurrence_id,
        member_id=member_id,
        now=to_stamp(now),
    )
    return noted > 0


async def enter(
    connection: Connection, guild_id: int, occurrence_id: int, member_id: int, now: datetime
) -> None:
    """Note that a member is in its voice channel."""
    await _queries.enter(
        connection,
        guild_id=guild_id,
        occurrence_id=occurrence_id,
        member_id=member_id,
        now=to_stamp(now),
    )


async def leave(
    connection: Connection, occurrence_id: int, now: datetime, *, member_id: int | None = None
) -> None:
    """Note that a member (everybody, without one) is not in its voice channel any more."""
    if member_id is None:
        await _queries.leave_all(connection, occurrence_id=occurrence_id, now=to_stamp(now))
    else:
        await _queries.leave(
            connection, occurrence_id=occurrence_id, member_id=member_id, now=to_stamp(now)
        )


async def list_present(connection: Connection, occurrence_id: int) -> set[int]:
    """List who is in its voice channel now, as far as was noted."""
    rows = await _queries.list_present(connection, occurrence_id=occurrence_id, most=MOST_PEOPLE)
    return {member_id for (member_id,) in rows}


async def list_attendance(connection: Connection, occurrence_id: int) -> list[Attended]:
    """List who came, in the order of coming."""
    rows = await _queries.list_attendance(connection, occurrence_id=occurrence_id, most=MOST_PEOPLE)
    return [
        Attended(member_id, source == "check-in", from_stamp(came_at), seconds)
        for member_id, source, came_at, seconds in rows
    ]


async def find_reminders(connection: Connection, guild_id: int, member_id: int) -> Reminders:
    """Tell how a member wants to be reminded; the defaults where they never said."""
    row = await _queries.find_reminders(connection, guild_id=guild_id, member_id=member_id)
    return Reminders() if row is None else _reminders(row)


async def save_reminders(
    connection: Connection, guild_id: int, member_id: int, reminders: Reminders
) -> None:
    """Keep how a member wants to be reminded."""
    await _queries.save_reminders(
        connection,
        guild_id=guild_id,
        member_id=member_id,
        route=reminders.route,
        lead_minutes=to_numbers(reminders.lead_minutes),
    )


async def list_coming(connection: Connection, occurrence_id: int) -> list[tuple[int, Reminders]]:
    """List who goes or may go, and how each wants to be reminded."""
    rows = await _queries.list_coming(connection, occurrence_id=occurrence_id, most=MOST_PEOPLE)
    return [(row["member_id"], _reminders(row)) for row in rows]


def _reminders(row: Row) -> Reminders:
    return Reminders(Route(row["route"]), from_numbers(row["lead_minutes"]))


async def export_member(
    connection: Connection, guild_id: int, member_id: int, sight: Sight
) -> list[dict[str, object]]:
    """Export a member's answers, attendance and wishes, JSON-able."""
    rsvps = await _queries.export_rsvps(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED, **seen_by(sight)
    )
    came = await _queries.export_attendance(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED, **seen_by(sight)
    )
    exported: list[dict[str, object]] = [
        {"slot": slot, "title": title, "answer": given, "at": from_stamp(at).isoformat()}
        for slot, title, given, at in rsvps
    ]
    exported += [
        {"slot": slot, "title": title, "came": from_stamp(at).isoformat(), "by": source, "s": s}
        for slot, title, source, at, s in came
    ]
    row = await _queries.find_reminders(connection, guild_id=guild_id, member_id=member_id)
    if row is not None:
        exported.append({"reminders": row["route"], "minutes before": row["lead_minutes"]})
    return exported


async def leave_server(connection: Connection, guild_id: int, member_id: int) -> int:
    """Forget a member's answers about what is still ahead; returns how many those were."""
    who = {"guild_id": guild_id, "member_id": member_id}
    await _queries.touch_answered(connection, **who)
    dropped: int = await _queries.drop_ahead(connection, **who)
    return dropped


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Forget a member's answers, attendance and wishes; returns how many records that were."""
    who = {"guild_id": guild_id, "member_id": member_id}
    await _queries.touch_answered(connection, **who)
    erased: int = await _queries.erase_rsvps(connection, **who)
    erased += await _queries.erase_attendance(connection, **who)
    erased += await _queries.erase_reminders(connection, **who)
    return erased


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget how a server's members want to be reminded; the rest goes with the sessions."""
    await _queries.erase_all_reminders(connection, guild_id=guild_id)
