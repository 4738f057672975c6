"""What people do with Discord's own events, as it concerns sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cogs.core.services import Services
from cogs.sessions.actions.answering import take_answer, withdraw_interest
from cogs.sessions.actions.changing import cancel_one, move_one
from domain.sessions.records import Answer, AnswerSource, Occurrence, OccurrenceState, Place
from storage import bars, session_occurrences, session_people
from storage.connection import Connection


@dataclass(frozen=True, slots=True)
class EventChange:
    """What a person made an event say; None is what she left as it was."""

    title: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: Place | None = None


async def see_change(services: Services, event_id: int, change: EventChange) -> bool:
    """Change an occurrence as somebody changed its event; False where there is none to change."""
    now = services.clock()
    async with services.database.transaction() as connection:
        occurrence = await _find(connection, event_id)
        if occurrence is None or not occurrence.is_open:
            return False
        plan = replace(
            occurrence.plan,
            title=change.title or occurrence.plan.title,
            place=change.place or occurrence.plan.place,
        )
        starts_at = change.starts_at or occurrence.starts_at
        length = (change.ends_at or starts_at + occurrence.plan.length) - starts_at
        plan = replace(plan, minutes=max(1, int(length.total_seconds()) // 60))
        if plan != occurrence.plan:
            await session_occurrences.override(connection, occurrence.id, plan)
        if starts_at != occurrence.starts_at or plan.minutes != occurrence.plan.minutes:
            await move_one(connection, occurrence, starts_at, plan, now)
    _show(services)
    return True


async def see_end(services: Services, event_id: int) -> None:
    """An event was cancelled, ended or deleted.

    Before the session's time somebody did that, and the session is cancelled. After it began it is
    Discord, which cancels what nobody started and ends what is empty: the session goes on.
    """
    now = services.clock()
    async with services.database.transaction() as connection:
        occurrence = await _find(connection, event_id)
        if occurrence is None:
            return
        is_cancelled = occurrence.state is OccurrenceState.PLANNED and now < occurrence.starts_at
        if is_cancelled:
            await cancel_one(connection, occurrence, None, now)
        revision = occurrence.revision + int(is_cancelled)
        await session_occurrences.mark_event(connection, occurrence.id, None, revision)
    _show(services)


async def see_interest(services: Services, event_id: int, member_ids: Sequence[int]) -> None:
    """Everybody who is interested in an event: new ones may come, others take that back."""
    async with services.database.transaction() as connection:
        occurrence = await _find(connection, event_id)
        if occurrence is None or not occurrence.is_open:
            return
        rsvps = await session_people.list_rsvps(connection, occurrence.id)
        gone = [
            rsvp.member_id
            for rsvp in rsvps
            if rsvp.source is AnswerSource.EVENT and rsvp.member_id not in member_ids
        ]
        for member_id in member_ids:
            await _interested(connection, services, occurrence, member_id)
        for member_id in gone:
            await withdraw_interest(connection, occurrence, member_id, services.clock())
    services.schedule.show("session", 0)


async def see_one_interest(
    services: Services, event_id: int, member_id: int, *, is_interested: bool
) -> None:
    """A member became interested in an event, or is not any more."""
    async with services.database.transaction() as connection:
        occurrence = await _find(connection, event_id)
        if occurrence is None or not occurrence.is_open:
            return
        if is_interested:
            await _interested(connection, services, occurrence, member_id)
        else:
            await withdraw_interest(connection, occurrence, member_id, services.clock())
    services.schedule.show("session", 0)
    services.schedule.wake()


async def _interested(
    connection: Connection, services: Services, occurrence: Occurrence, member_id: int
) -> None:
    """Take interest as a Maybe, unless they said more with a button, or are barred."""
    now = services.clock()
    if await bars.find_bar(connection, occurrence.guild_id, member_id, now) is not None:
        return
    rsvps = await session_people.list_rsvps(connection, occurrence.id)
    own = next((rsvp.answer for rsvp in rsvps if rsvp.member_id == member_id), None)
    if own in (None, Answer.DECLINED):
        await take_answer(connection, occurrence, member_id, Answer.MAYBE, AnswerSource.EVENT, now)


async def _find(connection: Connection, event_id: int) -> Occurrence | None:
    found = await session_occurrences.find_id(connection, event_id=event_id)
    if found is None:
        return None
    return await session_occurrences.find_occurrence(connection, *found)


def _show(services: Services) -> None:
    services.schedule.show("session", 0)
    services.schedule.wake()
