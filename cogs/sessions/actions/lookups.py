"""Lookups of sessions, and who may see and change them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.sessions.names import EVENT, LEDGER, PUBLIC_LEDGER, SESSION_CARD
from domain.cards import CardFault
from domain.deliveries import Delivery
from domain.errors import UserError
from domain.ids import parse_number
from domain.sessions.records import Occurrence, Rsvp, Series
from domain.times.wall import to_wall
from storage import cards, deliveries, session_occurrences, session_people, sessions
from storage.session_people import Attended

PAGE = 8
LOOK_BACK = timedelta(days=60)
"""Time for which a past session can be found for its attendance and notes."""
DAY = timedelta(days=1)
MOST_CHOICES = 25
MOST_LEDGER = 12


@dataclass(frozen=True, slots=True)
class Detail:
    """All that is shown of one occurrence."""

    occurrence: Occurrence
    series: Series
    rsvps: Sequence[Rsvp]
    attended: Sequence[Attended]
    ledger: Sequence[Delivery]
    may_post_again: bool
    """Its card was removed, and the actor may have it back."""
    event_fault: CardFault | None
    """Reason why Discord's event of it cannot be made, for the host and moderators."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of sessions to come, with everybody's answers."""

    entries: Sequence[tuple[Occurrence, Sequence[Rsvp]]]
    page: int
    has_more: bool
    is_mine: bool


async def get_occurrence(unit: Unit, actor: Actor, occurrence_id: int) -> Occurrence:
    """Find an occurrence; `UserError` where there is none of this number that the actor sees."""
    found = await session_occurrences.find_occurrence(
        unit.connection, actor.guild_id, occurrence_id
    )
    if found is None or not actor.sees(found.home_id, found.host_id):
        raise UserError("sessions-unknown", number=str(occurrence_id))
    return found


async def get_own(unit: Unit, actor: Actor, occurrence_id: int) -> Occurrence:
    """Get an occurrence that the actor hosts, or moderates; `UserError` otherwise."""
    occurrence = await get_occurrence(unit, actor, occurrence_id)
    if not actor.is_moderator and occurrence.host_id != actor.member_id:
        raise UserError("sessions-not-yours")
    return occurrence


async def get_series(unit: Unit, occurrence: Occurrence) -> Series:
    """Get the series of an occurrence."""
    series = await sessions.find_series(unit.connection, occurrence.guild_id, occurrence.series_id)
    if series is None:
        raise UserError("sessions-unknown", number=str(occurrence.id))
    return series


async def record_act(
    unit: Unit, actor: Actor, verb: str, occurrence: Occurrence, reason: str | None = None
) -> None:
    """Add what a moderator does with a session of others to the audit log."""
    await unit.note(
        actor,
        verb,
        f"session:{occurrence.id}",
        owners=(occurrence.host_id,),
        reason=reason,
        title=occurrence.plan.title,
    )


async def show_session(unit: Unit, actor: Actor, occurrence_id: int) -> Detail:
    """Show one occurrence with who comes, who came, and its ledger."""
    occurrence = await get_occurrence(unit, actor, occurrence_id)
    is_own = actor.is_moderator or occurrence.host_id == actor.member_id
    kinds = LEDGER if is_own else PUBLIC_LEDGER
    card = await cards.find_card(unit.connection, actor.guild_id, SESSION_CARD, occurrence_id)
    event = await cards.find_card(unit.connection, actor.guild_id, EVENT, occurrence_id)
    return Detail(
        occurrence,
        await get_series(unit, occurrence),
        await session_people.list_rsvps(unit.connection, occurrence_id),
        await session_people.list_attendance(unit.connection, occurrence_id),
        await deliveries.list_ledger(
            unit.connection, actor.guild_id, kinds, occurrence_id, limit=MOST_LEDGER
        ),
        is_own and occurrence.is_open and card is not None and card.is_removed,
        event.fault if is_own and occurrence.is_open and event is not None else None,
    )


async def list_sessions(unit: Unit, actor: Actor, page: int, *, is_mine: bool) -> Listing:
    """List what goes on and is to come; with `is_mine`, where the actor comes or may come."""
    found = await session_occurrences.list_ahead(
        unit.connection,
        actor.guild_id,
        (unit.now - DAY, None),
        actor.sight,
        member_id=actor.member_id if is_mine else None,
        limit=PAGE + 1,
        skipped=page * PAGE,
    )
    entries = [
        (occurrence, await session_people.list_rsvps(unit.connection, occurrence.id))
        for occurrence in found[:PAGE]
    ]
    return Listing(entries, page, len(found) > PAGE, is_mine)


async def suggest_sessions(
    unit: Unit, actor: Actor, typed: str, zone: str, *, is_past: bool = False
) -> list[tuple[int, str]]:
    """List sessions whose title holds what was typed, as (id, "title · day time in `zone`")."""
    found = await session_occurrences.list_ahead(
        unit.connection,
        actor.guild_id,
        (unit.now - LOOK_BACK, unit.now + DAY) if is_past else (unit.now - DAY, None),
        actor.sight,
        is_open=not is_past,
        limit=500,
    )
    wanted = typed.casefold().strip()
    if is_past:
        found = found[::-1]
    return [
        (occurrence.id, _label(occurrence, zone))
        for occurrence in found
        if wanted in _label(occurrence, zone).casefold()
    ][:MOST_CHOICES]


async def number_of(unit: Unit, actor: Actor, typed: str, zone: str) -> int:
    """Find the id that was chosen or typed, or the only session of this title.

    `UserError` where that is none, or several.
    """
    number = parse_number(typed)
    if number is not None:
        return number
    for is_past in (False, True):
        found = await suggest_sessions(unit, actor, typed, zone, is_past=is_past)
        if len(found) == 1:
            return found[0][0]
    raise UserError("sessions-which")


def _label(occurrence: Occurrence, zone: str) -> str:
    at: datetime = to_wall(occurrence.starts_at, zone)
    title = occurrence.plan.title
    return f"{title[:70]} · {at:%Y-%m-%d %H:%M}"
