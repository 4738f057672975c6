"""What the digest says of the FAQ: entries that are new."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.core.markup import plain
from cogs.core.services import DigestPart, DigestSection, DigestView
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from storage import faq_entries

MOST_READ = 200
MOST_SHOWN = 5
MAX_TITLE_SHOWN = 120


Titles = Sequence[tuple[int, str]]
"""Numbers and titles of new entries."""


async def _read(unit: Unit, view: DigestView) -> Titles:
    return await faq_entries.list_new(unit.connection, view.guild_id, view.since, limit=MOST_READ)


def _render(entries: Titles, text: Catalogue) -> list[DigestPart]:
    if not entries:
        return []
    lines = [
        text("faq-digest-line", title=plain(title, MAX_TITLE_SHOWN), number=str(id_))
        for id_, title in entries[:MOST_SHOWN]
    ]
    return [DigestPart(text("faq-digest-new", count=len(entries)), lines, len(entries))]


DIGEST = DigestSection(2, _read, _render)
