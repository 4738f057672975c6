"""What the digest says of study sessions: those of the week ahead."""

from __future__ import annotations

from datetime import timedelta

from cogs.core.services import DigestPart, DigestSection, DigestView
from cogs.sessions.render.card import line_words
from storage import session_occurrences, session_people
from storage.connection import Connection

AHEAD = timedelta(days=7)
MOST_READ = 100
MOST_SHOWN = 7


async def _gather(connection: Connection, view: DigestView) -> list[DigestPart]:
    ahead = await session_occurrences.list_ahead(
        connection, view.guild_id, (view.now, view.now + AHEAD), view.sight, limit=MOST_READ
    )
    lines = []
    for occurrence in ahead[:MOST_SHOWN]:
        rsvps = await session_people.list_rsvps(connection, occurrence.id)
        lines.append(line_words(occurrence, rsvps, view.text))
    heading = view.text("sessions-digest", count=len(ahead))
    return [DigestPart(heading, lines, len(ahead))] if ahead else []


DIGEST = DigestSection(4, _gather)
