"""What the digest says of study sessions: those of the week ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from cogs.core.services import DigestPart, DigestSection, DigestView
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.sessions.render.card import line_words
from domain.sessions.records import Occurrence, Rsvp
from storage import session_occurrences, session_people

AHEAD = timedelta(days=7)
MOST_READ = 100
MOST_SHOWN = 7


Ahead = Sequence[tuple[Occurrence, Sequence[Rsvp]]]
"""Sessions of the week ahead with who comes, as far as that is shown."""


async def _read(unit: Unit, view: DigestView) -> Ahead:
    ahead = await session_occurrences.list_ahead(
        unit.connection, view.guild_id, (view.now, view.now + AHEAD), view.sight, limit=MOST_READ
    )
    rsvps = {
        each.id: await session_people.list_rsvps(unit.connection, each.id)
        for each in ahead[:MOST_SHOWN]
    }
    return [(each, rsvps.get(each.id, ())) for each in ahead]


def _render(ahead: Ahead, text: Catalogue) -> list[DigestPart]:
    lines = [line_words(each, rsvps, text) for each, rsvps in ahead[:MOST_SHOWN]]
    heading = text("sessions-digest", count=len(ahead))
    return [DigestPart(heading, lines, len(ahead))] if ahead else []


DIGEST = DigestSection(4, _read, _render)
