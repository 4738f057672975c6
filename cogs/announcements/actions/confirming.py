"""From a confirmed draft to an announcement: scheduled, posted at once, or changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from cogs.announcements.actions.finding import get_announcement
from cogs.announcements.actions.logbook import note
from cogs.announcements.actions.writing import KEPT, Writing, read_writing
from cogs.announcements.names import POSTS
from cogs.announcements.planning import CHANGED, cancel_occurrence, plan
from cogs.core.access import admit_post, changing
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.core.when import stamp, zone_of
from domain.announcements.records import Announcement, Contents, State
from domain.announcements.rules import MOST_OPEN, check_wording
from domain.errors import UserError
from domain.times.recurrence import Schedule, last_moment, next_moment
from domain.times.wall import to_wall
from storage import announcement_posts, announcements, drafts
from storage.connection import Connection


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody changed the announcement meanwhile: what it is now, and what was to be saved."""

    draft_id: int
    theirs: Announcement
    mine: Writing


class Ground(Protocol):
    """Where an announcement may go and whom it may notify (`cogs.announcements.ground`)."""

    def check(self, contents: Contents) -> None:
        """Raise `UserError`, with the fix, where it may not."""


async def schedule_writing(
    services: Services, actor: Actor, ground: Ground, draft_id: int, version: int
) -> Announcement:
    """Save a new announcement and plan its first occurrence; the draft is gone with it."""
    now = services.clock()
    async with changing(services, actor) as connection:
        writing = await read_writing(connection, services, actor, draft_id, version)
        if writing.schedule is None:
            raise UserError("announcements-no-time")
        _refuse_past(writing.schedule, now)
        created = await _create(connection, services, actor, ground, writing, writing.schedule)
        planned = await plan(connection, created, now, now)
        await drafts.delete_draft(connection, draft_id)
        await note(connection, services, actor, "schedule", f"announcement:{created.id}")
    services.schedule.wake(planned.next_at)
    return planned


async def post_writing(
    services: Services, actor: Actor, ground: Ground, draft_id: int, version: int
) -> Announcement:
    """Save a new announcement and post it at once."""
    now = services.clock()
    zone = await zone_of(services, actor)
    schedule = Schedule(to_wall(now, zone).replace(second=0, microsecond=0), zone)
    async with changing(services, actor) as connection:
        writing = await read_writing(connection, services, actor, draft_id, version)
        created = await _create(connection, services, actor, ground, writing, schedule)
        posted = await plan(connection, created, None, now)
        await drafts.delete_draft(connection, draft_id)
        await note(connection, services, actor, "post", f"announcement:{created.id}")
    services.schedule.wake()
    return posted


async def save_writing(
    services: Services, actor: Actor, ground: Ground, draft_id: int, version: int
) -> Announcement | Conflict:
    """Change an announcement, unless somebody was faster: then both texts are to be compared.

    After a conflict the draft counts as made from what the announcement has become, because that
    is what its writer gets to see.
    """
    now = services.clock()
    async with changing(services, actor) as connection:
        writing = await read_writing(connection, services, actor, draft_id, version)
        before = await get_announcement(connection, actor, writing.announcement_id)
        if before.state is State.CANCELLED:
            raise UserError("announcements-is-cancelled")
        if before.revision != writing.base:
            seen = replace(writing, base=before.revision, version=version + 1)
            await drafts.change_draft(connection, draft_id, seen.body(), now + KEPT)
            return Conflict(draft_id, before, seen)
        saved = await _change(connection, actor, ground, before, writing, now)
        await drafts.delete_draft(connection, draft_id)
        await note(connection, services, actor, "edit", f"announcement:{saved.id}")
    services.schedule.reconcile(POSTS)
    services.schedule.wake(saved.next_at)
    return saved


async def _create(
    connection: Connection,
    services: Services,
    actor: Actor,
    ground: Ground,
    writing: Writing,
    schedule: Schedule,
) -> Announcement:
    if writing.is_change:
        raise UserError("announcements-draft-gone")
    contents = _checked(ground, writing.contents)
    if await announcements.count_open(connection, actor.guild_id) >= MOST_OPEN:
        raise UserError("announcements-too-many", most=MOST_OPEN)
    await admit_post(services, connection, actor)
    return await announcements.create_announcement(
        connection, actor.guild_id, contents, schedule, actor.member_id, services.clock()
    )


async def _change(
    connection: Connection,
    actor: Actor,
    ground: Ground,
    before: Announcement,
    writing: Writing,
    now: datetime,
) -> Announcement:
    schedule = writing.schedule or before.schedule
    if schedule != before.schedule:
        _refuse_past(schedule, now)
    after = replace(before, contents=_checked(ground, writing.contents), schedule=schedule)
    saved = await announcements.change_announcement(
        connection, after, writing.base, editor_id=actor.member_id, now=now
    )
    if saved is None:
        raise UserError("announcements-preview-old")
    await announcement_posts.want_all(connection, saved.id)
    is_elsewhere = after.contents.channel_ids != before.contents.channel_ids
    if schedule != before.schedule or (is_elsewhere and saved.next_at is not None):
        return await _replan(connection, before, saved, now)
    return saved


async def _replan(
    connection: Connection, before: Announcement, saved: Announcement, now: datetime
) -> Announcement:
    """Give up what was planned ahead; what is due already is still posted as it was planned."""
    if before.next_at is not None and before.next_at > now:
        await cancel_occurrence(connection, before, before.next_occurrence, CHANGED, now)
    after = now
    if saved.repeats and saved.handled_at is not None:  # one that was posted early counts
        after = max(now, saved.handled_at)
    return await plan(connection, replace(saved, plan=saved.plan + 1), after, now)


def _checked(ground: Ground, contents: Contents) -> Contents:
    ground.check(contents)
    return replace(contents, wording=check_wording(contents.wording))


def _refuse_past(schedule: Schedule, now: datetime) -> None:
    if next_moment(schedule, now) is None:
        latest = last_moment(schedule)
        raise UserError(
            "announcements-time-passed", at=stamp(schedule.at if latest is None else latest.at)
        )
