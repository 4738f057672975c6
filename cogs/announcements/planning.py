"""Which occurrence of an announcement comes next: put into the ledger ahead of its time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cogs.announcements.names import ANNOUNCEMENT
from cogs.core.services import Services
from domain.announcements.records import Announcement, State, occurrence_of
from domain.announcements.rules import look_ahead
from domain.deliveries import DeliveryKey
from domain.times.recurrence import Moment
from storage import announcements, deliveries
from storage.connection import Connection

NEWER = "announcements-skipped-newer"
BY_HAND = "announcements-skipped-by-hand"
PAUSED = "announcements-skipped-paused"
CHANGED = "announcements-skipped-changed"
CANCELLED = "announcements-skipped-cancelled"
GONE = "announcements-skipped-gone"

MOST_AT_ONCE = 50


async def plan(
    connection: Connection,
    announcement: Announcement,
    after: datetime | None,
    now: datetime,
    *,
    handled_at: datetime | None = None,
) -> Announcement:
    """Plan what comes after `after` (exclusive; None: from the first occurrence on).

    Of what was missed meanwhile only the newest is still to be posted; the rest is written down
    as skipped.
    """
    taken_out = await announcements.list_skips(connection, announcement.id)
    ahead = look_ahead(announcement.schedule, after, now, taken_out)
    due, upcoming = ahead.due, ahead.upcoming
    missed, too_old = ahead.missed, NEWER
    if announcement.state is State.PAUSED:
        missed, too_old = (*missed, *filter(None, (due,))), PAUSED
    await _write_off(connection, announcement, missed, too_old, now)
    await _write_off(connection, announcement, ahead.skipped, BY_HAND, now)
    for planned in filter(None, (due, upcoming)):
        await _schedule(connection, announcement, planned, now)
    if handled_at is None:
        handled_at = announcement.handled_at if due is None else due.at
    return await announcements.set_next(
        connection,
        announcement,
        None if upcoming is None else upcoming.slot,
        None if upcoming is None else upcoming.at,
        handled_at=handled_at,
        plan=announcement.plan,
    )


async def move_on(
    connection: Connection, announcement: Announcement, now: datetime
) -> Announcement:
    """The planned occurrence is dealt with: plan the one after it."""
    at, occurrence = announcement.next_at, announcement.next_occurrence
    if announcement.state is State.PAUSED:
        await cancel_occurrence(connection, announcement, occurrence, PAUSED, now)
    return await plan(connection, announcement, at, now, handled_at=at)


async def cancel_occurrence(
    connection: Connection,
    announcement: Announcement,
    occurrence: str | None,
    reason: str,
    now: datetime,
) -> int:
    """Skip what is pending of one occurrence (None: of all); returns how many posts."""
    return await deliveries.cancel(
        connection,
        announcement.guild_id,
        ANNOUNCEMENT,
        announcement.id,
        reason,
        now,
        occurrence=occurrence,
    )


def keys_of(announcement: Announcement, occurrence: str) -> list[DeliveryKey]:
    """What the ledger knows an occurrence's posts by, one a channel."""
    return [
        DeliveryKey(
            announcement.guild_id, ANNOUNCEMENT, announcement.id, occurrence, channel_id=channel_id
        )
        for channel_id in announcement.contents.channel_ids
    ]


async def reconcile(services: Services) -> datetime | None:
    """Plan on wherever the planned time has come; returns when that is next."""
    while True:
        now = services.clock()
        async with services.database.read() as connection:
            come = await announcements.list_come(
                connection, services.servers.reach(), now, limit=MOST_AT_ONCE
            )
        for guild_id, announcement_id in come:
            async with services.database.transaction() as connection:
                found = await announcements.find_announcement(connection, guild_id, announcement_id)
                if found is not None and found.next_at is not None and found.next_at <= now:
                    await move_on(connection, found, now)
        if come:
            services.schedule.wake()
        if len(come) < MOST_AT_ONCE:
            break
    async with services.database.read() as connection:
        next_at = await announcements.next_at(connection, services.servers.reach())
    if next_at is not None:
        services.schedule.wake(next_at)
    return next_at


async def _write_off(
    connection: Connection,
    announcement: Announcement,
    moments: Iterable[Moment],
    reason: str,
    now: datetime,
) -> None:
    """Write occurrences into the ledger as skipped, so that everybody sees why."""
    for moment in moments:
        occurrence = occurrence_of(moment.slot, announcement.plan)
        await _schedule(connection, announcement, moment, now)
        await cancel_occurrence(connection, announcement, occurrence, reason, now)


async def _schedule(
    connection: Connection, announcement: Announcement, moment: Moment, now: datetime
) -> None:
    for key in keys_of(announcement, occurrence_of(moment.slot, announcement.plan)):
        await deliveries.schedule(
            connection, key, moment.at, now, scheduled_by=announcement.editor_id
        )
