"""Finding announcements and templates, for commands and for what is suggested meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cogs.core.access import require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.unit import Unit
from domain.announcements.records import Announcement, State, Template
from domain.announcements.rules import MOST_TEMPLATES
from domain.errors import UserError
from domain.ids import parse_number
from domain.times.recurrence import Moment, Schedule, list_moments
from storage import announcement_templates, announcements

MOST_CHOICES = 25
MOST_SEARCHED = 200
MAX_CHOICE = 90
SIGNS = {
    State.SCHEDULED: "🗓️",
    State.PAUSED: "⏸️",
    State.DONE: "✅",
    State.CANCELLED: "🚫",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that autocomplete offers."""

    name: str
    value: str


async def get_announcement(unit: Unit, actor: Actor, announcement_id: int) -> Announcement:
    """Find a server's announcement; `UserError` where there is none of that number."""
    found = await announcements.find_announcement(unit.connection, actor.guild_id, announcement_id)
    if found is None:
        raise UserError("announcements-unknown", number=str(announcement_id))
    return found


async def look_up(unit: Unit, actor: Actor, announcement_id: int) -> Announcement:
    """Find an announcement for a moderator; `UserError` for others, and where there is none."""
    require_moderator(actor)
    return await get_announcement(unit, actor, announcement_id)


def number_in(typed: str) -> int:
    """Read the number that stands for an announcement; `UserError` for anything else."""
    number = parse_number(typed)
    if number is None:
        raise UserError("announcements-unknown", number=label(typed, MAX_CHOICE))
    return number


async def suggest_announcements(
    unit: Unit, actor: Actor, typed: str, *states: State
) -> list[Choice]:
    """List the announcements of these states whose title or number holds what is typed."""
    if not actor.is_moderator:
        return []
    found = await announcements.list_announcements(
        unit.connection, actor.guild_id, limit=MOST_SEARCHED
    )
    wanted = typed.casefold().strip().removeprefix("#")
    fitting = [
        Choice(label(f"{SIGNS[a.state]} #{a.id} {a.wording.title}", MAX_CHOICE), str(a.id))
        for a in found
        if a.state in states and (wanted in a.wording.title.casefold() or wanted == str(a.id))
    ]
    return fitting[:MOST_CHOICES]


async def list_upcoming(
    unit: Unit, actor: Actor, announcement_id: int
) -> tuple[Schedule, list[Moment]]:
    """Find a series, and list its next occurrences that can still be skipped, by time."""
    announcement = await look_up(unit, actor, announcement_id)
    if not announcement.is_open or announcement.next_at is None:
        return announcement.schedule, []
    taken_out = await announcements.list_skips(unit.connection, announcement.id)
    before = announcement.next_at - timedelta(seconds=1)
    ahead = list_moments(announcement.schedule, after=before, limit=MOST_CHOICES + len(taken_out))
    return announcement.schedule, [moment for moment in ahead if moment.slot not in taken_out]


async def get_template(unit: Unit, actor: Actor, name: str) -> Template:
    """Find a server's template; `UserError` where none has that name."""
    found = await announcement_templates.find_template(
        unit.connection, actor.guild_id, name.strip()
    )
    if found is None:
        raise UserError("announcements-template-unknown", name=label(name, MAX_CHOICE))
    return found


async def suggest_templates(unit: Unit, actor: Actor, typed: str) -> list[Choice]:
    """List the templates whose name holds what is typed."""
    if not actor.is_moderator:
        return []
    found = await announcement_templates.list_templates(
        unit.connection, actor.guild_id, limit=MOST_TEMPLATES
    )
    wanted = typed.casefold().strip()
    fitting = [Choice(t.name, t.name) for t in found if wanted in t.name.casefold()]
    return fitting[:MOST_CHOICES]
