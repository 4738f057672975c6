"""A session that is being planned, as it is shown before anything is saved."""

from __future__ import annotations

from datetime import datetime

from cogs.core.markup import plain, shorten
from cogs.core.text import Catalogue
from cogs.core.when import describe_schedule, lead_words
from cogs.sessions.actions.creating import Drafting
from cogs.sessions.render.card import length_words, place_words
from domain.sessions.records import PlaceKind


def render_preview(drafting: Drafting, channel: str, now: datetime, text: Catalogue) -> str:
    """What would be posted where, and when that is."""
    plan = drafting.plan
    lines = [f"## {plain(plan.title, 200)}", describe_schedule(text, drafting.schedule, now)]
    lines.append(length_words(plan.minutes, text))
    if plan.place.kind is not PlaceKind.NONE:
        lines.append(f"📍 {place_words(plan.place)}")
    if plan.topic:
        lines.append(f"🏷️ {plain(plan.topic, 100)}")
    if plan.capacity is not None:
        lines.append(text("sessions-seats", count=plan.capacity))
    lines.append(leads_words(drafting.leads, text))
    if plan.description:
        lines += ["", shorten(plan.description, 1_200)]
    lines += ["", _what_happens(drafting, channel, text)]
    return "\n".join(lines)


def leads_words(leads: tuple[int, ...] | None, text: Catalogue) -> str:
    """How long before people are reminded."""
    if leads is None:
        return text("sessions-leads-default")
    return text("sessions-leads-own", leads=", ".join(lead_words(text, lead) for lead in leads))


def _what_happens(drafting: Drafting, channel: str, text: Catalogue) -> str:
    if drafting.occurrence_id is None:
        return text("sessions-preview-new", channel=channel)
    if drafting.is_following:
        return text("sessions-preview-following")
    return text("sessions-preview-one")
