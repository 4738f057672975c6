"""What people are told of a session by the clock."""

from __future__ import annotations

from cogs.core.markup import jump_link, plain
from cogs.core.text import Catalogue
from cogs.core.when import stamp
from cogs.sessions.render.card import place_words
from domain.sessions.records import Occurrence, OccurrenceState, PlaceKind


def render_reminder(occurrence: Occurrence, text: Catalogue) -> str:
    """That it begins soon, where, and the way to the card."""
    start = occurrence.starts_at
    words = text("sessions-reminder", title=_title(occurrence), soon=stamp(start, "R"))
    lines = [words, stamp(start)]
    if occurrence.plan.place.kind is not PlaceKind.NONE:
        lines.append(f"📍 {place_words(occurrence.plan.place)}")
    return "\n".join([*lines, *_link(occurrence)])


def render_promoted(occurrence: Occurrence, text: Catalogue) -> str:
    """That a seat became free."""
    at = stamp(occurrence.starts_at)
    words = text("sessions-promoted", title=_title(occurrence), at=at)
    return "\n".join([words, *_link(occurrence)])


def render_changed(occurrence: Occurrence, text: Catalogue) -> str:
    """That it is cancelled, or when it is now."""
    title, at = _title(occurrence), stamp(occurrence.starts_at)
    if occurrence.state is not OccurrenceState.CANCELLED:
        return text("sessions-changed", title=title, at=at)
    words = text("sessions-changed-cancelled", title=title, at=at)
    return f"{words}\n> {plain(occurrence.reason, 200)}" if occurrence.reason else words


def describe(occurrence: Occurrence, text: Catalogue) -> str:
    """What a message was about, where it could not be posted."""
    return text("sessions-described", title=_title(occurrence), at=stamp(occurrence.starts_at))


def render_card_lost(occurrence: Occurrence, reason: str, text: Catalogue) -> str:
    """That the card cannot be shown, why, and what helps."""
    return text("sessions-card-lost", what=describe(occurrence, text), reason=reason)


def render_event_lost(occurrence: Occurrence, reason: str, text: Catalogue) -> str:
    """Say that Discord's event cannot be made, why, and what helps."""
    return text("sessions-event-lost", what=describe(occurrence, text), reason=reason)


def _title(occurrence: Occurrence) -> str:
    return plain(occurrence.plan.title, 200)


def _link(occurrence: Occurrence) -> list[str]:
    shown = occurrence.shown
    if shown.channel_id is None:
        return []
    return [jump_link(occurrence.guild_id, shown.channel_id, shown.message_id)]
