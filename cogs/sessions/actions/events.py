"""Changes that people make to Discord's own events, as they concern sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cogs.core.unit import Unit
from cogs.sessions.actions.answers import take_answer, withdraw_interest
from cogs.sessions.actions.changes import cancel_one, move_one
from domain.sessions.records import Answer, AnswerSource, Occurrence, OccurrenceState, Place
from storage import bans, session_occurrences, session_people


@dataclass(frozen=True, slots=True)
class EventChange:
    """Fields that a person changed in an event; None is left as it was."""

    title: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: Place | None = None


async def see_change(unit: Unit, event_id: int, change: EventChange) -> bool:
    """Change an occurrence as somebody changed its event; False where there is none to change."""
    occurrence = await find_of_event(unit, event_id)
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
        await session_occurrences.override(unit.connection, occurrence.id, plan)
        unit.show("session", occurrence.id)
    if starts_at != occurrence.starts_at or plan.minutes != occurrence.plan.minutes:
        await move_one(unit, occurrence, starts_at, plan)
    return True


async def see_end(unit: Unit, event_id: int) -> None:
    """Follow an event that was cancelled, ended or deleted.

    Before the session's time somebody did that, and the session is cancelled. After it began it is
    Discord, which cancels what nobody started and ends what is empty: the session goes on.
    """
    occurrence = await find_of_event(unit, event_id)
    if occurrence is None:
        return
    is_cancelled = occurrence.state is OccurrenceState.PLANNED and unit.now < occurrence.starts_at
    if is_cancelled:
        await cancel_one(unit, occurrence, None)
    revision = occurrence.revision + int(is_cancelled)
    await session_occurrences.mark_event(unit.connection, occurrence.id, None, revision)
    unit.show("session", occurrence.id)


async def see_interest(unit: Unit, event_id: int, member_ids: Sequence[int]) -> None:
    """Everybody who is interested in an event: new ones may come, others take that back."""
    occurrence = await find_of_event(unit, event_id)
    if occurrence is None or not occurrence.is_open:
        return
    rsvps = await session_people.list_rsvps(unit.connection, occurrence.id)
    gone = [
        rsvp.member_id
        for rsvp in rsvps
        if rsvp.source is AnswerSource.EVENT and rsvp.member_id not in member_ids
    ]
    for member_id in member_ids:
        await _interested(unit, occurrence, member_id)
    for member_id in gone:
        await withdraw_interest(unit, occurrence, member_id)


async def see_one_interest(
    unit: Unit, event_id: int, member_id: int, *, is_interested: bool
) -> None:
    """Follow a member who became interested in an event, or lost interest."""
    occurrence = await find_of_event(unit, event_id)
    if occurrence is None or not occurrence.is_open:
        return
    if is_interested:
        await _interested(unit, occurrence, member_id)
    else:
        await withdraw_interest(unit, occurrence, member_id)


async def _interested(unit: Unit, occurrence: Occurrence, member_id: int) -> None:
    """Take interest as a Maybe, unless they said more with a button, or are banned."""
    if await bans.find_ban(unit.connection, occurrence.guild_id, member_id, unit.now) is not None:
        return
    rsvps = await session_people.list_rsvps(unit.connection, occurrence.id)
    own = next((rsvp.answer for rsvp in rsvps if rsvp.member_id == member_id), None)
    if own in (None, Answer.DECLINED):
        await take_answer(unit, occurrence, member_id, Answer.MAYBE, AnswerSource.EVENT)


async def find_of_event(unit: Unit, event_id: int) -> Occurrence | None:
    """Find the occurrence that an event of Discord's shows."""
    found = await session_occurrences.find_id(unit.connection, event_id=event_id)
    if found is None:
        return None
    return await session_occurrences.find_occurrence(unit.connection, *found)
