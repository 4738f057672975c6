"""What becomes of a scheduled announcement: cancelled, paused, skipped once, posted early."""

from __future__ import annotations

from cogs.announcements.actions.finding import get_announcement
from cogs.announcements.planning import (
    BY_HAND,
    CANCELLED,
    cancel_occurrence,
    move_on,
    posts_of,
)
from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from domain.announcements.records import Announcement, State
from domain.errors import UserError
from domain.times.recurrence import find_moment
from storage import announcement_posts, announcements, deliveries


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
