"""Announcements in the database, with the columns of what they say."""

from __future__ import annotations

from datetime import datetime

from domain.announcements.records import (
    Announcement,
    Contents,
    Everyone,
    Image,
    Pings,
    Revision,
    State,
    Wording,
)
from domain.shards import Reach
from domain.times.recurrence import Schedule
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import Row, from_stamp, from_stamp_or_none, to_stamp


def columns_of(contents: Contents) -> dict[str, object]:
    """Return the parameters that hold what is announced, to whom and where."""
    wording, pings = contents.wording, contents.pings
    return {
        "title": wording.title,
        "body": wording.body,
        "image_name": wording.image and wording.image.name,
        "image_digest": wording.image and wording.image.digest,
        "has_button": int(wording.has_button),
        "role_ids": joined(pings.role_ids),
        "everyone": pings.everyone,
        "channel_ids": joined(contents.channel_ids),
    }


def wording_of(row: Row) -> Wording:
    """Read the wording of an announcement, a revision or a template."""
    name = row["image_name"]
    image = None if name is None else Image(name, row["image_digest"])
    return Wording(row["title"], row["body"], image, bool(row["has_button"]))


def contents_of(row: Row) -> Contents:
    """Read what an announcement or a template says, to whom and where."""
    pings = Pings(parted(row["role_ids"]), Everyone(row["everyone"]))
    return Contents(wording_of(row), pings, parted(row["channel_ids"]))


def joined(ids: tuple[int, ...]) -> str:
    """Ids in one column."""
    return " ".join(map(str, ids))


def parted(ids: str) -> tuple[int, ...]:
    """Return the ids in one column."""
    return tuple(map(int, ids.split()))


MOST_EXPORTED = 10_000
MOST_SKIPS = 1_000

_queries = load_queries("announcements")


async def create_announcement(
    connection: Connection,
    guild_id: int,
    contents: Contents,
    schedule: Schedule,
    author_id: int,
    now: datetime,
) -> Announcement:
    """Store a new announcement as its revision 1; nothing of it is planned yet."""
    id_: int = await _queries.create(
        connection,
        guild_id=guild_id,
        **columns_of(contents),
        **_times(schedule),
        author_id=author_id,
        now=to_stamp(now),
    )
    await _queries.add_revision(connection, id=id_)
    return await _get(connection, id_)


async def change_announcement(
    connection: Connection,
    announcement: Announcement,
    base: int,
    *,
    editor_id: int,
    now: datetime,
) -> Announcement | None:
    """Store what `announcement` has become as a revision made from `base`.

    None where somebody was faster, or cancelled it.
    """
    changed: int = await _queries.change(
        connection,
        id=announcement.id,
        base=base,
        **columns_of(announcement.contents),
        **_times(announcement.schedule),
        editor_id=editor_id,
        now=to_stamp(now),
    )
    if not changed:
        return None
    await _queries.add_revision(connection, id=announcement.id)
    return await _get(connection, announcement.id)


async def set_state(
    connection: Connection, announcement_id: int, state: State, now: datetime
) -> None:
    """Pause, resume, cancel or end it; what is at an end has no next occurrence."""
    is_open = state in (State.SCHEDULED, State.PAUSED)
    await _queries.set_state(
        connection, id=announcement_id, state=state, is_open=int(is_open), now=to_stamp(now)
    )


async def set_next(
    connection: Connection,
    announcement: Announcement,
    next_slot: str | None,
    next_at: datetime | None,
    *,
    handled_at: datetime | None,
    plan: int,
) -> Announcement:
    """Note which occurrence is planned next; without one the announcement is done."""
    await _queries.set_next(
        connection,
        id=announcement.id,
        next_slot=next_slot,
        next_at=None if next_at is None else to_stamp(next_at),
        handled_at=None if handled_at is None else to_stamp(handled_at),
        plan=plan,
    )
    return await _get(connection, announcement.id)


async def find_announcement(
    connection: Connection, guild_id: int, announcement_id: int
) -> Announcement | None:
    """Find a server's announcement, or None: also where it is another server's."""
    row: Row | None = await _queries.find(connection, id=announcement_id)
    return None if row is None or row["guild_id"] != guild_id else _announcement(row)


async def list_of_state(
    connection: Connection, guild_id: int, state: State, *, limit: int, skip: int = 0
) -> list[Announcement]:
    """List a server's announcements of one state, the newest first."""
    rows = await _queries.list_of_state(
        connection, guild_id=guild_id, state=state, most=limit, skipped=skip
    )
    return [_announcement(row) for row in rows]


async def list_announcements(
    connection: Connection, guild_id: int, *, limit: int
) -> list[Announcement]:
    """List a server's announcements, the newest first."""
    rows = await _queries.list_all(connection, guild_id=guild_id, most=limit)
    return [_announcement(row) for row in rows]


async def count_open(connection: Connection, guild_id: int) -> int:
    """Tell how many of a server's announcements have something still to come."""
    count: int = await _queries.count_open(connection, guild_id=guild_id)
    return count


async def list_come(
    connection: Connection, reach: Reach, now: datetime, *, limit: int
) -> list[tuple[int, int]]:
    """(server, announcement) wherever the time of the planned occurrence has come."""
    rows = await _queries.list_come(
        connection, **reach.as_parameters(), now=to_stamp(now), most=limit
    )
    return [(guild_id, announcement_id) for announcement_id, guild_id in rows]


async def next_at(connection: Connection, reach: Reach) -> datetime | None:
    """Tell when the time of a planned occurrence comes next."""
    return from_stamp_or_none(await _queries.next_at(connection, **reach.as_parameters()))


async def list_revisions(
    connection: Connection, announcement_id: int, *, limit: int, skip: int = 0
) -> list[Revision]:
    """List what an announcement said, the newest first."""
    rows = await _queries.list_revisions(connection, id=announcement_id, most=limit, skipped=skip)
    return [
        Revision(row["number"], wording_of(row), row["editor_id"], from_stamp(row["made_at"]))
        for row in rows
    ]


async def add_skip(connection: Connection, announcement_id: int, slot: str) -> None:
    """Take an occurrence out."""
    await _queries.add_skip(connection, id=announcement_id, slot=slot)


async def list_skips(connection: Connection, announcement_id: int) -> frozenset[str]:
    """List the occurrences that were taken out."""
    rows = await _queries.list_skips(connection, id=announcement_id, most=MOST_SKIPS)
    return frozenset(slot for (slot,) in rows)


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """Export the announcements that a member wrote or changed."""
    person = {"guild_id": guild_id, "member_id": member_id, "most": MOST_EXPORTED}
    written = await _queries.export_written(connection, **person)
    edited = await _queries.export_edited(connection, **person)
    return [
        *(
            {
                "kind": "announcement",
                "number": id_,
                "title": title,
                "text": body,
                "at": from_stamp(at).isoformat(),
            }
            for id_, title, body, at in written
        ),
        *(
            {
                "kind": "announcement revision",
                "announcement": id_,
                "number": number,
                "title": title,
                "text": body,
                "at": from_stamp(at).isoformat(),
            }
            for id_, number, title, body, at in edited
        ),
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Take a member's name out of announcements and revisions; returns how many records."""
    erased = 0
    for erase in (_queries.erase_revisions, _queries.erase_author, _queries.erase_editor):
        erased += await erase(connection, guild_id=guild_id, member_id=member_id)
    return erased


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's announcements with all that hangs on them."""
    await _queries.erase_guild(connection, guild_id=guild_id)


async def _get(connection: Connection, announcement_id: int) -> Announcement:
    return _announcement(await _queries.find(connection, id=announcement_id))


def _times(schedule: Schedule) -> dict[str, object]:
    starts = schedule.start.isoformat(timespec="minutes")
    return {"starts": starts, "zone": schedule.zone, "rule": schedule.rule}


def _announcement(row: Row) -> Announcement:
    return Announcement(
        id=row["id"],
        guild_id=row["guild_id"],
        contents=contents_of(row),
        schedule=Schedule(datetime.fromisoformat(row["starts"]), row["zone"], row["rule"]),
        state=State(row["state"]),
        revision=row["revision"],
        plan=row["plan"],
        next_slot=row["next_slot"],
        next_at=from_stamp_or_none(row["next_at"]),
        handled_at=from_stamp_or_none(row["handled_at"]),
        author_id=row["author_id"],
        editor_id=row["editor_id"],
        created_at=from_stamp(row["created_at"]),
        changed_at=from_stamp(row["changed_at"]),
    )
