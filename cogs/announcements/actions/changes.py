"""Changes of announcements that are saved: paused, skipped, posted now, cancelled, confirmed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from cogs.announcements.actions.drafts import KEPT, Writing, get_writing
from cogs.announcements.actions.lookups import get_announcement
from cogs.announcements.actions.plans import (
    BY_HAND,
    CANCELLED,
    CHANGED,
    cancel_occurrence,
    move_on,
    plan,
    posts_of,
)
from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.core.when import stamp
from domain.announcements.records import Announcement, State
from domain.announcements.rules import MOST_OPEN, check_wording
from domain.errors import UserError
from domain.times.recurrence import Schedule, find_moment, last_moment, next_moment
from domain.times.wall import to_wall
from storage import announcement_posts, announcements, deliveries, drafts


async def cancel(unit: Unit, actor: Actor, announcement_id: int, *, withdraw: bool) -> Announcement:
    """End an announcement for good; with `withdraw` what was posted is deleted too."""
    require_moderator(actor)
    await admit(unit, actor)
    found = await get_announcement(unit, actor, announcement_id)
    if found.state is State.CANCELLED:
        raise UserError("announcements-is-cancelled")
    await cancel_occurrence(unit, found, None, CANCELLED)
    await announcements.set_state(unit.connection, found.id, State.CANCELLED, unit.now)
    verb = "announcements.cancel"
    if withdraw:
        await announcement_posts.withdraw(unit.connection, found.id)
        verb = "announcements.withdraw"
    await unit.note(actor, verb, f"announcement:{found.id}")
    unit.show("announcement", found.id)
    return found


async def pause(unit: Unit, actor: Actor, announcement_id: int) -> Announcement:
    """Let what comes due be skipped until it is resumed."""
    found = await _switch(unit, actor, announcement_id, State.SCHEDULED, State.PAUSED)
    await unit.note(actor, "announcements.pause", f"announcement:{found.id}")
    return found


async def resume(unit: Unit, actor: Actor, announcement_id: int) -> Announcement:
    """Post again what comes due from now on; what was skipped meanwhile is not made up for."""
    found = await _switch(unit, actor, announcement_id, State.PAUSED, State.SCHEDULED)
    await unit.note(actor, "announcements.resume", f"announcement:{found.id}")
    return found


async def _switch(
    unit: Unit, actor: Actor, announcement_id: int, before: State, after: State
) -> Announcement:
    require_moderator(actor)
    await admit(unit, actor)
    found = await get_announcement(unit, actor, announcement_id)
    if found.state is not before:
        raise UserError(f"announcements-is-{found.state.value}")
    await announcements.set_state(unit.connection, found.id, after, unit.now)
    if found.next_at is not None and found.next_at <= unit.now:  # came due under the old state
        found = await move_on(unit, found)
    unit.show("announcement", found.id)
    return found


async def skip(
    unit: Unit, actor: Actor, announcement_id: int, slot: str | None
) -> tuple[Announcement, str]:
    """Take one occurrence out of a series (None: the next); returns its slot too."""
    require_moderator(actor)
    await admit(unit, actor)
    found = await _get_open(unit, actor, announcement_id)
    if not found.repeats:
        raise UserError("announcements-skip-once")
    slot = slot or found.next_slot or ""
    if slot in await announcements.list_skips(unit.connection, found.id):
        raise UserError("announcements-skipped-already")
    if not _is_ahead(found, slot):
        raise UserError("announcements-skip-unknown")
    await announcements.add_skip(unit.connection, found.id, slot)
    if slot == found.next_slot:
        await cancel_occurrence(unit, found, found.next_occurrence, BY_HAND)
        found = await move_on(unit, found)
    await unit.note(actor, "announcements.skip", f"announcement:{found.id}", slot=slot)
    unit.show("announcement", found.id)
    return found, slot


async def post_now(unit: Unit, actor: Actor, announcement_id: int, occurrence: str) -> Announcement:
    """Post the planned occurrence at once, in place of its time.

    `occurrence` is what the member was asked about: the second of two who confirm the same one is
    told that it was done.
    """
    require_moderator(actor)
    await admit(unit, actor)
    found = await _get_open(unit, actor, announcement_id)
    if found.state is State.PAUSED:
        raise UserError("announcements-is-paused")
    if found.next_slot is None or found.next_occurrence != occurrence:
        raise UserError("announcements-posted-already")
    for post in posts_of(found, found.next_slot):
        await deliveries.reschedule(unit.connection, post, unit.now, unit.now)
    unit.expect(unit.now)
    found = await move_on(unit, found)
    await unit.note(actor, "announcements.post", f"announcement:{found.id}")
    unit.show("announcement", found.id)
    return found


def _is_ahead(found: Announcement, slot: str) -> bool:
    """Tell whether an occurrence is still to come, be it the planned one or a later one."""
    try:
        moment = find_moment(found.schedule, slot)
    except ValueError:  # typed, and not chosen
        return False
    return moment is not None and found.next_at is not None and moment.at >= found.next_at


async def _get_open(unit: Unit, actor: Actor, announcement_id: int) -> Announcement:
    found = await get_announcement(unit, actor, announcement_id)
    if not found.is_open:
        raise UserError(f"announcements-is-{found.state.value}")
    return found


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody changed the announcement meanwhile: what it is now, and what was to be saved."""

    draft_id: int
    theirs: Announcement
    mine: Writing


async def schedule_writing(unit: Unit, actor: Actor, draft_id: int, version: int) -> Announcement:
    """Save a new announcement and plan its first occurrence; the draft is gone with it.

    The channels and pings of that version were checked before (`cogs.announcements.audience`).
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

    The channels and pings of that version were checked before (`cogs.announcements.audience`).
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
    (`cogs.announcements.audience`).
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
