"""From a confirmed draft to an announcement: scheduled, posted at once, or changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from cogs.announcements.actions.finding import get_announcement
from cogs.announcements.actions.writing import KEPT, Writing, get_writing
from cogs.announcements.planning import CHANGED, cancel_occurrence, plan
from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.core.when import stamp
from domain.announcements.records import Announcement, State
from domain.announcements.rules import MOST_OPEN, check_wording
from domain.errors import UserError
from domain.times.recurrence import Schedule, last_moment, next_moment
from domain.times.wall import to_wall
from storage import announcement_posts, announcements, drafts


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody changed the announcement meanwhile: what it is now, and what was to be saved."""

    draft_id: int
    theirs: Announcement
    mine: Writing


async def schedule_writing(unit: Unit, actor: Actor, draft_id: int, version: int) -> Announcement:
    """Save a new announcement and plan its first occurrence; the draft is gone with it.

    The channels and pings of that version were checked before (`cogs.announcements.ground`).
    """
    await admit(unit, actor)
    writing = await get_writing(unit, actor, draft_id, version)
    if writing.schedule is None:
        raise UserError("announcements-no-time")
    _refuse_past(writing.schedule, unit.now)
    created = await _create(unit, actor, writing, writing.schedule)
    planned = await plan(unit, created, unit.now)
    await drafts.delete_draft(unit.connection, draft_id)
    await unit.note(actor, "announcements.schedule", f"announcement:{created.id}")
    return planned


async def post_writing(
    unit: Unit, actor: Actor, draft_id: int, version: int, zone: str
) -> Announcement:
    """Save a new announcement and post it at once; its time is told in `zone`.

    The channels and pings of that version were checked before (`cogs.announcements.ground`).
    """
    await admit(unit, actor)
    writing = await get_writing(unit, actor, draft_id, version)
    schedule = Schedule(to_wall(unit.now, zone).replace(second=0, microsecond=0), zone)
    created = await _create(unit, actor, writing, schedule)
    posted = await plan(unit, created, None)
    await drafts.delete_draft(unit.connection, draft_id)
    await unit.note(actor, "announcements.post", f"announcement:{created.id}")
    return posted


async def save_writing(
    unit: Unit, actor: Actor, draft_id: int, version: int
) -> Announcement | Conflict:
    """Change an announcement, unless somebody was faster: then both texts are to be compared.

    After a conflict the draft counts as made from what the announcement has become, because that
    is what its writer gets to see. The channels and pings of that version were checked before
    (`cogs.announcements.ground`).
    """
    await admit(unit, actor)
    writing = await get_writing(unit, actor, draft_id, version)
    before = await get_announcement(unit, actor, writing.announcement_id)
    if before.state is State.CANCELLED:
        raise UserError("announcements-is-cancelled")
    if before.revision != writing.base:
        seen = replace(writing, base=before.revision, version=version + 1)
        await drafts.change_draft(unit.connection, draft_id, seen.body(), unit.now + KEPT)
        return Conflict(draft_id, before, seen)
    saved = await _change(unit, actor, before, writing)
    await drafts.delete_draft(unit.connection, draft_id)
    await unit.note(actor, "announcements.edit", f"announcement:{saved.id}")
    return saved


async def _create(unit: Unit, actor: Actor, writing: Writing, schedule: Schedule) -> Announcement:
    if writing.is_change or not await unit.once(actor.interaction_id):
        raise UserError("announcements-draft-gone")
    contents = replace(writing.contents, wording=check_wording(writing.contents.wording))
    if await announcements.count_open(unit.connection, actor.guild_id) >= MOST_OPEN:
        raise UserError("announcements-too-many", most=MOST_OPEN)
    created = await announcements.create_announcement(
        unit.connection, actor.guild_id, contents, schedule, actor.member_id, unit.now
    )
    unit.show("announcement", created.id)
    return created


async def _change(unit: Unit, actor: Actor, before: Announcement, writing: Writing) -> Announcement:
    schedule = writing.schedule or before.schedule
    if schedule != before.schedule:
        _refuse_past(schedule, unit.now)
    contents = replace(writing.contents, wording=check_wording(writing.contents.wording))
    after = replace(before, contents=contents, schedule=schedule)
    saved = await announcements.change_announcement(
        unit.connection, after, writing.base, editor_id=actor.member_id, now=unit.now
    )
    if saved is None:
        raise UserError("announcements-preview-old")
    await announcement_posts.want_all(unit.connection, saved.id)
    unit.show("announcement", saved.id)
    is_elsewhere = after.contents.channel_ids != before.contents.channel_ids
    if schedule != before.schedule or (is_elsewhere and saved.next_at is not None):
        return await _replan(unit, before, saved)
    return saved


async def _replan(unit: Unit, before: Announcement, saved: Announcement) -> Announcement:
    """Give up what was planned ahead; what is due already is still posted as it was planned."""
    if before.next_at is not None and before.next_at > unit.now:
        await cancel_occurrence(unit, before, before.next_occurrence, CHANGED)
    after = unit.now
    if saved.repeats and saved.handled_at is not None:  # one that was posted early counts
        after = max(unit.now, saved.handled_at)
    return await plan(unit, replace(saved, plan=saved.plan + 1), after)


def _refuse_past(schedule: Schedule, now: datetime) -> None:
    if next_moment(schedule, now) is None:
        latest = last_moment(schedule)
        raise UserError(
            "announcements-time-passed", at=stamp(schedule.at if latest is None else latest.at)
        )
