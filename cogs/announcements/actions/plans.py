"""Plans of announcements: which occurrence is posted when, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from cogs.announcements.names import ANNOUNCEMENT
from cogs.core.services import Services
from cogs.core.unit import Unit
from domain.announcements.records import Announcement, State, occurrence_of
from domain.announcements.rules import look_ahead
from domain.deliveries import DeliveryData, DeliveryKey
from domain.shards import Reach
from domain.times.recurrence import Moment
from storage import announcements, deliveries

NEWER = "announcements-skipped-newer"
BY_HAND = "announcements-skipped-by-hand"
PAUSED = "announcements-skipped-paused"
CHANGED = "announcements-skipped-changed"
CANCELLED = "announcements-skipped-cancelled"
GONE = "announcements-skipped-gone"

MOST_AT_ONCE = 50


async def plan(
    unit: Unit,
    announcement: Announcement,
    after: datetime | None,
    *,
    handled_at: datetime | None = None,
) -> Announcement:
    """Plan what comes after `after` (exclusive; None: from the first occurrence on).

    Of what was missed meanwhile only the newest is still to be posted; the rest is written down
    as skipped.
    """
    taken_out = await announcements.list_skips(unit.connection, announcement.id)
    ahead = look_ahead(announcement.schedule, after, unit.now, taken_out)
    due, upcoming = ahead.due, ahead.upcoming
    missed, too_old = ahead.missed, NEWER
    if announcement.state is State.PAUSED:
        missed, too_old = (*missed, *filter(None, (due,))), PAUSED
    await _write_off(unit, announcement, missed, too_old)
    await _write_off(unit, announcement, ahead.skipped, BY_HAND)
    for planned in filter(None, (due, upcoming)):
        await _schedule(unit, announcement, planned)
    if handled_at is None:
        handled_at = announcement.handled_at if due is None else due.at
    return await announcements.set_next(
        unit.connection,
        announcement,
        None if upcoming is None else upcoming.slot,
        None if upcoming is None else upcoming.at,
        handled_at=handled_at,
        plan=announcement.plan,
    )


async def move_on(unit: Unit, announcement: Announcement) -> Announcement:
    """Plan the occurrence after the planned one, which is dealt with."""
    at, occurrence = announcement.next_at, announcement.next_occurrence
    if announcement.state is State.PAUSED:
        await cancel_occurrence(unit, announcement, occurrence, PAUSED)
    return await plan(unit, announcement, at, handled_at=at)


async def cancel_occurrence(
    unit: Unit, announcement: Announcement, occurrence: str | None, reason: str
) -> int:
    """Skip what is pending of one occurrence (None: of all); returns how many posts."""
    return await deliveries.cancel(
        unit.connection,
        announcement.guild_id,
        ANNOUNCEMENT,
        announcement.id,
        reason,
        unit.now,
        occurrence=occurrence,
    )


@dataclass(frozen=True, slots=True)
class AnnouncedPost(DeliveryData):
    """A post of an announcement in one channel; `slot` is its wall-clock time, `plan` its plan."""

    guild_id: int
    announcement_id: int
    slot: str
    plan: int
    channel_id: int

    def key(self) -> DeliveryKey:
        return DeliveryKey(
            self.guild_id,
            ANNOUNCEMENT,
            self.announcement_id,
            occurrence_of(self.slot, self.plan),
            channel_id=self.channel_id,
        )

    @classmethod
    def of_key(cls, key: DeliveryKey) -> Self:
        slot, _, plan = key.occurrence.partition(".")
        return cls(key.guild_id, key.subject_id, slot, int(plan or 0), key.channel_id or 0)


def posts_of(announcement: Announcement, slot: str) -> list[AnnouncedPost]:
    """Make the posts of an occurrence under the plan in force, one a channel."""
    return [
        AnnouncedPost(announcement.guild_id, announcement.id, slot, announcement.plan, channel_id)
        for channel_id in announcement.contents.channel_ids
    ]


async def reconcile(services: Services) -> datetime | None:
    """Plan on wherever the planned time has come; returns when that is next."""
    while True:
        reach = services.servers.reach()
        come = await services.read(_list_come, reach)
        for guild_id, announcement_id in come:
            await services.write(_plan_on, guild_id, announcement_id)
        if len(come) < MOST_AT_ONCE:
            return await services.read(_next_at, reach)


async def _list_come(unit: Unit, reach: Reach) -> list[tuple[int, int]]:
    return await announcements.list_come(unit.connection, reach, unit.now, limit=MOST_AT_ONCE)


async def _plan_on(unit: Unit, guild_id: int, announcement_id: int) -> None:
    found = await announcements.find_announcement(unit.connection, guild_id, announcement_id)
    if found is not None and found.next_at is not None and found.next_at <= unit.now:
        await move_on(unit, found)


async def _next_at(unit: Unit, reach: Reach) -> datetime | None:
    return await announcements.next_at(unit.connection, reach)


async def _write_off(
    unit: Unit, announcement: Announcement, moments: Iterable[Moment], reason: str
) -> None:
    """Write occurrences into the ledger as skipped, so that everybody sees why."""
    for moment in moments:
        await _schedule(unit, announcement, moment)
        occurrence = occurrence_of(moment.slot, announcement.plan)
        await cancel_occurrence(unit, announcement, occurrence, reason)


async def _schedule(unit: Unit, announcement: Announcement, moment: Moment) -> None:
    for post in posts_of(announcement, moment.slot):
        await unit.plan_once(post, moment.at, scheduled_by=announcement.editor_id)
