"""What the digest says of the FAQ: entries that are new."""

from __future__ import annotations

from cogs.core.markup import plain
from cogs.core.services import DigestPart, DigestSection, DigestView
from storage import faq_entries
from storage.connection import Connection

MOST_READ = 200
MOST_SHOWN = 5
MAX_TITLE_SHOWN = 120


async def _gather(connection: Connection, view: DigestView) -> list[DigestPart]:
    entries = await faq_entries.list_new(connection, view.guild_id, view.since, limit=MOST_READ)
    if not entries:
        return []
    lines = [
        view.text("faq-digest-line", title=plain(title, MAX_TITLE_SHOWN), number=str(id_))
        for id_, title in entries[:MOST_SHOWN]
    ]
    return [DigestPart(view.text("faq-digest-new", count=len(entries)), lines, len(entries))]


DIGEST = DigestSection(2, _gather)
