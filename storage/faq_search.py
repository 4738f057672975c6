"""FAQ entries as they are found: only published ones are."""

from __future__ import annotations

from domain.faq.entries import Entry
from domain.search.documents import FAQ, SearchDocument, SearchFilter
from storage import search, search_index, search_titles
from storage.connection import Connection

ONLY = SearchFilter(kinds=(FAQ,))


def document_of(entry: Entry) -> SearchDocument:
    """Return an entry as the search sees it; its aliases count like its title."""
    return SearchDocument(
        guild_id=entry.guild_id,
        kind=FAQ,
        source_id=entry.id,
        title=entry.text.title,
        body=entry.text.answer,
        created_at=entry.created_at,
        topics=entry.text.topics,
        is_solved=True,
        aliases=entry.text.aliases,
    )


async def index_entry(connection: Connection, entry: Entry) -> None:
    """Make an entry findable as it is now, or unfindable where it is not published."""
    if entry.is_published:
        await search_index.index_document(connection, document_of(entry))
    else:
        await search_index.remove_document(connection, FAQ, entry.id)


async def nearest(connection: Connection, guild_id: int, words: str, *, limit: int) -> list[int]:
    """Return the ids of the published entries that fit these words best, the best first."""
    hits = await search.search(connection, guild_id, words, limit=limit, only=ONLY)
    return [hit.document.source_id for hit in hits]


async def alike(
    connection: Connection, guild_id: int, title: str, answer: str, *, limit: int
) -> list[int]:
    """Find the ids of published entries that are alike enough to be about the same, best first."""
    hits = await search.find_similar(connection, guild_id, title, answer, limit=limit, only=ONLY)
    kept = await search.keep_alike(connection, guild_id, title, answer, hits)
    return [hit.document.source_id for hit in kept]


async def suggest(connection: Connection, guild_id: int, typed: str, *, limit: int) -> list[int]:
    """Suggest ids of entries for a half-typed text: by title and alias, then by text."""
    found = await search_titles.suggest(connection, guild_id, typed, limit=limit, only=ONLY)
    ids = [hit.source_id for hit in found]
    if len(ids) < limit:
        ids += await nearest(connection, guild_id, typed, limit=limit - len(ids))
    return list(dict.fromkeys(ids))[:limit]
