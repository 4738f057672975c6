"""Rules for a plan, and who may change it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from domain.errors import UserError
from domain.ids import parse_id
from domain.sessions.records import (
    MAX_CAPACITY,
    MAX_DESCRIPTION,
    MAX_LEAD,
    MAX_MINUTES,
    MAX_NOTES,
    MAX_TITLE,
    MAX_URL,
    MIN_MINUTES,
    MOST_LEADS,
    Place,
    PlaceKind,
    Plan,
)


def check_plan(plan: Plan) -> Plan:
    """Return the plan, tidied; `UserError` with what is wrong."""
    title = " ".join(plan.title.split())
    if not title or len(title) > MAX_TITLE:
        raise UserError("sessions-title", most=MAX_TITLE)
    if len(plan.description) > MAX_DESCRIPTION:
        raise UserError("sessions-description", most=MAX_DESCRIPTION)
    if not MIN_MINUTES <= plan.minutes <= MAX_MINUTES:
        raise UserError("sessions-length", least=MIN_MINUTES, most=MAX_MINUTES // 60)
    if plan.capacity is not None and not 1 <= plan.capacity <= MAX_CAPACITY:
        raise UserError("sessions-capacity", most=MAX_CAPACITY)
    return replace(plan, title=title, description=plan.description.strip())


def link_place(text: str) -> Place:
    """Return a place that is a link; `UserError` for anything that is not one of http or https."""
    url = text.strip()
    try:
        parts = urlsplit(url)
    except ValueError as error:  # half an IPv6 address, for one
        raise UserError("sessions-link") from error
    if parts.scheme not in ("http", "https") or not parts.netloc or len(url) > MAX_URL:
        raise UserError("sessions-link")
    if any(c.isspace() or c in "<>" for c in url):
        raise UserError("sessions-link")
    return Place(PlaceKind.LINK, url=url)


def check_notes(text: str) -> str:
    """Tidy a session's notes; `UserError` where they are empty or too long."""
    notes = text.strip()
    if not notes or len(notes) > MAX_NOTES:
        raise UserError("sessions-notes-length", most=MAX_NOTES)
    return notes


_MOST_TYPED = 100_000
"""In hours or minutes: far above every bound, and few enough to reckon with."""
_UNITS = {"m": 1, "min": 1, "h": 60, "d": 24 * 60, "j": 24 * 60, "w": 7 * 24 * 60}


def parse_leads(text: str) -> tuple[int, ...]:
    """Tell how long before: "24h, 15m" or "1d 30" (minutes) as minutes, the longest first.

    "0" is the start itself. `UserError` for anything else, or too many of them.
    """
    leads = []
    for word in text.lower().replace(",", " ").replace(";", " ").split():
        number = word.rstrip("abcdefghijklmnopqrstuvwxyz")
        unit = word[len(number) :] or "m"
        count = parse_id(number, MAX_LEAD)
        if count is None or unit not in _UNITS:
            raise UserError("sessions-leads", part=word[:50])
        leads.append(count * _UNITS[unit])
    if not leads or len(set(leads)) > MOST_LEADS or max(leads) > MAX_LEAD:
        raise UserError("sessions-leads-bounds", most=MOST_LEADS, days=MAX_LEAD // (24 * 60))
    return tuple(sorted(set(leads), reverse=True))


def parse_minutes(text: str) -> int:
    """Parse a length: "90", "1h30", "2h", "45m"; in minutes. `UserError` for anything else."""
    plain = text.strip().lower().replace(" ", "")
    hours, separator, rest = plain.partition("h")
    digits = rest.removesuffix("in").removesuffix("m") if separator else ""
    if separator and (digits or not rest):
        whole, more = parse_id(hours, _MOST_TYPED), parse_id(digits or "0", _MOST_TYPED)
        if whole is not None and more is not None:
            return whole * 60 + more
    alone = parse_id(plain.removesuffix("utes").removesuffix("in").removesuffix("m"), _MOST_TYPED)
    if alone is None:
        raise UserError("sessions-length-text", text=text[:50])
    return alone
