"""What becomes of a scheduled announcement: cancelled, paused, skipped once, posted early."""

from __future__ import annotations

from cogs.announcements.actions.finding import get_announcement
from cogs.announcements.actions.logbook import note
from cogs.announcements.names import POSTS
from cogs.announcements.planning import (
    BY_HAND,
    CANCELLED,
    cancel_occurrence,
    keys_of,
    move_on,
)
from cogs.core.access import admit_post, changing, require_moderator
from cogs.core.actor import Actor
from cogs.core.services import Services
from domain.announcements.records import Announcement, State
from domain.errors import UserError
from domain.times.recurrence import find_moment
from storage import announcement_posts, announcements, deliveries
from storage.connection import Connection


async def cancel(
    services: Services, actor: Actor, announcement_id: int, *, withdraw: bool
) -> Announcement:
    """End an announcement for good; with `withdraw` what was posted is deleted too."""
    require_moderator(actor)
    now = services.clock()
    async with changing(services, actor) as connection:
        found = await get_announcement(connection, actor, announcement_id)
        if found.state is State.CANCELLED:
            raise UserError("announcements-is-cancelled")
        await cancel_occurrence(connection, found, None, CANCELLED, now)
        await announcements.set_state(connection, found.id, State.CANCELLED, now)
        if withdraw:
            await announcement_posts.withdraw(connection, found.id)
        verb = "withdraw" if withdraw else "cancel"
        await note(connection, services, actor, verb, f"announcement:{found.id}")
    services.schedule.reconcile(POSTS)
    return found


async def pause(services: Services, actor: Actor, announcement_id: int) -> Announcement:
    """Let what comes due be skipped until it is resumed."""
    return await _switch(services, actor, announcement_id, State.SCHEDULED, State.PAUSED)


async def resume(services: Services, actor: Actor, announcement_id: int) -> Announcement:
    """Post again what comes due from now on; what was skipped meanwhile is not made up for."""
    return await _switch(services, actor, announcement_id, State.PAUSED, State.SCHEDULED)


async def _switch(
    services: Services, actor: Actor, announcement_id: int, before: State, after: State
) -> Announcement:
    require_moderator(actor)
    now = services.clock()
    async with changing(services, actor) as connection:
        found = await get_announcement(connection, actor, announcement_id)
        if found.state is not before:
            raise UserError(f"announcements-is-{found.state.value}")
        await announcements.set_state(connection, found.id, after, now)
        if found.next_at is not None and found.next_at <= now:  # came due under the old state
            found = await move_on(connection, found, now)
        verb = "pause" if after is State.PAUSED else "resume"
        await note(connection, services, actor, verb, f"announcement:{found.id}")
    services.schedule.wake()
    return found


async def skip(
    services: Services, actor: Actor, announcement_id: int, slot: str | None
) -> tuple[Announcement, str]:
    """Take one occurrence out of a series (None: the next); returns its slot too."""
    require_moderator(actor)
    now = services.clock()
    async with changing(services, actor) as connection:
        found = await _get_open(connection, actor, announcement_id)
        if not found.repeats:
            raise UserError("announcements-skip-once")
        slot = slot or found.next_slot or ""
        if slot in await announcements.list_skips(connection, found.id):
            raise UserError("announcements-skipped-already")
        if not _is_ahead(found, slot):
            raise UserError("announcements-skip-unknown")
        await announcements.add_skip(connection, found.id, slot)
        if slot == found.next_slot:
            await cancel_occurrence(connection, found, found.next_occurrence, BY_HAND, now)
            found = await move_on(connection, found, now)
        await note(connection, services, actor, "skip", f"announcement:{found.id}", slot=slot)
    services.schedule.wake(found.next_at)
    return found, slot


async def post_now(
    services: Services, actor: Actor, announcement_id: int, occurrence: str
) -> Announcement:
    """Post the planned occurrence at once, in place of its time.

    `occurrence` is what the member was asked about: whoever confirms the same one second is told
    that it was done.
    """
    require_moderator(actor)
    now = services.clock()
    async with changing(services, actor) as connection:
        found = await _get_open(connection, actor, announcement_id)
        if found.state is State.PAUSED:
            raise UserError("announcements-is-paused")
        if found.next_occurrence != occurrence:
            raise UserError("announcements-posted-already")
        await admit_post(services, connection, actor)
        for key in keys_of(found, occurrence):
            await deliveries.reschedule(connection, key, now, now)
        found = await move_on(connection, found, now)
        await note(connection, services, actor, "post", f"announcement:{found.id}")
    services.schedule.wake()
    return found


def _is_ahead(found: Announcement, slot: str) -> bool:
    """Whether an occurrence is still to come, be it the planned one or a later one."""
    try:
        moment = find_moment(found.schedule, slot)
    except ValueError:  # typed, and not chosen
        return False
    return moment is not None and found.next_at is not None and moment.at >= found.next_at


async def _get_open(connection: Connection, actor: Actor, announcement_id: int) -> Announcement:
    found = await get_announcement(connection, actor, announcement_id)
    if not found.is_open:
        raise UserError(f"announcements-is-{found.state.value}")
    return found
